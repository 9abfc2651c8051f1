"""Last year's programme is copied into a new declaration; sums, papers and people are given anew, and told."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.city import at
from tests.projects.path import LINES, TITLE, Path, way

from qilou.casework.actions.opening import open_case
from qilou.kernel.errors import Invalid
from qilou.projects.models import Declaration

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> Path:
    """A unit that declared a year ago."""
    made = way()
    made.submitted()
    return made


def begin(path: Path, who: str = "health", **more: object) -> str:
    """A declaration for the next budget year, begun by a unit."""
    act = open_case(
        "projects.declaration",
        actor=path.city.actor(f"{who}.handler", "2026-08-20"),
        now=at("2026-08-20"),
        jurisdiction=path.jurisdiction,
        title=f"{TITLE}二期",
        data={"title": f"{TITLE}二期", "track": "annual", "budget_year": 2028, **more},
    )
    return act.case.number


def page(path: Path, number: str) -> str:
    """The form of the declaration as its unit opens it."""
    unit = Client()
    unit.force_login(path.city.people["health.handler"])
    answer = unit.get(reverse("step", args=["projects.declaration", number, "submit"]))
    return answer.content.decode()


@pytest.mark.req("A9.3")
def test_texts_and_lines_come_over_with_years_moved_and_sums_papers_and_people_do_not(path: Path) -> None:
    shown = page(path, begin(path, start_from=path.declaration.pk))
    for copied in (
        "复用省医保平台结算数据",
        LINES[0][1],
        path.numbers["declaration"],
    ):
        assert copied in shown, copied
    assert re.search(r'value="2028"[^>]*name="slices-0-year"', shown)
    for given_anew in ("林某", "建设方案.pdf", 'value="386.40"', "2027-03-31"):
        assert given_anew not in shown
    assert "没有复制，须重新填写或者上传" in shown
    assert "联系电话" in shown
    assert Declaration.objects.order_by("-pk")[0].version == 0


def test_a_draft_begun_blank_says_nothing_of_copying(path: Path) -> None:
    assert "没有复制" not in page(path, begin(path))


def test_nobody_starts_from_another_units_declaration_or_from_a_draft(path: Path) -> None:
    with pytest.raises(Invalid, match="invalid"):
        begin(path, "land", start_from=path.declaration.pk)
    draft = begin(path)
    with pytest.raises(Invalid):
        begin(path, start_from=Declaration.objects.get(case__number=draft).pk)

"""What finding duplicates saves: each amount once, on a person's finding, on the board and in the register's sheet."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.projects.path import Path
from tests.projects.test_duplicates import DAY, HOME, HOME_SAYS, care, declared, district
from tests.projects.test_evaluation import REPORT, assignment, evaluate

from qilou.kernel.registers import REGISTERS, named_row
from qilou.projects.models import EstimateLine, Evaluation
from qilou.projects.queries.registers.duplicates import Saved, saved

pytestmark = pytest.mark.django_db
__all__ = ["care"]
MERGES = {"finding": "absorbs", "reason": "市级统建，区只用不建，龙湖区项目并入。"}


def found(path: Path, *hits: dict[str, str]) -> None:
    """The authority's reviewer finds on what is near."""
    path.take("pre_review", "find_duplicates", DAY, "authority.handler", {"hits": list(hits)})


def rows(path: Path, who: str) -> list[dict[str, Any]]:
    """The register as somebody reads it, by the names of its columns."""
    one = REGISTERS["duplicates"]
    return [named_row(one, row) for row in one.found(path.city.actor(who, DAY), 2026)]


def sums(path: Path, who: str) -> list[tuple[str, str]]:
    """What was given up and what was cut, row by row, in yuan."""
    return [(str(one["given_up"] or 0), str(one["cut"] or 0)) for one in rows(path, who)]


@pytest.mark.req("A4.2", "A4.4")
def test_what_merges_into_another_is_saved_once_it_is_withdrawn_and_not_before(care: Path) -> None:
    home = district(care)
    home.open(title=HOME)
    home.submitted(content=HOME_SAYS)
    found(care, {"thing": home.project.thing, **MERGES})
    assert sums(care, "authority.handler") == [("0", "0")]
    home.take("declaration", "withdraw", DAY, "longhu_civil.handler", {"reason": "并入市级平台"})
    (told,) = rows(care, "authority.handler")
    assert (told["project"], told["the_other"], told["reason"]) == (care.project.name, HOME, MERGES["reason"])
    assert told["given_up"] == told["saved"] == home.project.asked
    authority, declarer = (care.city.actor(f"{name}.handler", DAY) for name in ("authority", "health"))
    assert saved(authority, 2026) == Saved(1, home.project.asked)
    assert saved(authority, 2025) == Saved(0, Decimal("0.00"))
    assert saved(declarer, 2026) is None
    assert not REGISTERS["duplicates"].open_for(declarer)


@pytest.mark.req("A4.2", "A4.4")
def test_a_project_that_both_findings_speak_of_counts_once_with_its_own(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    found(care, {"thing": home.project.thing, **MERGES})
    home.found(intensive="fails")
    home.found_different(DAY)
    same = {"thing": care.project.thing, "finding": "duplicate", "reason": "市级平台已含派单。"}
    home.take("pre_review", "find_duplicates", DAY, "longhu.handler", {"hits": [same]})
    assert sums(home, "longhu.handler") == [("0", "0")]
    home.sign("pre_review", "return", "2026-08-21", {"reason": "并入市级平台。"})
    assert sums(home, "longhu.handler") == [(str(home.project.asked), "0")]
    assert sums(care, "authority.handler") == [("0", "0")]


@pytest.mark.req("A4.2", "A4.4")
def test_a_cut_counts_where_its_reason_names_the_duplication_and_a_person_found_one(care: Path, client: Client) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    care.found()
    overlap = {"thing": home.project.thing, "finding": "overlap", "reason": "派单功能重合，由市级提供。"}
    found(care, overlap)
    care.sign("pre_review", "pass", "2026-08-21", {})
    care.numbers["evaluation"] = Evaluation.objects.get(project=care.project).case.number
    lines = [{**line} for line in REPORT["lines"]]
    for line, less, why in zip(lines, (20_000, 5_000), ("与既有派单功能重复，核减", "单价偏高"), strict=False):
        line["amount"] = str(Decimal(line["amount"]) - less)
        line["reason"] = why
    evaluate(care, "assign", "2026-09-01", "authority.handler", assignment(care))
    evaluate(care, "report", "2026-09-08", "reviewer.handler", {**REPORT, "lines": lines})
    line = EstimateLine.objects.get(declaration__project=care.project, number=lines[0]["number"])
    cut = line.amount - Decimal(lines[0]["amount"])
    assert sums(care, "authority.handler") == [("0", str(cut))]
    client.force_login(care.city.people["authority.handler"])
    answer = client.get("/registers/duplicates/sheet/?year=2026")
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert table[1][-2:] == [float(cut) / 10_000] * 2
    board = client.get("/dashboard/?year=2026").content.decode()
    assert f"人工认定重复建设 1 项，因此退回、撤回、并入和核减 {cut / 10_000:.2f} 万元。" in board
    assert "/registers/duplicates/?year=2026" in board

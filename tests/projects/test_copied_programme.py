"""A unit's new declaration starts from one of its own earlier ones; money by year, papers and statement come anew."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.path import Path, form, way

from qilou.casework.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> Path:
    """A unit that has declared one project and begins another."""
    begun = way()
    begun.open()
    begun.take("declaration", "submit", "2026-08-03", "health.handler", form())
    begun.numbers["earlier"] = begun.numbers["declaration"]
    begun.open("2026-08-04", title="医保智能监管二期")
    return begun


def client(path: Path, who: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(path.city.people[who])
    return signed_in


def address(path: Path, name: str) -> str:
    return reverse(name, args=["projects.declaration", path.numbers["declaration"], "submit"])


def test_fields_and_lines_are_copied_and_what_is_not_is_told(path: Path) -> None:
    unit = client(path, "health.handler")
    assert path.numbers["earlier"] in unit.get(address(path, "step")).content.decode()
    answer = unit.post(address(path, "copy_form"), {"copy_from": path.numbers["earlier"]}, follow=True)
    page = answer.content.decode()
    assert "请重新填写" in page
    raw = Draft.objects.get().raw
    assert raw["lines-0-name"] == ["规则引擎与知识库"]
    assert raw["necessity"] == [form()["necessity"]]
    assert not {"total", "programme", "non_secret", "slices-0-amount", "sources-0-amount"} & set(raw)


@pytest.mark.parametrize("number", ["", "SB26-9999-9", "own"])
def test_only_a_units_own_submitted_declarations_are_copied(path: Path, number: str) -> None:
    unit = client(path, "health.handler")
    sent = path.numbers["declaration"] if number == "own" else number
    assert unit.post(address(path, "copy_form"), {"copy_from": sent}).status_code == 404
    other = client(path, "land.handler")
    assert other.post(address(path, "copy_form"), {"copy_from": path.numbers["earlier"]}).status_code == 404
    assert not Draft.objects.exists()

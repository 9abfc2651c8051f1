"""The estimate of a declaration is edited in a spreadsheet and read back into the draft once the changes were seen."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.kernel.spreadsheet import Cells, saved
from tests.projects.path import Path, form, way

from qilou.casework.models import Draft
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import raw_from
from qilou.projects.inputs.declaration import DeclarationForm

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="edits" value="([^"]*)"')


@pytest.fixture
def path() -> Path:
    """A declaration that its unit has begun."""
    begun = way()
    begun.open()
    return begun


def client(path: Path, who: str) -> Client:
    signed_in = Client(raise_request_exception=True, headers={"X-Draft": "1"})
    signed_in.force_login(path.city.people[who])
    return signed_in


def address(path: Path, name: str = "step_rows", *rest: str) -> str:
    return reverse(name, args=["projects.declaration", path.numbers["declaration"], "submit", *rest])


def typed(**changed: object) -> dict[str, list[str]]:
    return raw_from(fields_of(DeclarationForm), form(programme=None, **changed))


def sheet_with(content: bytes, *edits: tuple[int, int, object]) -> SimpleUploadedFile:
    """The sheet as an officer saves it after editing cells, each by its line and its place."""

    def change(cells: Cells) -> None:
        for line, place, cell in edits:
            cells[line][place] = cell

    return SimpleUploadedFile("估算表.xlsx", saved(content, change))


def taken_out(client: Client, path: Path) -> bytes:
    return client.post(address(path, "step_rows", "lines"), typed() | {"sheet": ["out"]}).content


def read_back(client: Client, path: Path, sheet: SimpleUploadedFile, draft: dict[str, list[str]]) -> str:
    """What the page says that a sheet would change."""
    version = {"draft_version": [str(Draft.objects.get().version)]}
    sent = draft | version | {"sheet": ["in"], "lines-sheet": sheet}
    return client.post(address(path, "step_rows", "lines"), sent).content.decode()


def take_over(client: Client, path: Path, page: str, **chosen: str) -> HttpResponse:
    sent = {"sheet": "apply", "edits": unescape(HIDDEN.findall(page)[0])} | chosen
    return client.post(address(path, "step_rows", "lines"), sent)


def test_the_lines_go_out_and_one_edited_price_comes_back(path: Path) -> None:
    unit = client(path, "health.handler")
    out = unit.post(address(path, "step_rows", "lines"), typed() | {"sheet": ["out"]})
    assert out["Content-Disposition"] == f'attachment; filename="{path.numbers["declaration"]}-lines.xlsx"'
    sheet = sheet_with(out.content, (1, 8, 2.5))
    shown = unit.post(address(path, "step_rows", "lines"), typed() | {"sheet": ["in"], "lines-sheet": sheet})
    page = shown.content.decode()
    assert len(re.findall('<th scope="row">', page)) == 1
    for said in ("单价", "2.10", "2.5"):
        assert said in page
    assert Draft.objects.get().raw["lines-0-unit_price"] == ["2.10"]
    taken = take_over(unit, path, page)
    assert taken["Location"] == address(path, "step") + "#f-lines"
    kept = Draft.objects.get().raw
    before = typed()
    assert {name: texts for name, texts in kept.items() if before.get(name) != texts} == {"lines-0-unit_price": ["2.5"]}
    assert 'value="2.5"' in unit.get(address(path, "step")).content.decode()


@pytest.mark.parametrize(
    ("cell", "told"), [(("lines", 1, 9, "约九十万"), "J2"), (("lines", 2, 2, "礼品"), "礼品"), (None, "10 MB")]
)
def test_a_sheet_that_cannot_be_read_is_told_at_the_table_and_what_was_typed_stays(
    path: Path, cell: tuple[str, int, int, object] | None, told: str
) -> None:
    unit = client(path, "health.handler")
    sent: dict[str, object] = typed(necessity="现靠抽查。") | {"sheet": ["in"]}  # type: ignore[assignment]
    if cell:
        out = unit.post(address(path, "step_rows", cell[0]), typed() | {"sheet": ["out"]})
        sent["lines-sheet"] = sheet_with(out.content, cell[1:])
    answer = unit.post(address(path, "step_rows", "lines"), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert "现靠抽查。" in page
    assert Draft.objects.get().raw["necessity"] == ["现靠抽查。"]


def test_only_who_may_take_the_step_reads_a_sheet_and_only_into_its_tables(path: Path) -> None:
    sent = typed() | {"sheet": ["out"]}
    assert client(path, "land.handler").post(address(path, "step_rows", "lines"), sent).status_code == 404
    unit = client(path, "health.handler")
    for field in ("total", "nothing"):
        assert unit.post(address(path, "step_rows", field), sent).status_code == 404
    for edits in ("", "{}", '{"origin": "", "rows": {}, "added": [{"price": "1"}]}'):
        answer = unit.post(address(path, "step_rows", "lines"), {"sheet": "apply", "edits": edits})
        assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_what_a_colleague_saved_since_the_sheet_went_out_stays_and_what_both_changed_is_chosen(path: Path) -> None:
    unit, colleague = client(path, "health.handler"), client(path, "health.checker")
    sheet = taken_out(unit, path)
    theirs = typed() | {"lines-0-unit_price": ["3.00"], "lines-1-name": ["改名"]}
    assert colleague.post(address(path, "save_draft"), theirs | {"draft_version": ["1"]}).status_code == 200
    page = read_back(unit, path, sheet_with(sheet, (1, 8, 2.5), (1, 6, 40.0)), Draft.objects.get().raw)
    assert "3.00" in page
    assert page.count('type="radio"') == 2
    assert take_over(unit, path, page).status_code == 409
    assert Draft.objects.get().raw["lines-0-quantity"] == typed()["lines-0-quantity"]
    # The form's value stays unless the sheet's is chosen.
    taken = take_over(unit, path, page, **{"choice-0-unit_price": "form"})
    assert taken.status_code == 302
    kept = Draft.objects.get().raw
    assert {name: texts for name, texts in kept.items() if theirs.get(name) != texts} == {"lines-0-quantity": ["40"]}


def test_what_a_colleague_saves_while_the_changes_are_looked_at_is_not_overwritten(path: Path) -> None:
    unit, colleague = client(path, "health.handler"), client(path, "health.checker")
    page = read_back(unit, path, sheet_with(taken_out(unit, path), (1, 8, 2.5)), typed())
    theirs = typed() | {"lines-1-name": ["改名"]}
    sent = theirs | {"draft_version": [str(Draft.objects.get().version)]}
    assert colleague.post(address(path, "save_draft"), sent).status_code == 200
    assert take_over(unit, path, page).status_code == 302
    kept = Draft.objects.get().raw
    assert (kept["lines-0-unit_price"], kept["lines-1-name"]) == (["2.5"], ["改名"])
    page = read_back(unit, path, sheet_with(taken_out(unit, path), (1, 8, 2.6)), Draft.objects.get().raw)
    sent = Draft.objects.get().raw | {"lines-0-unit_price": ["3.00"]}
    colleague.post(address(path, "save_draft"), sent | {"draft_version": [str(Draft.objects.get().version)]})
    again = take_over(unit, path, page)
    assert (again.status_code, Draft.objects.get().raw["lines-0-unit_price"]) == (409, ["3.00"])
    assert take_over(unit, path, again.content.decode(), **{"choice-0-unit_price": "sheet:3.00"}).status_code == 302
    assert Draft.objects.get().raw["lines-0-unit_price"] == ["2.6"]


def test_a_sheet_of_another_draft_is_not_read(path: Path) -> None:
    unit = client(path, "health.handler")
    sheet = taken_out(unit, path)
    Draft.objects.all().delete()
    sent = typed() | {"sheet": ["in"], "lines-sheet": sheet_with(sheet, (1, 8, 2.5))}
    assert unit.post(address(path, "step_rows", "lines"), sent).status_code == 400

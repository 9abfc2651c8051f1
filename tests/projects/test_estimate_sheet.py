"""The estimate of a declaration is edited in a spreadsheet and read back into the draft once the changes were seen."""

import re
from html import unescape
from io import BytesIO

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.projects.path import Path, form, way

from qilou.casework.models import Draft
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import raw_from
from qilou.projects.inputs.declaration import DeclarationForm

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="rows" value="([^"]*)"')


@pytest.fixture
def path() -> Path:
    """A declaration that its unit has begun."""
    begun = way()
    begun.open()
    return begun


def client(path: Path, who: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(path.city.people[who])
    return signed_in


def address(path: Path, name: str = "step_rows", *rest: str) -> str:
    return reverse(name, args=["projects.declaration", path.numbers["declaration"], "submit", *rest])


def typed(**changed: object) -> dict[str, list[str]]:
    return raw_from(fields_of(DeclarationForm), form(programme=None, **changed))


def saved(content: bytes, line: int, place: int, cell: object) -> SimpleUploadedFile:
    """The sheet as an officer saves it after an edit to one cell."""
    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    cells[line][place] = cell  # type: ignore[call-overload]
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(cells):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("估算表.xlsx", made.getvalue())


def test_the_lines_go_out_and_one_edited_price_comes_back(path: Path) -> None:
    unit = client(path, "health.handler")
    out = unit.post(address(path, "step_rows", "lines"), typed() | {"sheet": ["out"]})
    assert out["Content-Disposition"] == f'attachment; filename="{path.numbers["declaration"]}-lines.xlsx"'
    sheet = saved(out.content, 1, 7, 2.5)
    shown = unit.post(address(path, "step_rows", "lines"), typed() | {"sheet": ["in"], "lines-sheet": sheet})
    page = shown.content.decode()
    assert len(re.findall('<th scope="row">', page)) == 1
    for said in ("单价", "2.10", "2.5"):
        assert said in page
    assert Draft.objects.get().raw["lines-0-unit_price"] == ["2.10"]
    rows = unescape(HIDDEN.findall(page)[0])
    taken = unit.post(address(path, "step_rows", "lines"), {"sheet": "apply", "rows": rows})
    assert taken["Location"] == address(path, "step") + "#f-lines"
    kept = Draft.objects.get().raw
    before = typed()
    assert {name: texts for name, texts in kept.items() if before.get(name) != texts} == {"lines-0-unit_price": ["2.5"]}
    assert 'value="2.5"' in unit.get(address(path, "step")).content.decode()


@pytest.mark.parametrize(
    ("cell", "told"), [(("lines", 1, 8, "约九十万"), "I2"), (("lines", 2, 1, "礼品"), "礼品"), (None, "10 MB")]
)
def test_a_sheet_that_cannot_be_read_is_told_at_the_table_and_what_was_typed_stays(
    path: Path, cell: tuple[str, int, int, object] | None, told: str
) -> None:
    unit = client(path, "health.handler")
    sent: dict[str, object] = typed(necessity="现靠抽查。") | {"sheet": ["in"]}  # type: ignore[assignment]
    if cell:
        out = unit.post(address(path, "step_rows", cell[0]), typed() | {"sheet": ["out"]})
        sent["lines-sheet"] = saved(out.content, *cell[1:])
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
    for rows in ("", "{}", '[{"price": ["1"]}]'):
        answer = unit.post(address(path, "step_rows", "lines"), {"sheet": "apply", "rows": rows})
        assert answer.status_code == 404
    assert not Draft.objects.exists()

"""What a unit declared goes out as documents: the declaration, the programme by its chapters, the estimate in full."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text
from tests.kernel.spreadsheet import cells_of
from tests.projects.path import LINES, TITLE, Path, form, way

from qilou.kernel.fields import fields_of
from qilou.kernel.forms import raw_from
from qilou.projects.inputs import editions
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.rules.outline import OUTLINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> Path:
    """A declaration that was submitted, with chapters beyond what the article names."""
    made = way()
    made.submitted(
        operation="由原运维单位负责。", running_cost="200000", risks=[{"risk": "数据质量", "measure": "先清洗后接入"}]
    )
    return made


def client(path: Path, who: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.cookies["qilou_language"] = "zh-hans"
    signed_in.force_login(path.city.people[who])
    return signed_in


def address(path: Path, number: str, name: str = "form_paper") -> str:
    return reverse(name, args=["projects.declaration", path.numbers["declaration"], number])


def words_of(path: Path, number: str, who: str = "health.handler") -> str:
    """The words of a form's document, without spaces."""
    answer = client(path, who).get(address(path, number))
    assert answer["Content-Type"] == "application/pdf"
    return "".join(extract_text(io.BytesIO(answer.content)).split())


def test_the_declaration_says_its_edition_who_gave_it_and_every_entry(path: Path) -> None:
    words = words_of(path, "B1")
    for said in (editions.DECLARATION.label.in_("zh"), TITLE, "林某", "国务院令第735号", "先清洗后接入"):
        assert said.replace(" ", "") in words


@pytest.mark.req("A10.7", "A10.12")
def test_the_programme_has_its_chapters_in_order_with_texts_and_entries_beneath(path: Path) -> None:
    words = words_of(path, "B2", "authority.handler")
    places = [words.index(f"{number}{one.title.zh}对应") for number, one in enumerate(OUTLINE, 1)]
    assert places == sorted(places)
    chapter = words[places[7] : places[8]]
    assert "由原运维单位负责。" in chapter
    assert "建成后年运维费" in chapter
    assert "20.00万元" in words


@pytest.mark.req("A10.11")
def test_the_estimate_goes_out_with_every_column_and_its_sums_as_a_document_and_as_a_sheet(path: Path) -> None:
    words = words_of(path, "B3")
    for said in ("采购品目编码", "经济分类（款）", "资金来源", "第三方核定", "专家核定", "财政审核", "批复"):
        assert said in words
    rows = cells_of(client(path, "health.handler").get(address(path, "B3", "form_sheet")).content)
    assert len(rows[0]) == 20
    assert [row[3] for row in rows[1 : len(LINES) + 1]] == [line[1] for line in LINES]
    assert rows[len(LINES) + 1][14] == 386.4


def test_who_does_not_see_the_case_gets_no_form_of_it(path: Path) -> None:
    for number in ("B1", "B3"):
        assert client(path, "land.handler").get(address(path, number)).status_code == 404


def test_a_form_on_which_nothing_was_given_is_not_there(path: Path) -> None:
    for number in ("B9", "B2.1"):
        assert client(path, "health.handler").get(address(path, number)).status_code == 404


def test_the_page_of_the_case_leads_to_its_forms_and_tells_what_the_outline_lacks(path: Path) -> None:
    page = client(path, "authority.handler").get(
        reverse("case", args=["projects.declaration", path.numbers["declaration"]])
    )
    text = page.content.decode()
    for ending in ("forms/B1.pdf", "forms/B2.pdf", "forms/B3.pdf", "forms/B3.xlsx"):
        assert f'href="{ending}"' in text
    assert "方案提纲（表式 B2）" in text
    assert "总体设计与架构" in text


def test_a_saved_draft_is_printed_for_the_signature_before_it_is_submitted_and_for_its_unit_alone() -> None:
    path = way()
    path.open()
    unit = client(path, "health.handler")
    step = reverse("step", args=["projects.declaration", path.numbers["declaration"], "submit"])
    typed = raw_from(fields_of(DeclarationForm), form(programme=None))
    assert unit.post(f"{step}draft/", typed | {"draft_version": "0"}, headers={"X-Draft": "1"}).status_code == 200
    assert "forms/B3.pdf?draft=1" in unit.get(step).content.decode()
    words = "".join(extract_text(io.BytesIO(unit.get(f"{address(path, 'B3')}?draft=1").content)).split())
    assert "投资估算表（草稿，未提交）" in words
    assert LINES[0][1] in words
    assert "386.40" in words
    assert unit.get(address(path, "B3")).status_code == 404
    path.submitted()
    assert client(path, "authority.handler").get(f"{address(path, 'B3')}?draft=1").status_code == 404

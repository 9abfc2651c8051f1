"""A paper has the geometry that GB/T 9704-2012 asks for, as a PDF parser of another make finds it."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTLine, LTPage

from qilou.casework.papers.typesetting import Words, faces_among, typeset
from qilou.kernel.errors import Refused

MM = 25.4 / 72
TOP, BINDING, WIDTH, HEIGHT = 37, 28, 156, 225
SIZE_3 = 16
WORDS = Words(
    language="zh",
    issuer="汕头市电子政务主管部门",
    number="汕电政〔2026〕12号",
    title="关于智慧政务服务平台项目建设方案的批复",
    to=("市文化广电旅游体育局",),
    paragraphs=("测" * 28 * 40, "依据：《汕头经济特区电子政务建设管理办法》第十六条第二款。"),
    on=date(2026, 3, 2),
    copies=("市财政局", "市发展和改革局"),
    address="https://qilou.example/verify/abcdefghijklmnopqrstuv/",
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return typeset(WORDS)


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[LTPage]:
    return list(extract_pages(io.BytesIO(made)))


def characters(place: object) -> Iterator[LTChar]:
    if isinstance(place, LTChar):
        yield place
    elif hasattr(place, "__iter__"):
        for inner in place:
            yield from characters(inner)


def lines_of(page: LTPage) -> dict[float, list[LTChar]]:
    """The characters by the height of their baseline above the lower edge of the sheet, from the top down."""
    lines: dict[float, list[LTChar]] = defaultdict(list)
    for one in characters(page):
        lines[round(one.matrix[5], 1)].append(one)
    return {height: sorted(lines[height], key=lambda one: one.x0) for height in sorted(lines, reverse=True)}


def body_of(page: LTPage) -> dict[float, list[LTChar]]:
    return {height: row for height, row in lines_of(page).items() if "测" in {one.get_text() for one in row}}


def words_on(page: LTPage) -> str:
    return "".join(one.get_text() for row in lines_of(page).values() for one in row)


@pytest.mark.req("X6")
def test_a_full_page_holds_22_lines_of_28_characters_that_fill_the_type_area(pages: list[LTPage]) -> None:
    sheet = pages[1]
    body = body_of(sheet)
    assert (round(sheet.width * MM), round(sheet.height * MM)) == (210, 297)
    assert len(body) == 22
    assert {len(row) for row in body.values()} == {28}
    assert {round(one.size, 2) for row in body.values() for one in row} == {SIZE_3}
    top = (sheet.height - max(body) - 0.88 * SIZE_3) * MM
    bottom = (sheet.height - min(body) + 0.12 * SIZE_3) * MM
    left = min(row[0].x0 for row in body.values()) * MM
    right = max(row[-1].x1 for row in body.values()) * MM
    assert top == pytest.approx(TOP, abs=1)
    assert left == pytest.approx(BINDING, abs=1)
    assert right - left == pytest.approx(WIDTH, abs=1)
    assert bottom - top == pytest.approx(HEIGHT, abs=1)
    steps = [above - below for above, below in pairwise(body)]
    assert max(steps) - min(steps) < 0.2


def test_the_first_page_has_the_red_head_the_number_and_a_red_line_as_wide_as_the_type_area(
    pages: list[LTPage],
) -> None:
    head = pages[0]
    rows = list(lines_of(head).items())
    (height, issuer), (below, number) = rows[0], rows[1]
    assert "".join(one.get_text() for one in issuer) == WORDS.issuer
    assert all(_is_red(one.graphicstate.ncolor) for one in issuer)
    assert (head.height - height - 0.88 * issuer[0].size) * MM == pytest.approx(TOP + 35, abs=1)
    assert "".join(one.get_text() for one in number) == WORDS.number
    (line,) = [one for one in head if isinstance(one, LTLine) and _is_red(one.stroking_color)]
    assert line.width * MM == pytest.approx(WIDTH, abs=1)
    assert (below - 0.12 * SIZE_3 - line.y0) * MM == pytest.approx(4, abs=1)


def _is_red(colour: object) -> bool:
    return isinstance(colour, tuple) and len(colour) == 3 and colour[0] > 0.7 and max(colour[1:]) < 0.2


def test_page_numbers_stand_outside_7_mm_under_the_type_area(pages: list[LTPage]) -> None:
    for number, page in enumerate(pages, 1):
        height, row = next((height, row) for height, row in lines_of(page).items() if f"— {number} —" in _said(row))
        assert (page.height - height - 0.88 * 14) * MM == pytest.approx(TOP + HEIGHT + 7, abs=1)
        outside = row[-1].x1 * MM > 105 if number % 2 else row[0].x0 * MM < 105
        assert outside


def _said(row: list[LTChar]) -> str:
    return "".join(one.get_text() for one in row)


def test_the_last_page_ends_with_signature_day_and_copies(pages: list[LTPage]) -> None:
    *_, last = pages
    rows = [(height, _said(row), row) for height, row in lines_of(last).items()]
    said = [text for _, text, _ in rows]
    day = said.index("2026年3月2日")
    assert said.index(WORDS.issuer) < day < said.index("抄送：市财政局，市发展和改革局。")
    right_edge = BINDING + WIDTH - rows[day][2][-1].x1 * MM
    assert right_edge >= 4 * SIZE_3 * MM - 1
    assert f"{WORDS.issuer}2026年3月2日印发" in said


def test_the_same_words_give_the_same_bytes_as_pdf_a(made: bytes) -> None:
    assert typeset(WORDS) == made
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made


def test_a_courtesy_copy_says_that_the_chinese_text_alone_is_authentic() -> None:
    english = replace(WORDS, language="en", title="Approval reply", paragraphs=("Approved.",), address="")
    (page,) = extract_pages(io.BytesIO(typeset(english)))
    assert "without legal force" in words_on(page)


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    text = r"#read(\"/x\") *bold* $x$ @ref <label> // end \ `raw`"
    (page,) = extract_pages(io.BytesIO(typeset(replace(WORDS, paragraphs=(text,)))))
    assert text.replace(" ", "") in words_on(page).replace(" ", "")


def test_without_chinese_fonts_the_refusal_names_the_way_out() -> None:
    with pytest.raises(Refused) as refused:
        faces_among({"DejaVu Sans"})
    assert "QILOU_FONTS" in refused.value.message.in_("en")


def test_a_citys_own_faces_come_first() -> None:
    faces = faces_among({"FangSong_GB2312", "FZXiaoBiaoSong-B05S", "SimHei", "Noto Serif SC", "Noto Sans SC"})
    assert (faces.body[0], faces.title[0], faces.sans[0]) == ("FangSong_GB2312", "FZXiaoBiaoSong-B05S", "SimHei")
    assert not faces.heavy

"""The Measures and the other statutes as they are told: whole, in both languages, marked, in our own words."""

from datetime import date
from pathlib import Path

import pytest

from qilou.law import Text
from qilou.law.coverage import in_order
from qilou.law.measures import CHAPTERS, M164, PRINCIPLES, PURPOSES
from qilou.law.requirements import REQUIREMENTS
from qilou.law.statute import Article, chinese_numeral
from qilou.law.statutes import STATUTES, cited

TRANSLATION = Path(__file__).parents[3] / "shared" / "law" / "order-164-machine-translation.txt"
WEAKEST_FIRST = "RGTO"


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def in_both_languages(text: Text) -> bool:
    return chinese(text.zh) and bool(text.en) and not chinese(text.en)


@pytest.mark.req("A1.1")
def test_the_record_of_the_measures_says_what_they_are() -> None:
    assert M164.title.zh == "汕头经济特区电子政务建设管理办法"
    assert "164" in M164.number.zh
    assert "164" in M164.number.en
    assert (M164.adopted, M164.published) == (date(2015, 8, 28), date(2015, 9, 4))
    assert M164.effective == date(2015, 10, 10)
    assert M164.parent is not None
    assert in_both_languages(M164.parent)
    assert M164.in_force(date(2015, 10, 10))
    assert not M164.in_force(date(2015, 10, 9))


@pytest.mark.req("A1.2")
def test_the_five_purposes_can_be_chosen() -> None:
    assert len(PURPOSES) == 5
    assert all(in_both_languages(purpose) for purpose in PURPOSES.values())


def test_the_six_principles_are_named() -> None:
    assert len(PRINCIPLES) == 6
    assert all(in_both_languages(principle) for principle in PRINCIPLES.values())


def test_the_measures_have_their_forty_five_articles_in_eight_chapters() -> None:
    assert list(M164.articles) == list(range(1, 46))
    assert [number for chapter in CHAPTERS for number in chapter.articles] == list(range(1, 46))


@pytest.mark.parametrize("statute", STATUTES.values(), ids=lambda statute: statute.code)
def test_every_article_is_told_in_both_languages(statute) -> None:
    for number, summary in statute.articles.items():
        assert in_both_languages(summary.title), number
        assert in_both_languages(summary.body), number
        assert summary.note is None or in_both_languages(summary.note), number
    assert in_both_languages(statute.title)
    assert in_both_languages(statute.issuer)


@pytest.mark.parametrize("number", M164.articles)
def test_an_article_bears_the_weakest_mark_of_what_it_says_and_its_note_names_it(number: int) -> None:
    """What is derived (D) is not in the article's text and leaves its mark alone."""
    marks = {mark for one in REQUIREMENTS.values() if one.article == number for mark in one.mark.split("+")} - {"D"}
    summary = M164.articles[number]
    assert summary.mark == next(mark for mark in WEAKEST_FIRST if mark in marks)
    if len(marks) > 1:
        assert summary.note is not None
        for mark in marks & {"R", "G"}:
            assert mark in summary.note.zh, mark
            assert mark in summary.note.en, mark


@pytest.mark.skipif(not TRANSLATION.exists(), reason="the machine translation lies outside this checkout")
def test_no_sentence_of_the_translation_is_copied() -> None:
    """No run of eight words of the translation stands in a summary."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(sign.lower() if sign.isalnum() else " " for sign in text).split()
        return {tuple(words[place : place + 8]) for place in range(len(words) - 7)}

    translated = runs(TRANSLATION.read_text(encoding="utf-8"))
    for number, summary in M164.articles.items():
        assert not runs(summary.body.en) & translated, number


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (M164.art(16, 2), "《汕头经济特区电子政务建设管理办法》第十六条第二款", "the Measures, Art. 16(2)"),
        (cited(
            "all:32.1.4"),
            "《中华人民共和国行政许可法》第三十二条第一款第(四)项",
            "Administrative Licensing Law, Art. 32(1)(4)"),
        (cited("civil_code:203"), "《中华人民共和国民法典》第二百零三条", "Civil Code, Art. 203"),
    ],
)  # fmt: skip
def test_a_place_in_the_law_is_cited_as_a_decision_writes_it(place: Article, zh: str, en: str) -> None:
    assert (place.in_("zh"), place.in_("en")) == (zh, en)
    assert cited(place.id) == place


def test_an_article_that_does_not_exist_cannot_be_cited() -> None:
    with pytest.raises(LookupError):
        M164.art(46)
    with pytest.raises(LookupError):
        cited("nothing:1")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (16, "十六"),
        (20, "二十"),
        (45, "四十五"),
        (110, "一百一十"),
        (201, "二百零一"),
        (300, "三百"),
    ],
)
def test_article_numbers_are_written_in_chinese(number: int, words: str) -> None:
    assert chinese_numeral(number) == words


@pytest.mark.parametrize("number", [0, 1000])
def test_no_article_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match="no article"):
        chinese_numeral(number)


def test_ids_sort_as_the_law_does() -> None:
    assert sorted(["X1", "A10.1", "A2.10", "A2.9"], key=in_order) == ["A2.9", "A2.10", "A10.1", "X1"]


def test_a_citation_that_opens_a_line_begins_with_a_capital() -> None:
    assert M164.art(16, 2).opening("en") == f"T{M164.art(16, 2).in_('en').removeprefix('t')}"
    assert M164.art(16, 2).opening("en").startswith("The Measures, ")
    assert M164.art(16, 2).opening("zh") == M164.art(16, 2).in_("zh")

"""Words are cut alike when they are stored and when they are asked, here and in the database."""

import pytest
from django.db import connection

from qilou.kernel.search import asked_exactly, asked_nearly, likeness, marked, runs, whole, words

TEXTS = [
    ("", ""),
    ("SB26-1034-9", "医保基金智能监管与稽核系统"),
    ("汕政数〔2026〕012号", "关于练江流域水质自动监测的批复 Reply on the monitoring of the Lian"),
    ("91440500MA4UXXXX0K", "５Ｇ基站ＩＯＴ接入 Nan'ao I/O 〇六年 é ß 𠀀 ①"),
    ("0", "000 a ab abc 号"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "says"), TEXTS)
def test_the_database_cuts_as_the_product_does(number: str, says: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(search_words(%s::text, %s::text))", [number, says])
        assert set(cursor.fetchone()[0]) == words(number, says)


@pytest.mark.parametrize("typed", ["汕政数〔2026〕12号", "汕政数[2026]12", "汕政数 2026 12号", "汕政数（２０２６）12"])
def test_a_number_is_one_however_its_brackets_are_typed(typed: str) -> None:
    assert whole(typed) == "#汕政数202612"


def test_words_numbers_and_chinese_are_told_apart() -> None:
    assert runs("A16.6 第十六条Reply") == ["a", "16", "6", "第十六条", "reply"]


@pytest.mark.parametrize("typed", ["", " ", "〔〕", "%_'\\", "'' | 'x"[:4]])
def test_what_holds_no_words_asks_nothing(typed: str) -> None:
    assert asked_exactly(typed) == ""
    assert asked_nearly(typed) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["医", "医保", "医保基", "医" * 100, "a", "ab'c|d&!(", "汕 1 " * 30, "字" * 7 + " word" * 9]
)
def test_whatever_is_typed_is_a_question_that_the_database_understands(typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery, %s::tsquery", [asked_exactly(typed), asked_nearly(typed)])
        assert all(cursor.fetchone())


def test_the_nearer_text_is_more_alike() -> None:
    wanted = "全市养老服务综合管理平台"
    others = ["城市内涝点感知与调度系统", "基层电子健康档案质量控制平台", "市级群团机关协同办公系统"]
    for typed in ("养老平台", "养老服务管里平台", "老年服务平台"):
        assert likeness(typed, "", wanted) > max(likeness(typed, "", one) for one in others)
    assert likeness("", "", wanted) == 0


def test_the_words_that_were_typed_are_marked() -> None:
    assert marked("医保 监管", "医保基金智能监管与稽核") == [
        ("医保", True),
        ("基金智能", False),
        ("监管", True),
        ("与稽核", False),
    ]
    assert marked("reply", "The Reply") == [("The ", False), ("Reply", True)]
    assert marked("x", "医保") == [("医保", False)]


def test_of_a_number_only_the_whole_is_marked_however_its_brackets_were_typed() -> None:
    typed = "汕政数〔2026〕7号"
    assert marked(typed, "见汕政数[2026]007号。") == [("见", False), ("汕政数[2026]007号", True), ("。", False)]
    for other in ("汕政数〔2026〕17号", "汕政数〔2025〕7号", "2026年第7次会议", "市政数局"):
        assert marked(typed, other) == [(other, False)]
    assert marked("sb26-13-9", "SB26-13-9 · SB26-1339") == [("SB26-13-9", True), (" · SB26-1339", False)]
    assert marked("医保 2026", "2026年度医保，20267") == [
        ("2026", True),
        ("年度", False),
        ("医保", True),
        ("，20267", False),
    ]


def test_nothing_is_marked_in_nothing() -> None:
    assert marked("x", "") == []

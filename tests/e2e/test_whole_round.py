"""A whole round of the city and of a district beside it; every total is then reckoned anew from what is published.

The first act of each kind goes through the real pages, by the real party. `make test` plays a small round, `make soak`
one of a city's size.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.e2e import reckoning as hand
from tests.e2e.by_hand import SeenCity
from tests.e2e.whole_round import DISTRICT, ENDED, Size, Told, lives, sample, whole

from qilou.casework.procedure import PROCEDURES
from qilou.demo.bodies import BODIES, CITY, LONGHU
from qilou.demo.load import FIRST_DAY
from qilou.demo.moments import in_order
from qilou.demo.registers import enter_all

pytestmark = pytest.mark.browser
THROUGH_PAGES = {
    ("round", "solicit", "authority.handler"),
    ("declaration", "submit", "labour.handler"),
    ("declaration", "return_once", "authority.handler"),
    ("declaration", "accept", "authority.handler"),
    ("pre_review", "find", "authority.handler"),
    ("pre_review", "pass signer", "authority.signer"),
    ("evaluation", "assign", "authority.handler"),
    ("evaluation", "report", "hanjiang.handler"),
    ("session", "freeze", "authority.handler"),
    ("session", "draw", "authority.handler"),
    ("evaluation", "issue signer", "authority.signer"),
    ("listing", "prioritise", "authority.handler"),
    ("round", "rank", "authority.handler"),
    ("round", "send_to_finance signer", "authority.signer"),
    ("round", "review", "finance.handler"),
    ("round", "review signer", "finance.signer"),
    ("round", "confirm signer", "authority.signer"),
    ("approval", "accept", "authority.handler"),
    ("approval", "approve", "authority.handler"),
    ("approval", "approve checker", "authority.checker"),
    ("approval", "approve signer", "authority.signer"),
}
BY_EXPERTS = {("seat", "undertake"), ("expert_sheet", "file"), ("evaluation", "panel_pass"), ("signature", "sign")}
BY_UNITS = {("declaration", "correct"), ("approval", "apply")}


def played(size: Size, new_page: Callable[..., Any], settings: Any) -> tuple[SeenCity, Told]:
    """The round from its plan to its last lapse."""
    city, told = SeenCity(enter_all(FIRST_DAY, "unused"), new_page=new_page, settings=settings), Told()

    def arrive(now: datetime) -> None:
        city.now = now

    in_order(lives(city, size, told), arrive, ENDED)
    return city, told


def fen_of(told: Told, names: Any, area: str = CITY) -> int:
    """What finance agreed to of these projects of an area, as it was typed."""
    return sum(hand.fen(told.agreed[name]) for name in names if told.matters[name].area == area)


def each_kind_was_seen(city: SeenCity) -> None:
    assert {(*kind, who) for kind, who in city.seen.items()} >= THROUGH_PAGES
    assert all(city.seen[kind].startswith("expert") for kind in BY_EXPERTS)
    assert all(BODIES[city.seen[kind].partition(".")[0]].unit for kind in BY_UNITS)


def declarations_come_to_what_was_typed(city: SeenCity, size: Size, told: Told) -> None:
    rows = hand.sheet(city.page("authority.handler").request, "/registers/declarations/sheet/?year=2026")
    by_name = {row["项目"]: row for row in rows}
    assert by_name.keys() == {one.programme.name for one in size.entries}
    assert len({row["单位"] for row in rows}) == len({one.programme.unit for one in size.entries})
    assert hand.sum_of(rows, "申报数") == sum(hand.fen(one.programme.total) for one in size.entries)
    listed = {name: one for name, one in told.matters.items() if "listing" in one.numbers and one.area == CITY}
    for column in ("第三方核定", "专家核定"):
        passed = [by_name[name] for name in listed]
        assert hand.sum_of(passed, column) == sum(hand.fen(one.suggested) for one in listed.values()), column
    assert hand.sum_of((by_name[name] for name in told.agreed if name in by_name), "财政审核") == fen_of(
        told, told.agreed
    )
    replied = {name for name, row in by_name.items() if row["批复文号"]}
    assert replied == {name for name in told.approved if name in by_name}


def the_fund_comes_to_what_was_typed(city: SeenCity, told: Told, area: str, authority: str, finance: str) -> None:
    asked = "/registers/fund/sheet/?year=2027"
    (row,) = hand.sheet(city.page(f"{finance}.handler").request, asked)
    assert [row] == hand.sheet(city.page(f"{authority}.handler").request, asked)
    agreed, approved, lapsed = (fen_of(told, names, area) for names in (told.agreed, told.approved, told.left_to_lapse))
    assert hand.sum_of([row], "已列") == agreed
    assert hand.sum_of([row], "已批") == hand.sum_of([row], "已下达") == hand.sum_of([row], "占用") == approved
    assert hand.sum_of([row], "退回") == lapsed == agreed - approved
    assert hand.sum_of([row], "余额") == hand.sum_of([row], "额度") - approved


def projects_stand_where_the_round_left_them(city: SeenCity, told: Told, authority: str, area: str) -> None:
    rows = hand.sheet(city.page(f"{authority}.handler").request, "/registers/projects/sheet/?year=2026")
    stages = {row["项目"]: row["阶段"] for row in rows}
    mine = {name for name, one in told.matters.items() if one.area == area}
    assert {name for name in mine if stages[name] == "已批复"} == mine.intersection(told.approved)
    declared = hand.sheet(city.page(f"{authority}.handler").request, "/registers/declarations/sheet/?year=2026")
    lapsed = {row["项目"] for row in declared if row["清单/备选"] == "评审意见失效"}
    assert lapsed == mine.intersection(told.left_to_lapse)
    assert all(stages[name] == "已终止" for name in lapsed)
    assert hand.sum_of((row for row in rows if row["项目"] in mine), "批复额") == fen_of(told, told.approved, area)


def the_list_is_recomputed(city: SeenCity, told: Told, one: Any) -> None:
    content, area = one["content"], one["jurisdiction"]
    taken, missed = hand.within(content)
    lines = content["lines"]
    assert [line["name"] for line in hand.order(content)] == [line["name"] for line in lines]
    assert taken == [line["name"] for line in lines if line["listed"]]
    assert set(taken) == {name for name in (*told.agreed, *told.refused) if told.matters[name].area == area}
    assert sum(hand.fen(line["amount"]) for line in lines if line["finance"] in ("agreed", "changed")) == fen_of(
        told, told.agreed, area
    )
    authority = "authority" if area == CITY else "longhu"
    page = city.page(f"{authority}.handler")
    page.goto(f"/{PROCEDURES['projects.round'][-1].path}/{city.rounds[area, 2026]}/")
    text = page.locator("main").inner_text()
    for name, (need, left) in list(missed.items())[:1]:
        assert name in text
        assert f"需{hand.wan(need)}万元、余额{hand.wan(left)}万元，超出余额，列为备选" in text


def check(city: SeenCity, size: Size, told: Told) -> None:
    """Everything that was typed against everything that can be taken away."""
    assert all((told.approved, told.left_to_lapse, told.refused))
    each_kind_was_seen(city)
    declarations_come_to_what_was_typed(city, size, told)
    for area, authority, finance in ((CITY, "authority", "finance"), (LONGHU, "longhu", "longhu-finance")):
        the_fund_comes_to_what_was_typed(city, told, area, authority, finance)
        projects_stand_where_the_round_left_them(city, told, authority, area)
    in_the_open = list(hand.published(city.new_page().request))
    lists = [one for one in in_the_open if one["kind"] == "list"]
    assert {one["jurisdiction"] for one in lists} == {CITY, LONGHU}
    for one in lists:
        the_list_is_recomputed(city, told, one)
    draws = [one["content"] for one in in_the_open if one["kind"] == "draw"]
    assert {one["session"] for one in draws} == {
        *(size.session(n).number for n in range(size.sittings)),
        DISTRICT.number,
    }
    for draw in draws:
        assert hand.drawn(draw) == [one["code"] for one in draw["order"]]
    approvals = [one["content"] for one in in_the_open if one["kind"] == "approval"]
    assert sum(hand.fen(one["total"]) for one in approvals) == sum(map(hand.fen, told.approved.values()))


@pytest.mark.req("A9.3", "A13.2", "A14.2", "A14.3", "A14.8", "A16.6", "A17.3", "A21.1")
def test_a_small_round_of_a_city_and_a_district_comes_to_the_fen(new_page: Any, settings: Any) -> None:
    size = sample()
    assert (len({one.programme.unit for one in size.entries}), len(size.entries), len(size.experts)) == (6, 10, 5)
    city, told = played(size, new_page, settings)
    check(city, size, told)


@pytest.mark.soak
def test_a_whole_round_of_39_units_and_75_declarations_comes_to_the_fen(new_page: Any, settings: Any) -> None:
    size = whole()
    assert (len({one.programme.unit for one in size.entries}), len(size.entries), len(size.experts)) == (39, 75, 9)
    city, told = played(size, new_page, settings)
    check(city, size, told)

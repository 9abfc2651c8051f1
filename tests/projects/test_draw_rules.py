"""The draw of experts as arithmetic: recomputed by a second implementation, uniform, blind to who has a reason."""

import hashlib
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilou.projects.rules.draw import (
    ANY,
    Heading,
    Pooled,
    Standing,
    canonical_list,
    drawn_order,
    filled,
    hash_of,
    places_of,
    seated,
    standing,
)

DAY = date(2026, 11, 20)
HEADING = Heading("440500", "评审会〔2026〕5号", DAY, 3, ("software", "cost"), "双色球第2026133期", date(2026, 11, 18))
POOL = [(f"ZJ{number:04d}", Standing.ELIGIBLE, ("software",)) for number in range(1, 10)]
EXPERT = Pooled("ZJ0001", True, date(2025, 1, 1), DAY, frozenset({"software"}), frozenset({7}))


@pytest.mark.req("A13.10")
def test_the_frozen_list_has_exactly_these_bytes() -> None:
    mixed = [
        ("ZJ0003", Standing.RECUSED, ("cost",)),
        ("ZJ0001", Standing.ELIGIBLE, ("software", "cost")),
        ("ZJ0002", Standing.TERM, ("cost",)),
    ]
    text = canonical_list(HEADING, mixed)
    assert text == (
        "qilou-expert-draw-2\narea 440500\nsession 评审会〔2026〕5号\nheld 2026-11-20\nseats 3\n"
        "places any 1,cost 1,software 1\nseed 2026-11-18 双色球第2026133期\n"
        "eligible ZJ0001 cost,software\nterm ZJ0002\nrecused ZJ0003\n"
    )
    assert hash_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert [code for code, _ in drawn_order(text, "03 11 17")] == ["ZJ0001"]
    with pytest.raises(ValueError, match="twice"):
        canonical_list(HEADING, [*mixed, ("ZJ0002", Standing.ELIGIBLE, ())])


@pytest.mark.req("A13.10", "A5.6")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Standing.ELIGIBLE),
        ({"active": False}, Standing.SUSPENDED),
        ({"since": date(2026, 11, 21)}, Standing.TERM),
        ({"until": date(2026, 11, 19)}, Standing.TERM),
        ({"fields": frozenset({"network"})}, Standing.FIELD),
        ({"tied": frozenset({7, 40})}, Standing.RECUSED),
    ],
)
def test_who_may_be_drawn(changed: dict[str, object], expected: Standing) -> None:
    expert = Pooled(
        **{name: getattr(EXPERT, name) for name in ("code", "active", "since", "until", "fields", "tied")} | changed
    )
    assert standing(expert, held_on=DAY, wanted={"software", "cost"}, bodies={40, 41}) is expected
    assert standing(EXPERT, held_on=DAY, wanted=("network", ANY), bodies=()) is Standing.ELIGIBLE


def by_an_outsider(published: str, seed: str) -> list[str]:
    """The order as docs/decisions/expert-draw.md says it, by other means: whole numbers in a list, smallest first."""
    hashed = hashlib.new("sha256", published.encode("utf-8")).hexdigest()
    numbered = []
    for line in published.split("\n"):
        word, code = [*line.split(" "), ""][:2]
        if word == "eligible":
            message = b"\n".join([seed.encode(), hashed.encode("ascii"), code.encode()])
            numbered.append((int.from_bytes(hashlib.sha256(message).digest(), "big"), code))
    found = []
    while numbered:
        least = min(numbered)
        numbered.remove(least)
        found.append(least[1])
    return found


@pytest.mark.req("A13.10", "X8")
@pytest.mark.parametrize("seed", ["03 11 17 22 25 31 + 09", "3274.58", "种子"])
def test_an_outsider_recomputes_the_order_from_list_and_seed(seed: str) -> None:
    text = canonical_list(HEADING, POOL)
    assert [code for code, _ in drawn_order(text, seed)] == by_an_outsider(text, seed)


@pytest.mark.req("A13.10")
def test_full_width_figures_and_line_ends_are_the_same_seed_and_another_list_is_another_draw() -> None:
    text = canonical_list(HEADING, POOL)
    assert drawn_order(text, "０３　11\r\n 17 ") == drawn_order(text, "03 11 17")
    assert drawn_order(text, "03 11 18") != drawn_order(text, "03 11 17")
    fewer = canonical_list(HEADING, POOL[:-1])
    order = [code for code, _ in drawn_order(text, "03 11 17") if code != "ZJ0009"]
    assert [code for code, _ in drawn_order(fewer, "03 11 17")] != order


def seats_by_an_outsider(published: str, order: list[str], gone: set[str]) -> list[str]:
    """Who sits as docs/decisions/expert-draw.md says it, by trying every way to give each of them a place."""
    lines = [line.split(" ") for line in published.split("\n")]
    fields = {line[1]: line[2].split(",") for line in lines if line[0] == "eligible"}
    (asked,) = (line for line in published.split("\n") if line.startswith("places "))
    places = [field for field, n in (one.split(" ") for one in asked[7:].split(",")) for _ in range(int(n))]

    def fits(people: list[str], free: list[str]) -> bool:
        if not people:
            return True
        holds = {place for place in free if place == "any" or place in fields[people[0]]}
        return any(fits(people[1:], [*free[: free.index(place)], *free[free.index(place) + 1 :]]) for place in holds)

    sits: list[str] = []
    for code in order:
        if code not in gone and fits([*sits, code], places):
            sits.append(code)
    return sits


fields = st.sampled_from(["software", "data", "security", "cost"])
pools = st.lists(st.sets(fields, min_size=1, max_size=3), min_size=1, max_size=8)


@pytest.mark.req("A13.10", "X8")
@given(pools, st.lists(fields, max_size=4), st.integers(1, 2), st.text(min_size=1, max_size=5), st.data())
def test_each_field_has_as_many_as_were_asked_for_and_an_outsider_finds_the_same(
    pool: list[set[str]], asked: list[str], free: int, seed: str, data: st.DataObject
) -> None:
    heading = Heading("440500", "1", DAY, len(asked) + free, tuple(asked), "x", DAY)
    text = canonical_list(heading, [(f"ZJ{n}", Standing.ELIGIBLE, of) for n, of in enumerate(pool)])
    order = [code for code, _ in drawn_order(text, seed)]
    sits = seated(text, order)
    assert list(sits) == seats_by_an_outsider(text, order, set())
    most = len(filled(places_of(heading.seats, asked), [(f"ZJ{n}", of) for n, of in enumerate(pool)]))
    assert len(sits) == most
    if most == heading.seats:
        for field in set(asked):
            assert sum(field in pool[int(code[2:])] for code in sits) >= asked.count(field)
    if sits:
        gone = {data.draw(st.sampled_from(sits))}
        after = seated(text, order, gone)
        assert set(sits) - gone <= set(after)
        assert list(after) == seats_by_an_outsider(text, order, gone)


@pytest.mark.req("A13.10")
def test_a_rare_field_is_kept_for_whom_alone_it_has_and_the_reserve_is_of_the_field_that_is_missing() -> None:
    pool = [("ZJ1", ("software",)), ("ZJ2", ("software", "cost")), ("ZJ3", ("cost",)), ("ZJ4", ("software",))]
    heading = Heading("440500", "1", DAY, 3, ("cost", "software"), "x", DAY)
    text = canonical_list(heading, [(code, Standing.ELIGIBLE, of) for code, of in pool])
    order = ["ZJ1", "ZJ4", "ZJ2", "ZJ3"]
    assert seated(text, order) == ("ZJ1", "ZJ4", "ZJ2")
    assert seated(text, order, {"ZJ2"}) == ("ZJ1", "ZJ4", "ZJ3")
    assert seated(text, order, {"ZJ1"}) == ("ZJ4", "ZJ2", "ZJ3")


@pytest.mark.req("A13.10")
def test_a_list_of_the_first_format_is_still_read_as_it_was_meant() -> None:
    text = "qilou-expert-draw-1\narea 440500\nseats 2\nfields cost\neligible ZJ0001\neligible ZJ0002\neligible ZJ0003\n"
    assert {code for code, _ in drawn_order(text, "1")} == {"ZJ0001", "ZJ0002", "ZJ0003"}
    assert seated(text, ["ZJ0003", "ZJ0001", "ZJ0002"]) == ("ZJ0003", "ZJ0001")


@pytest.mark.req("A13.10")
def test_draws_are_uniform_over_seats_pairs_and_orders() -> None:
    """Chi-square at one in ten thousand, over seeds that are always the same: 9 experts, 3 seats, 6,000 draws."""
    text, draws = canonical_list(HEADING, POOL), 6_000
    seated: Counter[str] = Counter()
    placed: Counter[tuple[int, str]] = Counter()
    trios: Counter[frozenset[str]] = Counter()
    for number in range(draws):
        order = [code for code, _ in drawn_order(text, f"第{number}期")]
        seated.update(order[:3])
        placed.update(enumerate(order))
        trios[frozenset(order[:3])] += 1
    assert chi_square(list(placed.values()), 81, draws / 9) < 115.0  # 64 degrees of freedom
    assert chi_square(list(trios.values()), 84, draws / 84) < 139.8  # 83 degrees of freedom
    assert all(abs(times - draws / 3) < 4 * (draws * 2 / 9) ** 0.5 for times in seated.values())


def chi_square(found: list[int], cells: int, expected: float) -> float:
    """How far counts lie from what is expected of each cell, empty ones included."""
    return sum((one - expected) ** 2 for one in found) / expected + (cells - len(found)) * expected

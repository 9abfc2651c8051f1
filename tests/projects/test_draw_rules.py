"""The draw of experts as arithmetic: recomputed by a second implementation, uniform, blind to who has a reason."""

import hashlib
from collections import Counter
from datetime import date

import pytest

from qilou.projects.rules.draw import Heading, Pooled, Standing, canonical_list, drawn_order, hash_of, standing

DAY = date(2026, 11, 20)
HEADING = Heading("440500", "评审会〔2026〕5号", DAY, 3, ("software", "cost"), "双色球第2026133期", date(2026, 11, 18))
POOL = [(f"ZJ{number:04d}", Standing.ELIGIBLE) for number in range(1, 10)]
EXPERT = Pooled("ZJ0001", True, date(2025, 1, 1), DAY, frozenset({"software"}), frozenset({7}))


@pytest.mark.req("A13.10")
def test_the_frozen_list_has_exactly_these_bytes() -> None:
    mixed = [("ZJ0003", Standing.RECUSED), ("ZJ0001", Standing.ELIGIBLE), ("ZJ0002", Standing.TERM)]
    text = canonical_list(HEADING, mixed)
    assert text == (
        "qilou-expert-draw-1\narea 440500\nsession 评审会〔2026〕5号\nheld 2026-11-20\nseats 3\n"
        "fields cost,software\nseed 2026-11-18 双色球第2026133期\neligible ZJ0001\nterm ZJ0002\nrecused ZJ0003\n"
    )
    assert hash_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert [code for code, _ in drawn_order(text, "03 11 17")] == ["ZJ0001"]
    with pytest.raises(ValueError, match="twice"):
        canonical_list(HEADING, [*mixed, ("ZJ0002", Standing.ELIGIBLE)])


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
    assert standing(EXPERT, held_on=DAY, wanted=(), bodies=()) is Standing.ELIGIBLE


def by_an_outsider(published: str, seed: str) -> list[str]:
    """The order as docs/decisions/expert-draw.md says it, by other means: whole numbers in a list, smallest first."""
    hashed = hashlib.new("sha256", published.encode("utf-8")).hexdigest()
    numbered = []
    for line in published.split("\n"):
        word, _, code = line.partition(" ")
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

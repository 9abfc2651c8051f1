"""What is wanted of the plan and on which terms it is handed out: arithmetic and rules alone (A25.1, A25.4)."""

from datetime import date

import pytest

from qilou.law import Met, Readings
from qilou.network.rules.addressing import (
    HandingOut,
    Wanted,
    family_of,
    halves,
    network,
    pool_has_room,
    set_apart,
    stands_on_an_approval,
)

ON = Readings(date(2026, 8, 3))


@pytest.mark.req("A25.4")
@pytest.mark.parametrize(
    ("approved", "of_holder", "passes"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_an_approval_stands_and_is_the_holders_own(approved: bool, of_holder: bool, passes: bool) -> None:
    finding = stands_on_an_approval(HandingOut(approved=approved, of_holder=of_holder), ON)
    assert isinstance(finding.verdict, Met) is passes
    assert finding.cites.id.endswith("25")


@pytest.mark.req("A25.1")
@pytest.mark.parametrize("fits", [True, False])
def test_a_pool_has_room_where_all_that_is_wanted_fits(fits: bool) -> None:
    finding = pool_has_room(HandingOut(fits=fits, free=7, wanted=9), ON)
    assert finding.passed is fits
    if not fits:
        reason = finding.verdict.reason.in_("en")
        assert "9" in reason
        assert "7" in reason


def test_what_is_not_known_is_not_passed() -> None:
    assert not stands_on_an_approval(HandingOut(), ON).passed
    assert not pool_has_room(HandingOut(), ON).passed


@pytest.mark.parametrize(
    ("wanted", "bits", "number", "size", "how"),
    [
        (Wanted(4, "server", count=3), 32, 3, 3, "next"),
        (Wanted(6, "server", count=2), 128, 2, 2, "next"),
        (Wanted(4, "server", length=28), 28, 1, 16, "best"),
        (Wanted(6, "server", length=48, sparse=True), 48, 1, 2**80, "sparse"),
    ],
)
def test_what_is_wanted_is_so_many_addresses_or_one_subnet(
    wanted: Wanted, bits: int, number: int, size: int, how: str
) -> None:
    assert (wanted.bits, wanted.number, wanted.size, wanted.how) == (bits, number, size, how)


def test_neither_both_nor_nothing_is_wanted() -> None:
    for given in ({}, {"count": 1, "length": 28}):
        with pytest.raises(ValueError, match="either"):
            Wanted(4, "server", **given)


@pytest.mark.req("A25.1")
def test_addresses_that_no_pool_hands_out_are_set_apart() -> None:
    assert set_apart("10.20.0.0/24", "10.20.0.1") == {
        "10.20.0.0/32": "network",
        "10.20.0.255/32": "broadcast",
        "10.20.0.1/32": "gateway",
    }
    assert set_apart("10.20.0.0/31") == {}
    assert set_apart("fd00::/64") == {"fd00::/128": "network"}
    assert set_apart("fd00::/127") == {}


def test_blocks_are_read_and_halved() -> None:
    assert halves("10.20.0.0/24") == ("10.20.0.0/25", "10.20.0.128/25")
    assert (family_of("fd00::/8"), family_of("10.0.0.0/8")) == (6, 4)
    for text in ("10.20.0.1/24", "10.20.0.0/33", "x"):
        with pytest.raises(ValueError, match=r".+"):
            network(text)

"""How sheets become one score: the ends left out from five on, spread, floors; by a table of cases."""

from decimal import Decimal

import pytest

from qilou.projects.rules.scoring import POINTS, Scored, below_floor, middle, out_of_a_hundred, scoring

D = Decimal


def sheet(number: int, necessity: str, other: str = "20") -> Scored:
    """A sheet that differs in one criterion."""
    rest = {"feasibility": D(other), "reasonableness": D(20), "sharing": D(8), "security": D(8)}
    return Scored(number, {"necessity": D(necessity), **rest})


@pytest.mark.req("A13.14")
def test_from_five_sheets_on_the_highest_and_the_lowest_are_left_out_whole() -> None:
    five = [sheet(1, "30"), sheet(2, "10"), sheet(3, "24"), sheet(4, "25"), sheet(5, "27")]
    found = scoring(five, trim_from=5)
    assert found is not None
    assert (found.dropped, found.spread, found.means["necessity"]) == ((1, 2), D(20), D("25.33"))
    assert found.total == D("81.33")
    four = scoring(five[:4], trim_from=5)
    assert four is not None
    assert (four.dropped, four.means["necessity"]) == ((), D("22.25"))
    assert scoring([], trim_from=5) is None


@pytest.mark.req("A13.14")
def test_of_equal_totals_the_smaller_number_is_left_out_and_two_sheets_are_never_trimmed() -> None:
    found = scoring([sheet(one, "25") for one in (5, 4, 3, 2, 1)], trim_from=5)
    assert found is not None
    assert (found.dropped, found.spread, found.total) == ((1, 2), D(0), D("81.00"))
    two = scoring([sheet(1, "25"), sheet(2, "27")], trim_from=1)
    assert two is not None
    assert two.dropped == ()


@pytest.mark.req("A13.14")
def test_a_floor_is_a_share_of_each_criterions_weight() -> None:
    means = {"necessity": D("18.00"), "feasibility": D("14.99"), "reasonableness": D(15), "sharing": D(6)}
    assert below_floor(means | {"security": D("5.99")}, 60) == ("feasibility", "security")
    assert out_of_a_hundred({name: D(most) for name, most in POINTS.items()}) == dict.fromkeys(POINTS, D("100.00"))


@pytest.mark.req("A13.12")
def test_the_middle_of_the_experts_amounts() -> None:
    assert middle([D(3), D(1), D(2)]) == D(2)
    assert middle([D("1.00"), D("1.01")]) == D("1.01")
    with pytest.raises(ValueError, match="no amounts"):
        middle([])

"""The order and the cut-off as pure arithmetic, and recomputed by a second hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilou.projects.rules.ranking import Candidate, RankingRule, cut, ordered, weighed
from qilou.projects.rules.slices import fitted, from_year, short

D = Decimal
WEIGHTS = {"necessity": D(50), "feasibility": D(30), "reasonableness": D(20)}
TIES = ("necessity", "feasibility", "reasonableness", "accepted_at", "number")


def rule(*, strict: bool = True, ties: tuple[str, ...] = TIES) -> RankingRule:
    return RankingRule(WEIGHTS, ties, strict)


def one(number: int, **changed: object) -> Candidate:
    fields: dict[str, object] = {
        "number": f"QD-{number}",
        "project": number,
        "tier": 2,
        "reserve": False,
        "scores": {"necessity": D(80), "feasibility": D(80), "reasonableness": D(80)},
        "accepted_at": "2026-09-10",
        "slices": {2027: D(100)},
    }
    return Candidate(**(fields | changed))


def names(candidates: tuple[Candidate, ...], how: RankingRule | None = None) -> list[int]:
    return [one.project for one in ordered(candidates, how or rule())]


def scores(necessity: int, feasibility: int, reasonableness: int) -> dict[str, Decimal]:
    return {"necessity": D(necessity), "feasibility": D(feasibility), "reasonableness": D(reasonableness)}


@pytest.mark.req("A14.2")
def test_the_tier_comes_before_the_score() -> None:
    assert names((one(1, tier=3, scores=scores(100, 100, 100)), one(2, tier=1, scores=scores(60, 60, 60)))) == [2, 1]


@pytest.mark.req("A14.11")
def test_last_rounds_reserve_comes_first_within_its_tier_and_not_before_a_higher_tier() -> None:
    reserve = one(3, tier=2, reserve=True, scores=scores(60, 60, 60))
    assert names((one(1, tier=1), one(2, tier=2, scores=scores(99, 99, 99)), reserve)) == [1, 3, 2]


@pytest.mark.req("A14.2")
def test_the_score_weighs_the_criteria_as_fixed() -> None:
    assert weighed(scores(90, 80, 70), WEIGHTS) == D("83.0000")
    assert names((one(1, scores=scores(70, 90, 90)), one(2, scores=scores(90, 70, 70)))) == [2, 1]


@pytest.mark.req("A14.17")
@pytest.mark.parametrize(
    ("ties", "first", "second", "expected"),
    [
        (("necessity",), {"scores": scores(80, 80, 80)}, {"scores": scores(84, 70, 85)}, [2, 1]),
        (("feasibility",), {"scores": scores(80, 80, 80)}, {"scores": scores(84, 70, 85)}, [1, 2]),
        (("accepted_at",), {"accepted_at": "2026-09-12"}, {"accepted_at": "2026-09-11"}, [2, 1]),
        (("accepted_at",), {"accepted_at": ""}, {"accepted_at": "2026-09-11"}, [2, 1]),
        (("number",), {}, {}, [1, 2]),
        ((), {}, {}, [1, 2]),
    ],
)
def test_equal_scores_are_told_apart_by_the_fixed_rule(
    ties: tuple[str, ...], first: dict[str, object], second: dict[str, object], expected: list[int]
) -> None:
    pair = (one(1, **first), one(2, **second))
    assert weighed(pair[0].scores, WEIGHTS) == weighed(pair[1].scores, WEIGHTS)
    assert names(pair, rule(ties=ties)) == names(pair[::-1], rule(ties=ties)) == expected


@pytest.mark.req("A14.3", "A14.9")
def test_the_list_ends_where_the_fund_ends() -> None:
    placed = cut((one(1), one(2), one(3)), {2027: D(250)}, rule())
    assert [line.listed for line in placed] == [True, True, False]
    assert placed[2].left == {2027: D(50)}
    assert "列为备选" in placed[2].explanation.in_("zh")


@pytest.mark.req("A14.15")
@pytest.mark.parametrize(("strict", "expected"), [(True, [True, False, False]), (False, [True, False, True])])
def test_a_later_cheaper_project_is_listed_only_where_skipping_was_chosen(strict: bool, expected: list[bool]) -> None:
    order = (one(1), one(2, slices={2027: D(200)}), one(3, slices={2027: D(50)}))
    assert [line.listed for line in cut(order, {2027: D(180)}, rule(strict=strict))] == expected


@pytest.mark.req("A8.6", "A14.3")
def test_every_budget_year_of_a_project_must_fit() -> None:
    order = (one(1, slices={2027: D(10), 2028: D(90)}), one(2, slices={2027: D(10), 2028: D(20)}))
    placed = cut(order, {2027: D(100), 2028: D(100)}, rule(strict=False))
    assert [line.listed for line in placed] == [True, False]


@pytest.mark.req("A14.2")
def test_the_step_of_the_cut_off_is_said_with_its_amounts() -> None:
    order = (one(1, slices={2027: D("3200000")}), one(2, slices={2027: D("3200000")}))
    said = cut(order, {2027: D("6100000")}, rule())[1].explanation
    assert said.in_("en").startswith("Rank 2 needs 320.00 (CNY 10,000) of 2027 with 290.00 left: more than is left")
    assert said.in_("zh") == "第2位：2027年度需320.00万元、余额290.00万元，超出余额，列为备选。"


def recomputed(candidates: tuple[Candidate, ...], ceilings: dict[int, Decimal], how: RankingRule) -> list[object]:
    """A second, deliberately different implementation: selection by pairwise comparison, then a running account."""

    def before(a: Candidate, b: Candidate) -> bool:
        if a.tier != b.tier:
            return a.tier < b.tier
        if a.reserve != b.reserve:
            return a.reserve
        points = [sum(c.scores[k] * w for k, w in how.weights.items()) for c in (a, b)]
        if points[0] != points[1]:
            return bool(points[0] > points[1])
        for name in how.tie_order:
            if name == "accepted_at" and a.accepted_at != b.accepted_at:
                return a.accepted_at < b.accepted_at
            if name in a.scores and a.scores[name] != b.scores[name]:
                return bool(a.scores[name] > b.scores[name])
        return a.project < b.project

    rest, listed, spent, over = list(candidates), [], dict.fromkeys(ceilings, D(0)), False
    while rest:
        best = rest[0]
        for other in rest[1:]:
            best = other if before(other, best) else best
        rest.remove(best)
        fits = all(spent[year] + part <= ceilings[year] for year, part in best.slices.items() if year in ceilings)
        if fits and not over:
            for year, part in best.slices.items():
                if year in spent:
                    spent[year] += part
            listed.append((best.project, True))
            continue
        over = over or how.strict
        listed.append((best.project, False))
    return listed


points = st.integers(0, 4).map(lambda n: D(n * 25))
projects = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.booleans(),
        st.tuples(points, points, points),
        st.sampled_from(["2026-09-01", "2026-09-02"]),
        st.dictionaries(st.sampled_from([2027, 2028, 2029]), st.integers(1, 90).map(D), min_size=1),
    ),
    max_size=9,
)


@pytest.mark.req("A14.2", "A14.17", "A14.3")
@given(projects, st.booleans(), st.integers(0, 300), st.integers(0, 300))
def test_a_second_implementation_finds_the_same_order_and_never_more_than_the_fund(
    rows: list[tuple[int, bool, tuple[Decimal, ...], str, dict[int, Decimal]]], strict: bool, now: int, later: int
) -> None:
    candidates = tuple(
        one(n, tier=t, reserve=r, scores=dict(zip(WEIGHTS, s, strict=True)), accepted_at=a, slices=y)
        for n, (t, r, s, a, y) in enumerate(rows, start=1)
    )
    ceilings = {2027: D(now), 2028: D(later)}
    placed = cut(ordered(candidates, rule(strict=strict)), ceilings, rule(strict=strict))
    assert [(line.candidate.project, line.listed) for line in placed] == recomputed(
        candidates, ceilings, rule(strict=strict)
    )
    for year, ceiling in ceilings.items():
        assert sum(line.candidate.slices.get(year, D(0)) for line in placed if line.listed) <= ceiling


@pytest.mark.req("A8.6")
@pytest.mark.parametrize(
    ("slices", "amount", "expected"),
    [
        ({2027: D(270), 2028: D("116.40")}, D("386.40"), {2027: D(270), 2028: D("116.40")}),
        ({2027: D(270), 2028: D("116.40")}, D(300), {2027: D(270), 2028: D(30)}),
        ({2027: D(270), 2028: D("116.40")}, D(200), {2027: D(200)}),
        ({2027: D(100)}, D(120), {2027: D(120)}),
    ],
)
def test_slices_are_fitted_to_the_opinions_amount(
    slices: dict[int, Decimal], amount: Decimal, expected: dict[int, Decimal]
) -> None:
    assert fitted(slices, amount) == expected
    assert sum(fitted(slices, amount).values()) == amount


def test_slices_begin_in_another_year_and_say_where_the_fund_is_short() -> None:
    assert from_year({2027: D(5), 2029: D(1)}, 2028) == {2028: D(5), 2030: D(1)}
    assert short({2027: D(5), 2028: D(9)}, {2027: D(4)}) == {2027: (D(5), D(4))}

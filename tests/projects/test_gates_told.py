"""The second reckoning of chapter II can fail: for each gate, acts that pass it by another way are named."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from tests.projects.city import CITY, DISTRICT
from tests.projects.gates import ABOVE, AREA, BODY, BY_THE_CITY, BY_THREE, CASE, GATES, OF_THE_PLATFORM, Gate
from tests.projects.money import WholeReckoning, a_year_after
from tests.projects.told import Told

THING, PERSON = "projects.project:1", count(1)
FUNCTIONS = frozenset(BODY.values()) | {"DEVELOPMENT_REFORM"}


def of(area: str) -> frozenset[str]:
    """All the bodies of an area in one."""
    return frozenset(f"{one}@{area}" for one in FUNCTIONS)


ALL_BODIES = of(CITY)
PRINCIPLES = ("unified_planning", "unified_standards", "intensive", "interconnection", "sharing", "security")


def act(name: str, on: str = "2027-03-01", case: str = "A1", works: bool = False, **given: object) -> list[Told]:
    """An act by whoever may, drafted and checked where three must."""
    told = Told(
        name, case, int(case[1:]), THING, next(PERSON), ALL_BODIES, date.fromisoformat(on), dict(given), works=works
    )
    if name in OF_THE_PLATFORM:
        return [replace(told, actor=0)]
    if name not in BY_THREE:
        return [told]
    return [replace(told, name=f"{name}.{verb}", actor=next(PERSON)) for verb in ("draft", "check")] + [told]


def wrong(*acts: list[Told]) -> set[str]:
    """The requirements that these acts break."""
    return {one.partition(" ")[0] for one in WholeReckoning().read([told for some in acts for told in some])}


def approved(total: str = "1000.00", works: bool = False) -> list[Told]:
    """An approval, whatever came before it."""
    return act("approval.approve", "2027-02-01", "A2", works, total=total, years=[{"year": 2027, "amount": total}])


def contract(case: str = "A3", amount: str = "100.00", on: str = "2027-02-10", **given: object) -> list[Told]:
    """A construction contract registered."""
    given = {"kind": "construction", "supplement_of": None, "signed_on": on} | given
    return act("contract.register", on, case, amount=amount, **given)


def payment(name: str = "submit", amount: str = "50.00", case: str = "A4", **given: object) -> list[Told]:
    """An act on a payment on contract A3."""
    return act(f"disbursement.{name}", "2027-04-01", case, amount=amount, contract=3, instalment="progress", **given)


def findings(**other: str) -> list[Told]:
    """All six principles found on; conforming unless said otherwise."""
    rows = [{"principle": one, "conformity": other.get(one, "conforms")} for one in PRINCIPLES]
    return act("pre_review.find", findings=rows)


def judged(own: bool) -> list[Told]:
    """What a person found of the one part that sounds like an own system."""
    return act("pre_review.judge_own", parts=[{"part": "0:system", "own": own}])


SILENCE = "declaration.accept_by_silence"
GIVEN = {
    "total": "1.00",
    "years": [{"year": 2027, "amount": "1.00"}],
    "kind": "construction",
    "signed_on": "2027-03-01",
    "published_on": "2027-03-05",
    "outcome": "agreed",
}


@pytest.mark.req("X7")
@pytest.mark.parametrize("gate", GATES, ids=lambda one: f"{one.req}-{one.acts[0]}")
def test_no_act_comes_before_what_must_come_first(gate: Gate) -> None:
    for name in gate.acts:
        late = act(name, "2027-03-01", "A5", **GIVEN)
        assert missing(gate, late), name
        for first in gate.after:
            assert not missing(gate, act(first, "2027-02-28", "A5", **GIVEN), late), (first, name)
        elsewhere = [replace(one, case="B9", thing="projects.project:9") for one in act(gate.after[0], **GIVEN)]
        assert missing(gate, elsewhere, late) is (gate.within not in (AREA, ABOVE))
        assert missing(gate, [replace(one, area=DISTRICT) for one in elsewhere], late)
        in_the_district = [replace(one, area=DISTRICT) for one in late]
        assert missing(gate, elsewhere, in_the_district) is (gate.within != ABOVE)
        if gate.within == CASE:
            other_case = [replace(one, case="B9") for one in act(gate.after[0], **GIVEN)]
            assert missing(gate, other_case, late)


def missing(gate: Gate, *acts: list[Told]) -> bool:
    """Whether the reckoning says that this gate was passed by another way."""
    found = WholeReckoning().read([told for some in acts for told in some])
    return any(one.startswith(gate.req) and one.endswith(f"not after {' or '.join(gate.after)}") for one in found)


@pytest.mark.req("A5.4", "X7")
@pytest.mark.parametrize("name", sorted(BODY))
def test_nobody_but_the_competent_body_decides(name: str) -> None:
    assert "A5.4" not in wrong(act(name, **GIVEN))
    others = [replace(one, bodies=ALL_BODIES - {f"{BODY[name]}@{CITY}"}) for one in act(name, **GIVEN)]
    assert "A5.4" in wrong(others)


@pytest.mark.req("A21.2", "X7")
@pytest.mark.parametrize("name", sorted(BODY))
def test_in_a_district_its_own_body_decides_and_in_the_city_the_citys(name: str) -> None:
    for area, other in ((DISTRICT, CITY), (CITY, DISTRICT)):
        there = [replace(one, area=area, bodies=of(area)) for one in act(name, **GIVEN)]
        from_outside = [replace(one, bodies=of(other)) for one in there]
        if name in BY_THE_CITY:
            there = [replace(one, bodies=of(CITY)) for one in there]
            from_outside = [replace(one, bodies=of(DISTRICT)) for one in there]
        assert not {"A5.4", "A21.2"} & wrong(there)
        assert "A21.2" in wrong(from_outside)
        for hand in range(len(there)):
            assert "A21.2" in wrong([*there[:hand], from_outside[hand], *there[hand + 1 :]]), hand


@pytest.mark.req("A5.4", "A15.2", "X7")
def test_works_are_approved_by_development_and_reform_alone() -> None:
    assert "A5.4" not in wrong(
        [replace(one, bodies=frozenset({f"DEVELOPMENT_REFORM@{CITY}"})) for one in approved(works=True)]
    )
    assert "A5.4" in wrong([replace(one, bodies=frozenset({f"AUTHORITY@{CITY}"})) for one in approved(works=True)])


@pytest.mark.req("A5.4", "X7")
@pytest.mark.parametrize("name", sorted(OF_THE_PLATFORM))
def test_what_the_platform_does_is_done_by_no_person(name: str) -> None:
    assert "A5.4" not in wrong(act(name, **GIVEN))
    assert "A5.4" in wrong([replace(one, actor=7) for one in act(name, **GIVEN)])


@pytest.mark.req("A16.14", "X7")
@pytest.mark.parametrize("name", sorted(BY_THREE))
def test_three_different_people_draft_check_and_sign(name: str) -> None:
    draft, check, signed = act(name, **GIVEN)
    assert "A16.14" not in wrong([draft, check, signed])
    sent_back = replace(check, name=f"{name}.send_back")
    for hands in (
        [signed],
        [draft, signed],
        [check, signed],
        [draft, replace(check, actor=draft.actor), signed],
        [draft, check, replace(signed, actor=draft.actor)],
        [draft, check, replace(signed, actor=check.actor)],
        [draft, check, sent_back, signed],
        [replace(draft, case="B9"), replace(check, case="B9"), signed],
    ):
        assert "A16.14" in wrong(hands), hands


ANNUAL = act("declaration.open", "2026-03-01", track="annual", budget_year=2027)
SPECIAL = act("declaration.open", "2026-03-01", track="special", budget_year=2026)
EARLY = act("declaration.open", "2026-03-01", track="special", budget_year=2027)
CHANGED = act("declaration.change_to_special", "2026-09-01")
SUBMITTED = act("declaration.submit", "2026-08-10")
PASS, RETURN, GUIDE = (act(f"pre_review.{name}") for name in ("pass", "return", "guide"))
HIT = {"thing": "projects.project:2", "finding": "duplicate"}
ISSUED = act("evaluation.issue")
DIRECT = act("evaluation.issue_directly")
FREEZE = act("session.freeze", "2026-09-10")
GRANTED = act("pre_review.reply", "2026-09-10", decision="granted", amount="100.00")
CHOSEN = {"name": "韩江", "chosen": True}
OTHER = {"name": "南滨", "chosen": False}
PROPOSE = act("listing.propose", "2026-12-15")
SUPPLEMENT = contract("A6", "10.00", "2027-03-01", supplement_of=3)
HELD = act("change.apply", "2027-02-20", "A7", increase="200.00")
TEN = act("change.record", case="A8", increase="100.00")
MORE = act("change.record", case="A9", increase="0.01")
LESS = act("change.record", case="A9", decrease="0.01")
ANEW = act("change.reapprove", case="A7", total="1200.00", years=[{"year": 2027, "amount": "1200.00"}])
SHORT = act("change.reapprove", case="A7", total="90.00", years=[{"year": 2027, "amount": "90.00"}])
UNEVEN = act("change.reapprove", case="A7", total="90.00", years=[{"year": 2027, "amount": "80.00"}])
ACCEPTED = act("acceptance.pass")
APPLIED = act("approval.apply", budget_number="3号", budget_code="1", budget_file="f")
FINAL = payment()
FINAL = [replace(one, given=one.given | {"instalment": "final"}) for one in FINAL]
CASES = [
    ("A10.5", [ANNUAL, act("declaration.submit", "2026-09-01")], [ANNUAL, act("declaration.submit", "2026-08-31")]),
    ("A11.1", [EARLY, SUBMITTED], [SPECIAL, SUBMITTED]),
    ("A11.1", [EARLY, act("declaration.submit", "2026-08-31")], [EARLY, act("declaration.submit", "2026-09-01")]),
    (
        "A10.5",
        [ANNUAL, act("declaration.submit", "2026-09-02")],
        [ANNUAL, CHANGED, act("declaration.submit", "2026-09-02")],
    ),
    ("A10.15", [act("declaration.return_once"), act("declaration.return_once")], [act("declaration.return_once")]),
    ("A4.1", [act("pre_review.find", findings=[]), PASS], [findings(), PASS]),
    ("A4.1", [findings(), act("pre_review.report"), PASS], [findings(), act("pre_review.report"), findings(), PASS]),
    ("A12.8", [findings(sharing="broadly"), PASS], [findings(sharing="broadly"), GUIDE]),
    ("A12.8", [findings(sharing="broadly", security="fails"), GUIDE], [findings(security="fails"), RETURN]),
    ("A12.8", [findings(), RETURN], [findings(), PASS]),
    (
        "A4.4",
        [findings(), act("pre_review.find_duplicates", hits=[HIT]), PASS],
        [findings(), act("pre_review.find_duplicates", hits=[HIT | {"finding": "different"}]), PASS],
    ),
    ("A10.21", [SUBMITTED, act(SILENCE, "2026-08-17")], [SUBMITTED, act(SILENCE, "2026-08-18")]),
    (
        "A10.21",
        [SUBMITTED, act("declaration.correct", "2026-08-14"), act(SILENCE, "2026-08-21")],
        [SUBMITTED, act("declaration.correct", "2026-08-14"), act(SILENCE, "2026-08-22")],
    ),
    ("A32.1", [findings(), judged(True), PASS], [findings(), judged(True), judged(False), PASS]),
    (
        "A13.4",
        [act("evaluation.assign", competition="5号", bidders=[OTHER])],
        [act("evaluation.assign", competition="5号", bidders=[CHOSEN, OTHER])],
    ),
    (
        "A13.4",
        [act("evaluation.assign", competition="5号", bidders=[CHOSEN, CHOSEN])],
        [act("evaluation.assign", competition="5号", bidders=[CHOSEN])],
    ),
    ("A13.14", [act("evaluation.panel_fail"), ISSUED], [act("evaluation.panel_pass"), ISSUED]),
    (
        "A13.14",
        [act("evaluation.panel_revise"), ISSUED],
        [act("evaluation.panel_revise"), act("evaluation.confirm"), ISSUED],
    ),
    ("A13.17", [ANNUAL, SUBMITTED, DIRECT], [SPECIAL, SUBMITTED, DIRECT]),
    (
        "A13.10",
        [FREEZE, act("session.draw", "2026-09-12", published_on="2026-09-10")],
        [FREEZE, act("session.draw", "2026-09-12", published_on="2026-09-11")],
    ),
    (
        "A14.8",
        [act("listing.list"), act("round.review"), act("listing.note_review", outcome="refused"), PROPOSE],
        [act("listing.list"), act("round.review"), act("listing.note_review", outcome="changed"), PROPOSE],
    ),
    ("A17.4", [PROPOSE, act("approval.apply", "2027-12-26")], [PROPOSE, act("approval.apply", "2027-12-15")]),
    (
        "A17.3",
        [PROPOSE, act("listing.lapse", "2027-12-16"), act("approval.apply", "2027-12-17")],
        [PROPOSE, act("approval.apply", "2027-12-17")],
    ),
    ("A17.3", [PROPOSE, act("listing.lapse", "2027-12-15")], [PROPOSE, act("listing.lapse", "2027-12-16")]),
    ("A16.3", [act("approval.apply", budget_number="3号", budget_code="1", budget_file="")], [APPLIED]),
    ("A16.12", [approved(), approved()], [approved()]),
    ("A16.12", [act("approval.approve", total="2.00", years=[{"year": 2027, "amount": "1.99"}])], [approved()]),
    ("A16.12", [approved(), UNEVEN], [approved(), ANEW]),
    ("A20.2", [approved(), TEN, MORE], [approved(), TEN]),
    ("A20.2", [approved(), TEN, LESS, MORE, MORE], [approved(), TEN, LESS, MORE]),
    ("A20.2", [approved(), TEN, MORE], [approved(), TEN, HELD, ANEW, MORE]),
    ("A20.9", [approved(works=True), MORE], [approved(works=True), LESS]),
    ("A20.7", [approved(), HELD, MORE], [approved(), HELD, act("change.refuse", case="A7"), MORE]),
    ("A18.9", [approved(), contract(), SHORT], [approved(), contract(), ANEW]),
    ("A15.6", [contract()], [contract(kind="pre_work")]),
    ("A15.6", [approved(), contract(signed_on="2027-01-31")], [approved(), contract(signed_on="2027-02-01")]),
    ("A18.8", [GRANTED, contract(kind="pre_work", amount="100.01")], [GRANTED, contract(kind="pre_work")]),
    (
        "A18.8",
        [GRANTED, contract(kind="pre_work"), contract("A9", "0.01", kind="pre_work")],
        [GRANTED, contract(kind="pre_work"), act("contract.terminate", case="A3"), contract("A9", kind="pre_work")],
    ),
    (
        "A18.8",
        [contract(kind="third_party_review")],
        [act("evaluation.assign", "2026-09-01"), contract(kind="third_party_review")],
    ),
    (
        "A18.9",
        [approved(), contract(amount="900.00"), contract("A9", "100.01")],
        [approved(), contract(amount="900.00"), contract("A9", "100.00")],
    ),
    (
        "A18.9",
        [approved(), contract(), SUPPLEMENT, contract("A9", "0.01", supplement_of=3)],
        [approved(), contract(), SUPPLEMENT],
    ),
    ("A20.4", [approved(), contract(), HELD, SUPPLEMENT], [approved(), contract(), HELD, ANEW, SUPPLEMENT]),
    (
        "A18.10",
        [approved(), contract(), payment(amount="100.01")],
        [approved(), contract(), payment(amount="100.00")],
    ),
    (
        "A18.10",
        [approved(), contract(), payment(), payment("agree"), payment("record_payment"), payment(amount="50.01")],
        [approved(), contract(), payment(), payment("agree"), payment("record_payment"), payment(case="A9")],
    ),
    ("A15.6", [contract(kind="testing"), payment()], [approved(), contract(kind="testing"), payment()]),
    ("A19.6", [approved(), contract(), FINAL], [approved(), ACCEPTED, contract(), FINAL]),
    ("A19.6", [approved(), contract(), FINAL], [approved(), contract(), payment()]),
]


@pytest.mark.req("X7")
@pytest.mark.parametrize(("req", "against", "within"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_what_an_act_says_is_held_against_what_was_said_before(
    req: str, against: list[list[Told]], within: list[list[Told]]
) -> None:
    assert req in wrong(*against)
    assert req not in wrong(*within)


@pytest.mark.req("A13.10", "X7")
def test_a_sheet_comes_from_somebody_who_undertook() -> None:
    (sheet,) = act("expert_sheet.file")
    (seat,) = act("seat.undertake")
    assert "A13.10" in wrong([seat, sheet])
    assert "A13.10" not in wrong([replace(seat, actor=sheet.actor), sheet])


FUND = {"jurisdiction_id": CITY, "year": 2027, "amount": "100.00", "committed": "40.00", "arranged_on": "2026-03-10"}
ARRANGED = {"projects_fund": {"1": FUND}}
ENTERED = {"projects_slice": {"5": {"listing_id": 7, "year": 2027, "amount": "60.00"}}}
GONE = {"projects_slice": {"5": None}}
PLACED = {"projects_listing": {"7": {"outcome": "listed", "round_id": 1}}}


@pytest.mark.req("A14.3", "A8.6", "X7")
@pytest.mark.parametrize(
    ("effects", "beyond"),
    [
        ([ARRANGED, ENTERED, PLACED], False),
        ([ARRANGED, {"projects_fund": {"1": {"committed": "40.01"}}}, ENTERED, PLACED], True),
        ([ARRANGED, ENTERED, {"projects_slice": {"5": {"amount": "60.01"}}}, PLACED], True),
        ([ARRANGED, ENTERED, {"projects_slice": {"5": {"amount": "60.01"}}}, PLACED, GONE], False),
        ([ARRANGED, ENTERED, {"projects_listing": {"7": {"outcome": "reserve", "round_id": 1}}}], False),
        ([ENTERED, PLACED], True),
        ([{"projects_fund": {"1": {**FUND, "jurisdiction_id": DISTRICT}}}, ENTERED, PLACED], True),
        ([ARRANGED, {"projects_fund": {"2": {**FUND, "jurisdiction_id": DISTRICT, "amount": "1.00"}}}, ENTERED], False),
    ],
)
def test_a_list_is_sent_within_what_the_fund_has_left(effects: list[dict[str, object]], beyond: bool) -> None:
    before = [replace(act("fund.arrange")[0], effects={"done": one}) for one in effects]
    sent = act("round.send_to_finance")
    assert ("A14.3" in wrong(before, sent)) is beyond


@pytest.mark.req("A17.5")
@pytest.mark.parametrize(("day", "last"), [("2026-12-15", "2027-12-15"), ("2028-02-29", "2029-02-28")])
def test_a_year_ends_on_the_same_date(day: str, last: str) -> None:
    assert a_year_after(date.fromisoformat(day)) == date.fromisoformat(last)

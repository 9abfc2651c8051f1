"""Rules: three answers, facts that fail closed, a trace of what was read, and editions that never meet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Undecided, rule, say
from qilou.law.carried import CARRIERS
from qilou.law.measures import M164
from qilou.law.readings import CHANGE_BOUNDARY, CHANGE_LIMIT
from qilou.law.rule import FIRST_DAY, RULES, Rule

TODAY = Readings(date(2026, 3, 2))


@dataclass(frozen=True)
class Line:
    name: str
    amount: Decimal


@dataclass(frozen=True)
class Facts:
    approved: Decimal
    changed: Decimal
    lines: tuple[Line, ...] = ()
    note: str | None = None

    @property
    def share(self) -> Decimal:
        return (self.changed - self.approved) / self.approved

    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


@pytest.fixture(autouse=True)
def _no_trace():
    """Rules declared by a test leave the registers with it."""
    rules, carriers = dict(RULES), {code: set(names) for code, names in CARRIERS.items()}
    yield
    RULES.clear()
    RULES.update(rules)
    CARRIERS.clear()
    CARRIERS.update(carriers)


def within_ten_per_cent() -> Rule:
    @rule(Text("未超过百分之十", "Within ten per cent"), cites=M164.art(20), req=("A20.2",))
    def within(facts, readings):
        limit = readings[CHANGE_LIMIT]
        over = facts.share > limit if readings[CHANGE_BOUNDARY] == "strict" else facts.share >= limit
        if over:
            return Breach(
                say("增加 %(by)s。", "It grows by %(by)s.", by=facts.share),
                say("须重新批准。", "It needs a new approval."),
            )
        return Met()

    return within


@pytest.mark.parametrize(
    ("changed", "boundary", "verdict"),
    [
        ("110.00", "strict", Met),
        ("110.01", "strict", Breach),
        ("110.00", "inclusive", Breach),
        ("90.00", "inclusive", Met),
    ],
)
def test_a_rule_answers_met_or_breach_by_its_facts_and_parameters(changed: str, boundary: str, verdict: type) -> None:
    readings = Readings(TODAY.on, {"change_boundary": boundary})
    finding = within_ten_per_cent()(Facts(Decimal("100.00"), Decimal(changed)), readings)
    assert isinstance(finding.verdict, verdict)
    assert finding.passed is (verdict is Met)


@pytest.mark.req("X4")
def test_a_fact_that_is_not_known_leaves_the_rule_undecided_and_is_no_pass() -> None:
    finding = within_ten_per_cent()(Facts(Decimal("100.00"), UNKNOWN), TODAY)
    assert finding.verdict == Undecided(("changed",))
    assert not finding.passed


@pytest.mark.req("X4")
def test_a_part_of_a_fact_that_is_not_known_leaves_the_rule_undecided() -> None:
    @rule(Text("合计相等", "The lines add up"), cites=M164.art(10, 2))
    def adds_up(facts):
        return Met() if facts.total() == facts.approved else Breach(say("不等", "No"), say("改", "Mend it"))

    finding = adds_up(Facts(Decimal(1), Decimal(1), (Line("a", Decimal(1)), Line("b", UNKNOWN))), TODAY)
    assert finding.verdict == Undecided(("lines.2.amount",))


@pytest.mark.req("X4")
def test_asking_whether_an_unknown_is_true_is_never_answered() -> None:
    @rule(Text("有说明", "Has a note"), cites=M164.art(10, 2))
    def has_note(facts):
        return Met() if UNKNOWN else Breach(say("无", "None"), say("补", "Add one"))

    assert isinstance(has_note(Facts(Decimal(1), Decimal(1)), TODAY).verdict, Undecided)


def test_a_fact_that_is_absent_is_known() -> None:
    @rule(Text("没有说明", "No note"), cites=M164.art(10, 2))
    def no_note(facts):
        return Met() if facts.note is None else Breach(say("有", "Has one"), say("删", "Drop it"))

    assert no_note(Facts(Decimal(1), Decimal(1)), TODAY).passed


@pytest.mark.req("X1")
def test_a_finding_keeps_every_fact_and_parameter_it_read_and_replays() -> None:
    check = within_ten_per_cent()
    finding = check(Facts(Decimal("100.00"), Decimal("112.00")), TODAY)
    assert finding.facts == {"approved": Decimal("100.00"), "changed": Decimal("112.00")}
    assert finding.parameters == {"change_limit": Decimal("0.10"), "change_boundary": "strict"}
    record = finding.as_record()
    assert record == {
        "rule": check.id,
        "edition": "2015",
        "cites": "m164:20",
        "outcome": "breach",
        "facts": {"approved": "100.00", "changed": "112.00"},
        "parameters": {"change_limit": "0.10", "change_boundary": "strict"},
        "reason": {"zh": "增加 0.12。", "en": "It grows by 0.12."},
    }
    again = check(Facts(**finding.facts), Readings(TODAY.on, record["parameters"]))
    assert again.as_record() == record


@pytest.mark.req("X1")
def test_an_undecided_finding_records_what_is_missing() -> None:
    record = within_ten_per_cent()(Facts(UNKNOWN, Decimal(1)), TODAY).as_record()
    assert record["outcome"] == "undecided"
    assert record["missing"] == ["approved"]
    assert record["facts"] == {"changed": "1", "approved": None}


@pytest.mark.req("X2")
def test_an_amendment_brings_a_new_wording_and_old_acts_keep_the_old_one() -> None:
    @rule(Text("旧", "Old"), cites=M164.art(20), until=date(2027, 1, 1))
    def limit(facts):
        return Met()

    @limit.amended("2027", since=date(2027, 1, 1))
    def limit(facts):
        return Breach(say("新规则", "New wording"), say("无", "Nothing"))

    facts = Facts(Decimal(1), Decimal(1))
    assert limit(facts, Readings(date(2026, 12, 31))).edition == "2015"
    assert limit(facts, Readings(date(2027, 1, 1))).edition == "2027"
    assert not limit(facts, Readings(date(2027, 1, 1))).passed


@pytest.mark.req("X2")
def test_two_wordings_in_force_together_are_refused() -> None:
    check = within_ten_per_cent()
    with pytest.raises(ValueError, match="in force together"):
        check.amended("2027", since=date(2027, 1, 1))


@pytest.mark.req("A45.1")
def test_the_measures_do_not_judge_an_act_before_they_were_in_force() -> None:
    check = within_ten_per_cent()
    facts = Facts(Decimal("100.00"), Decimal("200.00"))
    with pytest.raises(LookupError, match="0 editions"):
        check(facts, Readings(date(2015, 10, 9)))
    assert not check(facts, Readings(FIRST_DAY)).passed


@pytest.mark.req("A45.1")
def test_an_edition_older_than_the_measures_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="before 2015-10-10"):
        rule(Text("早", "Early"), cites=M164.art(20), since=date(2015, 1, 1))(lambda facts: Met())


def test_a_rule_is_declared_once_and_carries_its_requirements() -> None:
    check = within_ten_per_cent()
    assert f"rule {check.id}" in CARRIERS["A20.2"]
    with pytest.raises(ValueError, match="declared twice"):
        within_ten_per_cent()

"""Changes: exact, cumulative, measured against the last approval; over ten per cent or major they wait."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.projects.city import CITY, at
from tests.projects.stages import TOTAL, YEARS, Story, approved, change, fund_of, passed, proposed, registered

from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.sign_off import withdraw_draft
from qilou.casework.models import Notice
from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import Conflict, NotPermitted, Refused
from qilou.law import Readings
from qilou.ledger.models import Event
from qilou.projects.models import ApprovedYear, Change, Fund, FundEntry
from qilou.projects.rules import change as rules
from qilou.projects.rules.change import OVER, ChangeFacts, standing

D = Decimal
DAY = date(2027, 3, 1)


def readings(**values: object) -> Readings:
    return Readings(DAY, values)


def refused(story: Story, step: str, data: object, day: str = "2027-03-01", who: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        story.take("change", step, day, data, who=who)
    return caught.value


def broken(error: Refused) -> set[str]:
    return {finding.rule.rpartition(".")[2] for finding in error.findings}


def facts(delta: str, earlier: str = "0", total: str = "1000", original: str = "") -> ChangeFacts:
    return ChangeFacts(approved_total=D(total), original_total=D(original or total), earlier=D(earlier), delta=D(delta))


@pytest.mark.req("A20.2", "A20.5", "A20.6", "A20.7", "X5")
@pytest.mark.parametrize(
    ("delta", "earlier", "values", "passes"),
    [
        ("99.99", "0", {}, True),
        ("100.00", "0", {}, True),
        ("100.01", "0", {}, False),
        ("100.00", "0", {"change_boundary": "inclusive"}, False),
        ("99.99", "0", {"change_boundary": "inclusive"}, True),
        ("60.00", "40.00", {}, True),
        ("60.01", "40.00", {}, False),
        ("60.01", "-40.00", {}, True),
        ("-500.00", "0", {}, True),
        ("-100.01", "0", {"change_direction": "both"}, False),
        ("-100.00", "0", {"change_direction": "both"}, True),
    ],
)
def test_the_sum_since_the_last_approval_is_measured_exactly(
    delta: str, earlier: str, values: dict[str, object], passes: bool
) -> None:
    finding = rules.within_the_limit(facts(delta, earlier), readings(**values))
    assert finding.passed is passes
    assert finding.cites.id == "m164:20"
    assert "change_boundary" in finding.parameters


@pytest.mark.req("A20.10", "X5")
@pytest.mark.parametrize(("base", "passes"), [("reapproved", True), ("original", False)])
def test_the_base_of_the_ten_per_cent_is_the_newly_approved_total_unless_read_otherwise(
    base: str, passes: bool
) -> None:
    finding = rules.within_the_limit(facts("110", total="1200", original="1000"), readings(change_base=base))
    assert finding.passed is passes


@pytest.mark.req("A20.5")
@pytest.mark.parametrize(
    ("cumulative", "told"), [("99.99", False), ("100", True), ("100.01", False), ("-100", True), ("-250", True)]
)
def test_at_exactly_ten_per_cent_and_for_great_decreases_there_is_a_warning(cumulative: str, told: bool) -> None:
    assert (rules.warning(D(cumulative), D(1000), D("0.10")) is not None) is told


@given(
    parts=st.lists(st.decimals("0.01", "99999.99", places=2), min_size=1, max_size=8),
    base=st.decimals("0.01", "9999999.99", places=2),
)
@pytest.mark.req("A20.7", "A20.5")
def test_splitting_never_escapes_the_limit(parts: list[Decimal], base: Decimal) -> None:
    whole = standing(sum(parts, D(0)), base, D("0.10"), "strict", "increases")
    earlier, last = sum(parts[:-1], D(0)), parts[-1]
    split = ChangeFacts(approved_total=base, original_total=base, earlier=earlier, delta=last)
    assert rules.within_the_limit(split, readings()).passed is (whole != OVER)


@pytest.mark.req("A20.8", "A20.1")
@pytest.mark.parametrize(
    ("touched", "values", "passes"),
    [
        (set(), {}, True),
        ({"goal"}, {}, False),
        ({"scope_dropped"}, {}, False),
        ({"period"}, {"major_change_triggers": ["goal"]}, True),
        ({"period", "goal"}, {"major_change_triggers": ["goal"]}, False),
    ],
)
def test_what_is_major_follows_the_triggers_of_the_date(
    touched: set[str], values: dict[str, object], passes: bool
) -> None:
    assert rules.not_major(ChangeFacts(touched=frozenset(touched)), readings(**values)).passed is passes


@pytest.mark.req("A20.1", "A20.3", "A20.10", "A18.9", "A15.5")
@pytest.mark.parametrize(
    ("rule", "known", "passes"),
    [
        (rules.project_is_approved, {"approved": False}, False),
        (rules.project_under_way, {"accepted": True}, False),
        (rules.approved_by_authority, {"construction_route": True}, False),
        (rules.approved_by_authority, {"construction_route": False}, True),
        (rules.approved_by_development_reform, {"construction_route": False}, False),
        (rules.approved_by_development_reform, {"construction_route": True}, True),
        (rules.no_change_pending, {"pending": "BG"}, False),
        (rules.change_gives_reasons, {"reason": " "}, False),
        (rules.changed_items_are_known, {"unknown_items": ("9",)}, False),
        (rules.new_total_adds_up, {"new_total": D(10), "new_years": D("10.01")}, False),
        (rules.new_total_adds_up, {"new_total": D(10), "new_years": D(10)}, True),
        (rules.new_total_covers_contracts, {"new_total": D(10), "contracted": D("10.01")}, False),
        (rules.decision_gives_reasons, {"decision": ""}, False),
    ],
)
def test_each_rule_says_what_the_article_says(rule: object, known: dict[str, object], passes: bool) -> None:
    finding = rule(ChangeFacts(**known), readings())
    assert finding.passed is passes
    if not passes:
        assert finding.verdict.remedy.in_("zh")
        assert finding.verdict.reason.in_("en")


@pytest.mark.django_db
@pytest.mark.req("A20.9", "X6")
def test_a_small_change_is_recorded_with_its_reason_and_the_approver_is_informed() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    story.take("change", "record", "2027-03-01", change(increase="100000.00"))
    row = Change.objects.get()
    assert (row.outcome, row.delta, row.cumulative, row.base) == ("recorded", D("100000.00"), D("100000.00"), TOTAL)
    told = Notice.objects.order_by("-pk")[0]
    assert [one["name"] for one in told.recipients] == ["市政务服务和数据管理局"]
    assert told.issuer == "市医疗保障局"
    assert "接口数量增加" in "".join(told.body["zh"])
    assert story.fresh().approved_total == TOTAL


@pytest.mark.django_db
@pytest.mark.req("A20.9", "X5")
def test_under_the_other_reading_the_units_own_record_suffices() -> None:
    story = approved()
    set_parameter(
        "minor_change_informs",
        actor=story.city.actor("authority.handler", "2027-02-20"),
        now=at("2027-02-20"),
        jurisdiction=CITY,
        value=False,
        since=date(2027, 2, 20),
        until=None,
        document="汕政数〔2027〕4号",
    )
    story.open("change", "2027-03-01")
    story.take("change", "record", "2027-03-01", change(increase="100000.00"))
    assert Notice.objects.order_by("-pk")[0].recipients == []


@pytest.mark.django_db
@pytest.mark.req("A20.2", "A20.7")
def test_changes_that_together_exceed_ten_per_cent_cannot_be_recorded() -> None:
    story = approved()
    for day, amount in (("2027-03-01", "200000.00"), ("2027-03-02", "186400.00")):
        story.open("change", day)
        story.take("change", "record", day, change(increase=amount))
    assert Change.objects.order_by("-pk")[0].cumulative == TOTAL / 10
    event = Event.objects.filter(name="projects.change.record").order_by("-pk")[0]
    assert "恰好" in json.loads(bytes(event.body))["effects"]["done"]["warning"]["zh"]
    story.open("change", "2027-03-03")
    error = refused(story, "record", change(increase="0.01"), "2027-03-03")
    assert broken(error) == {"within_the_limit"}
    assert "386,400" in error.findings[0].verdict.reason.in_("zh")
    assert error.cites[0].id == "m164:20"


@pytest.mark.django_db
@pytest.mark.req("A20.3", "A20.4", "A20.10", "A20.12", "X6")
def test_twelve_per_cent_goes_back_to_the_approver_waits_and_fixes_a_new_base() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    more = change(increase="463680.00")
    assert broken(refused(story, "record", more)) == {"within_the_limit"}
    story.take("change", "apply", "2027-03-01", more)
    assert Change.objects.get().pending
    assert story.fresh().approved_total == TOTAL
    years = [{"year": 2027, "amount": "2700000.00"}, {"year": 2028, "amount": "1627680.00"}]
    answer = {"total": "4327680.00", "years": years, "source": "fund", "source_document": "汕财函〔2027〕8号"}
    with pytest.raises(NotPermitted):
        story.take("change", "reapprove", "2027-03-02", answer, who="drc.handler")
    story.take("change", "reapprove", "2027-03-02", answer, who="authority.handler")
    assert story.fresh().approved_total == TOTAL
    withdrawn_by = story.city.actor("authority.handler", "2027-03-02")
    withdraw_draft("projects.change", story.numbers["change"], actor=withdrawn_by, now=at("2027-03-02"))
    story.sign("change", "reapprove", "2027-03-03", answer)
    assert story.fresh().approved_total == D("4327680.00")
    assert dict(ApprovedYear.objects.values_list("year", "amount"))[2028] == D("1627680.00")
    assert FundEntry.objects.order_by("-pk")[0].amount == D("463680.00")
    told = Notice.objects.order_by("-pk")[0]
    assert (Change.objects.get().reply_number, told.kind) == (told.number, "projects.change.reply")
    story.open("change", "2027-04-01")
    story.take("change", "record", "2027-04-01", change(increase="432768.00"))
    assert Change.objects.order_by("-pk")[0].base == D("4327680.00")


@pytest.mark.django_db
@pytest.mark.req("A20.10", "A20.7")
def test_what_was_recorded_before_a_re_approval_counts_no_more() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    story.take("change", "record", "2027-03-01", change(increase="300000.00"))
    story.open("change", "2027-03-02")
    story.take("change", "apply", "2027-03-02", change(increase="200000.00"))
    number = story.numbers["change"]
    page = case_page("projects.change", number, actor=story.city.actor("authority.handler"), now=at("2027-03-02"))
    step = page.procedure.step("reapprove")
    known = step.suggests(page.act)
    assert known["total"] == TOTAL + 500_000
    story.sign(
        "change",
        "reapprove",
        "2027-03-03",
        {
            "total": str(known["total"]),
            "years": [{"year": row["year"], "amount": str(row["amount"])} for row in known["years"]],
            "source_document": "汕财函〔2027〕8号",
        },
    )
    story.open("change", "2027-03-04")
    story.take("change", "record", "2027-03-04", change(increase="436400.00"))
    assert Change.objects.order_by("-pk")[0].cumulative == D("436400.00")


@pytest.mark.django_db
@pytest.mark.req("A20.12", "A8.6")
def test_more_money_is_approved_only_when_there_is_a_source() -> None:
    story = approved()
    Fund.objects.filter(year=2028).update(amount=D("1164000.00"))
    story.open("change", "2027-03-01")
    story.take("change", "apply", "2027-03-01", change(increase="463680.00"))
    years = [{"year": 2027, "amount": "2700000.00"}, {"year": 2028, "amount": "1627680.00"}]
    answer = {"total": "4327680.00", "years": years}
    who = "authority.handler"
    error = refused(story, "reapprove", answer, "2027-03-02", who)
    assert broken(error) == {"increase_has_its_money"}
    assert error.cites[0].id == "m164:8.2"
    error = refused(story, "reapprove", answer | {"source_document": "汕财函〔2027〕8号"}, "2027-03-02", who)
    assert "2028" in error.findings[0].verdict.reason.in_("zh")
    other = answer | {"source": "other", "source_document": "汕财函〔2027〕9号"}
    story.sign("change", "reapprove", "2027-03-03", other)
    assert fund_of(CITY, 2028).committed == YEARS[2028]


@pytest.mark.django_db
@pytest.mark.req("A20.9", "A18.9")
def test_on_the_route_of_works_any_increase_needs_approval() -> None:
    story = approved(proposed(works=True))
    story.open("change", "2027-03-01")
    error = refused(story, "record", change(increase="0.01"))
    assert broken(error) == {"no_increase_on_works"}
    assert error.cites[0].id == "investment_regulation:23"
    assert broken(refused(story, "apply", change())) == {"approved_by_authority"}
    story.take("change", "apply_works", "2027-03-01", change(increase="0.01"))
    story.sign(
        "change",
        "reapprove_works",
        "2027-03-02",
        {
            "total": "3864000.01",
            "years": [{"year": 2027, "amount": "2700000.01"}, {"year": 2028, "amount": "1164000.00"}],
            "source_document": "汕财函〔2027〕8号",
        },
        body="drc",
    )
    assert story.fresh().approved_total == D("3864000.01")


@pytest.mark.django_db
@pytest.mark.req("A20.1", "A20.8")
@pytest.mark.parametrize(
    ("changed", "trigger"),
    [
        ({"aspects": ["technical_route"]}, "technical_route"),
        ({"items": [{"number": "4", "what": "added", "name": "移动端"}]}, "scope_added"),
        ({"items": [{"number": "2", "what": "dropped", "name": "疑点推送"}]}, "scope_dropped"),
        ({"ends_on": "2028-12-31"}, "period"),
    ],
)
def test_a_major_adjustment_goes_back_whatever_its_amount(changed: dict[str, object], trigger: str) -> None:
    story = approved()
    story.open("change", "2027-03-01")
    form = change(increase="0.00", **changed)
    assert broken(refused(story, "record", form)) == {"not_major"}
    story.take("change", "apply", "2027-03-01", form)
    assert Change.objects.get().triggers == [trigger]


@pytest.mark.django_db
@pytest.mark.req("A20.1", "A20.10")
def test_a_re_approved_change_of_content_becomes_what_acceptance_checks() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    items = [
        {"number": "3", "what": "dropped", "name": "历史结算数据清洗"},
        {"number": "4", "what": "added", "name": "移动核查"},
        {"number": "2", "what": "altered", "name": "疑点推送", "scale": "40 人月"},
    ]
    story.take("change", "apply", "2027-03-01", change(increase="0.00", items=items))
    years = [{"year": year, "amount": str(amount)} for year, amount in YEARS.items()]
    story.sign("change", "reapprove", "2027-03-02", {"total": str(TOTAL), "years": years})
    assert [(one["number"], one["name"]) for one in story.fresh().approved_items] == [
        ("1", "规则引擎与知识库"),
        ("2", "疑点推送"),
        ("4", "移动核查"),
    ]


@pytest.mark.django_db
@pytest.mark.req("A20.1")
def test_items_that_are_not_approved_cannot_be_dropped_and_numbers_in_use_cannot_be_added() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    items = [
        {"number": "9", "what": "dropped", "name": "x"},
        {"number": "1", "what": "added", "name": "y"},
    ]
    assert broken(refused(story, "apply", change(items=items))) == {"changed_items_are_known"}


@pytest.mark.django_db
@pytest.mark.req("A20.6")
def test_a_decrease_of_more_than_ten_per_cent_is_flagged_and_under_the_other_reading_waits() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    less = change(increase="0.00", decrease="386400.01")
    story.take("change", "record", "2027-03-01", less)
    assert Change.objects.get().flagged
    set_parameter(
        "change_direction",
        actor=story.city.actor("authority.handler", "2027-03-02"),
        now=at("2027-03-02"),
        jurisdiction=CITY,
        value="both",
        since=date(2027, 3, 2),
        until=None,
        document="汕政数〔2027〕5号",
    )
    story.open("change", "2027-03-02")
    assert broken(refused(story, "record", less, "2027-03-02")) == {"within_the_limit"}


@pytest.mark.django_db
@pytest.mark.req("A20.4", "A20.3")
def test_while_a_change_waits_no_other_is_filed_and_a_refused_one_leaves_all_as_it_was() -> None:
    story = approved()
    story.open("change", "2027-03-01")
    story.take("change", "apply", "2027-03-01", change(increase="463680.00"))
    first = story.numbers["change"]
    story.open("change", "2027-03-02")
    assert broken(refused(story, "record", change(), "2027-03-02")) == {"no_change_pending"}
    story.numbers["change"] = first
    story.sign("change", "refuse", "2027-03-03", {"reason": "依据不足"})
    row = Change.objects.order_by("pk")[0]
    assert (row.outcome, row.pending, story.fresh().approved_total) == ("refused", False, TOTAL)
    assert "依据不足" in "".join(Notice.objects.order_by("-pk")[0].body["zh"])
    with pytest.raises(Conflict):
        story.take("change", "reapprove", "2027-03-04", {"total": "1.00"}, who="authority.handler")


@pytest.mark.django_db
@pytest.mark.req("A18.9")
def test_a_re_approval_never_falls_below_what_is_contracted() -> None:
    story = registered(amount="2500000.00")
    story.open("change", "2027-03-01")
    story.take("change", "apply", "2027-03-01", change(increase="0.00", decrease="1500000.00"))
    answer = {"total": "2364000.00", "years": [{"year": 2027, "amount": "2364000.00"}]}
    error = refused(story, "reapprove", answer, "2027-03-02", "authority.handler")
    assert broken(error) == {"new_total_covers_contracts"}


@pytest.mark.django_db
@pytest.mark.req("A20.1")
def test_nothing_is_changed_before_approval_or_after_acceptance() -> None:
    story = proposed()
    story.open("change", "2027-01-05")
    assert "project_is_approved" in broken(refused(story, "record", change(), "2027-01-05"))
    story = passed(proposed(story.city, unit="land"))
    story.open("change", "2027-12-01")
    assert broken(refused(story, "record", change(), "2027-12-01")) == {"project_under_way"}


@pytest.mark.django_db
@pytest.mark.req("A20.1", "A20.3", "A20.10")
@pytest.mark.parametrize("works", [False, True])
def test_every_act_on_a_change_is_weighed_by_either_body(works: bool) -> None:
    story = approved(proposed(works=works))
    way, other, who = story.suffix, "" if works else "_works", f"{story.body}.handler"
    story.open("change", "2027-03-01")
    form = change(increase="463680.00")
    assert broken(refused(story, f"apply{way}", form | {"reason": ""})) == {"change_gives_reasons"}
    (wrong,) = broken(refused(story, f"apply{other}", form))
    assert wrong == ("approved_by_authority" if works else "approved_by_development_reform")
    story.take("change", f"apply{way}", "2027-03-01", form)
    answer = {
        "total": "4327680.00",
        "years": [{"year": 2027, "amount": "1.00"}],
        "source_document": "汕财函〔2027〕8号",
    }
    assert "new_total_adds_up" in broken(refused(story, f"reapprove{way}", answer, "2027-03-02", who))
    assert broken(refused(story, f"refuse{way}", {"reason": ""}, "2027-03-02", who)) == {"decision_gives_reasons"}

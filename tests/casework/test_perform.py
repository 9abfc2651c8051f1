"""The engine: one case, every shape a procedure can have."""

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.cases import hand_over, record_higher_decision, recuse
from qilou.casework.actions.numbers import void_number
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform, perform_many
from qilou.casework.actions.sign_off import endorse, send_back, withdraw_draft
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Clock, Notice, StoredFile, VoidedNumber
from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02"


@pytest.fixture
def town() -> Town:
    return build()


def opened(town: Town, title: str = "餐饮", **more: object) -> str:
    act = open_case(
        ROUTE, actor=town.actor("applicant"), now=at_noon(MONDAY), jurisdiction="440500", title=title, **more
    )
    return act.case.number


def take(
    town: Town, number: str, step: str, who: str, day: str = MONDAY, data: object = None, **more: object
) -> object:
    return perform(ROUTE, number, step, actor=town.actor(who, day), now=at_noon(day), data=data, **more)


def under_review(town: Town, **more: object) -> str:
    number = opened(town, **more)
    take(town, number, "submit", "applicant")
    take(town, number, "accept", "handler")
    return number


def due(number: str) -> date | None:
    return Case.objects.get(number=number).due_on


def body(event: Event) -> dict[str, object]:
    return json.loads(bytes(event.body))


def test_a_draft_is_its_applicants_alone_and_then_the_authority_sees_it(town: Town) -> None:
    number = opened(town)
    with pytest.raises(Missing):
        look(ROUTE, number, actor=town.actor("handler"), now=at_noon(MONDAY))
    take(town, number, "submit", "applicant")
    assert look(ROUTE, number, actor=town.actor("handler"), now=at_noon(MONDAY)).case.state == "submitted"
    with pytest.raises(Missing):
        take(town, number, "accept", "stranger")


def test_a_case_number_has_a_check_digit_and_no_bracket(town: Town) -> None:
    number = opened(town)
    assert number.startswith("TX26-")
    assert "〔" not in number


def test_who_sees_a_case_but_may_not_act_is_told_who_may(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    with pytest.raises(NotPermitted) as refused:
        take(town, number, "accept", "finance")
    assert "主管部门" in refused.value.message.in_("zh")
    assert refused.value.cites


def test_a_step_out_of_turn_is_a_conflict_that_names_where_the_case_stands(town: Town) -> None:
    number = opened(town)
    with pytest.raises(Conflict) as refused:
        take(town, number, "correct", "applicant")
    assert "拟稿" in refused.value.message.in_("zh")


def test_a_stale_page_is_told(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Conflict):
        take(town, number, "grant", "handler", data={"amount": "1"}, seen_version=1)


def test_a_refusal_names_every_unmet_rule_its_article_and_what_would_pass(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Refused) as refused:
        take(town, number, "grant", "handler", data={"amount": "1000000.01"})
    (finding,) = refused.value.findings
    assert finding.cites.id == "m164:16.2"
    assert finding.verdict.remedy.in_("en") == "Lower it."
    assert Case.objects.get(number=number).state == "under_review"


def test_bad_input_is_told_at_its_field_in_both_languages(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Invalid) as refused:
        take(town, number, "grant", "handler", data={"amount": "-1", "colour": "red"})
    assert set(refused.value.errors) == {"amount", "colour"}
    assert refused.value.errors["amount"].in_("zh")


def test_a_decision_moves_the_case_ends_its_clock_serves_a_numbered_notice_and_is_recorded(town: Town) -> None:
    number = under_review(town)
    assert due(number) == date(2026, 3, 30)
    take(town, number, "grant", "handler", day="2026-03-05", data={"amount": "880000.00"})
    case = Case.objects.get(number=number)
    assert (case.state, case.desk, case.due_on, case.amount) == ("granted", "", None, Decimal("880000.00"))
    assert Clock.objects.get(case=case, name="decision").ended_on == date(2026, 3, 5)
    notice = Notice.objects.get(case=case)
    assert notice.number == "汕测〔2026〕1号"
    assert [one["copy"] for one in notice.recipients] == [False, True]
    event = Event.objects.filter(case_number=number).order_by("-pk").first()
    told = body(event)
    assert event.name == "tests.licence.grant"
    assert list(told["effects"]["casework_notice"]) == [notice.number]
    assert [one["outcome"] for one in told["findings"]] == ["met", "met"]
    assert told["input"]["amount"] == "880000.00"


def test_numbers_have_no_gap_when_an_act_fails(town: Town) -> None:
    first, second = under_review(town), under_review(town)
    with pytest.raises(Refused):
        take(town, first, "grant", "handler", data={"amount": "2000000"})
    take(town, second, "grant", "handler", data={"amount": "1"})
    take(town, first, "grant", "handler", data={"amount": "1"})
    assert sorted(Notice.objects.values_list("number", flat=True)) == ["汕测〔2026〕1号", "汕测〔2026〕2号"]


def test_expert_review_stops_the_clock_and_the_resuming_day_is_not_counted(town: Town) -> None:
    number = under_review(town)
    take(town, number, "to_experts", "handler", day="2026-03-11", data={"reason": "技术复杂"})
    assert due(number) is None
    take(town, number, "back", "handler", day="2026-03-24")
    assert due(number) == date(2026, 4, 13)


def test_an_extension_is_granted_once(town: Town) -> None:
    number = under_review(town)
    take(town, number, "extend", "handler", day="2026-03-27")
    assert due(number) == date(2026, 4, 14)
    with pytest.raises(Refused):
        take(town, number, "extend", "handler", day="2026-03-30")


def test_expiry_fires_only_after_the_last_day(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    take(town, number, "return_once", "handler", data={"reason": "缺图"})
    assert due(number) == date(2026, 3, 16)
    assert sweep(now=at_noon("2026-03-16")) == 0
    assert sweep(now=at_noon("2026-03-17")) == 1
    assert Case.objects.get(number=number).state == "lapsed"
    assert Notice.objects.get(case__number=number).issuer == "authority"


@pytest.mark.req("A16.14")
def test_only_the_signers_act_moves_the_case(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    case = Case.objects.get(number=number)
    assert (case.state, case.desk) == ("under_review", "AUTHORITY@440500/checker")
    endorse(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY), opinion="已核")
    assert Case.objects.get(number=number).state == "under_review"
    assert Notice.objects.count() == 0
    endorse(ROUTE, number, actor=town.actor("signer"), now=at_noon(MONDAY))
    assert Case.objects.get(number=number).state == "granted"
    assert Notice.objects.get().number == "汕测〔2026〕1号"


@pytest.mark.req("A16.14")
def test_nobody_signs_out_of_turn_or_twice(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    with pytest.raises(NotPermitted):
        endorse(ROUTE, number, actor=town.actor("signer"), now=at_noon(MONDAY))
    with pytest.raises(NotPermitted):
        endorse(ROUTE, number, actor=town.actor("handler"), now=at_noon(MONDAY))


def test_a_returned_draft_goes_back_to_its_drafter_with_what_was_typed(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    send_back(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY), opinion="金额有误")
    case = Case.objects.get(number=number)
    assert case.desk == "AUTHORITY@440500/handler"
    assert case.sign_offs.get().input["amount"] == "5.00"
    take(town, number, "decide", "handler", data={"amount": "6"})
    endorse(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY))
    endorse(ROUTE, number, actor=town.actor("signer"), now=at_noon(MONDAY))
    assert Case.objects.get(number=number).amount == Decimal("6.00")


def test_a_drafter_may_take_a_decision_back(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    with pytest.raises(Conflict):
        take(town, number, "decide", "handler2", data={"amount": "7"})
    withdraw_draft(ROUTE, number, actor=town.actor("handler"), now=at_noon(MONDAY))
    take(town, number, "decide", "handler2", data={"amount": "7"})


def test_children_are_joined_when_the_last_one_ends(town: Town) -> None:
    keys = [f"person:{town.people[name].pk}" for name in ("expert1", "expert2")]
    number = under_review(town, parties={"experts": keys})
    take(town, number, "score", "handler")
    first, second = Case.objects.filter(parent__number=number).order_by("pk")
    perform("tests.sheet", first.number, "file", actor=town.actor("expert1"), now=at_noon(MONDAY), data={"amount": "1"})
    assert Case.objects.get(number=number).state == "scoring"
    with pytest.raises(Missing):
        look("tests.sheet", second.number, actor=town.actor("expert1"), now=at_noon(MONDAY))
    perform(
        "tests.sheet", second.number, "file", actor=town.actor("expert2"), now=at_noon(MONDAY), data={"amount": "1"}
    )
    assert Case.objects.get(number=number).state == "under_review"


def test_a_revoked_decision_keeps_its_notice_as_revoked(town: Town) -> None:
    number = under_review(town)
    take(town, number, "grant", "handler", data={"amount": "1"})
    take(town, number, "revoke", "handler", data={"reason": "骗取"})
    assert Notice.objects.get().status == "standing"
    for signer in ("checker", "signer"):
        endorse(ROUTE, number, actor=town.actor(signer), now=at_noon(MONDAY))
    assert Notice.objects.get().status == "revoked"


def test_a_case_that_has_ended_waits_for_nobody_once_a_drafted_revocation_is_taken_back(town: Town) -> None:
    number = under_review(town)
    take(town, number, "grant", "handler", data={"amount": "1"})
    take(town, number, "revoke", "handler", data={"reason": "骗取"})
    assert Case.objects.get(number=number).desk == "AUTHORITY@440500/checker"
    withdraw_draft(ROUTE, number, actor=town.actor("handler"), now=at_noon(MONDAY))
    assert Case.objects.get(number=number).desk == ""


def test_a_clerical_correction_replaces_the_notice(town: Town) -> None:
    number = under_review(town)
    take(town, number, "grant", "handler", data={"amount": "1"})
    take(town, number, "amend", "handler", data={"amount": "2"})
    assert list(Notice.objects.order_by("pk").values_list("status", flat=True)) == ["replaced", "standing"]


def test_a_refusal_can_be_reopened_after_review(town: Town) -> None:
    number = under_review(town)
    take(town, number, "refuse", "handler", data={"reason": "不符"})
    take(town, number, "reopen", "handler")
    assert due(number) == date(2026, 3, 30)


@pytest.mark.req("A5.6")
def test_nobody_decides_their_own_organisations_case_without_a_higher_decision(town: Town) -> None:
    own = f"org:{town.organisations['authority'].pk}"
    number = opened(town)
    Case.objects.filter(number=number).update(parties={"declarer": [own]}, state="submitted")
    Case.objects.filter(number=number).update(readers=[own, "AUTHORITY@440500"])
    with pytest.raises(NotPermitted) as refused:
        take(town, number, "accept", "handler")
    assert refused.value.code == "both_sides"
    given = {"now": at_noon(MONDAY), "document": "汕府函〔2026〕3号"}
    with pytest.raises(NotPermitted):
        record_higher_decision(ROUTE, number, actor=town.actor("handler"), **given)
    record_higher_decision(ROUTE, number, actor=town.actor("registrar"), **given)
    take(town, number, "accept", "handler")


def test_the_recused_and_the_bypassed_do_not_act(town: Town) -> None:
    number = under_review(town)
    hand_over(
        ROUTE,
        number,
        actor=town.actor("handler"),
        now=at_noon(MONDAY),
        person_id=town.people["handler2"].pk,
        reason="分工",
    )
    with pytest.raises(NotPermitted):
        take(town, number, "refuse", "handler", data={"reason": "x"})
    recuse(
        ROUTE,
        number,
        actor=town.actor("handler2"),
        now=at_noon(MONDAY),
        person_id=town.people["handler2"].pk,
        reason="亲属",
    )
    with pytest.raises(NotPermitted):
        take(town, number, "refuse", "handler2", data={"reason": "x"})
    take(town, number, "refuse", "handler", data={"reason": "x"})


def test_several_cases_move_together_or_not_at_all(town: Town) -> None:
    numbers = [opened(town) for _ in range(3)]
    for number in numbers[:2]:
        take(town, number, "submit", "applicant")
    with pytest.raises(Refused):
        perform_many(ROUTE, numbers[:3], "accept", actor=town.actor("handler"), now=at_noon(MONDAY))
    assert Case.objects.filter(state="under_review").count() == 0
    perform_many(ROUTE, numbers[:2], "accept", actor=town.actor("handler"), now=at_noon(MONDAY))
    assert Case.objects.filter(state="under_review").count() == 2


@pytest.mark.req("A5.4")
def test_an_entry_of_record_names_the_paper_needs_no_second_signature_and_is_the_registrars(town: Town) -> None:
    number = under_review(town)
    given = {"data": {"amount": "5"}, "day": "2026-03-03", "of_record": "汕电政〔2025〕88号"}
    with pytest.raises(NotPermitted):
        take(town, number, "decide", "handler", **given)
    take(town, number, "decide", "registrar", **given)
    event = Event.objects.filter(case_number=number).order_by("-pk").first()
    assert body(event)["of_record"] == "汕电政〔2025〕88号"
    assert Case.objects.get(number=number).state == "granted"


@pytest.mark.req("X6")
def test_a_voided_number_is_kept_in_a_register_and_never_given_again(town: Town) -> None:
    number = under_review(town)
    take(town, number, "grant", "handler", data={"amount": "1"})
    paper = Notice.objects.get().number
    with pytest.raises(NotPermitted):
        void_number(paper, reason="误发", actor=town.actor("applicant"), now=at_noon(MONDAY))
    void_number(paper, reason="误发", actor=town.actor("handler"), now=at_noon(MONDAY))
    assert Notice.objects.get().status == "revoked"
    assert VoidedNumber.objects.get().number == paper
    another = under_review(town)
    take(town, another, "grant", "handler", data={"amount": "1"})
    assert Notice.objects.get(case__number=another).number == "汕测〔2026〕2号"


@pytest.mark.req("A16.15")
def test_only_a_decision_on_an_enterprise_or_a_citizen_names_review_and_suit(town: Town) -> None:
    number = under_review(town)
    take(town, number, "refuse", "handler", data={"reason": "不符"})
    assert "行政复议" not in "".join(Notice.objects.get(case__number=number).body["zh"])
    town.organisations["unit"].kind, town.organisations["unit"].is_implementing_unit = "bidder", False
    town.organisations["unit"].save()
    number = under_review(town)
    take(town, number, "refuse", "handler", data={"reason": "不符"})
    told = Notice.objects.get(case__number=number).body
    assert "六十日" in "".join(told["zh"])
    assert "六个月" in "".join(told["zh"])
    assert "six months" in "".join(told["en"])


def test_knowing_a_files_hash_does_not_let_anybody_enter_and_read_it(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    take(town, number, "return_once", "handler", data={"reason": "缺图"})
    for owner in ("stranger", "applicant"):
        hash_ = sha256(owner.encode()).hexdigest()
        StoredFile.objects.create(
            hash=hash_, name="a", media_type="", size=1, stored_at=at_noon(MONDAY), stored_by=town.people[owner]
        )
    with pytest.raises(Invalid) as refused:
        take(town, number, "prove", "applicant", data={"paper": sha256(b"stranger").hexdigest()})
    assert set(refused.value.errors) == {"paper"}
    take(town, number, "prove", "applicant", data={"paper": sha256(b"applicant").hexdigest()})
    assert Case.objects.get(number=number).attachments.get().file_id == sha256(b"applicant").hexdigest()


def test_an_unsigned_decision_is_the_deciding_bodys_alone(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    seen = {
        name: case_page(ROUTE, number, actor=town.actor(name), now=at_noon(MONDAY)) for name in ("checker", "applicant")
    }
    assert seen["checker"].signing is not None
    assert seen["applicant"].signing is None
    told = {name: [entry.name for entry, _ in page.events] for name, page in seen.items()}
    assert "tests.licence.decide.draft" in told["checker"]
    assert "tests.licence.decide.draft" not in told["applicant"]


def test_a_drafter_whose_draft_was_sent_back_does_not_sign_what_a_colleague_sends_again(town: Town) -> None:
    number = under_review(town)
    take(town, number, "decide", "handler", data={"amount": "5"})
    send_back(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY), opinion="再议")
    take(town, number, "decide", "handler2", data={"amount": "5"})
    assert set(Case.objects.get(number=number).sign_offs.get().acted) == {
        town.people[name].pk for name in ("handler", "handler2")
    }
    endorse(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY))
    endorse(ROUTE, number, actor=town.actor("signer"), now=at_noon(MONDAY))


@pytest.mark.req("A44.1")
def test_an_act_whose_text_bears_a_secrecy_marking_is_refused_before_anything_is_kept(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Refused) as refused:
        take(town, number, "grant", "handler", data={"amount": "1", "note": "机密★十年"})
    assert refused.value.code == "secret"


def test_the_platforms_own_steps_are_not_entered_from_paper(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    take(town, number, "return_once", "handler", data={"reason": "缺图"})
    with pytest.raises(NotPermitted) as refused:
        take(town, number, "lapse", "registrar", day="2026-03-30", of_record="汕1号")
    assert refused.value.code == "platforms_own"


def test_only_a_colleague_at_the_same_desk_is_handed_a_case(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Refused):
        hand_over(
            ROUTE,
            number,
            actor=town.actor("handler"),
            now=at_noon(MONDAY),
            person_id=town.people["stranger"].pk,
            reason="x",
        )


@pytest.mark.parametrize("amount", ["99999999999999", "1e30", "a\0b"])
def test_what_the_database_cannot_hold_is_told_at_its_field(town: Town, amount: str) -> None:
    number = under_review(town)
    with pytest.raises(Invalid) as refused:
        take(town, number, "grant", "handler", data={"amount": amount})
    assert set(refused.value.errors) == {"amount"}


def test_a_step_costs_a_fixed_number_of_statements(town: Town, django_assert_num_queries: object) -> None:
    number = under_review(town)
    actor = town.actor("handler")
    with django_assert_num_queries(5):
        # savepoint, lock, document number with the names of the recipients, move, release
        perform(ROUTE, number, "grant", actor=actor, now=at_noon(MONDAY), data={"amount": "1"})

"""Who may act on a date, who holds a function, and the gaps."""

from datetime import date, timedelta

import pytest

from qilou.identity import actions, queries
from qilou.identity.inputs import Ending, NewDelegation, NewHolding
from qilou.identity.kinds import PostKind
from qilou.identity.models import Appointment, Delegation, FunctionHolding, Person
from qilou.kernel.actor import NOBODY, PLATFORM
from qilou.law import AUTHORITY, FINANCE, TECHNICAL_BODY

from .conftest import LONG_AGO, NOW, TODAY, City


@pytest.mark.req("A5.3", "A5.4")
def test_an_officer_of_the_body_that_holds_a_function_acts_for_it(city: City) -> None:
    authority = city.organisations["政务服务和数据管理局"]
    actor = city.actor("handler")
    assert actor.organisation_id == authority.pk
    assert actor.organisation == "政务服务和数据管理局"
    assert actor.jurisdiction == "440500"
    assert actor.keys == {"AUTHORITY@440500", f"org:{authority.pk}", f"person:{actor.id}"}
    assert set(actor.desks) == {f"person:{actor.id}", "AUTHORITY@440500/handler", f"org:{authority.pk}/handler"}


@pytest.mark.req("A5.3")
def test_an_officer_of_another_unit_acts_for_that_unit_alone(city: City) -> None:
    actor = city.actor("bureau")
    bureau = city.organisations["医疗保障局"]
    assert actor.keys == {f"org:{bureau.pk}", f"person:{actor.id}"}


def test_an_actor_is_loaded_by_one_query(city: City, django_assert_num_queries: object) -> None:
    person = city.people["handler"]
    with django_assert_num_queries(1):
        queries.actor_of(person, TODAY)


def test_a_post_counts_from_its_first_day_until_before_its_last(city: City) -> None:
    held = Appointment.objects.get(person=city.people["handler"])
    given = Ending(on=TODAY)
    actions.end_appointment(held.pk, given, actor=PLATFORM, now=NOW)
    assert "AUTHORITY@440500/handler" in city.actor("handler", TODAY - timedelta(days=1)).desks
    assert city.actor("handler", TODAY).desks == (f"person:{held.person_id}",)
    assert city.actor("handler", LONG_AGO).holds("AUTHORITY@440500/handler")
    assert not city.actor("handler", LONG_AGO - timedelta(days=1)).holds("AUTHORITY@440500/handler")


def test_nobody_is_an_actor_without_an_account_that_is_on(city: City) -> None:
    person = city.people["handler"]
    person.is_active = False
    assert queries.actor_of(person, TODAY) == NOBODY


def test_a_one_time_password_opens_no_post(city: City) -> None:
    actions.reset_password(city.people["handler"].pk, actor=PLATFORM, now=NOW)
    actor = city.actor("handler")
    assert actor.desks == (f"person:{actor.id}",)
    assert actor.keys == {f"person:{actor.id}"}


def _stand_in(city: City, since: date, until: date) -> Delegation:
    post = Appointment.objects.get(person=city.people["signer"]).post
    given = NewDelegation(post=post.pk, to_person=city.people["handler"].pk, since=since, until=until, reason="出差")
    return actions.delegate(given, actor=city.actor("signer"), now=NOW)


def test_during_an_absence_the_delegate_has_the_desk_and_the_act_names_the_absent(city: City) -> None:
    _stand_in(city, TODAY, TODAY + timedelta(days=3))
    actor = city.actor("handler")
    assert actor.holds("AUTHORITY@440500/signer")
    assert actor.standing_in["AUTHORITY@440500/signer"] == "signer（人）"
    assert "AUTHORITY@440500/handler" not in actor.standing_in
    assert not city.actor("handler", TODAY + timedelta(days=3)).holds("AUTHORITY@440500/signer")
    assert not city.actor("handler", TODAY - timedelta(days=1)).holds("AUTHORITY@440500/signer")


def test_a_delegation_ends_with_the_appointment_it_rests_on(city: City) -> None:
    delegation = _stand_in(city, TODAY, TODAY + timedelta(days=9))
    held = Appointment.objects.get(person=city.people["signer"])
    actions.end_appointment(held.pk, Ending(on=TODAY + timedelta(days=2)), actor=PLATFORM, now=NOW)
    delegation.refresh_from_db()
    assert delegation.until == TODAY + timedelta(days=2)
    assert not city.actor("handler", TODAY + timedelta(days=2)).holds("AUTHORITY@440500/signer")


def test_a_delegate_who_leaves_the_organisation_no_longer_stands_in(city: City) -> None:
    _stand_in(city, TODAY, TODAY + timedelta(days=9))
    held = Appointment.objects.get(person=city.people["handler"])
    actions.end_appointment(held.pk, Ending(on=TODAY + timedelta(days=1)), actor=PLATFORM, now=NOW)
    assert city.actor("handler", TODAY).holds("AUTHORITY@440500/signer")
    assert not city.actor("handler", TODAY + timedelta(days=1)).holds("AUTHORITY@440500/signer")


@pytest.mark.req("A5.1", "A5.4")
def test_the_competent_authority_is_the_holder_on_that_date(city: City) -> None:
    held = queries.holder(AUTHORITY.code, "440500", TODAY)
    assert held is not None
    assert held.name.zh == "政务服务和数据管理局"
    assert held.document == "汕府〔2019〕1号"
    assert queries.holder(AUTHORITY.code, "440500", LONG_AGO - timedelta(days=1)) is None
    assert queries.holder(FINANCE.code, "440500", TODAY) is None


@pytest.mark.req("A5.2")
def test_the_technical_body_is_the_one_that_the_authority_determined_by_a_document(city: City) -> None:
    centre = city.organisation("电子政务技术中心")
    given = NewHolding(
        function=TECHNICAL_BODY.code,
        jurisdiction="440500",
        organisation=centre.pk,
        since=TODAY,
        document="汕政数〔2026〕3号",
    )
    actions.hold_function(given, actor=city.actor("admin"), now=NOW)
    held = queries.holder(TECHNICAL_BODY.code, "440500", TODAY)
    assert held is not None
    assert (held.organisation_id, held.document) == (centre.pk, "汕政数〔2026〕3号")
    assert held in queries.holders(TODAY)
    assert held in queries.holders(TODAY, "440500")
    assert held not in queries.holders(TODAY - timedelta(days=1))
    assert held not in queries.holders(TODAY, "440507")
    assert "TECHNICAL_BODY@440500" in _member_keys(city, centre.pk)


def _member_keys(city: City, organisation_id: int) -> frozenset[str]:
    centre = next(one for one in city.organisations.values() if one.pk == organisation_id)
    city.officer("centre", centre, PostKind.HANDLER)
    return city.actor("centre").keys


@pytest.mark.req("A6.2")
def test_the_register_shows_each_district_without_a_department_or_a_technical_body(city: City) -> None:
    gaps = {(gap.jurisdiction, gap.function.code) for gap in queries.gaps(TODAY)}
    assert ("440507", "AUTHORITY") not in gaps
    assert ("440507", "TECHNICAL_BODY") in gaps
    assert ("440523", "AUTHORITY") in gaps
    assert len(gaps) == 13  # seven districts, two bodies each, one named


@pytest.mark.req("A6.2")
def test_a_gap_opens_on_the_day_a_holding_ends(city: City) -> None:
    held = FunctionHolding.objects.get(jurisdiction="440507")
    actions.end_holding(held.pk, Ending(on=TODAY), actor=city.actor("longhu-admin"), now=NOW)
    assert any(gap.jurisdiction == "440507" and gap.function == AUTHORITY for gap in queries.gaps(TODAY))
    yesterday = TODAY - timedelta(days=1)
    assert not any(gap.jurisdiction == "440507" and gap.function == AUTHORITY for gap in queries.gaps(yesterday))


@pytest.mark.req("A5.6")
def test_one_person_may_act_for_several_bodies_and_each_is_told_apart(city: City) -> None:
    """Which of them a case forbids is for the case to say; the keys let it."""
    finance = city.organisation("财政局", holds="FINANCE")
    post = city.post(finance, PostKind.HANDLER)
    Appointment.objects.create(post=post, person=city.people["handler"], since=TODAY)
    actor = city.actor("handler")
    assert {"AUTHORITY@440500/handler", "FINANCE@440500/handler"} <= set(actor.desks)
    assert actor.organisation == "政务服务和数据管理局"


@pytest.mark.req("A3.1")
def test_an_organisation_is_found_by_either_name_and_says_whether_it_may_declare(city: City) -> None:
    for name in ("医疗保障局", "医疗保障局 (en)", city.organisations["医疗保障局"].uscc):
        found = queries.organisation_named(name, TODAY)
        assert found is not None
        assert found.is_implementing_unit
    authority = queries.organisation_named("政务服务和数据管理局", TODAY)
    assert authority is not None
    assert not authority.is_implementing_unit
    assert queries.organisation_named("医疗保障局", LONG_AGO - timedelta(days=1)) is None


def test_people_see_colleagues_and_the_authority_sees_its_area(city: City) -> None:
    def seen(username: str) -> set[str]:
        return set(Person.objects.visible_to(city.actor(username)).values_list("username", flat=True))

    assert seen("bureau") == {"bureau"}
    assert seen("longhu-admin") == {"longhu-admin"}
    assert seen("handler") == {"admin", "handler", "signer", "bureau", "longhu-admin"}
    assert not Person.objects.visible_to(NOBODY).exists()


@pytest.mark.req("A5.5")
def test_keys_are_said_by_the_names_of_that_day_in_one_query(city: City, django_assert_num_queries: object) -> None:
    bureau, person = city.organisations["医疗保障局"].pk, city.people["handler"].pk
    keys = [f"org:{bureau}", f"person:{person}", "AUTHORITY@440500", "AUTHORITY@440507", "FINANCE@440500"]
    with django_assert_num_queries(1):
        said = queries.names_of(keys, TODAY)
    assert said == {
        f"org:{bureau}": "医疗保障局",
        f"person:{person}": "handler（人）",
        "AUTHORITY@440500": "政务服务和数据管理局",
        "AUTHORITY@440507": "龙湖区政务服务数据管理局",
    }
    assert "AUTHORITY@440500" not in queries.names_of(keys, LONG_AGO - timedelta(days=1))


def test_keys_are_called_in_both_languages_for_the_page_alone(city: City) -> None:
    bureau = city.organisations["医疗保障局"]
    key = f"org:{bureau.pk}"
    assert queries.called([key], TODAY) == {key: bureau.name}
    actor = queries.actor_of(city.people["handler"], TODAY)
    assert actor.called == city.people["handler"].name
    assert actor.name == actor.called.zh

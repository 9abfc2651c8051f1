"""Entering organisations, posts, functions and people: who may, what is refused, what the record keeps."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pydantic import ValidationError

from qilou.identity import actions, queries
from qilou.identity.inputs import (
    Activation,
    Ending,
    NewAppointment,
    NewDelegation,
    NewHolding,
    NewJurisdiction,
    NewOrganisation,
    NewPerson,
    OwnDetails,
)
from qilou.identity.kinds import JurisdictionKind, Language, OrganisationKind, PostKind
from qilou.identity.models import Appointment, Delegation, FunctionHolding, Jurisdiction, Organisation, Person
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.ledger.models import Event, Opening

from .conftest import LONG_AGO, NOW, TODAY, City

Code = Callable[[], str]


def new_organisation(new_code: Code, **changed: object) -> NewOrganisation:
    given = {
        "name_zh": "水务局",
        "name_en": "Water Bureau",
        "jurisdiction": "440500",
        "kind": OrganisationKind.GOVERNMENT,
        "uscc": new_code(),
        "since": LONG_AGO,
    }
    return NewOrganisation.model_validate(given | changed)


def new_person(**changed: object) -> NewPerson:
    given = {"username": "new", "name_zh": "林一", "name_en": "Lin Yi", "jurisdiction": "440500"}
    return NewPerson.model_validate(given | changed)


@pytest.mark.req("A5.4")
@pytest.mark.parametrize("username", ["handler", "signer", "bureau", "longhu-admin"])
def test_only_an_administrator_of_the_authority_keeps_its_registers(city: City, new_code: Code, username: str) -> None:
    with pytest.raises(NotPermitted) as refused:
        actions.create_organisation(new_organisation(new_code), actor=city.actor(username), now=NOW)
    assert [article.id for article in refused.value.cites] == ["m164:5"]


def test_the_authority_above_also_keeps_a_districts_registers(city: City, new_code: Code) -> None:
    given = new_organisation(new_code, jurisdiction="440507")
    for username in ("admin", "longhu-admin"):
        again = given.model_copy(update={"uscc": new_code()})
        made = actions.create_organisation(again, actor=city.actor(username), now=NOW)
        assert made.jurisdiction_id == "440507"
    other = new_organisation(new_code, jurisdiction="440511")
    with pytest.raises(NotPermitted):
        actions.create_organisation(other, actor=city.actor("longhu-admin"), now=NOW)


@pytest.mark.req("A3.1")
def test_a_code_that_does_not_check_is_refused(new_code: Code) -> None:
    right = new_code()
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    with pytest.raises(ValidationError):
        new_organisation(new_code, uscc=wrong)
    assert new_organisation(new_code, uscc=f" {right.lower()} ").uscc == right


@pytest.mark.req("A3.1")
def test_only_an_external_portfolio_takes_organisations_without_a_code(city: City, new_code: Code) -> None:
    with pytest.raises(Invalid) as invalid:
        actions.create_organisation(new_organisation(new_code, uscc=None), actor=PLATFORM, now=NOW)
    assert list(invalid.value.errors) == ["uscc"]
    portfolio = NewJurisdiction(
        code="CA", name_zh="加拿大联邦", name_en="Canada", kind=JurisdictionKind.PORTFOLIO, parent="440500"
    )
    actions.create_jurisdiction(portfolio, actor=city.actor("admin"), now=NOW)
    given = new_organisation(new_code, uscc=None, jurisdiction="CA")
    assert actions.create_organisation(given, actor=city.actor("admin"), now=NOW).uscc is None


@pytest.mark.req("A3.1")
def test_an_implementing_unit_is_a_government_body_or_a_public_institution(city: City, new_code: Code) -> None:
    for kind in (OrganisationKind.BIDDER, OrganisationKind.THIRD_PARTY):
        given = new_organisation(new_code, kind=kind, is_implementing_unit=True)
        with pytest.raises(Invalid):
            actions.create_organisation(given, actor=PLATFORM, now=NOW)
    made = actions.create_organisation(
        new_organisation(new_code, kind=OrganisationKind.INSTITUTION, is_implementing_unit=True),
        actor=PLATFORM,
        now=NOW,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=made.pk).update(kind="bidder")


def test_a_code_belongs_to_one_organisation(city: City, new_code: Code) -> None:
    given = new_organisation(new_code)
    actions.create_organisation(given, actor=PLATFORM, now=NOW)
    with pytest.raises(Conflict) as conflict:
        actions.create_organisation(given, actor=PLATFORM, now=NOW)
    assert conflict.value.code == "identity.organisation_uscc"


def test_the_city_and_its_districts_are_there_from_the_start(db: None) -> None:
    codes = list(Jurisdiction.objects.order_by("code").values_list("code", flat=True))
    assert codes == ["440500", "440507", "440511", "440512", "440513", "440514", "440515", "440523"]
    assert Jurisdiction.objects.get(code="440523").name.en == "Nan'ao County"


def test_a_jurisdiction_that_is_there_is_not_entered_twice(city: City) -> None:
    given = NewJurisdiction(
        code="440507", name_zh="龙湖区", name_en="Longhu", kind=JurisdictionKind.DISTRICT, parent="440500"
    )
    with pytest.raises(Conflict):
        actions.create_jurisdiction(given, actor=city.actor("admin"), now=NOW)


@pytest.mark.req("A5.4", "A5.5")
def test_a_function_has_one_holder_at_a_time_and_the_refusal_names_it(city: City) -> None:
    other = city.organisation("大数据局")
    given = NewHolding(
        function="AUTHORITY", jurisdiction="440500", organisation=other.pk, since=TODAY, document="汕府〔2026〕2号"
    )
    with pytest.raises(Conflict) as conflict:
        actions.hold_function(given, actor=city.actor("admin"), now=NOW)
    assert "政务服务和数据管理局" in conflict.value.message.in_("zh")
    held = FunctionHolding.objects.get(function="AUTHORITY", jurisdiction="440500")
    actions.end_holding(held.pk, Ending(on=TODAY), actor=city.actor("admin"), now=NOW)
    actions.hold_function(given, actor=PLATFORM, now=NOW)
    before, after = (queries.holder("AUTHORITY", "440500", day) for day in (TODAY - timedelta(days=1), TODAY))
    assert before is not None
    assert after is not None
    assert (before.name.zh, after.name.zh) == ("政务服务和数据管理局", "大数据局")


@pytest.mark.req("A5.4")
def test_what_is_no_public_body_or_belongs_elsewhere_holds_no_function(city: City) -> None:
    bidder = city.organisation("某科技公司", kind=OrganisationKind.BIDDER)
    longhu = city.organisations["龙湖区政务服务数据管理局"]
    for organisation in (bidder, longhu):
        given = NewHolding(
            function="FINANCE", jurisdiction="440500", organisation=organisation.pk, since=TODAY, document="文"
        )
        with pytest.raises(Refused):
            actions.hold_function(given, actor=PLATFORM, now=NOW)


@pytest.mark.req("A5.4")
def test_the_platform_itself_is_no_function_to_be_held(city: City) -> None:
    with pytest.raises(ValidationError):
        NewHolding(function="SYSTEM", jurisdiction="440500", organisation=1, since=TODAY, document="文")


def test_a_post_has_one_holder_at_a_time(city: City) -> None:
    held = Appointment.objects.get(person=city.people["handler"])
    given = NewAppointment(post=held.post_id, person=city.people["signer"].pk, since=TODAY)
    with pytest.raises(Conflict) as conflict:
        actions.appoint(given, actor=city.actor("admin"), now=NOW)
    assert conflict.value.code == "identity.appointment_one_holder"
    actions.end_appointment(held.pk, Ending(on=TODAY), actor=city.actor("admin"), now=NOW)
    actions.appoint(given, actor=city.actor("admin"), now=NOW)


def test_a_post_that_somebody_holds_is_not_abolished(city: City) -> None:
    held = Appointment.objects.get(person=city.people["handler"])
    with pytest.raises(Refused):
        actions.end_post(held.post_id, Ending(on=TODAY), actor=city.actor("admin"), now=NOW)
    actions.end_appointment(held.pk, Ending(on=TODAY), actor=city.actor("admin"), now=NOW)
    actions.end_post(held.post_id, Ending(on=TODAY), actor=city.actor("admin"), now=NOW)
    again = NewAppointment(post=held.post_id, person=city.people["signer"].pk, since=TODAY)
    with pytest.raises(Refused):
        actions.appoint(again, actor=city.actor("admin"), now=NOW)


def test_what_one_may_not_see_is_missing_not_forbidden(city: City) -> None:
    held = Appointment.objects.get(person=city.people["handler"])
    with pytest.raises(Missing):
        actions.end_appointment(held.pk, Ending(on=TODAY), actor=city.actor("bureau"), now=NOW)
    with pytest.raises(NotPermitted):
        actions.end_appointment(held.pk, Ending(on=TODAY), actor=city.actor("signer"), now=NOW)


def delegation(city: City, giver: str, taker: str, **changed: object) -> NewDelegation:
    post = Appointment.objects.get(person=city.people[giver]).post
    given = {
        "post": post.pk,
        "to_person": city.people[taker].pk,
        "since": TODAY,
        "until": TODAY + timedelta(days=5),
        "reason": "出差",
    }
    return NewDelegation.model_validate(given | changed)


def test_the_holder_delegates_and_nobody_else_but_an_administrator(city: City) -> None:
    given = delegation(city, "signer", "handler")
    with pytest.raises(NotPermitted):
        actions.delegate(given, actor=city.actor("handler"), now=NOW)
    made = actions.delegate(given, actor=city.actor("admin"), now=NOW)
    assert made.from_person == city.people["signer"]
    with pytest.raises(Conflict):
        actions.delegate(given, actor=city.actor("signer"), now=NOW)


def test_a_delegate_is_a_colleague_and_never_oneself(city: City) -> None:
    for taker in ("signer", "bureau"):
        with pytest.raises(Refused):
            actions.delegate(delegation(city, "signer", taker), actor=city.actor("admin"), now=NOW)


def test_what_was_delegated_cannot_be_passed_on(city: City) -> None:
    actions.delegate(delegation(city, "signer", "handler"), actor=city.actor("signer"), now=NOW)
    with pytest.raises(NotPermitted):
        actions.delegate(delegation(city, "signer", "admin"), actor=city.actor("handler"), now=NOW)


def test_a_delegation_ends_early_or_is_withdrawn_before_it_begins(city: City) -> None:
    begun = actions.delegate(delegation(city, "signer", "handler"), actor=city.actor("signer"), now=NOW)
    actions.end_delegation(begun.pk, Ending(on=TODAY + timedelta(days=1)), actor=city.actor("signer"), now=NOW)
    assert not city.actor("handler", TODAY + timedelta(days=1)).holds("AUTHORITY@440500/signer")
    later = delegation(city, "signer", "handler", since=TODAY + timedelta(days=2))
    made = actions.delegate(later, actor=city.actor("signer"), now=NOW)
    actions.end_delegation(made.pk, Ending(on=TODAY), actor=city.actor("signer"), now=NOW)
    assert not Delegation.objects.filter(pk=made.pk).exists()
    told = Event.objects.filter(name="identity.end_delegation").newest_first().first()
    assert told is not None
    assert told.content["effects"] == {"identity_delegation": {str(made.pk): None}}


def test_a_new_account_has_a_one_time_password_and_no_post(city: City) -> None:
    entered = actions.create_person(new_person(), actor=city.actor("admin"), now=NOW)
    assert len(entered.one_time_password) == 14
    assert entered.person.check_password(entered.one_time_password)
    assert entered.person.must_change_password
    with pytest.raises(NotPermitted):
        actions.create_person(new_person(username="x2"), actor=city.actor("admin"), now=NOW, password="chosen by me")


def test_a_sign_in_name_is_used_once_whatever_its_case(city: City) -> None:
    with pytest.raises(Conflict):
        actions.create_person(new_person(username="HANDLER"), actor=city.actor("admin"), now=NOW)


def test_personal_data_stands_in_the_record_as_commitments_alone(city: City) -> None:
    given = new_person(phone="0754-8888 7777", email="lin@example.org")
    actions.create_person(given, actor=city.actor("admin"), now=NOW)
    told = Event.objects.filter(name="identity.create_person").newest_first().first()
    assert told is not None
    text = bytes(told.body).decode()
    assert not any(one in text for one in ("林一", "Lin Yi", "8888 7777", "lin@example.org", "scrypt", 'password"'))
    values = set(Opening.objects.filter(event=told.event_id).values_list("value", flat=True))
    assert {'"林一"', '"0754-8888 7777"'} <= values


def test_an_act_from_a_delegated_desk_names_the_absent_administrator(city: City, new_code: Code) -> None:
    actions.delegate(delegation(city, "admin", "handler"), actor=city.actor("admin"), now=NOW)
    actions.create_organisation(new_organisation(new_code), actor=city.actor("handler"), now=NOW)
    told = Event.objects.filter(name="identity.create_organisation").newest_first().first()
    assert told is not None
    assert told.content["on_behalf_of"] == {"name": "admin（人）"}
    assert told.content["actor"]["function"] == "AUTHORITY"
    assert told.content["cites"] == ["m164:5", "m164:3"]


def test_an_account_is_switched_off_and_on_with_a_reason_and_never_ones_own(city: City) -> None:
    person = city.people["handler"]
    off = Activation(active=False, reason="离职")
    assert not actions.set_active(person.pk, off, actor=city.actor("admin"), now=NOW).is_active
    with pytest.raises(Refused):
        actions.set_active(person.pk, off, actor=city.actor("admin"), now=NOW)
    with pytest.raises(NotPermitted):
        actions.set_active(city.people["admin"].pk, off, actor=city.actor("admin"), now=NOW)
    on = Activation(active=True, reason="返聘")
    assert actions.set_active(person.pk, on, actor=city.actor("admin"), now=NOW).is_active


def test_a_district_gets_no_hold_on_somebody_who_also_has_a_post_in_the_city(city: City) -> None:
    """Otherwise a district's administrator could sign in as a city officer by resetting a password."""
    person = city.person("both", "440507")
    assert actions.reset_password(person.pk, actor=city.actor("longhu-admin"), now=NOW)
    post = city.post(city.organisations["政务服务和数据管理局"], PostKind.SIGNER)
    actions.appoint(NewAppointment(post=post.pk, person=person.pk, since=TODAY), actor=PLATFORM, now=NOW)
    with pytest.raises(NotPermitted):
        actions.reset_password(person.pk, actor=city.actor("longhu-admin"), now=NOW)


def test_people_keep_their_own_details(city: City) -> None:
    given = OwnDetails(phone="0754-8888 0009", email="h@example.org", language=Language.ENGLISH)
    actions.change_own_details(given, actor=city.actor("handler"), now=NOW)
    person = Person.objects.get(username="handler")
    assert (person.phone, person.email, person.language) == ("0754-8888 0009", "h@example.org", "en")

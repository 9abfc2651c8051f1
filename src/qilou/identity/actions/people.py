"""Entering people, switching their accounts off and on, and what they keep up to date themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qilou.identity.inputs import Activation, NewPerson, OwnDetails
from qilou.identity.models import Appointment, Jurisdiction, Person, Session, in_force
from qilou.identity.passwords import ONE_TIME_DAYS, one_time_password
from qilou.kernel.actor import PLATFORM, Actor
from qilou.kernel.errors import NotPermitted, Refused
from qilou.law import say

from .permission import REGISTERS, SECURITY, day_of, must_administer, must_be_confirmed, seen, told_apart
from .recording import note


@dataclass(frozen=True, slots=True)
class Entered:
    """A new person and the one-time password to hand over; it is shown once and kept nowhere."""

    person: Person
    one_time_password: str


@told_apart({"identity_person_username_key": say("这个登录名已被使用。", "This sign-in name is taken.")})
@transaction.atomic
def create_person(given: NewPerson, *, actor: Actor, now: datetime, password: str = "") -> Entered:
    """Enter a person with an account. Only the platform itself, setting up, may give a lasting password."""
    jurisdiction = seen(Jurisdiction.objects.all(), code=given.jurisdiction)
    desk = must_administer(actor, jurisdiction)
    if password and actor.id != PLATFORM.id:
        raise NotPermitted(
            "identity.lasting_password",
            say("密码由本人设定。请发给一次性密码。", "People choose their own passwords. Give a one-time password."),
        )
    one_time = "" if password else one_time_password()
    person = Person(
        username=given.username,
        name_zh=given.name_zh,
        name_en=given.name_en,
        phone=given.phone,
        email=given.email,
        language=given.language.value,
        jurisdiction=jurisdiction,
        password_until=now + ONE_TIME_DAYS if one_time else None,
    )
    person.set_password(password or one_time)
    person.save()
    note("identity.create_person", actor=actor, now=now, cites=(REGISTERS,), desk=desk, given=given, rows=[person])
    return Entered(person, one_time)


def must_keep(actor: Actor, person: Person, now: datetime) -> str:
    """The desk from which the actor keeps the account and every post that the person holds; else NotPermitted.

    Who keeps a district's accounts gets no hold on somebody who also has a post in the city.
    """
    desk = must_administer(actor, person.jurisdiction)
    held = Appointment.objects.filter(in_force(day_of(now)), person=person)
    for one in held.select_related("post__organisation__jurisdiction"):
        must_administer(actor, one.post.organisation.jurisdiction)
    return desk


@transaction.atomic
def set_active(person_id: int, given: Activation, *, actor: Actor, now: datetime) -> Person:
    """Switch an account off, which ends every session, or on again."""
    must_be_confirmed(actor)
    people = Person.objects.visible_to(actor).select_related("jurisdiction").select_for_update(of=("self",))
    person = seen(people, pk=person_id)
    desk = must_keep(actor, person, now)
    if person.pk == actor.id:
        raise NotPermitted(
            "identity.own_account",
            say(
                "不能停用自己的账号。请由另一名管理员办理。",
                "Nobody switches off their own account. Another administrator does it.",
            ),
        )
    if person.is_active == given.active:
        raise Refused(
            "identity.unchanged",
            say("账号已是这一状态。无须再办。", "The account is in that state already. Nothing is left to do."),
        )
    person.is_active = given.active
    person.save(update_fields=["is_active"])
    Session.objects.filter(person=person).delete()
    note("identity.set_active", actor=actor, now=now, cites=(SECURITY,), desk=desk, given=given, rows=[person])
    return person


@transaction.atomic
def change_own_details(given: OwnDetails, *, actor: Actor, now: datetime) -> Person:
    """Keep one's own telephone, e-mail and language up to date; the e-mail, where password links go, is weighty."""
    person = seen(Person.objects.visible_to(actor).select_for_update(of=("self",)), pk=actor.id)
    if given.email != person.email:
        must_be_confirmed(actor)
    person.phone, person.email, person.language = given.phone, given.email, given.language.value
    person.save(update_fields=["phone", "email", "language"])
    note("identity.change_own_details", actor=actor, now=now, cites=(REGISTERS,), given=given, rows=[person])
    return person

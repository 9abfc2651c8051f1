"""Ending sessions: one's own, or those of somebody whose account one keeps."""

from datetime import datetime

from django.db import transaction

from qilou.identity.models import Person, Session
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing, NotPermitted, Refused
from qilou.law import say

from .people import must_keep
from .permission import SECURITY, must_be_confirmed, seen
from .recording import note

NONE_LEFT = say("没有其他会话。无须再办。", "There is no other session. Nothing is left to do.")


def end_sessions(person_id: int, *, but: str = "") -> int:
    """Every session of a person ends, except perhaps one; says how many. Part of another act, which is recorded."""
    return int(Session.objects.filter(person=person_id).exclude(pk=but).delete()[0])


@transaction.atomic
def end_session(session: str, *, actor: Actor, now: datetime) -> None:
    """End one of one's own sessions."""
    if not Session.objects.filter(pk=session, person=actor.id).delete()[0]:
        raise Missing
    note("identity.end_session", actor=actor, now=now, cites=(SECURITY,), told={"sessions": 1})


@transaction.atomic
def end_other_sessions(*, but: str, actor: Actor, now: datetime) -> int:
    """End all of one's own sessions but the one that asks; says how many there were."""
    ended = end_sessions(actor.id, but=but)
    if not ended:
        raise Refused("identity.no_session", NONE_LEFT)
    note("identity.end_other_sessions", actor=actor, now=now, cites=(SECURITY,), told={"sessions": ended})
    return ended


@transaction.atomic
def end_sessions_of(person_id: int, *, actor: Actor, now: datetime) -> int:
    """End every session of somebody whose account the actor keeps; says how many there were."""
    must_be_confirmed(actor)
    person = seen(Person.objects.visible_to(actor).select_related("jurisdiction"), pk=person_id)
    desk = must_keep(actor, person, now)
    if person.pk == actor.id:
        raise NotPermitted(
            "identity.own_account", say("请在“登录与安全”中办理。", "Use your own page “Sign-in and security”.")
        )
    ended = end_sessions(person.pk)
    if not ended:
        raise Refused(
            "identity.no_session",
            say("该账号没有登录中的会话。无须再办。", "The account is signed in nowhere. Nothing is left to do."),
        )
    told = {"person": person.pk, "sessions": ended}
    note("identity.end_sessions_of", actor=actor, now=now, cites=(SECURITY,), desk=desk, told=told)
    return ended

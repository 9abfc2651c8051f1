"""Letting one organisation take the place of another: functions, posts and people go on, every past name stays."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from qilou.identity.inputs import Succession
from qilou.identity.models import Appointment, Delegation, FunctionHolding, Organisation, Post
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing, Refused
from qilou.law import Message, carries, say

from .organisations import CODE_TAKEN
from .periods import cut_short, not_over_by
from .permission import REGISTERS, must_administer, must_be_confirmed, told_apart
from .recording import note


@carries("A5.5")
@told_apart({"organisation_uscc": CODE_TAKEN})
@transaction.atomic
def succeed_organisation(organisation_id: int, given: Succession, *, actor: Actor, now: datetime) -> Organisation:
    """End an organisation on a day and let its successor hold its functions and posts from that day on."""
    old, successor = _both(organisation_id, given.successor, actor)
    desk = must_administer(actor, old.jurisdiction)
    must_be_confirmed(actor)
    if old.until is not None:
        raise _refused(
            say(
                "该单位已于 %(day)s 终止。请另选终止日期。",
                "The organisation ended on %(day)s already. Choose another day.",
                day=old.until,
            )
        )
    if given.on <= old.since:
        raise _refused(say("承继日期须晚于设立日期。", "It can be succeeded only after the day it was set up."))
    if successor is not None:
        must_administer(actor, successor.jurisdiction)
        _must_exist(successor, given.on)
    old.until = given.on
    old.save(update_fields=["until"])
    successor = successor or _entered(old, given)
    old.succeeded_by = successor
    old.save(update_fields=["succeeded_by"])
    written: list[Model] = [old, successor]
    gone: list[Model] = []
    for one in (_functions_go_on(old, successor, given), *_posts_go_on(old, successor, given.on)):
        written += one.written
        gone += one.gone
    note(
        "identity.succeed_organisation",
        actor=actor,
        now=now,
        cites=(REGISTERS,),
        desk=desk,
        given=given,
        rows=written,
        gone=gone,
    )
    return successor


def _both(old_id: int, successor_id: int | None, actor: Actor) -> tuple[Organisation, Organisation | None]:
    """The rows, locked in the order of their numbers."""
    wanted = {old_id} if successor_id is None else {old_id, successor_id}
    rows = Organisation.objects.visible_to(actor).filter(pk__in=wanted).select_related("jurisdiction")
    found = {one.pk: one for one in rows.order_by("pk").select_for_update(of=("self",))}
    if found.keys() != wanted:
        raise Missing
    if successor_id == old_id:
        raise _refused(
            say("单位不能承继自身。请另选承继单位。", "An organisation does not succeed itself. Choose another body.")
        )
    return found[old_id], found[successor_id] if successor_id is not None else None


def _must_exist(successor: Organisation, on: date) -> None:
    if successor.since > on or (successor.until is not None and successor.until <= on):
        raise _refused(
            say(
                "承继单位在该日不存在。请另选承继单位或者日期。",
                "The successor does not exist on that day. Choose another body or day.",
            )
        )


def _entered(old: Organisation, given: Succession) -> Organisation:
    return Organisation.objects.create(
        uscc=given.uscc or old.uscc,
        name_zh=given.name_zh,
        name_en=given.name_en,
        jurisdiction=old.jurisdiction,
        kind=old.kind,
        is_implementing_unit=old.is_implementing_unit,
        since=given.on,
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows that carrying something over wrote and removed."""

    written: list[Model]
    gone: list[Model]


def _functions_go_on(old: Organisation, successor: Organisation, given: Succession) -> Carried:
    """The predecessor keeps the days before, under its name; the successor holds the days from then on."""
    held = list(old.holdings.filter(not_over_by(given.on)).order_by("pk").select_for_update())
    goes_on = [
        FunctionHolding(
            function=one.function,
            jurisdiction_id=one.jurisdiction_id,
            organisation=successor,
            since=max(one.since, given.on),
            until=one.until,
            document=given.document,
        )
        for one in held
    ]
    cut, gone = cut_short(FunctionHolding, held, given.on)
    return Carried([*cut, *FunctionHolding.objects.bulk_create(goes_on)], list(gone))


def _posts_go_on(old: Organisation, successor: Organisation, on: date) -> list[Carried]:
    """The same seats with the same people in the successor."""
    before = list(old.posts.filter(not_over_by(on)).order_by("pk").select_for_update())
    after = Post.objects.bulk_create(
        Post(
            organisation=successor,
            kind=one.kind,
            title_zh=one.title_zh,
            title_en=one.title_en,
            since=max(one.since, on),
            until=one.until,
        )
        for one in before
    )
    became = {one.pk: other for one, other in zip(before, after, strict=True)}
    people = [_appointments_go_on(became, on), _delegations_go_on(became, on)]
    cut, gone = cut_short(Post, before, on)
    return [Carried([*after, *cut], list(gone)), *people]


def _appointments_go_on(became: dict[int, Post], on: date) -> Carried:
    held = list(Appointment.objects.filter(not_over_by(on), post__in=became).order_by("pk").select_for_update())
    goes_on = [
        Appointment(post=became[one.post_id], person_id=one.person_id, since=max(one.since, on), until=one.until)
        for one in held
    ]
    cut, gone = cut_short(Appointment, held, on)
    return Carried([*cut, *Appointment.objects.bulk_create(goes_on)], list(gone))


def _delegations_go_on(became: dict[int, Post], on: date) -> Carried:
    given = list(Delegation.objects.filter(not_over_by(on), post__in=became).order_by("pk").select_for_update())
    goes_on = [
        Delegation(
            post=became[one.post_id],
            from_person_id=one.from_person_id,
            to_person_id=one.to_person_id,
            since=max(one.since, on),
            until=one.until,
            reason=one.reason,
        )
        for one in given
    ]
    cut, gone = cut_short(Delegation, given, on)
    return Carried([*cut, *Delegation.objects.bulk_create(goes_on)], list(gone))


def _refused(message: Message) -> Refused:
    return Refused("identity.no_succession", message, cites=(REGISTERS,))

"""Acting for somebody who is away."""

from datetime import datetime

from django.db import transaction

from qilou.identity.inputs import Ending, NewDelegation
from qilou.identity.models import Appointment, Delegation, Person, Post, in_force
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.law import Message, say

from .periods import cut_short
from .permission import REGISTERS, must_administer, must_be_confirmed, seen, told_apart
from .recording import note

ONE_DELEGATE = say("该岗位在这一期间已有受托人。", "The post has a delegate in that period already.")


@told_apart({"delegation_one_delegate": ONE_DELEGATE})
@transaction.atomic
def delegate(given: NewDelegation, *, actor: Actor, now: datetime) -> Delegation:
    """Let a colleague of the same organisation act for the holder of a post during an absence.

    The holder gives it, or an administrator when the holder cannot. What was delegated cannot be passed on.
    """
    posts = Post.objects.visible_to(actor).select_related("organisation__jurisdiction")
    post = seen(posts.select_for_update(of=("self",), no_key=True), pk=given.post)
    held = Appointment.objects.filter(in_force(given.since), post=post).select_related("person").first()
    own = held is not None and held.person_id == actor.id
    desk = "" if own else must_administer(actor, post.organisation.jurisdiction)
    must_be_confirmed(actor)
    if held is None:
        raise _refused(
            say(
                "该岗位在起始日没有任职人。请另选起始日，或者先登记任职。",
                "Nobody holds the post on the first day. Choose another day, or appoint somebody first.",
            )
        )
    if given.until <= given.since:
        raise _refused(say("终止日期须晚于起始日期。", "It ends after the day it begins."))
    delegated_to = seen(Person.objects.visible_to(actor), pk=given.to_person)
    _can_stand_in(delegated_to, post, held, given)
    delegation = Delegation.objects.create(
        post=post,
        from_person=held.person,
        to_person=delegated_to,
        since=given.since,
        until=given.until,
        reason=given.reason,
    )
    note("identity.delegate", actor=actor, now=now, cites=(REGISTERS,), desk=desk, given=given, rows=[delegation])
    return delegation


def _can_stand_in(person: Person, post: Post, held: Appointment, given: NewDelegation) -> None:
    if person.pk == held.person_id:
        raise _refused(say("不能委托给本人。请另选受托人。", "Nobody delegates to themselves. Choose somebody else."))
    colleagues = Appointment.objects.filter(in_force(given.since), post__organisation=post.organisation_id)
    if not person.is_active or not colleagues.filter(person=person).exists():
        raise _refused(
            say(
                "受托人须是同一单位的在岗人员。",
                "The delegate holds a post in the same organisation and has an account that is on.",
            )
        )


@transaction.atomic
def end_delegation(delegation_id: int, given: Ending, *, actor: Actor, now: datetime) -> None:
    """End a delegation early; one that has not begun by then is withdrawn."""
    rows = Delegation.objects.filter(post__in=Post.objects.visible_to(actor)).select_for_update(of=("self",))
    delegation = seen(rows.select_related("post__organisation__jurisdiction"), pk=delegation_id)
    own = delegation.from_person_id == actor.id
    desk = "" if own else must_administer(actor, delegation.post.organisation.jurisdiction)
    must_be_confirmed(actor)
    if delegation.until <= given.on:
        raise _refused(
            say(
                "委托在该日之前已经终止。无须再办，请核对日期。",
                "The delegation has ended by that day. Nothing is left to end; check the day.",
            )
        )
    cut, gone = cut_short(Delegation, [delegation], given.on)
    note(
        "identity.end_delegation",
        actor=actor,
        now=now,
        cites=(REGISTERS,),
        desk=desk,
        given=given,
        rows=cut,
        gone=gone,
    )


def _refused(message: Message) -> Refused:
    return Refused("identity.cannot_delegate", message, cites=(REGISTERS,))

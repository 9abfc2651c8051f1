"""Posts and the people who hold them, from a day to a day."""

from datetime import datetime

from django.db import transaction

from qilou.identity.inputs import Ending, NewAppointment, NewPost
from qilou.identity.models import Appointment, Delegation, Organisation, Person, Post
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.law import Message, say

from .periods import cut_short
from .permission import REGISTERS, must_administer, must_be_confirmed, seen, told_apart
from .recording import note

HELD_ALREADY = say(
    "该岗位在这一期间已有任职人；请先终止原任职，或者另设岗位。",
    "The post has a holder in that period: end that appointment first, or make another post.",
)


@transaction.atomic
def create_post(given: NewPost, *, actor: Actor, now: datetime) -> Post:
    """Make a seat in an organisation."""
    visible = Organisation.objects.visible_to(actor).select_related("jurisdiction")
    organisation = seen(visible.select_for_update(of=("self",), no_key=True), pk=given.organisation)
    desk = must_administer(actor, organisation.jurisdiction)
    if given.since < organisation.since or organisation.until is not None:
        raise _refused(
            say(
                "单位在该日尚未设立或者已经终止。请另选单位存续期间的日期。",
                "The organisation does not exist on that day, or has ended. Choose a day within the body's existence.",
            )
        )
    post = Post.objects.create(
        organisation=organisation,
        kind=given.kind.value,
        title_zh=given.title_zh,
        title_en=given.title_en,
        since=given.since,
    )
    note("identity.create_post", actor=actor, now=now, cites=(REGISTERS,), desk=desk, given=given, rows=[post])
    return post


@transaction.atomic
def end_post(post_id: int, given: Ending, *, actor: Actor, now: datetime) -> Post:
    """Abolish a seat that nobody holds from that day on."""
    post, desk = _locked(post_id, actor)
    if post.until is not None or given.on <= post.since:
        raise _refused(
            say(
                "岗位已终止，或者终止日期不晚于设立日期。请核对终止日期。",
                "The post has ended, or would end before it began. Check the day on which it ends.",
            )
        )
    if post.appointments.exclude(until__lte=given.on).exists():
        raise _refused(
            say("岗位在该日之后仍有任职人，请先终止任职。", "Somebody holds it after that day: end that first.")
        )
    post.until = given.on
    post.save(update_fields=["until"])
    note("identity.end_post", actor=actor, now=now, cites=(REGISTERS,), desk=desk, given=given, rows=[post])
    return post


@told_apart({"appointment_one_holder": HELD_ALREADY})
@transaction.atomic
def appoint(given: NewAppointment, *, actor: Actor, now: datetime) -> Appointment:
    """Let a person take a post from a day; the constraint keeps a second holder out."""
    post, desk = _locked(given.post, actor)
    person = seen(Person.objects.visible_to(actor), pk=given.person)
    if not person.is_active:
        raise _refused(
            say(
                "该人员的账号已停用。请先启用账号，或者另选人员。",
                "The person's account is switched off. Switch the account on first, or choose somebody else.",
            )
        )
    if given.since < post.since or post.until is not None:
        raise _refused(
            say(
                "岗位在该日尚未设立或者已经终止。请另选岗位存续期间的日期。",
                "The post does not exist on that day, or has ended. Choose a day within the post's existence.",
            )
        )
    appointment = Appointment.objects.create(post=post, person=person, since=given.since)
    note("identity.appoint", actor=actor, now=now, cites=(REGISTERS,), desk=desk, given=given, rows=[appointment])
    return appointment


@transaction.atomic
def end_appointment(appointment_id: int, given: Ending, *, actor: Actor, now: datetime) -> Appointment:
    """Let a person leave a post on a day; what they delegated ends with it."""
    rows = Appointment.objects.filter(post__in=Post.objects.visible_to(actor)).select_for_update(of=("self",))
    appointment = seen(rows.select_related("post__organisation__jurisdiction"), pk=appointment_id)
    desk = must_administer(actor, appointment.post.organisation.jurisdiction)
    must_be_confirmed(actor)
    if given.on <= appointment.since or (appointment.until is not None and appointment.until <= given.on):
        raise _refused(
            say(
                "终止日期不在任职期间之内。请另选任职期间之内的日期。",
                "That day is not within the appointment. Choose a day within the appointment.",
            )
        )
    appointment.until = given.on
    appointment.save(update_fields=["until"])
    delegations = list(
        Delegation.objects.filter(post=appointment.post, from_person=appointment.person_id, until__gt=given.on)
    )
    cut, gone = cut_short(Delegation, delegations, given.on)
    note(
        "identity.end_appointment",
        actor=actor,
        now=now,
        cites=(REGISTERS,),
        desk=desk,
        given=given,
        rows=[appointment, *cut],
        gone=gone,
    )
    return appointment


def _locked(post_id: int, actor: Actor) -> tuple[Post, str]:
    """The post, held still against a second writer, and the desk from which the actor keeps its register."""
    posts = Post.objects.visible_to(actor).select_related("organisation__jurisdiction")
    post = seen(posts.select_for_update(of=("self",), no_key=True), pk=post_id)
    desk = must_administer(actor, post.organisation.jurisdiction)
    must_be_confirmed(actor)
    return post, desk


def _refused(message: Message) -> Refused:
    return Refused("identity.cannot_appoint", message, cites=(REGISTERS,))

"""Giving a function in the law to an organisation, and ending that."""

from datetime import date, datetime

from django.db import transaction

from qilou.identity.inputs import HOLDABLE, Ending, NewHolding
from qilou.identity.kinds import JurisdictionKind, OrganisationKind
from qilou.identity.models import FunctionHolding, Jurisdiction, Organisation
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Refused
from qilou.law import Article, Message, carries, say

from .permission import DISTRICT_REGISTERS, REGISTERS, must_administer, must_be_confirmed, seen, told_apart
from .recording import note

ALREADY_HELD = say(
    "该职能在这一期间已有承担单位；请先终止原承担关系，或者办理单位承继。",
    "Another organisation holds this function in that period: end its holding first, or enter a succession.",
)


@carries("A5.2", "A5.4", "A5.5", "A6.2")
@told_apart({"holding_one_holder": ALREADY_HELD})
@transaction.atomic
def hold_function(given: NewHolding, *, actor: Actor, now: datetime) -> FunctionHolding:
    """Give a function in one jurisdiction to an organisation, by a document, from a day."""
    jurisdiction = seen(Jurisdiction.objects.all(), code=given.jurisdiction)
    desk = must_administer(actor, jurisdiction)
    must_be_confirmed(actor)
    visible = Organisation.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    organisation = seen(visible, pk=given.organisation)
    _can_hold(organisation, jurisdiction, given)
    _nobody_holds(given)
    held = FunctionHolding.objects.create(
        function=given.function,
        jurisdiction=jurisdiction,
        organisation=organisation,
        since=given.since,
        until=given.until,
        document=given.document,
    )
    cites = _articles(jurisdiction)
    note("identity.hold_function", actor=actor, now=now, cites=cites, desk=desk, given=given, rows=[held])
    return held


def _can_hold(organisation: Organisation, jurisdiction: Jurisdiction, given: NewHolding) -> None:
    if organisation.kind not in (OrganisationKind.GOVERNMENT, OrganisationKind.INSTITUTION):
        raise _refused(
            say(
                "只有行政机关或者事业单位可以承担法定职能。请另选单位。",
                "Only a government body or institution can hold it. Choose another body.",
            )
        )
    if organisation.jurisdiction_id not in (jurisdiction.code, jurisdiction.parent_id):
        raise _refused(
            say("承担单位须属于该区划或者其上级。", "The holder belongs to the jurisdiction or to the one above it.")
        )
    if given.since < organisation.since:
        raise _refused(
            say(
                "承担单位在起始日尚未设立。请改在设立之日以后起算。",
                "The organisation did not exist on the first day. Let it begin on or after the day of its founding.",
            )
        )
    if organisation.until is not None and (given.until is None or given.until > organisation.until):
        raise _refused(
            say(
                "承担单位已于 %(day)s 终止，职能不能超过该日。请把终止日期改在该日以前。",
                "The organisation ended on %(day)s and can hold nothing beyond. End it by that day.",
                day=organisation.until,
            )
        )
    if given.until is not None and given.until <= given.since:
        raise _refused(say("终止日期须晚于起始日期。", "It ends after the day it begins."))


def _nobody_holds(given: NewHolding) -> None:
    """Name who stands in the way; the constraint is what keeps two writers apart."""
    same = FunctionHolding.objects.filter(function=given.function, jurisdiction=given.jurisdiction)
    overlapping = same.exclude(until__lte=given.since).select_related("organisation").order_by("since")
    if given.until is not None:
        overlapping = overlapping.filter(since__lt=given.until)
    found = overlapping.first()
    if found is not None:
        message = say(
            "“%(function)s”自 %(since)s 起由%(name)s承担；请先终止，或者办理单位承继。",
            "“%(function)s” has been held by %(name)s since %(since)s: end that first, or enter a succession.",
            function=HOLDABLE[given.function].label,
            since=found.since,
            name=found.organisation.name,
        )
        raise Conflict("identity.holding_one_holder", message, cites=(REGISTERS,))


@transaction.atomic
def end_holding(holding_id: int, given: Ending, *, actor: Actor, now: datetime) -> FunctionHolding:
    """End the holding of a function on a day; until somebody else takes it, the register shows the gap."""
    rows = FunctionHolding.objects.select_related("jurisdiction").select_for_update(of=("self",))
    held = seen(rows, pk=holding_id)
    desk = must_administer(actor, held.jurisdiction)
    must_be_confirmed(actor)
    if given.on <= held.since or (held.until is not None and held.until <= given.on):
        raise _refused(_ends_within(held.since, held.until))
    held.until = given.on
    held.save(update_fields=["until"])
    cites = _articles(held.jurisdiction)
    note("identity.end_holding", actor=actor, now=now, cites=cites, desk=desk, given=given, rows=[held])
    return held


def _ends_within(since: date, until: date | None) -> Message:
    if until is None:
        return say("终止日期须晚于 %(since)s。", "It can end only after %(since)s.", since=since)
    return say(
        "终止日期须晚于 %(since)s、早于 %(until)s。",
        "It can end only after %(since)s and before %(until)s.",
        since=since,
        until=until,
    )


def _articles(jurisdiction: Jurisdiction) -> tuple[Article, ...]:
    return (DISTRICT_REGISTERS,) if jurisdiction.kind == JurisdictionKind.DISTRICT else (REGISTERS,)


def _refused(message: Message) -> Refused:
    return Refused("identity.cannot_hold", message, cites=(REGISTERS,))

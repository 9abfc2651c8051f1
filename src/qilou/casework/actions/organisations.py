"""What its administrator sets for an organisation, by recorded acts: the word of its papers, the levels of sign-off."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from qilou.casework.models import Letterhead, SignOffLevels
from qilou.casework.procedure import CHECKER, COUNTERSIGNER, PROCEDURES, SIGNER
from qilou.identity.actions.permission import must_administer, must_be_confirmed
from qilou.identity.queries import body, jurisdictions
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.law import AUTHORITY, Text, carries, say
from qilou.law.measures import M164
from qilou.law.statutes import OFFICIAL_DOCUMENTS
from qilou.ledger import record

CHAINS = ((SIGNER,), (CHECKER, SIGNER), (COUNTERSIGNER, SIGNER), (CHECKER, COUNTERSIGNER, SIGNER))
UNFIT = re.compile(r"[\s\d〔〕\[\]（）()]")


@transaction.atomic
def set_letterhead(organisation_id: int, word: str, *, actor: Actor, now: datetime, series: str = "") -> Letterhead:
    """Set the word for all papers of an organisation, or for one series of them; numbers given before stay as they are.

    By the administrator who keeps the registers of its area. Raises Missing, NotPermitted, Invalid, Conflict.
    """
    _must_keep(organisation_id, actor, now)
    word = word.strip()
    if not word or len(word) > 40 or UNFIT.search(word):
        raise Invalid(
            {
                "word": say(
                    "机关代字为 1 至 40 个字，不含数字、空格和括号。",
                    "1 to 40 characters without digits, spaces or brackets.",
                )
            }
        )
    try:
        with transaction.atomic():
            row, _ = Letterhead.objects.update_or_create(
                organisation_id=organisation_id, series=series, defaults={"word": word}
            )
    except IntegrityError as error:
        raise Conflict(
            "word_taken",
            say("机关代字“%(word)s”已被使用。", "The word %(word)s is in use already.", word=word),
            cites=(OFFICIAL_DOCUMENTS.art(9),),
        ) from error
    record(
        "casework.letterhead.set",
        actor=actor,
        acted_at=now,
        function=AUTHORITY.code,
        cites=(OFFICIAL_DOCUMENTS.art(9),),
        input={"organisation": organisation_id, "series": series, "word": word},
        effects={
            "casework_letterhead": {str(row.pk): {"organisation_id": organisation_id, "series": series, "word": word}}
        },
    )
    return row


@transaction.atomic
@carries("A16.14")
def set_sign_off_levels(
    organisation_id: int, chain: Sequence[str], *, actor: Actor, now: datetime, step: str = ""
) -> SignOffLevels | None:
    """Set the posts through which an organisation's drafted decisions go, for all steps or for one (its whole name).

    No posts at all end the sign-off that a party had set for a step of its own.
    What is on its way keeps the chain that it began with. Raises Missing, NotPermitted, Invalid.
    """
    _must_keep(organisation_id, actor, now)
    if not chain and step in own_steps():
        _end_own_sign_off(organisation_id, step, actor=actor, now=now)
        return None
    if tuple(chain) not in CHAINS:
        raise Invalid(
            {
                "chain": say(
                    "核签须由签发人结束，依次为核稿、会签、签发。",
                    "A chain ends with the signer; the order is check, countersign, sign.",
                )
            }
        )
    if step and step not in signed_steps():
        raise Invalid({"step": say("没有这个需要核签的环节。", "No step of that name is signed off.")})
    row, _ = SignOffLevels.objects.update_or_create(
        organisation_id=organisation_id, step=step, defaults={"chain": list(chain)}
    )
    kept = {"organisation_id": organisation_id, "step": step, "chain": list(chain)}
    _record_levels(organisation_id, step, chain, {str(row.pk): kept}, actor=actor, now=now)
    return row


def signed_steps() -> dict[str, Text]:
    """The whole names of the steps that are signed off, and what they are called."""
    return {
        procedure.name_of(step): Text(
            f"{procedure.title.zh} · {step.label.zh}", f"{procedure.title.en} · {step.label.en}"
        )
        for editions in PROCEDURES.values()
        for procedure in editions[-1:]
        for step in procedure.steps
        if step.may_be_signed
    }


def own_steps() -> frozenset[str]:
    """The whole names of the steps that a party's own head signs only where that was set."""
    return frozenset(
        procedure.name_of(step)
        for editions in PROCEDURES.values()
        for procedure in editions[-1:]
        for step in procedure.steps
        if step.own_sign_off
    )


def _end_own_sign_off(organisation_id: int, step: str, *, actor: Actor, now: datetime) -> None:
    rows = SignOffLevels.objects.filter(organisation_id=organisation_id, step=step)
    gone = {str(pk): None for pk in rows.values_list("pk", flat=True)}
    rows.delete()
    _record_levels(organisation_id, step, (), gone, actor=actor, now=now)


def _record_levels(
    organisation_id: int, step: str, chain: Sequence[str], rows: Mapping[str, object], *, actor: Actor, now: datetime
) -> None:
    record(
        "casework.sign_off_levels.set",
        actor=actor,
        acted_at=now,
        function=AUTHORITY.code,
        cites=(M164.art(5),),
        input={"organisation": organisation_id, "step": step, "chain": list(chain)},
        effects={"casework_signofflevels": rows},
    )


def _must_keep(organisation_id: int, actor: Actor, now: datetime) -> None:
    """Raise Missing or NotPermitted unless the actor keeps the registers of the organisation's area."""
    unit = body(organisation_id, now.date())
    place = next((one for one in jurisdictions() if unit and one.code == unit.jurisdiction), None)
    if place is None:
        raise Missing
    must_administer(actor, place)
    must_be_confirmed(actor)

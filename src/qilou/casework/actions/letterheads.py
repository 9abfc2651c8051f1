"""Giving an organisation the word under which it numbers its papers (机关代字): a recorded act of the registers."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from qilou.casework.models import Letterhead
from qilou.identity.actions.permission import must_administer
from qilou.identity.queries import body, jurisdictions
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.law import AUTHORITY, say
from qilou.law.statutes import OFFICIAL_DOCUMENTS
from qilou.ledger import record

UNFIT = re.compile(r"[\s\d〔〕\[\]（）()]")


@transaction.atomic
def set_letterhead(organisation_id: int, word: str, *, actor: Actor, now: datetime, series: str = "") -> Letterhead:
    """Set the word for all papers of an organisation, or for one series of them; numbers given before stay as they are.

    By the administrator who keeps the registers of its area. Raises Missing, NotPermitted, Invalid, Conflict.
    """
    unit = body(organisation_id, now.date())
    place = next((one for one in jurisdictions() if unit and one.code == unit.jurisdiction), None)
    if place is None:
        raise Missing
    must_administer(actor, place)
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
            "word_taken", say("机关代字“%(word)s”已被使用。", "The word %(word)s is in use already.", word=word)
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

"""A served notice on paper: numbered in the act, rendered afterwards, once, by a duty or by who asks before it."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils.module_loading import import_string

from qilou.casework.models import Notice, Paper
from qilou.casework.papers.signing import signer
from qilou.casework.papers.typesetting import Words, typeset
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Missing, Refused
from qilou.kernel.transaction import one_transaction
from qilou.law import Language, carries
from qilou.law.measures import M164
from qilou.ledger import record

from .files import keep_made
from .notices import digest

BATCH = 200
BYTES_OF_CODE = 16
log = logging.getLogger("qilou.casework")


def render_papers(now: datetime) -> int:
    """Render the notices that have no paper yet, the oldest first; says how many. One that fails is logged."""
    waiting = Notice.objects.filter(paper__isnull=True).order_by("pk")[:BATCH]
    return sum(_rendered(notice, now) for notice in waiting)


def _rendered(notice: Notice, now: datetime) -> bool:
    try:
        paper_of(notice, now=now)
    except (Refused, DatabaseError, OSError) as error:
        log.error("the paper of %s failed: %s", notice.number, error)
        return False
    return True


def paper_of(notice: Notice, *, now: datetime) -> Paper:
    """The notice's paper; made now if nobody has made it. Raises Refused."""
    found = Paper.objects.select_related("file").filter(notice=notice).first()
    return found or _render(notice, now)


@one_transaction()
@carries("X6")
def _render(notice: Notice, now: datetime) -> Paper:
    """Typeset, sign, store and record under the notice's lock: who waited for it finds the paper that the other made.

    A crash before the end leaves no row, at most a file that nothing names; the next run begins anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('paper of notice ' || %s, 0))", [notice.pk])
    found = Paper.objects.select_related("file").filter(notice=notice).first()
    if found:
        return found
    code = token_urlsafe(BYTES_OF_CODE)
    made = signer().sign(typeset(words_of(notice, "zh", address=address_of(code))))
    file = keep_made(made, name=f"{notice.number}.pdf", now=now)
    paper = Paper.objects.create(notice=notice, code=code, file=file, rendered_at=now)
    told = {"file_id": file.hash, "rendered_at": now, "code_sha256": digest_of_code({"code": code})}
    record(
        "casework.notice.render",
        actor=PLATFORM,
        acted_at=now,
        cites=(M164.art(33),),
        input={"number": notice.number, "words": digest(_served(notice))},
        effects={"casework_paper": {notice.number: told}},
    )
    return paper


def _served(notice: Notice) -> dict[str, object]:
    return {name: getattr(notice, name) for name in ("number", "issuer", "title", "body", "recipients")}


def digest_of_code(row: Mapping[str, Any]) -> str:  # Any: the columns of a row
    """By which the record tells a paper's code, which is for those alone who hold the paper."""
    return hashlib.sha256(row["code"].encode()).hexdigest()


def address_of(code: str) -> str:
    """Where anybody verifies the paper of a code; printed on it."""
    return f"{settings.QILOU_VERIFY_AT}{reverse('verify', args=[code])}"


def courtesy_copy(notice: Notice) -> bytes:
    """The English text of a notice on paper: a courtesy, neither signed nor kept."""
    return typeset(words_of(notice, "en"))


def ofd_copy(notice: Notice, *, now: datetime) -> bytes:
    """The notice as OFD (GB/T 33190), by the function that `QILOU_OFD` names; raises Missing without one."""
    if not settings.QILOU_OFD:
        raise Missing
    make: Callable[[Words], bytes] = import_string(settings.QILOU_OFD.replace(":", "."))
    return make(words_of(notice, "zh", address=address_of(paper_of(notice, now=now).code)))


def words_of(notice: Notice, language: Language, *, address: str = "") -> Words:
    """What stands on the paper of a notice, from its own stored row alone."""
    return Words(
        language=language,
        issuer=notice.issuer,
        number=notice.number,
        title=notice.title[language],
        to=tuple(one["name"] for one in notice.recipients if not one["copy"]),
        paragraphs=tuple(notice.body[language]),
        on=notice.issued_on,
        copies=tuple(one["name"] for one in notice.recipients if one["copy"]),
        address=address,
    )

"""What a case holds as files: its papers as they were signed, and what was attached to it; and which may be filed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from qilou.casework.models import Attachment, Case, Notice, Paper
from qilou.kernel.moment import CITY_TIME

from .calling import ended, own_drafts


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a case by its hash; a paper with its number and who issued it."""

    paper: bool
    title: str
    reference: str
    issuer: str
    dated: date
    hash: str
    size: int


def contents_of(case: int) -> list[Held]:
    """The papers and files of a case, the oldest first; a file that was attached again is there once."""
    papers = [
        Held(
            True,
            one.notice.title["zh"],
            one.notice.number,
            one.notice.issuer,
            one.notice.issued_on,
            one.file_id,
            one.file.size,
        )
        for one in Paper.objects.filter(notice__case=case).select_related("notice", "file").order_by("notice")
    ]
    attached: dict[str, Held] = {}
    rows = Attachment.objects.filter(case=case).select_related("file").order_by("pk")
    for one in rows:
        day = one.attached_at.astimezone(CITY_TIME).date()
        held = Held(False, one.file.name, "", "", day, one.file_id, one.file.size)
        attached.setdefault(one.file_id, held)
    return sorted([*papers, *attached.values()], key=lambda one: one.dated)


def whole() -> QuerySet[Case]:
    """Ended cases that were put forward and whose every paper is made: nothing of them is still to come."""
    unmade = Notice.objects.filter(case=OuterRef("pk"), paper__isnull=True)
    return Case.objects.filter(ended()).exclude(own_drafts()).exclude(Exists(unmade))

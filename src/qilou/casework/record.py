"""What the record tells of the casework's tables, and what `qilou verify` checks of the files and notices."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from qilou.ledger.doubts import Doubt, also_verify
from qilou.ledger.refold import Body, Fold, told_otherwise
from qilou.ledger.told import Hashed, Table, not_told, told

from .actions.notices import digest
from .actions.papers import digest_of_code
from .models import Attachment, Paper, ServiceAttempt, StoredFile

NUMBER = "(SELECT number FROM casework_case c WHERE c.id = told.case_id)"
PLACE = "row_number() OVER (PARTITION BY told.case_id, told.name ORDER BY told.id)"
CHUNK = 1 << 20


TELLING = "telling people of a card, which the calendar gives, is no act"
told(Table("casework_case", key="number", keyed=("id",), untold={"told_red": TELLING, "told_yellow": TELLING}))
told(Table("casework_clock", key=f"{NUMBER} || '/' || told.name || '/' || {PLACE}", keyed=("id", "case_id", "name")))
told(
    Table(
        "casework_notice",
        key="number",
        keyed=("id",),
        event="event_id",
        reads={"case_id": ("case", NUMBER)},
        hashed=(Hashed("sha256", ("number", "issuer", "title", "body", "recipients"), digest),),
    )
)
told(
    Table(
        "casework_paper",
        key="(SELECT number FROM casework_notice n WHERE n.id = told.notice_id)",
        keyed=("notice_id",),
        hashed=(Hashed("code_sha256", ("code",), digest_of_code),),
    )
)
told(Table("casework_signoff"))
told(Table("casework_signofflevels"))
told(Table("casework_letterhead"))
told(Table("casework_receipt"))
told(Table("casework_serviceattempt", typed=("account", "witnesses")))
told(Table("casework_recusal"))
told(Table("casework_awaitedentry"))
told(Table("casework_attachment"))
told(Table("casework_parametervalue"))
told(Table("casework_calendarnotice"))
told(Table("casework_voidednumber", key="number", keyed=("id",), event="event_id"))
told(Table("casework_comment", key="event_id", keyed=("id",)))
told(
    Table(
        "casework_urging",
        key="(SELECT number FROM casework_notice n WHERE n.id = told.notice_id)",
        keyed=("id", "notice_id"),
    )
)
not_told("the counters of document numbers; the numbers themselves are told with their papers", "casework_numberseries")
not_told("what was typed and not submitted: no act yet", "casework_draft")
not_told("who has a form open: no act, and forgotten within the day", "casework_presence")
not_told("what a person likes to see or how to be told: no act", "casework_savedview", "casework_tellingway")
not_told("telling people of acts that the record tells", "casework_notification", "casework_delivery")
not_told(
    "a file is stored before the act that names it by its hash; its bytes are verified against that hash",
    "casework_storedfile",
    "casework_upload",
    "casework_arriving",
)
not_told("how the platform's duties ran: no act", "casework_dutyrun", "casework_dutyact")
not_told("how often something was tried of late: forgotten within minutes", "kernel_allowance")
not_told(
    "the search's index, computed by the database",
    "casework_casewords",
    "casework_noticewords",
    "casework_noticetofind",
)


def _clocks(fold: Fold, case: str, rows: Any, body: Body, *, starts: bool = False, ends: bool = False) -> None:
    for row in rows:  # Any: parsed JSON of the ledger's format
        name = f"{case}/{row['name']}"
        fold.counts[name] += starts
        columns = {column: value for column, value in row.items() if column not in ("id", "name")}
        columns["ended_on"] = body["acted_at"][:10] if ends else None
        fold.row("casework_clock", f"{name}/{fold.counts[name]}", columns, body, "")


def _started(fold: Fold, body: Body, rows: Any, path: str) -> None:
    _clocks(fold, body["case"], rows, body, starts=True)


def _changed(fold: Fold, body: Body, rows: Any, path: str) -> None:
    _clocks(fold, body["case"], rows, body)


def _ended(fold: Fold, body: Body, rows: Any, path: str) -> None:
    _clocks(fold, body["case"], rows, body, ends=True)


def _recomputed(fold: Fold, body: Body, cases: Any, path: str) -> None:
    for case, rows in cases.items():
        _clocks(fold, case, rows, body)


def _commented(fold: Fold, body: Body, said: Any, path: str) -> None:
    given, actor = body["input"], body["actor"]
    columns = {
        **said,
        **{name: {"$at": f"/input/{name}"} for name in given},
        "author_id": actor["id"],
        "organisation": actor["organisation"],
        "written_at": body["acted_at"],
    }
    fold.row("casework_comment", body["id"], columns, body, path)


told_otherwise("clocks_started", _started)
told_otherwise("clocks_changed", _changed)
told_otherwise("clocks_ended", _ended)
told_otherwise("clocks_recomputed", _recomputed)
told_otherwise("casework_comment_said", _commented)


Naming = Callable[[], set[str]]
NAMING: dict[str, Naming] = {}


def named_files(what: str, naming: Naming) -> None:
    """Let `qilou verify` check the stored files whose hashes a module names; a file is read once, whoever names it."""
    if NAMING.setdefault(what, naming) is not naming:
        raise ValueError(f"the files named by {what} are declared twice")


def of_cases() -> set[str]:
    """Every stored file that an act on a case names."""
    named = {*Attachment.objects.values_list("file_id", flat=True), *Paper.objects.values_list("file_id", flat=True)}
    return named | set(ServiceAttempt.objects.exclude(evidence=None).values_list("evidence_id", flat=True))


def files() -> Iterator[Doubt]:
    """Those of the named files that are not there, or are not what their hash says."""
    named = {hash_ for naming in NAMING.values() for hash_ in naming()}
    for hash_, name in StoredFile.objects.filter(pk__in=named).order_by("pk").values_list("hash", "name"):
        path = Path(settings.MEDIA_ROOT) / hash_[:2] / hash_
        try:
            found = _hash_of(path)
        except OSError as error:
            yield Doubt("file", f"{hash_} ({name})", f"cannot be read: {error.strerror}")
            continue
        if found != hash_:
            yield Doubt("file", f"{hash_} ({name})", f"its bytes are others: {found}")


def _hash_of(path: Path) -> str:
    digest_ = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest_.update(chunk)
    return digest_.hexdigest()


named_files("acts on cases", of_cases)
also_verify("files", files)

"""Filing ended cases and handing files over to the archives; every act is recorded."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q

from qilou.casework.actions.drafts import refuse_secret
from qilou.casework.queries.contents import whole
from qilou.casework.queries.words import tells_all
from qilou.casework.store import fetch_context
from qilou.identity.queries import holder, keys_of_body
from qilou.identity.queries.units import area_above
from qilou.kernel.actor import PLATFORM, Actor, organisation_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.moment import CITY_TIME
from qilou.law import AUTHORITY, Readings, Text, carries, say
from qilou.law.statutes import ARCHIVES_LAW
from qilou.ledger import record
from qilou.ledger.queries import last_acts
from qilou.ledger.rows import written

from .catalogue import as_rows, items_of, sum_of
from .inputs import Received, Transferring
from .models import CaseFile, Transfer, bodies_of
from .package import packed
from .retention import kind_of, years_to_transfer

FILED = "archives.file"
BATCH = 100
KEEPERS = ("handler", "registrar")
tells_all(FILED, Text("归档", "Filed"))


def file_ended_cases(*, now: datetime) -> int:
    """File the ended cases that are whole and not filed as they now stand, the oldest first; says how many."""
    settled = Q(filed_at__gte=OuterRef("moved_at")) | Q(transfer__isnull=False)
    filed_already = CaseFile.objects.filter(settled, case=OuterRef("pk"))
    found = list(whole().exclude(Exists(filed_already)).order_by("moved_at", "pk")[:BATCH])
    ending = last_acts({one.number: one.procedure for one in found})
    readings: dict[str, Readings] = {}
    filed = 0
    for case in found:
        if case.number not in ending:
            continue  # entered by no act of its own
        if case.jurisdiction_id not in readings:
            readings[case.jurisdiction_id] = fetch_context(case.jurisdiction_id, now.date())[0]
        filed += _file(case, ending[case.number], readings[case.jurisdiction_id], now)
    return filed


@transaction.atomic
def _file(case: Any, ended_by: Mapping[str, Any], readings: Readings, now: datetime) -> bool:  # Any: casework's own row
    """Enter the file, or a further version of it; the catalogue holds what the case holds now."""
    known = CaseFile.objects.select_for_update(of=("self",)).filter(pk=case.pk).first()
    closed_on = case.moved_at.astimezone(CITY_TIME).date()
    kept = known or _new(case, ended_by, readings, closed_on, now)
    if kept is None:
        return False
    items, kept.acts = items_of(case.pk, case.number, responsible=kept.organisation_name, on=now.date())
    kept.version += known is not None
    kept.closed_on, kept.filed_at, kept.items_count, kept.sha256 = closed_on, now, len(items), sum_of(items)
    if kept.term:
        kept.keep_until = years_after(closed_on, kept.term)
    after = years_to_transfer(kept.term, readings, district=area_above(case.jurisdiction_id) is not None)
    kept.transfer_due_on = None if after is None else years_after(closed_on, after)
    kept.save()
    rows = as_rows(kept.pk, kept.version, items)
    type(rows[0]).objects.bulk_create(rows)
    record(
        FILED,
        actor=PLATFORM,
        acted_at=now,
        case=case.number,
        cites=(ARCHIVES_LAW.art(14), kind_of(case.procedure).cites),
        effects=written(kept, *rows),
    )
    return True


def _new(
    case: Any,  # Any: casework's own row
    ended_by: Mapping[str, Any],
    readings: Readings,
    closed_on: date,
    now: datetime,
) -> CaseFile | None:
    """A file of the body whose act ended the case; what ended by itself, or by somebody who acted for themselves and
    not for a body that sees the case (an expert), belongs to the area's authority."""
    body, name = ended_by["actor"]["organisation_id"], ended_by["actor"]["organisation"]
    if body is None or not keys_of_body(body, closed_on) & set(case.readers):
        authority = holder(AUTHORITY.code, case.jurisdiction_id, now.date())
        if authority is None:
            return None
        body, name = authority.organisation_id, authority.name.zh
    kind = kind_of(case.procedure)
    term = readings[kind.years]
    _one_at_a_time(f"files of {body}, {closed_on.year}, {term}")
    place = CaseFile.objects.filter(organisation=body, year=closed_on.year, term=term).aggregate(last=Max("sequence"))
    return CaseFile(
        case_id=case.pk,
        jurisdiction_id=case.jurisdiction_id,
        organisation_id=body,
        organisation_name=name,
        kind=kind.code,
        year=closed_on.year,
        term=term,
        sequence=(place["last"] or 0) + 1,
        closed_on=closed_on,
        filed_at=now,
        items_count=0,
        acts=0,
        sha256="",
    )


def years_after(day: date, years: int) -> date:
    """The same date so many years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@carries("A42.2")
@transaction.atomic
def transfer_files(numbers: Collection[str], given: Transferring, *, actor: Actor, now: datetime) -> Transfer:
    """Hand due files of one's own body over: the package is made, its hash recorded, the files marked.

    Raises NotPermitted, Missing, Invalid for no file, Conflict for one that is handed over or not due, Refused where a
    file of a case is not as it was catalogued.
    """
    body = must_keep(actor)
    refuse_secret([given.receiver])
    found = CaseFile.objects.kept_by(actor).select_for_update(of=("self",)).select_related("case")
    files = list(found.filter(case__number__in=set(numbers)).order_by("year", "term", "sequence"))
    if not numbers:
        raise Invalid({"files": say("请选择要移交的案卷。", "Choose the files to be handed over.")})
    if len(files) != len(set(numbers)):
        raise Missing
    today = now.date()
    stay = [
        one.number
        for one in files
        if one.transfer_id is not None or one.transfer_due_on is None or one.transfer_due_on > today
    ]
    if stay:
        raise Conflict(
            "not_due",
            say("有案卷未到移交期或者已经移交：%(n)s。", "Not due, or handed over already: %(n)s.", n=tuple(stay)),
            cites=(ARCHIVES_LAW.art(15),),
        )
    transfer = Transfer(
        jurisdiction_id=actor.jurisdiction,
        organisation_id=body,
        organisation_name=actor.organisation,
        number=_next_number(body, now.year),
        receiver=given.receiver,
        made_at=now,
        by=actor.name,
        files_count=len(files),
        size=0,
        sha256="",
    )
    made = packed(transfer, files)
    transfer.size, transfer.sha256 = len(made), hashlib.sha256(made).hexdigest()
    transfer.save()
    for one in files:
        one.transfer = transfer
    CaseFile.objects.bulk_update(files, ["transfer"])
    record(
        "archives.transfer",
        actor=actor,
        acted_at=now,
        cites=(ARCHIVES_LAW.art(15),),
        input={"files": sorted(numbers), **given.model_dump()},
        effects=written(transfer, *files),
    )
    return transfer


def _next_number(body: int, year: int) -> str:
    """The next number of a body's transfers in a year."""
    _one_at_a_time(f"transfers of {body} in {year}")
    given = Transfer.objects.filter(organisation=body, number__startswith=f"YJ-{year}-").values_list(
        "number", flat=True
    )
    return f"YJ-{year}-{max((int(one.rpartition('-')[2]) for one in given), default=0) + 1:03d}"


def _one_at_a_time(what: str) -> None:
    """Whoever numbers the same waits here until this transaction has ended, and then sees its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('archives: ' || %s, 0))", [what])


@transaction.atomic
def note_receipt(transfer_id: int, given: Received, *, actor: Actor, now: datetime) -> Transfer:
    """Enter the archives' receipt of a transfer. Raises Missing, NotPermitted, Conflict, Invalid."""
    must_keep(actor)
    refuse_secret([given.receipt])
    mine = Transfer.objects.select_for_update().filter(organisation__in=bodies_of(actor))
    transfer = mine.filter(pk=transfer_id).first()
    if transfer is None:
        raise Missing
    if transfer.received_on is not None:
        raise Conflict(
            "received",
            say("该次移交已经登记接收。", "The receipt of this transfer is entered already."),
            cites=(ARCHIVES_LAW.art(15),),
        )
    if not transfer.made_at.astimezone(CITY_TIME).date() <= given.received_on <= now.date():
        raise Invalid({"received_on": say("接收日期应在移交之后、今天之前。", "Between the transfer and today.")})
    transfer.received_on, transfer.receipt = given.received_on, given.receipt
    transfer.save(update_fields=["received_on", "receipt"])
    record(
        "archives.note_receipt",
        actor=actor,
        acted_at=now,
        cites=(ARCHIVES_LAW.art(15),),
        input={"transfer": transfer.pk},
        effects=written(transfer),
    )
    return transfer


def package_of(transfer_id: int, *, actor: Actor) -> tuple[Transfer, bytes]:
    """The package of a transfer, made again; raises Missing, or Refused where it is not what was handed over."""
    transfer = Transfer.objects.filter(pk=transfer_id, organisation__in=bodies_of(actor)).first()
    if transfer is None:
        raise Missing
    files = list(transfer.files.select_related("case").order_by("year", "term", "sequence"))
    made = packed(transfer, files)
    if hashlib.sha256(made).hexdigest() != transfer.sha256:
        raise Refused(
            "package_differs",
            say(
                "移交包与移交时的校验值不一致，请核查存储。",
                "The package is not what was handed over: check the store.",
            ),
            cites=(ARCHIVES_LAW.art(37),),
        )
    return transfer, made


def keeps_files(actor: Actor) -> bool:
    """Whether the actor keeps the files of their body: its handler or registrar."""
    if actor.organisation_id is None:
        return False
    return any(actor.holds(f"{organisation_key(actor.organisation_id)}/{post}") for post in KEEPERS)


def must_keep(actor: Actor) -> int:
    """The body whose files the actor keeps; raises NotPermitted."""
    if actor.organisation_id is None or not keeps_files(actor):
        raise NotPermitted(
            "not_the_keeper",
            say(
                "案卷由本单位的经办人或者编号用印员移交。",
                "A body's files are handed over by its handler or registrar.",
            ),
            cites=(ARCHIVES_LAW.art(15),),
        )
    return actor.organisation_id

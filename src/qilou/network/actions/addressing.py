"""Holding addresses, handing them out, taking them back, suspending and lifting: what procedures call in their effects.

`hold`, `grant`, `release`, `suspend` and `lift` are called within the one transaction of a step and trust its rules;
each records an event of its own beside the case's. `grant` belongs into a step's `numbered`, where the number of the
approval is known; the foreign key to the served paper is checked when the transaction commits.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Func, IntegerField

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Refused
from qilou.law import Breach, Message, Readings, Rule, Text, carries, say
from qilou.ledger import record
from qilou.ledger.rows import add
from qilou.network.models import Allocation, Prefix, Suspension, Vrf
from qilou.network.models.addressing import Status
from qilou.network.rules.addressing import ARTICLE, Approval, HandingOut, Held, Wanted, pool_has_room

from .recording import told

PICK = """
SELECT nextval('network_allocation_id_seq'), pick.block
FROM network_pick(%s::bigint, %s::text, %s::int, %s::int) AS pick (block)
"""
PICK_THESE = """
SELECT nextval('network_allocation_id_seq'), pick.block
FROM network_pick_these(%s::bigint, %s::cidr[]) AS pick (block)
"""


@carries("A25.1", "A25.4")
@transaction.atomic
def hold(
    *,
    actor: Actor,
    holder: int,
    vrf: int,
    jurisdiction: str,
    wanted: Wanted,
    case: tuple[int, str],
    now: datetime,
    days: int = 60,
) -> Held:
    """Reserve for an organisation what it applies for, in a pool that the technical body of the area manages.

    `case` is the id and number of the application. Raises Refused where no pool has room.
    """
    rows = taken(pools_for(vrf, jurisdiction, wanted), wanted, now)
    for row in rows:
        row.status, row.holder_id, row.case_id = Status.HELD.value, holder, case[0]
        row.held_on, row.held_until = now.date(), now.date() + timedelta(days=days)
    event = record(
        "network.hold",
        actor=actor,
        acted_at=now,
        case=case[1],
        cites=(ARTICLE,),
        input={"holder": holder, "count": wanted.number, "length": wanted.bits},
        effects=told(*rows),
    )
    for row in rows:
        row.held_event = event
    Allocation.objects.bulk_create(rows)
    return Held(tuple(row.pk for row in rows), tuple(row.block for row in rows))


@carries("A25.4")
@transaction.atomic
def grant(
    *, actor: Actor, held: Collection[int], approval: Approval, on: date, until: date | None, now: datetime
) -> tuple[Allocation, ...]:
    """Put into use what is held, by the approval being served. Raises Conflict where a hold has ended meanwhile."""
    rows = locked(held)
    if not rows or len(rows) < len(set(held)) or any(row.status != Status.HELD for row in rows):
        raise Conflict(
            "network.hold_ended",
            say(
                "预占的地址已经释放或者暂停，不能按原预占分配；请重新预占后再办理。",
                "What was held is released or suspended meanwhile; hold addresses anew, then go on.",
            ),
            cites=(ARTICLE,),
        )
    for row in rows:
        row.status, row.since, row.until = Status.ACTIVE.value, on, until
        row.case_id, row.approval_id, row.of_record = approval.case_id, approval.number or None, approval.of_record
    event = record(
        "network.grant",
        actor=actor,
        acted_at=now,
        case=approval.case,
        cites=(ARTICLE,),
        input={"approval": approval.number, "of_record": approval.of_record, "on": on, "until": until},
        effects=told(*rows),
    )
    Allocation.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Status.ACTIVE.value,
        since=on,
        until=until,
        case_id=approval.case_id,
        approval_id=approval.number or None,
        of_record=approval.of_record,
        granted_event=event,
    )
    return rows


@carries("A25.4")
@transaction.atomic
def release(
    *, actor: Actor, allocations: Collection[int], on: date, ground: str, now: datetime, case: str = ""
) -> None:
    """Take back what is held or in use, also while it is suspended. What was in use cools off before it is free."""
    rows = locked(allocations)
    if not rows or any(row.status in {Status.RELEASED, Status.COOLING, Status.RESERVED} for row in rows):
        raise Conflict(
            "network.not_in_use",
            say("所选地址已经收回或者为预留。", "These addresses are taken back already, or reserved."),
            cites=(ARTICLE,),
        )
    cooling = dict(Vrf.objects.filter(pk__in={row.vrf_id for row in rows}).values_list("pk", "cooling_days"))
    for row in rows:
        used = Status.ACTIVE in {row.status, row.restores} and cooling[row.vrf_id] > 0
        row.status = Status.COOLING.value if used else Status.RELEASED.value
        row.restores, row.released_on, row.ground = "", on, ground[:300]
        row.cools_until = on + timedelta(days=cooling[row.vrf_id]) if used else None
    suspended = list(Suspension.objects.filter(allocation__in=[row.pk for row in rows], lifted_on=None))
    for one in suspended:
        one.lifted_on = on
    event = record(
        "network.release",
        actor=actor,
        acted_at=now,
        case=case,
        cites=(ARTICLE,),
        input={"on": on, "ground": ground},
        effects=told(*rows, *suspended),
    )
    for row in rows:
        row.released_event = event
    fields = ["status", "restores", "released_on", "ground", "cools_until", "released_event"]
    Allocation.objects.bulk_update(rows, fields, batch_size=2000)
    Suspension.objects.filter(pk__in=[one.pk for one in suspended]).update(lifted_on=on)


@carries("A39.2")
@transaction.atomic
def suspend(
    *, actor: Actor, allocations: Collection[int], measure: str, on: date, now: datetime, case: str = ""
) -> int:
    """Suspend allocations under a measure, all in one transaction; gives how many. What is not in use is left alone.

    Several measures may lie on one allocation; each is lifted by itself.
    """
    rows = [row for row in locked(allocations) if row.status in {Status.HELD, Status.ACTIVE, Status.SUSPENDED}]
    there = set(
        Suspension.objects.filter(measure=measure, lifted_on=None, allocation__in=[row.pk for row in rows]).values_list(
            "allocation_id", flat=True
        )
    )
    rows = [row for row in rows if row.pk not in there]
    flipped = [row for row in rows if row.status != Status.SUSPENDED]
    for row in flipped:
        row.restores, row.status = row.status, Status.SUSPENDED.value
    laid = Suspension.objects.bulk_create(
        [Suspension(allocation_id=row.pk, measure=measure, since=on) for row in rows], batch_size=2000
    )
    Allocation.objects.bulk_update(flipped, ["status", "restores"], batch_size=2000)
    _note_measure("network.suspend", actor, measure, flipped, laid, now, case)
    return len(rows)


@carries("A39.2")
@transaction.atomic
def lift(*, actor: Actor, measure: str, on: date, now: datetime, case: str = "") -> int:
    """Lift a measure: whatever no other measure still holds is what it was before; gives how many come back."""
    laid = list(Suspension.objects.filter(measure=measure, lifted_on=None).order_by("allocation_id"))
    rows = locked(one.allocation_id for one in laid)
    Suspension.objects.filter(pk__in=[one.pk for one in laid]).update(lifted_on=on)
    for one in laid:
        one.lifted_on = on
    still = set(
        Suspension.objects.filter(lifted_on=None, allocation__in=[row.pk for row in rows]).values_list(
            "allocation_id", flat=True
        )
    )
    back = [row for row in rows if row.status == Status.SUSPENDED and row.pk not in still]
    for row in back:
        row.status, row.restores = row.restores, ""
    Allocation.objects.bulk_update(back, ["status", "restores"], batch_size=2000)
    _note_measure("network.lift", actor, measure, back, laid, now, case)
    return len(back)


def _note_measure(
    name: str,
    actor: Actor,
    measure: str,
    flipped: Sequence[Allocation],
    laid: Sequence[Suspension],
    now: datetime,
    case: str,
) -> None:
    effects = told(*flipped, only=("status", "restores"))
    add(effects, told(*laid))
    record(name, actor=actor, acted_at=now, case=case, cites=(ARTICLE,), input={"measure": measure}, effects=effects)


def locked(ids: Iterable[int]) -> tuple[Allocation, ...]:
    """Allocations, locked in order until the transaction ends; their pools first, as every taking does."""
    wanted = sorted(set(ids))
    pools = Allocation.objects.filter(pk__in=wanted).values_list("prefix_id", flat=True)
    list(Prefix.objects.filter(pk__in=set(pools)).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return tuple(Allocation.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))


def pools_for(vrf: int, jurisdiction: str, wanted: Wanted) -> list[Prefix]:
    """The pools of an area and role that may have room for what is wanted: those at the site, if there are any."""
    family = Func(F("network"), function="family", output_field=IntegerField())
    found = Prefix.objects.handing_out(jurisdiction).annotate(family=family).filter(vrf=vrf, family=wanted.family)
    by_role = found.filter(role=wanted.role)
    if wanted.site:
        at_site = by_role.filter(site=wanted.site)
        by_role = at_site if at_site.exists() else by_role
    return [one for one in by_role.order_by("network") if one.free >= wanted.size]


def taken(pools: Sequence[Prefix], wanted: Wanted, now: datetime) -> list[Allocation]:
    """What is wanted out of the first pool with room, which stays locked; not yet saved. Raises Refused."""
    for pool in pools:
        found = picked(PICK, [pool.pk, wanted.how, wanted.bits, wanted.number])
        if len(found) == wanted.number:
            return [row_in(pool, wanted, pk, block) for pk, block in found]
    refuse_unless(pool_has_room, HandingOut(fits=False, free=sum(one.free for one in pools), wanted=wanted.size), now)
    raise AssertionError("a pool without room is refused")


def picked(statement: str, values: Sequence[object]) -> list[tuple[int, str]]:
    """Keys and blocks for allocations still to be saved."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def row_in(pool: Prefix, wanted: Wanted, pk: int, block: str) -> Allocation:
    """An allocation of a pool, not yet saved: whose it is, and how it stands, the caller says."""
    return Allocation(
        pk=pk,
        vrf_id=pool.vrf_id,
        prefix_id=pool.pk,
        prefix_network=pool.network,
        block=block,
        jurisdiction_id=pool.jurisdiction_id,
        role=wanted.role,
        purpose=wanted.purpose,
    )


def refuse_unless(tested: Rule, facts: object, now: datetime) -> None:
    """Raise Refused, with the finding, unless the rule is met."""
    finding = tested(facts, Readings(now.date()))
    if finding.passed:
        return
    why = finding.verdict.reason if isinstance(finding.verdict, Breach) else finding.title
    code = f"network.{tested.id.rpartition('.')[2]}"
    raise Refused(code, Message(why) if isinstance(why, Text) else why, cites=(finding.cites,), findings=(finding,))

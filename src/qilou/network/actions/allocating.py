"""The technical body hands out by an approval already served: one address, a subnet, or thousands at once.

A single allocation costs three statements: the approval, the pool with what is free in it, the row with its event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection

from qilou.casework.queries.standing import standing_paper
from qilou.kernel.actor import Actor, organisation_key
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.law import carries, say
from qilou.ledger.record import prepare
from qilou.network.models import Allocation, Prefix
from qilou.network.models.addressing import Kind, Standing, Status
from qilou.network.rules.addressing import (
    APPROVING,
    ARTICLE,
    MOST_AT_ONCE,
    Approval,
    HandingOut,
    Wanted,
    family_of,
    network,
    pool_has_room,
    stands_on_an_approval,
)

from .addressing import refuse_unless, row_in
from .permission import must_manage, promises_kept
from .recording import insert_told, told

POOL_AND_NEXT = """
SELECT p.id, p.network, p.vrf_id, p.jurisdiction_id, p.kind, p.standing, p.role,
    p.size - p.used - p.held - p.cooling - p.reserved, pick.pk, pick.block
FROM network_prefix AS p LEFT JOIN LATERAL (
    SELECT nextval('network_allocation_id_seq') AS pk, block
    FROM network_pick(p.id, %s::text, %s::int, %s::int) AS one (block)
) AS pick ON true WHERE p.id = %s AND p.kind = 'pool'
"""
POOL_AND_THESE = POOL_AND_NEXT.replace(
    "network_pick(p.id, %s::text, %s::int, %s::int)", "network_pick_these(p.id, %s::cidr[])"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An address that is asked for by itself, and what is known of what will bear it."""

    block: str
    hostname: str = ""
    mac: str = ""
    contact: str = ""
    purpose: str = ""


@carries("A25.1", "A25.4")
def allocate(
    *,
    actor: Actor,
    now: datetime,
    pool: int,
    holder: int,
    approval: str,
    wanted: Wanted,
    until: date | None = None,
    these: Sequence[Named] = (),
    of_record: str = "",
) -> list[Allocation]:
    """Hand out what is wanted of a pool, or `these` addresses, to the unit that a served paper approved.

    One event an address. `of_record` names the document of what was in use before the platform, in place of an
    approval. Raises Missing, NotPermitted, Invalid, Conflict where an address is taken, Refused.
    """
    with promises_kept(deferred=False):
        by = Approval(of_record=of_record) if of_record else approved(approval, holder, now)
        found, free, picked = _picked(pool, wanted, these)
        must_manage(actor, found.jurisdiction_id)
        wanted = replace(wanted, family=family_of(found.network), role=wanted.role or found.role)
        _has_room(found, free, wanted, these, picked, now)
        rows = [row_in(found, wanted, pk, block) for pk, block in picked]
        _say_what_bears_them(rows, these)
        for row in rows:
            row.status, row.holder_id, row.since, row.until = Status.ACTIVE.value, holder, now.date(), until
            row.case_id, row.approval_id, row.of_record = by.case_id, by.number or None, by.of_record
        input_ = {"approval": by.number, "of_record": by.of_record, "holder": holder}
        events = [
            prepare(
                "network.allocate",
                actor=actor,
                acted_at=now,
                case=by.case,
                cites=(ARTICLE,),
                input=input_,
                effects=told(row),
            )
            for row in rows
        ]
        for row, event in zip(rows, events, strict=True):
            row.granted_event = event.event_id
        insert_told(rows, events)
        return rows


@carries("A25.4", "A24.2")
def approved(number: str, holder: int, now: datetime) -> Approval:
    """The approval behind what is handed out. Raises Refused unless its paper stands and is for the holder."""
    paper = standing_paper(number)
    facts = HandingOut(
        approved=paper is not None and paper.kind in APPROVING,
        of_holder=paper is not None and organisation_key(holder) in paper.parties,
    )
    refuse_unless(stands_on_an_approval, facts, now)
    assert paper is not None  # noqa: S101  # the rule refuses without one
    return Approval(paper.case_id, paper.case, paper.number)


def _picked(pool: int, wanted: Wanted, these: Sequence[Named]) -> tuple[Prefix, int, list[tuple[int, str]]]:
    """The pool, locked, how much is free, and what of it will be handed out; raises Missing, Invalid."""
    with connection.cursor() as cursor:
        if these:
            blocks = [_block(one, place) for place, one in enumerate(these)]
            cursor.execute(POOL_AND_THESE, [blocks, pool])
        else:
            cursor.execute(POOL_AND_NEXT, [wanted.how, wanted.length, wanted.number, pool])
        rows = cursor.fetchall()
    if not rows:
        raise Missing
    pk, block, vrf, jurisdiction, kind, standing, role, free = rows[0][:8]
    found = Prefix(
        pk=pk, network=block, vrf_id=vrf, jurisdiction_id=jurisdiction, kind=kind, standing=standing, role=role
    )
    return found, int(free), [(key, taken) for *_, key, taken in rows if key is not None]


def _block(one: Named, place: int) -> str:
    try:
        return str(network(one.block))
    except ValueError as error:
        raise Invalid({f"these.{place}.block": say("不是规范的地址。", "Not an address that can be read.")}) from error


def _has_room(
    pool: Prefix,
    free: int,
    wanted: Wanted,
    these: Sequence[Named],
    picked: Sequence[tuple[int, str]],
    now: datetime,
) -> None:
    if pool.kind != Kind.POOL or pool.standing != Standing.IN_USE:
        raise Conflict(
            "network.not_handing_out",
            say(
                "该地址段现不分配地址。请另选地址池。", "Nothing is handed out of this prefix now. Choose another pool."
            ),
            cites=(ARTICLE,),
        )
    number = len(these) or wanted.number
    if number > MOST_AT_ONCE:
        raise Invalid({"count": say("一次最多 %(n)s 个。", "At most %(n)s at a time.", n=MOST_AT_ONCE)})
    if these and len(picked) < number:
        got = {block for _, block in picked}
        taken = tuple(one.block for place, one in enumerate(these) if _block(one, place) not in got)
        raise Conflict(
            "network.taken",
            say(
                "以下地址已被占用或者不在该地址池：%(blocks)s。请另选。",
                "These are taken, or not of this pool: %(blocks)s. Choose others.",
                blocks=taken,
            ),
            cites=(ARTICLE,),
        )
    refuse_unless(pool_has_room, HandingOut(fits=len(picked) == number, free=free, wanted=wanted.size), now)


def _say_what_bears_them(rows: Sequence[Allocation], these: Sequence[Named]) -> None:
    named = {str(network(one.block)): one for one in these}
    for row in rows:
        if one := named.get(row.block):
            row.hostname, row.mac, row.contact = one.hostname, one.mac.lower(), one.contact
            row.purpose = one.purpose or row.purpose

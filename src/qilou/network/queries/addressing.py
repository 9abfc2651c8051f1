"""The address plan as acts, programs and pages read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from ipaddress import ip_address

from django.db import connection
from django.db.models import Q

from qilou.identity.queries.members import Address, addresses_of, members_of
from qilou.kernel.actor import Actor, organisation_key
from qilou.law import carries
from qilou.ledger.queries import acts_named
from qilou.network.models import Allocation, Prefix
from qilou.network.models.addressing import Status, serves
from qilou.network.rules.addressing import Held

MOST = 200
# What lies in a prefix stands in `cidr` order between it and its last address; a container is the sum of its pools.
ROWS = """
SELECT p.id, p.network, p.kind, p.role, p.standing, p.description, p.site, p.jurisdiction_id, p.delegation_id, p.size,
    s.used, s.held, s.cooling, s.reserved, p.parent_id, p.vrf_id, s.children
FROM network_prefix AS p, LATERAL (
    SELECT p.used AS used, p.held AS held, p.cooling AS cooling, p.reserved AS reserved, 0 AS children
        WHERE p.kind = 'pool'
    UNION ALL
    SELECT coalesce(sum(q.used), 0), coalesce(sum(q.held), 0), coalesce(sum(q.cooling), 0),
        coalesce(sum(q.reserved), 0), count(*) FILTER (WHERE q.parent_id = p.id)
    FROM network_prefix AS q
    WHERE p.kind = 'container' AND q.vrf_id = p.vrf_id AND q.network > p.network AND q.network <= network_end(p.network)
    HAVING p.kind = 'container'
) AS s
WHERE p.id = ANY(%s::bigint[]) ORDER BY p.network
"""


@dataclass(frozen=True, slots=True)
class PrefixRow:
    """A prefix with what is in use in it, itself or, of a container, summed over all that lies in it."""

    id: int
    network: str
    kind: str
    role: str
    standing: str
    description: str
    site: str
    jurisdiction: str
    delegation_id: int | None
    size: int
    used: int
    held: int
    cooling: int
    reserved: int
    parent_id: int | None
    vrf_id: int
    children: int

    @property
    def taken(self) -> int:
        """All that cannot be handed out now."""
        return self.used + self.held + self.cooling + self.reserved

    @property
    def free(self) -> int:
        """What is neither used, held, cooling off nor reserved."""
        return self.size - self.taken

    @property
    def percent(self) -> float:
        """How much is taken, from 0 to 100, by one decimal."""
        return round(self.taken * 100 / self.size, 1)


def rows_of(ids: Iterable[int]) -> list[PrefixRow]:
    """Prefixes with their utilisation, in the order of networks; one query."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [list(ids)])
        return [
            PrefixRow(*row[:9], *(int(one) for one in row[9:14]), *row[14:16], int(row[16]))
            for row in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the plan: a page of prefixes, whether more follow, and how many there are."""

    rows: list[PrefixRow]
    total: int


@carries("A25.1")
def level(actor: Actor, *, vrf: int, parent: int | None, skip: int = 0, most: int = MOST, words: str = "") -> Level:
    """The prefixes right under one, or at the top, that the actor may see; `words` looks through all levels."""
    found = Prefix.objects.visible_to(actor).filter(vrf=vrf)
    if words:
        found = found.filter(
            Q(description__icontains=words) | Q(site__icontains=words) | Q(pk__in=_touching(vrf, words))
        )
    elif parent is None:
        areas = serves(actor)
        whole = actor.id == 0 or Prefix.objects.filter(vrf=vrf, owner_id__in=areas).exists()
        # a district begins with the blocks that were delegated to it
        found = found.filter(parent=None) if whole else found.exclude(parent__jurisdiction_id__in=areas)
    else:
        found = found.filter(parent=parent)
    total = found.count()
    ids = found.order_by("network").values_list("pk", flat=True)[skip : skip + most]
    return Level(rows_of(ids), total)


def _touching(vrf: int, words: str) -> list[int]:
    """Prefixes that hold, or lie in, what was typed, if it is an address or a network."""
    try:
        asked = str(ip_address(words.strip().partition("/")[0])) + words.strip().partition("/")[1:][0]
        asked += words.strip().partition("/")[2]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM network_prefix WHERE vrf_id = %s AND network && %s::inet LIMIT %s", [vrf, asked, MOST]
            )
            return [pk for (pk,) in cursor.fetchall()]
    except ValueError:
        return []


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has or had an address: under which approval, from when to when, and the acts that say so."""

    allocation: Allocation
    acts: tuple[tuple[str, datetime, str], ...]

    @property
    def status(self) -> Status:
        """How it stands now."""
        return Status(self.allocation.status)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an address: who has it on the day, who had it ever, where it lies, whom to call."""

    address: str
    on: date
    then: tuple[Holding, ...]
    ever: tuple[Holding, ...]
    prefixes: tuple[Prefix, ...]
    call: tuple[Address, ...]


@carries("A25.4", "A25.1")
def who_holds(address: str, actor: Actor, *, on: date, today: date) -> Answer:
    """Who holds an address on a day, as far as the actor may see it, from the allocations and their events.

    Raises ValueError for what is no address.
    """
    asked = str(ip_address(address.strip()))
    visible = Allocation.objects.visible_to(actor).extra(where=["block >>= %s::inet"], params=[asked])
    rows = list(visible.select_related("holder", "prefix__vrf", "case").order_by("-since", "-pk")[:MOST])
    names = ("held_event", "granted_event", "released_event")
    events = {getattr(row, name) for row in rows for name in names} - {None}
    acts = {one.event_id: one for one in acts_named(events)} if events else {}
    ever = tuple(
        Holding(
            row,
            tuple(
                (acts[event].name, acts[event].acted_at, str(acts[event].body["actor"]["name"]))
                for event in (getattr(row, name) for name in names)
                if event in acts
            ),
        )
        for row in rows
    )
    then = tuple(one for one in ever if _on_day(one.allocation, on, today))
    holders = {one.allocation.holder_id for one in then} - {None}
    people = members_of([organisation_key(one) for one in holders], today, posts=["handler"]) if holders else []
    inside = Prefix.objects.visible_to(actor).extra(where=["network >>= %s::inet"], params=[asked])
    return Answer(
        asked,
        on,
        then,
        ever,
        tuple(inside.select_related("vrf", "jurisdiction").order_by("vrf", "network")),
        tuple(addresses_of(one.id for one in people)) if people else (),
    )


def _on_day(row: Allocation, on: date, today: date) -> bool:
    if row.since is not None:
        return row.since <= on and (row.released_on is None or row.released_on > on)
    return on >= today and row.status != Status.RELEASED


@carries("A25.4")
def found_by(words: str, actor: Actor, most: int = MOST) -> list[Allocation]:
    """Allocations by MAC, host name, unit's name, case or approval number; the newest first."""
    typed = words.strip()
    if not typed:
        return []
    mac = typed.lower().replace("-", ":")
    told = Q(mac=mac) | Q(hostname__iexact=typed) | Q(holder__name_zh__contains=typed) | Q(case__number=typed)
    told |= Q(approval_id=typed) | Q(of_record=typed)
    found = Allocation.objects.visible_to(actor).filter(told).exclude(status=Status.RELEASED)
    return list(found.select_related("holder", "prefix", "case").order_by("-pk")[:most])


def held_for(case_id: int) -> Held:
    """What is held for an application."""
    found = Allocation.objects.filter(case=case_id, status=Status.HELD).order_by("pk").values_list("pk", "block")
    return Held(tuple(pk for pk, _ in found), tuple(block for _, block in found))


def in_use_of(holder: int) -> list[int]:
    """All that a unit holds or uses now: what a measure against it suspends."""
    found = Allocation.objects.filter(holder=holder, status__in=[Status.HELD, Status.ACTIVE, Status.SUSPENDED])
    return list(found.order_by("pk").values_list("pk", flat=True))

"""What enforcement points enforce now: read from the tables at every question, never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_interface, ip_network

from qilou.kernel.actor import Actor
from qilou.law import carries
from qilou.network.models import Measure, MeasureKind, Restraint, Suspension
from qilou.network.models.register import overseen

TABLE = "inet qilou"


@dataclass(frozen=True, slots=True)
class Enforced:
    """An address or subnet under a measure, by which order, until which day."""

    block: str
    kind: str
    measure: str
    order: str
    unit: str
    until: date


@carries("A39.2")
def enforced(actor: Actor) -> tuple[Enforced, ...]:
    """Every address under a measure in the areas that the actor's body is in charge of, as it is now."""
    found = Measure.objects.filter(
        jurisdiction__in=overseen(actor), imposed_at__isnull=False, lifted_at__isnull=True
    ).select_related("case")
    measures = {one.case.number: one for one in found}
    by_pk = {one.pk: one for one in found}
    rows: list[tuple[Measure, str]] = []
    laid = Suspension.objects.filter(measure__in=measures, lifted_on__isnull=True)
    rows += [(measures[number], block) for number, block in laid.values_list("measure", "allocation__block")]
    standing = Restraint.objects.filter(measure__in=by_pk, lifted_at__isnull=True)
    links = standing.values_list("measure", "access__interconnect")
    rows += [(by_pk[measure], str(ip_interface(at).ip)) for measure, at in links]
    entries = {_entry(measure, block) for measure, block in rows}
    return tuple(sorted(entries, key=lambda one: (one.measure, ip_network(one.block).version, ip_network(one.block))))


def _entry(measure: Measure, block: str) -> Enforced:
    until = measure.until
    if until is None:
        raise ValueError("a measure in force has its last day")
    return Enforced(str(ip_network(block)), measure.kind, measure.case.number, measure.number, measure.unit_name, until)


def as_list(rows: Iterable[Enforced]) -> str:
    """One address or subnet a line, each once."""
    return "".join(f"{block}\n" for version in (4, 6) for block in _merged(rows, version))


def as_nftables(rows: Iterable[Enforced]) -> str:
    """Sets by kind and family for `nft -f`, which changes them all at once; an empty set is flushed too."""
    listed = list(rows)
    lines = [f"add table {TABLE}"]
    for kind in MeasureKind:
        for version in (4, 6):
            name = f"{kind.value}_v{version}"
            blocks = ", ".join(map(str, _merged((one for one in listed if one.kind == kind), version)))
            lines.append(f"add set {TABLE} {name} {{ type ipv{version}_addr; flags interval; }}")
            lines.append(f"flush set {TABLE} {name}")
            if blocks:
                lines.append(f"add element {TABLE} {name} {{ {blocks} }}")
    return "\n".join(lines) + "\n"


def _merged(rows: Iterable[Enforced], version: int) -> list[IPv4Network | IPv6Network]:
    networks = [ip_network(one.block) for one in rows]
    same = [one for one in networks if one.version == version]
    return list(collapse_addresses(same))  # type: ignore[type-var]  # all of one family

"""The extranet drawn from its register: nodes in layers from core to access, and the links as rows beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from qilou.kernel.actor import Actor
from qilou.law import Text, carries
from qilou.network.models import Link, Medium, Node, Role, Site, Vlan, Vrf
from qilou.network.models.register import overseen

BOX_WIDTH, BOX_HEIGHT, GAP, ROW, MARGIN = 132.0, 46.0, 22.0, 118.0, 16.0
A_ROW = 7  # boxes side by side at most


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node as a box."""

    id: int
    name: str
    place: Text
    accesses: int
    role: str
    x: float
    y: float

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + BOX_WIDTH / 2

    @property
    def lines(self) -> tuple[float, float]:
        """The heights of its two lines of words."""
        return self.y + 19, self.y + 36


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link as a line from the lower edge of a box to the upper edge of another."""

    path: str
    name: str
    second: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the table beside the picture tells it."""

    id: int
    name: str
    upper: str
    lower: str
    medium: Text
    carrier: str
    bandwidth: int
    second: bool
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class Topology:
    """The picture with its size, and the links as rows."""

    width: float
    height: float
    box_width: float
    box_height: float
    nodes: tuple[DrawnNode, ...]
    links: tuple[DrawnLink, ...]
    rows: tuple[LinkRow, ...]


@carries("A23.1", "A23.2")
def topology(actor: Actor) -> Topology:
    """What stands in the areas that the actor's body is in charge of; a district also sees the city's nodes above."""
    areas = overseen(actor)
    seen = Q(jurisdiction__in=areas) | Q(jurisdiction__parent__in=areas)
    above = Q(jurisdiction__parts__in=areas) if areas else Q(pk__in=[])
    standing = Node.objects.filter(seen | above, retired_on__isnull=True).distinct()
    counted = Count("accesses", filter=Q(accesses__withdrawn_on__isnull=True), distinct=True)
    nodes = list(standing.annotate(carries=counted).select_related("jurisdiction").order_by("jurisdiction", "name"))
    ids = {one.pk for one in nodes}
    links = Link.objects.filter(upper__in=ids, lower__in=ids, retired_on__isnull=True)
    found = list(links.select_related("upper", "lower").order_by("name"))
    return _drawn(nodes, found)


def _drawn(nodes: Sequence[Node], links: Sequence[Link]) -> Topology:
    rows = _rows(nodes)
    widest = max((len(row) for row in rows), default=1)
    width = 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP
    boxes: dict[int, DrawnNode] = {}
    for place, row in enumerate(rows):
        taken = len(row) * BOX_WIDTH + (len(row) - 1) * GAP
        for number, one in enumerate(row):
            boxes[one.pk] = DrawnNode(
                one.pk,
                one.name,
                one.jurisdiction.name,
                one.carries,  # type: ignore[attr-defined]  # counted by the query
                one.role,
                (width - taken) / 2 + number * (BOX_WIDTH + GAP),
                MARGIN + place * ROW,
            )
    height = 2 * MARGIN + BOX_HEIGHT + max(len(rows) - 1, 0) * ROW
    drawn = tuple(DrawnLink(_line(one, boxes), one.name, one.second) for one in links)
    told = tuple(
        LinkRow(
            one.pk,
            one.name,
            one.upper.name,
            one.lower.name,
            Medium(one.medium).label,
            one.carrier,
            one.bandwidth,
            one.second,
            one.retired_on,
        )
        for one in links
    )
    return Topology(width, height, BOX_WIDTH, BOX_HEIGHT, tuple(boxes.values()), drawn, told)


def _rows(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes of each layer, so many a row."""
    found = []
    for role in Role:
        same = [one for one in nodes if one.role == role.value]
        found += [same[first : first + A_ROW] for first in range(0, len(same), A_ROW)]
    return found


def _line(link: Link, boxes: Mapping[int, DrawnNode]) -> str:
    """From box to box; a spare runs a little beside, and links within a row bow below it."""
    first, last = boxes[link.upper_id], boxes[link.lower_id]
    if first.y > last.y:
        first, last = last, first
    aside = 14.0 if link.second else 0.0
    if first.y == last.y:
        low = first.y + BOX_HEIGHT
        return (
            f"M{first.middle + aside} {low}Q{(first.middle + last.middle) / 2} {low + 40 + aside} {last.middle} {low}"
        )
    start, end = first.y + BOX_HEIGHT, last.y
    turn = (start + end) / 2
    x, to = first.middle + aside, last.middle + aside
    return f"M{x} {start}C{x} {turn} {to} {turn} {to} {end}"


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of the register as its list shows it."""

    id: int
    name: str
    place: str
    about: Text
    retired_on: date | None
    retires: bool


def kept_rows(kind: str, actor: Actor) -> list[Kept]:
    """The entries of one kind that the actor may see, by name."""
    match kind:
        case "vrf":
            areas = overseen(actor)
            tables = Vrf.objects.filter(Q(owner__in=areas) | Q(owner__parts__in=areas)).distinct().order_by("name")
            return [Kept(one.pk, one.name, one.distinguisher, one.title, None, False) for one in tables]
        case "site":
            sites = Site.objects.visible_to(actor).order_by("name")
            return [Kept(one.pk, one.name, one.address, Text("—", "—"), None, False) for one in sites]
        case "node":
            nodes = Node.objects.visible_to(actor).select_related("site").order_by("name")
            return [
                Kept(one.pk, one.name, one.site.name, Role(one.role).label, one.retired_on, not one.retired_on)
                for one in nodes
            ]
        case "link":
            links = Link.objects.visible_to(actor).select_related("upper", "lower").order_by("name")
            return [
                Kept(
                    one.pk,
                    one.name,
                    f"{one.upper.name} – {one.lower.name}",
                    Medium(one.medium).label,
                    one.retired_on,
                    not one.retired_on,
                )
                for one in links
            ]
    vlans = Vlan.objects.visible_to(actor).select_related("node").order_by("node__name", "number")
    return [
        Kept(
            one.pk,
            f"VLAN {one.number}",
            one.node.name,
            Text(one.name, one.name),
            one.retired_on,
            not one.retired_on,
        )
        for one in vlans
    ]

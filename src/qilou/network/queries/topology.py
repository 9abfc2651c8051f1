"""The extranet drawn from its register: nodes in layers from core to access, and the links as rows beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from qilou.kernel.actor import Actor
from qilou.law import Text, carries
from qilou.network.models import Link, Medium, Node, Role, Site, Vlan, Vrf
from qilou.network.models.register import overseen

BOX_WIDTH, BOX_HEIGHT, GAP, COLUMN, MARGIN = 136.0, 46.0, 16.0, 216.0, 2.0


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
    def centre(self) -> float:
        """Where its links meet it."""
        return self.y + BOX_HEIGHT / 2

    @property
    def lines(self) -> tuple[float, float]:
        """The heights of its two lines of words."""
        return self.y + 19, self.y + 36


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link as a line from the right edge of a box to the left edge of another."""

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
    layers = [layer for role in Role if (layer := [one for one in nodes if one.role == role.value])]
    height = 2 * MARGIN + _taken(max(layers, key=len, default=[]))
    boxes: dict[int, DrawnNode] = {}
    for place, layer in enumerate(layers):
        for number, one in enumerate(layer):
            boxes[one.pk] = DrawnNode(
                one.pk,
                one.name,
                one.jurisdiction.name,
                one.carries,  # type: ignore[attr-defined]  # counted by the query
                one.role,
                MARGIN + place * COLUMN,
                (height - _taken(layer)) / 2 + number * (BOX_HEIGHT + GAP),
            )
    width = 2 * MARGIN + BOX_WIDTH + max(len(layers) - 1, 0) * COLUMN
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


def _taken(layer: Sequence[Node]) -> float:
    """How high the boxes of a layer stand."""
    return max(len(layer) * (BOX_HEIGHT + GAP) - GAP, 0.0)


def _line(link: Link, boxes: Mapping[int, DrawnNode]) -> str:
    """From box to box; a spare runs a little beneath, and links within a layer bow to the right of it."""
    first, last = boxes[link.upper_id], boxes[link.lower_id]
    if first.x > last.x:
        first, last = last, first
    aside = 10.0 if link.second else 0.0
    y, to = first.centre + aside, last.centre + aside
    start, end = first.x + BOX_WIDTH, last.x
    if first.x == last.x:
        return f"M{start} {y}Q{start + 40 + aside} {(y + to) / 2} {start} {to}"
    turn = (start + end) / 2
    return f"M{start} {y}C{turn} {y} {turn} {to} {end} {to}"


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

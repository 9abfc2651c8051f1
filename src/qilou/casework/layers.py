"""Boxes and lines placed in layers from top to bottom, by arithmetic alone: the same graph always lies the same way.

The method is the usual one for layered graphs: every node goes below what leads to it, long edges get a bend in each
layer, the layers are ordered so that few lines cross, and every node goes as near to its neighbours as order and
widths allow (least squares under an ordering, by pooling adjacent violators). In the end long lines are made straight
where there is room. Edges already run one way; what leads back has been turned round by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

GAP, GAP_AT_LINES, GAP_BELOW, MARGIN = 26.0, 14.0, 28.0, 14.0
FEW, ROOM_A_LINE, ROOM_AT_MOST = 4, 3.0, 42.0
PORT, INSET = 16.0, 12.0
SWEEPS, LAST = 40, 6
STIFF = 8.0  # how much more a long line wants to be straight than a box wants to be in the middle

Point = tuple[float, float]


@dataclass(slots=True, eq=False)
class Node:
    """Something that takes room in a layer; a bend only carries a line through it. `x` is its middle."""

    width: float
    height: float
    bend: bool = False
    layer: int = 0
    x: float = 0.0
    top: float = 0.0
    above: "list[Node]" = field(default_factory=list)
    below: "list[Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Laid:
    """How large the whole is, and the points of each edge from its upper to its lower end."""

    width: float
    height: float
    lines: list[list[Point]]


def lay(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> Laid:
    """Place the nodes; an edge goes from its upper to its lower node. Raises ValueError for a circle."""
    placed = list(nodes)
    _layer(placed, edges)
    chains = [_chain(upper, lower, placed) for upper, lower in edges]
    layers = _ordered(placed)
    _place(layers)
    for chain in chains:
        _straighten(chain, layers)
    heights = _stack(layers)
    left = min(node.x - node.width / 2 for node in placed) - MARGIN
    for node in placed:
        node.x -= left
    width = max(node.x + node.width / 2 for node in placed) + MARGIN
    lines = [_line(chain, heights, port) for chain, port in zip(chains, _ports(chains), strict=True)]
    return Laid(width, heights[-1][1] + MARGIN, lines)


def _layer(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> None:
    """Each node goes as high as it can below everything that leads to it."""
    for _ in range(len(nodes) + 1):
        moved = False
        for upper, lower in edges:
            if lower.layer <= upper.layer:
                lower.layer, moved = upper.layer + 1, True
        if not moved:
            return
    raise ValueError("edges that close a circle cannot be put in layers")


def _chain(upper: Node, lower: Node, nodes: list[Node]) -> list[Node]:
    """The edge with a bend in every layer between its ends."""
    bends = [Node(2.0, 0.0, bend=True, layer=layer) for layer in range(upper.layer + 1, lower.layer)]
    nodes += bends
    chain = [upper, *bends, lower]
    for one, next_one in pairwise(chain):
        one.below.append(next_one)
        next_one.above.append(one)
    return chain


def _ordered(nodes: Sequence[Node]) -> list[list[Node]]:
    """The layers, each in the order that lets the fewest lines cross of those tried."""
    layers: list[list[Node]] = [[] for _ in range(max(node.layer for node in nodes) + 1)]
    for node in nodes:
        layers[node.layer].append(node)
    best, fewest = [list(layer) for layer in layers], _crossings(layers)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            _sort_by_neighbours(layer, layers, down=down)
        crossings = _crossings(layers)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _sort_by_neighbours(layer: list[Node], layers: list[list[Node]], *, down: bool) -> None:
    places = {id(node): place for one in layers for place, node in enumerate(one)}

    def middle(node: Node) -> float:
        near = node.above if down else node.below
        return sum(places[id(one)] for one in near) / len(near) if near else float(places[id(node)])

    layer.sort(key=middle)


def _crossings(layers: list[list[Node]]) -> int:
    count = 0
    for upper, lower in pairwise(layers):
        places = {id(node): place for place, node in enumerate(lower)}
        ends = [sorted(places[id(one)] for one in node.below) for node in upper]
        flat = [(start, end) for start, row in enumerate(ends) for end in row]
        count += sum(one[0] < two[0] and one[1] > two[1] for one in flat for two in flat)
    return count


def _place(layers: list[list[Node]]) -> None:
    """Sweep down and up, moving each layer to where its neighbours want it."""
    for layer in layers:
        _settle(layer, [0.0] * len(layer))
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _settle(layer, [_wanted(node, sweep) for node in layer])


def _wanted(node: Node, sweep: int) -> float:
    near = node.above if sweep % 2 == 0 else node.below
    if sweep >= SWEEPS - LAST or not near:
        near = [*node.above, *node.below]
    weights = [STIFF if node.bend and one.bend else 1.0 for one in near]
    return sum(one.x * weight for one, weight in zip(near, weights, strict=True)) / sum(weights) if near else node.x


def _apart(left: Node, right: Node) -> float:
    """How far apart the middles of two neighbours must be."""
    return (left.width + right.width) / 2 + (GAP_AT_LINES if left.bend or right.bend else GAP)


def _settle(layer: list[Node], wanted: list[float]) -> None:
    """The places nearest to those wanted that keep the order and the gaps."""
    offsets = [0.0]
    for left, right in pairwise(layer):
        offsets.append(offsets[-1] + _apart(left, right))
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for node, want, offset in zip(layer, wanted, offsets, strict=True):
        mean, weight, count = want - offset, STIFF if node.bend else 1.0, 1
        while blocks and blocks[-1][0] > mean:
            before, heavy, many = blocks.pop()
            mean = (mean * weight + before * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + many
        blocks.append((mean, weight, count))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    for node, mean, offset in zip(layer, means, offsets, strict=True):
        node.x = mean + offset


def _straighten(chain: list[Node], layers: list[list[Node]]) -> None:
    """Bring the bends of a line into one upright, where no neighbour stands in the way."""
    run: list[Node] = []
    least, most = float("-inf"), float("inf")
    for bend in chain[1:-1]:
        left, right = _room(bend, layers[bend.layer])
        if max(least, left) > min(most, right):
            _align(run, least, most)
            run, least, most = [], float("-inf"), float("inf")
        run, least, most = [*run, bend], max(least, left), min(most, right)
    _align(run, least, most)


def _align(run: list[Node], least: float, most: float) -> None:
    mean = sum(bend.x for bend in run) / max(1, len(run))
    for bend in run:
        bend.x = min(max(mean, least), most)


def _room(node: Node, layer: list[Node]) -> tuple[float, float]:
    """From where to where a node may move between its neighbours."""
    at = layer.index(node)
    left = layer[at - 1].x + _apart(layer[at - 1], node) if at else float("-inf")
    right = layer[at + 1].x - _apart(node, layer[at + 1]) if at + 1 < len(layer) else float("inf")
    return left, right


def _stack(layers: list[list[Node]]) -> list[Point]:
    """Top and bottom of every layer, its nodes in its middle; below it the more room, the more lines run there."""
    heights, top = [], MARGIN
    for layer in layers:
        tall = max(node.height for node in layer)
        for node in layer:
            node.top = top + (tall - node.height) / 2
        heights.append((top, top + tall))
        lines = sum(len(node.below) for node in layer)
        top += tall + GAP_BELOW + min(ROOM_AT_MOST, ROOM_A_LINE * max(0, lines - FEW))
    return heights


def _ports(chains: list[list[Node]]) -> list[Point]:
    """Where each line meets its two boxes, spread so that several on one side do not run into one another."""
    ports = [(chain[0].x, chain[-1].x) for chain in chains]
    sides: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for number, chain in enumerate(chains):
        sides.setdefault((id(chain[0]), 0), []).append((chain[1].x, number))
        sides.setdefault((id(chain[-1]), 1), []).append((chain[-2].x, number))
    for (_, end), ends in sides.items():
        node = chains[ends[0][1]][-end]
        step = min(PORT, (node.width - 2 * INSET) / max(1, len(ends) - 1))
        for place, (_, number) in enumerate(sorted(ends)):
            at = node.x + (place - (len(ends) - 1) / 2) * step
            ports[number] = (ports[number][0], at) if end else (at, ports[number][1])
    return ports


def _line(chain: list[Node], heights: list[Point], port: Point) -> list[Point]:
    """The points of a line; through a layer it runs upright."""
    points = [(port[0], chain[0].top + chain[0].height)]
    for bend in chain[1:-1]:
        points += [(bend.x, heights[bend.layer][0]), (bend.x, heights[bend.layer][1])]
    return [*points, (port[1], chain[-1].top)]

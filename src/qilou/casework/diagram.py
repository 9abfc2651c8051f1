"""A procedure drawn as a picture: states and steps in layers from top to bottom, placed by arithmetic alone.

The method is the usual one for layered graphs: turn round the edges that close a circle, put every node below what
leads to it, give long edges a bend in each layer, order the layers so that few lines cross, and then place every node
as near to its neighbours as order and widths allow (least squares under an ordering: pooling adjacent violators).
The same declaration always gives the same picture. Lengths are in units of a pixel at the ordinary text size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qilou.law import SYSTEM, Language

from .procedure import Procedure, State, Step

EM, LINE, SMALL = 14.0, 20.0, 12.0
PAD_X, PAD_Y, GAP_X, GAP_Y, MARGIN = 12.0, 8.0, 26.0, 28.0, 14.0
STATE_WIDEST, LABEL_WIDEST = 12.0, 9.0  # in em
SWEEPS = 40
ARROW = 7.0
PORT = 16.0
STIFF = 8.0  # how much more a long line wants to be straight than a box wants to be in the middle


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its middle at `x` and its baseline at `y`."""

    text: str
    x: float
    y: float
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A state (`start`, `final`, `waiting`) or the words on an edge (`words`)."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from box to box, with the points of its head; `tone` is expiry, exceptional or blank."""

    path: str
    head: str
    tone: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn procedure."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def em_width(self) -> float:
        """Its width in em of the page's ordinary text, so that large text enlarges it."""
        return round(self.width / EM, 2)

    @property
    def em_height(self) -> float:
        """Its height in the same em."""
        return round(self.height / EM, 2)


@dataclass(slots=True, eq=False)
class Node:
    """Something that takes room in a layer: a state, the words of steps, or a bend of a long edge."""

    width: float
    height: float
    state: State | None = None
    texts: tuple[tuple[str, str], ...] = ()
    tone: str = ""
    layer: int = 0
    x: float = 0.0
    top: float = 0.0
    above: "list[Node]" = field(default_factory=list)
    below: "list[Node]" = field(default_factory=list)

    @property
    def bend(self) -> bool:
        """Whether it only carries a line through its layer."""
        return self.state is None and not self.texts


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes of neighbouring or distant layers; `upward` says that its head is at the upper end."""

    upper: Node
    lower: Node
    upward: bool
    headed: bool
    tone: str


def picture(procedure: Procedure, language: Language) -> Picture:
    """The procedure's states and steps as boxes and arrows in one language."""
    nodes, edges = _graph(procedure, language)
    _layer(nodes, edges)
    chains = [(edge, _chain(edge, nodes)) for edge in edges]
    layers = _ordered(nodes)
    _place(layers)
    heights = _stack(layers)
    left = min(node.x - node.width / 2 for node in nodes) - MARGIN
    for node in nodes:
        node.x -= left
    width = max(node.x + node.width / 2 for node in nodes) + MARGIN
    arrows = tuple(
        _arrow(edge, chain, heights, port) for (edge, chain), port in zip(chains, _ports(chains), strict=True)
    )
    boxes = tuple(_box(node, procedure.start) for node in nodes if not node.bend)
    return Picture(round(width, 1), round(heights[-1][1] + MARGIN, 1), boxes, arrows)


# The graph


def _graph(procedure: Procedure, language: Language) -> tuple[list[Node], list[Edge]]:
    """A node for every state and for every bundle of steps with the same ends; steps that stay are in their state."""
    numbers = {step.name: number for number, step in enumerate(procedure.steps, start=1)}
    states = {state.name: _state_node(procedure, state, numbers, language) for state in procedure.states}
    back = _leading_back(procedure)
    bundles: dict[tuple[str, tuple[str, ...], str, bool], list[Step]] = {}
    for step in procedure.steps:
        origins = [state.name for state in procedure.states if state.name in step.at and state.name != step.to]
        for upward in (False, True):
            side = tuple(name for name in origins if ((name, step.to) in back) is upward)
            if side:
                bundles.setdefault((step.to, side, _tone(step), upward), []).append(step)
    nodes, edges = list(states.values()), []
    for (target, side, tone, upward), steps in bundles.items():
        words = _words_node([f"{numbers[one.name]} {one.label.in_(language)}" for one in steps], tone)
        nodes.append(words)
        for origin in side:
            pair = (words, states[origin]) if upward else (states[origin], words)
            edges.append(Edge(*pair, upward=upward, headed=False, tone=tone))
        pair = (states[target], words) if upward else (words, states[target])
        edges.append(Edge(*pair, upward=upward, headed=True, tone=tone))
    return nodes, edges


def _leading_back(procedure: Procedure) -> set[tuple[str, str]]:
    """The moves that lead back to a state on the way to where they begin: they are drawn upwards."""
    back: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def walk(state: str, way: tuple[str, ...]) -> None:
        seen.add(state)
        for step in procedure.leaving(state):
            if step.to in (*way, state):
                back.add((state, step.to))
            elif step.to not in seen:
                walk(step.to, (*way, state))

    walk(procedure.start, ())
    return back


def _tone(step: Step) -> str:
    if step.exceptional:
        return "exceptional"
    return "expiry" if step.on or step.by is SYSTEM else ""


def _state_node(procedure: Procedure, state: State, numbers: dict[str, int], language: Language) -> Node:
    texts = [(line, "state") for line in wrapped(state.label.in_(language), STATE_WIDEST)]
    if state.desk:
        texts += [(line, "turn") for line in wrapped(state.desk.label.in_(language), STATE_WIDEST * EM / SMALL)]
    for step in procedure.leaving(state.name):
        if step.to == state.name:
            words = f"↻ {numbers[step.name]} {step.label.in_(language)}"
            texts += [(line, "stay") for line in wrapped(words, STATE_WIDEST * EM / SMALL)]
    return _node(texts, PAD_X, PAD_Y, state=state)


def _words_node(labels: Sequence[str], tone: str) -> Node:
    texts = [(line, "step") for label in labels for line in wrapped(label, LABEL_WIDEST * EM / SMALL)]
    return _node(texts, 5.0, 2.0, tone=tone)


def _node(texts: list[tuple[str, str]], x: float, y: float, *, state: State | None = None, tone: str = "") -> Node:
    width = max(_wide(line) * (EM if kind == "state" else SMALL) for line, kind in texts) + 2 * x
    height = sum(LINE if kind == "state" else LINE - 3 for _, kind in texts) + 2 * y
    return Node(round(width, 1), height, state=state, texts=tuple(texts), tone=tone)


def _wide(text: str) -> float:
    """How wide a text is in em: an ideograph is one, other letters a little more than a half."""
    return sum(1.0 if ord(letter) >= 0x2E80 else 0.58 for letter in text)


def wrapped(text: str, widest: float) -> list[str]:
    """The text in lines of at most so many em; Latin words stay whole."""
    lines: list[str] = []
    line = ""
    for part in _parts(text):
        if line and _wide(line + part.rstrip()) > widest:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()]


def _parts(text: str) -> list[str]:
    """Where a line may end: after an ideograph or a space, never before closing punctuation."""
    parts: list[str] = []
    for letter in text:
        joined = parts and not (parts[-1].endswith(" ") or ord(parts[-1][-1]) >= 0x2E80 or ord(letter) >= 0x2E80)
        if (parts and (joined or letter in "，。、；：）》”’〉 ")) or (parts and parts[-1][-1] in "（《“‘〈"):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


# Layers


def _layer(nodes: list[Node], edges: list[Edge]) -> None:
    """Each node goes as high as it can below everything that leads to it."""
    for _ in nodes:
        moved = False
        for edge in edges:
            if edge.lower.layer <= edge.upper.layer:
                edge.lower.layer, moved = edge.upper.layer + 1, True
        if not moved:
            return
    raise ValueError("the states of a procedure cannot be put in layers")


def _chain(edge: Edge, nodes: list[Node]) -> list[Node]:
    """The edge with a bend in every layer between its ends."""
    chain = [edge.upper]
    for layer in range(edge.upper.layer + 1, edge.lower.layer):
        bend = Node(2.0, 0.0, layer=layer)
        nodes.append(bend)
        chain.append(bend)
    chain.append(edge.lower)
    for upper, lower in pairwise(chain):
        upper.below.append(lower)
        lower.above.append(upper)
    return chain


def _ordered(nodes: list[Node]) -> list[list[Node]]:
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


# Places


def _place(layers: list[list[Node]]) -> None:
    """Sweep down and up, moving each layer to where its neighbours want it."""
    for layer in layers:
        _settle(layer, [0.0] * len(layer))
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _settle(layer, [_wanted(node, sweep) for node in layer])


def _wanted(node: Node, sweep: int) -> float:
    near = node.above if sweep % 2 == 0 else node.below
    if sweep >= SWEEPS - 6 or not near:
        near = [*node.above, *node.below]
    weights = [STIFF if node.bend and one.bend else 1.0 for one in near]
    return sum(one.x * weight for one, weight in zip(near, weights, strict=True)) / sum(weights) if near else node.x


def _settle(layer: list[Node], wanted: list[float]) -> None:
    """The places nearest to those wanted that keep the order and the gaps."""
    offsets = [0.0]
    for left, right in pairwise(layer):
        offsets.append(offsets[-1] + (left.width + right.width) / 2 + GAP_X)
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


def _stack(layers: list[list[Node]]) -> list[tuple[float, float]]:
    """Top and bottom of every layer."""
    heights, top = [], MARGIN
    for layer in layers:
        tall = max(node.height for node in layer)
        for node in layer:
            node.top = top + (tall - node.height) / 2
        heights.append((top, top + tall))
        top += tall + GAP_Y
    return heights


# Lines


def _ports(chains: list[tuple[Edge, list[Node]]]) -> list[tuple[float, float]]:
    """Where each line meets its two boxes, spread so that several on one side do not run into one another."""
    ports = [(chain[0].x, chain[-1].x) for _, chain in chains]
    sides: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for number, (_, chain) in enumerate(chains):
        sides.setdefault((id(chain[0]), 0), []).append((chain[1].x, number))
        sides.setdefault((id(chain[-1]), 1), []).append((chain[-2].x, number))
    for (_, end), ends in sides.items():
        node = chains[ends[0][1]][1][-end]
        step = min(PORT, (node.width - 2 * PAD_X) / max(1, len(ends) - 1))
        for place, (_, number) in enumerate(sorted(ends)):
            at = node.x + (place - (len(ends) - 1) / 2) * step
            ports[number] = (ports[number][0], at) if end else (at, ports[number][1])
    return ports


def _arrow(edge: Edge, chain: list[Node], heights: list[tuple[float, float]], port: tuple[float, float]) -> Arrow:
    points = [(port[0], chain[0].top + chain[0].height)]
    for bend in chain[1:-1]:
        points += [(bend.x, heights[bend.layer][0]), (bend.x, heights[bend.layer][1])]
    points.append((port[1], chain[-1].top))
    head = ""
    if edge.headed:
        end, way = (0, 1) if edge.upward else (-1, -1)
        x, y = points[end]
        head = " ".join(f"{_n(a)},{_n(b)}" for a, b in ((x, y), (x - 4, y + way * ARROW), (x + 4, y + way * ARROW)))
        points[end] = (x, y + way * (ARROW - 1))
    return Arrow(_path(points), head, edge.tone)


def _path(points: list[tuple[float, float]]) -> str:
    """A line that leaves and enters upright."""
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (y + to_y) / 2
        straight = abs(x - to_x) < 0.5
        path += f"V{_n(to_y)}" if straight else f"C{_n(x)} {_n(middle)} {_n(to_x)} {_n(middle)} {_n(to_x)} {_n(to_y)}"
    return path


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _box(node: Node, start: str) -> Box:
    y, lines = node.top + (PAD_Y if node.state else 2.0), []
    for text, kind in node.texts:
        tall = LINE if kind == "state" else LINE - 3
        lines.append(Line(text, round(node.x, 1), round(y + tall * 0.74, 1), kind))
        y += tall
    kind = "words"
    if node.state:
        kind = "start" if node.state.name == start else "final" if node.state.final else "waiting"
    return Box(
        f"{kind} {node.tone}".strip(),
        round(node.x - node.width / 2, 1),
        round(node.top, 1),
        node.width,
        node.height,
        tuple(lines),
    )

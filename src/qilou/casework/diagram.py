"""A procedure drawn as a picture: its states as boxes, its steps as words on the lines between them.

Steps are numbered as in the guide. Steps with the same ends share their words' place, steps that leave the state as it
is stand in the state's box, and what leads back to a state on the way here is drawn upwards. Lengths are in units of a
pixel at the ordinary text size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qilou.law import SYSTEM, Language

from .layers import Node, Point, lay
from .procedure import Procedure, State, Step

EM, LINE, SMALL = 14.0, 20.0, 12.0
STATE_WIDEST, WORDS_WIDEST = 12.0, 9.0  # in em
PADS = {True: (12.0, 8.0), False: (5.0, 2.0)}  # of a state, of words
ARROW = 7.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its middle at `x` and its baseline at `y`."""

    text: str
    x: float
    y: float
    tone: str


@dataclass(frozen=True, slots=True)
class Box:
    """A state (`start`, `final`, `waiting`) or the words on a line (`words`)."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from box to box, with the points of its head if it has one; `tone` is expiry, exceptional or blank."""

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


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a node: a state or the words of steps, as lines of text and their tones."""

    node: Node
    kind: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes; `upward` says that it runs from the lower to the upper, `headed` that it ends there."""

    upper: Node
    lower: Node
    upward: bool
    headed: bool
    tone: str


def picture(procedure: Procedure, language: Language) -> Picture:
    """The procedure's states and steps as boxes and arrows in one language."""
    items, edges = _graph(procedure, language)
    laid = lay([item.node for item in items], [(edge.upper, edge.lower) for edge in edges])
    arrows = tuple(_arrow(edge, points) for edge, points in zip(edges, laid.lines, strict=True))
    return Picture(round(laid.width, 1), round(laid.height, 1), tuple(map(_box, items)), arrows)


def _graph(procedure: Procedure, language: Language) -> tuple[list[Item], list[Edge]]:
    """A node for every state and for every bundle of steps with the same ends."""
    numbers = {step.name: number for number, step in enumerate(procedure.steps, start=1)}
    states = {state.name: _state(procedure, state, numbers, language) for state in procedure.states}
    items, edges = list(states.values()), []
    for (target, origins, tone, upward), steps in _bundles(procedure).items():
        words = _item(
            f"words {tone}".strip(),
            [(f"{numbers[one.name]} {one.label.in_(language)}", "step") for one in steps],
        )
        items.append(words)
        ends = [(states[origin], False) for origin in origins] + [(states[target], True)]
        for end, headed in ends:
            upper, lower = (end.node, words.node) if upward == headed else (words.node, end.node)
            edges.append(Edge(upper, lower, upward, headed, tone))
    return items, edges


def _bundles(procedure: Procedure) -> dict[tuple[str, tuple[str, ...], str, bool], list[Step]]:
    """The steps that move a case, by where they lead, from where, how they come about, and whether they lead back."""
    back = _leading_back(procedure)
    bundles: dict[tuple[str, tuple[str, ...], str, bool], list[Step]] = {}
    for step in procedure.steps:
        tone = "exceptional" if step.exceptional else "expiry" if step.on or step.by is SYSTEM else ""
        origins = [state.name for state in procedure.states if state.name in step.at and state.name != step.to]
        for upward in (False, True):
            side = tuple(name for name in origins if ((name, step.to) in back) is upward)
            if side:
                bundles.setdefault((step.to, side, tone, upward), []).append(step)
    return bundles


def _leading_back(procedure: Procedure) -> set[tuple[str, str]]:
    """The moves that lead back to a state on the way to where they begin."""
    back: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def walk(state: str, way: tuple[str, ...]) -> None:
        seen.add(state)
        for step in procedure.leaving(state):
            if step.to in way:
                back.add((state, step.to))
            elif step.to not in seen:
                walk(step.to, (*way, step.to))

    walk(procedure.start, (procedure.start,))
    return back


# Boxes


def _state(procedure: Procedure, state: State, numbers: dict[str, int], language: Language) -> Item:
    """A state with whose turn it is and the steps that leave it as it is."""
    texts = [(state.label.in_(language), "state")]
    texts += [(state.desk.label.in_(language), "turn")] if state.desk else []
    texts += [
        (f"↻ {numbers[step.name]} {step.label.in_(language)}", "stay")
        for step in procedure.leaving(state.name)
        if step.to == state.name
    ]
    return _item("start" if state.name == procedure.start else "final" if state.final else "waiting", texts)


def _item(kind: str, texts: Sequence[tuple[str, str]]) -> Item:
    widest = WORDS_WIDEST if kind.startswith("words") else STATE_WIDEST
    lines = [(line, tone) for text, tone in texts for line in wrapped(text, widest * EM / _size(tone))]
    x, y = PADS[not kind.startswith("words")]
    width = max(_wide(line) * _size(tone) for line, tone in lines) + 2 * x
    return Item(Node(round(width, 1), sum(_tall(tone) for _, tone in lines) + 2 * y), kind, tuple(lines))


def _size(tone: str) -> float:
    return EM if tone == "state" else SMALL


def _tall(tone: str) -> float:
    return LINE if tone == "state" else LINE - 3


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
        last = parts[-1][-1] if parts else ""
        latin = last and last != " " and ord(last) < 0x2E80 and ord(letter) < 0x2E80
        if last and (latin or letter in "，。、；：）》”’〉 " or last in "（《“‘〈"):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _box(item: Item) -> Box:
    node, lines = item.node, []
    y = node.top + PADS[not item.kind.startswith("words")][1]
    for text, tone in item.texts:
        lines.append(Line(text, round(node.x, 1), round(y + _tall(tone) * 0.74, 1), tone))
        y += _tall(tone)
    left = round(node.x - node.width / 2, 1)
    return Box(item.kind, left, round(node.top, 1), node.width, node.height, tuple(lines))


# Lines


def _arrow(edge: Edge, points: list[Point]) -> Arrow:
    """The line, cut short where its head begins."""
    if not edge.headed:
        return Arrow(_path(points), "", edge.tone)
    end, way = (0, 1) if edge.upward else (-1, -1)
    x, y = points[end]
    head = ((x, y), (x - 4, y + way * ARROW), (x + 4, y + way * ARROW))
    shortened = [(x, y + way * (ARROW - 1))]
    points = [*shortened, *points[1:]] if edge.upward else [*points[:-1], *shortened]
    return Arrow(_path(points), " ".join(f"{_n(a)},{_n(b)}" for a, b in head), edge.tone)


def _path(points: list[Point]) -> str:
    """A line that leaves and enters upright."""
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = _n((y + to_y) / 2)
        straight = abs(x - to_x) < 0.5
        path += f"V{_n(to_y)}" if straight else f"C{_n(x)} {middle} {_n(to_x)} {middle} {_n(to_x)} {_n(to_y)}"
    return path


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

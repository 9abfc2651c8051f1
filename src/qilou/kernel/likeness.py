"""How alike two texts are: cut into small pieces, weighed by how rare each is, compared by the angle between them.

Chinese gives its characters and pairs of neighbours (1–2-grams). Latin words give themselves, pairs of neighbours and
triples of letters that survive a misread one, and abbreviations meet their long form: "NOC" and the initials of
"National Occupational Classification" are one piece. A piece is a signed number of 32 bits, so that tables can keep it.
"""

import html
import math
import re
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import combinations, groupby
from typing import TypeVar

from .search import HAN

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
RUNS = re.compile(f"[{HAN}]+|[A-Za-z\u00c0-\u024f]+|[0-9]+")
HAN_BEGINS = "\u3007"
STEP = 32  # a damped count is kept in 32nds, in one byte
TRIPLE = 0.35  # what a triple of letters counts beside the word that it stands in
SHORT_WORD = 3  # "of", "and", "de", "la" stand between the words of a name without being told by its initials
INITIALS = range(3, 7)
ABBREVIATION = range(2, 9)
LONGEST = 6000  # characters of a text that are compared

TELLING = 0.5  # a piece tells two texts apart that weighs at least this much of one that no text has
FLOOR = 0.1  # the weight of a piece that every text has
CROWD = 10  # of the likest, how many are compared with one another
CROWDING = 0.4  # how much it counts against one that the others are like it
CLOSE = 5  # by how many of the others that is judged

Key = TypeVar("Key")
Counted = Mapping[int, int]
Vector = Mapping[int, float]


def cleaned(text: str) -> str:
    """A text without what editors and exports leave in it: tags, entities."""
    return html.unescape(TAG.sub(" ", html.unescape(text)))


def readable(text: str) -> str:
    """The same without full width."""
    return unicodedata.normalize("NFKC", cleaned(text))


def pieces(text: str) -> dict[int, int]:
    """Every piece of a text with its damped count, ln(1 + n), in 32nds."""
    found: dict[str, float] = {}
    capitals = before = ""
    for run in RUNS.findall(readable(text)[:LONGEST]):
        if run[0] >= HAN_BEGINS:
            _add(found, [*run, *(run[at : at + 2] for at in range(len(run) - 1))])
            capitals = _told(found, capitals)
            continue
        word = run.lower()
        _add(found, [f"={word}", f"{before} {word}"] if before else [f"={word}"])
        edged = f"^{word}$"
        _add(found, [edged[at : at + 3] for at in range(len(edged) - 2)], TRIPLE)
        before = word
        abbreviated = len(run) in ABBREVIATION and run.isupper()
        if abbreviated:
            _add(found, [f"#{word}"])
        if run[0].isupper() and not abbreviated:
            capitals += word[0]
        elif abbreviated or len(run) > SHORT_WORD:
            capitals = _told(found, capitals)
    _told(found, capitals)
    return {_number(one): min(255, round(STEP * math.log1p(n))) for one, n in found.items()}


def _number(piece: str) -> int:
    number = zlib.crc32(piece.encode())
    return number - (number >> 31 << 32)


def _told(found: dict[str, float], capitals: str) -> str:
    """The initials of a run of capitalised words, all and in part, as their abbreviations; nothing is left of them."""
    for size in INITIALS:
        _add(found, [f"#{capitals[at : at + size]}" for at in range(len(capitals) - size + 1)])
    return ""


def _add(found: dict[str, float], those: Iterable[str], n: float = 1.0) -> None:
    for one in those:
        found[one] = found.get(one, 0.0) + n


class _Known(dict[int, float]):
    """Weights as they are asked for: a look-up costs a third of a call."""

    def __init__(self, texts: int, holding: Mapping[int, int]) -> None:
        super().__init__()
        self.texts, self.holding = texts, holding

    def __missing__(self, piece: int) -> float:
        share = (self.texts + 1) / (self.holding.get(piece, 0) + 1)
        weight = self[piece] = FLOOR + math.log(share)
        return weight


class Weights:
    """How rare each piece is among so many texts; a piece that none of them has is the rarest.

    `of` gives the logarithm of one over the share of texts that have the piece, and a little for a piece of all.
    """

    def __init__(self, texts: int, holding: Mapping[int, int]) -> None:
        self.texts, self.holding = texts, holding
        self.of: Mapping[int, float] = _Known(texts, holding)


def rarity(texts: Iterable[Counted]) -> Weights:
    """The weights of a collection; empty texts do not count."""
    holding: dict[int, int] = {}
    number = 0
    for one in texts:
        number += bool(one)
        for piece in one:
            holding[piece] = holding.get(piece, 0) + 1
    return Weights(number, holding)


def vector(counted: Counted, weights: Weights) -> dict[int, float]:
    """A text as a direction: each piece by count and rarity, of length 1; empty for an empty text."""
    of = weights.of
    weighed = {piece: n * of[piece] for piece, n in counted.items()}
    length = math.hypot(*weighed.values())
    return {piece: one / length for piece, one in weighed.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """How alike two directions are: 0 for nothing shared, 1 for the same pieces in the same measure."""
    return sum(one[piece] * other[piece] for piece in one.keys() & other.keys())


def packed(counted: Counted) -> bytes:
    """Pieces and their counts for keeping, five bytes each."""
    return array("i", counted).tobytes() + bytes(counted.values())


def unpacked(kept: bytes) -> dict[int, int]:
    """What was kept, as it was."""
    number = len(kept) // 5
    return dict(zip(memoryview(kept)[: number * 4].cast("i"), kept[number * 4 :], strict=True))


def marked(text: str, other: Counted, weights: Weights) -> list[tuple[str, bool]]:
    """A text in stretches, each with whether another text says the same there and few others do.

    A Chinese stretch is at least two characters, a Latin one a word.
    """
    shown = cleaned(text)
    plain = "".join(one if len(one) == 1 else old for old in shown for one in [unicodedata.normalize("NFKC", old)])
    rare = TELLING * weights.of[0]
    hit = [False] * len(plain)
    for run in RUNS.finditer(plain):
        start, word = run.start(), run.group()
        han = word[0] >= HAN_BEGINS
        told = [(at, word[at : at + 2]) for at in range(len(word) - 1)] if han else [(0, f"={word.lower()}")]
        for at, one in told:
            piece = _number(one)
            if piece in other and weights.of[piece] >= rare:
                end = at + 2 if han else len(word)
                hit[start + at : start + end] = [True] * (end - at)
    return [
        ("".join(shown[at] for at, _ in those), said) for said, those in groupby(enumerate(hit), key=lambda one: one[1])
    ]


def likeness(one: Sequence[Vector], other: Sequence[Vector], weights: Sequence[float]) -> float:
    """How alike two things are over their fields; a field that either lacks counts half of what the others average."""
    held = summed = 0.0
    for this, that, weight in zip(one, other, weights, strict=True):
        if this and that:
            held += weight
            summed += weight * cosine(this, that)
    if not held:
        return 0.0
    whole = sum(weights)
    return summed / held * (held + 0.5 * (whole - held)) / whole


def ordered(
    asked: Sequence[Vector], near: Mapping[Key, Sequence[Vector]], weights: Sequence[float], most: int
) -> list[tuple[Key, float]]:
    """The likest few of those that are near, each with its likeness; of two alike the one that came first.

    The first field is the whole. Among the likest ten, one that resembles many of the others tells less, and comes
    later: in lists of many projects of one name, the one asked for stands out by what the others do not say.
    """
    found = sorted(((key, likeness(asked, one, weights)) for key, one in near.items()), key=lambda one: -one[1])
    likest = found[:CROWD]
    alike = {(one, other): cosine(near[one][0], near[other][0]) for (one, _), (other, _) in combinations(likest, 2)}

    def crowd(key: Key) -> float:
        """How alike the nearest of the likest others are to this one on the whole, on average."""
        return sum(nlargest(CLOSE, (one for pair, one in alike.items() if key in pair))) / CLOSE

    apart = {key: one - CROWDING * crowd(key) for key, one in likest}
    likest.sort(key=lambda one: -apart[one[0]])
    return [*likest, *found[CROWD:]][:most]

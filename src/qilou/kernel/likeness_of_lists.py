"""How well the comparison finds the same project in another list: recall at 1 and at 5, from two lists and an id."""

import heapq
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qilou.law import say

from .errors import Invalid
from .likeness import ordered, pieces, rarity, readable, vector
from .search import HAN
from .tables import Table

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec janv f[ée]vr mars avr mai juin juil ao[uû]t sept d[ée]c"
NO_WORD = re.compile(
    rf"(?i)\b(?:{'|'.join(MONTHS.split())})[a-zéû]*\b\.?|\b(?:st|nd|rd|th|q[1-4]|fy|am|pm|m|k|bn|cad|usd|gbp|eur|rmb|cny"
    r"|yes|no|true|false|n/?a|tbd|nil|none|unknown)\b|[年月日季度上下半元万亿是否无]"
)
LETTERS = re.compile(r"[^\W\d_]")
CODE = re.compile(rf"(?=.*[\d/@:_-])[^\s{HAN}]+")  # "PRJ-0053", an address: letters, but no words
MOSTLY = 0.5  # a column is text where more than this share of its filled cells are
GROUPING = 0.4  # where at most this share of the rows has a value of its own, the column names a group, not a project
FAR = 101  # the place of what is not among the hundred that share most
GROUP_WEIGHT = 0.2  # what all grouping columns count, beside all that tell one project from another


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is compared: its place in either list, and its weight."""

    header: str
    places: tuple[int, int]
    weight: float
    grouping: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """What an evaluation found: how many rows have a counterpart, and of how many it came first or among five."""

    asked: int
    first: int
    among_five: int
    fields: tuple[Field, ...]
    missed: tuple[tuple[str, int], ...]

    @property
    def at_1(self) -> float:
        """The share of rows whose counterpart is the nearest of all."""
        return self.first / self.asked

    @property
    def at_5(self) -> float:
        """The share of rows whose counterpart is one of the five nearest."""
        return self.among_five / self.asked


def folded(header: str) -> str:
    """A column's name without the differences that nobody means."""
    return "".join(LETTERS.findall(unicodedata.normalize("NFKC", header).lower())) or header.strip()


def recall(
    asked: Table,
    kept: Table,
    *,
    id_column: str,
    ignored: Collection[str] = (),
    wanted: Callable[[str], bool] = bool,
) -> Recall:
    """For each row of `asked` whose id is wanted and stands in `kept`: the place of its counterpart among all of them.

    The id is never evidence. Raises Invalid for columns that are not there, for lists that share no id, and where no
    column is left to compare.
    """
    for column in {id_column, *ignored} - {*asked.header, *kept.header}:
        raise Invalid({"ignore": say("没有“%(column)s”列。", "There is no column “%(column)s”.", column=column)})
    ids = tuple(_ids(table, id_column) for table in (asked, kept))
    places = {one: place for place, one in reversed(list(enumerate(ids[1]))) if one}
    fields = compared(asked, kept, {id_column, *ignored})
    rows = [place for place, one in enumerate(ids[0]) if one in places and wanted(one)]
    if not rows:
        raise Invalid({"id": say("两个表没有相同的编号。", "The two lists share no id.")})
    likeness = _Lists(asked, kept, fields)
    ranks = [(ids[0][row], likeness.rank(row, places[ids[0][row]])) for row in rows]
    return Recall(
        len(ranks),
        sum(rank == 1 for _, rank in ranks),
        sum(rank <= 5 for _, rank in ranks),
        fields,
        tuple((one, rank) for one, rank in ranks if rank > 1),
    )


def _ids(table: Table, column: str) -> list[str]:
    if column not in table.header:
        words = say("文件中没有“%(column)s”列。", "The file has no column “%(column)s”.", column=column)
        raise Invalid({"id": words})
    at = table.header.index(column)
    return [row[at].strip() for row in table.rows]


def compared(asked: Table, kept: Table, ignored: Collection[str]) -> tuple[Field, ...]:
    """The columns of text that both lists have, found by header and content; raises Invalid where there is none."""
    out = {folded(one) for one in ignored}
    there = {folded(header): place for place, header in enumerate(kept.header)}
    telling: list[tuple[str, tuple[int, int]]] = []
    grouping: list[tuple[str, tuple[int, int]]] = []
    for place, header in enumerate(asked.header):
        other = there.get(folded(header))
        if other is None or folded(header) in out:
            continue
        values = [[row[at] for row in table.rows] for at, table in ((place, asked), (other, kept))]
        if not all(is_text(cells) for cells in values):
            continue
        groups = min(_own_values(cells) for cells in values) <= GROUPING
        (grouping if groups else telling).append((header, (place, other)))
    if not telling and not grouping:
        raise Invalid({"ignore": say("没有可比较的文字列。", "No column of text is left to compare.")})
    share = GROUP_WEIGHT * max(1, 2 * len(telling)) / max(1, len(grouping))
    return (
        *(Field(header, places, 1.0, False) for header, places in telling),
        *(Field(header, places, share, True) for header, places in grouping),
    )


def is_text(cells: Sequence[str]) -> bool:
    """Whether a column says something in words, and not always the same: no dates, amounts, flags or constants."""
    filled = [one for one in cells if one.strip()]
    worded = [one for one in filled if not CODE.fullmatch(one) and LETTERS.search(NO_WORD.sub("", readable(one)))]
    return len(worded) > MOSTLY * len(filled) and len(set(worded)) > 1


def _own_values(cells: Sequence[str]) -> float:
    filled = [one.strip().lower() for one in cells if one.strip()]
    return len(set(filled)) / len(filled)


class _Lists:
    """Both lists as vectors, field by field, and all telling columns once more as one text."""

    def __init__(self, asked: Table, kept: Table, fields: Sequence[Field]) -> None:
        telling = [one for one in fields if not one.grouping] or fields
        whole = ([one.places[0] for one in telling], [one.places[1] for one in telling])
        own = [([one.places[0]], [one.places[1]]) for one in fields]
        self.weights = [float(len(telling)), *(one.weight for one in fields)]
        cut = [_cut(asked, kept, places) for places in (whole, *own)]
        common = rarity(cut[0][1])
        grouped = [False, *(one.grouping for one in fields)]
        rare = [rarity(theirs) if apart else common for (_, theirs), apart in zip(cut, grouped, strict=True)]
        vectors = [
            tuple([vector(one, weights) for one in side] for side in both)
            for both, weights in zip(cut, rare, strict=True)
        ]
        self.asked = list(zip(*(one for one, _ in vectors), strict=True))
        self.kept = list(zip(*(one for _, one in vectors), strict=True))
        self.holding: dict[int, list[tuple[int, float]]] = {}
        for row, (one, *_) in enumerate(self.kept):
            for piece, weight in one.items():
                self.holding.setdefault(piece, []).append((row, weight))

    def rank(self, row: int, counterpart: int) -> int:
        """The place of the counterpart among the rows of the other list, from 1; FAR where it is not near at all."""
        sums: dict[int, float] = {}
        for piece, weight in self.asked[row][0].items():
            for other, held in self.holding.get(piece, ()):
                sums[other] = sums.get(other, 0.0) + weight * held
        likest = sorted(heapq.nlargest(FAR - 1, sums, key=sums.__getitem__))
        near = ordered(self.asked[row], {one: self.kept[one] for one in likest}, self.weights, FAR)
        return next((place for place, (one, _) in enumerate(near, 1) if one == counterpart), FAR)


def _cut(
    asked: Table, kept: Table, places: tuple[Sequence[int], Sequence[int]]
) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    ours, theirs = (
        [pieces(" . ".join(row[at] for at in those)) for row in table.rows]
        for table, those in zip((asked, kept), places, strict=True)
    )
    return ours, theirs

"""Marks at the places of a document: how many comments stand there, and the ways to them and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qilou.casework.queries.together import Said
from qilou.law import Message, Text


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a place: the count of its comments, the first of them, and the way to write one."""

    label: Text | Message | str
    count: int
    href: str


Marks = Mapping[str, tuple[int, int]]


def marks(comments: Iterable[Said]) -> dict[str, tuple[int, int]]:
    """By place, how many comments speak of it and which is the first; a page of a file counts for the file."""
    found: dict[str, tuple[int, int]] = {}
    for one in comments:
        code = one.row.anchor.partition("#")[0]
        count, first = found.get(code, (0, one.row.pk))
        found[code] = (count + 1, first)
    return found


def mark(code: str, label: Text | Message | str, found: Marks) -> Mark:
    """The mark of one place: to its first comment, or to the form for one."""
    count, first = found.get(code, (0, 0))
    return Mark(label, count, f"#comment-{first}" if count else f"?about={code}#comment-form")

"""What belongs into a case's file: its papers as signed, its files, and the record of its acts, in order."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qilou.casework.actions.files import path_of
from qilou.casework.queries.contents import Held, contents_of
from qilou.ledger.queries import bodies_of

from .models import CaseFile, CatalogueItem, Part

RECORD = "办理记录（存证事件原文）"


@dataclass(frozen=True, slots=True)
class Item:
    """One item to be: what it is, and the bytes that it stands for by hash (`stored` names a stored file)."""

    part: Part
    title: str
    reference: str
    responsible: str
    dated: date
    stored: str
    sha256: str
    size: int


def items_of(case: int, number: str, *, responsible: str, on: date) -> tuple[list[Item], int]:
    """The items of a case as they stand: papers and files by their days, the record of the acts last; and how many
    acts that record holds."""
    found = [_item(one, responsible) for one in contents_of(case)]
    acts = bodies_of(number)
    record = _lines(acts)
    found.append(
        Item(
            Part.RECORD,
            RECORD,
            number,
            responsible,
            on,
            "",
            hashlib.sha256(record).hexdigest(),
            len(record),
        )
    )
    return found, len(acts)


def _item(one: Held, responsible: str) -> Item:
    part = Part.PAPER if one.paper else Part.FILE
    return Item(part, one.title, one.reference, one.issuer or responsible, one.dated, one.hash, one.hash, one.size)


def _lines(bodies: Iterable[bytes]) -> bytes:
    """Acts, one a line, as the record keeps them: personal data as commitments."""
    return b"".join(body + b"\n" for body in bodies)


def sum_of(items: Iterable[Item | CatalogueItem]) -> str:
    """The hash of a catalogue: of its items' sums, one a line, in their order."""
    return hashlib.sha256("".join(f"{one.sha256}  {one.title}\n" for one in items).encode()).hexdigest()


def bytes_of(item: CatalogueItem, file: CaseFile) -> bytes:
    """What an item stands for; raises OSError for a file that is not in the store."""
    if item.stored:
        return path_of(item.stored).read_bytes()
    return _lines(bodies_of(file.case.number, first=file.acts))


def as_rows(file: int, version: int, items: Sequence[Item]) -> list[CatalogueItem]:
    """The items as rows of a file's catalogue."""
    return [
        CatalogueItem(
            file_id=file,
            version=version,
            number=place,
            part=one.part.value,
            title=one.title[:400],
            reference=one.reference[:100],
            responsible=one.responsible,
            dated=one.dated,
            stored=one.stored,
            sha256=one.sha256,
            size=one.size,
        )
        for place, one in enumerate(items, start=1)
    ]

"""The newest head kept outside the database: what was signed once may never be missing or different later.

A database put back to an earlier state, or replaced by another one, is found here before anything more is signed.
"""

import os
from pathlib import Path

from .head import Head, Malformed, read_head
from .models import SignedHead
from .sealing import Broken
from .stored import StoredTree


def read(path: Path) -> Head | None:
    """The head that was kept; raises Broken where the file is none."""
    try:
        return read_head(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (Malformed, UnicodeDecodeError) as error:
        raise Broken(f"{path} is no head: {error}") from error


def demand(head: Head | None) -> None:
    """Raise Broken unless the record still holds what a head seen earlier says."""
    if head is None:
        return
    kept = SignedHead.objects.filter(size=head.size).first()
    if kept is not None and bytes(kept.root) == head.root:
        return
    newest = SignedHead.objects.order_by("-size").first()
    if newest is None or newest.size < head.size:
        raise Broken(
            f"rolled back: a head of size {head.size} was signed, yet the record ends at {newest.size if newest else 0}"
        )
    if StoredTree().grown(head.size).root() != head.root:
        raise Broken(f"split view: of size {head.size} another head was signed than the record has")


def keep(path: Path, note: str) -> None:
    """Keep a head in place of the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f"{path.name}.{os.getpid()}")
    written.write_text(note, encoding="utf-8")
    written.replace(path)

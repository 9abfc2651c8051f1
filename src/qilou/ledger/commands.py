"""`qilou seal`, `qilou verify`, `qilou export ledger`: the record sealed, checked, and given to others."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qilou.kernel.command_line import exports


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add the record's commands to the command line."""
    seal = commands.add_parser("seal", help="seal the record about once a second; `serve` does it by itself")
    seal.add_argument("--once", action="store_true", help="seal what there is and end")
    seal.add_argument("--attached", action="store_true", help="end when the process that started this does")
    seal.set_defaults(run=run_seal, database=True)

    ledger = exports(commands).add_parser("ledger", help="the sealed record, for whoever verifies it from outside")
    ledger.add_argument("file", type=Path)
    ledger.add_argument("--personal", action="store_true", help="with what opens commitments: personal data")
    ledger.set_defaults(run=run_export, database=True)

    verify = commands.add_parser("verify", help="verify the record, the files and the tables against each other")
    verify.add_argument("--head", action="append", type=Path, default=[], metavar="FILE", help="a head seen earlier")
    verify.add_argument("--most", type=int, default=1000, metavar="N", help="how many doubts are printed")
    verify.set_defaults(run=run_verify, database=True)


def run_seal(chosen: argparse.Namespace) -> int:
    """Seal once, or until stopped."""
    from .sealer import keep_sealing, seal_once
    from .sealing import Broken, lag
    from .signing import SignerMissing, signer

    parent = os.getppid()
    if not chosen.once:
        keep_sealing(lambda: not chosen.attached or os.getppid() == parent)
        return 0
    try:
        seal_once(signer())
    except (Broken, SignerMissing) as wrong:
        print(f"qilou: {wrong}", file=sys.stderr)
        return 1
    return 1 if lag() else 0


def run_verify(chosen: argparse.Namespace) -> int:
    """Verify everything; each doubt is a line. 0 where there is none."""
    from qilou.law.declared import declare_all

    from .everything import Everything
    from .head import Malformed, read_head

    declare_all()
    try:
        seen = tuple(read_head(path.read_text(encoding="utf-8")) for path in chosen.head)
    except (OSError, Malformed) as wrong:
        print(f"qilou: {wrong}", file=sys.stderr)
        return 2
    found = Everything(seen)
    with one_state():
        for number, doubt in enumerate(found.doubts()):
            if number == chosen.most:
                print("… and more")
                break
            print(doubt, flush=True)
    print(f"{found.events} events under {found.heads} heads; {found.number or 'no'} doubts")
    return 1 if found.number else 0


def run_export(chosen: argparse.Namespace) -> int:
    """Write the export, one state of the database, under another name first."""
    from .export import exported

    half = chosen.file.with_name(f"{chosen.file.name}.half")
    half.touch(mode=0o600)
    with one_state(), half.open("w", encoding="utf-8") as file:
        for line in exported(personal=chosen.personal):
            file.write(line + "\n")
    half.replace(chosen.file)
    return 0


@contextmanager
def one_state() -> Iterator[None]:
    """Everything read in the block is of one moment."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield

"""`qilou seal`, `qilou verify`, `qilou export ledger`: the record sealed, checked, and given to others."""

import argparse
import os
import sys
from typing import Any


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add the record's commands to the command line."""
    seal = commands.add_parser("seal", help="seal the record about once a second; `serve` does it by itself")
    seal.add_argument("--once", action="store_true", help="seal what there is and end")
    seal.add_argument("--attached", action="store_true", help="end when the process that started this does")
    seal.set_defaults(run=run_seal, database=True)


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

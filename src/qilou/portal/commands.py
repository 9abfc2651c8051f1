"""`qilou docs`: the pages of docs/law and docs/procedures, from the declarations."""

import argparse
from pathlib import Path
from typing import Any

from qilou.casework import handbook
from qilou.law import book
from qilou.law.declared import declare_all

DOCS = Path(__file__).parents[3] / "docs"


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add `docs` to the command line."""
    parser = commands.add_parser("docs", help="write docs/law and docs/procedures from the declarations")
    parser.add_argument("--folder", type=Path, default=DOCS, metavar="FOLDER", help="write them there instead")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Write both sets of pages."""
    declare_all()
    book.write(chosen.folder / "law")
    handbook.write(chosen.folder / "procedures")

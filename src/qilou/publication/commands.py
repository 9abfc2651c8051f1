"""`qilou export oc4ids|ocds FILE`: everything that is published, as one package of open data."""

import argparse
from pathlib import Path
from typing import Any

from qilou.kernel.command_line import exports
from qilou.kernel.moment import now

STANDARDS = {"oc4ids": "published projects (OC4IDS 0.9)", "ocds": "their contracting processes (OCDS 1.1)"}


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add `export oc4ids` and `export ocds` to the command line."""
    for name, says in STANDARDS.items():
        one = exports(commands).add_parser(name, help=says)
        one.add_argument("file", type=Path)
        one.set_defaults(run=run, database=True, standard=name)


def run(chosen: argparse.Namespace) -> int:
    """Write the package, piece by piece."""
    from .packages import oc4ids_package, ocds_package
    from .queries.open_data import all_subjects, site

    package = oc4ids_package if chosen.standard == "oc4ids" else ocds_package
    with chosen.file.open("w", encoding="utf-8") as file:
        file.writelines(package(all_subjects(), site(), at=f"/open/data/{chosen.standard}.json", now=now()))
    return 0

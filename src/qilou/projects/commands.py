"""`qilou import projects FILE` and `qilou duplicates evaluate A B`.

The first takes in an external portfolio from a file, a dry run unless `--enter` is given; the second says how well the
comparison of projects finds the rows of one list in another.
"""

import argparse
from hashlib import sha256
from pathlib import Path
from typing import Any

from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.forms import parse
from qilou.kernel.likeness_of_lists import FAR, recall
from qilou.kernel.moment import now
from qilou.kernel.tables import read_table

from .inputs.portfolio import Columns

FIELDS = ("name", "unit", "description", "amount", "source_id", "completion")


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add `import` to the command line."""
    parser = commands.add_parser("import", help="take in a file that people keep elsewhere")
    what = parser.add_subparsers(metavar="WHAT", required=True)
    projects = what.add_parser("projects", help="an external portfolio of projects (CSV, XLSX, XLS, ODS)")
    projects.add_argument("file", type=Path)
    projects.add_argument("--portfolio", required=True, help="its name")
    projects.add_argument("--jurisdiction", required=True, metavar="CODE", help="its own code, such as CA-GC")
    projects.add_argument("--document", required=True, help="where the list comes from: number and date")
    projects.add_argument("--as", dest="person", required=True, metavar="NAME", help="sign-in name of the officer")
    for field in FIELDS:
        projects.add_argument(f"--{field.replace('_', '-')}", default="", metavar="COLUMN", help=f"column: {field}")
    projects.add_argument("--amount-unit", default="1", choices=["1", "10000", "1000000"])
    projects.add_argument("--enter", action="store_true", help="enter the rows; without it only try")
    projects.set_defaults(run=run, database=True)
    _register_duplicates(commands)


def _register_duplicates(commands: Any) -> None:  # Any: as above
    parser = commands.add_parser("duplicates", help="the comparison of projects with all others")
    what = parser.add_subparsers(metavar="WHAT", required=True)
    asked = what.add_parser("evaluate", help="recall at 1 and 5 of the rows of A that have a counterpart in B")
    asked.add_argument("a", type=Path, metavar="A", help="the list whose rows are looked for (CSV, XLSX, XLS, ODS)")
    asked.add_argument("b", type=Path, metavar="B", help="the list in which they are looked for")
    asked.add_argument("--id", required=True, metavar="COLUMN", help="the same in both lists; never compared")
    asked.add_argument("--ignore", nargs="*", default=[], metavar="COLUMN", help="columns that are no evidence")
    halves = "only ids whose SHA-256 has an even (0) or odd (1) first byte: tune on one, report on the other"
    asked.add_argument("--half", type=int, choices=[0, 1], help=halves)
    asked.set_defaults(run=evaluate)


def evaluate(chosen: argparse.Namespace) -> int:
    """Print what was compared, the recall, and each row whose counterpart did not come first."""
    try:
        a, b = (read_table(one.read_bytes(), one.name) for one in (chosen.a, chosen.b))
        found = recall(a, b, id_column=chosen.id, ignored=chosen.ignore, wanted=lambda one: in_half(one, chosen.half))
    except Invalid as invalid:
        return _faults(invalid)
    for field in found.fields:
        print(f"compared: {field.header} (weight {field.weight:.2f}{', names a group' if field.grouping else ''})")
    for one, place in found.missed:
        print(f"not first: {one}, place {place if place < FAR else f'{FAR} or later'}")
    print(f"{found.asked} rows have a counterpart")
    print(f"recall at 1: {found.at_1:.4f}")
    print(f"recall at 5: {found.at_5:.4f}")
    return 0


def in_half(one: str, half: int | None) -> bool:
    """Whether an id belongs to that half of all ids; to no half asked for belongs every one."""
    return half is None or sha256(one.encode()).digest()[0] % 2 == half


def _faults(invalid: Invalid) -> int:
    for field, message in invalid.errors.items():
        print(f"{field}: {message.in_('en')} / {message.in_('zh')}")
    return 1


def run(chosen: argparse.Namespace) -> int:
    """Try or enter; every fault is printed with its line."""
    from qilou.identity.queries import actor_named

    from .actions.portfolio import import_projects, try_import

    content = chosen.file.read_bytes()
    moment = now()
    try:
        columns = parse(
            Columns,
            {name: getattr(chosen, name) for name in (*FIELDS, "portfolio", "jurisdiction", "document", "amount_unit")},
        )
        assert isinstance(columns, Columns)  # noqa: S101  # parse() returns what it was asked for
        table = read_table(content, chosen.file.name)
        trial = try_import(table, columns)
        for fault in trial.faults:
            print(f"line {fault.line}, {fault.column}: {fault.message.in_('en')} / {fault.message.in_('zh')}")
        print(f"{len(trial.read)} rows can be entered, {len({one.line for one in trial.faults})} cannot.")
        if chosen.enter and not trial.faults:
            actor = actor_named(chosen.person, moment.date())
            entered = import_projects(table, columns, actor=actor, now=moment, content=content)
            print(f"{entered} projects entered.")
    except Invalid as invalid:
        return _faults(invalid)
    except Refused as refused:
        print(f"{refused.message.in_('en')} / {refused.message.in_('zh')}")
        return 1
    return 1 if trial.faults else 0

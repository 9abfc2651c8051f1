"""`qilou import projects FILE`: an external portfolio from a file; a dry run unless `--enter` is given."""

import argparse
from pathlib import Path
from typing import Any

from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.forms import parse
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
        for field, message in invalid.errors.items():
            print(f"{field}: {message.in_('en')} / {message.in_('zh')}")
        return 1
    except Refused as refused:
        print(f"{refused.message.in_('en')} / {refused.message.in_('zh')}")
        return 1
    return 1 if trial.faults else 0

"""The console command `qilou`. A module adds its own commands in a `commands.py` with `register(commands)`."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from qilou.kernel.errors import Refused
from qilou.site import places
from qilou.site.embedded import DatabaseTrouble


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qilou.site.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    chosen = parser().parse_args(given)
    try:
        return run(chosen) or 0
    except DatabaseTrouble as trouble:
        print(f"qilou: {trouble}", file=sys.stderr)
        return 1
    except Refused as refusal:
        print(f"qilou: {refusal.message.in_('zh')} {refusal.message.in_('en')}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(chosen: argparse.Namespace) -> int | None:
    """What a command asked for is there before it runs: Django, and with `database=True` an answering database."""
    answer: Callable[[argparse.Namespace], int | None] = chosen.run
    if chosen.bare:
        return answer(chosen)
    import django

    from qilou.site import database

    django.setup()
    if not chosen.database:
        return answer(chosen)
    with database.running():
        return answer(chosen)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="qilou", description="E-government in which the law is the domain model.")
    top.set_defaults(bare=False, database=False)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in sorted(path.parent.name for path in places.SOURCE.glob("*/commands.py")):
        importlib.import_module(f"qilou.{module}.commands").register(commands)
    commands.add_parser("manage", help="Django's own commands, for developers", add_help=False)
    return top


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    from qilou.site import database

    with database.running():
        execute_from_command_line(["qilou manage", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`qilou law`: every requirement, what carries it and which tests show it."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from .carried import CARRIERS
from .coverage import Coverage, Status, coverage, marked_tests, strangers
from .declared import declare_all
from .requirements import REQUIREMENTS

ROOT = Path(__file__).parents[3]


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add `law` to the command line."""
    parser = commands.add_parser("law", help="every requirement of the Measures and what carries it")
    parser.add_argument("--json", action="store_true", help="as a list of objects")
    parser.add_argument("--status", choices=[status.value for status in Status], help="only those that stand so")
    parser.add_argument("--language", choices=["zh", "en"], default="en")
    parser.add_argument("--tests", type=Path, default=ROOT / "tests", metavar="FOLDER", help="the tests to read")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the list; ids that nobody knows are an error."""
    declare_all()
    tests = marked_tests(chosen.tests)
    listed = coverage(REQUIREMENTS, CARRIERS, tests)
    shown = [one for one in listed if chosen.status in (None, one.status.value)]
    if chosen.json:
        print(json.dumps([one.as_json(chosen.language) for one in shown], ensure_ascii=False, indent=2))
    else:
        print(table(shown, chosen.language))
        print(totals(listed))
    unknown = strangers(REQUIREMENTS, CARRIERS, tests)
    if unknown:
        print(f"no requirement is called {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


def table(listed: list[Coverage], language: str) -> str:
    """A block a requirement: its id, status and words, then what carries and what tests it."""
    lines: list[str] = []
    for one in listed:
        requirement = one.requirement
        says = requirement.says.zh if language == "zh" else requirement.says.en
        lines.append(f"{requirement.id:7}{one.status.value:14}{requirement.mark:5}{says}")
        if one.reason and one.status is Status.NOT_SOFTWARE:
            lines.append(f"{'':7}{one.reason.zh if language == 'zh' else one.reason.en}")
        lines += [f"{'':7}by   {name}" for name in one.by]
        lines += [f"{'':7}test {name}" for name in one.tests]
    return "\n".join(lines)


def totals(listed: list[Coverage]) -> str:
    """How many stand where."""
    counts = Counter(one.status for one in listed)
    return ", ".join(f"{counts[status]} {status.value}" for status in Status) + f" of {len(listed)}"

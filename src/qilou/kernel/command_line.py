"""Commands that several modules share."""

from typing import Any


def exports(commands: Any) -> Any:  # Any: argparse has no public name for either
    """What `qilou export` can write: each module adds its own."""
    if "export" not in commands.choices:
        parser = commands.add_parser("export", help="give what others need")
        commands.exports = parser.add_subparsers(metavar="WHAT", required=True)
    return commands.exports

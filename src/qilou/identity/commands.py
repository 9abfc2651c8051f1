"""`qilou new-key`: a further key that signs the record, introduced by an administrator who proves who they are."""

import argparse
import sys
from getpass import getpass
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:  # Any: argparse has no public name for it
    """Add the commands that ask who gives them."""
    key = commands.add_parser("new-key", help="make another key for signing heads and introduce it in the record")
    key.add_argument("file", type=Path, help="where it is kept; name it in QILOU_LEDGER_KEY once its event is sealed")
    key.add_argument("--by", required=True, metavar="NAME", help="the administrator who does it, by their sign-in name")
    key.set_defaults(run=run_new_key, database=True)


def run_new_key(chosen: argparse.Namespace) -> int:
    """Ask the administrator for their code or password, make the key, record it; the key before signs on until the
    operator names the new one."""
    from django.conf import settings

    from qilou.identity import actions
    from qilou.identity.actions.permission import day_of, must_keep_registers
    from qilou.identity.inputs import Confirmation
    from qilou.identity.queries import actor_named, signing_in
    from qilou.kernel.moment import now
    from qilou.ledger.actions import introduce_key
    from qilou.ledger.signing import FileSigner, SignerMissing, make_key

    moment = now()
    actor = actor_named(chosen.by, day_of(moment))
    must_keep_registers(actor)
    factors = signing_in.factors_of(actor.id)
    secret = _asked("code" if factors.any else "password")
    given = Confirmation(code=secret) if factors.any else Confirmation(password=secret)
    actions.confirm(given, actor=actor, now=moment)
    make_key(chosen.file)
    try:
        key = FileSigner(chosen.file, settings.QILOU_LEDGER_NAME).key
    except SignerMissing as wrong:
        print(f"qilou: {wrong}", file=sys.stderr)
        return 1
    introduce_key(key, actor=actor, acted_at=moment)
    print(key)
    return 0


def _asked(what: str) -> str:
    """What is typed at the terminal, unseen; without one, the first line of what is piped in."""
    return getpass(f"{what}: ") if sys.stdin.isatty() else sys.stdin.readline().strip()

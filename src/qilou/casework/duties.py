"""What the platform does by itself, again and again: steps fired by expiry, and what modules add.

Whoever serves runs `qilou duties` every few minutes (the product's own server does); two runs at once do no harm, since
a lock of the database lets only one go on and each duty looks again under the lock of its case.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection

from .actions.digest import send_digests
from .actions.papers import render_papers
from .actions.sending import deliver
from .actions.sweep import sweep
from .actions.telling import tell_of_cards, tell_of_papers
from .actions.uploads import drop_abandoned

Duty = Callable[[datetime], int]
DUTIES: dict[str, Duty] = {}
LOCK = 0x51694C6F75
log = logging.getLogger("qilou.casework")


def duty(name: str, do: Duty) -> None:
    """Add a duty: it is given the present and says how much it did. A name is taken once."""
    if DUTIES.setdefault(name, do) is not do:
        raise ValueError(f"duty {name} is declared twice")


def do_duties(now: datetime) -> Mapping[str, int]:
    """Do every duty once, unless another run is at it; says how much each did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return {}
        try:
            return {name: _done(name, do, now) for name, do in DUTIES.items()}
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _done(name: str, do: Duty, now: datetime) -> int:
    """One duty that fails is logged and leaves the others their turn."""
    try:
        return do(now)
    except Exception:
        log.exception("the duty %s failed", name)
        return 0


duty("expiries", lambda now: sweep(now=now))
duty("papers rendered", render_papers)
duty("papers told of", tell_of_papers)
duty("cards told of", tell_of_cards)
duty("digests", send_digests)
duty("messages sent", deliver)
duty("uploads given up", drop_abandoned)

"""What the platform does by itself, again and again: steps fired by expiry, and what modules add.

Whoever serves runs `qilou duties` every few minutes (the product's own server does); two runs at once do no harm, since
a lock of the database lets only one go on and each duty looks again under the lock of its case.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import cast

from django.db import connection
from django.utils import timezone

from qilou.identity.sessions import drop_ended as drop_ended_sessions
from qilou.kernel.allowance import drop_ended
from qilou.kernel.errors import Refused
from qilou.law import Text

from .actions.digest import send_digests
from .actions.finding import enter_all_papers
from .actions.papers import render_papers
from .actions.presence import forget_presence
from .actions.sending import deliver
from .actions.sweep import sweep
from .actions.telling import tell_of_cards, tell_of_papers
from .actions.uploads import drop_abandoned

Duty = Callable[[datetime], int]
DUTIES: dict[str, Duty] = {}
TITLES: dict[str, Text] = {}
LOCK = 0x51694C6F75
NOTE = """
INSERT INTO casework_dutyrun AS r (name, began_at, seconds, did, runs, failures, failed_at, fault)
VALUES (%(name)s, %(began)s, %(seconds)s, %(did)s, 1, %(failed)s::int,
    CASE WHEN %(failed)s THEN %(began)s::timestamptz END, %(fault)s)
ON CONFLICT (name) DO UPDATE SET began_at = excluded.began_at, seconds = excluded.seconds, did = excluded.did,
    runs = r.runs + 1, failures = r.failures + excluded.failures,
    failed_at = coalesce(excluded.failed_at, r.failed_at),
    fault = CASE WHEN %(failed)s THEN excluded.fault ELSE r.fault END
"""
COUNT_ACTS = """
INSERT INTO casework_dutyact AS a (name, number) SELECT * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT (name) DO UPDATE SET number = a.number + excluded.number
"""
log = logging.getLogger("qilou.duties")


def duty(name: str, do: Duty, title: Text) -> None:
    """Add a duty: it is given the present and says how much it did. A name is taken once."""
    if DUTIES.setdefault(name, do) is not do:
        raise ValueError(f"duty {name} is declared twice")
    TITLES[name] = title


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


def count_acts(names: Iterable[str]) -> None:
    """Add acts that the duties did, by name, to those of all earlier runs."""
    counted = sorted(Counter(names).items())
    if counted:
        with connection.cursor() as cursor:
            cursor.execute(COUNT_ACTS, [[name for name, _ in counted], [number for _, number in counted]])


def _done(name: str, do: Duty, now: datetime) -> int:
    """One duty that fails is logged and leaves the others their turn; how each went can be looked at."""
    began_at, began = timezone.now(), time.monotonic()
    did, fault = 0, ""
    try:
        did = do(now)
    except Exception as error:
        fault = error.code if isinstance(error, Refused) else type(error.__cause__ or error).__name__
        log.exception("the duty %s failed", name)
    _note(name, began_at, time.monotonic() - began, did, fault)
    return did


def _note(name: str, began_at: datetime, seconds: float, did: int, fault: str) -> None:
    told = {
        "name": name,
        "began": began_at,
        "seconds": seconds,
        "did": did,
        "failed": bool(fault),
        "fault": fault[:200],
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE, cast("dict[str, str | float]", told))


duty("expiries", lambda now: sweep(now=now), Text("到期事项", "Steps fired by expiry"))
duty("papers rendered", render_papers, Text("文书制版", "Papers rendered"))
duty("papers entered", lambda now: enter_all_papers(), Text("文书编入检索", "Papers entered into the search"))
duty("papers told of", tell_of_papers, Text("文书送达提醒", "Papers told of"))
duty("cards told of", tell_of_cards, Text("黄牌、红牌提醒", "Cards told of"))
duty("digests", send_digests, Text("每日摘要", "Daily digests"))
duty("messages sent", deliver, Text("外发消息", "Messages sent"))
duty("attempts forgotten", lambda now: drop_ended(), Text("清理操作频次计数", "Counts of attempts forgotten"))
duty("sessions forgotten", lambda now: drop_ended_sessions(), Text("清理过期会话", "Sessions that ended forgotten"))
duty("open forms forgotten", forget_presence, Text("清理表单在填记录", "Who had a form open forgotten"))
duty("uploads given up", drop_abandoned, Text("清理中断的上传", "Uploads given up"))

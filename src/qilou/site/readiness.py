"""Whether this installation can serve now: each thing that must hold, and what is wrong with it in words."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from qilou.casework.actions.scanning import scanner_answers
from qilou.casework.queries.running import duties_ran_at
from qilou.law import Message, say
from qilou.ledger.sealing import is_late, lag

LONGEST_WITHOUT_DUTIES = timedelta(minutes=15)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold; `wrong` says in words what does not.

    What `stops` nothing is told alone: another machine would do no better.
    """

    name: str
    wrong: Message | None
    stops: bool = True


def checks() -> list[Check]:
    """Everything looked at once; without a database nothing that lies in it is asked."""
    asked: dict[str, Callable[[], Message | None]] = {"database": _database, "disk": _disk}
    found = [Check(name, look()) for name, look in asked.items()]
    if found[0].wrong is None:
        found += [Check("migrations", _migrations()), Check("duties", _duties())]
        found += [Check("sealing", _sealing(), stops=False)]
    if settings.QILOU_CLAMAV:
        found.append(Check("scanner", _scanner(), stops=False))
    return found


def _database() -> Message | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return say("数据库没有应答。", "The database does not answer.")
    return None


def _disk() -> Message | None:
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // MEGABYTE
    if free >= settings.QILOU_LEAST_DISK:
        return None
    return say(
        "存放文件的磁盘只剩 %(free)s MB，至少应有 %(least)s MB。",
        "The disk of the stored files has %(free)s MB left; it should have at least %(least)s MB.",
        free=free,
        least=settings.QILOU_LEAST_DISK,
    )


class Behind(Exception):
    """Some migration is not applied."""


def _migrations() -> Message | None:
    try:
        _must_be_applied()
    except Behind:
        return say("数据表落后于本版本，请运行 qilou migrate。", "The tables are behind: run qilou migrate.")
    return None


@cache
def _must_be_applied() -> None:
    """Tables once up to date stay so for this process's version: only a no is asked for again."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Behind


def _sealing() -> Message | None:
    waited = lag()
    if waited is None or not is_late(waited):
        return None
    return say(
        "办理记录已有 %(seconds)s 秒没有封存，原因见日志。",
        "Acts have waited %(seconds)s seconds to be sealed: the log says why.",
        seconds=int(waited.total_seconds()),
    )


def _scanner() -> Message | None:
    if scanner_answers():
        return None
    return say("病毒扫描没有应答，文件不能上传。", "The virus scanner does not answer: no file is taken.")


def _duties() -> Message | None:
    last = duties_ran_at()
    if last is None:
        return say("平台任务尚未运行过。", "The platform's duties have never been done.")
    waited = timezone.now() - last
    if waited <= LONGEST_WITHOUT_DUTIES:
        return None
    return say(
        "平台任务已有 %(minutes)s 分钟没有运行，请检查 qilou serve 或 qilou-duties 定时任务。",
        "The platform's duties were last done %(minutes)s minutes ago: look at qilou serve or the timer qilou-duties.",
        minutes=int(waited.total_seconds() // 60),
    )

"""The story's time: lives that wait for their next moment, taken up in the order of time."""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import heappop, heappush

from qilou.kernel.moment import CITY_TIME

# Monday morning: what the city looks like when it is loaded.
PRESENT = datetime(2026, 11, 23, 9, 0, tzinfo=CITY_TIME)

Life = Iterator[datetime]


def moment(text: str) -> datetime:
    """A moment of city time, written as `2026-09-14 10:20`."""
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)


def in_order(lives: list[Life], arrive: Callable[[datetime], None], until: datetime = PRESENT) -> int:
    """Let each life do its next act when its moment has come; says how many moments there were.

    Numbers of papers, ranks and funds follow the order of acts, so lives take turns instead of following one another.
    """
    waiting: list[tuple[datetime, int, Life]] = []
    for place, life in enumerate(lives):
        heappush(waiting, (next(life), place, life))
    now, met = waiting[0][0], 0
    while waiting:
        due, place, life = heappop(waiting)
        if not now <= due < until:
            raise ValueError(f"{due} does not lie between {now} and {until}")
        now, met = due, met + 1
        arrive(now)
        following = next(life, None)
        if following is not None:
            heappush(waiting, (following, place, life))
    return met

"""How often something may be tried: counted in the database, so that all processes of all machines count together."""

from dataclasses import dataclass

from django.db import connection

TAKE = """
INSERT INTO kernel_allowance AS a (key, ends_at, used)
VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(seconds)s), 1)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN a.ends_at <= clock_timestamp() THEN 1 ELSE a.used + 1 END,
    ends_at = CASE WHEN a.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE a.ends_at END
RETURNING used, ceil(extract(epoch FROM ends_at - clock_timestamp()))::int
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds."""

    most: int
    seconds: int


def limits_of(text: str) -> dict[str, Limit]:
    """`sign_in=30/300,uploads=300/600,search=60/60`; a name left out is not limited, "" limits nothing."""
    pairs = (one.strip().split("=") for one in text.split(",") if one.strip())
    return {name: Limit(*map(int, rate.split("/"))) for name, rate in pairs}


def take(key: str, limit: Limit) -> int:
    """Count one try; 0 if it is allowed, otherwise the seconds until tries are allowed again."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"key": key, "seconds": limit.seconds})
        used, wait = cursor.fetchone()
    return max(wait, 1) if used > limit.most else 0


def give_back(key: str) -> None:
    """A try that does not count after all."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_allowance SET used = used - 1 WHERE key = %s AND used > 0", [key])


def drop_ended() -> int:
    """Forget what no longer counts; says how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_allowance WHERE ends_at <= clock_timestamp()")
        return int(cursor.rowcount)

"""`qilou demo`: from nothing to a served city; on later runs, what is there is kept."""

import hashlib
import importlib
import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from qilou.ledger.sealer import set_up
from qilou.site import database, places, serve
from qilou.site.embedded import DatabaseTrouble

KEPT = "demo_city_"
MADE_FROM = {".py", ".txt", ".sql", ".json", ".csv"}


def demonstrate(host: str, port: int, *, processes: int, reset: bool) -> None:
    if reset:
        with step("throwing the old city away"):
            start_anew()
    with step("tables"):
        database.migrate(database.migrator_url(), verbosity=0)
        set_up()
    city = module()
    if city and not city.loaded():
        with step("a city with a year of work"):
            settings.QILOU_DEMO = True  # its acts lie in the past, and the record says that they are a demo's
            settings.PASSWORD_HASHERS = ["qilou.demo.registers.PrintedPassword"]
            city.load(lambda said: print(f"    {said}", flush=True))
        if not database.external_url():
            with step("a copy of it for the next time"):
                keep()
    enter()
    settings.QILOU_URL = settings.QILOU_URL or serve.address(host, port)
    os.environ["QILOU_URL"] = settings.QILOU_URL  # for the duties, which run in a process of their own
    serve.serve(host, port, processes=processes, ready=print_sign_ins)


def refuse_in_use() -> None:
    """Only an embedded city is thrown away, and none that somebody uses; said before anything is touched."""
    if database.external_url():
        raise DatabaseTrouble("Only the embedded demo city is thrown away; empty a server of your own yourself.")
    if users := database.embedded().users():
        raise DatabaseTrouble(
            f"The city in {places.var()} is in use by process {', '.join(users)}. "
            "Stop it first: Ctrl-C where it runs, or `kill` and its number."
        )


def start_anew() -> None:
    """Throw away the embedded database, if it is a demo city or empty."""
    city = module()
    if city and not city.loaded() and not _empty():
        raise DatabaseTrouble("This database was not made by `qilou demo`: it is left as it is.")
    database.disconnect()
    database.drop(database.embedded(), database.NAME)
    Path(settings.QILOU_LEDGER_WITNESS).unlink(missing_ok=True)
    if not take_kept():
        database.prepare()


def keep() -> None:
    """Keep a copy of the city just loaded, under the mark of the code that made it; copies of other code go."""
    cluster, name = database.embedded(), kept_name()
    database.disconnect()
    for old in database.names(cluster, f"{KEPT}%"):
        database.drop(cluster, old)
    half = f"{KEPT}half"
    database.copy(cluster, database.NAME, half)
    database.rename(cluster, half, name)


def take_kept() -> bool:
    """Make the database from the copy that the same code loaded before, if there is one and its files still are."""
    cluster, name, city = database.embedded(), kept_name(), module()
    if city is None or not Path(settings.MEDIA_ROOT).is_dir() or name not in database.names(cluster, f"{KEPT}%"):
        return False
    database.copy(cluster, name, database.NAME)
    city.begin()
    return True


def kept_name() -> str:
    """The name of the copy made by this code."""
    mark = hashlib.sha256()
    for path in sorted(one for one in places.SOURCE.rglob("*") if one.suffix in MADE_FROM and one.is_file()):
        mark.update(str(path.relative_to(places.SOURCE)).encode() + b"\0" + path.read_bytes())
    return KEPT + mark.hexdigest()[:16]


def _empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')")
        (empty,) = cursor.fetchone()
    return bool(empty)


def module() -> ModuleType | None:
    """`qilou.demo.load`: `loaded()`, `load(progress)`, `begin()`, `sign_ins()`, `clock_offset()` and `PASSWORD`."""
    if importlib.util.find_spec("qilou.demo") and importlib.util.find_spec("qilou.demo.load"):
        return importlib.import_module("qilou.demo.load")
    return None


def enter() -> None:
    """In a demo city every page says so, time is the city's own, and e-mails go to nobody but into a folder."""
    city = module()
    if city and city.loaded():
        settings.QILOU_DEMO = True
        settings.QILOU_CLOCK_OFFSET = city.clock_offset()
        settings.QILOU_DEMO_PASSWORD = city.PASSWORD
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(settings.QILOU_DEMO_MAIL)


def print_sign_ins() -> None:
    city = module()
    if city is None:
        return
    print("\nSign in as (any of these; the password is the same for all):")
    for line in city.sign_ins():
        print(f"  {line}")
    print(flush=True)


@contextmanager
def step(said: str) -> Iterator[None]:
    """A long step says that it began and how long it took."""
    print(f"- {said} …", flush=True)
    began = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - began:.1f} s", flush=True)

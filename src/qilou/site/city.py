"""`qilou demo`: from nothing to a served city; on later runs, what is there is kept."""

import importlib
import importlib.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.conf import settings
from django.db import connection

from qilou.site import database, serve
from qilou.site.embedded import DatabaseTrouble


def demonstrate(host: str, port: int, *, processes: int, reset: bool) -> None:
    if reset:
        with step("throwing the old city away"):
            start_anew()
    with step("tables"):
        database.migrate(database.migrator_url(), verbosity=0)
    city = module()
    if city and not city.loaded():
        with step("a city with a year of work"):
            settings.QILOU_DEMO = True  # its acts lie in the past, and the record says that they are a demo's
            city.load(lambda said: print(f"    {said}", flush=True))
    enter()
    serve.serve(host, port, processes=processes, ready=print_sign_ins)


def start_anew() -> None:
    """Throw away the embedded database, if it is a demo city or empty."""
    if database.external_url():
        raise DatabaseTrouble("Only the embedded demo city is thrown away; empty a server of your own yourself.")
    city = module()
    if city and not city.loaded() and not _empty():
        raise DatabaseTrouble("This database was not made by `qilou demo`: it is left as it is.")
    database.disconnect()
    database.drop(database.embedded(), database.NAME)
    database.prepare()


def _empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')")
        (empty,) = cursor.fetchone()
    return bool(empty)


def module() -> ModuleType | None:
    """`qilou.demo.load`, with `loaded()`, `load(progress)`, `sign_ins()`, `clock_offset()` and `PASSWORD`."""
    if importlib.util.find_spec("qilou.demo") and importlib.util.find_spec("qilou.demo.load"):
        return importlib.import_module("qilou.demo.load")
    return None


def enter() -> None:
    """In a demo city every page says so, and time is the city's own."""
    city = module()
    if city and city.loaded():
        settings.QILOU_DEMO = True
        settings.QILOU_CLOCK_OFFSET = city.clock_offset()
        settings.QILOU_DEMO_PASSWORD = city.PASSWORD


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

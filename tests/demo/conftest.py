"""The demo city, loaded once a run: tests that only look share a worker's copy, the others get a copy of their own."""

import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django.plugin import DjangoDbBlocker
from tests.conftest import _alone, _clone, _connected

from qilou.demo import load
from qilou.site import database, places, roles
from qilou.site.embedded import Cluster


@pytest.fixture(scope="session")
def files_of_the_city(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """Where the city's papers are kept: in one folder for all workers of a run."""
    return tmp_path_factory.getbasetemp().parent / f"city-{testrun_uid}"


@pytest.fixture(scope="session")
def loaded_city(
    cluster: Cluster, template: str, django_db_blocker: DjangoDbBlocker, files_of_the_city: Path, testrun_uid: str
) -> Iterator[str]:
    """The name of a database that holds the city; the first worker that asks makes it, the others wait for it."""
    name = f"test_city_{testrun_uid[:12]}"
    before = django_settings.MEDIA_ROOT
    django_settings.MEDIA_ROOT = files_of_the_city
    with (places.var() / "city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in database.names(cluster, name):
            half = f"{name}_half"
            with _alone():
                database.drop(cluster, half)
                database.copy(cluster, template, half)
            with _connected(cluster.url(roles.APP, half)), django_db_blocker.unblock():
                said: list[str] = []
                load.load(said.append)
                assert said
            database.rename(cluster, half, name)
    yield name
    django_settings.MEDIA_ROOT = before


@pytest.fixture(scope="session")
def shown_city(cluster: Cluster, loaded_city: str) -> Iterator[str]:
    """The name of the copy that is only looked at."""
    with _clone(cluster, loaded_city) as name:
        yield name


@pytest.fixture
def city(cluster: Cluster, shown_city: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The city, to be looked at."""
    with _connected(cluster.url(roles.APP, shown_city)), django_db_blocker.unblock():
        yield


@pytest.fixture
def own_city(cluster: Cluster, loaded_city: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The city, to be changed at will; gives the URL at which `qilou_app` signs in."""
    with _clone(cluster, loaded_city) as name, _connected(cluster.url(roles.APP, name)), django_db_blocker.unblock():
        yield cluster.url(roles.APP, name)


@pytest.fixture
def story_time(settings: Any) -> None:
    """Pages are asked at the story's present."""
    settings.QILOU_CLOCK_OFFSET = load.clock_offset()

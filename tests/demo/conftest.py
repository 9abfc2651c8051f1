"""The demo city, loaded once by a worker: tests that only look share one copy, the others get a copy of their own."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker
from tests.conftest import _clone, _connected

from qilou.demo import load
from qilou.site import roles
from qilou.site.embedded import Cluster


@pytest.fixture(scope="session")
def loaded_city(
    cluster: Cluster, template: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The name of a database that holds the city."""
    before = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    with _clone(cluster, template) as name:
        with _connected(cluster.url(roles.APP, name)), django_db_blocker.unblock():
            said: list[str] = []
            load.load(said.append)
            assert said
        yield name
    settings.MEDIA_ROOT = before


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
def own_city(cluster: Cluster, loaded_city: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The city, to be changed at will."""
    with _clone(cluster, loaded_city) as name, _connected(cluster.url(roles.APP, name)), django_db_blocker.unblock():
        yield

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from qilou.kernel.actor import Actor
from qilou.kernel.moment import now
from qilou.ledger.signing import FileSigner, make_key
from qilou.site import roles
from qilou.site.embedded import SUPERUSER, Cluster


@pytest.fixture
def officer() -> Actor:
    return Actor(7, "陈晓", 12, "汕头市工业和信息化局", "440500")


@pytest.fixture
def citizen() -> Actor:
    return Actor(31, "林晓", jurisdiction="440507")


@pytest.fixture
def present() -> datetime:
    return now()


@pytest.fixture
def signed_in(cluster: Cluster, committed_db: str) -> Callable[[str], AbstractContextManager[psycopg.Connection]]:
    """A connection of its own to the test's database: as app, as migrator acting for the owner, or as superuser."""
    name = connection.settings_dict["NAME"]

    @contextmanager
    def sign_in(role: str) -> Iterator[psycopg.Connection]:
        login = {"app": roles.APP, "migrator": roles.MIGRATOR, "superuser": SUPERUSER}[role]
        with psycopg.connect(cluster.url(login, name), autocommit=True) as opened:
            if role == "migrator":
                opened.execute(f"SET ROLE {roles.OWNER}")
            yield opened

    return sign_in


@pytest.fixture
def file_signer(tmp_path: Path) -> FileSigner:
    make_key(tmp_path / "key.pem")
    return FileSigner(tmp_path / "key.pem", "qilou/tests")


@pytest.fixture
def another_signer(tmp_path: Path) -> FileSigner:
    make_key(tmp_path / "another.pem")
    return FileSigner(tmp_path / "another.pem", "qilou/tests")

"""Whatever is touched in the demo city behind the product's back is found and named; untouched, nothing is."""

import random
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.conftest import _clone, _connected
from tests.demo.tampers import TAMPERS

from qilou.law.declared import declare_all
from qilou.ledger.everything import Everything
from qilou.ledger.sealing import seal
from qilou.ledger.signing import FileSigner, make_key
from qilou.site.embedded import SUPERUSER, Cluster

TABLES = ("event", "opening", "position", "node", "head", "key")
IN_CI, IN_SOAK = 50, 1000


@pytest.fixture(scope="module")
def sealed_city(
    cluster: Cluster,
    loaded_city: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The city, sealed once, in the hands of the server's superuser; every tamper is undone."""
    declare_all()
    place = tmp_path_factory.mktemp("sealed")
    make_key(place / "key.pem")
    with (
        pytest.MonkeyPatch.context() as patch,
        _clone(cluster, loaded_city) as name,
        _connected(cluster.url(SUPERUSER, name)),
        django_db_blocker.unblock(),
    ):
        patch.setattr(settings, "MEDIA_ROOT", shutil.copytree(settings.MEDIA_ROOT, place / "files"))
        patch.setattr(settings, "QILOU_LEDGER_WITNESS", str(place / "head"))
        seal(FileSigner(place / "key.pem", "qilou/tests"))
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no trigger but the record's own
            for table in TABLES:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
        yield


def test_the_untouched_city_gives_no_doubt(sealed_city: None) -> None:
    with transaction.atomic():
        assert [str(one) for one in Everything().doubts()] == []


@pytest.mark.parametrize("turn", range(0, IN_CI, 10))
def test_random_tampers_are_found_and_named(sealed_city: None, turn: int) -> None:
    tamper_and_verify(range(turn, turn + 10))


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(IN_CI, IN_CI + IN_SOAK, 100))
def test_a_thousand_random_tampers_are_found_and_named(sealed_city: None, turn: int) -> None:
    tamper_and_verify(range(turn, turn + 100))


def tamper_and_verify(turns: range) -> None:
    """One tamper after the other, each kind in its turn, undone before the next."""
    for turn in turns:
        chance = random.Random(turn)
        with transaction.atomic():
            tampered = TAMPERS[turn % len(TAMPERS)](chance)
            try:
                found = [(one.what, one.where) for one in Everything(tampered.seen).doubts()]
            finally:
                for undo in tampered.undo:
                    undo()
            transaction.set_rollback(True)
        expected = (tampered.what, tampered.where)
        assert expected in found, (turn, expected, found[:5])
        assert not tampered.alone or found == [expected], (turn, expected, found[:5])

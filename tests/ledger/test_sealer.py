"""The sealer as it runs: set up once, a head kept outside, and no signature under a record that lost its past."""

import pytest
from django.db import transaction

from qilou.ledger import record
from qilou.ledger.head import Head
from qilou.ledger.models import SignedHead
from qilou.ledger.sealer import keep_sealing, seal_once, set_up
from qilou.ledger.sealing import Broken
from qilou.ledger.signing import SignerMissing, signer


@pytest.fixture
def installed(committed_db, tmp_path, settings):
    settings.QILOU_LEDGER_KEY = str(tmp_path / "key.pem")
    settings.QILOU_LEDGER_WITNESS = str(tmp_path / "head")
    set_up()
    return tmp_path


@pytest.fixture
def act(officer, present):
    def make():
        with transaction.atomic():
            record("test.act", actor=officer, acted_at=present)

    return make


def test_the_newest_head_is_kept_outside_the_database(installed, act) -> None:
    act()
    seal_once(signer())
    assert (installed / "head").read_text() == SignedHead.objects.get().note
    assert seal_once(signer()) is None


def test_a_database_put_back_to_an_earlier_state_is_not_signed_again(installed, act, signed_in) -> None:
    act()
    seal_once(signer())
    act()
    seal_once(signer())
    with signed_in("superuser") as opened:
        for table in ("ledger_head", "ledger_position"):
            opened.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        opened.execute("DELETE FROM ledger_head WHERE size = 2")
        opened.execute("DELETE FROM ledger_position WHERE position = 1")
    with pytest.raises(Broken, match="rolled back: a head of size 2 was signed, yet the record ends at 1"):
        seal_once(signer())


def test_another_record_of_the_same_size_is_not_signed(installed, act) -> None:
    act()
    seal_once(signer())
    by, head = signer(), SignedHead.objects.get()
    (installed / "head").write_text(Head(by.key.name, 1, bytes(32), head.sealed_at).signed(by.key, by.sign))
    act()
    with pytest.raises(Broken, match="split view: of size 1"):
        seal_once(by)


def test_a_head_kept_within_a_batch_is_recomputed(installed, act) -> None:
    """As after a restore in which batches were cut otherwise: sizes differ, the tree is the same."""
    act()
    seal_once(signer())
    first = (installed / "head").read_text()
    act()
    (installed / "head").write_text(first)
    assert seal_once(signer()).size == 2


def test_a_kept_head_that_cannot_be_read_stops_the_sealer(installed, act) -> None:
    (installed / "head").write_text("nonsense")
    act()
    with pytest.raises(Broken, match="is no head"):
        seal_once(signer())


def test_after_the_first_seal_a_missing_key_is_not_replaced(installed, act) -> None:
    act()
    seal_once(signer())
    (installed / "key.pem").unlink()
    set_up()
    with pytest.raises(SignerMissing, match="bring it back"):
        signer()


def test_the_sealer_goes_on_after_a_trouble_and_names_it_once(installed, act, caplog, monkeypatch) -> None:
    monkeypatch.setattr("qilou.ledger.sealer.EVERY", 0.0)
    key = (installed / "key.pem").read_bytes()
    turns = iter(range(4))

    def goes_on() -> bool:
        turn = next(turns)
        if turn == 0:
            act()
            (installed / "key.pem").unlink()
        if turn == 2:
            (installed / "key.pem").touch(mode=0o600)
            (installed / "key.pem").write_bytes(key)
        return turn < 3

    keep_sealing(goes_on)
    assert [one.message for one in caplog.records if "bring it back" in one.message].__len__() == 1
    assert SignedHead.objects.get().size == 1

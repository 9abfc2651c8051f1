"""Sealing under parallel writers, long transactions, crashes and a change of server: none skipped, none twice."""

import threading

import psycopg
import pytest
from django.db import connection, transaction

from qilou.ledger import record
from qilou.ledger.head import is_signed, read_head
from qilou.ledger.models import Event, SignedHead, SigningKey
from qilou.ledger.sealing import Broken, is_late, lag, last_head, seal
from qilou.ledger.signing import SignerMissing
from qilou.ledger.stored import StoredTree
from qilou.ledger.tree import Growing, extends, includes

INSERT = (
    "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)"
    " VALUES (gen_random_uuid(), %s, '', 0, '', now(), '{}') RETURNING id"
)

MANY = INSERT.partition(" VALUES")[0] + (
    " SELECT gen_random_uuid(), '', '', 0, '', now(), '{}' FROM generate_series(1, %s)"
)


def rows(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def sealed():
    return [event for (event,) in rows("SELECT event FROM ledger_position ORDER BY position")]


@pytest.fixture
def act(officer, present):
    def make(number=1):
        for _ in range(number):
            with transaction.atomic():
                record("test.act", actor=officer, acted_at=present)

    return make


def test_sealed_events_stand_in_the_order_of_recording_under_a_signed_head(committed_db, act, file_signer) -> None:
    act(3)
    head = seal(file_signer)
    assert head.size == 3
    leaves = [bytes(leaf) for leaf in Event.objects.order_by("id").values_list("leaf_hash", flat=True)]
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    kept = last_head()
    assert bytes(kept.root) == tree.root() == head.root
    assert read_head(kept.note) == head
    assert is_signed(kept.note, file_signer.key)
    assert seal(file_signer) is None


def test_batches_of_every_size_prove_inclusion_and_consistency(committed_db, act, file_signer, signed_in) -> None:
    with signed_in("app") as opened:
        for number in (1, 1, 253, 1, 1, 255, 600, 3):
            opened.execute(MANY, [number])
            seal(file_signer)
    heads = list(SignedHead.objects.order_by("size"))
    assert [one.size for one in heads] == [1, 2, 255, 256, 257, 512, 1112, 1115]
    leaves = [bytes(leaf) for (leaf,) in rows("SELECT leaf_hash FROM ledger_position ORDER BY position")]
    newest = heads[-1]
    for one in heads:
        path = StoredTree().consistency(one.size, newest.size)
        assert extends(one.size, newest.size, bytes(one.root), bytes(newest.root), path)
        for position in {0, one.size // 2, one.size - 1}:
            path = StoredTree().inclusion(position, one.size)
            assert includes(leaves[position], position, one.size, path, bytes(one.root))


def test_a_long_transaction_is_sealed_when_it_commits_and_holds_nobody_up(committed_db, file_signer, signed_in) -> None:
    with signed_in("app") as slow, signed_in("app") as quick:
        slow.autocommit = False
        (first,) = slow.execute(INSERT, ["slow"]).fetchone()
        (second,) = quick.execute(INSERT, ["quick"]).fetchone()
        assert first < second
        assert seal(file_signer).size == 1
        assert sealed() == [second]
        (third,) = quick.execute(INSERT, ["quick"]).fetchone()
        (fourth,) = slow.execute(INSERT, ["slow"]).fetchone()
        seal(file_signer)
        slow.commit()
        seal(file_signer)
    assert sealed() == [second, third, first, fourth]


def test_a_transaction_that_is_undone_leaves_no_gap(committed_db, file_signer, signed_in) -> None:
    with signed_in("app") as undone, signed_in("app") as done:
        undone.autocommit = False
        undone.execute(INSERT, ["undone"])
        done.execute(INSERT, ["done"])
        seal(file_signer)
        undone.rollback()
        done.execute(INSERT, ["done"])
        seal(file_signer)
    assert rows("SELECT position FROM ledger_position ORDER BY position") == [(0,), (1,)]


def test_parallel_writers_with_long_transactions_lose_and_repeat_nothing(committed_db, file_signer, signed_in) -> None:
    def write(writer: int) -> None:
        with signed_in("app") as opened:
            opened.autocommit = False
            for turn in range(40):
                for _ in range(1 + (turn + writer) % 4):
                    opened.execute(INSERT, [str(writer)])
                if turn % 7 == writer:
                    opened.rollback()
                elif turn % 5 != 4:  # otherwise the transaction stays open over the next turns
                    opened.commit()
            opened.commit()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(6)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seal(file_signer)
    seal(file_signer)
    found = sealed()
    assert sorted(found) == [event for (event,) in rows("SELECT id FROM ledger_event ORDER BY id")]
    places = [place for (place,) in rows("SELECT position FROM ledger_position ORDER BY position")]
    assert places == list(range(len(found)))
    by_writer = rows(
        "SELECT e.name, e.id FROM ledger_position p JOIN ledger_event e ON e.id = p.event ORDER BY p.position"
    )
    for writer in range(6):
        own = [event for name, event in by_writer if name == str(writer)]
        assert own == sorted(own)
    assert SignedHead.objects.count() > 1


def test_an_act_that_waited_for_another_stands_after_it(committed_db, file_signer, signed_in) -> None:
    """Though its transaction is the older one: current state is folded from events in this order."""
    with signed_in("app") as waiting, signed_in("app") as first:
        waiting.autocommit = first.autocommit = False
        waiting.execute("SELECT pg_current_xact_id()")
        (before,) = first.execute(INSERT, ["first"]).fetchone()
        first.commit()
        (after,) = waiting.execute(INSERT, ["waited"]).fetchone()
        waiting.commit()
    seal(file_signer)
    assert sealed() == [before, after]


def test_only_one_sealer_seals_at_a_time(committed_db, act, file_signer, signed_in) -> None:
    act()
    with signed_in("app") as other:
        other.autocommit = False
        other.execute("SELECT pg_advisory_xact_lock(%s)", [0x51694C6F7501])
        assert seal(file_signer) is None
        other.rollback()
    assert seal(file_signer).size == 1


def test_a_signer_that_fails_leaves_nothing_behind_and_the_next_batch_has_all(committed_db, act, file_signer) -> None:
    class Failing:
        key = file_signer.key

        def sign(self, message: bytes) -> bytes:
            raise OSError("the token is not there")

    act(2)
    with pytest.raises(OSError, match="token"):
        seal(Failing())
    assert sealed() == []
    act()
    assert seal(file_signer).size == 3


def test_a_key_that_was_never_introduced_cannot_sign(committed_db, act, file_signer, another_signer) -> None:
    act()
    seal(file_signer)
    act()
    with pytest.raises(SignerMissing, match="not signed by this key"):
        seal(another_signer)
    assert SigningKey.objects.count() == 1
    assert seal(file_signer).size == 2


def test_positions_that_were_changed_stop_the_sealer(committed_db, act, file_signer, signed_in) -> None:
    act(2)
    seal(file_signer)
    with signed_in("superuser") as opened:
        opened.execute("ALTER TABLE ledger_position DISABLE TRIGGER ALL")
        opened.execute("UPDATE ledger_position SET leaf_hash = sha256('x') WHERE position = 0")
    act()
    with pytest.raises(Broken, match="size 2"):
        seal(file_signer)
    with signed_in("superuser") as opened:
        opened.execute("DELETE FROM ledger_position WHERE position = 0")
    with pytest.raises(Broken, match="no "):
        seal(file_signer)


def test_the_lag_is_that_of_the_oldest_committed_event(committed_db, act, file_signer, settings) -> None:
    assert lag() is None
    act()
    waited = lag()
    assert waited is not None
    settings.QILOU_SEAL_ALARM = waited.total_seconds() / 2
    assert is_late(waited)
    settings.QILOU_SEAL_ALARM = waited.total_seconds() * 2
    assert not is_late(waited)
    seal(file_signer)
    assert lag() is None
    assert not is_late(None)


def test_a_record_restored_on_another_server_goes_on_where_it_was(committed_db, act, file_signer, signed_in) -> None:
    """Its events bear transaction ids of the old server, here far ahead of this one's."""
    act(2)
    seal(file_signer)
    restored = INSERT.replace("body)", "body, txid)").replace("'{}')", "'{}', %s)")
    with signed_in("superuser") as opened:
        unsealed = [opened.execute(restored, ["restored", "9999999999"]).fetchone()[0] for _ in range(2)]
        opened.execute("ALTER TABLE ledger_head DISABLE TRIGGER ALL")
        opened.execute("UPDATE ledger_head SET cluster = cluster + 1")
    with signed_in("app") as slow:
        slow.autocommit = False
        (late,) = slow.execute(INSERT, ["new and open"]).fetchone()
        act()
        assert seal(file_signer).size == 5
        assert sealed()[2:4] == unsealed
        act()
        assert seal(file_signer).size == 6
        slow.commit()
    assert seal(file_signer).size == 7
    assert sealed()[-1] == late
    assert seal(file_signer) is None


def test_a_record_restored_before_anything_was_sealed_is_sealed_once(committed_db, act, file_signer, signed_in) -> None:
    restored = INSERT.replace("body)", "body, txid)").replace("'{}')", "'{}', %s)")
    with signed_in("superuser") as opened:
        brought = [opened.execute(restored, ["restored", "9999999999"]).fetchone()[0] for _ in range(2)]
    assert seal(file_signer).size == 2
    act()
    assert seal(file_signer).size == 3
    assert sealed()[:2] == brought
    assert lag() is None


def test_an_act_within_another_does_not_make_the_first_batch_forget_what_is_still_open(
    committed_db, act, file_signer, signed_in
) -> None:
    """A row of a subtransaction bears another id than its transaction; that alone says nothing of a restore."""
    with signed_in("app") as slow:
        slow.autocommit = False
        (late,) = slow.execute(INSERT, ["open"]).fetchone()
        with transaction.atomic():
            act()
        assert seal(file_signer).size == 1
        slow.commit()
    assert seal(file_signer).size == 2
    assert sealed()[-1] == late


@pytest.mark.parametrize("table", ["ledger_position", "ledger_node", "ledger_key", "ledger_head"])
@pytest.mark.parametrize("role", ["app", "migrator", "superuser"])
def test_nobody_changes_or_removes_what_is_sealed(committed_db, act, file_signer, signed_in, role, table) -> None:
    act()
    seal(file_signer)
    column = {"ledger_position": "event", "ledger_node": "hash", "ledger_key": "key", "ledger_head": "note"}[table]
    with signed_in(role) as opened:
        for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(change)

"""`qilou verify` on the record alone: clean when untouched, and whatever is touched is found and named."""

import json
from dataclasses import replace

import pytest
from django.db import connection, transaction

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Unconfirmed
from qilou.kernel.moment import now
from qilou.law.measures import M164
from qilou.ledger import Personal, record
from qilou.ledger.actions import erase_opening, introduce_key
from qilou.ledger.everything import Everything
from qilou.ledger.head import Head, read_head
from qilou.ledger.models import Event, SignedHead, SigningKey
from qilou.ledger.openings import openings
from qilou.ledger.sealing import Broken, seal
from qilou.ledger.signing import SignerMissing
from qilou.ledger.verifying import Verification
from qilou.ledger.witness import keep, read


@pytest.fixture
def told(committed_db, officer, citizen, present, file_signer):
    """Three batches, 5, 1 and 254 events, of which some bear personal data."""
    for number in (5, 1, 254):
        for turn in range(number):
            with transaction.atomic():
                given = {"n": turn, "who": Personal("林晓") if turn % 5 == 4 else "陈晓"}
                record("test.act", actor=citizen if turn == 3 else officer, acted_at=present, input=given)
        seal(file_signer)
    return file_signer


def doubts(*seen):
    found = list(Verification(lambda *_: None, tuple(seen)).doubts()) + list(openings())
    return [(one.what, one.where) for one in found]


@pytest.fixture
def touch(signed_in):
    """Change something as only the server's superuser can."""

    def change(*statements):
        with signed_in("superuser") as opened:
            for table in ("event", "opening", "position", "node", "head", "key"):
                opened.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER ALL")
            for statement in statements:
                opened.execute(statement)

    return change


def test_an_untouched_record_gives_no_doubt(told) -> None:
    verification = Verification(lambda *_: None)
    assert list(verification.doubts()) == []
    assert list(openings()) == []
    assert (verification.events, verification.heads) == (260, 3)


def test_what_waits_for_the_sealer_is_told_too_and_what_is_no_event_of_ours_is_named(told, officer, signed_in) -> None:
    """A busy city always has acts of the last second."""
    with transaction.atomic():
        record("test.waiting", actor=officer, acted_at=now())
    names = []
    assert list(Verification(lambda _, body: names.append(body["name"])).doubts()) == []
    assert (len(names), names[-1]) == (261, "test.waiting")
    with signed_in("app") as opened:
        opened.execute(
            "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)"
            " VALUES (gen_random_uuid(), 'test.act', '', 0, '', now(), '{}')"
        )
    assert [what for what, _ in doubts()] == ["inserted"]


def test_what_is_no_event_of_ours_is_still_named_once_it_is_sealed(told, signed_in) -> None:
    with signed_in("app") as opened:
        opened.execute(
            "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)"
            " SELECT gen_random_uuid(), 'test.act', '', 0, '', now(), body"
            " FROM unnest(ARRAY['{}', '[]', 'x', '{\"id\":1,\"actor\":7}']::bytea[]) AS given (body)"
        )
    seal(told)
    assert [what for what, _ in doubts()] == ["inserted"] * 4


def test_every_event_is_told_in_order(told) -> None:
    seen = []
    list(Verification(lambda position, body: seen.append((position, body["id"]))).doubts())
    assert [position for position, _ in seen] == list(range(260))
    assert [name for _, name in seen] == [
        str(one) for one in Event.objects.order_by("id").values_list("event_id", flat=True)
    ]


def event(number):
    return f"event {Event.objects.order_by('id')[number].event_id}"


def test_a_body_that_was_edited_is_named(told, touch) -> None:
    touch("UPDATE ledger_event SET body = replace(convert_from(body, 'UTF8'), '陈晓', '陈笑')::bytea WHERE id = 7")
    assert doubts() == [("edited", event(6))]


def test_a_time_of_recording_that_was_moved_is_named(told, touch) -> None:
    touch("UPDATE ledger_event SET recorded_at = recorded_at - interval '1 microsecond' WHERE id = 7")
    assert doubts() == [("edited", event(6))]


@pytest.mark.parametrize("column", ["name", "case_number", "organisation"])
def test_a_column_that_no_longer_agrees_with_its_body_is_named(told, touch, column) -> None:
    touch(f"UPDATE ledger_event SET {column} = 'other' WHERE id = 7")
    assert doubts() == [("edited", event(6))]


def test_an_event_that_was_deleted_is_named_by_its_place(told, touch) -> None:
    touch("DELETE FROM ledger_event WHERE id = 7")
    assert doubts() == [("removed", "position 6")]


def test_an_event_that_was_deleted_with_its_position_is_found(told, touch) -> None:
    touch("DELETE FROM ledger_event WHERE id = 7", "DELETE FROM ledger_position WHERE position = 6")
    assert doubts()[0] == ("removed", "positions 6 to 6")


def test_events_whose_places_were_swapped_are_found_in_their_batch(told, touch) -> None:
    touch(
        "UPDATE ledger_position SET position = 1000000 WHERE position = 7",
        "UPDATE ledger_position SET position = 7 WHERE position = 9",
        "UPDATE ledger_position SET position = 9 WHERE position = 1000000",
    )
    assert ("reordered", "positions 6 to 259") in doubts()


def test_an_edit_that_was_carried_through_to_the_sealed_leaf_is_found_in_its_batch(told, touch) -> None:
    touch(
        "UPDATE ledger_event SET body = replace(convert_from(body, 'UTF8'), '陈晓', '陈笑')::bytea WHERE id = 3",
        "UPDATE ledger_position SET leaf_hash = e.leaf_hash FROM ledger_event e WHERE e.id = event AND e.id = 3",
    )
    assert doubts()[0] == ("reordered", "positions 0 to 4")


def test_an_event_that_was_slipped_in_with_an_old_transaction_is_named(told, touch) -> None:
    touch(
        "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body, txid)"
        " SELECT gen_random_uuid(), name, case_number, actor_id, organisation, acted_at, body, '3' FROM ledger_event"
        " WHERE id = 7"
    )
    assert doubts() == [("inserted", event(260))]


def test_an_event_that_claims_to_be_older_than_it_is_is_named(told, touch, officer, present) -> None:
    with transaction.atomic():
        record("test.act", actor=officer, acted_at=present)
    touch("UPDATE ledger_event SET recorded_at = recorded_at - interval '1 hour' WHERE id = 261")
    seal(told)
    assert doubts() == [("inserted", event(260))]


def test_a_head_whose_note_or_columns_were_changed_is_named(told, touch) -> None:
    touch("UPDATE ledger_head SET note = replace(note, E'\\n6\\n', E'\\n7\\n') WHERE size = 6")
    assert set(doubts()) == {("head", "head 6")}
    touch("UPDATE ledger_head SET root = sha256('x') WHERE size = 5")
    assert ("head", "head 5") in doubts()


def test_a_head_signed_by_another_key_is_named(told, touch, another_signer) -> None:
    forged = read_head(SignedHead.objects.get(size=6).note).signed(another_signer.key, another_signer.sign)
    touch(f"UPDATE ledger_head SET note = '{forged}' WHERE size = 6")
    assert doubts() == [("head", "head 6")]


def test_a_stored_node_that_was_changed_added_or_removed_is_named(told, touch) -> None:
    touch("UPDATE ledger_node SET hash = sha256('x')")
    assert doubts() == [("node", "level 8, place 0")]
    touch("UPDATE ledger_node SET place = 5")
    assert set(doubts()) == {("node", "level 8, place 0"), ("node", "level 8, place 5")}


def test_a_record_cut_to_an_earlier_state_is_found_by_whoever_kept_a_head(told, touch) -> None:
    kept = read_head(SignedHead.objects.get(size=260).note)
    touch(
        "DELETE FROM ledger_head WHERE size = 260",
        "DELETE FROM ledger_position WHERE position >= 6",
        "DELETE FROM ledger_node",
        "DELETE FROM ledger_opening WHERE event_id IN (SELECT event_id FROM ledger_event WHERE id > 6)",
        "DELETE FROM ledger_event WHERE id > 6",
    )
    assert doubts() == []
    assert doubts(kept) == [("rolled back", "head 260")]


def test_two_heads_of_one_size_are_found_by_whoever_kept_the_other(told) -> None:
    ours = SignedHead.objects.get(size=6)
    other = Head(told.key.name, 6, bytes(32), ours.sealed_at)
    assert doubts(other) == [("split view", "head 6")]
    assert doubts(read_head(ours.note)) == []


def test_a_head_kept_between_two_of_ours_is_compared_too(told) -> None:
    assert doubts(Head(told.key.name, 100, bytes(32), SignedHead.objects.get(size=6).sealed_at)) == [
        ("split view", "head 100")
    ]


def test_events_that_wait_too_long_are_an_alarm(told, officer, present, settings) -> None:
    with transaction.atomic():
        record("test.act", actor=officer, acted_at=present)
    settings.QILOU_SEAL_ALARM = 3600
    assert doubts() == []
    settings.QILOU_SEAL_ALARM = 0
    assert doubts() == [("unsealed", "1 events")]


def opening_of(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id, path FROM ledger_opening ORDER BY event_id, path OFFSET %s LIMIT 1", [number])
        return cursor.fetchone()


def test_what_opens_a_commitment_cannot_be_changed_or_lost(told, touch) -> None:
    name, path = opening_of(0)
    touch(f"UPDATE ledger_opening SET value = '\"林小\"' WHERE event_id = '{name}'")
    assert doubts() == [("opening", f"event {name} {path}")]
    touch(f"DELETE FROM ledger_opening WHERE event_id = '{name}'")
    assert doubts() == [("opening", f"event {name} {path}")]


def test_lawful_erasure_leaves_no_doubt_and_an_unlawful_one_does(told, touch, officer, present) -> None:
    name, path = opening_of(0)
    with transaction.atomic():
        erasure = erase_opening(name, path, reason="法定", cites=(M164.art(33),), actor=officer, acted_at=present)
    seal(told)
    assert doubts() == []
    other, place = opening_of(1)
    touch(f"UPDATE ledger_opening SET salt = NULL, value = NULL, erased_by = '{erasure}' WHERE event_id = '{other}'")
    assert doubts() == [("opening", f"event {other} {place}")]


def test_a_new_key_signs_once_the_old_one_has_sealed_its_introduction(told, another_signer, present, officer) -> None:
    introduce_key(another_signer.key, actor=officer, acted_at=present)
    with pytest.raises(SignerMissing, match="let the earlier one seal"):
        seal(another_signer)
    seal(told)
    with transaction.atomic():
        record("test.act", actor=officer, acted_at=present)
    assert seal(another_signer).size == 262
    assert doubts() == []


def test_nobody_introduces_a_key_who_has_not_just_proved_who_they_are(told, another_signer, present, officer) -> None:
    with pytest.raises(Unconfirmed) as refused:
        introduce_key(another_signer.key, actor=replace(officer, confirmed=False), acted_at=present)
    assert [one.id for one in refused.value.cites] == ["m164:37"]
    assert not SigningKey.objects.filter(key=str(another_signer.key)).exists()


def test_a_key_that_no_event_introduced_gives_a_doubt(told, touch, another_signer, present, officer) -> None:
    introduce_key(another_signer.key, actor=officer, acted_at=present)
    seal(told)
    with transaction.atomic():
        other = record("test.act", actor=officer, acted_at=present)
    seal(another_signer)
    touch(f"UPDATE ledger_key SET introduced_by = '{other}' WHERE introduced_by IS NOT NULL")
    assert ("head", "head 262") in doubts()


def test_the_head_kept_beside_the_database_is_compared_by_itself(told, settings, tmp_path) -> None:
    settings.QILOU_LEDGER_WITNESS = str(tmp_path / "head")
    ours = SignedHead.objects.get(size=6)
    keep(tmp_path / "head", Head(told.key.name, 6, bytes(32), ours.sealed_at).signed(told.key, told.sign))
    assert "split view" in [one.what for one in Everything().doubts()]
    (tmp_path / "head").write_text("nonsense")
    with pytest.raises(Broken):
        read(tmp_path / "head")
    assert "head" in [one.what for one in Everything().doubts()]


def test_the_platform_is_an_actor_like_others(told, present) -> None:
    with transaction.atomic():
        record("test.act", actor=Actor(0, "平台"), acted_at=present)
    seal(told)
    assert doubts() == []
    assert json.loads(bytes(Event.objects.latest("id").body))["actor"]["id"] == 0

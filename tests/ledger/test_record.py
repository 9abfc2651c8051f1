import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction

from qilou.kernel.errors import Refused
from qilou.ledger import Personal, record
from qilou.ledger.models import Event, Opening
from qilou.ledger.record import NEAR_NOW, prepare

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


@pytest.mark.django_db
def test_the_database_hashes_the_time_of_recording_and_the_body(officer, present) -> None:
    event = Event.objects.get(event_id=record("test.act", actor=officer, acted_at=present, input={"意见": "同意"}))
    time = microseconds(event.recorded_at).to_bytes(8, "big", signed=True)
    assert bytes(event.leaf_hash) == hashlib.sha256(b"\0" + time + bytes(event.body)).digest()


@pytest.mark.django_db
@pytest.mark.req("A42.2")
def test_the_columns_beside_the_body_agree_with_it(officer, present) -> None:
    event_id = record("test.act", actor=officer, acted_at=present, case="SB26-1-8", function="AUTHORITY")
    event = Event.objects.get(event_id=event_id)
    content = event.content
    assert content["id"] == str(event.event_id)
    assert content["name"] == event.name == "test.act"
    assert content["case"] == event.case_number == "SB26-1-8"
    assert content["actor"]["id"] == event.actor_id == 7
    assert content["actor"]["organisation"] == event.organisation == "汕头市工业和信息化局"
    assert datetime.fromisoformat(content["acted_at"]) == event.acted_at == present


@pytest.mark.django_db
def test_the_database_says_when_it_recorded_and_in_which_transaction(officer, present) -> None:
    before, after = (record("test.act", actor=officer, acted_at=present) for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT txid = pg_current_xact_id(), recorded_at BETWEEN now() AND clock_timestamp(), recorded_at"
            " FROM ledger_event WHERE event_id IN (%s, %s) ORDER BY id",
            [before, after],
        )
        first, second = cursor.fetchall()
    assert first[:2] == second[:2] == (True, True)
    assert first[2] < second[2]


@pytest.mark.django_db
def test_two_events_never_share_an_id(officer, present) -> None:
    event = prepare("test.act", actor=officer, acted_at=present)
    event.insert()
    with pytest.raises(IntegrityError, match="event_id"), transaction.atomic():
        event.insert()


@pytest.mark.django_db
def test_an_event_can_be_inserted_within_a_statement_of_the_caller(officer, present) -> None:
    event = prepare("test.act", actor=officer, acted_at=present, input={"who": Personal("林晓")})
    columns = event.columns()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH moved AS (SELECT 1), recorded AS (INSERT INTO ledger_event ({', '.join(columns)})"
            f" SELECT {', '.join(f'%({name})s' for name in columns)} FROM moved) SELECT * FROM moved",
            columns,
        )
    event.inserted()
    assert bytes(Event.objects.get(event_id=event.event_id).body) == event.body
    assert Opening.objects.get(event_id=event.event_id).path == "/input/who"


def test_an_act_outside_a_transaction_cannot_be_recorded(committed_db, officer, present) -> None:
    with pytest.raises(RuntimeError, match="one transaction"):
        record("test.act", actor=officer, acted_at=present)
    assert not Event.objects.exists()


def test_an_act_that_fails_leaves_no_event(committed_db, officer, present) -> None:
    @transaction.atomic
    def act() -> None:
        record("test.act", actor=officer, acted_at=present, input={"who": Personal("林晓")})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Event.objects.exists()


MINUTE = timedelta(minutes=1)


@pytest.fixture
def in_earnest(settings) -> None:
    """Not a demonstration, as the other tests are."""
    settings.QILOU_DEMO = False


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize("offset", [-NEAR_NOW + MINUTE, timedelta(0), NEAR_NOW - MINUTE])
def test_an_act_near_now_is_recorded_whatever_zone_it_is_told_in(officer, offset) -> None:
    acted_at = (datetime.now(UTC) + offset).astimezone(timezone(timedelta(hours=-5)))
    assert prepare("test.act", actor=officer, acted_at=acted_at).acted_at == acted_at


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize(
    ("offset", "code"), [(-NEAR_NOW - MINUTE, "ledger.past"), (NEAR_NOW + MINUTE, "ledger.future")]
)
def test_an_act_far_from_now_is_refused(officer, offset, code) -> None:
    with pytest.raises(Refused) as refusal:
        prepare("test.act", actor=officer, acted_at=datetime.now(UTC) + offset)
    assert refusal.value.code == code


@pytest.mark.usefixtures("in_earnest")
def test_an_earlier_act_is_entered_from_its_document_which_the_body_names(officer) -> None:
    event = prepare("test.act", actor=officer, acted_at=EPOCH, of_record="汕信息〔2016〕18号")
    assert '"of_record":"汕信息〔2016〕18号"'.encode() in event.body
    with pytest.raises(Refused):
        prepare("test.act", actor=officer, acted_at=datetime.now(UTC) + timedelta(days=1), of_record="文号")


def test_a_demonstration_may_act_on_any_day_and_says_so_in_every_event(officer, settings) -> None:
    settings.QILOU_DEMO = True
    assert b'"demo":true' in prepare("test.act", actor=officer, acted_at=EPOCH).body
    settings.QILOU_DEMO = False
    assert b"demo" not in prepare("test.act", actor=officer, acted_at=datetime.now(UTC)).body

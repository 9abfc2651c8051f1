"""Tables compared with what events told of them: the same value may be written in several ways, another is named."""

import json
from uuid import UUID

import pytest

from qilou.ledger.canonical import commitment
from qilou.ledger.refold import Fold
from qilou.ledger.tables import compare
from qilou.ledger.told import TABLES, Table

EVENT, SALT = str(UUID(int=1)), b"s" * 32
COMMITTED = {"$commitment": commitment(SALT, '"林晓"')}
WHO = "/effects/told_example/1/who"
MAKE = """
CREATE TABLE told_example (id int PRIMARY KEY, amount numeric(14,2), day date, moment timestamptz, other uuid,
  note text, more jsonb, who jsonb, years int[]);
GRANT SELECT ON told_example TO qilou_app;
INSERT INTO told_example VALUES (1, 1280.50, '2026-11-24', '2026-11-24 14:32:00.000001+08',
  '00000000-0000-0000-0000-00000000000a', '办', '{"b": [1, null], "a": "同意"}', '"林晓"', '{2026,2027}');
SET session_replication_role = replica;
"""
WHOLE = {
    "amount": "1280.50",
    "day": "2026-11-24",
    "moment": "2026-11-24T14:32:00.000001+08:00",
    "other": "00000000-0000-0000-0000-00000000000a",
    "note": {"$at": "/input/note"},
    "more": {"a": "同意", "b": [1, None]},
    "who": COMMITTED,
    "years": [2026, 2027],
}


@pytest.fixture
def change(signed_in, monkeypatch):
    """A row and what opens the commitment that was told of it; gives what changes them as the server's superuser."""
    monkeypatch.setitem(TABLES, "told_example", Table("told_example"))
    with signed_in("superuser") as opened:
        opened.execute(MAKE)
        opened.execute("INSERT INTO ledger_opening VALUES (%s, %s, %s, %s)", [EVENT, WHO, SALT, '"林晓"'])
        yield opened.execute


def doubts(*told):
    fold = Fold()
    for place, columns in enumerate(told, 1):
        effects = {"told_example": {"1": columns}}
        fold.tell(place, {"id": str(UUID(int=place)), "input": {"note": "办"}, "effects": effects})
    return [(one.what, one.where) for one in compare(fold) if "told_example" in one.where]


def test_what_was_told_stands_there(change) -> None:
    assert doubts(WHOLE) == []


@pytest.mark.parametrize(
    "told",
    [{"amount": "1280.5"}, {"moment": "2026-11-24T06:32:00.000001+00:00"}, {"note": "办"}, {"extra": "not a column"}],
    ids=lambda told: next(iter(told)),
)
def test_another_way_to_write_the_same_gives_no_doubt(change, told) -> None:
    assert doubts(WHOLE | told) == []


def test_what_several_events_told_counts_by_the_last_of_each_column(change) -> None:
    first = WHOLE | {"amount": "1.00", "day": None}
    assert doubts(first, {"amount": "2.00", "day": "2026-11-24"}, {"amount": "1280.50"}) == []
    assert doubts(first, {"amount": "1280.50"}) == [("table", "told_example 1 day")]


def test_a_column_that_no_event_told_is_named(change) -> None:
    assert doubts({name: told for name, told in WHOLE.items() if name != "day"}) == [
        ("untold", "told_example 1 day"),
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", "amount + 0.01"),
        ("amount", "'NaN'"),
        ("amount", "NULL"),
        ("day", "day + 1"),
        ("day", "'2026-11-24 BC'"),
        ("day", "'infinity'"),
        ("moment", "moment + interval '1 microsecond'"),
        ("moment", "'2026-11-24 14:32:00.000001+08 BC'"),
        ("moment", "'-infinity'"),
        ("other", "'00000000-0000-0000-0000-00000000000b'"),
        ("note", "note || '。'"),
        ("more", "jsonb_set(more, '{b,0}', '2')"),
        ("more", "NULL"),
        ("who", "'\"林小\"'"),
        ("who", f"'{json.dumps(COMMITTED)}'"),
        ("years", "'{2026}'"),
    ],
)
def test_another_value_is_named(change, column, value) -> None:
    change(f"UPDATE told_example SET {column} = {value}")
    assert doubts(WHOLE) == [("table", f"told_example 1 {column}")]


def test_a_row_that_is_gone_or_that_no_event_told_is_named(change) -> None:
    assert doubts() == [("table", "told_example 1")]
    change("DELETE FROM told_example")
    assert doubts(WHOLE) == [("table", "told_example 1")]
    assert doubts(WHOLE, None) == []

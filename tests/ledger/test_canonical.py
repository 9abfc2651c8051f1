import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import MappingProxyType
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from qilou.ledger import Personal
from qilou.ledger.canonical import canonical, canonical_with_openings, commitment

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=12)
names = texts.filter(lambda name: not name.startswith("$"))
whole_numbers = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | whole_numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


@given(values)
def test_any_value_of_text_and_whole_numbers_is_written_as_rfc_8785_says_and_reads_back_the_same(value: object) -> None:
    written = canonical(value)
    assert written.encode() == rfc8785.dumps(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(values, st.randoms())
def test_the_order_in_which_members_were_given_leaves_no_trace(value: object, random: object) -> None:
    assert canonical(_shuffled(value, random)) == canonical(value)


def _shuffled(value, random):
    if isinstance(value, list):
        return [_shuffled(one, random) for one in value]
    if isinstance(value, dict):
        members = list(value.items())
        random.shuffle(members)
        return {name: _shuffled(one, random) for name, one in members}
    return value


def test_members_stand_in_the_order_of_utf_16_units_not_of_code_points() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "é": 3, "a": 4}) == '{"a":4,"é":3,"\U0001f600":2,"\ufb33":1}'


class Level(IntEnum):
    HIGH = 3


class Track(StrEnum):
    SPECIAL = "special"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1280000.00"), '"1280000.00"'),
        (Decimal("1.28E+6"), '"1280000"'),
        (Decimal("1E-7"), '"0.0000001"'),
        (Decimal("-0.00"), '"0.00"'),
        (Decimal("-5.10"), '"-5.10"'),
        (date(2026, 3, 5), '"2026-03-05"'),
        (datetime(2026, 3, 4, 17, 0, tzinfo=UTC), '"2026-03-05T01:00:00.000000+08:00"'),
        (datetime(1988, 7, 1, 4, 0, 0, 5, tzinfo=UTC), '"1988-07-01T12:00:00.000005+08:00"'),
        (UUID("0190d6b2-5F00-7000-8000-0123456789ab"), '"0190d6b2-5f00-7000-8000-0123456789ab"'),
        (Level.HIGH, "3"),
        (Track.SPECIAL, '"special"'),
        ({Track.SPECIAL: (1, True, None)}, '{"special":[1,true,null]}'),
        (MappingProxyType({"单位": "汕头"}), '{"单位":"汕头"}'),
        ('a"\\/\n\x1f\x7f\u2028', '"a\\"\\\\/\\n\\u001f\x7f\u2028"'),
        ("\\u0000 spelt out", '"\\\\u0000 spelt out"'),
    ],
)
def test_each_kind_of_value_has_one_way_of_being_written(value: object, written: str) -> None:
    assert canonical(value) == written


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (0.1, "float"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (object(), "object"),
        (Decimal("NaN"), "NaN"),
        (Decimal("Infinity"), "Infinity"),
        (2**53, "2\\*\\*53"),
    ],
)
def test_what_readers_could_read_differently_is_refused_with_its_place(value: object, named: str) -> None:
    with pytest.raises(TypeError, match=f"/lines/1/price/a~1b: .*{named}"):
        canonical({"lines": [1, {"price": {"a/b": value}}]})


def test_names_must_be_text_and_cannot_imitate_the_format() -> None:
    with pytest.raises(TypeError, match="must be text"):
        canonical({1: "one"})
    with pytest.raises(ValueError, match="belong to the record's format"):
        canonical({"$commitment": "0" * 64})


@pytest.mark.parametrize("text", ["\0", "a\\\0", "\ud800"])
def test_characters_that_the_database_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        canonical([text]).encode()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        canonical(datetime(2026, 3, 5))  # noqa: DTZ001  # what is tested


@given(values)
def test_personal_data_is_replaced_by_a_commitment_that_its_opening_fits(value: object) -> None:
    written, (opening,) = canonical_with_openings({"applicant": [0, {"a/b": Personal(value)}]})
    assert json.loads(written) == {"applicant": [0, {"a/b": {"$commitment": commitment(opening.salt, opening.value)}}]}
    assert opening.path == "/applicant/1/a~1b"
    assert json.loads(opening.value) == value


def test_equal_values_have_unlike_commitments() -> None:
    written, openings = canonical_with_openings([Personal("林晓"), Personal("林晓")])
    first, second = json.loads(written)
    assert first != second
    assert [one.path for one in openings] == ["/0", "/1"]


def test_personal_data_is_never_shown_by_accident() -> None:
    assert "440500199001011234" not in f"{Personal('440500199001011234')} {Personal('440500199001011234')!r}"
    with pytest.raises(TypeError, match="/inner: personal data"):
        canonical_with_openings(Personal({"inner": Personal(1)}))

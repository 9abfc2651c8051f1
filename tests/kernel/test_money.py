"""Amounts are read in any usual notation, exactly, and shown in 万元."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilou.kernel.money import LIMIT, WAN, in_wan, parse_amount


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("386.40万元", "3864000.00"),
        ("386.40 万", "3864000.00"),
        ("¥1,286,000.00", "1286000.00"),
        ("$6,279,429", "6279429.00"),
        ("１，２８６．５", "1286.50"),
        ("1.2 million", "1200000.00"),
        ("3.7亿元", "370000000.00"),
        ("(12.50)", "-12.50"),
        ("-12.5", "-12.50"),
        ("CNY 8,000", "8000.00"),
        ("0", "0.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, yuan: str) -> None:
    assert parse_amount(written) == Decimal(yuan)


@pytest.mark.parametrize("written", ["", "abc", "1,23", "12.345", "(5", "1 2 3", "1e5", "NaN", "99999999999999"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_amount(written)


@given(st.decimals(min_value=0, max_value=LIMIT, places=2))
def test_what_is_shown_in_wan_reads_back_to_the_fen(yuan: Decimal) -> None:
    assert parse_amount(in_wan(yuan), unit=WAN) == yuan

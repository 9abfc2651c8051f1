"""Money: yuan in Decimal, two places; read in any usual notation, shown as 万元 on pages."""

import re
from decimal import Decimal, InvalidOperation

FEN = Decimal("0.01")
WAN = Decimal(10_000)
LIMIT = Decimal("999999999999.99")

UNITS = {
    "元": Decimal(1),
    "万": WAN,
    "万元": WAN,
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
    "k": Decimal(1_000),
    "m": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "b": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000),
}
AMOUNT = re.compile(
    r"^(?P<open>\()?\s*(?P<sign>[-−－])?\s*(?:CNY|RMB|CAD|US\$|[¥￥$€])?\s*"
    r"(?P<digits>\d{1,3}(?:[,，\s\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*"
    r"(?P<unit>元|万元|万|亿元|亿|k|m|million|b|billion)?\s*(?:CNY|RMB|CAD)?\s*(?P<close>\))?$",
    re.IGNORECASE,
)


def parse_amount(raw: str, *, unit: Decimal = Decimal(1)) -> Decimal:
    """Yuan from text such as `386.40 万元`, `¥1,286,000.00`, `(12.5)` or `1.2 million`.

    `unit` is what a bare number counts (10,000 in a 万元 column). Exact: raises ValueError for text that is no amount,
    for more than two places in yuan, and beyond numeric(14,2).
    """
    text = raw.strip().translate(str.maketrans("０１２３４５６７８９．，（）", "0123456789.,()"))
    found = AMOUNT.match(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        raise ValueError("not an amount")
    try:
        number = Decimal(re.sub(r"[,，\s\u00a0]", "", found["digits"]))
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    number *= UNITS[found["unit"].lower()] if found["unit"] else unit
    if number > LIMIT:
        raise ValueError("too large")
    if number != number.quantize(FEN):
        raise ValueError("more than two decimal places of a yuan")
    number = number.quantize(FEN)
    return -number if found["sign"] or found["open"] else number


def in_wan(yuan: Decimal) -> str:
    """Yuan as 万元 with two decimals and thousands separators; the fen below are kept when there are any."""
    wan = yuan / WAN
    exact = wan if wan == wan.quantize(FEN) else wan.normalize()
    return f"{exact:,.2f}" if exact == exact.quantize(FEN) else f"{exact:,f}"

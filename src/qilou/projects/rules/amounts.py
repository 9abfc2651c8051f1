"""How amounts are written in the reasons of rules: 万元 with two decimals, the fen kept where there are any."""

from decimal import Decimal

WAN = Decimal(10_000)


def wan(yuan: Decimal) -> str:
    """Yuan in units of ten thousand: `386.40`, `0.0001`."""
    amount = yuan / WAN
    shown = amount.quantize(Decimal("0.01"))
    return f"{shown:,.2f}" if shown == amount else f"{amount.normalize():,f}"

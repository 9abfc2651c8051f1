"""What is withheld of an expert's fee, as of any income from labour service (STA announcement 2018 no. 61, art. 8)."""

from decimal import ROUND_HALF_UP, Decimal

FIXED, FIXED_UP_TO, SHARE = Decimal(800), Decimal(4000), Decimal("0.20")
RATES = (
    (Decimal(20_000), Decimal("0.20"), Decimal(0)),
    (Decimal(50_000), Decimal("0.30"), Decimal(2_000)),
    (None, Decimal("0.40"), Decimal(7_000)),
)  # up to what income, rate, quick deduction


def withheld(fee: Decimal) -> Decimal:
    """The income tax withheld of one fee, in yuan to the fen."""
    income = max(fee - FIXED, Decimal(0)) if fee <= FIXED_UP_TO else fee * (1 - SHARE)
    rate, less = next((rate, less) for most, rate, less in RATES if most is None or income <= most)
    return (income * rate - less).quantize(Decimal("0.01"), ROUND_HALF_UP)

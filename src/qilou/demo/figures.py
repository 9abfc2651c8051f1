"""What this year's annual round of the city comes to, said once: the tests hold the loaded city to it."""

from decimal import Decimal

DECLARATIONS = 75
UNITS = 39
ASKED = Decimal("370002000.00")  # yuan
PASSED = 59
LISTED = Decimal("106087000.00")  # yuan, within the fund

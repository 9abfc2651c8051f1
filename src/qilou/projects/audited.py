"""What projects tell an auditor: the facts that they hold, as plain rows, judged elsewhere. Amounts in yuan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Contracted:
    """A registered contract or supplement; a date that nobody has entered is None."""

    id: int
    case: str
    number: str
    title: str
    kind: str
    method: str
    supplier: str
    supplier_code: str
    amount: Decimal
    paid: Decimal
    in_force: bool
    supplement_of: int | None
    signed_on: date
    registered_on: date
    awarded_on: date | None = None
    published_on: date | None = None
    filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that was made; `follow_up` is what the platform held it for on its day."""

    case: str
    contract: int
    instalment: str
    follow_up: bool
    amount: Decimal
    paid_on: date


@dataclass(frozen=True, slots=True)
class Departure:
    """A progress report in which a unit did not confirm that it builds as approved; `began` is its quarter's first day.

    `changed_on` is the day of the first change filed since then; None where none was.
    """

    case: str
    began: date
    told_on: date
    words: str
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Audited:
    """One project with its contracts and payments.

    `bound` and `budgeted` are what its contracts under the approval take of each budget year and what finance's
    documents give; `taken` what the earmarked fund gave it and it has not given back.
    """

    id: int
    jurisdiction: str
    name: str
    unit: str
    unit_id: int | None
    approved_total: Decimal | None
    contracted: Decimal
    preliminary_on: date | None
    accepted_on: date | None
    contracts: tuple[Contracted, ...] = ()
    payments: tuple[Payment, ...] = ()
    reviewers: tuple[str, ...] = ()
    bound: Mapping[int, Decimal] = field(default_factory=dict)
    budgeted: Mapping[int, Decimal] = field(default_factory=dict)
    taken: Decimal = Decimal("0.00")
    payments_open: int = 0
    departures: tuple[Departure, ...] = ()

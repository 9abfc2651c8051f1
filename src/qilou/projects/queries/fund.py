"""The fund's account as pages read it, and what is left of a year."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from qilou.kernel.actor import Actor, function_key
from qilou.law import AUDIT, AUTHORITY, FINANCE, GOVERNMENT, carries
from qilou.projects.models import Fund, FundEntry, Project
from qilou.projects.models.fund import EntryKind, Use

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One entry with the balance after it."""

    entered_at: datetime
    kind: EntryKind
    use: Use | None
    amount: Decimal
    project_id: int | None
    project: str
    document: str
    reason: str
    case_number: str
    left: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """One year's account. `arranged` is false while projects only carry into the year."""

    jurisdiction: str
    year: int
    arranged: bool
    document: str
    amount: Decimal
    pre_work: Decimal
    construction: Decimal
    kept_for_special: Decimal
    rows: tuple[AccountRow, ...]

    @property
    def committed(self) -> Decimal:
        """What both uses take."""
        return self.pre_work + self.construction

    @property
    def left(self) -> Decimal:
        """What can still be listed or granted."""
        return self.amount - self.committed


@carries("A8.5", "A8.7")
def account(jurisdiction: str, year: int) -> Account | None:
    """A year's account, entry by entry, with the two uses apart; None where there is none."""
    fund = Fund.objects.filter(jurisdiction=jurisdiction, year=year).first()
    if fund is None:
        return None
    rows: list[AccountRow] = []
    left, taken = ZERO, dict.fromkeys(Use, ZERO)
    for entry in FundEntry.objects.filter(fund=fund).annotate(named=F("project__name")).order_by("pk"):
        use = Use(entry.use) if entry.use else None
        if use is not None:
            taken[use] += entry.amount
        left += entry.amount if use is None else -entry.amount
        rows.append(
            AccountRow(
                entered_at=entry.entered_at,
                kind=EntryKind(entry.kind),
                use=use,
                amount=entry.amount,
                project_id=entry.project_id,
                project=entry.named or "",
                document=entry.document,
                reason=entry.reason,
                case_number=entry.case_number,
                left=left,
            )
        )
    return Account(
        jurisdiction=jurisdiction,
        year=year,
        arranged=fund.arranged_on is not None,
        document=fund.document,
        amount=fund.amount,
        pre_work=taken[Use.PRE_WORK],
        construction=taken[Use.CONSTRUCTION],
        kept_for_special=fund.kept_for_special,
        rows=tuple(rows),
    )


def seen_by(found: Account, actor: Actor) -> list[AccountRow]:
    """The entries that an actor may see: all for the bodies that watch over money, else those of visible projects."""
    watching = {function_key(one.code, found.jurisdiction) for one in (FINANCE, AUTHORITY, AUDIT, GOVERNMENT)}
    if watching & actor.keys:
        return list(found.rows)
    projects = {row.project_id for row in found.rows if row.project_id}
    visible = set(Project.objects.visible_to(actor).filter(pk__in=projects).values_list("pk", flat=True))
    return [row for row in found.rows if row.project_id is None or row.project_id in visible]


def years(jurisdiction: str) -> list[Fund]:
    """Every year's fund, the latest first."""
    return list(Fund.objects.filter(jurisdiction=jurisdiction).order_by("-year"))


def balance(jurisdiction: str, year: int) -> Decimal | None:
    """What is left of a year's fund; None while it is not arranged."""
    return balances(jurisdiction, [year]).get(year)


def balances(jurisdiction: str, wanted: list[int]) -> dict[int, Decimal]:
    """What is left of each of these years' funds; years not arranged are absent."""
    funds = Fund.objects.filter(jurisdiction=jurisdiction, year__in=wanted, arranged_on__isnull=False)
    return {fund.year: fund.amount - fund.committed for fund in funds}


def committed_to(project_id: int) -> dict[int, Decimal]:
    """What a project takes of each year's fund, for both uses."""
    sums = FundEntry.objects.filter(project=project_id).values_list("fund__year").annotate(taken=Sum("amount"))
    return {year: taken for year, taken in sums.order_by("fund__year") if taken}

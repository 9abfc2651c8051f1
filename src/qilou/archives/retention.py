"""How long a case's file is kept: by kind, each a dated parameter with its source; modules name the kind of theirs."""

from dataclasses import dataclass

from qilou.law import Article, Parameter, Readings, Text
from qilou.law.statutes import ARCHIVES_REGULATION, PROCUREMENT, RETENTION

FOR_EVER = 0
TERMS = {
    FOR_EVER: Text("永久", "for ever"),
    30: Text("三十年", "thirty years"),
    10: Text("十年", "ten years"),
}
DECISION_YEARS = Parameter(
    code="retention_decisions",
    question=Text(
        "规划、清单、批复等决定性文件的案卷保管多久？", "How long are files on plans, lists and approvals kept?"
    ),
    default=FOR_EVER,
    alternatives=TERMS,
    cites=RETENTION.art(6),
    req=(),
    statutory=False,
)
PROCUREMENT_YEARS = Parameter(
    code="retention_procurement",
    question=Text(
        "采购、合同、支付的案卷保管多少年？（不少于十五年）",
        "For how many years are files on procurement, contracts and payments kept? (at least fifteen)",
    ),
    default=30,
    least=15,
    cites=PROCUREMENT.art(42),
    req=(),
    statutory=False,
)
BUSINESS_YEARS = Parameter(
    code="retention_business",
    question=Text("其他业务办件的案卷保管多久？", "How long are the files of other business kept?"),
    default=30,
    alternatives=TERMS,
    cites=RETENTION.art(6),
    req=(),
    statutory=False,
)
TRANSFER_AFTER = Parameter(
    code="transfer_after_years",
    question=Text(
        "市级案卷形成多少年后移交市档案馆？（二十年；经档案馆同意可以提前）",
        "How many years after it was made is a file of the city handed over to the city's archives? (twenty; earlier "
        "with the archives' consent)",
    ),
    default=20,
    least=0,
    cites=ARCHIVES_REGULATION.art(20, 2),
    req=(),
)
DISTRICT_TRANSFER_AFTER = Parameter(
    code="district_transfer_after_years",
    question=Text(
        "区（县）案卷形成多少年后移交区（县）档案馆？（十年；经档案馆同意可以提前）",
        "How many years after it was made is a district's (county's) file handed over to its archives? (ten; earlier "
        "with the archives' consent)",
    ),
    default=10,
    least=0,
    cites=ARCHIVES_REGULATION.art(20, 2),
    req=(),
)
LEAST_TRANSFERRED = 30  # files with a shorter term are not for the archives


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of files that are kept equally long."""

    code: str
    title: Text
    years: Parameter[int]

    @property
    def cites(self) -> Article:
        """On which place in the law the term rests."""
        return self.years.cites


DECISION = Kind("decision", Text("决定", "Decisions"), DECISION_YEARS)
PROCURED = Kind("procurement", Text("采购", "Procurement"), PROCUREMENT_YEARS)
BUSINESS = Kind("business", Text("业务", "Business"), BUSINESS_YEARS)
KINDS = {one.code: one for one in (DECISION, PROCURED, BUSINESS)}
KEPT: dict[str, Kind] = {}


def keeps(procedure: str, kind: Kind) -> None:
    """Say of which kind a procedure's files are; said once. Procedures of which nothing is said are business."""
    if KEPT.setdefault(procedure, kind) is not kind:
        raise ValueError(f"the files of {procedure} are given two kinds")


def kind_of(procedure: str) -> Kind:
    """The kind of a procedure's files."""
    return KEPT.get(procedure, BUSINESS)


def years_to_transfer(term: int, readings: Readings, *, district: bool) -> int | None:
    """So many years after it was made a file of this term goes to the archives; None for what stays with its body."""
    if term != FOR_EVER and term < LEAST_TRANSFERRED:
        return None
    return readings[DISTRICT_TRANSFER_AFTER if district else TRANSFER_AFTER]


def term_label(years: int) -> Text:
    """A term in words."""
    return TERMS.get(years, Text(f"{years} 年", f"{years} years"))

"""Checks on procurement: split purchases, who designed and wins, and the 30, 2 and 7 days of a contract."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from qilou.law import CALENDAR_DAYS, WORKING_DAYS, Message, Parameter, Period, Readings, Text, Unit, say
from qilou.law.clock import due
from qilou.law.readings import LAST_DAY_ON_HOLIDAY
from qilou.law.statutes import PROCUREMENT, PROCUREMENT_REGULATION
from qilou.projects.audited import Audited, Contracted

from .check import CannotBeMade, Facts, Outcome, Raised, check, of_contract

ZERO = Decimal("0.00")
OPEN_TENDER_LIMIT = Parameter(
    code="open_tender_limit",
    question=Text(
        "公开招标数额标准是多少元？（由省政府确定，须以文件登记）",
        "From how many yuan is open tender required? (set by the province; enter its document)",
    ),
    default=Decimal("4000000.00"),
    least=1,
    cites=PROCUREMENT.art(27),
    req=("A18.12",),
    statutory=False,
)
OWN_PURCHASE_LIMIT = Parameter(
    code="own_purchase_limit",
    question=Text(
        "采购限额标准是多少元？（由省政府或者其授权的机构确定，须以文件登记）",
        "Below how many yuan may a unit buy by itself? (set by the province or whom it authorises; enter the document)",
    ),
    default=Decimal("1000000.00"),
    least=1,
    cites=PROCUREMENT.art(8),
    req=("A18.12",),
    statutory=False,
)
SPLIT_DAYS = Parameter(
    code="audit_split_days",
    question=Text(
        "多少日内向同一供应商的多次限额以下采购合并计算？（非法定）",
        "Within how many days are a unit's own purchases from one supplier added up? (not statutory)",
    ),
    default=180,
    least=1,
    cites=PROCUREMENT_REGULATION.art(28),
    req=("A18.12",),
    statutory=False,
)
OPEN, SINGLE, SMALL = "open_tender", "single_source", "small"
EARLIER_WORK = {
    "pre_work": Text("前期工作（设计、规范编制）", "pre-project work (design, specification)"),
    "supervision": Text("监理", "supervision"),
    "testing": Text("检测", "testing"),
    "third_party_review": Text("初步评审", "the preliminary review"),
}
NO_AWARD = Text("未登记中标（成交）通知书日期", "the date of the award is not entered")
NO_PUBLICATION = Text("未登记合同公告日期", "the date on which the contract was published is not entered")
NO_FILING = Text("未登记合同备案日期", "the date on which the contract was filed is not entered")
NO_CALENDAR = Text("该年工作日历尚未公布", "the year's working days are not published yet")


@check(
    Text("化整为零", "Split purchase"),
    Text(
        "同一项目、同一类别、同一年度以公开招标以外方式签订的多份合同，合计与公开招标数额标准；"
        "同一单位一定时间内向同一供应商的多次限额以下采购，合计与采购限额标准。",
        "Several contracts of one project, kind and year without open tender, together beside the open-tender limit; "
        "and a unit's own purchases from one supplier within a short time, together beside the purchase limit.",
    ),
    cites=(PROCUREMENT_REGULATION.art(28),),
    req=("A18.12",),
)
def split_purchase(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """None alone reaches the limit; together they exceed that of open tender, or reach that of procurement.

    Supplements belong to their original; a contract that reaches the limit alone is not split and hides no others.
    """
    limit = readings[OPEN_TENDER_LIMIT]
    for project in f.projects:
        groups: dict[tuple[str, int], list[Contracted]] = defaultdict(list)
        for one in _originals(project):
            if one.method not in (OPEN, SINGLE) and one.amount < limit:
                groups[one.kind, one.signed_on.year].append(one)
        for (kind, year), several in sorted(groups.items()):
            if len(several) > 1 and _together(several) > limit:
                subject = f"projects.project:{project.id}/{kind}/{year}"
                yield _split(subject, project, several, limit)
    yield from _own_purchases(f, readings)


def _originals(project: Audited) -> list[Contracted]:
    return [one for one in project.contracts if one.in_force and one.supplement_of is None]


def _together(several: list[Contracted]) -> Decimal:
    return sum((one.amount for one in several), ZERO)


def _own_purchases(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """Of each unit from each supplier, one run after another: purchases of one window are told once, with the first."""
    limit, window = readings[OWN_PURCHASE_LIMIT], timedelta(days=readings[SPLIT_DAYS])
    bought: dict[tuple[int, str], list[tuple[Contracted, Audited]]] = defaultdict(list)
    for project in f.projects:
        for one in _originals(project):
            if one.method == SMALL and one.amount < limit and project.unit_id is not None:
                bought[project.unit_id, _who(one)].append((one, project))
    for _, rows in sorted(bought.items()):
        rows.sort(key=lambda row: (row[0].signed_on, row[0].id))
        told: date | None = None
        for place, (first, project) in enumerate(rows):
            if told is not None and first.signed_on <= told:
                continue
            last = first.signed_on + window
            within = [one for one, _ in rows[place:] if one.signed_on <= last]
            if len(within) > 1 and _together(within) >= limit:
                yield _split(f"projects.contract:{first.id}", project, within, limit)
                told = last


def _split(subject: str, project: Audited, several: list[Contracted], limit: Decimal) -> Raised:
    total = _together(several)
    return Raised(
        subject=subject,
        unit=project.unit,
        unit_id=project.unit_id,
        matter=project.name,
        thing=f"projects.project:{project.id}",
        case=several[0].case,
        says=say(
            "%(n)s 份合同（%(numbers)s）均低于 %(limit)s 元，合计 %(total)s 元。",
            "%(n)s contracts (%(numbers)s) are each below %(limit)s yuan and together come to %(total)s yuan.",
            n=len(several),
            numbers=tuple(one.number for one in several),
            limit=limit,
            total=total,
        ),
        amount=total,
        facts={
            "limit": limit,
            "contracts": {
                one.number: {"amount": one.amount, "signed_on": one.signed_on, "method": one.method} for one in several
            },
        },
    )


@check(
    Text("设计单位中标", "The designer wins the bid"),
    Text(
        "同一项目的前期工作、监理、检测、初步评审单位，与其他合同的供应商（按统一社会信用代码，没有的按名称）。",
        "Who did a project's pre-work, supervision, testing or preliminary review, beside the suppliers of its other "
        "contracts (by credit code, or by name where there is none).",
    ),
    cites=(PROCUREMENT_REGULATION.art(18, 2),),
    req=("A13.5",),
)
def designer_wins_bid(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """Whoever designed, specified, manages, supervises or tests takes no other contract, single source aside."""
    for project in f.projects:
        live = _originals(project)
        for one in live:
            if one.method == SINGLE:
                continue
            roles = {other.kind for other in live if other.kind != one.kind and _same(one, other)} & set(EARLIER_WORK)
            if one.supplier in project.reviewers and one.kind != "third_party_review":
                roles.add("third_party_review")
            if one.kind in EARLIER_WORK and not _later(one, live, roles):
                continue  # told once, of the contract that came later
            if roles:
                yield Raised(
                    **of_contract(project, one),  # type: ignore[arg-type]  # its own fields
                    says=say(
                        "%(who)s 承担本项目%(roles)s，又签订合同 %(number)s。",
                        "%(who)s did this project's %(roles)s and also has contract %(number)s.",
                        who=one.supplier,
                        roles=tuple(EARLIER_WORK[role] for role in sorted(roles)),
                        number=one.number,
                    ),
                    amount=one.amount,
                    facts={
                        "contract": one.number,
                        "supplier": one.supplier,
                        "method": one.method,
                        "roles": sorted(roles),
                    },
                )


def _later(one: Contracted, live: list[Contracted], roles: set[str]) -> bool:
    """Whether the contract was signed after each of the same supplier's others of these kinds."""
    others = [other for other in live if other.kind in roles and _same(one, other)]
    return all((other.signed_on, other.id) < (one.signed_on, one.id) for other in others)


def _same(one: Contracted, other: Contracted) -> bool:
    if one.supplier_code and other.supplier_code:
        return one.supplier_code == other.supplier_code
    return one.supplier == other.supplier


def _who(one: Contracted) -> str:
    return one.supplier_code or one.supplier


@dataclass(frozen=True, slots=True)
class Term:
    """One of the three periods of a contract: from which day to which, how long, in words."""

    start: str
    done: str
    days: int
    unit: Unit
    lacks: Text
    words: Text


TERMS = (
    Term("awarded_on", "signed_on", 30, CALENDAR_DAYS, NO_AWARD, Text("签订", "signing")),
    Term("signed_on", "published_on", 2, WORKING_DAYS, NO_PUBLICATION, Text("公告", "publication")),
    Term("signed_on", "filed_on", 7, WORKING_DAYS, NO_FILING, Text("备案", "filing")),
)


@check(
    Text("合同签订、公告、备案超期", "Contract outside the 30, 2 and 7 days"),
    Text(
        "中标（成交）通知书日期至签订日期（三十日）、签订至公告（两个工作日）、签订至备案（七个工作日）；"
        "限额以下自行采购除外。",
        "From award to signing (30 days), from signing to publication (2 working days) and to filing (7 working days); "
        "purchases below the threshold aside.",
    ),
    cites=(PROCUREMENT.art(46), PROCUREMENT_REGULATION.art(50), PROCUREMENT.art(47)),
    req=("A18.4",),
)
def contract_outside_its_days(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """Counted as CLOCKS.md counts; a date that nobody entered is no proof that it was missed.

    What a unit buys below the threshold is no government procurement, and these days do not bind it.
    """
    roll = readings[LAST_DAY_ON_HOLIDAY]
    for project in f.projects:
        for one in project.contracts:
            if one.method == SMALL:
                continue
            late: list[Message] = []
            facts: dict[str, object] = {"contract": one.number, "signed_on": one.signed_on}
            for term in TERMS:
                begun, done = getattr(one, term.start), getattr(one, term.done)
                if begun is None or done is None:
                    if term.start != "awarded_on" or one.supplement_of is None:  # a supplement has no award of its own
                        yield CannotBeMade(f"projects.contract:{one.id}", term.lacks)
                    continue
                last = due(Period(term.unit, begun, term.days, roll=roll and term.unit is CALENDAR_DAYS), f.calendar)
                if last.provisional:
                    yield CannotBeMade(f"projects.contract:{one.id}", NO_CALENDAR)
                elif last.on is not None and done > last.on:
                    late.append(
                        say(
                            "%(what)s应于 %(due)s 前完成，实为 %(done)s",
                            "%(what)s was due by %(due)s and done on %(done)s",
                            what=term.words,
                            due=last.on,
                            done=done,
                        )
                    )
                    facts |= {term.start: begun, term.done: done, f"{term.done}_due": last.on}
            if late:
                yield Raised(
                    **of_contract(project, one),  # type: ignore[arg-type]  # its own fields
                    says=say(
                        "合同 %(number)s：%(late)s。",
                        "Contract %(number)s: %(late)s.",
                        number=one.number,
                        late=tuple(late),
                    ),
                    amount=one.amount,
                    facts=facts,
                )

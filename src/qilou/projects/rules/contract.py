"""What the law asks before a contract is registered and when its performance is accepted: Articles 15, 18 and 19."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import NO_CONSTRUCTION_BEFORE_APPROVAL
from qilou.law.statutes import BUDGET, PROCUREMENT, PROCUREMENT_REGULATION

from .amounts import wan

TEN_PER_CENT = Decimal("0.10")
TENDERS = frozenset({"open_tender", "invited_tender"})
BIDDING_DAYS, LEAST_BIDDERS = 20, 3
OWN_GROUND = frozenset({"pre_work", "third_party_review"})
CLAUSE_KINDS = frozenset({"technical", "service", "security"})


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract to be registered and what its project already has. Amounts in yuan.

    `contracted` is the sum of registered contracts under the approval, this one not included; `by_year` this
    contract's yearly parts, `contracted_by_year` those of the others, `budget_by_year` what finance's documents give,
    `approved_by_year` what the approval gives; the `original` is the contract that this one supplements.
    """

    kind: str = UNKNOWN
    amount: Decimal = UNKNOWN
    signed_on: date = UNKNOWN
    today: date = UNKNOWN
    approved_total: Decimal | None = UNKNOWN
    approved_on: date | None = UNKNOWN
    contracted: Decimal = UNKNOWN
    by_year: Mapping[int, Decimal] = UNKNOWN
    contracted_by_year: Mapping[int, Decimal] = UNKNOWN
    budget_by_year: Mapping[int, Decimal] = UNKNOWN
    approved_by_year: Mapping[int, Decimal] = UNKNOWN
    is_supplement: bool = UNKNOWN
    original: Decimal = UNKNOWN
    original_kind: str = UNKNOWN
    supplemented: Decimal = UNKNOWN
    granted: Decimal = UNKNOWN
    pre_work_contracted: Decimal = UNKNOWN
    reviewer: str = UNKNOWN
    supplier: str = UNKNOWN
    builders: tuple[str, ...] = UNKNOWN
    supervisors: tuple[str, ...] = UNKNOWN
    clause_kinds: frozenset[str] = UNKNOWN
    clause_numbers: tuple[str, ...] = UNKNOWN
    checked_numbers: tuple[str, ...] = UNKNOWN
    unmet: tuple[str, ...] = UNKNOWN
    change_pending: str = UNKNOWN
    change_refused: bool = UNKNOWN
    method: str = UNKNOWN
    announcement: str = UNKNOWN
    announced_on: date | None = UNKNOWN
    opened_on: date | None = UNKNOWN
    bidders: int | None = UNKNOWN
    award: str = UNKNOWN

    @property
    def has_own_ground(self) -> bool:
        """Whether the contract may lawfully come before the approval."""
        return self.kind in OWN_GROUND

    @property
    def tendered(self) -> bool:
        """Whether the contract was won in a tender of its own."""
        return self.method in TENDERS and not self.is_supplement


@rule(
    Text("批复之后才能签订建设合同", "No construction contract before approval"),
    cites=M164.art(15),
    req=("A15.6", "A18.8", "X7"),
)
def approved_before_contract(f: ContractFacts, readings: Readings) -> Verdict:
    """Nothing is built before approval, and a contract signed before it is not cured by registering it later."""
    if f.has_own_ground or not readings[NO_CONSTRUCTION_BEFORE_APPROVAL]:
        return Met()
    if f.approved_on is None:
        return Breach(
            say("项目尚未批复立项，不得签订建设合同。", "The project is not approved: no construction contract yet."),
            say("取得立项批复后再签订、登记。", "Sign and register it after the approval."),
        )
    if f.signed_on >= f.approved_on:
        return Met()
    return Breach(
        say(
            "合同签订于 %(signed)s，早于立项批复之日 %(approved)s。",
            "The contract was signed on %(signed)s, before the approval of %(approved)s.",
            signed=f.signed_on,
            approved=f.approved_on,
        ),
        say(
            "批复之前签订的建设合同不予登记，请依法处理。",
            "It cannot be registered; have it dealt with as the law says.",
        ),
    )


@rule(
    Text("前期工作合同在前期工作经费之内", "Pre-work contracts stay within the grant"),
    cites=M164.art(12, 1, 2),
    req=("A18.8",),
)
def pre_work_within_grant(f: ContractFacts) -> Verdict:
    """What comes before approval for preliminary work rests on finance's grant."""
    if f.kind != "pre_work":
        return Met()
    if f.pre_work_contracted + f.amount <= f.granted:
        return Met()
    return Breach(
        say(
            "前期工作经费 %(granted)s 万元，前期工作合同合计将达 %(total)s 万元。",
            "The pre-work grant is %(granted)s; pre-work contracts would come to %(total)s (units of CNY 10,000).",
            granted=wan(f.granted),
            total=wan(f.pre_work_contracted + f.amount),
        ),
        say("在财政部门安排的前期工作经费内签订合同。", "Stay within the grant that finance has arranged."),
    )


@rule(
    Text("第三方评审合同以竞争选取为依据", "The reviewer's contract rests on its selection"),
    cites=M164.art(13, 1, 1),
    req=("A18.8",),
)
def reviewer_was_chosen(f: ContractFacts) -> Verdict:
    """The third party that reviewed the project is the one that was chosen by open competition."""
    if f.kind != "third_party_review" or (f.reviewer and f.reviewer == f.supplier):
        return Met()
    return Breach(
        say("没有选取该机构为本项目第三方评审机构的记录。", "No record says that this body was chosen as reviewer."),
        say("先以公开竞争方式选取并登记第三方机构。", "Choose the third party by open competition first."),
    )


@rule(
    Text("合同总额不超过批准的总投资", "Contracts stay within the approved total"),
    cites=M164.art(18),
    req=("A18.9",),
)
def contracts_within_approved_total(f: ContractFacts) -> Verdict:
    """All contracts of the project together, exactly."""
    if f.has_own_ground:
        return Met()
    total = f.contracted + f.amount
    if f.approved_total is not None and total <= f.approved_total:
        return Met()
    return Breach(
        say(
            "合同合计将达 %(total)s 元，批准的总投资为 %(approved)s 元。",
            "Contracts would come to %(total)s yuan; the approved total is %(approved)s yuan.",
            total=total,
            approved=f.approved_total if f.approved_total is not None else Decimal("0.00"),
        ),
        say(
            "调减合同金额，或者依照第二十条报请重新批准。",
            "Lower the amount, or have the project re-approved (Art. 20).",
        ),
    )


@rule(
    Text("合同不超过当年预算", "Contracts stay within the budget of their year"),
    cites=BUDGET.art(13),
    req=("A18.9",),
)
def contracts_within_budget(f: ContractFacts) -> Verdict:
    """Spending follows the budget: finance's document for the year, and for years not yet budgeted the approval."""
    if f.has_own_ground:
        return Met()
    for year, amount in sorted(f.by_year.items()):
        total = f.contracted_by_year.get(year, Decimal(0)) + amount
        limit = f.budget_by_year.get(year)
        if limit is None and year > f.signed_on.year:
            limit = f.approved_by_year.get(year)
        if limit is None or total > limit:
            return Breach(
                say(
                    "%(year)s 年度合同合计将达 %(total)s 元，该年度预算为 %(limit)s 元。",
                    "Contracts of %(year)s would come to %(total)s yuan; the budget of that year is %(limit)s yuan.",
                    year=year,
                    total=total,
                    limit=limit if limit is not None else Decimal("0.00"),
                ),
                say(
                    "调减该年度金额，或者登记财政部门追加的预算文件。",
                    "Lower it, or enter finance's document for more.",
                ),
            )
    return Met()


@rule(
    Text("分年度金额之和等于合同金额", "The yearly parts add up to the contract"), cites=BUDGET.art(13), req=("A18.9",)
)
def contract_adds_up(f: ContractFacts) -> Verdict:
    """A contract says what it costs in each budget year."""
    total = sum(f.by_year.values(), Decimal(0))
    if total == f.amount:
        return Met()
    return Breach(
        say(
            "分年度金额合计 %(years)s 元，合同金额 %(amount)s 元。",
            "The years add up to %(years)s yuan, the contract is %(amount)s yuan.",
            years=total,
            amount=f.amount,
        ),
        say("核对分年度金额。", "Check the yearly parts."),
    )


@rule(
    Text("补充合同不超过原合同的百分之十", "Supplements are at most ten per cent of the original"),
    cites=PROCUREMENT.art(49),
    req=("A18.9",),
)
def supplements_within_ten_per_cent(f: ContractFacts) -> Verdict:
    """All supplements together, measured against the original contract alone."""
    if not f.is_supplement:
        return Met()
    total, limit = f.supplemented + f.amount, f.original * TEN_PER_CENT
    if total <= limit:
        return Met()
    return Breach(
        say(
            "补充合同合计将达 %(total)s 元，超过原合同 %(original)s 元的百分之十。",
            "Supplements would come to %(total)s yuan, more than ten per cent of the original %(original)s yuan.",
            total=total,
            original=f.original,
        ),
        say("超出部分另行依法采购。", "Procure what goes beyond separately."),
    )


@rule(
    Text("补充合同与原合同性质相同", "A supplement is of its original's kind"),
    cites=PROCUREMENT.art(49),
    req=("A18.8", "A18.9"),
)
def supplement_keeps_the_kind(f: ContractFacts) -> Verdict:
    """More of the same: a supplement never becomes another kind of contract."""
    if not f.is_supplement or f.kind == f.original_kind:
        return Met()
    return Breach(
        say("补充合同只能追加与原合同相同的标的。", "A supplement only adds more of what its original is about."),
        say("选择与原合同相同的类别。", "Choose the kind of the original contract."),
    )


@rule(
    Text("监理单位独立于承建单位", "The supervisor is independent of the builder"),
    cites=PROCUREMENT_REGULATION.art(18, 2),
    req=("A18.5",),
)
def supervisor_is_independent(f: ContractFacts) -> Verdict:
    """Whoever supervises a project does not build it, and the other way round."""
    clash = (f.kind == "supervision" and f.supplier in f.builders) or (
        f.kind == "construction" and f.supplier in f.supervisors
    )
    if not clash:
        return Met()
    return Breach(
        say("%(who)s 既承建又监理本项目。", "%(who)s would both build and supervise this project.", who=f.supplier),
        say("另行选择供应商。", "Choose another supplier."),
    )


@rule(
    Text("建设合同列明技术、服务、安全条款", "A construction contract names its acceptance clauses"),
    cites=PROCUREMENT_REGULATION.art(45, 1),
    req=("A19.13",),
)
def acceptance_clauses_named(f: ContractFacts) -> Verdict:
    """Acceptance will go through technical, service and security clauses, so they are known when it is registered."""
    if f.kind != "construction" or f.is_supplement or f.clause_kinds >= CLAUSE_KINDS:
        return Met()
    return Breach(
        say("未列明供履约验收的技术、服务、安全条款。", "Technical, service and security clauses are not all named."),
        say("三类条款各至少填写一条。", "Name at least one clause of each of the three kinds."),
    )


@rule(Text("变更未批准前暂缓实施", "A change is on hold until it is approved"), cites=M164.art(20), req=("A20.4",))
def change_is_decided(f: ContractFacts) -> Verdict:
    """A supplement carries out a change: not while one is pending, nor one that was refused."""
    if not f.is_supplement or (not f.change_pending and not f.change_refused):
        return Met()
    if f.change_refused:
        return Breach(
            say("该变更未获批准，不得实施。", "The change was refused and must not be carried out."),
            say("按已批准的方案实施。", "Carry out what is approved."),
        )
    return Breach(
        say(
            "变更 %(number)s 正在重新审核，批准前不得实施。",
            "Change %(number)s is being re-examined and is on hold until it is approved.",
            number=f.change_pending,
        ),
        say("取得新的批复后再签订补充合同。", "Sign the supplement after the new approval."),
    )


@rule(Text("逐条验收", "Every clause is checked once"), cites=PROCUREMENT_REGULATION.art(45, 1), req=("A19.13",))
def every_clause_checked_once(f: ContractFacts) -> Verdict:
    """The statement says of each clause how it was met."""
    missing = sorted(set(f.clause_numbers) - set(f.checked_numbers))
    extra = sorted(
        {one for one in f.checked_numbers if one not in f.clause_numbers or f.checked_numbers.count(one) > 1}
    )
    if not missing and not extra:
        return Met()
    return Breach(
        say(
            "未验收的条款：%(missing)s；多出或者重复的条款：%(extra)s。",
            "Clauses not checked: %(missing)s; unknown or repeated: %(extra)s.",
            missing=missing or Text("无", "none"),
            extra=extra or Text("无", "none"),
        ),
        say("对合同列明的每一条各填写一次。", "Enter each clause of the contract exactly once."),
    )


@rule(Text("各条款均已达到", "Every clause is met"), cites=PROCUREMENT.art(41), req=("A19.13",))
def every_clause_met(f: ContractFacts) -> Verdict:
    """Performance is accepted only when every clause is met."""
    if not f.unmet:
        return Met()
    return Breach(
        say("未达到的条款：%(which)s。", "Clauses not met: %(which)s.", which=f.unmet),
        say("限期整改后再次验收。", "Have them put right and check again."),
    )


@rule(Text("招标的过程有记录", "A tender is on record"), cites=M164.art(18), req=("A18.3", "A18.4"))
def tender_is_recorded(f: ContractFacts) -> Verdict:
    """How a tender was announced, when its bids were opened, and who won: method, notice and result."""
    if not f.tendered or (f.announcement and f.announced_on and f.opened_on and f.bidders is not None and f.award):
        return Met()
    return Breach(
        say(
            "采购方式为招标，但没有填全招标公告、开标和中标的情况。",
            "The supplier was chosen by tender, yet announcement, opening or award is missing.",
        ),
        say(
            "填写招标公告编号、招标文件发出日期、开标日期、投标供应商数量和中标通知书编号。",
            "Give the announcement's number, the days of issue and of opening, the bidders and the award's number.",
        ),
    )


@rule(
    Text("招标文件发出至投标截止不少于二十日", "Twenty days to bid"), cites=PROCUREMENT.art(35), req=("A18.3", "A18.4")
)
def twenty_days_to_bid(f: ContractFacts) -> Verdict:
    """Counted from the day of issue, which is not counted itself."""
    if not f.tendered or f.announced_on is None or f.opened_on is None:
        return Met()
    days = (f.opened_on - f.announced_on).days
    if days >= BIDDING_DAYS:
        return Met()
    return Breach(
        say("招标文件发出后第%(days)s日即截止投标。", "Bids were due on day %(days)s after issue.", days=days),
        say("不足二十日的招标不符合规定，请核对日期或者依法处理。", "Check the days, or have it dealt with by law."),
    )


@rule(Text("投标供应商不少于三家", "At least three bidders"), cites=PROCUREMENT.art(36), req=("A18.3", "A18.4"))
def three_bidders(f: ContractFacts) -> Verdict:
    """A tender with fewer is void and is repeated, or another method is approved."""
    if not f.tendered or f.bidders is None or f.bidders >= LEAST_BIDDERS:
        return Met()
    return Breach(
        say("只有%(n)s家供应商投标，应予废标。", "There were only %(n)s bidders: the tender is void.", n=f.bidders),
        say("重新招标，或者经批准采用其他采购方式。", "Tender again, or use another method once it is approved."),
    )

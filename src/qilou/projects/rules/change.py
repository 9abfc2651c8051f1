"""When a change goes back to the approving department: Article 20, exact, cumulative, never split away."""

from dataclasses import dataclass
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Message, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import (
    CHANGE_BASE,
    CHANGE_BOUNDARY,
    CHANGE_DIRECTION,
    CHANGE_LIMIT,
    MAJOR_CHANGE_TRIGGERS,
)
from qilou.law.statutes import INVESTMENT_REGULATION

from .amounts import wan

WITHIN, AT_LIMIT, OVER = "within", "at_limit", "over"


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change and what stands approved. Amounts in yuan.

    `approved_total` is that of the last approval, `original_total` that of the first, `earlier` the net sum of the
    changes recorded since the last, `delta` this one, signed. `touched` are the kinds of adjustment that it makes,
    whether or not they count as major; `uncovered` the years whose fund does not reach for the increase.
    """

    approved: bool = UNKNOWN
    accepted: bool = UNKNOWN
    construction_route: bool = UNKNOWN
    approved_total: Decimal = UNKNOWN
    original_total: Decimal = UNKNOWN
    earlier: Decimal = UNKNOWN
    delta: Decimal = UNKNOWN
    touched: frozenset[str] = UNKNOWN
    unknown_items: tuple[str, ...] = UNKNOWN
    pending: str = UNKNOWN
    reason: str = UNKNOWN
    decision: str = UNKNOWN
    new_total: Decimal = UNKNOWN
    new_years: Decimal = UNKNOWN
    contracted: Decimal = UNKNOWN
    source_document: str = UNKNOWN
    uncovered: tuple[int, ...] = UNKNOWN

    @property
    def cumulative(self) -> Decimal:
        """All changes since the last approval together."""
        return self.earlier + self.delta


def standing(cumulative: Decimal, base: Decimal, limit: Decimal, boundary: str, direction: str) -> str:
    """Where a sum of changes stands to the limit: within it, exactly at it, or over it. No rounding."""
    measured = abs(cumulative) if direction == "both" else cumulative
    ceiling = base * limit
    if measured > ceiling or (measured == ceiling and boundary == "inclusive"):
        return OVER
    return AT_LIMIT if measured == ceiling else WITHIN


def warning(cumulative: Decimal, base: Decimal, limit: Decimal) -> Message | None:
    """What is told at ten per cent and beyond, in either direction, whatever the readings make of it."""
    if cumulative == base * limit:
        return say(
            "累计调整恰好达到批准总投资的百分之十，再有调增即须报请重新批准。",
            "Changes since the last approval have reached exactly ten per cent: any further increase needs approval.",
        )
    if cumulative <= -base * limit:
        return say(
            "累计调减达到或者超过百分之十，请核实是否属于重大调整。",
            "Decreases have reached ten per cent or more: check whether this is a major adjustment.",
        )
    return None


@rule(Text("项目已经批复", "The project is approved"), cites=M164.art(20), req=("A20.1",))
def project_is_approved(f: ChangeFacts) -> Verdict:
    """Only an approved programme can be changed."""
    if f.approved:
        return Met()
    return Breach(
        say("项目尚未批复立项，没有可以变更的批准内容。", "The project is not approved: there is nothing to change."),
        say("在立项申请中调整内容。", "Adjust the application instead."),
    )


@rule(Text("由主管部门重新审核", "The authority re-examines"), cites=M164.art(20), req=("A20.3", "A15.5"))
def approved_by_authority(f: ChangeFacts) -> Verdict:
    """A change goes back to the department that approved, and to no other."""
    if not f.construction_route:
        return Met()
    return Breach(
        say("该项目由发展改革部门审批。", "The project was approved by the development and reform department."),
        say("向发展改革部门报请重新批准。", "Apply there for the new approval."),
    )


@rule(Text("由发展改革部门重新审核", "Development and reform re-examines"), cites=M164.art(20), req=("A20.3", "A15.5"))
def approved_by_development_reform(f: ChangeFacts) -> Verdict:
    """The same for projects with works."""
    if f.construction_route:
        return Met()
    return Breach(
        say("该项目由电子政务主管部门审批。", "The project was approved by the e-government authority."),
        say("向电子政务主管部门报请重新批准。", "Apply there for the new approval."),
    )


@rule(Text("项目正在实施", "The project is being carried out"), cites=M164.art(20), req=("A20.1",))
def project_under_way(f: ChangeFacts) -> Verdict:
    """Article 20 is about changes during implementation."""
    if not f.accepted:
        return Met()
    return Breach(
        say("项目已经验收合格，不再办理变更。", "The project has passed acceptance and is changed no more."),
        say("需要新增内容的，另行申报项目。", "Declare a further project for what is new."),
    )


@rule(Text("没有在办的变更", "No other change is pending"), cites=M164.art(20), req=("A20.4", "A20.7"))
def no_change_pending(f: ChangeFacts) -> Verdict:
    """While one change is on hold no other is filed: the sum would be measured against nothing fixed."""
    if not f.pending:
        return Met()
    return Breach(
        say("变更 %(number)s 正在重新审核。", "Change %(number)s is being re-examined.", number=f.pending),
        say("待其办结，或者撤回后一并报送。", "Await its end, or withdraw it and file both together."),
    )


@rule(Text("说明变更理由", "The change states its reason"), cites=M164.art(20), req=("A20.1",))
def change_gives_reasons(f: ChangeFacts) -> Verdict:
    """Every change says why."""
    if f.reason.strip():
        return Met()
    return Breach(say("没有写明变更理由。", "No reason is given."), say("写明理由。", "State the reason."))


@rule(Text("变更的内容对应批准的内容", "Changed items are approved items"), cites=M164.art(20), req=("A20.1",))
def changed_items_are_known(f: ChangeFacts) -> Verdict:
    """What is dropped or altered must be approved; what is added must bear a new number."""
    if not f.unknown_items:
        return Met()
    return Breach(
        say(
            "与批准的建设内容对不上的序号：%(which)s。",
            "These do not fit the approved items: %(which)s.",
            which=f.unknown_items,
        ),
        say("按批复的序号填写；新增内容使用新的序号。", "Use the approval's numbers; give added items new ones."),
    )


@rule(
    Text("累计调整未超过批准总投资的百分之十", "Changes together stay within ten per cent"),
    cites=M164.art(20),
    req=("A20.2", "A20.5", "A20.6", "A20.7", "A20.10"),
)
def within_the_limit(f: ChangeFacts, readings: Readings) -> Verdict:
    """The sum of all changes since the last approval, against the total then approved."""
    limit = readings[CHANGE_LIMIT]
    base = f.approved_total if readings[CHANGE_BASE] == "reapproved" else f.original_total
    found = standing(f.cumulative, base, limit, readings[CHANGE_BOUNDARY], readings[CHANGE_DIRECTION])
    if found != OVER:
        return Met()
    return Breach(
        say(
            "自上次批准以来累计调整 %(sum)s 元，批准总投资 %(base)s 元的百分之十为 %(limit)s 元。",
            "Changes since the last approval come to %(sum)s yuan; ten per cent of the approved %(base)s is %(limit)s.",
            sum=f.cumulative,
            base=base,
            limit=(base * limit).quantize(Decimal("0.0001")).normalize(),
        ),
        say("报请原审批部门重新批准，批准前不得实施。", "Apply to the approving department; it is on hold until then."),
    )


@rule(Text("不属于重大调整", "It is not a major adjustment"), cites=M164.art(20), req=("A20.1", "A20.8"))
def not_major(f: ChangeFacts, readings: Readings) -> Verdict:
    """The triggers that the authority has set for the date, whatever the amount."""
    major = tuple(
        one for one in MAJOR_CHANGE_TRIGGERS.members if one in f.touched & set(readings[MAJOR_CHANGE_TRIGGERS])
    )
    if not major:
        return Met()
    names = tuple(MAJOR_CHANGE_TRIGGERS.members[one] for one in major)
    return Breach(
        say("属于重大调整：%(what)s。", "This is a major adjustment: %(what)s.", what=names),
        say("报请原审批部门重新批准，批准前不得实施。", "Apply to the approving department; it is on hold until then."),
    )


@rule(
    Text("含工程项目增加投资须经核定", "On route 1 any increase is approved"),
    cites=INVESTMENT_REGULATION.art(23),
    req=("A20.9",),
)
def no_increase_on_works(f: ChangeFacts) -> Verdict:
    """Projects that development and reform approves never exceed their estimate without its approval."""
    if not f.construction_route or f.cumulative <= 0:
        return Met()
    return Breach(
        say(
            "该项目由发展改革部门审批，增加投资 %(sum)s 万元须经其核定。",
            "The project was approved by development and reform: the increase of %(sum)s needs its approval.",
            sum=wan(f.cumulative),
        ),
        say("报请发展改革部门重新批准。", "Apply to the development and reform department."),
    )


@rule(Text("变更总投资分年度落实", "The new total adds up by year"), cites=M164.art(20), req=("A20.10",))
def new_total_adds_up(f: ChangeFacts) -> Verdict:
    """The re-approval fixes a total and its years as the first approval did."""
    if f.new_years == f.new_total:
        return Met()
    return Breach(
        say(
            "分年度金额合计 %(years)s 元，重新批准的总投资 %(total)s 元。",
            "The years add up to %(years)s yuan, the newly approved total is %(total)s yuan.",
            years=f.new_years,
            total=f.new_total,
        ),
        say("核对分年度金额。", "Check the yearly amounts."),
    )


@rule(Text("新的总投资不低于已签合同", "The new total covers what is contracted"), cites=M164.art(18), req=("A18.9",))
def new_total_covers_contracts(f: ChangeFacts) -> Verdict:
    """Contracts already registered stay within what is approved."""
    if f.new_total >= f.contracted:
        return Met()
    return Breach(
        say(
            "已登记合同合计 %(contracted)s 元，高于重新批准的总投资 %(total)s 元。",
            "Contracts already come to %(contracted)s yuan, more than the new total of %(total)s yuan.",
            contracted=f.contracted,
            total=f.new_total,
        ),
        say("先依法变更或者解除合同。", "Have the contracts changed or ended first."),
    )


@rule(Text("不予批准须说明理由", "A refusal gives its reasons"), cites=M164.art(20), req=("A20.3",))
def decision_gives_reasons(f: ChangeFacts) -> Verdict:
    """A refusal of a change says why."""
    if f.decision.strip():
        return Met()
    return Breach(
        say("没有写明理由。", "No reason is given."), say("写明事实和依据。", "State the facts and the article.")
    )


@rule(Text("增加的投资有资金来源", "An increase has its money"), cites=M164.art(8, 2), req=("A8.6", "A20.12"))
def increase_has_its_money(f: ChangeFacts) -> Verdict:
    """More money is approved only when it is named what pays for it, and the year's fund reaches."""
    if f.new_total <= f.approved_total:
        return Met()
    if not f.source_document.strip():
        return Breach(
            say("增加投资没有写明资金来源文件。", "No document names what pays for the increase."),
            say("写明财政部门落实资金的文件文号。", "Enter the number of finance's document."),
        )
    if not f.uncovered:
        return Met()
    return Breach(
        say("%(years)s 年度专项资金余额不足。", "The fund of %(years)s does not reach for it.", years=f.uncovered),
        say("请财政部门调整专项资金，或者落实其他预算资金。", "Have finance adjust the fund, or find another budget."),
    )

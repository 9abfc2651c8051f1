"""What the law asks of an application for approval and of the reply to it: Articles 15 to 17, and 7."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.statutes import INVESTMENT_REGULATION

from .amounts import wan
from .own_parts import OwnPart

MATERIALS = frozenset({"opinion", "budget_document", "content"})


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """A project, its application and what the approver is about to decide. Amounts in yuan.

    `decided_lines` are line numbers with their approved amounts, `estimate` the numbers of the declared lines.
    `valid_until` is the last day of the opinion's year, None while no opinion is confirmed; `assessment` the unit's
    latest grade, blank when no result is on file; `defects` what a return names, as pairs of material and defect.
    """

    proposed: bool = UNKNOWN
    valid_until: date | None = UNKNOWN
    applied_on: date = UNKNOWN
    includes_construction: bool = UNKNOWN
    restated_construction: bool = UNKNOWN
    already_approved: bool = UNKNOWN
    open_application: str = UNKNOWN
    project_code: str = UNKNOWN
    budget_number: str = UNKNOWN
    budget_code: str = UNKNOWN
    budget_file: str = UNKNOWN
    opinion_number: str = UNKNOWN
    suggested: Decimal = UNKNOWN
    requested: Decimal = UNKNOWN
    requested_years: Decimal = UNKNOWN
    requested_items: tuple[str, ...] = UNKNOWN
    departure: str = UNKNOWN
    decided: Decimal = UNKNOWN
    decided_years: Decimal = UNKNOWN
    decided_items: tuple[str, ...] = UNKNOWN
    decided_lines: tuple[tuple[int, Decimal], ...] = UNKNOWN
    estimate: frozenset[int] = UNKNOWN
    decided_departure: str = UNKNOWN
    assessment: str = UNKNOWN
    assessment_note: str = UNKNOWN
    returned_before: bool = UNKNOWN
    defects: tuple[tuple[str, str], ...] = UNKNOWN
    reason: str = UNKNOWN
    own_parts: tuple[OwnPart, ...] = UNKNOWN
    own_approvals: Mapping[str, str] = UNKNOWN


@rule(
    Text("由发展改革部门审批的项目", "A project that the development and reform department approves"),
    cites=M164.art(15, 1, 1),
    req=("A15.1", "A15.2", "A15.5"),
)
def route_is_construction(f: ApprovalFacts) -> Verdict:
    """Buildings, their auxiliary facilities or municipal engineering take the project to development and reform."""
    if f.includes_construction:
        return Met()
    return Breach(
        say(
            "项目不含房屋建筑及其附属设施、市政工程，不由发展改革部门审批。",
            "The project has no buildings, auxiliary facilities or municipal engineering; development and reform does "
            "not approve it.",
        ),
        say("向电子政务主管部门申请。", "Apply to the e-government authority."),
    )


@rule(
    Text("由电子政务主管部门审批的项目", "A project that the e-government authority approves"),
    cites=M164.art(15, 1, 2),
    req=("A15.4", "A15.5"),
)
def route_is_egovernment(f: ApprovalFacts) -> Verdict:
    """All other projects are the authority's; which it is follows from the declared facts, not from a choice."""
    if not f.includes_construction:
        return Met()
    return Breach(
        say(
            "项目含房屋建筑及其附属设施或者市政工程，由发展改革部门审批，电子政务主管部门不予受理。",
            "The project includes buildings, auxiliary facilities or municipal engineering: development and reform "
            "approves it, not the e-government authority.",
        ),
        say("向发展改革部门申请。", "Apply to the development and reform department."),
    )


@rule(Text("工程内容确有改变", "The works have really changed"), cites=M164.art(15), req=("A15.5",))
def route_really_changes(f: ApprovalFacts) -> Verdict:
    """An application is made void only by facts that take the project to the other body."""
    if f.restated_construction != f.includes_construction:
        return Met()
    return Breach(
        say("所报情况与登记情况相同，审批路径不变。", "The facts stated are those on record; the approver stays."),
        say("只有工程内容改变时才办理本环节。", "Take this step only when the works have changed."),
    )


@rule(Text("已确定为拟立项项目", "The project is a proposed project"), cites=M164.art(14, 1), req=("A14.8", "A16.2"))
def project_is_proposed(f: ApprovalFacts) -> Verdict:
    """Approval follows the list and finance's review."""
    if f.proposed:
        return Met()
    return Breach(
        say("项目尚未确定为拟立项项目。", "The project has not been confirmed as a proposed project."),
        say(
            "待列入项目清单并经财政部门审核后申请。", "Apply once it is on the list and finance has reviewed the list."
        ),
    )


@rule(
    Text("评审意见在有效期内", "The evaluation opinion is still valid"),
    cites=M164.art(17),
    req=("A16.2", "A17.3", "A17.4"),
)
def opinion_in_force(f: ApprovalFacts) -> Verdict:
    """The date of the application decides, not that of the approval."""
    if f.valid_until is None:
        return Breach(
            say("没有在有效期内的评审意见。", "There is no evaluation opinion that is still valid."),
            say("重新申报并通过评审。", "Declare the project anew and have it evaluated."),
        )
    if f.applied_on <= f.valid_until:
        return Met()
    return Breach(
        say(
            "评审意见有效期至 %(last)s，申请日期为 %(applied)s，评审意见已自动失效。",
            "The opinion was valid until %(last)s and the application is of %(applied)s: the opinion has lapsed.",
            last=f.valid_until,
            applied=f.applied_on,
        ),
        say("重新申报并通过评审。", "Declare the project anew and have it evaluated."),
    )


@rule(
    Text("附有财政部门批准列入预算的文件", "Finance's budget document is attached"),
    cites=M164.art(16, 2),
    req=("A16.3",),
)
def budget_document_attached(f: ApprovalFacts) -> Verdict:
    """Finance's document that admits the project to the budget: its number, the budget project code and the file."""
    missing = [
        label
        for value, label in (
            (f.budget_number, Text("文号", "number")),
            (f.budget_code, Text("预算项目编码", "budget project code")),
            (f.budget_file, Text("文件", "file")),
        )
        if not value
    ]
    if not missing:
        return Met()
    return Breach(
        say(
            "财政部门批准列入预算的文件缺：%(what)s。",
            "Finance's document that admits the project to the budget lacks: %(what)s.",
            what=missing,
        ),
        say(
            "补齐该文件的文号、预算项目编码并上传文件。",
            "Enter its number and budget project code and upload the file.",
        ),
    )


@rule(Text("附有评审意见", "The evaluation opinion is in the file"), cites=M164.art(16, 2), req=("A16.2", "A16.3"))
def opinion_attached(f: ApprovalFacts) -> Verdict:
    """The application rests on the authority's evaluation opinion."""
    return _opinion_there(f)


@rule(
    Text("以评审意见为重要依据", "The evaluation opinion is an important basis"), cites=M164.art(16, 1), req=("A16.1",)
)
def opinion_is_a_basis(f: ApprovalFacts) -> Verdict:
    """The file of the development and reform department contains the authority's opinion."""
    return _opinion_there(f)


def _opinion_there(f: ApprovalFacts) -> Verdict:
    if f.opinion_number:
        return Met()
    return Breach(
        say("案卷中没有评审意见。", "There is no evaluation opinion in the file."),
        say("先取得通过评审的评审意见。", "Obtain an evaluation opinion that passes the project."),
    )


@rule(Text("申请内容与评审意见一致", "The application agrees with the opinion"), cites=M164.art(16, 2), req=("A16.4",))
def application_agrees_with_opinion(f: ApprovalFacts) -> Verdict:
    """No more than the opinion suggests, or a reason why."""
    return _within(f.requested, f.suggested, f.departure)


@rule(
    Text("批复金额不超过评审建议金额，或者说明理由", "No more than was suggested, or a reason"),
    cites=M164.art(16),
    req=("A16.1", "A16.4"),
)
def decision_agrees_with_opinion(f: ApprovalFacts) -> Verdict:
    """Whoever departs from the opinion says why."""
    return _within(f.decided, f.suggested, f.decided_departure)


def _within(amount: Decimal, suggested: Decimal, departure: str) -> Verdict:
    if amount <= suggested or departure.strip():
        return Met()
    return Breach(
        say(
            "金额 %(amount)s 万元超过评审意见建议的 %(suggested)s 万元，且没有说明理由。",
            "The amount is %(amount)s, the opinion suggests %(suggested)s (units of CNY 10,000); no reason is given.",
            amount=wan(amount),
            suggested=wan(suggested),
        ),
        say("调减金额，或者说明与评审意见不一致的理由。", "Lower the amount, or say why it departs from the opinion."),
    )


@rule(
    Text("分年度金额之和等于总投资", "The yearly amounts add up to the total"), cites=M164.art(16, 2), req=("A16.12",)
)
def application_adds_up(f: ApprovalFacts) -> Verdict:
    """The parts of the years are the total, to the fen."""
    return _adds_up(f.requested_years, f.requested)


@rule(
    Text("批复的分年度金额之和等于批复总投资", "The approved years add up to the approved total"),
    cites=M164.art(16, 2),
    req=("A16.12",),
)
def decision_adds_up(f: ApprovalFacts) -> Verdict:
    """What is approved year by year is what is approved."""
    return _adds_up(f.decided_years, f.decided)


def _adds_up(years: Decimal, total: Decimal) -> Verdict:
    if years == total:
        return Met()
    return Breach(
        say(
            "分年度金额合计 %(years)s 元，总投资 %(total)s 元，两者不一致。",
            "The years add up to %(years)s yuan, the total is %(total)s yuan.",
            years=years,
            total=total,
        ),
        say("核对分年度金额。", "Check the yearly amounts."),
    )


@rule(Text("列明建设内容", "The content is itemised"), cites=M164.art(16, 2), req=("A16.4", "A16.12"))
def application_itemised(f: ApprovalFacts) -> Verdict:
    """Content is asked for item by item, each number once."""
    return _itemised(f.requested_items)


@rule(Text("批复列明建设内容", "The approved content is itemised"), cites=M164.art(16, 2), req=("A16.12",))
def decision_itemised(f: ApprovalFacts) -> Verdict:
    """The approval fixes the content item by item: the base of later changes and of acceptance."""
    return _itemised(f.decided_items)


def _itemised(numbers: tuple[str, ...]) -> Verdict:
    if not numbers:
        return Breach(
            say("没有列明建设内容。", "No item of content is listed."),
            say("逐项填写建设内容。", "List the content item by item."),
        )
    twice = sorted({one for one in numbers if numbers.count(one) > 1})
    if not twice:
        return Met()
    return Breach(
        say("建设内容序号重复：%(which)s。", "Item numbers appear more than once: %(which)s.", which=twice),
        say("每项内容使用不同的序号。", "Give every item a number of its own."),
    )


@rule(Text("只有一件在办申请", "One application at a time"), cites=M164.art(15), req=("A15.5",))
def no_other_application(f: ApprovalFacts) -> Verdict:
    """A project is never before both bodies, nor approved twice."""
    if f.already_approved:
        return Breach(
            say("项目已经批复立项。", "The project has already been approved."),
            say("需要调整的，按第二十条办理变更。", "If it must be adjusted, apply for a change under Article 20."),
        )
    if not f.open_application:
        return Met()
    return Breach(
        say(
            "项目已有在办的立项申请 %(number)s。",
            "An application is already open: %(number)s.",
            number=f.open_application,
        ),
        say("先撤回该申请，或者等待批复。", "Withdraw that application first, or await its reply."),
    )


@rule(
    Text("有投资项目统一代码", "There is an investment project code"),
    cites=INVESTMENT_REGULATION.art(10),
    req=("A15.3",),
)
def investment_code_given(f: ApprovalFacts) -> Verdict:
    """Works are handled under the code of the online investment platform."""
    if f.project_code:
        return Met()
    return Breach(
        say("没有填写投资项目在线审批监管平台的项目代码。", "The code of the online investment platform is missing."),
        say("在该平台申报取得项目代码后填写。", "Obtain the code there and enter it."),
    )


@rule(
    Text("退回须指明不符合要求的材料", "A return names the material that is deficient"),
    cites=M164.art(16, 2),
    req=("A16.5",),
)
def return_names_a_defect(f: ApprovalFacts) -> Verdict:
    """What meets the requirements shall be accepted: there is no discretion to send it back."""
    if f.defects and all(material in MATERIALS and defect.strip() for material, defect in f.defects):
        return Met()
    return Breach(
        say(
            "材料符合要求的应当受理；没有指明哪一项材料不符合要求，不得退回。",
            "What meets the requirements shall be accepted; no return without naming the deficient material.",
        ),
        say(
            "予以受理，或者逐项写明评审意见、预算文件、申请内容中哪一项不符合要求。",
            "Accept it, or say which of opinion, budget document and content falls short, and how.",
        ),
    )


@rule(Text("只退回补正一次", "Returned once only"), cites=M164.art(16, 2), req=("A16.5",))
def not_returned_before(f: ApprovalFacts) -> Verdict:
    """Everything that is deficient is told at once."""
    if not f.returned_before:
        return Met()
    return Breach(
        say("本申请已经退回补正过一次。", "This application has been returned once already."),
        say("符合要求的予以受理；仍不符合的，写明理由不予受理。", "Accept it, or decline it with the reason."),
    )


@rule(Text("先退回补正，再不予受理", "Returned before it is declined"), cites=M164.art(16, 2), req=("A16.5",))
def returned_before_declined(f: ApprovalFacts) -> Verdict:
    """Nothing is declined that could still be mended."""
    if f.returned_before:
        return Met()
    return Breach(
        say("尚未给予补正机会，不得直接不予受理。", "The unit has not had its chance to mend the application."),
        say("先退回补正，一次写明全部问题。", "Return it first, naming every defect at once."),
    )


@rule(
    Text("以绩效考核结果为依据", "The performance result is a basis"),
    cites=M164.art(7, 1),
    req=("A7.3", "A7.6", "A16.11"),
)
def assessment_considered(f: ApprovalFacts) -> Verdict:
    """The latest result is read with every approval; an unsatisfactory one is answered, a missing one is told."""
    if f.assessment == "fail" and not f.assessment_note.strip():
        return Breach(
            say(
                "申报单位最近一次考核不合格，未说明仍予批准的理由。",
                "The unit's latest result is unsatisfactory, and no "
                "reason is given why the project is approved all the same.",
            ),
            say("写明对考核结果的考虑。", "State how the result was taken into account."),
        )
    return Met()


@rule(Text("不予批准须说明理由", "A refusal gives its reasons"), cites=M164.art(16, 2), req=("A16.10",))
def refusal_gives_reasons(f: ApprovalFacts) -> Verdict:
    """A refusal states the facts and the article."""
    if f.reason.strip():
        return Met()
    return Breach(
        say("没有写明不予批准的理由。", "The refusal states no reason."),
        say("写明事实和依据。", "State the facts and the article."),
    )

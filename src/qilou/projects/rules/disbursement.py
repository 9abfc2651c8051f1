"""When finance may pay: Article 19, the contract, the budget of the year, and the small supplier's term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import FOLLOW_UP_INSTALMENTS
from qilou.law.statutes import BUDGET

PRE_APPROVAL_KINDS = frozenset({"pre_work", "third_party_review"})


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment applied for and what it is measured against. Amounts in yuan.

    `committed` is what of the contract is paid or on its way, this payment not included; `accepted_on` is the day on
    which the project passed acceptance, None when it has not, and `report_number` the number of that report.
    """

    contract_registered: bool = UNKNOWN
    contract_kind: str = UNKNOWN
    contract_amount: Decimal = UNKNOWN
    committed: Decimal = UNKNOWN
    amount: Decimal = UNKNOWN
    instalment: str = UNKNOWN
    year: int = UNKNOWN
    budget_by_year: Mapping[int, Decimal] = UNKNOWN
    paid_by_year: Mapping[int, Decimal] = UNKNOWN
    approved: bool = UNKNOWN
    accepted_on: date | None = UNKNOWN
    failures: int = UNKNOWN
    report_number: str = UNKNOWN
    named_report: str = UNKNOWN
    preliminary_passed: bool = UNKNOWN
    invoice: str = UNKNOWN
    today: date = UNKNOWN
    voucher: str = UNKNOWN
    paid_on: date = UNKNOWN
    agreed_on: date | None = UNKNOWN
    reason: str = UNKNOWN


def is_follow_up(instalment: str, readings: Readings) -> bool:
    """Whether an instalment counts as follow-up funds on that date."""
    return instalment in readings[FOLLOW_UP_INSTALMENTS]


@rule(
    Text("验收合格后才拨付后续资金", "Follow-up funds follow a passed acceptance"),
    cites=M164.art(19, 2),
    req=("A19.5", "A19.6", "X7"),
)
def follow_up_after_acceptance(f: PaymentFacts, readings: Readings) -> Verdict:
    """Not accepted, or failed: finance does not pay the instalments that count as follow-up funds."""
    if not is_follow_up(f.instalment, readings) or f.accepted_on is not None:
        return Met()
    if f.failures:
        return Breach(
            say(
                "项目验收不合格，财政部门不予拨付后续资金。", "Acceptance failed: finance does not pay follow-up funds."
            ),
            say("完成整改、再次验收合格后申请。", "Put it right, pass acceptance, then apply."),
        )
    return Breach(
        say("项目未经验收，财政部门不予拨付后续资金。", "Not accepted: finance does not pay follow-up funds."),
        say(
            "完成试运行、验收合格后，凭验收报告申请。",
            "Complete the trial run and pass acceptance, then apply with its report.",
        ),
    )


@rule(
    Text("后续资金以验收报告为依据", "Follow-up funds rest on the acceptance report"),
    cites=M164.art(19, 2),
    req=("A19.4", "A19.5"),
)
def acceptance_report_named(f: PaymentFacts, readings: Readings) -> Verdict:
    """The application names the report of the passed acceptance by its number."""
    if not is_follow_up(f.instalment, readings):
        return Met()
    if f.report_number and f.named_report == f.report_number:
        return Met()
    return Breach(
        say(
            "没有写明验收报告号，或者与验收合格的报告不符。",
            "The acceptance report is not named, or is not the one passed.",
        ),
        say("填写验收合格的验收报告号。", "Enter the number of the report of the passed acceptance."),
    )


@rule(Text("合同已经登记", "The contract is registered"), cites=M164.art(18), req=("A18.10",))
def contract_is_registered(f: PaymentFacts) -> Verdict:
    """Money is paid on a registered contract only."""
    if f.contract_registered:
        return Met()
    return Breach(
        say("该合同没有登记。", "The contract is not registered."), say("先登记合同。", "Register the contract first.")
    )


@rule(Text("项目已经批复", "The project is approved"), cites=M164.art(15), req=("A15.6", "A18.8"))
def approved_before_payment(f: PaymentFacts) -> Verdict:
    """Contracts that lawfully come before approval are paid on their own ground; all others only after it."""
    if f.approved or f.contract_kind in PRE_APPROVAL_KINDS:
        return Met()
    return Breach(
        say("项目尚未批复立项。", "The project is not approved."),
        say("取得立项批复后申请。", "Apply after the approval."),
    )


@rule(Text("累计支付不超过合同金额", "Payments stay within the contract"), cites=M164.art(18), req=("A18.10",))
def payments_within_contract(f: PaymentFacts) -> Verdict:
    """Paid and on its way, together, exactly."""
    total = f.committed + f.amount
    if total <= f.contract_amount:
        return Met()
    return Breach(
        say(
            "累计支付将达 %(total)s 元，合同金额为 %(contract)s 元。",
            "Payments would come to %(total)s yuan; the contract is %(contract)s yuan.",
            total=total,
            contract=f.contract_amount,
        ),
        say("调减本次金额。", "Lower this payment."),
    )


@rule(Text("支付不超过当年预算", "Payments stay within the budget of the year"), cites=BUDGET.art(13), req=("A18.9",))
def payments_within_budget(f: PaymentFacts) -> Verdict:
    """What is not in the budget of the year is not spent in it; pre-approval contracts have budgets of their own."""
    if f.contract_kind in PRE_APPROVAL_KINDS:
        return Met()
    total = f.paid_by_year.get(f.year, Decimal(0)) + f.amount
    limit = f.budget_by_year.get(f.year, Decimal("0.00"))
    if total <= limit:
        return Met()
    return Breach(
        say(
            "%(year)s 年度支付将达 %(total)s 元，该年度预算为 %(limit)s 元。",
            "Payments of %(year)s would come to %(total)s yuan; the budget of that year is %(limit)s yuan.",
            year=f.year,
            total=total,
            limit=limit,
        ),
        say(
            "调减本次金额，或者先登记财政部门的预算文件。", "Lower it, or have finance's budget document entered first."
        ),
    )


@rule(Text("款项类别与合同相符", "The instalment fits the contract"), cites=M164.art(8, 2), req=("A18.10",))
def instalment_fits(f: PaymentFacts) -> Verdict:
    """Pre-work money pays pre-work contracts, and they are paid from nothing else."""
    if (f.instalment == "pre_work") == (f.contract_kind == "pre_work"):
        return Met()
    return Breach(
        say(
            "前期工作费只用于前期工作合同，前期工作合同也只以前期工作费支付。",
            "Pre-work money pays pre-work contracts, and nothing else pays them.",
        ),
        say("改正款项类别或者合同。", "Correct the instalment or the contract."),
    )


@rule(
    Text("初验款以初步验收合格为条件", "The preliminary instalment needs preliminary acceptance"),
    cites=M164.art(18),
    req=("A18.10",),
)
def preliminary_instalment_earned(f: PaymentFacts) -> Verdict:
    """Advance and progress follow the contract; this one names an event that the platform can see."""
    if f.instalment != "preliminary" or f.preliminary_passed:
        return Met()
    return Breach(
        say("尚未通过初步验收，不符合支付初验款的条件。", "Preliminary acceptance has not been passed."),
        say("初步验收合格后申请。", "Apply after preliminary acceptance."),
    )


@rule(Text("有支付凭证号", "The voucher is recorded"), cites=M164.art(19, 2), req=("A19.5",))
def voucher_recorded(f: PaymentFacts) -> Verdict:
    """The payment itself is the treasury's; its voucher and date prove it, and it follows finance's agreement."""
    if f.voucher.strip() and f.agreed_on is not None and f.agreed_on <= f.paid_on <= f.today:
        return Met()
    return Breach(
        say(
            "支付凭证号缺失，或者支付日期不在同意拨付之日与今天之间。",
            "The voucher is missing, or its date does not lie between finance's agreement and today.",
        ),
        say("按国库支付凭证填写。", "Enter them as the treasury's voucher states."),
    )


@rule(Text("不予拨付须说明理由", "A refusal gives its reasons"), cites=M164.art(19, 2), req=("A19.6",))
def refusal_gives_reasons(f: PaymentFacts) -> Verdict:
    """Finance says why it does not pay."""
    if f.reason.strip():
        return Met()
    return Breach(
        say("没有写明理由。", "No reason is given."), say("写明事实和依据。", "State the facts and the article.")
    )

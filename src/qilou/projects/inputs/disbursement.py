"""What is typed when money is applied for, agreed to and paid."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Kind, LongText, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.law.statutes import BUDGET, SME_PAYMENT
from qilou.projects.models import Instalment

from . import editions
from .approval import Positive, Year

TREASURY = Text("国库集中支付信息", "For the treasury")
Code = Annotated[str, Field(max_length=20)]


class PaymentForm(Input):
    """The unit's application for a payment."""

    edition = editions.PAYMENT_APPLICATION

    contract: Annotated[int, Says("合同", "Contract", cites=M164.art(18), kind=Kind.REFERENCE, refers="contract")]
    instalment: Annotated[
        Instalment,
        Says(
            "款项类别",
            "Instalment",
            hint=Text("是否属于后续资金由系统判定", "Whether it is follow-up money is decided by the platform"),
            cites=M164.art(19, 2),
        ),
    ]
    amount: Annotated[Positive, Says("申请金额", "Amount")]
    year: Annotated[Year, Says("支出预算年度", "Budget year", cites=BUDGET.art(13))]
    report_number: Annotated[
        Annotated[str, Field(max_length=100)],
        Says(
            "验收报告号",
            "Acceptance report number",
            hint=Text("后续资金必填", "Required for follow-up funds"),
            cites=M164.art(19, 2),
        ),
    ] = ""
    quota: Annotated[ShortText, Says("指标文号", "Document of the budget quota", section=TREASURY)] = ""
    function_class: Annotated[Code, Says("支出功能分类科目", "Functional class of expenditure", section=TREASURY)] = ""
    economic_class: Annotated[Code, Says("支出经济分类科目", "Economic class of expenditure", section=TREASURY)] = ""
    payee: Annotated[ShortText, Says("收款户名", "Payee", section=TREASURY)] = ""
    bank: Annotated[ShortText, Says("开户银行", "Bank", section=TREASURY)] = ""
    account: Annotated[Annotated[str, Field(max_length=40)], Says("收款账号", "Account", section=TREASURY)] = ""
    condition: Annotated[
        LongText, Says("合同约定的支付条件及达成情况", "The contract's condition and how it is met")
    ] = ""
    invoice: Annotated[Annotated[str, Field(max_length=100)], Says("发票号", "Invoice")] = ""
    due_by: Annotated[
        date | None,
        Says(
            "应付到期日",
            "Owed by",
            hint=Text(
                "供应商为中小企业的，自交付（约定验收后付款的，自验收合格）之日起三十日；合同另有约定的，最长六十日",
                "To a small supplier within thirty days of delivery, or of acceptance where payment depends on it; by "
                "contract within sixty at most",
            ),
            cites=SME_PAYMENT.art(9),
        ),
    ] = None
    papers: Annotated[tuple[FileHash, ...], Says("附件", "Papers")] = ()


class Agreement(Input):
    """Finance's agreement to a payment."""

    opinion: Annotated[LongText, Says("财政意见", "Finance's opinion")] = ""


class PaymentRefusal(Input):
    """Why finance does not pay."""

    reason: Annotated[LongText, Says("不予拨付的理由", "Reasons", cites=M164.art(19, 2))]


class Voucher(Input):
    """What the treasury's voucher says."""

    voucher: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("支付凭证号", "Voucher number")]
    paid_on: Annotated[date, Says("支付日期", "Paid on")]

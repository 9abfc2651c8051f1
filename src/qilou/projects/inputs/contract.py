"""What is typed when a contract is registered and when its performance is accepted."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Kind, Says, ShortText, each_once
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.law.statutes import PROCUREMENT, PROCUREMENT_REGULATION
from qilou.projects.models import ClauseKind, ContractKind, Method

from .approval import Positive, Required, RequiredText, Year, YearRows

PARTIES = Text("合同", "The contract")
AMOUNT = Text("金额", "Money")
LATER = Text("尚未办理的，办理后再登记", "If not done yet, enter it once it is done")
TENDERS = Text("招标方式采购的填写", "For tenders only")
CLAUSES = Text("验收条款", "Clauses for acceptance")


class ClauseRow(Input):
    """A clause against which performance will be accepted."""

    number: Annotated[Annotated[str, Field(min_length=1, max_length=20)], Says("条款号", "Clause no.")]
    kind: Annotated[ClauseKind, Says("类别", "Kind")]
    text: Annotated[Required, Says("要求", "What it asks for")]


CLAUSE_ONCE = each_once("number", say("条款号不能重复。", "Give every clause a number of its own."))


class BudgetRow(Input):
    """A further document of finance that puts the project into a year's budget."""

    year: Annotated[Year, Says("预算年度", "Budget year")]
    number: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("文号", "Number")]
    issued_on: Annotated[date, Says("日期", "Date")]
    code: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("预算项目编码", "Budget project code")]
    amount: Annotated[Positive, Says("金额", "Amount")]
    file: Annotated[FileHash, Says("文件", "The document")]


class ContractForm(Input):
    """A contract or supplement as it was signed."""

    kind: Annotated[
        ContractKind,
        Says(
            "合同类别",
            "Kind",
            hint=Text(
                "批复之前只能登记前期工作和第三方评审合同。",
                "Before the approval only pre-work and the third-party review can be registered.",
            ),
            cites=M164.art(18),
            section=PARTIES,
        ),
    ]
    supplement_of: Annotated[
        int | None,
        Says(
            "所补充的原合同",
            "Supplement to",
            hint=Text("补充合同填写", "Only for a supplement"),
            cites=PROCUREMENT.art(49),
            kind=Kind.REFERENCE,
            refers="contract",
            section=PARTIES,
        ),
    ] = None
    change: Annotated[
        int | None,
        Says(
            "所依据的变更",
            "Carries out the change",
            cites=M164.art(20),
            kind=Kind.REFERENCE,
            refers="change",
            section=PARTIES,
        ),
    ] = None
    number: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("合同编号", "Number", section=PARTIES)]
    title: Annotated[Required, Says("合同名称", "Title", section=PARTIES)]
    supplier: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)], Says("供应商", "Supplier", section=PARTIES)
    ]
    supplier_code: Annotated[
        Annotated[str, Field(max_length=18)],
        Says("供应商统一社会信用代码", "Its unified social credit code", section=PARTIES),
    ] = ""
    small_supplier: Annotated[
        bool, Says("供应商为中小企业", "The supplier is a small or medium enterprise", section=PARTIES)
    ] = False
    method: Annotated[Method, Says("采购方式", "How procured", cites=M164.art(18), section=PARTIES)]
    announcement: Annotated[
        Annotated[str, Field(max_length=100)],
        Says(
            "招标公告（投标邀请书）编号",
            "Number of the tender's announcement or invitation",
            hint=TENDERS,
            cites=M164.art(18),
            section=PARTIES,
        ),
    ] = ""
    announced_on: Annotated[
        date | None,
        Says(
            "招标文件发出日期", "Tender documents issued on", hint=TENDERS, cites=PROCUREMENT.art(35), section=PARTIES
        ),
    ] = None
    opened_on: Annotated[
        date | None,
        Says("投标截止、开标日期", "Bids due and opened on", hint=TENDERS, cites=PROCUREMENT.art(35), section=PARTIES),
    ] = None
    bidders: Annotated[
        Annotated[int, Field(ge=0, le=999)] | None,
        Says("投标供应商数量", "Number of bidders", hint=TENDERS, cites=PROCUREMENT.art(36), section=PARTIES),
    ] = None
    award: Annotated[
        Annotated[str, Field(max_length=100)], Says("中标（成交）通知书编号", "Number of the award", section=PARTIES)
    ] = ""
    awarded_on: Annotated[
        date | None,
        Says("中标（成交）通知书日期", "Date of the award", cites=PROCUREMENT.art(46), section=PARTIES),
    ] = None
    ground: Annotated[
        ShortText,
        Says(
            "批复前签订的依据文号",
            "Document on which it rests before approval",
            hint=Text("前期工作、第三方评审合同填写", "For pre-work and third-party review"),
            section=PARTIES,
        ),
    ] = ""
    signed_on: Annotated[date, Says("签订日期", "Signed on", section=PARTIES)]
    published_on: Annotated[
        date | None,
        Says("合同公告日期", "Published on", hint=LATER, cites=PROCUREMENT_REGULATION.art(50), section=PARTIES),
    ] = None
    filed_on: Annotated[
        date | None, Says("合同备案日期", "Filed on", hint=LATER, cites=PROCUREMENT.art(47), section=PARTIES)
    ] = None
    ends_on: Annotated[date | None, Says("履行期限至", "Performance until", section=PARTIES)] = None
    trial_run_days: Annotated[
        Annotated[int, Field(ge=1, le=3650)] | None,
        Says("约定的试运行天数", "Days of trial run agreed", cites=M164.art(19, 1), section=PARTIES),
    ] = None
    amount: Annotated[Positive, Says("合同金额", "Amount", cites=M164.art(18), section=AMOUNT)]
    years: Annotated[YearRows, Says("分年度金额", "By budget year", section=AMOUNT)] = ()
    budgets: Annotated[
        tuple[BudgetRow, ...],
        Says(
            "财政部门新增的预算文件",
            "Further budget documents",
            hint=Text("立项申请时已登记的不再填写", "Not those entered with the application for approval"),
            cites=M164.art(16, 2),
            section=AMOUNT,
        ),
    ] = ()
    clauses: Annotated[
        Annotated[tuple[ClauseRow, ...], CLAUSE_ONCE],
        Says(
            "技术、服务、安全条款",
            "Technical, service and security clauses",
            cites=PROCUREMENT_REGULATION.art(45, 1),
            section=CLAUSES,
        ),
    ] = ()
    file: Annotated[FileHash, Says("合同文本", "The contract", section=CLAUSES)]


class Formalities(Input):
    """When a registered contract was awarded, published and filed."""

    awarded_on: Annotated[
        date | None, Says("中标（成交）通知书日期", "Date of the award", cites=PROCUREMENT.art(46))
    ] = None
    published_on: Annotated[date | None, Says("合同公告日期", "Published on", cites=PROCUREMENT_REGULATION.art(50))] = (
        None
    )
    filed_on: Annotated[date | None, Says("合同备案日期", "Filed on", cites=PROCUREMENT.art(47))] = None


class ClauseCheck(Input):
    """What was found of one clause."""

    number: Annotated[Annotated[str, Field(min_length=1, max_length=20)], Says("条款号", "Clause no.")]
    met: Annotated[bool, Says("达到", "Met")] = False
    finding: Annotated[ShortText, Says("履约情况", "What was found")] = ""


class PerformanceStatement(Input):
    """The statement on a contract's performance, clause by clause."""

    held_on: Annotated[date, Says("验收日期", "Held on", cites=PROCUREMENT.art(41))]
    statement: Annotated[
        Annotated[str, Field(min_length=1, max_length=100)],
        Says("履约验收书编号", "Number of the statement", cites=PROCUREMENT_REGULATION.art(45, 1)),
    ]
    checks: Annotated[tuple[ClauseCheck, ...], Says("逐条验收情况", "Clause by clause")] = ()
    file: Annotated[FileHash | None, Says("履约验收书", "The statement")] = None


class Ending(Input):
    """Why a contract ends before it is performed."""

    reason: Annotated[RequiredText, Says("解除原因", "Reason")]

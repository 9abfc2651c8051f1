"""What chapter II makes public once it has been reviewed: its kinds, and what each of them tells. Amounts in yuan.

What is told is plain data: amounts and days as text, closed answers by their codes. Process papers, experts' names and
what one body wrote to another have no place here, so that no review can publish them by mistake (X8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qilou.kernel.fields import Labelled
from qilou.law import Text

from .models.acceptance import ItemResult
from .models.contract import ContractKind, Method
from .models.evaluation import OpinionResult
from .models.listing import FinanceOutcome, Tier
from .models.plan import Level
from .models.project import Nature, Route


class Public(Labelled):
    """The kinds of what is made public, in the order of a project's life."""

    PLAN = "plan", "总体规划", "Overall plan"
    FUND = "fund", "专项资金总额", "Total of the earmarked fund"
    DRAW = "draw", "专家抽取", "Draw of experts"
    OPINION = "opinion", "评审意见结果", "Result of the evaluation opinion"
    LIST = "list", "项目清单和备选项目", "Project list and reserve"
    APPROVAL = "approval", "立项批复", "Approval"
    CONTRACT = "contract", "采购合同", "Contract"
    CHANGE = "change", "重新批准", "Approval of a change"
    PROGRESS = "progress", "履约进度", "Progress"
    PERFORMANCE = "performance", "履约情况", "Performance of a contract"
    ACCEPTANCE = "acceptance", "项目验收", "Acceptance"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told. `kind` is text, name, money (yuan), day, moment, flag, choice, shares, by_year or table.

    A table that `reads` another item shows more columns of it.
    """

    code: str
    label: Text
    kind: str = "text"
    choices: type[Labelled] | None = None
    columns: tuple["Item", ...] = ()
    reads: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """A project that something public is about, as it was called then. `unit_code` is blank where it is not known."""

    project: int
    name: str
    unit: str
    unit_code: str
    year: int


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that was decided and is to be published. `publisher` is the key of the body that made it."""

    kind: Public
    source: int
    jurisdiction: str
    year: int
    made_on: date
    name: str
    publisher: str
    content: dict[str, object]
    about: tuple[About, ...] = ()


YEARS = Item(
    "years",
    Text("分年度金额", "By budget year"),
    "table",
    columns=(Item("year", Text("年度", "Year")), Item("amount", Text("金额", "Amount"), "money")),
)
LINES = Item(
    "lines",
    Text("排序结果", "The order"),
    "table",
    columns=(
        Item("rank", Text("位次", "Rank")),
        Item("name", Text("项目", "Project")),
        Item("unit", Text("申报单位", "Unit"), "name"),
        Item("tier", Text("类别", "Tier"), "choice", Tier),
        Item("listed", Text("列入清单", "Listed"), "flag"),
        Item("finance", Text("财政审核", "Finance's review"), "choice", FinanceOutcome),
        Item("amount", Text("金额", "Amount"), "money"),
    ),
)
COMPONENTS = Item(
    "components",
    Text("排序要素", "What the order is made of"),
    "table",
    columns=(
        Item("rank", Text("位次", "Rank")),
        Item("project", Text("项目编号", "Project no.")),
        Item("reserve", Text("上批备选", "Reserve of the last round"), "flag"),
        Item("scores", Text("各项得分", "Scores"), "shares"),
        Item("score", Text("加权得分", "Weighed score")),
        Item("accepted_at", Text("受理时间", "Accepted at"), "moment"),
        Item("slices", Text("各年度需用", "Needed by year"), "by_year"),
    ),
    reads="lines",
)
CONTENT = Item(
    "items",
    Text("批准的建设内容", "Approved content"),
    "table",
    columns=(
        Item("number", Text("序号", "No.")),
        Item("name", Text("内容", "Content")),
        Item("scale", Text("规模", "Scale")),
    ),
)
PLAN_ITEMS = (Item("code", Text("编号", "Code")), Item("title", Text("条目", "Item")))
HIGHER = (
    Item("level", Text("层级", "Level"), "choice", Level),
    Item("title", Text("规划名称", "Title")),
    Item("document", Text("文号", "Document number")),
)
FOUND = (
    Item("number", Text("批复序号", "No. in the approval")),
    Item("result", Text("完成情况", "Result"), "choice", ItemResult),
)
MILESTONES = Item(
    "milestones",
    Text("里程碑", "Milestones"),
    "table",
    columns=(
        Item("name", Text("里程碑", "Milestone")),
        Item("deliverable", Text("交付物", "Deliverable")),
        Item("planned_on", Text("计划日期", "Planned"), "day"),
        Item("forecast_on", Text("预计日期", "Forecast"), "day"),
        Item("done_on", Text("完成日期", "Done"), "day"),
    ),
)
DRAWN = Item(
    "order",
    Text("抽取顺序", "The order drawn"),
    "table",
    columns=(
        Item("place", Text("顺位", "Place")),
        Item("code", Text("专家编号", "Expert's code")),
        Item("digest", Text("摘要值", "Digest")),
        Item("sat", Text("到会", "Sat"), "flag"),
    ),
)
ITEMS: Mapping[Public, tuple[Item, ...]] = {
    Public.PLAN: (
        Item("title", Text("规划名称", "Title")),
        Item("years", Text("规划期", "Period")),
        Item("approved_by", Text("批准机关", "Approved by")),
        Item("number", Text("批准文号", "Number of the approval")),
        Item("approved_on", Text("批准日期", "Approved on"), "day"),
        Item("items", Text("规划条目", "Items"), "table", columns=PLAN_ITEMS),
        Item("follows", Text("衔接的上级规划", "Higher plans followed"), "table", columns=HIGHER),
    ),
    Public.FUND: (
        Item("year", Text("年度", "Year")),
        Item("amount", Text("总额", "Total"), "money"),
        Item("number", Text("安排文号", "Document")),
        Item("arranged_on", Text("安排日期", "Arranged on"), "day"),
    ),
    Public.DRAW: (
        Item("session", Text("会次", "Session")),
        Item("held_on", Text("评审日期", "Held on"), "day"),
        Item("seats", Text("席位数", "Seats")),
        Item("frozen_at", Text("名单固定时间", "List frozen at"), "moment"),
        Item("list", Text("固定的名单", "The frozen list")),
        Item("list_sha256", Text("名单的 SHA-256", "SHA-256 of the list")),
        Item("seed_source", Text("事先指定的随机数来源", "Source of the seed, named in advance")),
        Item("seed_due", Text("随机数公布日", "Seed due"), "day"),
        Item("seed", Text("随机数", "Seed")),
        Item("seed_reference", Text("随机数出处", "Where the seed stands")),
        DRAWN,
    ),
    Public.OPINION: (
        Item("number", Text("意见书文号", "Number of the opinion")),
        Item("issued_on", Text("出具日期", "Issued on"), "day"),
        Item("result", Text("结果", "Result"), "choice", OpinionResult),
        Item("suggested", Text("建议投资", "Amount suggested"), "money"),
    ),
    Public.LIST: (
        Item("round", Text("征集年度", "Year of the round")),
        Item("budget_year", Text("预算年度", "Budget year")),
        Item("rule_fixed_on", Text("排序规则确定日期", "Rule fixed on"), "day"),
        Item("weights", Text("各项权重（百分比）", "Weights (per cent)"), "shares"),
        Item("tie_order", Text("同分先后", "Order of ties")),
        Item("strict", Text("严格按顺序截止", "Nobody is skipped"), "flag"),
        Item("ceilings", Text("各年度资金限额", "Ceilings by year"), "by_year"),
        Item("sent_on", Text("送财政日期", "Sent to finance on"), "day"),
        Item("number", Text("财政审核文号", "Finance's document")),
        Item("confirmed_on", Text("确认日期", "Confirmed on"), "day"),
        LINES,
        COMPONENTS,
    ),
    Public.APPROVAL: (
        Item("number", Text("批复文号", "Number of the reply")),
        Item("decided_on", Text("批复日期", "Decided on"), "day"),
        Item("route", Text("审批路径", "Who approves"), "choice", Route),
        Item("code", Text("项目代码", "Project code")),
        Item("nature", Text("建设性质", "Nature"), "choice", Nature),
        Item("total", Text("批准总投资", "Approved total"), "money"),
        Item("starts_on", Text("开工日期", "Begins on"), "day"),
        Item("ends_on", Text("完工日期", "Ends on"), "day"),
        CONTENT,
        YEARS,
    ),
    Public.CONTRACT: (
        Item("number", Text("合同编号", "Number of the contract")),
        Item("title", Text("合同名称", "Title")),
        Item("contract_kind", Text("类别", "Kind"), "choice", ContractKind),
        Item("supplements", Text("所补充的合同", "Supplement to")),
        Item("method", Text("采购方式", "How procured"), "choice", Method),
        Item("announcement", Text("采购公告", "Announcement")),
        Item("announced_on", Text("公告日期", "Announced on"), "day"),
        Item("opened_on", Text("开标日期", "Bids opened on"), "day"),
        Item("bidders", Text("投标（响应）家数", "Bidders")),
        Item("award", Text("中标（成交）通知书", "Award")),
        Item("awarded_on", Text("中标（成交）日期", "Awarded on"), "day"),
        Item("supplier", Text("供应商", "Supplier")),
        Item("supplier_code", Text("供应商统一社会信用代码", "Supplier's unified social credit code")),
        Item("amount", Text("合同金额", "Amount"), "money"),
        Item("signed_on", Text("签订日期", "Signed on"), "day"),
        Item("ends_on", Text("履约截止", "Ends on"), "day"),
    ),
    Public.CHANGE: (
        Item("number", Text("批复文号", "Number of the reply")),
        Item("decided_on", Text("批复日期", "Decided on"), "day"),
        Item("total_before", Text("原批准总投资", "Approved total before"), "money"),
        Item("total", Text("重新批准的总投资", "Approved total now"), "money"),
        Item("reason", Text("变更理由", "Reason")),
    ),
    Public.PROGRESS: (
        Item("period", Text("报告期", "Quarter")),
        Item("percent", Text("总体进度（百分比）", "Done (per cent)")),
        Item("summary", Text("进展", "What was done")),
        MILESTONES,
    ),
    Public.PERFORMANCE: (
        Item("number", Text("合同编号", "Number of the contract")),
        Item("title", Text("合同名称", "Title")),
        Item("held_on", Text("履约验收日期", "Accepted on"), "day"),
        Item("statement", Text("履约验收书", "Statement")),
        Item("attempts", Text("验收次数", "Attempts")),
        Item("clauses", Text("验收条款数", "Clauses checked")),
    ),
    Public.ACCEPTANCE: (
        Item("number", Text("验收报告编号", "Number of the report")),
        Item("trial_started_on", Text("试运行开始", "Trial run from"), "day"),
        Item("trial_ended_on", Text("试运行结束", "Trial run to"), "day"),
        Item("held_on", Text("验收日期", "Accepted on"), "day"),
        Item("attempts", Text("验收次数", "Attempts")),
        Item("items", Text("批准内容完成情况", "The approved items"), "table", columns=FOUND),
    ),
}

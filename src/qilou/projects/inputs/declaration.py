"""What a unit types when it declares a project, and what the authority types when it answers.

A submission may be incomplete: what only the completeness check may find (Article 10, paragraph 3) is optional here.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Kind, Labelled, LongText, Money, Price, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.law.statutes import SECRETS
from qilou.projects.models import (
    Category,
    CostClass,
    LineMark,
    Purpose,
    Source,
    SpecialGround,
)
from qilou.projects.models.project import Nature, Track

from . import editions

CONTENTS = M164.art(10, 2)
BASICS = Text("一、基本信息", "1. Basics")
SPECIAL = Text("二、专项申报事由（专项申报填写）", "2. Ground of a special declaration (special track only)")
MONEY = Text("三、投资估算与资金", "3. Estimate and money")
NEED = Text("四、必要性", "4. Necessity")
CONTENT = Text("五、可行性、建设内容与技术规范", "5. Feasibility, content and technical norms")
PLAN = Text("六、实施计划与绩效目标", "6. Implementation plan and targets")
PAPERS = Text("七、建设方案与声明", "7. Programme and statements")

ASKED = Text(
    "应当填写；缺少的，主管部门一次性告知补正", "Asked for; what is missing will be told to you once, to correct"
)
OUTLINED = Text(
    "方案提纲（表式 B2）的一章；列入公布清单的应当填写",
    "A chapter of the programme (form B2); asked for where the published checklist lists it",
)
ONE = Text("至少选一项，可以多选", "Choose at least one")

Count = Annotated[int, Field(ge=0, le=10_000_000_000)]
Required = Annotated[str, Field(min_length=1, max_length=300)]
RequiredText = Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT]


class Serves(Labelled):
    """What an e-government project is for (Article 3)."""

    ADMINISTRATION = "administration", "行政管理", "Administration"
    PUBLIC_SERVICE = "public_service", "公共服务", "Public service"


class Technology(Labelled):
    """By what technology it does it (Article 3)."""

    COMPUTING = "computing", "计算机技术", "Computing"
    COMMUNICATION = "communication", "通信技术", "Communication"
    INFORMATION = "information", "信息管理技术", "Information management"


class Opening(Input):
    """How a declaration is begun."""

    title: Annotated[Required, Says("项目名称", "Project", cites=M164.art(10, 2))]
    track: Annotated[
        Track,
        Says(
            "申报方式",
            "Track",
            cites=M164.art(9),
            hint=Text(
                "年度申报每年八月底前提出；其后确需增加的，走专项申报；国家、省统筹安排的只作登记。",
                "Annual: by the end of August. Later needs: special. What the State or province arranges is only "
                "registered.",
            ),
        ),
    ]
    budget_year: Annotated[
        int,
        Field(ge=2016, le=2100),
        Says("申请资金的预算年度", "Budget year asked for", cites=M164.art(9)),
    ]


class TypeRow(Input):
    """One type of the project with its share of the cost."""

    type: Annotated[Required, Says("项目类型", "Type", cites=M164.art(3), kind=Kind.REFERENCE, refers="project_type")]
    amount: Annotated[Money, Says("投资额", "Cost")]


class GroundDocument(Input):
    """A document that proves the ground of a special declaration."""

    name: Annotated[Required, Says("文件名称", "Document")]
    number: Annotated[Required, Says("文号", "Number")]
    issuer: Annotated[Required, Says("发文机关", "Issuer")]
    dated: Annotated[date, Says("日期", "Date")]


class LineRow(Input):
    """One line of the estimate."""

    cost_class: Annotated[CostClass, Says("费用类别", "Cost class")]
    subclass: Annotated[ShortText, Says("二级类别", "Sub-class")] = ""
    name: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("名称", "Item")]
    specification: Annotated[LongText, Says("规格或功能", "Specification")] = ""
    quantity: Annotated[Annotated[Decimal, Field(gt=0, max_digits=16, decimal_places=4)], Says("数量", "Quantity")]
    unit: Annotated[Annotated[str, Field(min_length=1, max_length=20)], Says("计量单位", "Unit")]
    unit_price: Annotated[Price, Says("单价", "Unit price")]
    amount: Annotated[
        Money, Says("合价", "Amount", hint=Text("数量×单价，精确到分", "Quantity × unit price, to the fen"))
    ]
    year: Annotated[int | None, Field(ge=2016, le=2100), Says("年度", "Year")] = None
    basis: Annotated[Annotated[str, Field(max_length=200)], Says("取价依据", "Basis of the price")] = ""
    source: Annotated[Source | None, Says("资金来源", "Source of money")] = None
    procurement_code: Annotated[Annotated[str, Field(max_length=20)], Says("采购品目编码", "Procurement code")] = ""
    economic_class: Annotated[Annotated[str, Field(max_length=20)], Says("经济分类（款）", "Economic class")] = ""
    mark: Annotated[LineMark, Says("专门标注", "Mark")] = LineMark.NONE


class SliceRow(Input):
    """What the project needs in one budget year."""

    year: Annotated[int, Field(ge=2016, le=2100), Says("年度", "Year")]
    amount: Annotated[Money, Says("资金需求", "Needed")]


class SourceRow(Input):
    """What one source pays."""

    source: Annotated[Source, Says("资金来源", "Source")]
    amount: Annotated[Money, Says("金额", "Amount")]


class BasisRow(Input):
    """A law or policy on which the project rests."""

    name: Annotated[Required, Says("依据名称", "Basis")]
    number: Annotated[ShortText, Says("文号", "Number")] = ""
    clause: Annotated[ShortText, Says("条款", "Clause")] = ""


class ContentRow(Input):
    """One item of what is to be built; approval fixes these, and acceptance checks each of them."""

    name: Annotated[Required, Says("建设内容", "Item")]
    scale: Annotated[Required, Says("规模或功能点", "Scale or functions")]
    relation: Annotated[ShortText, Says("与现有系统关系", "Relation to existing systems")] = ""


class StepRow(Input):
    """One dated step of the implementation."""

    name: Annotated[Required, Says("实施步骤", "Step")]
    on: Annotated[date | None, Says("完成日期", "Done by")] = None
    deliverable: Annotated[ShortText, Says("交付物", "Deliverable")] = ""


class TargetRow(Input):
    """One measurable target."""

    indicator: Annotated[Required, Says("绩效指标", "Indicator")]
    value: Annotated[Required, Says("指标值", "Target")]
    evidence: Annotated[ShortText, Says("佐证方式", "Evidence")] = ""


class RiskRow(Input):
    """One risk and what is done about it."""

    risk: Annotated[Required, Says("风险", "Risk")]
    measure: Annotated[Required, Says("对策", "Countermeasure")]


class ExtraRow(Input):
    """The answer to an item that the authority's published checklist adds."""

    item: Annotated[Required, Says("清单事项", "Checklist item", kind=Kind.REFERENCE, refers="checklist_item")]
    answer: Annotated[RequiredText, Says("说明", "Answer")]


class DeclarationForm(Input):
    """The declaration form (B1), whose entries are also the programme (B2, `rules.outline`) and its estimate (B3)."""

    edition = editions.DECLARATION

    nature: Annotated[Nature, Says("建设性质", "Nature", cites=CONTENTS, section=BASICS)]
    system: Annotated[
        int | None,
        Says(
            "现有系统（系统清册编号）",
            "Existing system (inventory)",
            hint=Text("改建、扩建必填", "Required for an alteration or expansion"),
            cites=CONTENTS,
            kind=Kind.REFERENCE,
            refers="system",
            section=BASICS,
        ),
    ] = None
    categories: Annotated[
        tuple[Category, ...], Says("适用范围类别", "Category of scope", cites=M164.art(2), hint=ONE, section=BASICS)
    ] = ()
    concession_document: Annotated[
        ShortText,
        Says(
            "特许经营或者合作的批准文件文号",
            "Document approving the concession or partnership",
            cites=M164.art(2),
            section=BASICS,
        ),
    ] = ""
    location: Annotated[Required, Says("建设地点", "Place", cites=M164.art(2), section=BASICS)]
    in_zone: Annotated[
        bool,
        Says("建设地点在特区范围内", "The place lies inside the special zone", cites=M164.art(2), section=BASICS),
    ] = False
    purposes: Annotated[
        tuple[Purpose, ...], Says("服务的立法目的", "Purposes served", cites=M164.art(1), section=BASICS)
    ] = ()
    serves: Annotated[tuple[Serves, ...], Says("用途", "Serves", cites=M164.art(3), hint=ONE, section=BASICS)] = ()
    technologies: Annotated[
        tuple[Technology, ...], Says("所用技术", "Technology", cites=M164.art(3), hint=ONE, section=BASICS)
    ] = ()
    types: Annotated[
        tuple[TypeRow, ...],
        Says(
            "项目类型及分项投资",
            "Types with their cost",
            hint=Text("混合类项目逐项填写", "A mixed project has a row for each"),
            cites=M164.art(3),
            section=BASICS,
        ),
    ] = ()
    includes_construction: Annotated[
        bool,
        Says(
            "含房屋建筑及其附属设施或者市政工程",
            "Includes buildings, their facilities or municipal engineering",
            cites=M164.art(15),
            section=BASICS,
        ),
    ] = False
    plan_items: Annotated[
        ShortText, Says("对应总体规划条目", "Items of the overall plan", cites=M164.art(8), section=BASICS)
    ] = ""
    starts_on: Annotated[date | None, Says("建设起始日期", "Begins on", section=BASICS)] = None
    ends_on: Annotated[date | None, Says("建设完成日期", "Done by", section=BASICS)] = None
    office: Annotated[ShortText, Says("主管科室", "Office in charge", section=BASICS)] = ""
    leader: Annotated[ShortText, Says("项目负责人及职务", "Head of the project", personal=True, section=BASICS)] = ""
    contact: Annotated[ShortText, Says("经办人", "Contact", personal=True, section=BASICS)] = ""
    phone: Annotated[ShortText, Says("联系电话", "Telephone", personal=True, section=BASICS)] = ""
    grounds: Annotated[
        tuple[SpecialGround, ...], Says("特殊情况", "Special circumstances", cites=M164.art(11), section=SPECIAL)
    ] = ()
    ground_documents: Annotated[
        tuple[GroundDocument, ...], Says("证明文件", "Documents that prove it", cites=M164.art(11), section=SPECIAL)
    ] = ()
    total: Annotated[Annotated[Money, Field(gt=0)], Says("总投资", "Total", cites=CONTENTS, section=MONEY)]
    lines: Annotated[
        tuple[LineRow, ...], Says("投资估算表", "Estimate", cites=CONTENTS, hint=ASKED, section=MONEY)
    ] = ()
    slices: Annotated[tuple[SliceRow, ...], Says("分年度资金需求", "By budget year", hint=ASKED, section=MONEY)] = ()
    sources: Annotated[
        tuple[SourceRow, ...], Says("资金来源", "Sources of money", cites=M164.art(2), hint=ASKED, section=MONEY)
    ] = ()
    running_cost: Annotated[Money | None, Says("建成后年运维费", "Yearly running cost", section=MONEY)] = None
    overview: Annotated[LongText, Says("方案概述", "Overview", hint=OUTLINED, section=NEED)] = ""
    demand: Annotated[LongText, Says("需求分析", "Analysis of needs", hint=OUTLINED, section=NEED)] = ""
    necessity: Annotated[
        LongText, Says("现状、问题与必要性", "Necessity", cites=CONTENTS, hint=ASKED, section=NEED)
    ] = ""
    users: Annotated[
        Count | None, Says("服务对象数量", "Number of users", cites=M164.art(4), hint=ASKED, section=NEED)
    ] = None
    transactions: Annotated[
        Count | None, Says("年业务量", "Transactions a year", cites=M164.art(4), hint=ASKED, section=NEED)
    ] = None
    bases: Annotated[
        tuple[BasisRow, ...],
        Says("政策法律依据", "Legal and policy basis", cites=M164.art(4), hint=ASKED, section=NEED),
    ] = ()
    feasibility: Annotated[LongText, Says("可行性", "Feasibility", cites=CONTENTS, hint=ASKED, section=CONTENT)] = ""
    content: Annotated[
        LongText, Says("建设内容概述", "Content in short", cites=CONTENTS, hint=ASKED, section=CONTENT)
    ] = ""
    items: Annotated[
        tuple[ContentRow, ...],
        Says("建设内容清单", "Content, item by item", cites=CONTENTS, hint=ASKED, section=CONTENT),
    ] = ()
    design: Annotated[LongText, Says("总体设计与架构", "Overall design", hint=OUTLINED, section=CONTENT)] = ""
    norms: Annotated[LongText, Says("技术规范", "Technical norms", cites=CONTENTS, hint=ASKED, section=CONTENT)] = ""
    sharing: Annotated[
        LongText, Says("集约共享与数据目录", "Sharing and data offered", cites=M164.art(4), section=CONTENT)
    ] = ""
    cloud: Annotated[
        ShortText,
        Says(
            "云资源需求",
            "Cloud resources",
            hint=Text("处理器核数、内存、存储", "processor cores, memory, storage"),
            section=CONTENT,
        ),
    ] = ""
    network: Annotated[
        LongText,
        Says(
            "网络需求",
            "Network needs",
            hint=Text("自建网络、租用专线必须单列", "An own network or leased lines are to be named"),
            cites=M164.art(23),
            section=CONTENT,
        ),
    ] = ""
    personal_data: Annotated[
        LongText, Says("个人信息和重要数据处理情况", "Personal and important data", section=CONTENT)
    ] = ""
    security: Annotated[
        LongText,
        Says("等级保护、密码应用与安全", "Grading, cryptography, security", cites=M164.art(38), section=CONTENT),
    ] = ""
    steps: Annotated[
        tuple[StepRow, ...], Says("实施计划", "Implementation plan", cites=CONTENTS, hint=ASKED, section=PLAN)
    ] = ()
    organisation: Annotated[LongText, Says("组织保障", "Organisation", hint=OUTLINED, section=PLAN)] = ""
    procurement: Annotated[LongText, Says("招标采购方案", "Procurement", hint=OUTLINED, section=PLAN)] = ""
    operation: Annotated[LongText, Says("运行维护", "Operation", hint=OUTLINED, section=PLAN)] = ""
    targets: Annotated[tuple[TargetRow, ...], Says("绩效目标", "Targets", section=PLAN)] = ()
    benefits: Annotated[LongText, Says("效益分析", "Benefits", hint=OUTLINED, section=PLAN)] = ""
    risks: Annotated[tuple[RiskRow, ...], Says("风险与对策", "Risks", hint=OUTLINED, section=PLAN)] = ()
    programme: Annotated[
        FileHash | None, Says("项目建设方案", "Construction programme", cites=CONTENTS, hint=ASKED, section=PAPERS)
    ] = None
    papers: Annotated[tuple[FileHash, ...], Says("其他附件", "Other papers", section=PAPERS)] = ()
    extras: Annotated[
        tuple[ExtraRow, ...], Says("补充清单事项", "Further checklist items", cites=CONTENTS, section=PAPERS)
    ] = ()
    non_secret: Annotated[
        bool,
        Says(
            "声明：本件及附件不涉及国家秘密",
            "Statement: nothing here or attached is a State secret",
            hint=Text(
                "涉密项目不得录入本平台，依照保守国家秘密法另行办理。",
                "A secret project must not be entered here; it is dealt with under the State Secrets Law.",
            ),
            cites=SECRETS.art(2),
            section=PAPERS,
        ),
    ] = False


class OutOfScope(Input):
    """Why the unit finds that the Measures do not apply to its project."""

    reason: Annotated[RequiredText, Says("不属于适用范围的理由", "Why it is out of scope", cites=M164.art(2))]


class SecretStub(Input):
    """What may stay of a project that proves secret: a name that gives nothing away."""

    public_name: Annotated[Required, Says("可公开的代称", "A name that is not secret", cites=M164.art(44))]


class Registration(Input):
    """By what document the State or province arranges a project."""

    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)],
        Says("国家或者省统筹安排文件文号", "Document of the State or province", cites=M164.art(43)),
    ]
    description: Annotated[RequiredText, Says("项目概况", "The project in short")]
    total: Annotated[Money | None, Says("总投资", "Total")] = None
    non_secret: Annotated[
        bool,
        Says("声明：本件不涉及国家秘密", "Statement: nothing here is a State secret", cites=SECRETS.art(2)),
    ] = False


class Withdrawal(Input):
    """Why a unit withdraws."""

    reason: Annotated[LongText, Says("撤回原因（可不填）", "Reason (optional)")] = ""

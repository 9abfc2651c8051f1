"""A form with every kind of field, and a decision with its outcomes."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from qilou.kernel.fields import FileHash, Input, Labelled, LongText, Money, Price, Says, ShortText
from qilou.kernel.forms import Form, bind
from qilou.law import Text, say
from qilou.law.measures import M164

from .rows import NOW, WATER

STORED = {"a" * 64: {"name": "投资估算表（盖章）.pdf", "size": 2_411_724, "url": "#file"}}
AFTER = Text(
    "生成批复 → 核稿 → 签发编号 → 送达申报单位，抄送财政部门。",
    "Reply → check → signature and number → served on the unit, copied to finance.",
)


class Build(Labelled):
    """How a project is built."""

    NEW = "new", "新建", "New build"
    ALTERED = "altered", "改建", "Alteration"
    EXTENDED = "extended", "扩建", "Extension"


class Line(Input):
    """One cost line."""

    name: Annotated[ShortText, Says("名称", "Name")]
    unit: Annotated[ShortText, Says("单位", "Unit")]
    quantity: Annotated[int, Says("数量", "Quantity")]
    price: Annotated[Price, Says("单价", "Unit price")]
    amount: Annotated[Money, Says("合价", "Amount")]
    build: Annotated[Build | None, Says("性质", "Kind")] = None
    own: Annotated[bool, Says("自建网络", "Own network")] = False


class Declared(Input):
    """Every kind of field once."""

    title: Annotated[ShortText, Says("项目名称", "Project name", hint=Text("与批复一致。", "As in the reply."))]
    build: Annotated[Build, Says("建设性质", "Kind of build", cites=M164.art(10))]
    year: Annotated[int, Says("申报年度", "Year")]
    share: Annotated[Decimal, Says("市级比例", "City's share", unit=Text("%", "%"))]
    total: Annotated[Money, Says("总投资", "Total investment", hint=Text("与估算表合计相等。", "Equals the estimate."))]
    starts: Annotated[date, Says("开工日期", "Start of work", section=Text("实施", "Carrying out"))]
    needs: Annotated[tuple[Build, ...], Says("涉及内容", "Involves")]
    reason: Annotated[
        LongText,
        Says("必要性", "Why it is needed", hint=Text("写明现状、业务量和依据。", "State facts, volumes and basis.")),
    ]
    note: Annotated[str | None, Says("备注", "Note")] = None
    clean: Annotated[bool, Says("本件不涉密", "Contains no state secret")] = False
    system: Annotated[int | None, Says("现有系统", "Existing system", refers="systems")] = None
    units: Annotated[tuple[int, ...], Says("会签单位", "Units to consult", refers="units")] = ()
    estimate: Annotated[FileHash | None, Says("投资估算表", "Estimate", section=Text("材料", "Documents"))] = None
    proofs: Annotated[tuple[FileHash, ...], Says("其他材料", "Other documents")] = ()
    lines: Annotated[tuple[Line, ...], Says("投资明细", "Cost lines", section=Text("投资估算", "Estimate"))] = ()


class Reply(Input):
    """What an approval takes."""

    total: Annotated[Money, Says("核定总投资", "Approved total")]
    reasons: Annotated[
        LongText,
        Says("理由", "Reasons", hint=Text("写入批复，送达申报单位。", "Printed in the reply and served on the unit.")),
    ]


class Reasons(Input):
    """What a refusal takes."""

    reasons: Annotated[
        LongText,
        Says("理由", "Reasons", hint=Text("写明事实和所依据的条款。", "State the facts and the provision.")),
    ]


def filled(*, wrong: bool) -> Form:
    """The form of every kind, as typed; with what is wrong if asked."""
    raw = {
        "title": [WATER],
        "build": ["extended"],
        "year": ["2027"],
        "share": ["58.20"],
        "total": ["490.15"],
        "starts": ["2027-01-04"],
        "needs": ["new", "extended"],
        "reason": ["现有自动站十一座，支流入河口靠人工采样。"],
        "clean": ["on"],
        "system": ["2"],
        "units": ["1", "3"],
        "estimate": ["a" * 64],
        "proofs": ["a" * 64, "b" * 64],
        "lines-0-name": ["微型水质自动站"],
        "lines-0-unit": ["座"],
        "lines-0-quantity": ["9"],
        "lines-0-price": ["29.80"],
        "lines-0-amount": ["268.20"],
        "lines-1-name": ["河道视频监控点"],
        "lines-1-quantity": ["18"],
        "lines-1-price": ["2.35"],
        "lines-1-amount": ["四十二"],
    }
    fault = say("请填写金额，单位万元，如 386.40。", "Enter an amount in units of CNY 10,000, such as 386.40.")
    needed = say("请填写此项。", "This entry is required.")
    paths = ("title", "build", "starts", "needs", "reason", "clean", "system", "estimate", "lines.1.unit")
    errors = {**dict.fromkeys(paths, needed), "total": fault, "lines.1.amount": fault} if wrong else {}
    names = ("市生态环境局水质平台", "练江流域监测一期", "市大数据平台")
    return bind(Declared, raw=raw, errors=errors, options=lambda _: [(str(n), one) for n, one in enumerate(names, 1)])


def outcomes(chosen: str) -> list[dict[str, object]]:
    """The decision's outcomes with their forms."""
    given = {"total": Decimal("4786500.00"), "reasons": "经审核，项目符合年度计划，已列入 2027 年部门预算。"}
    wrong = {"reasons": say("请写明所依据的条款。", "Name the provision it rests on.")}
    shared = {
        "cites": M164.art(16, 2),
        "url": "#",
        "next": AFTER,
        "preview": True,
        "phrases": (Text("已列入部门预算。", "It stands in the department's budget."),),
        "version": 3,
        "draft_url": "#",
        "saved": NOW,
    }
    approve = {
        "code": "approve",
        "label": Text("同意立项", "Approve"),
        "form": bind(Reply, values=given),
        "submit": Text("提交审批意见", "Submit approval"),
    }
    refuse = {
        "code": "refuse",
        "label": Text("不予立项", "Refuse"),
        "form": bind(Reasons, errors=wrong),
        "submit": Text("提交不予立项", "Submit refusal"),
    }
    return [{**shared, **one, "chosen": one["code"] == chosen} for one in (approve, refuse)]

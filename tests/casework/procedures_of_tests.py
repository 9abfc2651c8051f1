"""A licence, as a small procedure with every shape the engine must carry."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from qilou.casework.act import Act
from qilou.casework.procedure import Child, Children, Clock, Ground, NoticeKind, Party, Procedure, State, Step, at
from qilou.casework.show import Column, Fact, Place, Section, Show
from qilou.kernel.fields import FileHash, Input, LongText, Money, Says
from qilou.law import (
    AUTHORITY,
    FINANCE,
    SYSTEM,
    UNKNOWN,
    WORKING_DAYS,
    Breach,
    Met,
    Text,
    Verdict,
    rule,
    say,
)
from qilou.law.measures import M164
from qilou.law.statutes import LICENSING

APPLICANT = Party("declarer", Text("申请人", "Applicant"))
EXPERT = Party("expert", Text("专家", "Expert"))
ROUTE = "tests.licence"


class Reply(Input):
    amount: Annotated[Money, Says("金额", "Amount")]
    note: Annotated[LongText, Says("说明", "Note")] = ""


class Proof(Input):
    paper: Annotated[FileHash, Says("材料", "Paper")]


class Reason(Input):
    reason: Annotated[LongText, Says("理由", "Reason")]


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    amount: object
    sheets: int


@rule(Text("有名称", "It has a title"), cites=M164.art(10, 2))
def titled(f: Facts) -> Verdict:
    return Met() if f.title else Breach(say("没有名称。", "No title."), say("补上名称。", "Give it a title."))


@rule(Text("金额不超过一百万元", "At most a million"), cites=M164.art(16, 2))
def small(f: Facts) -> Verdict:
    if f.amount <= 1_000_000:
        return Met()
    return Breach(say("金额 %(n)s 过大。", "The amount %(n)s is too large.", n=f.amount), say("减少。", "Lower it."))


def facts(act: Act) -> Facts:
    return Facts(act.case.title, act.input.amount if isinstance(act.input, Reply) else UNKNOWN, 0)


def fixed(act: Act) -> dict[str, object]:
    act.case.amount = act.input.amount
    return {"amount": act.input.amount}


REPLY = NoticeKind(
    "tests.licence.reply",
    Text("批复", "Reply"),
    (M164.art(16, 2),),
    to=(APPLICANT,),
    copies=(FINANCE,),
    body=lambda act: (say("同意%(title)s。", "%(title)s is approved.", title=act.case.title),),
)
LAPSED = NoticeKind(
    "tests.licence.lapsed",
    Text("失效通知", "Lapse notice"),
    (M164.art(17),),
    to=(APPLICANT,),
    body=lambda act: (say("已失效。", "It has lapsed."),),
)
REFUSAL = NoticeKind(
    "tests.licence.refusal",
    Text("不予许可决定书", "Refusal"),
    (M164.art(16, 2),),
    to=(APPLICANT,),
    adverse=True,
    body=lambda act: (say("不予许可：%(why)s", "Refused: %(why)s", why=act.input.reason),),
)


def shown(_: int) -> Show:
    """One fact and two lines, each with its place."""
    lines = [Place(f"line:{n}", Text(f"第{n}行", f"line {n}")) for n in (1, 2)]
    amount = Fact(Text("金额", "Amount"), None, "money", place=Place("field:amount", Text("金额", "Amount")))
    columns = (Column(Text("序号", "No.")), Column(Text("名称", "Item")))
    table = Section(Text("明细", "Lines"), columns, [(1, "服务器"), (2, "软件")], places=lines)
    return Show((amount,), (table,))


REVIEW = Ground("expert_review", Text("专家评审", "Expert review"), LICENSING.art(45))

SHEET = Procedure(
    code="tests.sheet",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("评分表", "Sheet"),
    prefix="TF",
    start="open",
    subject="casework.Case",
    cites=M164.art(13),
    sees=(),
    opens_by=SYSTEM,
    states=(
        State("open", Text("待填写", "To fill in"), desk=EXPERT, no_clock=Text("未设期限", "No limit set")),
        State("filed", Text("已提交", "Filed"), final=True),
    ),
    steps=(Step("file", Text("提交", "File"), at("open"), "filed", EXPERT, M164.art(13), takes=Reply),),
)


def two_sheets(act: Act) -> tuple[Child, ...]:
    return tuple(Child(f"{act.case.title} {key}", {"expert": (key,)}) for key in act.case.parties.get("experts", []))


LICENCE = Procedure(
    code=ROUTE,
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("许可", "Licence"),
    prefix="TX",
    start="draft",
    subject="casework.Case",
    cites=M164.art(16),
    sees=(AUTHORITY, FINANCE),
    opens_by=APPLICANT,
    facts=facts,
    show=shown,
    states=(
        State("draft", Text("拟稿", "Draft"), desk=APPLICANT, private=True, no_clock=Text("未提交", "Not submitted")),
        State("submitted", Text("待受理", "Submitted"), desk=AUTHORITY),
        State("under_review", Text("审批中", "Under review"), desk=AUTHORITY),
        State("expert_review", Text("专家评审", "Expert review"), desk=AUTHORITY, no_clock=Text("中止", "Paused")),
        State("scoring", Text("评分中", "Scoring"), desk=AUTHORITY, no_clock=Text("待评分", "Awaiting sheets")),
        State("correcting", Text("待补正", "Correcting"), desk=APPLICANT),
        State("granted", Text("已准予", "Granted"), final=True),
        State("refused", Text("已拒绝", "Refused"), final=True),
        State("lapsed", Text("已失效", "Lapsed"), final=True),
        State("revoked", Text("已撤销", "Revoked"), final=True),
    ),
    steps=(
        Step(
            "submit", Text("提交", "Submit"), at("draft"), "submitted", APPLICANT, M164.art(10, 2), requires=(titled,)
        ),
        Step(
            "accept",
            Text("受理", "Accept"),
            at("submitted"),
            "under_review",
            AUTHORITY,
            M164.art(16, 2),
            in_bulk=True,
        ),
        Step(
            "return_once",
            Text("补正", "Return"),
            at("submitted"),
            "correcting",
            AUTHORITY,
            M164.art(10, 3),
            takes=Reason,
        ),
        Step("correct", Text("补正", "Correct"), at("correcting"), "submitted", APPLICANT, M164.art(10, 3)),
        Step("prove", Text("补交", "Prove"), at("correcting"), "submitted", APPLICANT, M164.art(10, 3), takes=Proof),
        Step(
            "lapse",
            Text("失效", "Lapse"),
            at("correcting"),
            "lapsed",
            SYSTEM,
            M164.art(10, 3),
            on="correction",
            serves=(LAPSED,),
        ),
        Step(
            "grant",
            Text("批复", "Grant"),
            at("under_review"),
            "granted",
            AUTHORITY,
            M164.art(16, 2),
            requires=(titled, small),
            takes=Reply,
            then=fixed,
            serves=(REPLY,),
        ),
        Step(
            "refuse",
            Text("拒绝", "Refuse"),
            at("under_review"),
            "refused",
            AUTHORITY,
            M164.art(16, 2),
            takes=Reason,
            serves=(REFUSAL,),
            phrases=(Text("材料不全。", "Papers are missing."),),
        ),
        Step(
            "decide",
            Text("批准", "Decide"),
            at("under_review"),
            "granted",
            AUTHORITY,
            M164.art(16, 2),
            requires=(titled, small),
            takes=Reply,
            then=fixed,
            serves=(REPLY,),
            sign_off=True,
        ),
        Step(
            "to_experts",
            Text("送专家", "To experts"),
            at("under_review"),
            "expert_review",
            AUTHORITY,
            LICENSING.art(45),
            takes=Reason,
            pauses={"decision": REVIEW},
        ),
        Step("back", Text("评审结束", "Back"), at("expert_review"), "under_review", AUTHORITY, LICENSING.art(45)),
        Step(
            "extend",
            Text("延期", "Extend"),
            at("under_review"),
            "under_review",
            AUTHORITY,
            LICENSING.art(42),
            extends={"decision": 10},
        ),
        Step(
            "score",
            Text("评分", "Score"),
            at("under_review"),
            "scoring",
            AUTHORITY,
            M164.art(13),
            opens=Children("tests.sheet", two_sheets, "scored"),
        ),
        Step("scored", Text("评分齐备", "Scored"), at("scoring"), "under_review", SYSTEM, M164.art(13)),
        Step(
            "revoke",
            Text("撤销", "Revoke"),
            at("granted"),
            "revoked",
            AUTHORITY,
            M164.art(16, 2),
            takes=Reason,
            voids=("tests.licence.reply",),
            exceptional=True,
            sign_off=True,
        ),
        Step(
            "amend",
            Text("更正", "Correct a slip"),
            at("granted"),
            "granted",
            AUTHORITY,
            M164.art(16, 2),
            takes=Reply,
            voids=("tests.licence.reply",),
            serves=(REPLY,),
            exceptional=True,
        ),
        Step(
            "reopen",
            Text("重新审理", "Reopen"),
            at("refused"),
            "under_review",
            AUTHORITY,
            M164.art(16, 2),
            exceptional=True,
        ),
    ),
    clocks=(
        Clock(
            "acceptance",
            Text("受理", "Acceptance"),
            5,
            WORKING_DAYS,
            at("submitted"),
            LICENSING.art(32),
            AUTHORITY,
        ),
        Clock("correction", Text("补正", "Correction"), 10, WORKING_DAYS, at("correcting"), M164.art(10, 3), APPLICANT),
        Clock(
            "decision",
            Text("审批", "Decision"),
            20,
            WORKING_DAYS,
            at("under_review"),
            LICENSING.art(42),
            AUTHORITY,
            grounds=(REVIEW,),
        ),
    ),
)

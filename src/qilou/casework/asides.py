"""What the small forms of a case page ask, beside its steps: a comment, a signer, a slip, an opinion, a hand-over."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.casework.actions.comments import LONGEST
from qilou.casework.serving import Ground, Way
from qilou.kernel.fields import FileHash, Input, Kind, Labelled, Says
from qilou.law import Text
from qilou.law.statutes import CIVIL_PROCEDURE

Person = Annotated[int | None, Field(ge=1)]
Reason = Annotated[str, Field(max_length=2000), Kind.LONG_TEXT]


class Asking(Labelled):
    """What an added signer is asked."""

    COUNTERSIGN = "countersigner", "会签", "Countersign"
    CHECK = "checker", "核稿", "Check"


class Remark(Input):
    """A comment, and the place that it speaks of."""

    text: Annotated[
        Annotated[str, Field(min_length=1, max_length=LONGEST)], Says("评论", "Comment", kind=Kind.LONG_TEXT)
    ]
    anchor: Annotated[
        str,
        Says(
            "针对的位置",
            "About",
            hint=Text("不选即针对本件整体", "Leave it open for the whole case"),
            kind=Kind.REFERENCE,
            refers="places",
        ),
    ] = ""
    page: Annotated[
        Annotated[int | None, Field(ge=1, le=99_999)],
        Says("页码", "Page number", hint=Text("只用于附件", "For an attachment only")),
    ] = None
    mentions: Annotated[
        tuple[int, ...],
        Says(
            "提及",
            "Mention",
            hint=Text(
                "对方会收到通知。只给本方看的，请只选本方人员。",
                "They are notified. For your own side, choose colleagues only.",
            ),
            refers="people",
        ),
    ] = ()
    shared: Annotated[bool, Says("让所有能看到本件的人看到", "Show it to all who see the case")] = False


class AddedSigner(Input):
    """Who is asked before one's own turn."""

    post: Annotated[Asking, Says("请其办理", "What is asked")]
    person: Annotated[
        Person,
        Says(
            "请谁",
            "Of whom",
            hint=Text("不选即请该岗位任何一人", "Leave it open for whoever holds that post"),
            kind=Kind.REFERENCE,
            refers="colleagues",
        ),
    ] = None
    reason: Annotated[Reason, Says("请看什么", "What to look at")] = ""


class Urge(Input):
    """Why a case is urged, and by when an answer is asked for."""

    reason: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000)],
        Says("督办事由", "Why it is urged", kind=Kind.LONG_TEXT),
    ]
    days: Annotated[int, Field(ge=1, le=30), Says("几个工作日内答复", "Answer within working days")] = 3


class UrgeSeveral(Urge):
    """The same for several cases by their numbers."""

    numbers: Annotated[
        Annotated[str, Field(min_length=1, max_length=4000)],
        Says(
            "办件编号",
            "Case numbers",
            hint=Text("可填多个，用空格分开", "Several, apart by spaces"),
            kind=Kind.LONG_TEXT,
        ),
    ]


class Opinion(Input):
    """What a checker or signer says of a drafted decision."""

    opinion: Annotated[Reason, Says("意见", "Opinion")] = ""


class HandOver(Input):
    """To whom a case is handed."""

    person: Annotated[
        Person,
        Says(
            "今后由谁办理",
            "Who handles it from now on",
            hint=Text("不选即由本岗位任何一人办理", "Leave it open for whoever of the desk takes it"),
            kind=Kind.REFERENCE,
            refers="desk",
        ),
    ] = None
    reason: Annotated[Reason, Says("原因及未办事项", "Why, and what is left to do")] = ""


class Recusal(Input):
    """Why one stands back."""

    reason: Annotated[
        Annotated[str, Field(min_length=1, max_length=2000)],
        Says("回避事由", "Ground for the recusal", kind=Kind.LONG_TEXT),
    ]


class HigherDecision(Input):
    """By what document a superior decided."""

    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)],
        Says("上级决定文号", "Document number of the superior's decision"),
    ]


class OnPaper(Input):
    """Which step was taken on paper, by what document, when."""

    step: Annotated[
        Annotated[str, Field(min_length=1, max_length=60)],
        Says("办理环节", "Step", kind=Kind.REFERENCE, refers="steps"),
    ]
    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)], Says("纸质文件文号", "Number of the paper")
    ]
    acted_on: Annotated[date, Says("办理日期", "Dealt with on")]


Account = Annotated[str, Field(min_length=1, max_length=2000), Kind.LONG_TEXT]
Recipient = Annotated[str, Says("受送达人", "Recipient", kind=Kind.REFERENCE, refers="recipients")]
Witnesses = Annotated[
    Annotated[str, Field(max_length=300)],
    Says(
        "见证人",
        "Witnesses",
        hint=Text("姓名、单位和职务；拒收、留置须有见证人或者过程记录", "Name, body and office; or attach a recording"),
        cites=CIVIL_PROCEDURE.art(89),
        personal=True,
    ),
]
Evidence = Annotated[
    FileHash | None,
    Says("证明材料", "Paper that proves it", hint=Text("回证、回执、照片或者录像", "Receipt, slip, photograph, video")),
]


class NotServed(Input):
    """That a paper could not be served in one way: why, who saw it, and which way comes next."""

    recipient: Recipient
    way: Annotated[Way, Says("采用的送达方式", "Way that was tried")]
    on: Annotated[date, Says("日期", "On")]
    ground: Annotated[Ground, Says("未送达的原因", "Why it was not served")]
    account: Annotated[Account, Says("拒收事由或者经过", "What happened", personal=True)]
    witnesses: Witnesses = ""
    evidence: Evidence = None
    next_way: Annotated[Way, Says("此后采用", "Next way", cites=CIVIL_PROCEDURE.art(91))]


class ServedOtherwise(Input):
    """That a paper was served in another way than on the platform."""

    recipient: Recipient
    way: Annotated[Way, Says("送达方式", "Way of service")]
    on: Annotated[
        date,
        Says("日期", "On", hint=Text("回证、回执所载日期，或者公告发出的日期", "That of the receipt or announcement")),
    ]
    account: Annotated[
        Account, Says("经过", "What was done", hint=Text("公告须写明原因和经过", "Say why, for one"), personal=True)
    ]
    witnesses: Witnesses = ""
    evidence: Evidence = None

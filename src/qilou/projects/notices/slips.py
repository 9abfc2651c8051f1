"""The paper that corrects a slip of the pen in an earlier one, which stands as corrected."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.inputs.slips import Slip
from qilou.projects.parties import DECLARER


def _corrected(act: Act) -> tuple[Message, ...]:
    given: Slip = act.input
    return (
        say(
            "我机关关于“%(title)s”的%(papers)s中，“%(wrong)s”系笔误，更正为“%(right)s”。",
            "In this body's %(papers)s on “%(title)s”, “%(wrong)s” is a slip of the pen; it reads “%(right)s”.",
            papers=act.facts.slip_in,
            title=act.case.title,
            wrong=given.wrong,
            right=given.right,
        ),
        say("原文书的其他内容不变，继续有效。", "All else in the paper stays as it is and stands."),
    )


TITLE = Text("关于更正立项审批文书笔误的通知", "Correction of a slip in a paper on project approval")
CORRECTED = NoticeKind(
    "projects.approval.corrected", TITLE, (M164.art(16, 2),), (DECLARER,), _corrected, copies=(FINANCE,), req=("X6",)
)
CORRECTED_WORKS = NoticeKind(
    "projects.approval.corrected_works",
    TITLE,
    (M164.art(16, 1),),
    (DECLARER,),
    _corrected,
    copies=(FINANCE, AUTHORITY),
    req=("X6",),
)

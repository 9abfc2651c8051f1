"""An expert's own sheet (专家评审表): a child case that no other expert sees (Article 13)."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, SYSTEM, Text
from qilou.law.measures import M164
from qilou.projects import phrases
from qilou.projects.actions import expert_sheet as act_on
from qilou.projects.inputs.expert_sheet import Excuse, OwnRecusal, Sheet
from qilou.projects.parties import EXPERT
from qilou.projects.queries.expert_sheet import expert_sheet_facts, show_expert_sheet
from qilou.projects.rules.expert_sheet import cuts_reasoned, session_has_begun, without_interest

EXPERT_SHEET = Procedure(
    code="projects.expert_sheet",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("专家评审表", "Expert sheet"),
    prefix="PF",
    start="open",
    subject="projects.ExpertSheet",
    cites=M164.art(13, 1, 2),
    sees=(AUTHORITY,),
    opens_by=SYSTEM,
    initial=act_on.begin_sheet,
    facts=expert_sheet_facts,
    show=show_expert_sheet,
    req=("A13.7", "A13.12"),
    states=(
        State(
            "open",
            Text("待填写", "To be filled in"),
            EXPERT,
            no_clock=Text("按评审会安排提交", "Filed as the session is arranged"),
        ),
        State("filed", Text("已提交", "Filed"), final=True),
        State("excused", Text("已回避或者缺席", "Excused"), final=True),
    ),
    steps=(
        Step(
            "file",
            Text("提交评审表", "File the sheet"),
            at("open"),
            "filed",
            EXPERT,
            M164.art(13, 1, 2),
            req=("A13.2", "A13.12"),
            requires=(session_has_begun, without_interest, cuts_reasoned),
            takes=Sheet,
            then=act_on.file_sheet,
            resends=True,
            phrases=phrases.DOUBTS,
        ),
        Step(
            "recuse",
            Text("本人回避", "Recuse oneself"),
            at("open"),
            "excused",
            EXPERT,
            M164.art(5),
            req=("A5.6",),
            takes=OwnRecusal,
            then=act_on.excuse,
        ),
        Step(
            "excuse",
            Text("作回避或者缺席处理", "Excuse the expert"),
            at("open"),
            "excused",
            AUTHORITY,
            M164.art(5),
            req=("A5.6",),
            takes=Excuse,
            then=act_on.excuse,
        ),
    ),
)

"""The pool of experts (评审专家库): admission, changes, grounds of recusal, suspension, end (Article 13)."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUDIT, AUTHORITY, SYSTEM, Text
from qilou.law.measures import M164
from qilou.projects.actions import expert as act_on
from qilou.projects.inputs.expert import Admission, InterestEnd, InterestNote, Particulars, Standing
from qilou.projects.queries import expert as queries

EXPERTS = M164.art(13, 1, 2)

POOL = Procedure(
    code="projects.expert",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("评审专家", "Expert of the pool"),
    prefix="RK",
    start="active",
    subject="projects.Expert",
    cites=EXPERTS,
    sees=(AUTHORITY, AUDIT),
    opens_by=AUTHORITY,
    takes=Admission,
    initial=act_on.admit,
    show=queries.show_expert,
    options=queries.options,
    opening_options=queries.opening_options,
    req=("A13.7", "A13.10"),
    states=(
        State(
            "active",
            Text("在库", "In the pool"),
            SYSTEM,
            no_clock=Text("聘期届满后不再抽取", "not drawn once the term has run out"),
        ),
        State(
            "suspended",
            Text("暂停", "Suspended"),
            SYSTEM,
            no_clock=Text("恢复由主管部门决定", "the authority says when it ends"),
        ),
        State("ended", Text("出库", "Out of the pool"), final=True),
    ),
    steps=(
        Step(
            "change",
            Text("变更", "Change"),
            at("active"),
            "active",
            AUTHORITY,
            EXPERTS,
            req=("A13.10",),
            takes=Particulars,
            then=act_on.change,
            suggests=queries.particulars,
        ),
        Step(
            "note_interest",
            Text("登记回避单位", "Note a ground of recusal"),
            at("active"),
            "active",
            AUTHORITY,
            M164.art(5),
            req=("A5.6",),
            takes=InterestNote,
            then=act_on.note_interest,
        ),
        Step(
            "end_interest",
            Text("解除回避单位", "End a ground of recusal"),
            at("active"),
            "active",
            AUTHORITY,
            M164.art(5),
            req=("A5.6",),
            takes=InterestEnd,
            then=act_on.end_interest,
        ),
        Step(
            "suspend",
            Text("暂停", "Suspend"),
            at("active"),
            "suspended",
            AUTHORITY,
            EXPERTS,
            req=("A13.10",),
            takes=Standing,
            then=act_on.suspend,
        ),
        Step(
            "resume",
            Text("恢复", "Resume"),
            at("suspended"),
            "active",
            AUTHORITY,
            EXPERTS,
            req=("A13.10",),
            takes=Standing,
            then=act_on.resume,
        ),
        Step(
            "end",
            Text("出库", "End"),
            at("active", "suspended"),
            "ended",
            AUTHORITY,
            EXPERTS,
            req=("A13.10",),
            takes=Standing,
            then=act_on.end,
        ),
    ),
)

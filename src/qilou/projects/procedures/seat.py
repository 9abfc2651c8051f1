"""The invitation of an expert who was drawn: an undertaking before any paper, or somebody else (Articles 5 and 13)."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, SYSTEM, Text
from qilou.law.measures import M164
from qilou.projects.actions import seat as act_on
from qilou.projects.inputs.expert_sheet import Excuse
from qilou.projects.inputs.session import Undertaking, Withdrawal
from qilou.projects.notices.seat import UNDERTAKING
from qilou.projects.parties import EXPERT
from qilou.projects.queries.seat import seat_facts, show_seat
from qilou.projects.rules.seat import not_convened, undertaking_whole

SEAT = Procedure(
    code="projects.seat",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("评审邀请", "Invitation to a session"),
    prefix="YQ",
    start="invited",
    subject="projects.Seat",
    cites=M164.art(13, 1, 2),
    sees=(AUTHORITY,),
    opens_by=SYSTEM,
    initial=act_on.begin,
    facts=seat_facts,
    show=show_seat,
    req=("A5.6", "A13.10"),
    states=(
        State(
            "invited",
            Text("待承诺", "To undertake"),
            EXPERT,
            no_clock=Text("会议之前答复", "To be answered before the session"),
        ),
        State("undertaken", Text("已承诺", "Undertaken"), final=True),
        State("excused", Text("已回避或者不参加", "Excused"), final=True),
    ),
    steps=(
        Step(
            "undertake",
            Text("回避声明和保密承诺", "Declare and undertake"),
            at("invited"),
            "undertaken",
            EXPERT,
            M164.art(13, 1, 2),
            req=("A5.6", "A13.10"),
            requires=(undertaking_whole,),
            takes=Undertaking,
            then=act_on.undertake,
            serves=(UNDERTAKING,),
        ),
        Step(
            "withdraw",
            Text("回避或者不参加", "Withdraw"),
            at("invited"),
            "excused",
            EXPERT,
            M164.art(5),
            req=("A5.6",),
            takes=Withdrawal,
            then=act_on.withdraw,
        ),
        Step(
            "excuse",
            Text("作回避或者缺席处理", "Excuse the expert"),
            at("invited"),
            "excused",
            AUTHORITY,
            M164.art(5),
            req=("A5.6",),
            takes=Excuse,
            then=act_on.withdraw,
        ),
        Step(
            "excuse_later",
            Text("承诺后回避或者缺席", "Excuse after the undertaking"),
            at("undertaken"),
            "excused",
            AUTHORITY,
            M164.art(5),
            req=("A5.6",),
            requires=(not_convened,),
            takes=Excuse,
            then=act_on.withdraw,
            exceptional=True,
        ),
    ),
)

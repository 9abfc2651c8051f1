"""Districts' returns: each quarter a district's authority signs how its projects stand, and the city takes note."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FINANCE, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.projects.actions import district as effects
from qilou.projects.inputs.district import ReturnForm, ReturnOpening, SentBack
from qilou.projects.notices.district import RETURN, SENT_BACK
from qilou.projects.parties import SUPERIOR
from qilou.projects.queries import district as queries
from qilou.projects.rules import district as rules

ARTICLE = M164.art(21)

DISTRICT_RETURN = Procedure(
    code="projects.district_return",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("区（县）项目季报", "District's quarterly return"),
    prefix="QJ",
    start="called",
    subject="projects.DistrictReturn",
    cites=ARTICLE,
    sees=(AUTHORITY, FINANCE),
    opens_by=AUTHORITY,
    takes=ReturnOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    req=("A21.1", "A21.2"),
    states=(
        State("called", Text("待报送", "To be returned"), AUTHORITY),
        State(
            "with_city",
            Text("市级审阅", "With the city"),
            SUPERIOR,
            no_clock=Text("条文未规定审阅期限", "The text sets no time"),
        ),
        State("accepted", Text("已收妥", "Noted"), final=True),
    ),
    steps=(
        Step(
            "submit",
            Text("报送季报", "Make the return"),
            at("called"),
            to="with_city",
            by=AUTHORITY,
            cites=ARTICLE,
            req=("A21.1", "A21.2"),
            requires=(rules.agrees_or_says_why,),
            takes=ReturnForm,
            suggests=queries.as_counted,
            then=effects.submit,
            serves=(RETURN,),
            sign_off=True,
        ),
        Step(
            "accept",
            Text("收妥", "Take note"),
            at("with_city"),
            to="accepted",
            by=SUPERIOR,
            cites=ARTICLE,
            req=("A21.1",),
            then=effects.accept,
            in_bulk=True,
        ),
        Step(
            "send_back",
            Text("退回", "Send back"),
            at("with_city"),
            to="called",
            by=SUPERIOR,
            cites=ARTICLE,
            req=("A21.1",),
            takes=SentBack,
            serves=(SENT_BACK,),
        ),
    ),
    clocks=(
        Clock(
            "return_due",
            Text("季报期限（非法定）", "Return due (not statutory)"),
            rules.RETURN_DAYS,
            WORKING_DAYS,
            at("called"),
            ARTICLE,
            AUTHORITY,
            req=("A21.1",),
            statutory=False,
        ),
    ),
)

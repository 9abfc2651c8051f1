"""委托地址段使用情况 What a district's technical body returns of its blocks each half-year (A25.2, A25.3)."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import TECHNICAL_BODY, WORKING_DAYS, Text
from qilou.network.actions import usage as effects
from qilou.network.inputs.usage import UsageForm, UsageOpening, UsageSentBack
from qilou.network.notices.usage import CITY_BODY, RETURN, SENT_BACK
from qilou.network.queries import usage as queries
from qilou.network.rules import usage as rules

ARTICLE = rules.ARTICLE

USAGE_RETURN = Procedure(
    code="network.usage_return",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("委托地址段使用情况报告", "Return of delegated blocks"),
    prefix="DZ",
    start="called",
    subject="network.UsageReturn",
    cites=ARTICLE,
    sees=(TECHNICAL_BODY,),
    opens_by=TECHNICAL_BODY,
    takes=UsageOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    req=("A25.2", "A25.3"),
    states=(
        State("called", Text("待报送", "To be returned"), TECHNICAL_BODY),
        State(
            "with_city",
            Text("市级审阅", "With the city"),
            CITY_BODY,
            no_clock=Text("条文未规定审阅期限", "The text sets no time"),
        ),
        State("accepted", Text("已备案", "Filed"), final=True),
    ),
    steps=(
        Step(
            "submit",
            Text("报送使用情况", "Make the return"),
            at("called"),
            to="with_city",
            by=TECHNICAL_BODY,
            cites=ARTICLE,
            req=("A25.2", "A25.3"),
            requires=(rules.usage_agrees_or_says_why,),
            takes=UsageForm,
            suggests=queries.as_counted,
            then=effects.submit,
            serves=(RETURN,),
            sign_off=True,
        ),
        Step(
            "accept",
            Text("备案", "File it"),
            at("with_city"),
            to="accepted",
            by=CITY_BODY,
            cites=ARTICLE,
            req=("A25.2", "A25.3"),
            then=effects.accept,
            in_bulk=True,
        ),
        Step(
            "send_back",
            Text("退回", "Send back"),
            at("with_city"),
            to="called",
            by=CITY_BODY,
            cites=ARTICLE,
            req=("A25.3",),
            takes=UsageSentBack,
            serves=(SENT_BACK,),
        ),
    ),
    clocks=(
        Clock(
            "return_due",
            Text("报送期限（非法定）", "Return due (not statutory)"),
            rules.RETURN_DAYS,
            WORKING_DAYS,
            at("called"),
            ARTICLE,
            TECHNICAL_BODY,
            req=("A25.3",),
            statutory=False,
        ),
    ),
)

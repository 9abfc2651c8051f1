"""Openings: ports, accounts, domains, cloud resources; agreed with a window and a way back, closed by their day."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FIXED_DATE, SYSTEM, TECHNICAL_BODY, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.network.actions import openings as effects
from qilou.network.inputs.deciding import Given, Refusal
from qilou.network.inputs.openings import Accepted, CarriedOut, ClosedEarly, OpeningForm, RolledBack
from qilou.network.parties import APPLICANT
from qilou.network.queries import openings as queries
from qilou.network.rules import openings as rules

ARTICLE = M164.art(22, 1)
TARGET_DAYS = 5

OPENING = Procedure(
    code="network.opening",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("网络资源开通", "Openings on the network"),
    prefix="KT",
    start="submitted",
    subject="network.Opening",
    cites=ARTICLE,
    sees=(AUTHORITY, TECHNICAL_BODY),
    opens_by=APPLICANT,
    takes=OpeningForm,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    opening_options=queries.own_accesses,
    req=("A22.1",),
    states=(
        State("submitted", Text("待办理", "To be dealt with"), TECHNICAL_BODY),
        State("agreed", Text("已同意，待变更窗口", "Agreed, waiting for its window"), TECHNICAL_BODY),
        State("open", Text("已开通", "Open"), APPLICANT),
        State("expired", Text("已到期关闭", "Closed by its day"), final=True),
        State("closed", Text("已关闭", "Closed"), final=True),
        State("rolled_back", Text("已回退", "Taken back"), final=True),
        State("refused", Text("不同意", "Refused"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
    ),
    clocks=(
        Clock(
            "target",
            Text("办理目标（非法定）", "Target (not statutory)"),
            TARGET_DAYS,
            WORKING_DAYS,
            at("submitted", "agreed"),
            ARTICLE,
            TECHNICAL_BODY,
            req=("A22.1",),
            statutory=False,
        ),
        Clock(
            "expiry",
            Text("到期日（按申请）", "Its last day (as applied for)"),
            0,
            FIXED_DATE,
            at("open"),
            ARTICLE,
            APPLICANT,
            req=("A22.1",),
            last=queries.last_day,
            statutory=False,
        ),
    ),
    steps=(
        Step(
            "agree",
            Text("同意并安排变更", "Agree, with window and way back"),
            at("submitted"),
            to="agreed",
            by=TECHNICAL_BODY,
            cites=ARTICLE,
            requires=(rules.access_in_service, rules.ends_in_time),
            takes=Accepted,
            then=effects.agree,
            req=("A22.1",),
        ),
        Step(
            "refuse",
            Text("不同意", "Refuse"),
            at("submitted"),
            to="refused",
            by=TECHNICAL_BODY,
            cites=ARTICLE,
            takes=Refusal,
            then=effects.end,
            req=("A22.1",),
        ),
        Step(
            "carry_out",
            Text("登记开通", "Enter it as open"),
            at("agreed"),
            to="open",
            by=TECHNICAL_BODY,
            cites=ARTICLE,
            requires=(rules.access_in_service, rules.opened_after_agreement),
            takes=CarriedOut,
            then=effects.carry_out,
            req=("A22.1", "A24.2"),
        ),
        Step(
            "roll_back",
            Text("回退", "Take it back"),
            at("agreed", "open"),
            to="rolled_back",
            by=TECHNICAL_BODY,
            cites=ARTICLE,
            takes=RolledBack,
            then=effects.end,
            req=("A22.1",),
        ),
        Step(
            "close",
            Text("提前关闭", "Close it early"),
            at("open"),
            to="closed",
            by=APPLICANT,
            cites=ARTICLE,
            takes=ClosedEarly,
            then=effects.end,
            req=("A22.1",),
        ),
        Step(
            "expire",
            Text("到期关闭", "Closed by its day"),
            at("open"),
            to="expired",
            by=SYSTEM,
            cites=ARTICLE,
            on="expiry",
            then=effects.expire,
            req=("A22.1",),
        ),
        Step(
            "end_with_access",
            Text("随接入注销关闭", "Ends with its access"),
            at("submitted", "agreed", "open"),
            to="closed",
            by=SYSTEM,
            cites=M164.art(24, 1),
            then=effects.end_with_access,
            req=("A24.2",),
        ),
        Step(
            "withdraw",
            Text("撤回申请", "Withdraw the application"),
            at("submitted"),
            to="withdrawn",
            by=APPLICANT,
            cites=ARTICLE,
            takes=Given,
            then=effects.end,
            req=("A22.1",),
        ),
    ),
)

"""Own application systems: applied for and approved first, then run to uniform norms under guidance (Article 32)."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FIXED_DATE, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.network import phrases
from qilou.network.actions import own_system as effects
from qilou.network.inputs.deciding import Agreement, Given, Refusal, Returned
from qilou.network.inputs.own_system import Guidance, Mended, Retired, SystemForm, SystemOpening
from qilou.network.notices.own_system import APPROVED, GUIDED, REFUSED, RETURNED
from qilou.network.parties import APPLICANT
from qilou.network.queries import own_system as queries
from qilou.network.queries.choices import own_things
from qilou.network.rules import access as of_access
from qilou.network.rules import own_system as rules

from .applied import UNTIL_DECIDED

ARTICLE = M164.art(32)
REVIEW_DAYS = 20
WHOLE = (rules.shared_system_does_not_do, rules.to_uniform_norms)

OWN_SYSTEM = Procedure(
    code="network.own_system",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("自建应用系统", "Own application system"),
    prefix="ZJ",
    start="draft",
    subject="network.OwnSystem",
    cites=ARTICLE,
    sees=(AUTHORITY,),
    opens_by=APPLICANT,
    takes=SystemOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    opening_options=own_things,
    req=("A32.2",),
    states=(
        *UNTIL_DECIDED,
        State(
            "supervised",
            Text("已批准，接受指导监督", "Approved, under supervision"),
            APPLICANT,
            no_clock=Text("使用期间持续接受指导监督", "Supervised as long as it is used"),
        ),
        State("mending", Text("整改中", "Being mended"), APPLICANT),
        State("ended", Text("已停用", "Ended"), final=True),
        State("refused", Text("不同意", "Refused"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
    ),
    clocks=(
        Clock(
            "review",
            Text("审批目标（非法定）", "Target for the decision (not statutory)"),
            REVIEW_DAYS,
            WORKING_DAYS,
            at("submitted"),
            ARTICLE,
            AUTHORITY,
            req=("A32.2",),
            statutory=False,
        ),
        Clock(
            "mending",
            Text("整改期限（按监督意见）", "To be mended (as supervision says)"),
            0,
            FIXED_DATE,
            at("mending"),
            ARTICLE,
            APPLICANT,
            req=("A32.3",),
            last=queries.mend_by,
            statutory=False,
        ),
    ),
    steps=(
        Step(
            "submit",
            Text("提交申请", "Hand in the application"),
            at("draft", "correcting"),
            to="submitted",
            by=APPLICANT,
            cites=ARTICLE,
            requires=WHOLE,
            takes=SystemForm,
            suggests=queries.suggested_form,
            then=effects.submit,
            own_sign_off=True,
            req=("A32.1", "A32.2"),
        ),
        Step(
            "approve",
            Text("批准", "Approve"),
            at("submitted"),
            to="supervised",
            by=AUTHORITY,
            cites=ARTICLE,
            requires=WHOLE,
            takes=Agreement,
            then=effects.approve,
            numbered=effects.keep_approval,
            serves=(APPROVED,),
            sign_off=True,
            req=("A32.2", "A32.3"),
        ),
        Step(
            "return",
            Text("退回补正（仅一次）", "Return for correction (once)"),
            at("submitted"),
            to="correcting",
            by=AUTHORITY,
            cites=ARTICLE,
            requires=(of_access.not_returned_before,),
            takes=Returned,
            then=effects.return_once,
            serves=(RETURNED,),
            req=("A32.2",),
        ),
        Step(
            "refuse",
            Text("不同意", "Refuse"),
            at("submitted"),
            to="refused",
            by=AUTHORITY,
            cites=ARTICLE,
            takes=Refusal,
            then=effects.refuse,
            serves=(REFUSED,),
            sign_off=True,
            phrases=phrases.NO_OWN_SYSTEM,
            req=("A32.1", "A32.2"),
        ),
        Step(
            "guide",
            Text("提出指导监督意见", "Say what supervision found"),
            at("supervised"),
            to="mending",
            by=AUTHORITY,
            cites=ARTICLE,
            requires=(rules.leaves_time_to_mend,),
            takes=Guidance,
            serves=(GUIDED,),
            req=("A32.3",),
        ),
        Step(
            "mend",
            Text("报告整改情况", "Report what was mended"),
            at("mending"),
            to="supervised",
            by=APPLICANT,
            cites=ARTICLE,
            takes=Mended,
            req=("A32.3",),
        ),
        Step(
            "retire",
            Text("停用", "Take it out of use"),
            at("supervised", "mending"),
            to="ended",
            by=APPLICANT,
            cites=ARTICLE,
            takes=Retired,
            then=effects.retire,
            req=("A32.3",),
        ),
        Step(
            "withdraw",
            Text("撤回申请", "Withdraw the application"),
            at("draft", "submitted", "correcting"),
            to="withdrawn",
            by=APPLICANT,
            cites=ARTICLE,
            takes=Given,
            then=effects.withdraw,
            req=("A32.2",),
        ),
    ),
)

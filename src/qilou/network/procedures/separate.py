"""Separate networks: the plan approved before anything is built or kept, then joined and merged (Art. 23 and 24)."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FIXED_DATE, TECHNICAL_BODY, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.network import phrases
from qilou.network.actions import separate as effects
from qilou.network.inputs.deciding import Agreement, Given, Refusal, Returned
from qilou.network.inputs.separate import Closed, Interconnection, Merged, PlanForm, PlanOpening, Progress
from qilou.network.models import MergeStep
from qilou.network.notices.separate import APPROVED, REFUSED, RETURNED
from qilou.network.parties import APPLICANT
from qilou.network.queries import separate as queries
from qilou.network.queries.choices import own_things
from qilou.network.rules import access as of_access
from qilou.network.rules import separate as rules

from .applied import UNTIL_DECIDED

PLAN, MERGING, JOINING = M164.art(24, 2), M164.art(23, 3), M164.art(23, 3)
REVIEW_DAYS = 20
WHOLE = (rules.platform_cannot_carry_it, rules.plan_is_whole, rules.says_how_it_joins, rules.has_merge_plan)


def _has_steps(act: Act) -> bool:
    return MergeStep.objects.filter(plan=act.case.id).exists()


def _last_step(act: Act) -> date:
    return max(MergeStep.objects.filter(plan=act.case.id).values_list("due_on", flat=True))


SEPARATE = Procedure(
    code="network.separate",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("独立网络", "Separate network"),
    prefix="DL",
    start="draft",
    subject="network.NetworkPlan",
    cites=PLAN,
    sees=(AUTHORITY, TECHNICAL_BODY),
    opens_by=APPLICANT,
    takes=PlanOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    opening_options=own_things,
    req=("A23.4", "A24.3"),
    states=(
        *UNTIL_DECIDED,
        State(
            "in_course",
            Text("已批准，实施中", "Approved, being carried out"),
            APPLICANT,
            no_clock=Text(
                "有并网步骤的以最后一步期限计时；其余没有期限", "By the last step of its plan; without steps none"
            ),
        ),
        State("merged", Text("已并入统一平台", "Merged into the platform"), final=True),
        State("closed", Text("已停用", "Closed"), final=True),
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
            PLAN,
            AUTHORITY,
            req=("A24.3",),
            statutory=False,
        ),
        Clock(
            "merging",
            Text("并网期限（按批准的计划）", "Merged by (as the approved plan says)"),
            0,
            FIXED_DATE,
            at("in_course"),
            MERGING,
            APPLICANT,
            req=("A23.4",),
            last=_last_step,
            statutory=False,
            applies=_has_steps,
        ),
    ),
    steps=(
        Step(
            "submit",
            Text("提交方案", "Hand in the plan"),
            at("draft", "correcting"),
            to="submitted",
            by=APPLICANT,
            cites=PLAN,
            requires=WHOLE,
            takes=PlanForm,
            suggests=queries.suggested_plan,
            then=effects.submit,
            own_sign_off=True,
            req=("A23.3", "A23.4", "A24.3"),
        ),
        Step(
            "approve",
            Text("批准方案", "Approve the plan"),
            at("submitted"),
            to="in_course",
            by=AUTHORITY,
            cites=PLAN,
            requires=(rules.platform_cannot_carry_it, rules.plan_is_whole, rules.says_how_it_joins),
            takes=Agreement,
            then=effects.approve,
            numbered=effects.keep_approval,
            serves=(APPROVED,),
            sign_off=True,
            req=("A23.5", "A24.3"),
        ),
        Step(
            "return",
            Text("退回补正（仅一次）", "Return for correction (once)"),
            at("submitted"),
            to="correcting",
            by=AUTHORITY,
            cites=PLAN,
            requires=(of_access.not_returned_before,),
            takes=Returned,
            then=effects.return_once,
            serves=(RETURNED,),
            req=("A24.3",),
        ),
        Step(
            "refuse",
            Text("不同意", "Refuse"),
            at("submitted"),
            to="refused",
            by=AUTHORITY,
            cites=PLAN,
            takes=Refusal,
            then=effects.refuse,
            serves=(REFUSED,),
            sign_off=True,
            phrases=phrases.NO_SEPARATE_NETWORK,
            req=("A23.3", "A24.3"),
        ),
        Step(
            "report",
            Text("报告并网进展", "Report progress"),
            at("in_course"),
            to="in_course",
            by=APPLICANT,
            cites=MERGING,
            requires=(rules.step_is_open,),
            takes=Progress,
            then=effects.report,
            req=("A23.4",),
        ),
        Step(
            "interconnect",
            Text("登记互联", "Enter the interconnection"),
            at("in_course"),
            to="in_course",
            by=TECHNICAL_BODY,
            cites=JOINING,
            requires=(rules.after_the_approval,),
            takes=Interconnection,
            then=effects.interconnect,
            req=("A23.5",),
        ),
        Step(
            "merge",
            Text("确认并入", "Confirm the merging"),
            at("in_course"),
            to="merged",
            by=TECHNICAL_BODY,
            cites=MERGING,
            requires=(rules.after_the_approval, rules.every_step_done),
            takes=Merged,
            then=effects.merge,
            req=("A23.4",),
        ),
        Step(
            "close",
            Text("停用", "Close"),
            at("in_course"),
            to="closed",
            by=APPLICANT,
            cites=MERGING,
            takes=Closed,
            then=effects.close,
            req=("A23.4",),
        ),
        Step(
            "withdraw",
            Text("撤回申请", "Withdraw the application"),
            at("draft", "submitted", "correcting"),
            to="withdrawn",
            by=APPLICANT,
            cites=PLAN,
            takes=Given,
            then=effects.withdraw,
            req=("A24.3",),
        ),
    ),
)

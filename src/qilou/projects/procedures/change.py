"""Changes: recorded while they are small, on hold and re-approved by the approving department when they are not."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, Function, Rule, Text
from qilou.law.measures import M164
from qilou.projects import phrases
from qilou.projects.actions import change as effects
from qilou.projects.inputs.approval import AboutProject, Withdrawal
from qilou.projects.inputs.change import ChangeForm, ChangeRefusal, Reapproval
from qilou.projects.notices.change import RECORD, REFUSAL, REPLY
from qilou.projects.parties import DECLARER
from qilou.projects.queries import change as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import change as rules

ARTICLE = M164.art(20)
NO_TIME = Text(
    "条文未规定重新审核的期限；批准前变更暂缓实施", "The text sets no time; the change is on hold until it is decided"
)
FILING = (
    rules.project_is_approved,
    rules.project_under_way,
    rules.no_change_pending,
    rules.change_gives_reasons,
    rules.changed_items_are_known,
)


def ways(suffix: str, body: Function, route: Rule) -> tuple[Step, ...]:
    """Re-examination by the department that approved."""
    held = f"on_hold{suffix}"
    return (
        Step(
            f"apply{suffix}",
            Text("报请重新批准", "Apply for re-approval"),
            at("draft"),
            to=held,
            by=DECLARER,
            cites=ARTICLE,
            req=("A20.1", "A20.2", "A20.4"),
            requires=(*FILING, route),
            takes=ChangeForm,
            then=effects.put_on_hold,
        ),
        Step(
            f"reapprove{suffix}",
            Text("重新批准", "Approve anew"),
            at(held),
            to="reapproved",
            by=body,
            cites=ARTICLE,
            req=("A20.3", "A20.10", "A20.12", "A16.14"),
            requires=(rules.new_total_adds_up, rules.new_total_covers_contracts, rules.increase_has_its_money),
            takes=Reapproval,
            suggests=queries.reapproval_as_asked,
            then=effects.reapprove,
            phrases=phrases.APPROVAL,
            numbered=effects.reply_numbered,
            serves=(REPLY,),
            sign_off=True,
        ),
        Step(
            f"refuse{suffix}",
            Text("不予批准", "Refuse"),
            at(held),
            to="refused",
            by=body,
            cites=ARTICLE,
            req=("A20.3", "A16.14"),
            requires=(rules.decision_gives_reasons,),
            takes=ChangeRefusal,
            then=effects.refuse,
            phrases=phrases.REFUSAL,
            numbered=effects.reply_numbered,
            serves=(REFUSAL,),
            sign_off=True,
        ),
    )


CHANGE = Procedure(
    code="projects.change",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("项目变更", "Change"),
    prefix="BG",
    start="draft",
    subject="projects.Change",
    cites=ARTICLE,
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=AboutProject,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A20.1", "A20.7"),
    states=(
        State(
            "draft",
            Text("拟变更", "Being prepared"),
            DECLARER,
            private=True,
            no_clock=Text("尚未提出", "Not yet put forward"),
        ),
        State("on_hold", Text("待重新审核，暂缓实施", "On hold, being re-examined"), AUTHORITY, no_clock=NO_TIME),
        State(
            "on_hold_works",
            Text("待重新审核，暂缓实施", "On hold, being re-examined"),
            DEVELOPMENT_REFORM,
            no_clock=NO_TIME,
        ),
        State("recorded", Text("已备案", "Recorded"), final=True),
        State("reapproved", Text("已重新批准", "Approved anew"), final=True),
        State("refused", Text("不予批准", "Refused"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
    ),
    steps=(
        Step(
            "record",
            Text("备案并告知", "Record and inform"),
            at("draft"),
            to="recorded",
            by=DECLARER,
            cites=ARTICLE,
            req=("A20.2", "A20.5", "A20.7", "A20.9"),
            requires=(*FILING, rules.within_the_limit, rules.not_major, rules.no_increase_on_works),
            takes=ChangeForm,
            then=effects.record,
            serves=(RECORD,),
        ),
        *ways("", AUTHORITY, rules.approved_by_authority),
        *ways("_works", DEVELOPMENT_REFORM, rules.approved_by_development_reform),
        Step(
            "withdraw",
            Text("撤回", "Withdraw"),
            at("draft", "on_hold", "on_hold_works"),
            to="withdrawn",
            by=DECLARER,
            cites=ARTICLE,
            req=("A20.4",),
            takes=Withdrawal,
            then=effects.withdraw,
        ),
    ),
)

"""Approval: two routes that follow from the works, each with its own body; seven working days on the authority's."""

from dataclasses import dataclass
from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, NoticeKind, Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, WORKING_DAYS, Article, Function, Rule, Text
from qilou.law.measures import M164
from qilou.law.readings import REPLY_CLOCK_START
from qilou.projects import phrases
from qilou.projects.actions import approval as effects
from qilou.projects.inputs.approval import (
    AboutProject,
    Application,
    Refusal,
    Reply,
    Restatement,
    Return,
    Withdrawal,
)
from qilou.projects.notices import approval as notices
from qilou.projects.parties import DECLARER
from qilou.projects.queries import approval as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import approval as rules
from qilou.projects.rules.approved_lines import decision_lines_agree
from qilou.projects.rules.own_parts import own_network_approved, own_system_approved

ROUTE_2, ROUTE_1 = M164.art(16, 2), M164.art(16, 1)
NO_TIME_TO_ACCEPT = Text("条文未规定受理的期限", "The text sets no time for acceptance")
NO_TIME_TO_MEND = Text("条文未规定补正的期限", "The text sets no time for mending it")
NO_TIME_FOR_WORKS = Text(
    "七个工作日的期限只适用于主管部门审批的项目", "The seven working days bind the e-government authority only"
)
APPLYING = (
    rules.project_is_proposed,
    rules.opinion_in_force,
    rules.no_other_application,
    rules.budget_document_attached,
    rules.application_agrees_with_opinion,
    rules.application_itemised,
    rules.application_adds_up,
)
DECIDING = (
    rules.opinion_in_force,
    rules.budget_document_attached,
    rules.decision_agrees_with_opinion,
    rules.decision_itemised,
    rules.decision_adds_up,
    decision_lines_agree,
    rules.assessment_considered,
    own_network_approved,
    own_system_approved,
)


def runs_from_acceptance(act: Act) -> bool:
    """The default reading: the seven days run from acceptance."""
    return act.readings[REPLY_CLOCK_START] == "acceptance"


def runs_from_receipt(act: Act) -> bool:
    """The other reading: they run from the receipt of the application."""
    return act.readings[REPLY_CLOCK_START] == "receipt"


def received_on(act: Act) -> date:
    """The day on which the application was filed; a correction does not start the time anew."""
    return effects.filed_on(act)


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the two ways: the body that decides, under which paragraph, and the rules that only it has."""

    suffix: str
    body: Function
    cites: Article
    power: str
    route: Rule
    opinion: Rule
    apply: Text
    accepted: NoticeKind
    reply: NoticeKind
    refusal: NoticeKind
    waiting: Text | None = None
    more: tuple[Rule, ...] = ()

    def named(self, name: str) -> str:
        """A state or step of this branch."""
        return f"{name}{self.suffix}"


AUTHORITYS = Branch(
    "",
    AUTHORITY,
    ROUTE_2,
    "A15.4",
    rules.route_is_egovernment,
    rules.opinion_attached,
    Text("向电子政务主管部门申请立项", "Apply to the e-government authority"),
    notices.ACCEPTED,
    notices.REPLY,
    notices.REFUSAL,
)
WORKS = Branch(
    "_works",
    DEVELOPMENT_REFORM,
    ROUTE_1,
    "A15.2",
    rules.route_is_construction,
    rules.opinion_is_a_basis,
    Text("向发展改革部门申请立项", "Apply to the development and reform department"),
    notices.ACCEPTED_WORKS,
    notices.REPLY_WORKS,
    notices.REFUSAL_WORKS,
    waiting=NO_TIME_FOR_WORKS,
    more=(rules.investment_code_given,),
)


def states(way: Branch) -> tuple[State, ...]:
    """Where an application stands before one of the two bodies."""
    return (
        State(way.named("submitted"), Text("待受理", "Awaiting acceptance"), way.body, no_clock=NO_TIME_TO_ACCEPT),
        State(way.named("returned"), Text("退回补正", "Returned"), DECLARER, no_clock=NO_TIME_TO_MEND),
        State(way.named("under_review"), Text("审批中", "Under review"), way.body, no_clock=way.waiting),
    )


def steps(way: Branch) -> tuple[Step, ...]:
    """The way through one body: applied for, returned once, accepted, approved or refused."""
    return (
        _filing(way, "apply", way.apply, "draft", ("A16.2", "A16.3", "A16.13")),
        *_receiving(way),
        _filing(way, "resubmit", Text("补正后再报", "File again"), way.named("returned"), ("A16.5",)),
        *_deciding(way),
        Step(
            way.named("reroute"),
            Text("改变审批路径", "Send to the other body"),
            at(way.named("submitted"), way.named("under_review")),
            to="void",
            by=way.body,
            cites=M164.art(15),
            req=("A15.5",),
            requires=(rules.route_really_changes,),
            takes=Restatement,
            then=effects.reroute,
            serves=(notices.REROUTED,),
        ),
    )


def _filing(way: Branch, name: str, label: Text, origin: str, req: tuple[str, ...]) -> Step:
    return Step(
        way.named(name),
        label,
        at(origin),
        to=way.named("submitted"),
        by=DECLARER,
        cites=way.cites,
        req=req,
        requires=(way.route, *APPLYING, way.opinion, *way.more),
        takes=Application,
        suggests=queries.application_as_known,
        then=effects.apply_for_approval,
    )


def _receiving(way: Branch) -> tuple[Step, ...]:
    """What meets the requirements is accepted; anything else is returned once, then declined."""
    submitted = at(way.named("submitted"))
    return (
        Step(
            way.named("accept"),
            Text("受理", "Accept"),
            submitted,
            to=way.named("under_review"),
            by=way.body,
            cites=way.cites,
            req=("A16.5", way.power),
            requires=(way.route, rules.opinion_in_force, rules.budget_document_attached, way.opinion, *way.more),
            serves=(way.accepted,),
            in_bulk=True,
        ),
        Step(
            way.named("return_once"),
            Text("退回补正", "Return for correction"),
            submitted,
            to=way.named("returned"),
            by=way.body,
            cites=way.cites,
            req=("A16.5",),
            requires=(rules.not_returned_before, rules.return_names_a_defect),
            takes=Return,
            then=effects.return_once,
            serves=(notices.RETURNED,),
        ),
        Step(
            way.named("decline"),
            Text("不予受理", "Decline"),
            submitted,
            to="declined",
            by=way.body,
            cites=way.cites,
            req=("A16.5",),
            requires=(rules.returned_before_declined, rules.return_names_a_defect),
            takes=Return,
            then=effects.decline,
            serves=(notices.DECLINED,),
        ),
    )


def _deciding(way: Branch) -> tuple[Step, ...]:
    """Approved or refused, by draft, check and signature."""
    reviewed = at(way.named("under_review"))
    return (
        Step(
            way.named("approve"),
            Text("批复立项", "Approve"),
            reviewed,
            to="approved",
            by=way.body,
            cites=way.cites,
            req=("A15.5", "A16.6", "A16.8", "A16.12", "A16.14", way.power),
            requires=(way.route, way.opinion, *DECIDING, *way.more),
            takes=Reply,
            suggests=queries.reply_as_asked,
            then=effects.approve,
            phrases=phrases.APPROVAL,
            numbered=effects.reply_numbered,
            serves=(way.reply,),
            sign_off=True,
        ),
        Step(
            way.named("refuse"),
            Text("不予批准", "Refuse"),
            reviewed,
            to="refused",
            by=way.body,
            cites=way.cites,
            req=("A16.10", "A16.14", way.power),
            requires=(rules.refusal_gives_reasons,),
            takes=Refusal,
            then=effects.refuse,
            phrases=phrases.REFUSAL,
            numbered=effects.reply_numbered,
            serves=(way.refusal,),
            sign_off=True,
        ),
    )


OPEN = at("submitted", "returned", "under_review", "submitted_works", "returned_works", "under_review_works")

APPROVAL = Procedure(
    code="projects.approval",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("立项审批", "Project approval"),
    prefix="LX",
    start="draft",
    subject="projects.Approval",
    cites=M164.art(16),
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=AboutProject,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A15.5", "A16.13"),
    states=(
        State(
            "draft",
            Text("拟申请", "Being prepared"),
            DECLARER,
            private=True,
            no_clock=Text("期限由评审意见的有效期管理", "The time is that of the evaluation opinion"),
        ),
        *states(AUTHORITYS),
        *states(WORKS),
        State("approved", Text("已批复", "Approved"), final=True),
        State("refused", Text("不予批准", "Refused"), final=True),
        State("declined", Text("不予受理", "Not accepted"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        State("void", Text("已作废", "Void"), final=True),
    ),
    steps=(
        *steps(AUTHORITYS),
        *steps(WORKS),
        Step(
            "restate",
            Text("申报工程内容改变", "Report changed works"),
            OPEN,
            to="void",
            by=DECLARER,
            cites=M164.art(15),
            req=("A15.5",),
            requires=(rules.route_really_changes,),
            takes=Restatement,
            then=effects.reroute,
        ),
        Step(
            "withdraw",
            Text("撤回申请", "Withdraw"),
            OPEN | at("draft"),
            to="withdrawn",
            by=DECLARER,
            cites=M164.art(16),
            req=("A16.2",),
            takes=Withdrawal,
            then=effects.withdraw,
        ),
    ),
    clocks=(
        Clock(
            "reply",
            Text("批复期限", "Time to reply"),
            7,
            WORKING_DAYS,
            at("under_review"),
            ROUTE_2,
            AUTHORITY,
            req=("A16.6", "A16.7", "A16.9", "A16.13"),
            applies=runs_from_acceptance,
        ),
        Clock(
            "reply_from_receipt",
            Text("批复期限（自收到申请起）", "Time to reply, from receipt"),
            7,
            WORKING_DAYS,
            at("submitted", "under_review"),
            ROUTE_2,
            AUTHORITY,
            req=("A16.6", "A16.7"),
            starts=received_on,
            applies=runs_from_receipt,
        ),
    ),
)

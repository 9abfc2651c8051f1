"""Contracts: registered within approval and budget, accepted clause by clause, or ended early."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, Text
from qilou.law.measures import M164
from qilou.law.statutes import PROCUREMENT, PROCUREMENT_REGULATION
from qilou.projects.actions import contract as effects
from qilou.projects.inputs.approval import AboutProject
from qilou.projects.inputs.contract import ContractForm, Ending, Formalities, PerformanceStatement
from qilou.projects.parties import DECLARER
from qilou.projects.queries import contract as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import contract as rules

CONTRACT = Procedure(
    code="projects.contract",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("合同登记与履约", "Contract"),
    prefix="HT",
    start="draft",
    subject="projects.Contract",
    cites=M164.art(18),
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=AboutProject,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A18.6", "A18.8", "A18.9"),
    states=(
        State(
            "draft",
            Text("待登记", "To be registered"),
            DECLARER,
            private=True,
            no_clock=Text("签订后登记，本办法未设期限", "Registered after signing; the Measures set no time"),
        ),
        State(
            "in_force",
            Text("履行中", "In performance"),
            DECLARER,
            no_clock=Text("履行期限由合同约定", "Its time is the contract's own"),
        ),
        State("performed", Text("履约验收合格", "Performance accepted"), final=True),
        State("terminated", Text("已解除", "Terminated"), final=True),
        State("dropped", Text("未登记", "Not registered"), final=True),
    ),
    steps=(
        Step(
            "register",
            Text("登记合同", "Register the contract"),
            at("draft"),
            to="in_force",
            by=DECLARER,
            cites=M164.art(18),
            req=("A15.6", "A18.3", "A18.8", "A18.9"),
            requires=(
                rules.approved_before_contract,
                rules.pre_work_within_grant,
                rules.reviewer_was_chosen,
                rules.contract_adds_up,
                rules.contracts_within_approved_total,
                rules.contracts_within_budget,
                rules.supplement_keeps_the_kind,
                rules.supplements_within_ten_per_cent,
                rules.change_is_decided,
                rules.supervisor_is_independent,
                rules.acceptance_clauses_named,
                rules.tender_is_recorded,
                rules.twenty_days_to_bid,
                rules.three_bidders,
            ),
            takes=ContractForm,
            then=effects.register,
        ),
        Step(
            "drop",
            Text("不登记", "Drop"),
            at("draft"),
            to="dropped",
            by=DECLARER,
            cites=M164.art(18),
            req=("A18.6",),
        ),
        Step(
            "note_formalities",
            Text("登记公告、备案日期", "Enter publication and filing"),
            at("in_force"),
            to="in_force",
            by=DECLARER,
            cites=PROCUREMENT.art(47),
            req=("A18.4", "A18.6"),
            takes=Formalities,
            suggests=queries.formalities,
            then=effects.note_formalities,
            exceptional=True,
        ),
        Step(
            "accept_performance",
            Text("履约验收合格", "Accept performance"),
            at("in_force"),
            to="performed",
            by=DECLARER,
            cites=PROCUREMENT.art(41),
            req=("A19.13",),
            requires=(rules.every_clause_checked_once, rules.every_clause_met),
            takes=PerformanceStatement,
            suggests=queries.clauses_to_check,
            then=effects.accept_performance,
        ),
        Step(
            "fail_performance",
            Text("履约验收不合格", "Performance failed"),
            at("in_force"),
            to="in_force",
            by=DECLARER,
            cites=PROCUREMENT_REGULATION.art(45, 1),
            req=("A19.13",),
            requires=(rules.every_clause_checked_once,),
            takes=PerformanceStatement,
            suggests=queries.clauses_to_check,
            then=effects.note_failure,
        ),
        Step(
            "terminate",
            Text("解除合同", "Terminate"),
            at("in_force"),
            to="terminated",
            by=DECLARER,
            cites=M164.art(18),
            req=("A18.6",),
            takes=Ending,
            then=effects.terminate,
        ),
    ),
)

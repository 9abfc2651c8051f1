"""Pre-review (预审): conformity with the plan and the provisions; passed, returned, or guided (Article 12)."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FINANCE, SYSTEM, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.law.readings import PRE_REVIEW_TARGET_DAYS
from qilou.projects import phrases
from qilou.projects.actions import pre_review as act_on
from qilou.projects.inputs.pre_review import (
    Findings,
    GrantReply,
    Guiding,
    HitFindings,
    Optimisation,
    OwnPartFindings,
    Passing,
    Returning,
)
from qilou.projects.notices.pre_review import CONSULTATION, GUIDED, PASSED, REPLY, RETURNED
from qilou.projects.parties import DECLARER
from qilou.projects.queries.duplicates import hits_beside, hits_to_find_on, show_duplicates
from qilou.projects.queries.own_parts import parts_to_judge
from qilou.projects.queries.pre_review import findings_typed, pre_review_facts, pre_review_options, show_pre_review
from qilou.projects.rules.completeness import estimate_adds_up
from qilou.projects.rules.duplicates import (
    compared_with_all,
    found_on_what_is_near,
    is_no_duplicate,
    likely_duplicates_found_on,
)
from qilou.projects.rules.own_parts import own_network_approved, own_parts_judged, own_system_approved
from qilou.projects.rules.pre_review import (
    all_conform,
    broadly_conforms,
    declaration_accepted,
    findings_cite_plan_or_provision,
    grant_is_definite,
    guidance_answered,
    judged_by_plan_in_force,
    rounds_left,
    six_principles_found,
    something_fails,
)

# What every outcome waits for.
EXAMINED = (
    declaration_accepted,
    judged_by_plan_in_force,
    six_principles_found,
    findings_cite_plan_or_provision,
    compared_with_all,
    likely_duplicates_found_on,
)

OWN_PARTS = (own_parts_judged, own_network_approved, own_system_approved)

PRE_REVIEW = Procedure(
    code="projects.pre_review",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("预审", "Pre-review"),
    prefix="YS",
    start="reviewing",
    subject="projects.PreReview",
    cites=M164.art(12),
    sees=(AUTHORITY, FINANCE),
    opens_by=SYSTEM,
    initial=act_on.begin_pre_review,
    facts=pre_review_facts,
    show=show_pre_review,
    shows_within=show_duplicates,
    options=pre_review_options,
    req=("A12.1", "A12.8"),
    states=(
        State("reviewing", Text("预审中", "Being pre-reviewed"), AUTHORITY),
        State(
            "consulting",
            Text("商财政部门安排前期经费", "Finance consulted on pre-work funds"),
            FINANCE,
            no_clock=Text("条文未规定财政部门答复期限", "The text sets no time for finance's reply"),
        ),
        State(
            "optimising",
            Text("申报单位优化中", "Being optimised by the unit"),
            DECLARER,
            no_clock=Text("条文未规定优化期限", "The text sets no time for the optimisation"),
        ),
        State("passed", Text("通过预审", "Passed"), final=True),
        State("returned", Text("已退回", "Returned"), final=True),
    ),
    clocks=(
        Clock(
            "target",
            Text("预审内部目标（非法定）", "Internal target (not statutory)"),
            PRE_REVIEW_TARGET_DAYS,
            WORKING_DAYS,
            at("reviewing"),
            M164.art(12),
            AUTHORITY,
            req=("A12.11",),
            statutory=False,
        ),
    ),
    steps=(
        Step(
            "find",
            Text("记录审查意见", "Record findings"),
            at("reviewing"),
            "reviewing",
            AUTHORITY,
            M164.art(12, 1),
            req=("A4.1", "A12.2"),
            requires=(judged_by_plan_in_force, findings_cite_plan_or_provision),
            takes=Findings,
            then=act_on.record_findings,
            suggests=findings_typed,
            phrases=phrases.DOUBTS,
        ),
        Step(
            "find_duplicates",
            Text("疑似重复作结论", "Find on likely duplicates"),
            at("reviewing"),
            "reviewing",
            AUTHORITY,
            M164.art(4),
            req=("A4.2", "A4.4", "A12.12"),
            requires=(compared_with_all, found_on_what_is_near),
            takes=HitFindings,
            then=act_on.find_duplicates,
            suggests=hits_to_find_on,
            beside=hits_beside,
            phrases=phrases.DUPLICATES,
            within=True,
        ),
        Step(
            "judge_own",
            Text("自建内容作结论", "Judge what may be own"),
            at("reviewing"),
            "reviewing",
            AUTHORITY,
            M164.art(23, 2),
            req=("A23.3", "A32.1"),
            takes=OwnPartFindings,
            then=act_on.judge_own_parts,
            suggests=parts_to_judge,
        ),
        Step(
            "pass",
            Text("通过预审", "Pass"),
            at("reviewing"),
            "passed",
            AUTHORITY,
            M164.art(12, 1, 3),
            req=("A12.7", "A13.1", "A23.3", "A32.1"),
            requires=(*EXAMINED, is_no_duplicate, *OWN_PARTS, all_conform),
            takes=Passing,
            then=act_on.pass_project,
            numbered=act_on.keep_number,
            serves=(PASSED,),
            sign_off=True,
            phrases=phrases.CONFORMS,
        ),
        Step(
            "return",
            Text("退回并说明理由", "Return with reasons"),
            at("reviewing"),
            "returned",
            AUTHORITY,
            M164.art(12, 1, 1),
            req=("A12.3", "A12.10"),
            requires=(*EXAMINED, something_fails),
            takes=Returning,
            then=act_on.return_project,
            numbered=act_on.keep_number,
            serves=(RETURNED,),
            sign_off=True,
            phrases=phrases.DOUBTS,
        ),
        Step(
            "guide",
            Text("指导优化，商财政部门", "Guide the unit, consult finance"),
            at("reviewing"),
            "consulting",
            AUTHORITY,
            M164.art(12, 1, 2),
            req=("A12.4", "A12.5"),
            requires=(*EXAMINED, broadly_conforms, rounds_left),
            takes=Guiding,
            then=act_on.guide,
            numbered=act_on.keep_number,
            serves=(GUIDED, CONSULTATION),
            sign_off=True,
            phrases=phrases.DOUBTS,
        ),
        Step(
            "reply",
            Text("函复前期工作经费", "Reply on pre-work funds"),
            at("consulting"),
            "optimising",
            FINANCE,
            M164.art(12, 1, 2),
            req=("A12.5", "A12.6"),
            requires=(grant_is_definite,),
            takes=GrantReply,
            then=act_on.reply_on_grant,
            serves=(REPLY,),
            sign_off=True,
        ),
        Step(
            "report",
            Text("报告优化情况", "Report the optimisation"),
            at("optimising"),
            "reviewing",
            DECLARER,
            M164.art(12, 1, 2),
            req=("A12.4", "A12.9"),
            requires=(guidance_answered, estimate_adds_up),
            takes=Optimisation,
            then=act_on.report_optimisation,
        ),
    ),
)

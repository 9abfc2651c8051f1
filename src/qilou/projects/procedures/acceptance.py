"""Acceptance in its several acts: preliminary, trial run with its log, final; operation only after it has passed."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, FIXED_DATE, Text
from qilou.law.measures import M164
from qilou.projects import phrases
from qilou.projects.actions import acceptance as effects
from qilou.projects.inputs.acceptance import (
    Failed,
    FinalAcceptance,
    Operation,
    Preliminary,
    Rectified,
    TrialEnd,
    TrialLog,
    TrialStart,
)
from qilou.projects.inputs.approval import AboutProject
from qilou.projects.notices.acceptance import FAILURE, REPORT
from qilou.projects.parties import DECLARER
from qilou.projects.queries import acceptance as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import acceptance as rules

TRIAL, RESULT = M164.art(19, 1), M164.art(19, 2)
NO_TIME = Text("进度由合同和批准的周期约定", "Its time is set by the contract and the approved period")
BUILT = (rules.approved_before_acceptance, rules.something_was_built)
BEFORE_PASSING = at("preparing", "ready_for_trial", "trial_run", "awaiting_acceptance", "rectifying")

PRELIMINARY = (
    Step(
        "pass_preliminary",
        Text("初步验收合格", "Pass preliminary acceptance"),
        at("preparing"),
        to="ready_for_trial",
        by=DECLARER,
        cites=TRIAL,
        req=("A19.13",),
        requires=(*BUILT, rules.contracts_accepted, rules.no_change_awaits),
        takes=Preliminary,
        then=effects.pass_preliminary,
        phrases=phrases.ACCEPTED,
    ),
    Step(
        "fail_preliminary",
        Text("初步验收不合格", "Fail preliminary acceptance"),
        at("preparing"),
        to="preparing",
        by=DECLARER,
        cites=TRIAL,
        req=("A19.13",),
        requires=(*BUILT, rules.failure_gives_reasons),
        takes=Failed,
        then=effects.fail_preliminary,
        phrases=phrases.NOT_ACCEPTED,
    ),
)
TRIAL_RUN = (
    Step(
        "start_trial",
        Text("开始试运行", "Begin the trial run"),
        at("ready_for_trial"),
        to="trial_run",
        by=DECLARER,
        cites=TRIAL,
        req=("A19.1", "A19.3"),
        requires=(rules.preliminary_accepted,),
        takes=TrialStart,
        suggests=queries.trial_run_from_today,
        then=effects.start_trial,
    ),
    Step(
        "log_trial",
        Text("登记试运行情况", "Enter in the log"),
        at("trial_run"),
        to="trial_run",
        by=DECLARER,
        cites=TRIAL,
        req=("A19.1",),
        takes=TrialLog,
        then=effects.log_trial,
    ),
    Step(
        "end_trial",
        Text("结束试运行", "End the trial run"),
        at("trial_run"),
        to="awaiting_acceptance",
        by=DECLARER,
        cites=TRIAL,
        req=("A19.1", "A19.3"),
        requires=(rules.trial_run_complete, rules.trial_run_logged),
        takes=TrialEnd,
        then=effects.end_trial,
    ),
)
FINAL = (
    Step(
        "pass",
        Text("验收合格", "Pass acceptance"),
        at("awaiting_acceptance"),
        to="passed",
        by=DECLARER,
        cites=RESULT,
        req=("A19.2", "A19.4", "A19.5", "A19.9", "A19.10", "A19.12"),
        requires=(
            *BUILT,
            rules.contracts_accepted,
            rules.no_change_awaits,
            rules.trial_run_ended,
            rules.attempts_left,
            rules.every_item_checked_once,
            rules.every_item_done,
            rules.security_proved,
            rules.group_has_no_ties,
            rules.report_on_file,
        ),
        takes=FinalAcceptance,
        suggests=queries.items_to_check,
        then=effects.pass_final,
        numbered=effects.report_numbered,
        serves=(REPORT,),
        phrases=phrases.ACCEPTED,
    ),
    Step(
        "fail",
        Text("验收不合格，限期整改", "Fail acceptance"),
        at("awaiting_acceptance"),
        to="rectifying",
        by=DECLARER,
        cites=RESULT,
        req=("A19.8",),
        requires=(rules.trial_run_ended, rules.failure_gives_reasons),
        takes=Failed,
        then=effects.fail_final,
        serves=(FAILURE,),
        phrases=phrases.NOT_ACCEPTED,
    ),
    Step(
        "rectify",
        Text("整改完成，再次验收", "Put right, accept again"),
        at("rectifying"),
        to="awaiting_acceptance",
        by=DECLARER,
        cites=RESULT,
        req=("A19.8",),
        requires=(rules.attempts_left,),
        takes=Rectified,
        then=effects.rectify,
    ),
    Step(
        "put_into_operation",
        Text("投入使用", "Put into operation"),
        BEFORE_PASSING | at("passed"),
        to="operating",
        by=DECLARER,
        cites=RESULT,
        req=("A19.7",),
        requires=(rules.accepted_before_operation, rules.not_operating_yet),
        takes=Operation,
        then=effects.put_into_operation,
    ),
)

ACCEPTANCE = Procedure(
    code="projects.acceptance",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("试运行与验收", "Trial run and acceptance"),
    prefix="YA",
    start="preparing",
    subject="projects.Acceptance",
    cites=M164.art(19),
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=AboutProject,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A19.1", "A19.2", "A19.13"),
    states=(
        State(
            "preparing",
            Text("建设完成，待初步验收", "Built, before preliminary acceptance"),
            DECLARER,
            no_clock=NO_TIME,
        ),
        State("ready_for_trial", Text("初步验收合格，待试运行", "Ready for the trial run"), DECLARER, no_clock=NO_TIME),
        State("trial_run", Text("试运行", "Trial run"), DECLARER),
        State("awaiting_acceptance", Text("待验收", "Awaiting acceptance"), DECLARER, no_clock=NO_TIME),
        State("rectifying", Text("整改中", "Being put right"), DECLARER, no_clock=NO_TIME),
        State("passed", Text("验收合格，待投入使用", "Passed, to go into operation"), DECLARER, no_clock=NO_TIME),
        State("operating", Text("已投入使用", "In operation"), final=True),
    ),
    steps=(*PRELIMINARY, *TRIAL_RUN, *FINAL),
    clocks=(
        Clock(
            "trial_run",
            Text("试运行期满日", "End of the trial run"),
            0,
            FIXED_DATE,
            at("trial_run"),
            TRIAL,
            DECLARER,
            req=("A19.1", "A19.3"),
            last=queries.trial_ends,
            statutory=False,
        ),
    ),
)

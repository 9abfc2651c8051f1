"""The year's round: solicit by 31 July, declare by 31 August, rank, list within the fund, finance's review, confirm."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUDIT, AUTHORITY, FINANCE, FIXED_DATE, SYSTEM, Text
from qilou.law.measures import M164
from qilou.law.readings import AUTHORITY_LAST_DAY_ON_HOLIDAY, LAST_DAY_ON_HOLIDAY
from qilou.projects.actions import ranking
from qilou.projects.actions import round as effects
from qilou.projects.inputs.listing import Confirmation
from qilou.projects.inputs.round import ReviewSheet, RoundOpening, Solicitation
from qilou.projects.models import Round
from qilou.projects.notices.round import FINANCE_REVIEW, LIST_TO_FINANCE, SOLICITATION
from qilou.projects.parties import DECLARER
from qilou.projects.queries import round as queries
from qilou.projects.queries.periods import declaration_end, solicitation_end
from qilou.projects.rules.round import (
    every_line_is_answered,
    every_project_has_a_tier,
    every_unit_is_asked,
    fund_is_arranged,
    list_within_the_fund,
    no_own_project,
    only_passed_projects,
    order_is_complete,
    reviewed_by_finance,
    rule_fixed_before_scores,
    within_the_opinions,
)

LIST, ASK = M164.art(14, 1), M164.art(10, 1)


def _solicitation_end(act: Act) -> date:
    return solicitation_end(Round.objects.values_list("year", flat=True).get(pk=act.case.id))


def _declaration_end(act: Act) -> date:
    return declaration_end(Round.objects.values_list("year", flat=True).get(pk=act.case.id))


def _draft_budgets_due(act: Act) -> date:
    row = Round.objects.get(pk=act.case.id)
    return row.draft_budget_due or date(row.year, 12, 31)


STATES = (
    State("planned", Text("待征集", "To be solicited"), AUTHORITY),
    State("late", Text("逾期未征集", "Solicitation overdue"), AUTHORITY),
    State("solicited", Text("申报期", "Declaration period"), SYSTEM),
    State("closed", Text("申报截止，评审和排序", "Closed, evaluation and order"), AUTHORITY),
    State("ranked", Text("已排序", "Ranked"), AUTHORITY),
    State("with_finance", Text("财政部门审核", "With finance"), FINANCE),
    State("reviewed", Text("财政部门已审核", "Reviewed by finance"), AUTHORITY),
    State("confirmed", Text("已确定拟立项项目", "Confirmed"), final=True),
)
STEPS = (
    Step(
        "miss",
        Text("标记逾期未征集", "Mark as overdue"),
        at("planned"),
        to="late",
        by=SYSTEM,
        on="solicitation",
        cites=ASK,
        req=("A10.1",),
    ),
    Step(
        "solicit",
        Text("征集", "Solicit"),
        at("planned", "late"),
        to="solicited",
        by=AUTHORITY,
        sign_off=True,
        cites=ASK,
        takes=Solicitation,
        requires=(every_unit_is_asked, rule_fixed_before_scores),
        then=effects.solicit,
        serves=(SOLICITATION,),
        req=("A10.1", "A10.2", "A9.2"),
    ),
    Step(
        "close",
        Text("申报截止", "Close the declaration period"),
        at("solicited"),
        to="closed",
        by=SYSTEM,
        on="declaration",
        cites=M164.art(10, 2),
        req=("A10.5",),
    ),
    Step(
        "rank",
        Text("排序", "Rank"),
        at("closed", "ranked"),
        to="ranked",
        by=AUTHORITY,
        cites=LIST,
        requires=(fund_is_arranged, only_passed_projects, every_project_has_a_tier, rule_fixed_before_scores),
        then=ranking.rank,
        hint=Text("只生成排序，签发送审前可以重新排序", "makes the order only; it can be made anew until it is sent"),
        req=("A14.1", "A14.2", "A14.3", "A14.11"),
    ),
    Step(
        "send_to_finance",
        Text("送财政部门审核", "Send to finance"),
        at("ranked"),
        to="with_finance",
        by=AUTHORITY,
        sign_off=True,
        cites=LIST,
        requires=(order_is_complete, list_within_the_fund),
        then=effects.send_to_finance,
        serves=(LIST_TO_FINANCE,),
        req=("A14.3", "A14.4", "A14.9"),
    ),
    Step(
        "review",
        Text("逐项审核", "Review line by line"),
        at("with_finance"),
        to="reviewed",
        by=FINANCE,
        sign_off=True,
        cites=LIST,
        takes=ReviewSheet,
        requires=(every_line_is_answered, within_the_opinions, no_own_project),
        then=effects.review,
        serves=(FINANCE_REVIEW,),
        suggests=queries.suggested_review,
        req=("A14.4",),
    ),
    Step(
        "confirm",
        Text("确定拟立项项目", "Confirm the proposed projects"),
        at("reviewed"),
        to="confirmed",
        by=AUTHORITY,
        sign_off=True,
        cites=LIST,
        takes=Confirmation,
        requires=(reviewed_by_finance, list_within_the_fund),
        then=effects.confirm,
        req=("A14.5", "A14.6", "A14.7", "A14.8", "A8.6"),
    ),
)

ROUND = Procedure(
    code="projects.round",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("年度项目征集和清单", "The year's round"),
    prefix="ZJ",
    start="planned",
    subject="projects.Round",
    cites=M164.art(10),
    sees=(AUTHORITY, FINANCE, AUDIT),
    opens_by=AUTHORITY,
    takes=RoundOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    states=STATES,
    steps=STEPS,
    clocks=(
        Clock(
            "solicitation",
            Text("征集期限", "Solicitation period"),
            0,
            FIXED_DATE,
            runs_in=at("planned", "late"),
            cites=ASK,
            binds=AUTHORITY,
            roll=AUTHORITY_LAST_DAY_ON_HOLIDAY,
            last=_solicitation_end,
            req=("A10.1",),
        ),
        Clock(
            "declaration",
            Text("申报期限", "Declaration period"),
            0,
            FIXED_DATE,
            runs_in=at("solicited"),
            cites=M164.art(10, 2),
            binds=DECLARER,
            roll=LAST_DAY_ON_HOLIDAY,
            last=_declaration_end,
            req=("A10.5",),
        ),
        Clock(
            "draft_budgets",
            Text("赶上部门预算草案", "In time for the draft budgets"),
            0,
            FIXED_DATE,
            runs_in=at("solicited", "closed", "ranked", "with_finance", "reviewed"),
            cites=M164.art(9),
            binds=AUTHORITY,
            last=_draft_budgets_due,
            statutory=False,
            req=("A9.2",),
        ),
    ),
    req=("A9.2", "A10.1", "A14.1"),
)

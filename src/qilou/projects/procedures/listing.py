"""From a passed opinion to list or reserve, finance's review, the proposal, and the opinion's one year."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, FINANCE, SYSTEM, YEARS, Text
from qilou.law.measures import M164
from qilou.law.readings import LAST_DAY_ON_HOLIDAY
from qilou.projects import phrases
from qilou.projects.actions import listing as effects
from qilou.projects.inputs.listing import (
    Confirmation,
    Declined,
    FundAssignment,
    Priority,
    Reserved,
    Review,
    Withdrawal,
)
from qilou.projects.models import Listing
from qilou.projects.notices.listing import (
    BUDGET_NOTICE,
    EXPIRY_WARNING,
    FUND_LETTER,
    FUND_REPLY,
    LAPSE,
    NOT_LISTED,
    OPINION_FEEDBACK,
    RESERVE,
    RESERVE_ENDED,
)
from qilou.projects.parties import DECLARER
from qilou.projects.queries import listing as queries
from qilou.projects.rules.approved_lines import reviewed_lines_agree
from qilou.projects.rules.listing import (
    agreed_by_finance,
    fund_line_covers,
    funded_on_the_special_track,
    passed_evaluation,
    ranked_on_the_annual_track,
    refused_by_finance,
    reserve_for_want_of_money,
    slices_add_up,
    within_the_year,
)

LIST, RESERVES, VALIDITY = M164.art(14, 1), M164.art(14, 2), M164.art(17)


def _validity_start(act: Act) -> date:
    """The day from which the opinion's year runs, as the proposal has just fixed it."""
    return Listing.objects.values_list("valid_from", flat=True).get(pk=act.case.id) or act.today


STATES = (
    State(
        "awaiting",
        Text("待列入清单", "Awaiting the list"),
        AUTHORITY,
        no_clock=Text(
            "条文未规定排序期限，随本轮预算安排办理", "No period is set; the round's budget calendar governs"
        ),
    ),
    State(
        "listed",
        Text("列入清单，财政部门审核", "Listed, with finance"),
        SYSTEM,
        no_clock=Text("随本轮清单一并审核，条文未规定审核期限", "Reviewed with the round's list; no period is set"),
    ),
    State(
        "reserve",
        Text("备选", "Reserve"),
        SYSTEM,
        no_clock=Text("等待下一轮排序", "Waits for the next round's order"),
    ),
    State(
        "with_finance",
        Text("专项申报资金审核", "Special funds with finance"),
        FINANCE,
        no_clock=Text("条文未规定财政部门审核期限", "No period is set for finance's review"),
    ),
    State(
        "finance_reviewed",
        Text("财政部门已审核", "Reviewed by finance"),
        AUTHORITY,
        no_clock=Text("条文未规定确定拟立项的期限", "No period is set for the confirmation"),
    ),
    State("proposed", Text("拟立项，待申请立项", "Proposed, application awaited"), DECLARER),
    State("applied", Text("已申请立项", "Applied for approval"), final=True),
    State("lapsed", Text("评审意见已失效", "Opinion lapsed"), final=True),
    State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
    State("not_listed", Text("未列入清单", "Not listed"), final=True),
)

RANKED = (
    Step(
        "prioritise",
        Text("确定轻重缓急", "Set the priority tier"),
        at("awaiting"),
        to="awaiting",
        by=AUTHORITY,
        cites=LIST,
        takes=Priority,
        requires=(ranked_on_the_annual_track, passed_evaluation, slices_add_up),
        then=effects.prioritise,
        suggests=queries.suggested_priority,
        req=("A14.1", "A14.2"),
    ),
    Step(
        "list",
        Text("列入清单", "List"),
        at("awaiting", "reserve"),
        to="listed",
        by=SYSTEM,
        cites=LIST,
        requires=(passed_evaluation,),
        then=effects.place_on_list,
        req=("A14.2", "A14.3", "A14.11"),
    ),
    Step(
        "reserve",
        Text("列为备选", "Place in reserve"),
        at("awaiting", "reserve"),
        to="reserve",
        by=SYSTEM,
        cites=RESERVES,
        requires=(passed_evaluation,),
        then=effects.place_in_reserve,
        serves=(RESERVE,),
        req=("A14.9", "A14.10"),
    ),
    Step(
        "end_reserve",
        Text("终止备选", "End the reserve"),
        at("awaiting", "reserve"),
        to="not_listed",
        by=SYSTEM,
        cites=RESERVES,
        then=effects.drop,
        serves=(RESERVE_ENDED,),
        req=("A14.12",),
    ),
    Step(
        "leave_out",
        Text("不列入", "Leave out"),
        at("awaiting"),
        to="not_listed",
        by=SYSTEM,
        cites=RESERVES,
        then=effects.drop,
        serves=(NOT_LISTED,),
        req=("A14.10",),
    ),
    Step(
        "note_review",
        Text("登记财政审核意见", "Note finance's review"),
        at("listed"),
        to="listed",
        by=SYSTEM,
        cites=LIST,
        takes=Review,
        requires=(reviewed_lines_agree,),
        then=effects.note_review,
        req=("A14.4",),
    ),
    Step(
        "propose",
        Text("确定拟立项", "Propose"),
        at("listed"),
        to="proposed",
        by=SYSTEM,
        cites=LIST,
        requires=(agreed_by_finance,),
        then=effects.propose,
        serves=(OPINION_FEEDBACK, BUDGET_NOTICE),
        req=("A14.5", "A14.6", "A14.7", "A14.8"),
    ),
    Step(
        "drop",
        Text("移出清单", "Drop from the list"),
        at("listed"),
        to="not_listed",
        by=SYSTEM,
        cites=LIST,
        requires=(refused_by_finance,),
        then=effects.drop,
        serves=(NOT_LISTED,),
        req=("A14.4", "A14.13"),
    ),
)

SPECIAL = (
    Step(
        "assign_fund_line",
        Text("落实资金，送财政部门审核", "Assign the fund line, send to finance"),
        at("awaiting", "reserve"),
        to="with_finance",
        by=AUTHORITY,
        sign_off=True,
        cites=RESERVES,
        takes=FundAssignment,
        requires=(funded_on_the_special_track, passed_evaluation, fund_line_covers),
        then=effects.assign_fund_line,
        serves=(FUND_LETTER,),
        req=("A14.16", "A8.6"),
    ),
    Step(
        "set_aside",
        Text("列为备选", "Place in reserve"),
        at("awaiting"),
        to="reserve",
        by=AUTHORITY,
        sign_off=True,
        cites=RESERVES,
        takes=Reserved,
        requires=(funded_on_the_special_track, passed_evaluation, reserve_for_want_of_money),
        then=effects.place_in_reserve,
        serves=(RESERVE,),
        req=("A14.9", "A14.10"),
    ),
    Step(
        "review",
        Text("审核", "Review"),
        at("with_finance"),
        to="finance_reviewed",
        by=FINANCE,
        sign_off=True,
        cites=LIST,
        takes=Review,
        requires=(reviewed_lines_agree,),
        suggests=queries.lines_to_review,
        then=effects.note_review,
        serves=(FUND_REPLY,),
        req=("A14.4",),
        phrases=phrases.LISTING,
    ),
    Step(
        "confirm",
        Text("确定拟立项", "Confirm as proposed"),
        at("finance_reviewed"),
        to="proposed",
        by=AUTHORITY,
        sign_off=True,
        cites=LIST,
        takes=Confirmation,
        requires=(agreed_by_finance, fund_line_covers),
        then=effects.propose_special,
        serves=(OPINION_FEEDBACK, BUDGET_NOTICE),
        req=("A14.5", "A14.6", "A14.7", "A14.8"),
    ),
    Step(
        "decline",
        Text("不列入", "Do not list"),
        at("finance_reviewed"),
        to="not_listed",
        by=AUTHORITY,
        sign_off=True,
        cites=LIST,
        takes=Declined,
        requires=(refused_by_finance,),
        then=effects.drop,
        serves=(NOT_LISTED,),
        req=("A14.4", "A14.13"),
        phrases=phrases.LISTING,
    ),
)

AFTER = (
    Step(
        "withdraw",
        Text("撤回", "Withdraw"),
        at("awaiting", "reserve", "proposed"),
        to="withdrawn",
        by=DECLARER,
        cites=LIST,
        takes=Withdrawal,
        then=effects.withdraw,
        req=("A14.13",),
    ),
    Step(
        "warn",
        Text("到期提醒", "Warn of expiry"),
        at("proposed"),
        to="proposed",
        by=SYSTEM,
        cites=VALIDITY,
        then=effects.note_warning,
        serves=(EXPIRY_WARNING,),
        req=("A17.6",),
    ),
    Step(
        "apply",
        Text("申请立项", "Apply for approval"),
        at("proposed"),
        to="applied",
        by=SYSTEM,
        cites=VALIDITY,
        requires=(within_the_year,),
        then=effects.apply,
        req=("A17.4",),
    ),
    Step(
        "lapse",
        Text("自动失效", "Lapse"),
        at("proposed"),
        to="lapsed",
        by=SYSTEM,
        on="validity",
        cites=VALIDITY,
        then=effects.lapse,
        serves=(LAPSE,),
        req=("A17.3", "A17.7"),
    ),
)

LISTING = Procedure(
    code="projects.listing",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("项目清单和备选", "Project list and reserve"),
    prefix="QD",
    start="awaiting",
    subject="projects.Listing",
    cites=M164.art(14),
    sees=(AUTHORITY, FINANCE),
    opens_by=SYSTEM,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    states=STATES,
    steps=(*RANKED, *SPECIAL, *AFTER),
    clocks=(
        Clock(
            "validity",
            Text("评审意见有效期", "The opinion's validity"),
            1,
            YEARS,
            runs_in=at("proposed"),
            cites=VALIDITY,
            binds=DECLARER,
            roll=LAST_DAY_ON_HOLIDAY,
            starts=_validity_start,
            req=("A17.1", "A17.2", "A17.5"),
        ),
    ),
    req=("A14.1", "A17.1"),
)

"""What the law asks of evaluation: third party, expert session, panel; which of them an opinion needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import PANEL_MINIMUM, PANEL_SMALL_LIMIT, PANEL_SMALL_MINIMUM

CRITERIA = (
    Text("必要性", "necessity"),
    Text("可行性", "feasibility"),
    Text("合理性", "reasonableness"),
)


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """Where an evaluation stands. `bidders` are (name, chosen); `findings` the three criteria in the order of the law.

    `lines` here as in a declaration; `checked` the numbers of the lines that the reviewer checked. `reported` and
    `panel` come from rows that the third party and the panel wrote.
    """

    today: date = UNKNOWN
    track: str = UNKNOWN
    passed_pre_review: bool = UNKNOWN
    competition: str = UNKNOWN
    competed_on: date = UNKNOWN
    bidders: tuple[tuple[str, bool], ...] = UNKNOWN
    reviewer: str | None = UNKNOWN
    assigned_on: date | None = UNKNOWN
    report_dated: date = UNKNOWN
    signed: bool = UNKNOWN
    findings: tuple[str, str, str] = UNKNOWN
    checked: frozenset[int] = UNKNOWN
    estimate: frozenset[int] = UNKNOWN
    reported: bool = UNKNOWN
    reported_on: date | None = UNKNOWN
    held_on: date = UNKNOWN
    members: tuple[int, ...] = UNKNOWN
    lead: int = UNKNOWN
    strangers: tuple[str, ...] = UNKNOWN
    of_the_unit: tuple[str, ...] = UNKNOWN
    session_differs: bool = UNKNOWN
    declared_total: Decimal = UNKNOWN
    sheets: int = UNKNOWN
    disagreeing: int = UNKNOWN
    dissent: str = UNKNOWN
    panel: str = UNKNOWN
    confirmed: bool = UNKNOWN
    comments: frozenset[int] = UNKNOWN
    answered: frozenset[int] = UNKNOWN
    suggested: Decimal | None = UNKNOWN
    direct_reason: str = UNKNOWN
    total: Decimal = UNKNOWN
    types: tuple[tuple[str, Decimal], ...] = UNKNOWN
    lines: tuple[tuple[int, str, Decimal, Decimal, Decimal], ...] = UNKNOWN
    slices: Mapping[int, Decimal] = UNKNOWN
    sources: Mapping[str, Decimal] = UNKNOWN


@rule(Text("已通过预审", "Pre-review is passed"), cites=M164.art(13), req=("A13.1",))
def passed_pre_review(f: EvaluationFacts) -> Verdict:
    """Only what passed pre-review is evaluated."""
    if f.passed_pre_review:
        return Met()
    return Breach(
        say("项目未通过预审。", "The project has not passed pre-review."), say("先完成预审。", "Pre-review it first.")
    )


@rule(Text("公开竞争选定第三方", "Third party by open competition"), cites=M164.art(13, 1, 1), req=("A13.3", "A13.4"))
def chosen_by_competition(f: EvaluationFacts) -> Verdict:
    """The record of the competition, its bidders and its result come before the assignment."""
    chosen = [name for name, won in f.bidders if won]
    if f.competition and len(chosen) == 1 and f.reviewer == chosen[0] and f.competed_on <= f.today:
        return Met()
    if not f.bidders or len(chosen) != 1:
        return Breach(
            say(
                "公开竞争记录没有列明参与机构，或者没有选定唯一一家。",
                "The record of the competition names no bidders, or not exactly one that was chosen.",
            ),
            say("列出全部参与机构并勾选选定的一家。", "List every bidder and tick the one chosen."),
        )
    if f.reviewer != chosen[0]:
        return Breach(
            say(
                "委托的机构不是公开竞争选定的“%(chosen)s”。",
                "The reviewer is not the one chosen: %(chosen)s.",
                chosen=chosen[0],
            ),
            say("委托选定的机构。", "Assign the one that was chosen."),
        )
    return Breach(
        say(
            "没有公开竞争的记录编号，或者选定日期在今日之后。",
            "The competition has no record number, or its date lies in the future.",
        ),
        say("补充记录编号和日期。", "Enter its number and date."),
    )


@rule(Text("初步评审报告完整", "The preliminary report is whole"), cites=M164.art(13, 1, 1), req=("A13.2", "A13.6"))
def report_whole(f: EvaluationFacts) -> Verdict:
    """Findings on the three criteria, every line checked, signed."""
    lacking = [label for label, text in zip(CRITERIA, f.findings, strict=True) if not text]
    if not f.signed:
        lacking.append(Text("评审人员签名", "signature"))
    if f.checked != f.estimate:
        lacking.append(Text("逐行核定的投资估算", "each estimate line checked"))
    if not lacking:
        return Met()
    return Breach(
        say("报告缺少：%(what)s。", "The report lacks: %(what)s.", what=tuple(lacking)),
        say("补充后再提交。", "Add it and file the report again."),
    )


@rule(Text("报告日期", "Date of the report"), cites=M164.art(13, 1, 1), req=("A13.6",))
def report_after_assignment(f: EvaluationFacts) -> Verdict:
    """Not before the assignment, not in the future."""
    if f.assigned_on is not None and f.assigned_on <= f.report_dated <= f.today:
        return Met()
    return Breach(
        say(
            "报告日期应在委托日（%(since)s）之后、今日之前。",
            "The report is dated from the assignment (%(since)s) to today.",
            since=f.assigned_on or "—",
        ),
        say("更正报告日期。", "Correct the date."),
    )


@rule(Text("评审会在初步评审之后", "The session follows the report"), cites=M164.art(13, 1, 2), req=("A13.6", "A13.7"))
def session_after_report(f: EvaluationFacts) -> Verdict:
    """Experts meet with the third party's report before them; one number stands for one session."""
    if f.reported_on is None or f.held_on < f.reported_on:
        return Breach(
            say("评审会日期早于第三方报告。", "The session would be held before the third party's report."),
            say("另定会议日期。", "Choose a later date."),
        )
    if f.session_differs:
        return Breach(
            say(
                "该会议编号已用于另一场会议（日期、组长或者成员不同）。",
                "That number is of another session (date, lead or members).",
            ),
            say("核对会议信息，或者另编会议编号。", "Check the session, or number it anew."),
        )
    return Met()


@rule(Text("专家组组成", "Composition of the panel"), cites=M164.art(13, 1, 2), req=("A13.7", "A13.11"))
def panel_composed(f: EvaluationFacts, readings: Readings) -> Verdict:
    """Odd, not below the minimum, the lead among them; all of the pool, none of the declaring unit."""
    least = minimum_panel(f.declared_total, readings)
    count = len(set(f.members))
    if count < least or count % 2 == 0 or count != len(f.members):
        return Breach(
            say(
                "专家组%(count)s人，应为单数且不少于%(least)s人。",
                "The panel has %(count)s; it must be odd and at least %(least)s.",
                count=count,
                least=least,
            ),
            say(
                "调整专家组人数。该人数要求为现行取值，非法定。",
                "Change the number. It is the value in force, not in the text.",
            ),
        )
    if f.lead not in f.members:
        return Breach(
            say("组长不在专家组成员中。", "The lead is not among the members."),
            say("将组长列入成员。", "Add the lead to the members."),
        )
    return Met()


@rule(Text("专家资格和回避", "Who may sit on the panel"), cites=M164.art(13, 1, 2), req=("A5.6", "A13.7"))
def experts_may_sit(f: EvaluationFacts) -> Verdict:
    """Experts of the pool; nobody of the declaring unit judges its project."""
    if f.strangers:
        return Breach(
            say("不在专家库中：%(who)s。", "Not in the pool: %(who)s.", who=f.strangers),
            say("从专家库中选择。", "Choose from the pool."),
        )
    if f.of_the_unit:
        return Breach(
            say("申报单位人员应当回避：%(who)s。", "Of the declaring unit, to be recused: %(who)s.", who=f.of_the_unit),
            say("更换专家。", "Choose others."),
        )
    return Met()


@rule(Text("专家各自先交评审表", "Own sheets first"), cites=M164.art(13, 1, 2), req=("A13.11", "A13.12"))
def sheets_filed(f: EvaluationFacts, readings: Readings) -> Verdict:
    """The panel concludes on enough sheets that were filed one by one."""
    least = minimum_panel(f.declared_total, readings)
    if f.sheets >= least:
        return Met()
    return Breach(
        say(
            "已交评审表%(n)s份，不足%(least)s份。",
            "%(n)s sheets are filed; %(least)s are needed.",
            n=f.sheets,
            least=least,
        ),
        say("增补专家后再形成专家组意见。", "Add experts first."),
    )


@rule(Text("保留不同意见", "Dissent is kept"), cites=M164.art(13, 1, 2), req=("A13.12",))
def dissent_noted(f: EvaluationFacts) -> Verdict:
    """Where a sheet disagrees with a panel that passes, the panel's opinion says so."""
    if not f.disagreeing or f.dissent:
        return Met()
    return Breach(
        say(
            "有%(n)s份评审表不同意，专家组意见未载明不同意见。",
            "%(n)s sheets disagree, and the opinion records no dissent.",
            n=f.disagreeing,
        ),
        say("载明不同意见及其理由。", "Record the dissent with its reasons."),
    )


@rule(Text("逐条答复专家意见", "Every comment is answered"), cites=M164.art(13, 1, 2), req=("A13.14",))
def comments_answered(f: EvaluationFacts) -> Verdict:
    """The unit answers the panel comment by comment."""
    lacking = tuple(sorted(f.comments - f.answered))
    unknown = tuple(sorted(f.answered - f.comments))
    if not lacking and not unknown:
        return Met()
    return Breach(
        say(
            "尚未答复或者序号不符的意见：%(items)s。",
            "Comments unanswered, or numbers that do not exist: %(items)s.",
            items=lacking or unknown,
        ),
        say("按意见序号逐条答复。", "Answer each by its number."),
    )


@rule(Text("第三方初审和专家评审均已完成", "Both reviews are done"), cites=M164.art(13, 1, 3), req=("A13.13", "A13.15"))
def both_reviews_done(f: EvaluationFacts) -> Verdict:
    """An opinion on an annual declaration needs the third party's report and the panel's conclusion."""
    if f.reported and f.panel:
        return Met()
    return Breach(
        say("第三方初步评审或者专家评审尚未完成。", "The preliminary review or the expert review is not done."),
        say("完成第（一）、（二）项后出具评审意见。", "Complete items (i) and (ii) first."),
    )


@rule(Text("与专家组结论一致", "In line with the panel"), cites=M164.art(13, 1, 3), req=("A13.14",))
def panel_passed(f: EvaluationFacts) -> Verdict:
    """The opinion passes what the panel passed, or passed after a revision that the lead expert confirmed."""
    if f.panel == "passed" or (f.panel == "after_revision" and f.confirmed):
        return Met()
    if f.panel == "after_revision":
        return Breach(
            say("专家组组长尚未复核确认修改。", "The lead expert has not confirmed the revision."),
            say("待组长复核。", "Wait for the lead expert."),
        )
    return Breach(
        say("专家组结论为不通过。", "The panel did not pass it."),
        say("出具不通过的评审意见并说明理由。", "Issue an opinion that it does not pass, with reasons."),
    )


@rule(Text("评审意见要素", "What an opinion says"), cites=M164.art(13), req=("A13.2", "A13.14"))
def opinion_covers_three(f: EvaluationFacts) -> Verdict:
    """A finding of its own on necessity, feasibility and reasonableness."""
    lacking = tuple(label for label, text in zip(CRITERIA, f.findings, strict=True) if not text)
    if not lacking:
        return Met()
    return Breach(
        say("缺少意见：%(what)s。", "Missing: %(what)s.", what=lacking),
        say("必要性、可行性、合理性分别写明。", "State necessity, feasibility and reasonableness, each by itself."),
    )


@rule(Text("建议投资", "Suggested investment"), cites=M164.art(13, 1, 3), req=("A13.14",))
def amount_suggested(f: EvaluationFacts) -> Verdict:
    """A passing opinion suggests an amount, not above what is declared."""
    if f.suggested is not None and Decimal(0) < f.suggested <= f.declared_total:
        return Met()
    return Breach(
        say("建议投资未填写，或者超过申报总投资。", "No amount is suggested, or more than was declared."),
        say("填写不超过申报总投资的建议投资。", "Suggest an amount up to the declared total."),
    )


@rule(Text("仅专项申报可以直接出具", "Special declarations alone"), cites=M164.art(13), req=("A13.16", "A13.17"))
def special_alone(f: EvaluationFacts) -> Verdict:
    """The opinion may be issued directly for a special declaration, never for an annual one, and says why."""
    if f.track != "special":
        return Breach(
            say("年度申报项目不得直接出具评审意见。", "An opinion on an annual declaration is not issued directly."),
            say("委托第三方初步评审并组织专家评审。", "Have it reviewed by a third party and by experts."),
        )
    if f.direct_reason:
        return Met()
    return Breach(
        say("没有写明直接出具评审意见的理由。", "Why it is issued directly is not said."),
        say("写明理由。", "State the reason."),
    )


def minimum_panel(total: Decimal, readings: Readings) -> int:
    """The least number of experts for a project of this size."""
    small = total <= readings[PANEL_SMALL_LIMIT]
    return readings[PANEL_SMALL_MINIMUM] if small else readings[PANEL_MINIMUM]

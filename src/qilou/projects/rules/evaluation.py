"""What the law asks of evaluation: third party, expert session, panel; which of them an opinion needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import CRITERION_FLOOR, PANEL_MINIMUM, PANEL_SMALL_LIMIT, PANEL_SMALL_MINIMUM, SPREAD_LIMIT

from .scoring import below_floor

CRITERIA = (
    Text("必要性", "necessity"),
    Text("可行性", "feasibility"),
    Text("合理性", "reasonableness"),
)
SCORED = dict(
    zip(
        ("necessity", "feasibility", "reasonableness", "sharing", "security"),
        (*CRITERIA, Text("共享集约", "sharing"), Text("安全", "security")),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """Where an evaluation stands. `bidders` are (name, chosen); `findings` the three criteria in the order of the law.

    `undeclared` are bidders without a declaration of interests, `reviewer_worked` the contracts on the project that
    the chosen one has. `standing_by` counts reserves under undertaking; `spread` and `means` are the sheets' scoring.

    `lines` here as in a declaration; `checked` the numbers of the lines that the reviewer checked. `reported` and
    `panel` come from rows that the third party and the panel wrote.
    """

    today: date = UNKNOWN
    track: str = UNKNOWN
    passed_pre_review: bool = UNKNOWN
    competition: str = UNKNOWN
    competed_on: date = UNKNOWN
    bidders: tuple[tuple[str, bool], ...] = UNKNOWN
    undeclared: tuple[str, ...] = UNKNOWN
    reviewer: str | None = UNKNOWN
    reviewer_worked: tuple[str, ...] = UNKNOWN
    no_interest: bool = UNKNOWN
    assigned_on: date | None = UNKNOWN
    report_dated: date = UNKNOWN
    signed: bool = UNKNOWN
    findings: tuple[str, str, str] = UNKNOWN
    checked: frozenset[int] = UNKNOWN
    estimate: frozenset[int] = UNKNOWN
    reported: bool = UNKNOWN
    reported_on: date | None = UNKNOWN
    held_on: date = UNKNOWN
    standing_by: int = UNKNOWN
    declared_total: Decimal = UNKNOWN
    sheets: int = UNKNOWN
    disagreeing: int = UNKNOWN
    dissent: str = UNKNOWN
    spread: Decimal | None = UNKNOWN
    discussion: str = UNKNOWN
    means: Mapping[str, Decimal] = UNKNOWN
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


@rule(Text("第三方无利害关系", "The third party has no interest"), cites=M164.art(13, 1, 1), req=("A13.5",))
def reviewer_independent(f: EvaluationFacts) -> Verdict:
    """Every bidder declared its interests, and the chosen one has no other contract on the project."""
    if f.undeclared:
        return Breach(
            say(
                "没有利害关系声明的机构：%(names)s。",
                "Without a declaration of interests: %(names)s.",
                names=f.undeclared,
            ),
            say("取得声明后再委托。", "Obtain it before the assignment."),
        )
    if f.reviewer_worked:
        return Breach(
            say(
                "该机构承担本项目的其他合同：%(contracts)s。",
                "It has other contracts on this project: %(contracts)s.",
                contracts=f.reviewer_worked,
            ),
            say("委托与项目无利害关系的机构。", "Assign one without an interest in it."),
        )
    return Met()


@rule(Text("评审时无利害关系", "No interest when it reports"), cites=M164.art(13, 1, 1), req=("A13.5", "A13.6"))
def report_without_interest(f: EvaluationFacts) -> Verdict:
    """The reviewer says again, of its people too, that nothing ties them to the project or likely suppliers."""
    if f.no_interest:
        return Met()
    return Breach(
        say("没有确认无利害关系。", "Freedom from interests is not confirmed."),
        say(
            "确认后提交；有利害关系的，由主管部门重新选定。",
            "Confirm it; with an interest, the authority chooses another.",
        ),
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
    """Experts meet with the third party's report before them."""
    if f.reported_on is None or f.held_on < f.reported_on:
        return Breach(
            say("评审会日期早于第三方报告。", "The session would be held before the third party's report."),
            say("另定会议日期。", "Choose a later date."),
        )
    return Met()


@rule(Text("候补专家已就位", "A reserve stands by"), cites=M164.art(13, 1, 2), req=("A13.10", "A13.11"))
def reserve_stands_by(f: EvaluationFacts) -> Verdict:
    """Who takes the place of an excused expert comes of the draw, was called in and has undertaken."""
    if f.standing_by:
        return Met()
    return Breach(
        say(
            "本场没有已承诺、尚未评审本项目的候补专家。",
            "No reserve of the session has undertaken and is free for this.",
        ),
        say(
            "在评审会办件中依次递补，待其承诺。",
            "Call the next reserve in the session's case, and wait for the undertaking.",
        ),
    )


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


@rule(Text("讨论评分差异", "The spread is discussed"), cites=M164.art(13, 1, 2), req=("A13.12",))
def spread_discussed(f: EvaluationFacts, readings: Readings) -> Verdict:
    """Where the sheets lie far apart the panel says how it came to one conclusion."""
    limit = readings[SPREAD_LIMIT]
    if f.spread is None or f.spread < limit or f.discussion:
        return Met()
    return Breach(
        say(
            "评审表总分相差%(spread)s分（达到%(limit)s分），没有写明讨论情况。",
            "Totals lie %(spread)s apart (%(limit)s or more), and no discussion is recorded.",
            spread=f.spread,
            limit=limit,
        ),
        say(
            "讨论后写明。该界限为现行取值，非法定。",
            "Discuss it and say so. The limit is a value in force, not in the text.",
        ),
    )


@rule(Text("各项均达到最低要求", "No criterion below its floor"), cites=M164.art(13, 1, 2), req=("A13.2", "A13.14"))
def floors_met(f: EvaluationFacts, readings: Readings) -> Verdict:
    """What is too weak in one criterion does not pass on the strength of the others."""
    low = below_floor(f.means, readings[CRITERION_FLOOR]) if f.means else ()
    if not low:
        return Met()
    return Breach(
        say(
            "平均得分不足该项分值%(floor)s%%的：%(what)s。",
            "Means below %(floor)s%% of their weight: %(what)s.",
            floor=readings[CRITERION_FLOOR],
            what=tuple(SCORED[one] for one in low),
        ),
        say(
            "结论为不通过。该要求为现行取值，非法定。",
            "It does not pass. The floor is a value in force, not in the text.",
        ),
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

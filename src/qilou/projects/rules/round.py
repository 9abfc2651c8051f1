"""What the law asks of the year's round: every unit asked, the rule fixed first, the fund kept to, finance heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan

LIST = M164.art(14, 1)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The round as it stands. Projects are given by name; `over` by budget year: what is needed and what is left."""

    units: int = UNKNOWN
    budget_year: int = UNKNOWN
    arranged: bool = UNKNOWN
    rule_fixed_on: date | None = UNKNOWN
    first_score_on: date | None = UNKNOWN
    unpassed: tuple[str, ...] = UNKNOWN
    untiered: tuple[str, ...] = UNKNOWN
    not_ranked: tuple[str, ...] = UNKNOWN
    over: Mapping[int, tuple[Decimal, Decimal]] = UNKNOWN
    unanswered: tuple[str, ...] = UNKNOWN
    unknown_lines: tuple[str, ...] = UNKNOWN
    above_opinion: tuple[str, ...] = UNKNOWN
    own: tuple[str, ...] = UNKNOWN
    unreviewed: tuple[str, ...] = UNKNOWN


@rule(Text("向全部实施单位征集", "Every implementing unit is asked"), cites=M164.art(10, 1), req=("A10.2",))
def every_unit_is_asked(f: RoundFacts) -> Verdict:
    """The notice goes to the implementing units on record, all of them."""
    if f.units > 0:
        return Met()
    return Breach(
        say("本辖区没有登记电子政务实施单位。", "No implementing unit is on record in this jurisdiction."),
        say("请管理员先登记实施单位。", "Ask the administrator to enter the implementing units."),
    )


@rule(Text("评分公开前确定排序规则", "The rule is fixed before scores"), cites=LIST, req=("A14.15", "A14.17"))
def rule_fixed_before_scores(f: RoundFacts) -> Verdict:
    """Weights, tie rule and strictness are chosen while nobody knows a score."""
    if f.first_score_on is None or (f.rule_fixed_on is not None and f.rule_fixed_on <= f.first_score_on):
        return Met()
    return Breach(
        say("本轮评分已于%(day)s产生，不能再确定排序规则。", "Scores exist since %(day)s.", day=f.first_score_on),
        say("排序规则应当在评分之前随征集通知公布。", "The rule is published with the solicitation, before any score."),
    )


@rule(Text("年度专项资金已安排", "The year's fund is arranged"), cites=LIST, req=("A8.4", "A14.3"))
def fund_is_arranged(f: RoundFacts) -> Verdict:
    """A list is made within the year's fund, so there must be one."""
    if f.arranged:
        return Met()
    return Breach(
        say("%(year)s年度专项资金尚未安排。", "The fund of %(year)s has not been arranged.", year=f.budget_year),
        say("请财政部门登记当年专项资金。", "Finance enters that year's fund."),
    )


@rule(Text("只对通过评审的项目排序", "Only evaluated projects are ranked"), cites=LIST, req=("A14.1",))
def only_passed_projects(f: RoundFacts) -> Verdict:
    """Whatever has no passed opinion stays out of the order."""
    if not f.unpassed:
        return Met()
    return Breach(
        say("未通过评审：%(names)s。", "Not passed in evaluation: %(names)s.", names=f.unpassed),
        say("完成评审后再排序。", "Evaluate them first."),
    )


@rule(Text("按轻重缓急排序", "Ranked by priority"), cites=LIST, req=("A14.2",))
def every_project_has_a_tier(f: RoundFacts) -> Verdict:
    """The order follows tiers, each given with its reason."""
    if not f.untiered:
        return Met()
    return Breach(
        say("尚未确定轻重缓急：%(names)s。", "Without a priority tier: %(names)s.", names=f.untiered),
        say("在各项目办件中办理“确定轻重缓急”。", "Set the tier in each project's case."),
    )


@rule(Text("排序完整", "The order is complete"), cites=LIST, req=("A14.2",))
def order_is_complete(f: RoundFacts) -> Verdict:
    """What came in, or went, after the order was made has to be in it, or out of it."""
    if not f.not_ranked:
        return Met()
    return Breach(
        say("排序后有变动：%(names)s。", "Changed since the order was made: %(names)s.", names=f.not_ranked),
        say("重新排序。", "Rank again."),
    )


@rule(Text("在年度专项资金额度内", "Within the year's fund"), cites=LIST, req=("A14.3", "A8.6"))
def list_within_the_fund(f: RoundFacts) -> Verdict:
    """The slices of the list fit into what is left of each budget year's fund."""
    if not f.over:
        return Met()
    year, (needed, left) = min(f.over.items())
    return Breach(
        say(
            "清单%(year)s年度需%(needed)s万元，专项资金余额%(left)s万元。",
            "The list needs %(needed)s (CNY 10,000) of %(year)s; %(left)s are left of its fund.",
            year=year,
            needed=wan(needed),
            left=wan(left),
        ),
        say("重新排序，或者请财政部门调整专项资金。", "Rank again, or have finance adjust the fund."),
    )


@rule(Text("逐项审核", "Reviewed line by line"), cites=LIST, req=("A14.4", "A14.8"))
def every_line_is_answered(f: RoundFacts) -> Verdict:
    """Finance answers on each project of the list, and on no other."""
    if not f.unanswered and not f.unknown_lines:
        return Met()
    return Breach(
        say(
            "清单中没有审核意见的：%(missing)s；不在清单中的：%(unknown)s。",
            "Without an answer: %(missing)s; not on the list: %(unknown)s.",
            missing=f.unanswered or ("—",),
            unknown=f.unknown_lines or ("—",),
        ),
        say("对清单逐项填写审核意见。", "Answer every line of the list."),
    )


@rule(Text("不超过评审建议投资", "Not above the opinion"), cites=LIST, req=("A14.4",))
def within_the_opinions(f: RoundFacts) -> Verdict:
    """A changed amount is not more than the evaluation opinion suggests."""
    if not f.above_opinion:
        return Met()
    return Breach(
        say(
            "审核后金额超过评审建议投资：%(names)s。",
            "More than the opinion suggests: %(names)s.",
            names=f.above_opinion,
        ),
        say("核对审核后金额。", "Check the amounts."),
    )


@rule(Text("不审核本单位项目", "Nobody reviews their own project"), cites=M164.art(5), req=("A5.6",))
def no_own_project(f: RoundFacts) -> Verdict:
    """Finance reviews a project that it declared itself only by a recorded higher decision."""
    if not f.own:
        return Met()
    return Breach(
        say(
            "本单位申报的项目须先登记上级决定：%(names)s。",
            "Your own projects need a higher decision: %(names)s.",
            names=f.own,
        ),
        say("在该项目办件中登记上级决定。", "Record the higher decision in that project's case."),
    )


@rule(Text("经财政部门审核", "Reviewed by finance"), cites=LIST, req=("A14.4", "A14.5", "A14.8"))
def reviewed_by_finance(f: RoundFacts) -> Verdict:
    """No project is proposed without finance's review on record."""
    if not f.unreviewed:
        return Met()
    return Breach(
        say("没有财政审核记录：%(names)s。", "Without a review by finance: %(names)s.", names=f.unreviewed),
        say("送财政部门审核。", "Send them to finance."),
    )

"""What the law asks on the way to the list: passed evaluation, money, finance's review, and the opinion's one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """A project towards the list. `short` names the budget years whose fund does not cover its slice: needed, left."""

    today: date = UNKNOWN
    passed: bool = UNKNOWN
    annual: bool = UNKNOWN
    fund_line: str = UNKNOWN
    unarranged: tuple[int, ...] = UNKNOWN
    short: Mapping[int, tuple[Decimal, Decimal]] = UNKNOWN
    finance: str = UNKNOWN
    restated: Decimal = UNKNOWN
    suggested: Decimal = UNKNOWN
    reviewed: Decimal = UNKNOWN
    reviewed_lines: tuple[tuple[int, Decimal], ...] = ()
    estimate: frozenset[int] = UNKNOWN
    proposed_on: date | None = UNKNOWN
    valid_until: date = UNKNOWN


@rule(Text("评审通过", "Evaluation passed"), cites=M164.art(14, 1), req=("A14.1",))
def passed_evaluation(f: ListingFacts) -> Verdict:
    """Only projects whose evaluation opinion says passed come to the list."""
    if f.passed:
        return Met()
    return Breach(
        say("该项目没有“通过”的评审意见。", "The project has no evaluation opinion that says passed."),
        say("先完成评审并出具评审意见。", "Evaluate it and issue the opinion first."),
    )


@rule(Text("年度申报项目参加排序", "Annual projects are ranked"), cites=M164.art(14, 1), req=("A14.1", "A14.2"))
def ranked_on_the_annual_track(f: ListingFacts) -> Verdict:
    """The order of priority is made of annual declarations; special ones have a fund line of their own."""
    if f.annual:
        return Met()
    return Breach(
        say("专项申报项目不参加年度排序。", "A special declaration takes no part in the annual order."),
        say("办理“落实资金”。", "Assign its fund line."),
    )


@rule(Text("专项申报项目落实资金", "A special project has a fund line"), cites=M164.art(14, 2), req=("A14.16",))
def funded_on_the_special_track(f: ListingFacts) -> Verdict:
    """A fund line of its own is for special declarations only; annual ones go through the round."""
    if not f.annual:
        return Met()
    return Breach(
        say("年度申报项目由本轮排序列入清单。", "An annual project is listed by the round's order."),
        say("在本轮中排序。", "Rank it in the round."),
    )


@rule(Text("资金足以安排", "The money is there"), cites=M164.art(14, 2), req=("A8.6", "A14.3", "A14.16"))
def fund_line_covers(f: ListingFacts) -> Verdict:
    """Special projects stay within the year's fund too, unless another budget pays."""
    if f.fund_line == "other":
        return Met()
    if f.unarranged:
        return Breach(
            say("%(years)s年度专项资金尚未安排。", "The fund of %(years)s has not been arranged.", years=f.unarranged),
            say("请财政部门先登记当年专项资金。", "Finance first enters that year's fund."),
        )
    if not f.short:
        return Met()
    return _short(f)


@rule(Text("仅因资金额度列为备选", "Reserve only for want of money"), cites=M164.art(14, 2), req=("A14.9", "A14.13"))
def reserve_for_want_of_money(f: ListingFacts) -> Verdict:
    """A project becomes a reserve only because the fund does not reach to it."""
    if f.unarranged or f.short:
        return Met()
    return Breach(
        say("专项资金足以安排该项目，不能列为备选。", "The fund covers the project; it cannot be put in reserve."),
        say("办理“落实资金”。", "Assign its fund line."),
    )


@rule(Text("分年度金额之和", "The slices add up"), cites=M164.art(14, 1), req=("A8.6",))
def slices_add_up(f: ListingFacts) -> Verdict:
    """Slices restated for the list add up to the opinion's amount."""
    if f.restated == f.suggested:
        return Met()
    return Breach(
        say(
            "分年度金额合计%(restated)s万元，与评审建议投资%(suggested)s万元不等。",
            "The slices add up to %(restated)s (CNY 10,000), the opinion suggests %(suggested)s.",
            restated=wan(f.restated),
            suggested=wan(f.suggested),
        ),
        say("核对各年度金额。", "Check the amounts of the years."),
    )


@rule(Text("经财政部门审核", "Reviewed by finance"), cites=M164.art(14, 1), req=("A14.4", "A14.5", "A14.8"))
def agreed_by_finance(f: ListingFacts) -> Verdict:
    """No project is proposed without finance's review on record, agreed or with a changed amount."""
    if f.finance in ("agreed", "changed"):
        return Met()
    return Breach(
        say("没有财政部门同意的审核记录。", "There is no review by finance that agrees."),
        say("送财政部门审核。", "Send it to finance for review."),
    )


@rule(Text("财政部门不同意", "Not agreed by finance"), cites=M164.art(14, 1), req=("A14.4", "A14.13"))
def refused_by_finance(f: ListingFacts) -> Verdict:
    """A project leaves the list by this step only where finance did not agree."""
    if f.finance == "refused":
        return Met()
    return Breach(
        say("财政部门没有不同意该项目。", "Finance did not refuse the project."),
        say("办理“确定拟立项”。", "Confirm it as proposed."),
    )


@rule(
    Text("在评审意见有效期内申请", "Applied for while the opinion is valid"),
    cites=M164.art(17),
    req=("A17.1", "A17.3", "A17.4"),
)
def within_the_year(f: ListingFacts) -> Verdict:
    """The date of the application decides; the last day still counts, to 24:00."""
    if f.proposed_on is None:
        return Breach(
            say("该项目尚未确定为拟立项项目。", "The project has not been confirmed as proposed."),
            say("先经财政部门审核并确定为拟立项项目。", "It first passes finance's review and is confirmed."),
        )
    if f.today <= f.valid_until:
        return Met()
    return Breach(
        say(
            "评审意见有效期至%(day)s，逾期未申请立项，已自动失效。",
            "The evaluation opinion was valid until %(day)s and has lapsed without an application.",
            day=f.valid_until,
        ),
        say("重新申报。", "Declare the project anew."),
    )


def _short(f: ListingFacts) -> Breach:
    year, (needed, left) = min(f.short.items())
    return Breach(
        say(
            "%(year)s年度需%(needed)s万元，专项资金余额%(left)s万元。",
            "%(needed)s (CNY 10,000) are needed of %(year)s; %(left)s are left of its fund.",
            year=year,
            needed=wan(needed),
            left=wan(left),
        ),
        say("列为备选，或者请财政部门调整专项资金。", "Put it in reserve, or have finance adjust the fund."),
    )

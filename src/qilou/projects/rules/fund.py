"""What the law asks of the earmarked fund: arranged by year in line with the plan, two uses, never overdrawn."""

from dataclasses import dataclass
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan

USES = frozenset({"pre_work", "construction"})


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A year's fund and what somebody wants of it. Amounts in yuan."""

    year: int = UNKNOWN
    plan_in_force: bool = UNKNOWN
    arranged: bool = UNKNOWN
    use: str = UNKNOWN
    left: Decimal = UNKNOWN
    wanted: Decimal = UNKNOWN
    taken: Decimal = UNKNOWN


@rule(
    Text("按照总体规划安排专项资金", "The fund is arranged in line with the plan"), cites=M164.art(8, 2), req=("A8.4",)
)
def fund_follows_a_plan(f: FundFacts) -> Verdict:
    """Money is set aside in line with a plan that is in force."""
    if f.plan_in_force:
        return Met()
    return Breach(
        say("目前没有经批准并公布的总体规划。", "No plan is approved and published at present."),
        say("先报请批准并公布总体规划。", "Have the plan approved and published first."),
    )


@rule(Text("当年专项资金尚未安排过", "The year's fund has not been arranged yet"), cites=M164.art(8, 2), req=("A8.4",))
def one_fund_a_year(f: FundFacts) -> Verdict:
    """There is one fund record per year; what changes it later is an adjustment."""
    if not f.arranged:
        return Met()
    return Breach(
        say("%(year)s年度专项资金已经安排。", "The fund of %(year)s has already been arranged.", year=f.year),
        say("金额变动请作调整并注明文号。", "Change the amount by an adjustment with its document."),
    )


@rule(Text("资金用途", "What the money is for"), cites=M164.art(8, 2), req=("A8.5",))
def use_is_one_of_two(f: FundFacts) -> Verdict:
    """Pre-project work and construction of municipal projects, nothing else."""
    if f.use in USES:
        return Met()
    return Breach(
        say(
            "专项资金只用于电子政务项目的前期工作和建设，不得用于“%(use)s”。",
            "The fund pays only for pre-project work and construction, not for “%(use)s”.",
            use=f.use,
        ),
        say("改用其他预算资金。", "Use another budget."),
    )


@rule(Text("当年专项资金已经安排", "The year's fund has been arranged"), cites=M164.art(8, 2), req=("A8.4", "A14.3"))
def fund_of_the_year_arranged(f: FundFacts) -> Verdict:
    """Without the year's fund there is nothing to list within."""
    if f.arranged:
        return Met()
    return Breach(
        say("%(year)s年度专项资金尚未安排。", "The fund of %(year)s has not been arranged.", year=f.year),
        say("请财政部门先登记当年专项资金。", "Finance first enters that year's fund."),
    )


@rule(Text("不超过当年专项资金", "Within the year's fund"), cites=M164.art(14, 1), req=("A8.6", "A14.3"))
def fund_covers(f: FundFacts) -> Verdict:
    """Slices and grants of a budget year never exceed that year's fund."""
    if f.wanted <= f.left:
        return Met()
    return Breach(
        say(
            "%(year)s年度专项资金余额%(left)s万元，不足%(wanted)s万元。",
            "%(left)s (CNY 10,000) are left of the fund of %(year)s; %(wanted)s are needed.",
            year=f.year,
            left=wan(f.left),
            wanted=wan(f.wanted),
        ),
        say(
            "减少金额、释放其他项目的额度，或者请财政部门调整专项资金。",
            "Lower the amount, release another project's money, or have finance adjust the fund.",
        ),
    )


@rule(Text("释放不超过已占用额度", "No more is released than was taken"), cites=M164.art(8, 2), req=("A8.7",))
def released_was_taken(f: FundFacts) -> Verdict:
    """A project gives back at most what it has of that year."""
    if f.wanted <= f.taken:
        return Met()
    return Breach(
        say(
            "该项目在%(year)s年度只占用%(taken)s万元，不能释放%(wanted)s万元。",
            "The project has %(taken)s (CNY 10,000) of %(year)s; %(wanted)s cannot be released.",
            year=f.year,
            taken=wan(f.taken),
            wanted=wan(f.wanted),
        ),
        say("核对项目的资金记录。", "Check the project's entries in the account."),
    )

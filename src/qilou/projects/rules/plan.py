"""What the law asks of the overall plan: in line with the higher plans, approved by the government, published."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as it stands. `levels` are those of the plans that it follows."""

    today: date = UNKNOWN
    levels: frozenset[str] = UNKNOWN
    of_a_district: bool = UNKNOWN
    items: int = UNKNOWN
    approved_on: date = UNKNOWN
    approved: bool = UNKNOWN
    published_on: date = UNKNOWN


NAMES = {
    "national": Text("国家规划", "a national plan"),
    "provincial": Text("省规划", "a provincial plan"),
    "city": Text("市规划", "the city's plan"),
}


@rule(Text("与上级规划衔接", "In line with the higher plans"), cites=M164.art(8, 1), req=("A8.1",))
def follows_higher_plans(f: PlanFacts) -> Verdict:
    """A plan names the national and provincial plans that it follows; a district's also the city's."""
    wanted = ("national", "provincial", "city") if f.of_a_district else ("national", "provincial")
    missing = tuple(NAMES[level] for level in wanted if level not in f.levels)
    if not missing:
        return Met()
    return Breach(
        say("规划未列明所衔接的%(missing)s。", "The plan does not name %(missing)s that it follows.", missing=missing),
        say("在“衔接的上级规划”中补充名称和文号。", "Add title and document number under “Higher plans followed”."),
    )


@rule(Text("规划条目", "The plan's items"), cites=M164.art(8, 1), req=("A8.1", "A8.8"))
def has_items(f: PlanFacts) -> Verdict:
    """Declarations are judged by items, so a plan has some."""
    if f.items > 0:
        return Met()
    return Breach(
        say("规划没有任何条目，无法作为预审依据。", "The plan has no items, so nothing can be judged by it."),
        say("逐条录入规划条目。", "Enter the items one by one."),
    )


@rule(Text("批准日期", "The date of approval"), cites=M164.art(8, 1), req=("A8.2", "A8.3"))
def approval_is_not_in_the_future(f: PlanFacts) -> Verdict:
    """An approval has been given when it is entered."""
    if f.approved_on <= f.today:
        return Met()
    return Breach(
        say("批准日期不能晚于今天。", "The date of approval lies in the future."),
        say("核对批准文件上的日期。", "Check the date on the approval."),
    )


@rule(Text("经政府批准", "Approved by the government"), cites=M164.art(8, 1), req=("A8.2", "A8.3"))
def approved_by_government(f: PlanFacts) -> Verdict:
    """Only a plan with the government's document, number and date, is published."""
    if f.approved:
        return Met()
    return Breach(
        say("规划尚未经人民政府批准。", "The government has not approved the plan."),
        say("先取得批准文件，登记文号和日期。", "Obtain the approval first and enter its number and date."),
    )


@rule(Text("批准后公布", "Published after approval"), cites=M164.art(8, 1), req=("A8.3",))
def published_after_approval(f: PlanFacts) -> Verdict:
    """A plan is published on or after the day of its approval, and no later than today."""
    if f.approved_on <= f.published_on <= f.today:
        return Met()
    return Breach(
        say("公布日期应在批准之日以后、今天以前（均含当日）。", "It is published between its approval and today."),
        say("核对公布日期。", "Check the date of publication."),
    )

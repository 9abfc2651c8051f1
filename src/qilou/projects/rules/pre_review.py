"""What the law asks before a pre-review has an outcome: a plan in force, six findings, an outcome that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import PRE_REVIEW_ROUNDS, PRE_REVIEW_SCOPE

from .own_parts import OwnPart

PRINCIPLES = {
    "unified_planning": Text("统一规划", "planned as one"),
    "unified_standards": Text("统一标准", "one set of standards"),
    "intensive": Text("集约发展", "built for shared use"),
    "interconnection": Text("互联互通", "connected"),
    "sharing": Text("资源共享", "resources shared"),
    "security": Text("注重安全", "secure"),
}


@dataclass(frozen=True, slots=True)
class PreReviewFacts:
    """Where a pre-review stands. `findings` are (principle, conformity, plan item, provision) of the current round.

    `guidance` and `answered` number the items of the round; the figures are those of the current or revised programme.
    `near` are the nearest by comparison of that `method`, `hits` the same as (likeness in thousandths, what is exactly
    the same, what a person found of it or blank); `found_on` are those that a person finds on; `not_compared` counts
    what is missing.
    """

    today: date = UNKNOWN
    accepted: bool = UNKNOWN
    plan: str | None = UNKNOWN
    plan_items: frozenset[str] = UNKNOWN
    findings: tuple[tuple[str, str, str, str], ...] = UNKNOWN
    guided_rounds: int = UNKNOWN
    guidance: frozenset[int] = UNKNOWN
    answered: frozenset[int] = UNKNOWN
    granted: bool = UNKNOWN
    amount: Decimal | None = UNKNOWN
    fund_year: int | None = UNKNOWN
    total: Decimal = UNKNOWN
    types: tuple[tuple[str, Decimal], ...] = UNKNOWN
    lines: tuple[tuple[int, str, Decimal, Decimal, Decimal], ...] = UNKNOWN
    slices: Mapping[int, Decimal] = UNKNOWN
    sources: Mapping[str, Decimal] = UNKNOWN
    method: str = UNKNOWN
    not_compared: int = UNKNOWN
    near: tuple[str, ...] = UNKNOWN
    hits: tuple[tuple[int, tuple[str, ...], str], ...] = UNKNOWN
    found_on: tuple[str, ...] = UNKNOWN
    own_parts: tuple[OwnPart, ...] = UNKNOWN
    own_approvals: Mapping[str, str] = UNKNOWN

    def named(self, conformity: str) -> tuple[Text, ...]:
        """The principles with this finding."""
        return tuple(PRINCIPLES[one] for one, found, _, _ in self.findings if found == conformity)


@rule(Text("已受理的申报", "An accepted declaration"), cites=M164.art(12, 1), req=("A12.1",))
def declaration_accepted(f: PreReviewFacts, readings: Readings) -> Verdict:
    """What is pre-reviewed is a declaration that was accepted."""
    if readings[PRE_REVIEW_SCOPE] != "accepted" or f.accepted:
        return Met()
    return Breach(
        say("申报尚未受理，不能预审。", "The declaration has not been accepted."),
        say("先办理受理。", "Accept it first."),
    )


@rule(Text("有现行总体规划", "A plan in force"), cites=M164.art(12, 1), req=("A8.2", "A8.8", "A12.2"))
def judged_by_plan_in_force(f: PreReviewFacts) -> Verdict:
    """The test is the city's overall plan, approved and published, on the day of the decision; drafts are no basis."""
    if f.plan is not None:
        return Met()
    return Breach(
        say(
            "目前没有经批准并公布的总体规划，无从判断是否符合。", "No plan is approved and published; there is no test."
        ),
        say(
            "先报批并公布总体规划；规划草案不得作为预审依据。",
            "Have the plan approved and published; a draft is no basis.",
        ),
    )


@rule(Text("六项原则逐项审查", "A finding on each principle"), cites=M164.art(4), req=("A4.1",))
def six_principles_found(f: PreReviewFacts) -> Verdict:
    """Each of the six principles has its finding."""
    found = {principle for principle, _, _, _ in f.findings}
    lacking = tuple(label for code, label in PRINCIPLES.items() if code not in found)
    if not lacking:
        return Met()
    return Breach(
        say("尚无审查意见的原则：%(which)s。", "No finding yet on: %(which)s.", which=lacking),
        say("先“记录审查意见”，补齐六项。", "Record the findings on all six first."),
    )


@rule(Text("审查意见有依据", "Findings cite their basis"), cites=M164.art(12, 1), req=("A8.8", "A12.2"))
def findings_cite_plan_or_provision(f: PreReviewFacts) -> Verdict:
    """Each finding cites an item of the plan in force or a provision, and the plan is cited at least once."""
    bare = tuple(PRINCIPLES[one] for one, _, item, provision in f.findings if not item and not provision)
    if bare:
        return Breach(
            say("没有引用规划条目或者规定：%(which)s。", "No plan item or provision cited: %(which)s.", which=bare),
            say("逐项引用。", "Cite one for each."),
        )
    unknown = tuple(sorted({item for _, _, item, _ in f.findings if item and item not in f.plan_items}))
    if unknown:
        return Breach(
            say("现行规划没有这些条目：%(items)s。", "The plan in force has no such items: %(items)s.", items=unknown),
            say("改引现行规划的条目。", "Cite items of the plan in force."),
        )
    if any(item for _, _, item, _ in f.findings):
        return Met()
    return Breach(
        say("没有引用任何规划条目。", "No item of the plan is cited."),
        say("至少引用一条现行总体规划条目。", "Cite at least one item of the plan in force."),
    )


@rule(Text("各项均符合", "Every finding conforms"), cites=M164.art(12, 1, 3), req=("A12.7", "A12.8"))
def all_conform(f: PreReviewFacts) -> Verdict:
    """A project passes that conforms."""
    others = f.named("fails") + f.named("broadly")
    if not others:
        return Met()
    return Breach(
        say("审查意见不是“符合”的原则：%(which)s。", "Findings other than “conforms”: %(which)s.", which=others),
        say(
            "有不符合的应当退回；基本符合但前期工作不足的应当指导优化。",
            "What does not conform is returned; what broadly conforms is guided.",
        ),
    )


@rule(Text("有不符合的事项", "Something does not conform"), cites=M164.art(12, 1, 1), req=("A12.3", "A12.8"))
def something_fails(f: PreReviewFacts) -> Verdict:
    """A project is returned that does not conform with the plan or the provisions."""
    if f.named("fails"):
        return Met()
    return Breach(
        say("没有“不符合”的审查意见，不能退回。", "No finding says “does not conform”; it cannot be returned."),
        say("符合的通过；基本符合但前期工作不足的指导优化。", "Pass it, or guide the unit to optimise."),
    )


@rule(
    Text("基本符合，前期工作不足", "Broadly conforms, insufficiently prepared"),
    cites=M164.art(12, 1, 2),
    req=("A12.4", "A12.8"),
)
def broadly_conforms(f: PreReviewFacts) -> Verdict:
    """A project is guided that conforms on the whole but is not prepared well enough."""
    if f.named("fails"):
        return Breach(
            say(
                "有“不符合”的审查意见：%(which)s，应当退回。",
                "Some does not conform: %(which)s; return it.",
                which=f.named("fails"),
            ),
            say("退回并说明理由。", "Return it with reasons."),
        )
    if f.named("broadly"):
        return Met()
    return Breach(
        say("各项均为“符合”，应当通过预审。", "Everything conforms; it passes."),
        say("通过预审。", "Pass it."),
    )


@rule(Text("再次预审的次数", "Rounds of pre-review"), cites=M164.art(12, 1, 2), req=("A12.9",))
def rounds_left(f: PreReviewFacts, readings: Readings) -> Verdict:
    """The text sets no limit; a parameter may."""
    limit = readings[PRE_REVIEW_ROUNDS]
    if limit == 0 or f.guided_rounds < limit:
        return Met()
    return Breach(
        say(
            "已指导优化%(n)s轮，达到现行取值的上限。",
            "Guided %(n)s times already, the most by the reading in force.",
            n=f.guided_rounds,
        ),
        say("作出通过或者退回的决定。", "Decide: pass or return."),
    )


@rule(Text("指导事项逐项答复", "Every guidance item is answered"), cites=M164.art(12, 1, 2), req=("A12.4",))
def guidance_answered(f: PreReviewFacts) -> Verdict:
    """The unit reports on each item."""
    lacking = tuple(sorted(f.guidance - f.answered))
    unknown = tuple(sorted(f.answered - f.guidance))
    if not lacking and not unknown:
        return Met()
    if unknown:
        return Breach(
            say("没有这些序号的事项：%(items)s。", "No items with these numbers: %(items)s.", items=unknown),
            say("按指导意见的序号答复。", "Use the numbers of the guidance."),
        )
    return Breach(
        say("尚未答复的事项：第%(items)s项。", "Items not answered: %(items)s.", items=lacking),
        say("逐项说明优化情况。", "Say of each what was done."),
    )


@rule(Text("经费答复完整", "The reply on money is whole"), cites=M164.art(12, 1, 2), req=("A12.5", "A12.6"))
def grant_is_definite(f: PreReviewFacts) -> Verdict:
    """A grant names its amount and the fund's year; a refusal names neither."""
    if f.granted and f.amount and f.fund_year is not None:
        return Met()
    if not f.granted and not f.amount:
        return Met()
    return Breach(
        say("答复与金额、列支年度不一致。", "The reply does not agree with amount and year."),
        say(
            "同意安排的填写金额和列支年度；不安排的不填金额。",
            "A grant needs amount and year; a refusal has no amount.",
        ),
    )

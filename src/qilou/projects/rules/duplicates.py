"""What the law asks of the comparison with all other projects before a pre-review has an outcome."""

from qilou.law import Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import LIKELY_DUPLICATE

from .pre_review import PreReviewFacts

EXACT = {"system", "names"}  # both build on one system, or one builds on a system that the other speaks of


@rule(Text("已与全部项目和系统比对", "Compared with all projects and systems"), cites=M164.art(4), req=("A4.2",))
def compared_with_all(f: PreReviewFacts) -> Verdict:
    """While some project or system is not yet entered, or this one is not, the comparison proves nothing."""
    if f.not_compared == 0:
        return Met()
    return Breach(
        say(
            "查重比对库不完整：还有%(n)s项未编入，不能据此判断是否重复建设。",
            "The comparison is not whole: %(n)s entries are still missing, so it says nothing on duplicates.",
            n=f.not_compared,
        ),
        say(
            "平台每几分钟自动编入，稍后再办；长时间不变的，请管理员查看“自动任务”中的查重编入。",
            "They are entered every few minutes: try again shortly. If the number stays, the administrator looks at "
            "the duty that enters them.",
        ),
    )


@rule(
    Text("疑似重复逐项有结论", "Each likely duplicate has a finding"),
    cites=M164.art(4),
    req=("A4.2", "A4.4", "A12.12"),
)
def likely_duplicates_found_on(f: PreReviewFacts, readings: Readings) -> Verdict:
    """Likeness gives no verdict: a person says of each likely one what it is, and why."""
    number = sum(is_likely(likeness, signals, readings) and not found for likeness, signals, found in f.hits)
    if not number:
        return Met()
    return Breach(
        say(
            "有%(n)s个疑似重复的项目或者系统尚无人工结论。",
            "%(n)s likely duplicates have no finding by a person yet.",
            n=number,
        ),
        say(
            "先“疑似重复作结论”，逐项写明是否重复和理由。",
            "Find on each of them first: whether it is the same, and why.",
        ),
    )


@rule(Text("不属于重复建设", "Not a duplicate"), cites=M164.art(4), req=("A4.2",))
def is_no_duplicate(f: PreReviewFacts) -> Verdict:
    """What was found to be the same as another and should merge into it does not pass."""
    number = sum(found == "duplicate" for _, _, found in f.hits)
    if not number:
        return Met()
    return Breach(
        say(
            "已认定本项目与另一项目或者系统属于同一事项、应当并入对方。",
            "It was found to be the same as another, into which it should merge.",
        ),
        say(
            "退回并说明并入哪个项目；认定有变的，重新作出结论并写明理由。",
            "Return it and say into which it merges; if that no longer holds, find anew and say why.",
        ),
    )


@rule(Text("结论针对比对结果", "Findings on what was compared"), cites=M164.art(4), req=("A4.4",))
def found_on_what_is_near(f: PreReviewFacts) -> Verdict:
    """A finding speaks of one of the nearest, each at most once."""
    if set(f.found_on) <= set(f.near) and len(set(f.found_on)) == len(f.found_on):
        return Met()
    return Breach(
        say(
            "有的结论不针对最相近的项目，或者同一项目有两个结论。", "Some finding is on none of the nearest, or twice."
        ),
        say("对列出的最相近项目各作一个结论。", "Find once on each of those that are listed."),
    )


def is_likely(likeness: int, signals: tuple[str, ...], readings: Readings) -> bool:
    """Whether one must have a finding: likeness (thousandths) from the limit on, or one system that both turn on."""
    return not EXACT.isdisjoint(signals) or likeness >= 10 * readings[LIKELY_DUPLICATE]

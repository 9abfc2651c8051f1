"""When a served paper may be corrected without a new decision: a slip of the pen, and no figure."""

from typing import Protocol

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


class SlipFacts(Protocol):
    """The words to be corrected, what they should read, and the actor's own standing papers that have them."""

    slip: str
    right: str
    slip_in: tuple[str, ...]


@rule(
    Text("更正的是本机关文书中的笔误", "What is corrected is a slip in one's own paper"),
    cites=M164.art(16, 2),
)
def slip_stands_in_own_paper(f: SlipFacts) -> Verdict:
    """The words stand in a paper that the correcting body itself served, and the correction changes them."""
    if f.slip_in and f.slip != f.right:
        return Met()
    if f.slip_in:
        return Breach(
            say("更正前后的文字相同。", "The words stay the same."),
            say("写明应当更正成的文字。", "Write what they should read."),
        )
    return Breach(
        say(
            "本机关就本件发出的有效文书中没有“%(words)s”。",
            "No standing paper that your body served in this case says “%(words)s”.",
            words=f.slip,
        ),
        say(
            "照文书原文填写；文书由哪个机关发出，由哪个机关更正。",
            "Copy its words; the body that served it corrects it.",
        ),
    )


@rule(
    Text("更正不改变数字", "A correction changes no figure"),
    cites=M164.art(20),
)
def slip_changes_no_figure(f: SlipFacts) -> Verdict:
    """Amounts, periods and quantities are what was approved: they change by a new approval, not by a correction."""
    if _figures(f.slip) == _figures(f.right):
        return Met()
    return Breach(
        say("金额、期限、数量不是笔误更正的对象。", "Amounts, periods and quantities are not corrected as slips."),
        say("通过项目变更重新报批。", "Report a change of the project and have it approved anew."),
    )


NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"


def _figures(words: str) -> list[str]:
    return [one for one in words if one in NUMERALS]

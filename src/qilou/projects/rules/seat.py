"""What is asked of an expert before papers are opened to them."""

from dataclasses import dataclass

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What an expert confirms, and whether the session has been convened."""

    convened: bool = UNKNOWN
    no_interest: bool = UNKNOWN
    confidential: bool = UNKNOWN


@rule(Text("回避声明和保密承诺", "Recusal and confidentiality"), cites=M164.art(5), req=("A5.6", "A13.10"))
def undertaking_whole(f: SeatFacts) -> Verdict:
    """Both are given, or the expert does not sit."""
    if f.no_interest and f.confidential:
        return Met()
    return Breach(
        say("没有同时确认无利害关系和保密承诺。", "Freedom from interests and confidence are not both confirmed."),
        say(
            "两项均确认；有利害关系或者不能参加的，办理“回避或者不参加”。", "Confirm both; with an interest, withdraw."
        ),
    )


@rule(Text("尚未开会", "Not yet convened"), cites=M164.art(5), req=("A5.6",))
def not_convened(f: SeatFacts) -> Verdict:
    """Once sheets are open an expert is excused from each, so that the papers of each close."""
    if not f.convened:
        return Met()
    return Breach(
        say("评审会已经组织，评审表已开放。", "The session has been convened, and the sheets are open."),
        say("在该专家的各评审表中作回避或者缺席处理。", "Excuse the expert on each of their sheets."),
    )

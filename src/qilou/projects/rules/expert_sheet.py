"""What is asked of an expert's own sheet."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class ExpertSheetFacts:
    """One sheet of one session. `wrong_cuts` are line numbers that do not exist, rise above the declared amount or
    have no reason."""

    today: date = UNKNOWN
    held_on: date = UNKNOWN
    no_interest: bool = UNKNOWN
    wrong_cuts: tuple[int, ...] = UNKNOWN


@rule(Text("评审会已召开", "The session has begun"), cites=M164.art(13, 1, 2), req=("A13.7", "A13.12"))
def session_has_begun(f: ExpertSheetFacts) -> Verdict:
    """Sheets are filed in or after the session, not before it."""
    if f.today >= f.held_on:
        return Met()
    return Breach(
        say("评审会定于%(day)s召开。", "The session is on %(day)s.", day=f.held_on),
        say("会议当日起提交。", "File the sheet from that day on."),
    )


@rule(Text("无利害关系", "No interest"), cites=M164.art(5), req=("A5.6", "A13.12"))
def without_interest(f: ExpertSheetFacts) -> Verdict:
    """An expert with an interest in the project files no sheet and is excused."""
    if f.no_interest:
        return Met()
    return Breach(
        say("未确认与项目无利害关系。", "It is not confirmed that you have no interest in the project."),
        say("确认无利害关系；有利害关系的，请主管部门作回避处理。", "Confirm it; or have the authority excuse you."),
    )


@rule(Text("核减逐行有据", "Cuts line by line, with reasons"), cites=M164.art(13, 1, 2), req=("A13.12", "A13.14"))
def cuts_reasoned(f: ExpertSheetFacts) -> Verdict:
    """A cut names a line of the estimate, stays within it and says why."""
    if not f.wrong_cuts:
        return Met()
    return Breach(
        say(
            "行号不存在、超过申报数或者没有理由的核减：%(lines)s。",
            "Cuts of no such line, above the declared amount or without a reason: %(lines)s.",
            lines=f.wrong_cuts,
        ),
        say("按估算表行号填写核定数和理由。", "Give the line of the estimate, the amount and the reason."),
    )

"""The procedure that the engine's benchmark turns: two rules, a clock ended and one begun, a numbered notice a step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, NoticeKind, Party, Procedure, State, Step, at
from qilou.kernel.fields import Input, Money, Says
from qilou.law import AUTHORITY, FINANCE, WORKING_DAYS, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

CODE = "bench.turn"
UNIT = Party("declarer", Text("申报单位", "Declaring unit"))


class Sum(Input):
    """An amount."""

    amount: Annotated[Money, Says("金额", "Amount")]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the two rules read."""

    title: str
    amount: Decimal


@rule(Text("有名称", "It has a title"), cites=M164.art(10, 2))
def titled(f: Facts) -> Verdict:
    """A case has a title."""
    return Met() if f.title else Breach(say("没有名称。", "No title."), say("补上名称。", "Give it one."))


@rule(Text("金额不超过一百万元", "At most a million"), cites=M164.art(16, 2))
def small(f: Facts) -> Verdict:
    """An amount stays under a limit."""
    if f.amount <= 1_000_000:
        return Met()
    return Breach(say("金额过大。", "Too large."), say("减少。", "Lower it."))


def facts(act: Act) -> Facts:
    """Facts from the case and the input."""
    return Facts(act.case.title, act.input.amount)


def fix(act: Act) -> dict[str, object]:
    """The amount is fixed on the case."""
    act.case.amount = act.input.amount
    return {"amount": act.input.amount}


REPLY = NoticeKind(
    "bench.turn.reply",
    Text("批复", "Reply"),
    (M164.art(16, 2),),
    to=(UNIT,),
    copies=(FINANCE,),
    body=lambda act: (
        say("%(title)s：同意 %(n)s 元。", "%(title)s: CNY %(n)s.", title=act.case.title, n=act.case.amount),
    ),
)


def _step(name: str, here: str, there: str) -> Step:
    return Step(
        name,
        Text("办理", "Turn"),
        at(here),
        there,
        AUTHORITY,
        M164.art(16, 2),
        requires=(titled, small),
        takes=Sum,
        then=fix,
        serves=(REPLY,),
    )


def _clock(state: str) -> Clock:
    return Clock(f"in_{state}", Text("期限", "Limit"), 7, WORKING_DAYS, at(state), M164.art(16, 2), AUTHORITY)


TURN = Procedure(
    code=CODE,
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("基准", "Benchmark"),
    prefix="BM",
    start="one",
    subject="casework.Case",
    cites=M164.art(16),
    sees=(AUTHORITY, FINANCE),
    opens_by=UNIT,
    facts=facts,
    states=(
        State("one", Text("甲", "One"), desk=AUTHORITY),
        State("two", Text("乙", "Two"), desk=AUTHORITY),
    ),
    steps=(_step("forth", "one", "two"), _step("back", "two", "one")),
    clocks=(_clock("one"), _clock("two")),
)

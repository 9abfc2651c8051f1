"""What an estimate reviewed or approved line by line must agree with."""

from collections.abc import Collection
from decimal import Decimal

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan
from .approval import ApprovalFacts
from .listing import ListingFacts

Lines = Collection[tuple[int, Decimal]]


@rule(Text("逐行批复与总投资一致", "Approved lines agree with the total"), cites=M164.art(16, 2), req=("A16.12",))
def decision_lines_agree(f: ApprovalFacts) -> Verdict:
    """Where the estimate is approved line by line, every line stands in it once, and they add up to the total."""
    return _agree(f.decided_lines, f.estimate, f.decided) if f.decided_lines else Met()


@rule(Text("逐行审核与审核金额一致", "Finance's lines agree with its amount"), cites=M164.art(14, 1), req=("A14.4",))
def reviewed_lines_agree(f: ListingFacts) -> Verdict:
    """Where finance reviews the estimate line by line, every line stands in it once, and they add up to its amount."""
    return _agree(f.reviewed_lines, f.estimate, f.reviewed) if f.reviewed_lines else Met()


def _agree(lines: Lines, estimate: frozenset[int], amount: Decimal) -> Verdict:
    numbers = [number for number, _ in lines]
    if len(numbers) != len(set(numbers)) or set(numbers) != estimate:
        return Breach(
            say("逐行金额未列全，或者行号重复、不存在。", "A line is missing, comes twice, or does not exist."),
            say("按投资估算表逐行填写，每行一次；不逐行核定的留空。", "List every line once, or leave it blank."),
        )
    total = sum((each for _, each in lines), Decimal(0))
    if total == amount:
        return Met()
    return Breach(
        say(
            "逐行金额合计%(lines)s万元，核定总金额%(total)s万元，两者不一致。",
            "The lines add up to %(lines)s, the total is %(total)s (CNY 10,000).",
            lines=wan(total),
            total=wan(amount),
        ),
        say("核对各行金额与总金额。", "Check the lines against the total."),
    )

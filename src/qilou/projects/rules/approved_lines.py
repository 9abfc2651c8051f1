"""What an estimate approved line by line must agree with."""

from decimal import Decimal

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan
from .approval import ApprovalFacts


@rule(Text("逐行批复与总投资一致", "Approved lines agree with the total"), cites=M164.art(16, 2), req=("A16.12",))
def decision_lines_agree(f: ApprovalFacts) -> Verdict:
    """Where the estimate is approved line by line, every line stands in it once, and they add up to the total."""
    if not f.decided_lines:
        return Met()
    numbers = [number for number, _ in f.decided_lines]
    if len(numbers) != len(set(numbers)) or set(numbers) != f.estimate:
        return Breach(
            say("批准的投资表未逐行列出，或者行号重复、不存在。", "A line is missing, comes twice, or does not exist."),
            say("按投资估算表逐行填写，每行一次；不逐行批复的留空。", "List every line once, or leave it blank."),
        )
    total = sum((amount for _, amount in f.decided_lines), Decimal(0))
    if total == f.decided:
        return Met()
    return Breach(
        say(
            "批准的投资表合计%(lines)s万元，批复总投资%(total)s万元，两者不一致。",
            "The approved lines add up to %(lines)s, the total is %(total)s (10,000 CNY).",
            lines=wan(total),
            total=wan(f.decided),
        ),
        say("核对各行金额与批复总投资。", "Check the lines against the total."),
    )

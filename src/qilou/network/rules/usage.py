"""A district's return of its delegated blocks agrees with the recount, or says why it does not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Parameter, Text, Verdict, rule, say
from qilou.law.measures import M164

ARTICLE = M164.art(25)
RETURN_DAYS = Parameter(
    code="usage_return_days",
    question=Text(
        "半年结束后多少个工作日内报送地址使用情况？（非法定）",
        "Within how many working days of a half-year's end is the return of addresses due? (not statutory)",
    ),
    default=10,
    least=1,
    cites=ARTICLE,
    req=("A25.3",),
    statutory=False,
)
NETWORK_V6 = 2**64


def units(block: str, size: int) -> int:
    """What is counted of a block: addresses or, of IPv6, networks of length 64, begun ones whole."""
    return -(-size // NETWORK_V6) if ":" in block else size


@dataclass(frozen=True, slots=True)
class Usage:
    """What a delegated block holds: in use, held, cooling off, and how many approved cases stand behind it."""

    used: int = 0
    held: int = 0
    cooling: int = 0
    accesses: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.used + other.used,
            self.held + other.held,
            self.cooling + other.cooling,
            self.accesses + other.accesses,
        )


@dataclass(frozen=True, slots=True)
class UsageFacts:
    """What is returned and what a recount gives, by block, and the remarks."""

    returned: Mapping[str, Usage] = UNKNOWN
    counted: Mapping[str, Usage] = UNKNOWN
    remarks: str = UNKNOWN


def differing(returned: Mapping[str, Usage], counted: Mapping[str, Usage]) -> tuple[str, ...]:
    """The blocks whose figures differ; a block that one side leaves out counts as nothing."""
    nothing = Usage()
    blocks = dict.fromkeys((*counted, *returned))
    return tuple(one for one in blocks if returned.get(one, nothing) != counted.get(one, nothing))


def ended_before(day: date) -> tuple[int, int]:
    """The last half-year that has ended by a day: its year and 1 or 2."""
    return (day.year, 1) if day.month > 6 else (day.year - 1, 2)


def ends(year: int, half: int) -> date:
    """The last day of a half-year."""
    return date(year, 6, 30) if half == 1 else date(year, 12, 31)


def label_of(year: int, half: int) -> Text:
    """A half-year in words."""
    return Text(f"{year}年{'上' if half == 1 else '下'}半年", f"half-year {half} of {year}")


@rule(Text("报送数与实数一致或者说明原因", "The return agrees or says why"), cites=ARTICLE, req=("A25.3",))
def usage_agrees_or_says_why(f: UsageFacts) -> Verdict:
    """Every figure of every block."""
    apart = differing(f.returned, f.counted)
    if not apart or f.remarks.strip():
        return Met()
    return Breach(
        say(
            "以下地址段与平台实数不一致：%(blocks)s。",
            "These blocks differ from the recount: %(blocks)s.",
            blocks=apart,
        ),
        say("改正数字，或者在情况说明中写明原因。", "Correct the figures, or say why in the remarks."),
    )

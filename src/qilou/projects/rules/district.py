"""A district's return agrees with what the platform counts, or says why it does not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Parameter, Text, Verdict, rule, say
from qilou.law.measures import M164

ARTICLE = M164.art(21)
RETURN_DAYS = Parameter(
    code="district_return_days",
    question=Text(
        "季度结束后多少个工作日内报送区（县）项目季报？（非法定）",
        "Within how many working days of a quarter's end is a district's return due? (not statutory)",
    ),
    default=10,
    least=1,
    cites=ARTICLE,
    req=("A21.1",),
    statutory=False,
)
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Figures:
    """Projects at one stage: how many, and their money in yuan."""

    projects: int = 0
    approved: Decimal = ZERO
    contracted: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.projects + other.projects,
            self.approved + other.approved,
            self.contracted + other.contracted,
            self.paid + other.paid,
        )


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What is returned and what the platform counts, by stage, and the remarks."""

    returned: Mapping[str, Figures] = UNKNOWN
    counted: Mapping[str, Figures] = UNKNOWN
    labels: Mapping[str, Text] = UNKNOWN
    remarks: str = UNKNOWN


def differing(returned: Mapping[str, Figures], counted: Mapping[str, Figures]) -> tuple[str, ...]:
    """The stages whose figures differ; a stage that one side leaves out counts as nothing."""
    nothing = Figures()
    stages = dict.fromkeys((*counted, *returned))
    return tuple(one for one in stages if returned.get(one, nothing) != counted.get(one, nothing))


@rule(Text("季报与平台统计一致或者说明原因", "The return agrees or says why"), cites=ARTICLE, req=("A21.1",))
def agrees_or_says_why(f: ReturnFacts) -> Verdict:
    """Every count and every fen, stage by stage."""
    apart = differing(f.returned, f.counted)
    if not apart or f.remarks.strip():
        return Met()
    return Breach(
        say(
            "以下阶段与平台统计不一致：%(stages)s。",
            "These stages differ from what the platform counts: %(stages)s.",
            stages=tuple(f.labels.get(one, one) for one in apart),
        ),
        say("改正数字，或者在情况说明中写明原因。", "Correct the figures, or say why in the remarks."),
    )

"""What keeps State secrets out: the unit's statement, and a guard on the markings that secret papers bear."""

from typing import Protocol

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.secrecy import WAY_OUT


class SecrecyFacts(Protocol):
    """What the guard reads of any facts."""

    @property
    def markings(self) -> tuple[str, ...]:
        """The markings that were found."""

    @property
    def non_secret(self) -> bool:
        """Whether the unit stated that nothing is secret."""


@rule(Text("不涉密声明", "Statement that nothing is secret"), cites=M164.art(44), req=("A44.1",))
def stated_non_secret(f: SecrecyFacts) -> Verdict:
    """The unit answers for what it enters."""
    if f.non_secret:
        return Met()
    return Breach(
        say("尚未声明本件不涉及国家秘密。", "It is not yet stated that nothing here is a State secret."),
        say(
            "核对无误后勾选不涉密声明；涉密的不得录入本平台。",
            "Check and state it; what is secret must not be entered.",
        ),
    )


@rule(Text("不含密级标志", "No secrecy markings"), cites=M164.art(44), req=("A44.1",))
def no_secret_marking(f: SecrecyFacts) -> Verdict:
    """Text that bears a marking is refused before anything of it is stored."""
    if not f.markings:
        return Met()
    return Breach(
        say(
            "内容带有密级标志：%(found)s。本平台不得存储、处理国家秘密。",
            "The text bears secrecy markings: %(found)s. This platform must not store or process State secrets.",
            found=f.markings,
        ),
        WAY_OUT,
    )

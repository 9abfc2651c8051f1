"""What keeps State secrets out: the unit's statement, and a guard on the markings that secret papers bear."""

import re
from collections.abc import Iterable
from typing import Protocol

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

# 机密性 and 商业机密 are ordinary words; 秘密 alone is too, so it counts only as a marking.
MARKINGS = re.compile(
    r"绝密(?!性)|(?<!商业)机密(?!性)|秘密\s*[★☆]|[★☆]\s*秘密|秘密级|密级\s*[:：]\s*秘密|\bTOP\s+SECRET\b|\bSECRET\s*[★☆]",
    re.IGNORECASE,
)
WAY_OUT = say(
    "请停止录入，删除本机草稿，依照《中华人民共和国保守国家秘密法》通过涉密渠道办理；本平台只保留不涉密的登记代称。",
    "Stop, delete the draft, and proceed outside this platform under the State Secrets Law; only a name that is not "
    "secret may be registered here.",
)


class SecrecyFacts(Protocol):
    """What the guard reads of any facts."""

    @property
    def markings(self) -> tuple[str, ...]:
        """The markings that were found."""

    @property
    def non_secret(self) -> bool:
        """Whether the unit stated that nothing is secret."""


def markings_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The markings of secret papers that stand in these texts, each once."""
    return tuple(dict.fromkeys(found.group().strip() for text in texts for found in MARKINGS.finditer(text)))


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

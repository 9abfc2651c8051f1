"""Own networks and own office systems among what a project builds: found, judged by a person, approved elsewhere.

What declares itself so by its mark is own; what only sounds like it is judged by a person. Words alone decide nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from qilou.law import Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

NETWORK, SYSTEM = "network", "system"
MARKS = {"own_network": NETWORK, "own_office": SYSTEM}
NETWORK_WORDS = (
    "自建光缆",
    "敷设光缆",
    "铺设光缆",
    "专用光缆",
    "自建网络",
    "独立网络建设",
    "传输干线",
    "自建专网",
    "租用专线",
)
SYSTEM_WORDS = (
    "协同办公",
    "办公自动化",
    "办公系统",
    "公文处理",
    "公文流转",
    "收发文",
    "行政审批系统",
    "网上审批系统",
    "电子监察",
)
KINDS = {NETWORK: Text("自建网络", "own network"), SYSTEM: Text("自建应用系统", "own system")}


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that is, or may be, a network or system of the unit's own. `line` 0 is the project as its name says.

    `own` is what its mark or a person says of it, None while only its words speak. Amount in yuan.
    """

    line: int
    name: str
    amount: Decimal
    kind: str
    own: bool | None

    def __str__(self) -> str:
        return f"{self.line} {self.name} {self.amount} {self.kind} {self.own}"

    @property
    def said(self) -> Text:
        """The part as a sentence names it."""
        yuan = f"{self.amount:,.2f}"
        if not self.line:
            return Text(f"项目“{self.name}”", f"the project “{self.name}”")
        return Text(f"第{self.line}行“{self.name}”（{yuan} 元）", f"line {self.line} “{self.name}” (CNY {yuan})")


class OwnFacts(Protocol):
    """What these rules read of a case's facts: the parts, and the approvals by kind with their numbers."""

    own_parts: tuple[OwnPart, ...]
    own_approvals: Mapping[str, str]


def own_parts(
    project: str,
    total: Decimal,
    lines: Iterable[tuple[int, str, Decimal, str]],
    found: Mapping[tuple[int, str, str], bool],
) -> tuple[OwnPart, ...]:
    """The parts of a project that are or may be own; `lines` are (number, name, amount, mark).

    `found` says what a person found, by line, name and kind.
    """
    parts = []
    for number, name, amount, mark in lines:
        kinds = {MARKS[mark]} if mark in MARKS else set(_sounds_like(name))
        for kind in sorted(kinds):
            own = True if mark in MARKS else found.get((number, name, kind))
            parts.append(OwnPart(number, name, amount, kind, own))
    named = {one.kind for one in parts}
    for kind in _sounds_like(project):
        if kind not in named:
            parts.append(OwnPart(0, project, total, kind, found.get((0, project, kind))))
    return tuple(parts)


def _sounds_like(text: str) -> list[str]:
    words = ((NETWORK, NETWORK_WORDS), (SYSTEM, SYSTEM_WORDS))
    return [kind for kind, listed in words if any(word in text for word in listed)]


def without_approval(f: OwnFacts, kind: str) -> tuple[Text, ...]:
    """The own parts of a kind for which no approval stands."""
    return () if kind in f.own_approvals else tuple(one.said for one in f.own_parts if one.kind == kind and one.own)


@rule(
    Text("疑似自建内容已作结论", "What may be own is judged"),
    cites=M164.art(23, 2),
    req=("A23.3", "A32.1"),
)
def own_parts_judged(f: OwnFacts) -> Verdict:
    """A person says of each part that sounds like an own network or office system whether it is one."""
    open_ones = tuple(one.said for one in f.own_parts if one.own is None)
    if not open_ones:
        return Met()
    return Breach(
        say(
            "以下内容疑似自建网络或者自建办公、审批、监察系统，尚无结论：%(which)s。",
            "These may be an own network or an own office, approval or supervision system and are not judged yet: "
            "%(which)s.",
            which=open_ones,
        ),
        say("先办理“自建内容作结论”，逐项写明是否自建和理由。", "Judge them first: whether each is own, and why."),
    )


@rule(
    Text("自建网络已经批准", "An own network is approved"),
    cites=M164.art(23, 2),
    req=("A23.3", "A24.3"),
)
def own_network_approved(f: OwnFacts) -> Verdict:
    """In principle nobody builds a network or trunk of their own; who must has the plan approved first."""
    lacking = without_approval(f, NETWORK)
    if not lacking:
        return Met()
    return Breach(
        say(
            "原则上不得自建网络和传输干线。%(which)s没有经批准的独立网络方案。",
            "In principle nobody builds a network or trunk of their own. No plan of a separate network is approved for "
            "%(which)s.",
            which=lacking,
        ),
        say(
            "由申报单位办理“独立网络”申请并选择本项目，方案经主管部门批准后再办；"
            "能由统一平台承载的，改为申请接入并删去该项投资。",
            "The unit applies under “Separate network”, naming this project, and goes on once the plan is approved; or "
            "it applies for access to the platform and takes the line out.",
        ),
    )


@rule(
    Text("自建应用系统已经批准", "An own application system is approved"),
    cites=M164.art(32),
    req=("A32.1", "A32.2"),
)
def own_system_approved(f: OwnFacts) -> Verdict:
    """The shared office, approval and supervision functions are used; an own system is approved first."""
    lacking = without_approval(f, SYSTEM)
    if not lacking:
        return Met()
    return Breach(
        say(
            "应当统一使用共享系统的办公、审批、监察功能。%(which)s没有经批准的自建应用系统申请。",
            "The shared functions for office work, approval and supervision are to be used. No own application system "
            "is approved for %(which)s.",
            which=lacking,
        ),
        say(
            "由申报单位办理“自建应用系统”申请并选择本项目，经批准后再办；可以使用共享系统的，不另行建设。",
            "The unit applies under “Own application system”, naming this project, and goes on once it is approved; or "
            "it uses the shared system.",
        ),
    )

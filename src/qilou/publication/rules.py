"""What the review before publication asks of its outcome, and what the public sees of a project: pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.statutes import OPEN_GOVERNMENT, PROCUREMENT_REGULATION

# Who won at what price is announced in any case: names and amounts of an award are no trade secret.
AWARD = frozenset({"title", "supplier", "amount", "signed_on"})
TRADE = "commercial"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A matter under review. `known` are the items that can be left out, `left_out` those that are, with grounds."""

    kind: str = UNKNOWN
    known: frozenset[str] = UNKNOWN
    left_out: Mapping[str, str] = UNKNOWN
    ground: str = UNKNOWN


@rule(Text("区分处理", "Only part is left out"), cites=OPEN_GOVERNMENT.art(37), req=("X8",))
def leaves_out_some_and_not_all(f: ReviewFacts) -> Verdict:
    """What is published in part names what is left out, of what there is, and leaves something."""
    strange = tuple(sorted(f.left_out.keys() - f.known))
    if strange:
        return Breach(
            say("没有这些内容：%(items)s。", "There are no such items: %(items)s.", items=strange),
            say("从所列内容中选择。", "Choose from the items that are shown."),
        )
    if not f.left_out:
        return Breach(
            say("没有列明不公开的内容。", "Nothing is named that is left out."),
            say("全部公开的，选“公开”。", "Where all of it may be published, choose “Publish”."),
        )
    if f.known <= f.left_out.keys():
        return Breach(
            say("全部内容都不公开。", "Everything is left out."),
            say("选“不予公开”并说明依据。", "Choose “Withhold” and give the ground."),
        )
    return Met()


@rule(Text("中标结果依法公告", "An award is announced by law"), cites=PROCUREMENT_REGULATION.art(43), req=("X8",))
def award_is_no_trade_secret(f: ReviewFacts) -> Verdict:
    """Supplier and amount of a contract are announced with the award: no ground of trade secrecy keeps them back."""
    if f.kind != "contract":
        return Met()
    kept = {item for item, ground in f.left_out.items() if ground == TRADE} & AWARD
    if f.ground == TRADE or kept:
        return Breach(
            say(
                "供应商和合同金额随中标、成交结果公告，不属于可以不公开的商业秘密。",
                "Supplier and amount are announced with the award; they are no trade secret that may be kept back.",
            ),
            say("只对其余涉及商业秘密的内容作区分处理。", "Leave out only other items that hold trade secrets."),
        )
    return Met()


def in_part(content: Mapping[str, object], left_out: Collection[str]) -> dict[str, object]:
    """The content without what is left out; `line:12` leaves the line of project 12 out of a list."""
    kept = {name: value for name, value in content.items() if name not in left_out}
    lines = kept.get("lines")
    if isinstance(lines, list):
        kept["lines"] = [one for one in lines if f"line:{one['project']}" not in left_out]
    return kept


@dataclass(frozen=True, slots=True)
class Told:
    """One publication as the stage of a project is read from it, in the order of publishing."""

    kind: str
    content: Mapping[str, object]


ORDER = ("not_passed", "evaluated", "reserve", "listed", "approved", "contracted", "accepted")


def stage_of(told: Iterable[Told], project: int) -> tuple[str, str | None]:
    """How far a project has come by what is published of it, and the amount that the furthest decision names."""
    found = [step for one in told if (step := _step(one, project)) is not None]
    stage = max((name for name, _ in found), key=ORDER.index, default="evaluated")
    amounts = [(ORDER.index(name), place, amount) for place, (name, amount) in enumerate(found) if amount]
    return stage, max(amounts)[2] if amounts else None


def _step(one: Told, project: int) -> tuple[str, str | None] | None:
    content = one.content
    match one.kind:
        case "opinion":
            passed = content.get("result") != "not_passed"
            return ("evaluated" if passed else "not_passed", _amount(content.get("suggested")))
        case "list":
            line = line_of(content, project)
            return None if line is None else ("listed" if line["listed"] else "reserve", _amount(line["amount"]))
        case "approval" | "change":
            return "approved", _amount(content.get("total"))
        case "contract" | "progress" | "performance":
            return "contracted", None
        case "acceptance":
            return "accepted", None
    return None


def _amount(value: object) -> str | None:
    return str(value) if value else None


def line_of(content: Mapping[str, object], project: int) -> Mapping[str, object] | None:
    """The line of a project on a published list; None where it was left out."""
    lines = content.get("lines")
    return next((one for one in lines if one["project"] == project), None) if isinstance(lines, list) else None

"""What is asked of a measure: a ban broken, harm that may follow, an end, the unit heard, something to lie on."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Parameter, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164

ARTICLE = M164.art(39)
MEASURE_DAYS = Parameter(
    code="network_measure_days",
    question=Text(
        "一次技术措施最长多少日？（条文未规定）", "For how many days is a measure taken at most? (the text sets none)"
    ),
    default=30,
    least=1,
    cites=ARTICLE,
    req=("A39.2",),
    statutory=False,
)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure and where it stands. `hits` is how many accesses and allocations it would lie on.

    `strange` are named addresses that are none of the unit's.
    """

    today: date = UNKNOWN
    ground: str = UNKNOWN
    facts: str = UNKNOWN
    days: int = UNKNOWN
    urgent: bool = UNKNOWN
    heard: bool = UNKNOWN
    hits: int = UNKNOWN
    strange: tuple[str, ...] = UNKNOWN
    hearing_until: date = UNKNOWN


@rule(Text("违反禁止并可能造成危害", "A ban is broken and harm may follow"), cites=ARTICLE, req=("A39.1", "A39.2"))
def breaks_a_ban(f: MeasureFacts) -> Verdict:
    """Measures are taken where a ban of Article 39 is broken, by facts that say what harm may follow."""
    if f.ground and f.facts.strip():
        return Met()
    return Breach(
        say("没有写明违反禁止的行为和可能的危害后果。", "The banned activity and the harm are not stated."),
        say("选择行为并写明事实和后果。", "Choose the activity, and state facts and harm."),
    )


@rule(Text("有期限", "It has an end"), cites=ARTICLE, req=("A39.2",))
def ends_in_time(f: MeasureFacts, readings: Readings) -> Verdict:
    """A measure ends by itself within the longest term."""
    most = readings[MEASURE_DAYS]
    if 1 <= f.days <= most:
        return Met()
    return Breach(
        say("期限须为1日至%(most)s日。", "The term is one to %(most)s days.", most=most),
        say("缩短期限；届满仍有危害的，另行决定。", "Shorten it; decide anew if harm still threatens then."),
    )


@rule(Text("有可以采取措施的接入或者地址", "There is something it lies on"), cites=ARTICLE, req=("A39.2",))
def hits_something(f: MeasureFacts) -> Verdict:
    """It lies on accesses and addresses of the unit, and on nobody else's."""
    if f.strange:
        return Breach(
            say("以下地址没有分配给该单位：%(which)s。", "Not the unit's: %(which)s.", which=f.strange),
            say("核对地址的使用单位。", "Look up whose they are."),
        )
    if f.hits:
        return Met()
    return Breach(
        say("该单位在本辖区没有在用的接入和地址。", "The unit has no access or address in service here."),
        say("核对单位和范围。", "Check the unit and the extent."),
    )


@rule(Text("听取陈述申辩", "The unit was heard"), cites=ARTICLE, req=("A39.2",))
def heard_or_urgent(f: MeasureFacts) -> Verdict:
    """The unit is heard before the order, unless harm is being done."""
    if f.heard or f.urgent:
        return Met()
    return Breach(
        say("尚未听取该单位的陈述和申辩，也不是紧急情况。", "The unit was not heard, and it is not urgent."),
        say("先“告知并听取意见”。", "Tell the unit and hear it first."),
    )


@rule(Text("陈述期限在今天以后", "Time to be heard"), cites=ARTICLE, req=("A39.2",))
def leaves_time_to_be_heard(f: MeasureFacts) -> Verdict:
    """The unit has until a day to come."""
    if f.hearing_until > f.today:
        return Met()
    return Breach(
        say("陈述申辩的期限须在今天以后。", "The day until which it is heard lies ahead."),
        say("填写以后的日期。", "Enter a later day."),
    )

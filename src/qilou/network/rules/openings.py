"""What is asked of an opening: an access in service, a last day, a window and a way back."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Parameter, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164

OPENING_DAYS = Parameter(
    code="network_opening_days",
    question=Text(
        "端口策略、账号、域名、云资源一次最长开通多少日？（非法定）",
        "For how many days is a port, account, domain or cloud resource opened at most? (not statutory)",
    ),
    default=365,
    least=1,
    cites=M164.art(22, 1),
    req=("A22.1",),
    statutory=False,
)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """An opening and where it stands. `in_service`: the access is the unit's, not withdrawn, under no measure."""

    today: date = UNKNOWN
    network: str = UNKNOWN
    in_service: bool = UNKNOWN
    until: date = UNKNOWN
    agreed_on: date = UNKNOWN
    opened_on: date = UNKNOWN


@rule(Text("接入在用", "The access is in service"), cites=M164.art(24, 1), req=("A24.2", "A39.2"))
def access_in_service(f: OpeningFacts) -> Verdict:
    """Nothing is opened on an access that is not the unit's, is withdrawn, or lies under a measure."""
    if f.in_service:
        return Met()
    return Breach(
        say(
            "所选接入不是本单位的，或者已注销、正在被采取技术措施。",
            "The access is not the unit's, or withdrawn, or restrained.",
        ),
        say("选择本单位在用的接入；措施解除后再办。", "Choose one in service, or wait until the measure is lifted."),
    )


@rule(Text("有到期日", "It has a last day"), cites=M164.art(22, 1), req=("A22.1",))
def ends_in_time(f: OpeningFacts, readings: Readings) -> Verdict:
    """Nothing stays open without end: its last day lies ahead and within the longest time."""
    most = readings[OPENING_DAYS]
    if f.today < f.until and (f.until - f.today).days <= most:
        return Met()
    return Breach(
        say("到期日须在今天以后、%(most)s日以内。", "The last day lies ahead, within %(most)s days.", most=most),
        say("缩短期限；到期前可以再申请。", "Shorten it; apply again before it ends."),
    )


@rule(Text("同意后在期限内开通", "Opened after it was agreed"), cites=M164.art(22, 1), req=("A22.1",))
def opened_after_agreement(f: OpeningFacts) -> Verdict:
    """It is opened on or after the day of the agreement, not in the future, and not after its own last day."""
    if f.agreed_on <= f.opened_on <= min(f.today, f.until):
        return Met()
    return Breach(
        say(
            "开通日期须在同意之日以后、今天以前，且不晚于到期日。",
            "It was opened between the agreement and today, in its time.",
        ),
        say("核对日期；已经过期的重新申请。", "Check the day; apply anew if it is over."),
    )

"""What the law asks of an own application system: the shared one first, approved before, run to uniform norms."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class OwnSystemFacts:
    """An application for an own system and where it stands."""

    today: date = UNKNOWN
    network: str = UNKNOWN
    unit_registered: bool = UNKNOWN
    unit_of_area: bool = UNKNOWN
    returned: bool = UNKNOWN
    necessity: str = UNKNOWN
    state_rule: str = UNKNOWN
    norms: str = UNKNOWN
    data_return: str = UNKNOWN
    mend_by: date = UNKNOWN


@rule(Text("共享系统不能满足", "The shared system does not do"), cites=M164.art(32), req=("A32.1",))
def shared_system_does_not_do(f: OwnSystemFacts) -> Verdict:
    """The shared functions are used unless the State rules otherwise, or it is shown why they do not do."""
    if f.state_rule.strip() or f.necessity.strip():
        return Met()
    return Breach(
        say(
            "应当统一使用共享系统的办公、审批、监察功能；申请未说明为何不能使用，也未列明国家另有规定的文件。",
            "The shared functions for office work, approval and supervision are to be used; the application neither "
            "says why they do not do nor names a rule of the State.",
        ),
        say(
            "写明理由或者依据文件；可以使用共享系统的，不必另建。",
            "Give reasons or the rule; or use the shared system.",
        ),
    )


@rule(Text("按统一规范建设维护", "Built and run to uniform norms"), cites=M164.art(32), req=("A32.2", "A32.3"))
def to_uniform_norms(f: OwnSystemFacts) -> Verdict:
    """An own system keeps the uniform norms and its data come to the sharing platform."""
    lacking = []
    if not f.norms.strip():
        lacking.append(Text("遵循的统一规范和接口", "the norms and interfaces kept"))
    if not f.data_return.strip():
        lacking.append(Text("数据归集和回传", "how its data are returned"))
    if not lacking:
        return Met()
    return Breach(
        say("申请未说明：%(what)s。", "The application does not say: %(what)s.", what=tuple(lacking)),
        say("补充填写。", "Fill it in."),
    )


@rule(Text("整改期限在今天以后", "Time to mend it"), cites=M164.art(32), req=("A32.3",))
def leaves_time_to_mend(f: OwnSystemFacts) -> Verdict:
    """What is found in supervision is mended by a day that lies ahead."""
    if f.mend_by > f.today:
        return Met()
    return Breach(
        say("整改期限须在今天以后。", "The day by which it is mended lies ahead."),
        say("填写合理的整改期限。", "Enter a day to come."),
    )

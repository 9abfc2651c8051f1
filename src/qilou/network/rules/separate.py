"""What the law asks of a separate network: in principle none; else its plan approved first, joined and merged."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class SeparateFacts:
    """An application about a separate network and where it stands. `steps` are (number, due, done or None)."""

    today: date = UNKNOWN
    network: str = UNKNOWN
    unit_registered: bool = UNKNOWN
    unit_of_area: bool = UNKNOWN
    returned: bool = UNKNOWN
    kind: str = UNKNOWN
    on_register: str = UNKNOWN
    under_way: str = UNKNOWN
    necessity: str = UNKNOWN
    reckoning: str = UNKNOWN
    technical: str = UNKNOWN
    security: str = UNKNOWN
    interconnect: str = UNKNOWN
    steps: tuple[tuple[int, date, date | None], ...] = UNKNOWN
    reported: int = UNKNOWN
    done_on: date = UNKNOWN
    approved_on: date = UNKNOWN


@rule(Text("一个网络一项申请", "One application a network"), cites=M164.art(24, 2), req=("A24.3",))
def no_other_plan(f: SeparateFacts) -> Verdict:
    """While one plan for a network is being decided or carried out there is no second; a new one must be new."""
    if f.under_way:
        return Breach(
            say(
                "该网络已有未办结的申请%(number)s。",
                "This network has an open application, %(number)s.",
                number=f.under_way,
            ),
            say("在该办件中办理。", "Go on with that case."),
        )
    if f.kind == "build" and f.on_register:
        return Breach(
            say("同名网络已经登记，不能作为新建申请。", "A network of that name is on the register already."),
            say("申请保留或者并入。", "Apply to keep or to merge it."),
        )
    return Met()


@rule(Text("说明为何不能使用统一平台", "Why the platform cannot carry it"), cites=M164.art(23, 2), req=("A23.3",))
def platform_cannot_carry_it(f: SeparateFacts) -> Verdict:
    """In principle nobody builds or keeps a network of its own: who must says why, with the bandwidth reckoned."""
    if f.kind == "merge" or (f.necessity.strip() and f.reckoning.strip()):
        return Met()
    return Breach(
        say(
            "原则上不得自建网络和传输干线。申请未说明为何不能由统一平台承载，或者没有带宽测算。",
            "In principle nobody builds a network or trunk of their own. The application does not say why the platform "
            "cannot carry this, or has no reckoning of the bandwidth.",
        ),
        say("补充说明和测算；能由统一平台承载的，申请接入。", "Add both; or apply for access to the platform."),
    )


@rule(Text("技术和安全方案齐全", "Technical and security plan"), cites=M164.art(24, 2), req=("A24.3",))
def plan_is_whole(f: SeparateFacts) -> Verdict:
    """What is to be approved before it is built is a technical and a security plan."""
    lacking = []
    if not f.technical.strip():
        lacking.append(Text("技术方案", "the technical plan"))
    if not f.security.strip():
        lacking.append(Text("安全方案", "the security plan"))
    if f.kind == "merge" or not lacking:
        return Met()
    return Breach(
        say("缺少：%(what)s。", "It lacks: %(what)s.", what=tuple(lacking)),
        say("补充后提交。", "Add it."),
    )


@rule(Text("与统一平台互联", "Connected to the platform"), cites=M164.art(23, 3), req=("A23.5",))
def says_how_it_joins(f: SeparateFacts) -> Verdict:
    """A network that is kept is connected to the platform: the application says how."""
    if f.kind != "keep" or f.interconnect.strip():
        return Met()
    return Breach(
        say(
            "申请保留的网络未说明与统一平台的互联方式。",
            "It is not said how the network that stays joins the platform.",
        ),
        say("填写互联方式。", "Say how."),
    )


@rule(Text("有并网计划", "A plan of merging"), cites=M164.art(23, 3), req=("A23.4",))
def has_merge_plan(f: SeparateFacts) -> Verdict:
    """An existing network is merged step by step, each with a day that lies ahead when it is handed in."""
    if f.kind == "build":
        return Met()
    if f.steps and all(due >= f.today for _, due, _ in f.steps):
        return Met()
    return Breach(
        say(
            "已建网络须有逐步并入的计划，期限在今天以后。",
            "An existing network needs steps of merging, with days to come.",
        ),
        say("填写并网步骤和完成期限。", "Enter the steps and until when."),
    )


@rule(Text("报告的步骤在计划中", "A step of the plan"), cites=M164.art(23, 3), req=("A23.4",))
def step_is_open(f: SeparateFacts) -> Verdict:
    """What is reported is a step of the approved plan that is still open, on a day since the approval."""
    still = {number for number, _, done in f.steps if done is None}
    if f.reported in still and f.approved_on <= f.done_on <= f.today:
        return Met()
    if f.reported not in still:
        return Breach(
            say("计划中没有第%(n)s步，或者已经完成。", "The plan has no open step %(n)s.", n=f.reported),
            say("填写尚未完成的步骤序号。", "Enter the number of a step that is open."),
        )
    return Breach(
        say("完成日期须在批准之日以后、今天以前（均含当日）。", "It was done between the approval and today."),
        say("核对日期。", "Check the date."),
    )


@rule(Text("互联以批准为前提", "Connected after the approval"), cites=M164.art(23, 3), req=("A23.5", "A24.3"))
def after_the_approval(f: SeparateFacts) -> Verdict:
    """What the technical body does for it lies on or after the day of the approval and not in the future."""
    if f.approved_on <= f.done_on <= f.today:
        return Met()
    return Breach(
        say("日期须在批准之日以后、今天以前（均含当日）。", "The day lies between the approval and today."),
        say("核对日期。", "Check the date."),
    )


@rule(Text("各步均已完成", "Every step is done"), cites=M164.art(23, 3), req=("A23.4",))
def every_step_done(f: SeparateFacts) -> Verdict:
    """A network has been merged when its whole plan was carried out."""
    still = tuple(number for number, _, done in f.steps if done is None)
    if f.steps and not still:
        return Met()
    return Breach(
        say("并网计划尚未完成的步骤：%(which)s。", "Steps of the plan still open: %(which)s.", which=still or ("—",)),
        say("先报告各步完成情况。", "Report each of them first."),
    )

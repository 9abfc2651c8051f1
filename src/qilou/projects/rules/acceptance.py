"""What must be there before a trial run ends, a project is accepted, or goes into operation: Articles 19, 20, 38."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import ACCEPTANCE_ATTEMPTS
from qilou.law.statutes import PROCUREMENT

SECURITY_PROOFS = frozenset({"graded_protection"})


@dataclass(frozen=True, slots=True)
class AcceptanceFacts:
    """A project on its way to operation.

    `unaccepted_contracts` are construction contracts whose performance has not been accepted; `checks` the found
    result of each item number; `tied` are members of the group from bodies that built, designed, supervised or tested.
    """

    approved: bool = UNKNOWN
    contracts: int = UNKNOWN
    unaccepted_contracts: tuple[str, ...] = UNKNOWN
    preliminary_passed: bool = UNKNOWN
    pending_change: str = UNKNOWN
    today: date = UNKNOWN
    trial_started_on: date | None = UNKNOWN
    trial_days: int | None = UNKNOWN
    trial_ends_on: date = UNKNOWN
    trial_ended_on: date | None = UNKNOWN
    log_entries: int = UNKNOWN
    open_faults: int = UNKNOWN
    passed_on: date | None = UNKNOWN
    operating: bool = UNKNOWN
    items: tuple[str, ...] = UNKNOWN
    changed_items: frozenset[str] = UNKNOWN
    checks: tuple[tuple[str, str], ...] = UNKNOWN
    proofs: tuple[tuple[str, str], ...] = UNKNOWN
    members: int = UNKNOWN
    tied: tuple[str, ...] = UNKNOWN
    report_file: str = UNKNOWN
    failures: int = UNKNOWN
    reason: str = UNKNOWN


@rule(Text("项目已经批复", "The project is approved"), cites=M164.art(19, 1), req=("A15.6", "A19.2"))
def approved_before_acceptance(f: AcceptanceFacts) -> Verdict:
    """Acceptance checks what was approved."""
    if f.approved:
        return Met()
    return Breach(
        say("项目尚未批复立项，无可验收的内容。", "The project is not approved: there is nothing to accept."),
        say("先取得立项批复。", "Obtain the approval first."),
    )


@rule(Text("已登记建设合同", "A construction contract is registered"), cites=M164.art(19, 1), req=("A19.13",))
def something_was_built(f: AcceptanceFacts) -> Verdict:
    """What was never contracted was not built."""
    if f.contracts > 0:
        return Met()
    return Breach(
        say("项目没有登记建设合同。", "No construction contract of the project is registered."),
        say("先登记建设合同。", "Register the construction contract first."),
    )


@rule(
    Text("建设合同已经履约验收", "Performance of every construction contract is accepted"),
    cites=PROCUREMENT.art(41),
    req=("A19.13",),
)
def contracts_accepted(f: AcceptanceFacts) -> Verdict:
    """Each contract is accepted clause by clause before the project as a whole."""
    if not f.unaccepted_contracts:
        return Met()
    return Breach(
        say("尚未履约验收的合同：%(which)s。", "Contracts not yet accepted: %(which)s.", which=f.unaccepted_contracts),
        say("先逐条办理合同履约验收。", "Accept their performance clause by clause first."),
    )


@rule(
    Text("初步验收合格后试运行", "The trial run follows preliminary acceptance"),
    cites=M164.art(19, 1),
    req=("A19.1", "A19.13"),
)
def preliminary_accepted(f: AcceptanceFacts) -> Verdict:
    """A system that failed preliminary acceptance is not put on trial."""
    if f.preliminary_passed:
        return Met()
    return Breach(
        say("尚未通过初步验收。", "Preliminary acceptance has not been passed."),
        say("先组织初步验收并取得合格结论。", "Organise preliminary acceptance and pass it."),
    )


@rule(Text("试运行期满", "The trial run has run its length"), cites=M164.art(19, 1), req=("A19.1", "A19.3"))
def trial_run_complete(f: AcceptanceFacts) -> Verdict:
    """Its length is the contract's or the parameter's; the last day must have come."""
    if f.trial_started_on is None:
        return Breach(
            say("尚未开始试运行。", "The trial run has not begun."),
            say("先登记试运行开始。", "Record its beginning first."),
        )
    if f.trial_ends_on <= f.today:
        return Met()
    return Breach(
        say(
            "试运行自 %(start)s 起 %(days)s 日，至 %(end)s 期满。",
            "The trial run of %(days)s days began on %(start)s and lasts until %(end)s.",
            start=f.trial_started_on,
            days=f.trial_days,
            end=f.trial_ends_on,
        ),
        say("期满后再登记试运行结束。", "Record its end once that day has come."),
    )


@rule(Text("有试运行记录", "The trial run has a log"), cites=M164.art(19, 1), req=("A19.1",))
def trial_run_logged(f: AcceptanceFacts) -> Verdict:
    """A trial run without a log proves nothing."""
    if f.log_entries > 0:
        return Met()
    return Breach(
        say("试运行没有任何运行记录。", "The trial run has no log entry."),
        say("逐次登记运行情况和故障处理。", "Enter how it ran and how faults were dealt with."),
    )


@rule(Text("试运行之后组织验收", "Acceptance follows the trial run"), cites=M164.art(19, 1), req=("A19.2",))
def trial_run_ended(f: AcceptanceFacts) -> Verdict:
    """The unit organises acceptance after the trial run, not during it."""
    if f.trial_ended_on is not None:
        return Met()
    return Breach(
        say("试运行尚未结束。", "The trial run has not ended."),
        say("试运行期满并登记结束后组织验收。", "Organise acceptance once the trial run is over."),
    )


@rule(
    Text("批准的内容逐项验收一次", "Each approved item is checked exactly once"),
    cites=M164.art(19, 1),
    req=("A19.2", "A19.9"),
)
def every_item_checked_once(f: AcceptanceFacts) -> Verdict:
    """The approval's items are the measure, no more and no less."""
    checked = [number for number, _ in f.checks]
    missing = tuple(one for one in f.items if one not in checked)
    wrong = tuple(sorted({one for one in checked if one not in f.items or checked.count(one) > 1}))
    if not missing and not wrong:
        return Met()
    return Breach(
        say(
            "未核对的建设内容：%(missing)s；批复中没有或者重复的：%(wrong)s。",
            "Approved items not checked: %(missing)s; unknown or repeated: %(wrong)s.",
            missing=missing or Text("无", "none"),
            wrong=wrong or Text("无", "none"),
        ),
        say("按批复的序号逐项填写，每项一次。", "Enter every item of the approval exactly once."),
    )


@rule(Text("批准的内容全部完成", "Every approved item is done"), cites=M164.art(19, 2), req=("A19.9",))
def every_item_done(f: AcceptanceFacts) -> Verdict:
    """An unfinished item means not passed, unless a change was approved or recorded for it."""
    unfinished = tuple(
        number
        for number, result in f.checks
        if result == "unfinished" or (result == "changed" and number not in f.changed_items)
    )
    if not unfinished:
        return Met()
    return Breach(
        say(
            "未完成且没有变更手续的内容：%(which)s。",
            "Unfinished, and no change covers them: %(which)s.",
            which=unfinished,
        ),
        say("完成后再验收，或者先办理变更。", "Finish them, or have the change dealt with first."),
    )


@rule(Text("网络安全证明符合要求", "The security evidence conforms"), cites=M164.art(38, 2), req=("A19.10", "A38.4"))
def security_proved(f: AcceptanceFacts) -> Verdict:
    """Graded protection must be assessed, and no proof on file may conclude that a requirement is not met."""
    kinds = {kind for kind, _ in f.proofs}
    failing = tuple(sorted({kind for kind, conclusion in f.proofs if conclusion == "fails"}))
    if kinds >= SECURITY_PROOFS and not failing:
        return Met()
    if failing:
        return Breach(
            say(
                "有证明材料结论为不符合（%(n)s 项）。",
                "Some evidence concludes “does not conform” (%(n)s).",
                n=len(failing),
            ),
            say("整改并重新取得结论。", "Put it right and have it assessed again."),
        )
    return Breach(
        say("缺少网络安全等级保护测评报告。", "The graded protection assessment is missing."),
        say("取得测评报告后填写机构、编号、结论和日期。", "Enter its institution, number, conclusion and date."),
    )


@rule(
    Text("验收组与承建、监理、测试单位无关联", "The group has no ties to those it judges"),
    cites=PROCUREMENT.art(41),
    req=("A19.12",),
)
def group_has_no_ties(f: AcceptanceFacts) -> Verdict:
    """Nobody accepts their own employer's work."""
    if f.members < 1:
        return Breach(
            say("没有填写验收组成员。", "The acceptance group has no members."),
            say("填写验收组成员及其单位。", "Enter its members and their organisations."),
        )
    if not f.tied:
        return Met()
    return Breach(
        say(
            "验收组成员来自本项目的供应商：%(who)s。",
            "Members come from suppliers of this project: %(who)s.",
            who=f.tied,
        ),
        say("更换该成员。", "Replace them."),
    )


@rule(Text("有验收报告", "The acceptance report is on file"), cites=M164.art(19, 2), req=("A19.4", "A19.5"))
def report_on_file(f: AcceptanceFacts) -> Verdict:
    """The report of a passed acceptance is what fiscal evaluation and follow-up payment rest on."""
    if f.report_file:
        return Met()
    return Breach(
        say("没有上传验收报告。", "The acceptance report is missing."), say("上传验收报告。", "Upload the report.")
    )


@rule(Text("没有在办的变更", "No change is pending"), cites=M164.art(20), req=("A20.4",))
def no_change_awaits(f: AcceptanceFacts) -> Verdict:
    """While a change is re-examined nobody knows what is to be accepted."""
    if not f.pending_change:
        return Met()
    return Breach(
        say("变更 %(number)s 正在重新审核。", "Change %(number)s is being re-examined.", number=f.pending_change),
        say("取得新的批复后验收。", "Accept after the new approval."),
    )


@rule(Text("不合格须写明整改事项", "A failure says what to put right"), cites=M164.art(19, 2), req=("A19.8",))
def failure_gives_reasons(f: AcceptanceFacts) -> Verdict:
    """A failed attempt is kept with what has to be mended."""
    if f.reason.strip():
        return Met()
    return Breach(
        say("没有写明不合格的事项。", "What failed is not stated."),
        say("写明整改事项。", "State what has to be put right."),
    )


@rule(Text("未超过再次验收次数", "Further attempts are allowed"), cites=M164.art(19, 2), req=("A19.8",))
def attempts_left(f: AcceptanceFacts, readings: Readings) -> Verdict:
    """After a failure acceptance is repeated, as often as the parameter allows; zero sets no limit."""
    allowed = readings[ACCEPTANCE_ATTEMPTS]
    if not allowed or f.failures <= allowed:
        return Met()
    return Breach(
        say(
            "验收已经 %(n)s 次不合格，最多可以再次验收 %(allowed)s 次。",
            "Acceptance has failed %(n)s times; it may be repeated %(allowed)s times.",
            n=f.failures,
            allowed=allowed,
        ),
        say("报请审批部门处理。", "Refer it to the approving department."),
    )


@rule(
    Text("验收合格才能投入使用", "Operation follows a passed acceptance"),
    cites=M164.art(19, 2),
    req=("A19.7", "X7"),
)
def accepted_before_operation(f: AcceptanceFacts) -> Verdict:
    """Not accepted, or failed: it must not be put into operation."""
    if f.passed_on is not None:
        return Met()
    return Breach(
        say("项目未经验收或者验收不合格，不得投入使用。", "Not accepted, or failed: it must not go into operation."),
        say("完成试运行，组织验收并取得合格结论。", "Complete the trial run, organise acceptance and pass it."),
    )


@rule(Text("尚未投入使用", "It is not in operation yet"), cites=M164.art(19, 2), req=("A19.7",))
def not_operating_yet(f: AcceptanceFacts) -> Verdict:
    """A system goes into operation once."""
    if not f.operating:
        return Met()
    return Breach(
        say("系统已经投入使用。", "The system is already in operation."),
        say("无须再次办理。", "Nothing is left to do."),
    )

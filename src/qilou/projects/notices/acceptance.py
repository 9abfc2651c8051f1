"""The papers of acceptance: the report of a passed one, and of a failed one with what it bars."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.law.readings import FOLLOW_UP_INSTALMENTS
from qilou.projects.inputs.acceptance import Failed, FinalAcceptance
from qilou.projects.models import Acceptance, Approval, ApprovalOutcome
from qilou.projects.parties import APPROVER

from .dates import day

OPERATION = M164.art(19, 2)


def _row(act: Act) -> Acceptance:
    return Acceptance.objects.select_related("project").get(pk=act.case.id)


def _project(row: Acceptance) -> Message:
    reply = Approval.objects.filter(project=row.project, outcome=ApprovalOutcome.APPROVED.value).first()
    return say(
        "“%(project)s”（批复：%(reply)s）由%(unit)s组织验收。",
        "Acceptance of “%(project)s” (approved by %(reply)s), organised by %(unit)s.",
        project=row.project.name,
        reply=reply.reply_number if reply else "—",
        unit=row.project.unit_name,
    )


def _passed(act: Act) -> tuple[Message, ...]:
    given: FinalAcceptance = act.input
    row = _row(act)
    return (
        _project(row),
        say(
            "试运行自%(start)s起，至%(end)s结束，报告：%(report)s。",
            "The trial run lasted from %(start)s to %(end)s; report: %(report)s.",
            start=day(row.trial_started_on),
            end=day(row.trial_ended_on),
            report=row.trial_report,
        ),
        say(
            "%(day)s验收组对批准的%(n)s项建设内容逐项核对：%(items)s。",
            "On %(day)s the group checked each of the %(n)s approved items: %(items)s.",
            day=day(given.held_on),
            n=len(given.checks),
            items=tuple(
                say("（%(no)s）%(result)s", "(%(no)s) %(result)s", no=one.number, result=one.result.label)
                for one in given.checks
            ),
        ),
        say(
            "证明材料：%(proofs)s。",
            "Evidence: %(proofs)s.",
            proofs=tuple(
                say(
                    "%(kind)s %(number)s（%(conclusion)s）",
                    "%(kind)s %(number)s (%(conclusion)s)",
                    kind=one.kind.label,
                    number=one.number,
                    conclusion=one.conclusion.label,
                )
                for one in given.proofs
            ),
        ),
        say("验收意见：%(opinion)s", "Opinion: %(opinion)s", opinion=given.opinion),
        say(
            "结论：验收合格。本报告作为财政投资评审和拨付后续资金的依据，项目可以投入使用。",
            "Conclusion: passed. This report is the basis of the fiscal investment evaluation and of follow-up funds; "
            "the project may go into operation.",
        ),
    )


def _failed(act: Act) -> tuple[Message, ...]:
    given: Failed = act.input
    row = _row(act)
    kinds = tuple(FOLLOW_UP_INSTALMENTS.members[one] for one in act.readings[FOLLOW_UP_INSTALMENTS])
    return (
        _project(row),
        say(
            "%(day)s验收结论：不合格。不合格事项与整改要求：%(reason)s",
            "Conclusion of %(day)s: failed. What failed and what to do: %(reason)s",
            day=day(given.held_on),
            reason=given.reason,
        ),
        *(
            (say("整改期限：%(day)s。", "To be put right by %(day)s.", day=day(given.rectify_by)),)
            if given.rectify_by
            else ()
        ),
        say(
            "验收合格前不得投入使用，财政部门不予拨付后续资金（%(kinds)s）。",
            "Until it passes it must not go into operation and finance pays no follow-up funds (%(kinds)s).",
            kinds=kinds,
        ),
    )


REPORT = NoticeKind(
    "projects.acceptance.report",
    Text("项目验收报告", "Acceptance report"),
    (OPERATION,),
    (APPROVER,),
    _passed,
    copies=(FINANCE,),
    req=("A19.4", "A19.5", "X6"),
)
FAILURE = NoticeKind(
    "projects.acceptance.failure",
    Text("项目验收不合格告知书", "Acceptance failed"),
    (OPERATION,),
    (APPROVER,),
    _failed,
    copies=(FINANCE,),
    req=("A19.6", "A19.7", "A19.8", "X6"),
)

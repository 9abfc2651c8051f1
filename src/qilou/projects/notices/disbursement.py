"""The papers of payment: finance's agreement, and its refusal with what bars the funds."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import Disbursement, Instalment
from qilou.projects.parties import APPROVER, DECLARER

from .dates import day

ARTICLE = M164.art(19, 2)


def _applied_for(act: Act) -> Message:
    row = Disbursement.objects.select_related("project", "contract").get(pk=act.case.id)
    return say(
        "你单位%(day)s关于“%(project)s”合同（%(contract)s）%(instalment)s%(amount)s元的拨付申请收悉。",
        "Your application of %(day)s for %(instalment)s of %(amount)s yuan on contract %(contract)s of “%(project)s” "
        "has been received.",
        day=day(row.applied_on),
        project=row.project.name,
        contract=row.contract.number if row.contract else "—",
        instalment=Instalment(row.instalment).label,
        amount=row.amount,
    )


def _agreed(act: Act) -> tuple[Message, ...]:
    row = Disbursement.objects.select_related("acceptance").get(pk=act.case.id)
    basis = (
        (
            say(
                "该款项属于后续资金，以验收合格的验收报告%(report)s为依据。",
                "It is follow-up money and rests on the report of the passed acceptance, %(report)s.",
                report=row.report_number,
            ),
        )
        if row.follow_up
        else ()
    )
    return (
        _applied_for(act),
        *basis,
        say("同意拨付，请按国库集中支付程序办理。", "Agreed; have it paid through the treasury."),
    )


def _refused(act: Act) -> tuple[Message, ...]:
    return (
        _applied_for(act),
        say("不予拨付。理由：%(reason)s", "It is not paid. Reasons: %(reason)s", reason=act.input.reason),
    )


AGREEMENT = NoticeKind(
    "projects.disbursement.agreement",
    Text("资金拨付意见书", "Agreement to pay"),
    (ARTICLE,),
    (DECLARER, APPROVER),
    _agreed,
    req=("A19.5", "X6"),
)
REFUSAL = NoticeKind(
    "projects.disbursement.refusal",
    Text("不予拨付资金告知书", "Funds blocked"),
    (ARTICLE,),
    (DECLARER, APPROVER),
    _refused,
    req=("A19.6", "X6"),
)

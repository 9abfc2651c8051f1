"""The papers of a change: the record for the approver's information, the new reply, the refusal."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.law.readings import CHANGE_LIMIT
from qilou.projects.inputs.change import ChangeRefusal, Reapproval
from qilou.projects.models import Change, ItemChange
from qilou.projects.parties import APPROVER, DECLARER
from qilou.projects.rules.change import warning

from .dates import day

ARTICLE = M164.art(20)


def _row(act: Act) -> Change:
    return Change.objects.select_related("project").get(pk=act.case.id)


def _sums(row: Change) -> Message:
    return say(
        "批准总投资%(base)s元，本次调整%(delta)s元，自上次批准以来累计调整%(sum)s元。",
        "Approved total %(base)s yuan; this change %(delta)s yuan; changes since the last approval %(sum)s yuan.",
        base=row.base,
        delta=row.delta,
        sum=row.cumulative,
    )


def _items(row: Change) -> tuple[Message, ...]:
    return tuple(
        say(
            "%(what)s：（%(no)s）%(name)s %(scale)s",
            "%(what)s: (%(no)s) %(name)s %(scale)s",
            what=ItemChange(one["what"]).label,
            no=one["number"],
            name=one["name"],
            scale=one["scale"],
        )
        for one in row.items
    )


def _recorded(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    told = warning(row.cumulative, row.base, act.readings[CHANGE_LIMIT]) if row.base and row.cumulative else None
    return (
        say("“%(project)s”变更情况告知如下。", "A change of “%(project)s” is made known.", project=row.project.name),
        say("变更理由：%(reason)s", "Reason: %(reason)s", reason=row.reason),
        _sums(row),
        *_items(row),
        say(
            "累计调整未超过百分之十且不属于重大调整，由本单位登记并告知。",
            "Together the changes stay within ten per cent and are not major; the unit records and reports them.",
        ),
        *((told,) if told else ()),
    )


def _reapproved(act: Act) -> tuple[Message, ...]:
    given: Reapproval = act.input
    row = _row(act)
    return (
        say(
            "你单位%(filed)s关于“%(project)s”变更的申请收悉。经重新审核，批复如下：",
            "Your application of %(filed)s to change “%(project)s” has been re-examined. The reply is as follows:",
            filed=day(row.filed_on),
            project=row.project.name,
        ),
        _sums(row),
        say(
            "一、同意变更，总投资调整为%(total)s元，其中：%(years)s。",
            "1. The change is approved; the total is now %(total)s yuan, of which %(years)s.",
            total=given.total,
            years=tuple(
                say("%(year)s年%(amount)s元", "%(year)s: %(amount)s yuan", year=one.year, amount=one.amount)
                for one in given.years
            ),
        ),
        *_items(row),
        say(
            "二、资金来源：%(source)s %(document)s。",
            "2. Paid from: %(source)s %(document)s.",
            source=given.source.label,
            document=given.source_document,
        ),
        say(
            "三、今后的变更以本次批准的内容和总投资为基数；按本批复实施。",
            "3. Later changes are measured against this approval; carry the project out by it.",
        ),
    )


def _refused(act: Act) -> tuple[Message, ...]:
    given: ChangeRefusal = act.input
    row = _row(act)
    return (
        say(
            "你单位%(filed)s关于“%(project)s”变更的申请，经重新审核，不予批准。",
            "Your application of %(filed)s to change “%(project)s” has been re-examined and is refused.",
            filed=day(row.filed_on),
            project=row.project.name,
        ),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=given.reason),
        say("请按原批复实施，不得实施该变更。", "Carry out what was approved; the change must not be carried out."),
    )


RECORD = NoticeKind(
    "projects.change.record",
    Text("项目变更备案告知书", "Change recorded"),
    (ARTICLE,),
    (APPROVER,),
    _recorded,
    req=("A20.9", "X6"),
)
REPLY = NoticeKind(
    "projects.change.reply",
    Text("关于项目变更的批复", "Reply: change approved"),
    (ARTICLE,),
    (DECLARER,),
    _reapproved,
    copies=(FINANCE,),
    req=("A20.3", "A20.10", "X6"),
)
REFUSAL = NoticeKind(
    "projects.change.refusal",
    Text("不予批准项目变更的决定", "Decision: change refused"),
    (ARTICLE,),
    (DECLARER,),
    _refused,
    copies=(FINANCE,),
    req=("A20.3", "X6"),
)

"""The papers of a declaration: receipt, the one correction notice, accepted, not accepted."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, Breach, Message, Period, Text, Unit, say
from qilou.law.clock import due
from qilou.law.measures import M164
from qilou.law.readings import CORRECTION_DAYS
from qilou.projects.inputs.correction import Decline
from qilou.projects.models import Declaration, ProgrammeItem
from qilou.projects.parties import DECLARER
from qilou.projects.rules.completeness import check_completeness

from .running import runs_on


def _row(act: Act) -> Declaration:
    return Declaration.objects.select_related("project").get(pk=act.case.id)


def _subject(act: Act, row: Declaration) -> Message:
    return say(
        "贵单位申报的“%(title)s”项目（%(case)s，%(year)s预算年度），",
        "On your declaration “%(title)s” (%(case)s, budget year %(year)s):",
        title=act.case.title,
        case=act.case.number,
        year=row.budget_year,
    )


@runs_on
def _receipt(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    paragraphs = [
        _subject(act, row),
        say(
            "第%(version)s次提交的申报书及建设方案已于%(at)s收到，总投资%(total)s元。",
            "submission no. %(version)s with its programme was received on %(at)s; total CNY %(total)s.",
            version=row.version,
            at=act.now,
            total=row.total,
        ),
    ]
    if act.facts is not None:
        gaps = [finding.verdict for _, finding in check_completeness(act.facts, act.readings)]
        reasons = tuple(one.reason for one in gaps if isinstance(one, Breach))
        if reasons:
            paragraphs.append(
                say(
                    "提示（系统自动核对，不是受理结论）：%(gaps)s",
                    "For your attention (an automatic check, not a decision): %(gaps)s",
                    gaps=reasons,
                )
            )
    return tuple(paragraphs)


@runs_on
def _correction(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    days = act.readings[CORRECTION_DAYS]
    items = [
        say(
            "%(n)s. %(item)s：%(problem)s补正要求：%(remedy)s",
            "%(n)s. %(item)s: %(problem)s To correct: %(remedy)s",
            n=n,
            item=ProgrammeItem(one["item"]).label,
            problem=Text(**one["problem"]),
            remedy=Text(**one["remedy"]),
        )
        for n, one in enumerate(row.told, 1)
    ]
    return (
        _subject(act, row),
        say(
            "经对照第十条第二款核对，下列事项需要补正，现一次性告知：",
            "held against Article 10, paragraph 2, this has to be corrected. You are told once, and everything:",
        ),
        *items,
        say(
            "补正期限至%(last)s 24:00（%(days)s个工作日）。逾期未补正或者补正后仍不符合要求的，不予受理。"
            "补正期限由主管部门设定，非法定期限。",
            "Correct it by %(last)s, 24:00 (%(days)s working days). Without correction, or if it still does not "
            "conform, the declaration is not accepted. The authority, not the text, sets the length of the limit.",
            last=correction_due(act, days),
            days=days,
        ),
    )


def correction_due(act: Act, days: int) -> date:
    """The last day of a correction asked for today."""
    return due(Period(Unit.WORKING_DAYS, act.today, days), act.calendar).on or act.today


@runs_on
def _accepted(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    return (
        _subject(act, row),
        say(
            "材料齐全、符合要求，于%(at)s予以受理。本通知编号即受理回执号。",
            "it is complete, conforms, and was accepted on %(at)s. The number of this notice is the receipt number.",
            at=act.now,
        ),
        say("下一步由主管部门进行预审。", "The authority pre-reviews it next."),
    )


@runs_on
def _declined(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    given: Decline = act.input
    reasons = [
        say(
            "%(n)s. %(item)s（%(source)s）：%(reason)s",
            "%(n)s. %(item)s (%(source)s): %(reason)s",
            n=n,
            item=one.item.label,
            source=one.source.label,
            reason=one.reason,
        )
        for n, one in enumerate(given.reasons, 1)
    ]
    return (
        _subject(act, row),
        say(
            "补正后仍不符合第十条第二款要求，不予受理。理由：",
            "corrected, it still does not conform with Article 10, paragraph 2, and is not accepted. Reasons:",
        ),
        *reasons,
        _again(),
    )


@runs_on
def _not_corrected(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    return (
        _subject(act, row),
        say(
            "已于%(day)s一次性告知补正，期限届满未补正，依照规定不予受理。未补正的事项：%(items)s。",
            "you were told on %(day)s what to correct; the time limit ended without a correction, and by the rules the "
            "declaration is not accepted. Not corrected: %(items)s.",
            day=row.returned_on,
            items=tuple(ProgrammeItem(one["item"]).label for one in row.told),
        ),
        _again(),
    )


def _again() -> Message:
    return say(
        "可以在下一年度申报；年度申报期已过且确有特殊情况的，可以依照第十一条专项申报。",
        "It may be declared next year; once the annual period is over and special circumstances call for it, as a "
        "special declaration under Article 11.",
    )


RECEIPT = NoticeKind(
    code="projects.declaration.receipt",
    title=Text("材料接收凭证", "Receipt of materials"),
    cites=(M164.art(10, 2),),
    to=(DECLARER,),
    body=_receipt,
    issuer=AUTHORITY,
    req=("A10.22", "X6"),
)
CORRECTION = NoticeKind(
    code="projects.declaration.correction",
    title=Text("补正告知书", "Notice of what to correct"),
    cites=(M164.art(10, 3),),
    to=(DECLARER,),
    body=_correction,
    req=("A10.15", "A10.16", "X6"),
)
ACCEPTED = NoticeKind(
    code="projects.declaration.accepted",
    title=Text("受理通知书", "Notice of acceptance"),
    cites=(M164.art(10, 3),),
    to=(DECLARER,),
    body=_accepted,
    issuer=AUTHORITY,
    req=("A10.19", "X6"),
)
DECLINED = NoticeKind(
    code="projects.declaration.not_accepted",
    title=Text("不予受理决定书", "Decision not to accept"),
    cites=(M164.art(10, 3),),
    to=(DECLARER,),
    body=_declined,
    req=("A10.18", "X6"),
)
NOT_CORRECTED = NoticeKind(
    code="projects.declaration.not_corrected",
    title=Text("不予受理决定书", "Decision not to accept"),
    cites=(M164.art(10, 3),),
    to=(DECLARER,),
    body=_not_corrected,
    issuer=AUTHORITY,
    req=("A10.17", "X6"),
)

"""The papers of an evaluation: the assignment of the third party, the opinion, the notice that a project fails."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.inputs.evaluation import (
    Assignment,
    DirectOpinion,
    DirectRefusal,
    FailingOpinion,
    OpinionTexts,
    PassingOpinion,
)
from qilou.projects.models import Evaluation, PreliminaryReview
from qilou.projects.parties import DECLARER, THIRD_PARTY


def _project(act: Act) -> Message:
    row = Evaluation.objects.select_related("project", "declaration").get(pk=act.case.id)
    return say(
        "%(unit)s申报的“%(title)s”项目（%(case)s，申报总投资%(total)s元）",
        "The project “%(title)s” of %(unit)s (%(case)s, declared total CNY %(total)s)",
        unit=row.project.unit_name,
        title=act.case.title,
        case=act.case.number,
        total=row.declaration.total,
    )


def _assigned(act: Act) -> tuple[Message, ...]:
    given: Assignment = act.input
    return (
        say(
            "经公开竞争（记录编号%(record)s，%(result)s），现委托贵机构对%(project)s进行初步评审。",
            "By open competition (record %(record)s, %(result)s) you are assigned a preliminary review. %(project)s.",
            record=given.competition,
            result=given.result,
            project=_project(act),
        ),
        say(
            "请就必要性、可行性、合理性分别提出意见，逐行核定投资估算，声明与项目及可能的供应商有无利益关系，"
            "并在专家评审会前提交签名的报告。",
            "Give a finding on necessity, feasibility and reasonableness each, check the estimate line by line, "
            "declare any interest towards the project and likely suppliers, and file your signed report before the "
            "experts meet.",
        ),
    )


def _criteria(given: OpinionTexts) -> tuple[Message, ...]:
    return (
        say("一、必要性：%(text)s", "1. Necessity: %(text)s", text=given.necessity),
        say("二、可行性：%(text)s", "2. Feasibility: %(text)s", text=given.feasibility),
        say("三、合理性：%(text)s", "3. Reasonableness: %(text)s", text=given.reasonableness),
    )


def _grounds(act: Act) -> Message:
    """On what the opinion rests: both reviews, or the reason why it is issued directly."""
    given = act.input
    if isinstance(given, DirectOpinion | DirectRefusal):
        return say(
            "该项目为专项申报，依照规定直接出具评审意见，理由：%(reason)s",
            "It is a special declaration; the opinion is issued directly, because: %(reason)s",
            reason=given.direct_reason,
        )
    row = Evaluation.objects.get(pk=act.case.id)
    review = PreliminaryReview.objects.get(pk=act.case.id)
    return say(
        "依据第三方初步评审报告（%(report)s）和专家组会议纪要（%(minutes)s），评审意见如下：",
        "On the third party's report (%(report)s) and the panel's minutes (%(minutes)s), the opinion is:",
        report=review.report_number,
        minutes=row.minutes,
    )


def _passed(act: Act) -> tuple[Message, ...]:
    given: PassingOpinion = act.input
    conditions = (
        (say("五、条件和要求：%(text)s", "5. Conditions: %(text)s", text=given.conditions),) if given.conditions else ()
    )
    return (
        say("%(project)s已完成评审。", "%(project)s has been evaluated.", project=_project(act)),
        _grounds(act),
        *_criteria(given),
        say(
            "四、结论：通过评审，建议投资%(suggested)s元。",
            "4. Result: passed; suggested investment CNY %(suggested)s.",
            suggested=given.suggested,
        ),
        *conditions,
        say(
            "本意见在列入清单、经财政审核后反馈申报单位。",
            "The opinion is fed back to the unit once the project is listed and finance has reviewed it.",
        ),
    )


def _failed(act: Act) -> tuple[Message, ...]:
    given: FailingOpinion = act.input
    return (
        say("%(project)s已完成评审。", "%(project)s has been evaluated.", project=_project(act)),
        _grounds(act),
        *_criteria(given),
        say("四、结论：不通过。理由：%(reason)s", "4. Result: not passed. Reasons: %(reason)s", reason=given.reason),
        say(
            "本项目终结，可以在以后轮次重新申报。",
            "The project ends here and may be declared anew in a later round.",
        ),
    )


ASSIGNMENT = NoticeKind(
    code="projects.evaluation.assignment",
    title=Text("第三方评审委托书", "Assignment of a preliminary review"),
    cites=(M164.art(13, 1, 1),),
    to=(THIRD_PARTY,),
    body=_assigned,
    req=("A13.3", "A13.4"),
)
OPINION = NoticeKind(  # to the file: the unit gets it together with the budget notice (A14.6, A14.7)
    code="projects.evaluation.opinion",
    title=Text("电子政务项目评审意见", "Evaluation opinion"),
    cites=(M164.art(13, 1, 3),),
    to=(AUTHORITY,),
    body=_passed,
    req=("A13.13", "A13.14", "X6"),
)
NOT_PASSED = NoticeKind(
    code="projects.evaluation.not_passed",
    title=Text("电子政务项目评审意见（不通过）", "Evaluation opinion (not passed)"),
    cites=(M164.art(13, 1, 3),),
    to=(DECLARER,),
    body=_failed,
    req=("A13.14", "A13.18", "X6"),
)

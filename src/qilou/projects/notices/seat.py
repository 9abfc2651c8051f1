"""The paper that an expert signs before any paper is opened to them (回避声明和保密承诺书)."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import Seat
from qilou.projects.parties import EXPERT


def _undertaken(act: Act) -> tuple[Message, ...]:
    seat = Seat.objects.select_related("session", "expert__person").get(case=act.case.id)
    session, person = seat.session, seat.expert.person
    agenda = session.evaluations.select_related("project", "preliminary").order_by("agenda")
    of_the_agenda = tuple(
        say(
            "%(place)s．“%(project)s”，申报单位%(unit)s，第三方评审机构%(reviewer)s。",
            "%(place)s. “%(project)s” of %(unit)s, third party %(reviewer)s.",
            place=one.agenda,
            project=one.project.name,
            unit=one.project.unit_name,
            reviewer=one.preliminary.reviewer_name,
        )
        for one in agenda
    )
    return (
        say(
            "承诺人%(who)s（入库编号%(code)s）受邀担任%(session)s（%(day)s）评审专家，已知悉本次评审的下列项目和单位。",
            "%(who)s (%(code)s of the pool) is called to %(session)s (%(day)s) and knows its projects and bodies.",
            who=Text(person.name_zh, person.name_en or person.name_zh),
            code=seat.expert.code,
            session=session.number,
            day=session.held_on,
        ),
        *of_the_agenda,
        say(
            "一、回避声明：本人与上述项目、申报单位、第三方评审机构均无利害关系；发现利害关系的，立即申请回避。",
            "1. Recusal: I have no interest in these projects, units and third parties, and withdraw as soon as I find "
            "one.",
        ),
        say(
            "二、保密承诺：本人对评审材料、评审过程和评审意见保密，不复制、不外传，会后不再留存。",
            "2. Confidence: I keep papers, proceedings and opinions confidential, neither copy nor pass them on, and "
            "keep none after the session.",
        ),
        say(
            "评审材料在本承诺书签署之后、评审会组织之时对本人开放。",
            "The papers are opened to me after this has been signed, when the session is convened.",
        ),
    )


UNDERTAKING = NoticeKind(
    code="projects.seat.undertaking",
    title=Text("评审专家回避声明和保密承诺书", "Expert's declaration of interests and undertaking of confidence"),
    cites=(M164.art(5), M164.art(13, 1, 2)),
    to=(AUTHORITY, EXPERT),
    body=_undertaken,
    issuer=AUTHORITY,
    req=("A5.6", "A13.10"),
)

"""The facts of an expert's invitation, and its page: which session over which projects, and none of their papers."""

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.inputs.session import Undertaking
from qilou.projects.models import Seat
from qilou.projects.rules.seat import SeatFacts

from .expert import outcome_of


def seat_facts(act: Act) -> SeatFacts:
    """What the expert confirms, and whether the session has been convened: it has its lead from then on."""
    given = act.input
    convened = Seat.objects.filter(case=act.case.id, session__lead__isnull=False).exists()
    if not isinstance(given, Undertaking):
        return SeatFacts(convened=convened)
    return SeatFacts(convened=convened, no_interest=given.no_interest, confidential=given.confidential)


def show_seat(case_id: int) -> Show:
    """Enough to know whether one has an interest: the units, the projects' names, the third parties."""
    seat = Seat.objects.select_related("session").get(case=case_id)
    session = seat.session
    agenda = session.evaluations.select_related("project", "preliminary").order_by("agenda")
    facts = (
        Fact(Text("评审会", "Session"), session.number),
        Fact(Text("会议日期", "Date"), session.held_on, "day"),
        Fact(Text("地点", "Place"), session.place),
        Fact(Text("情况", "Standing"), outcome_of(seat), "choice"),
    )
    table = Section(
        Text("议程", "Agenda"),
        (
            Column(Text("项目", "Project")),
            Column(Text("申报单位", "Unit"), "name"),
            Column(Text("第三方评审机构", "Third party"), "name"),
        ),
        [(one.project.name, one.project.unit_name, one.preliminary.reviewer_name) for one in agenda],
        note=Text("评审材料在承诺并开会后开放。", "Papers open after the undertaking, when the session is convened."),
    )
    return Show(facts=facts, sections=(table,))

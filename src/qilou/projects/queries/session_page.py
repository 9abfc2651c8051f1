"""What the page of an expert session shows: agenda, seats, how they were drawn, what was necessary, minutes."""

from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.models import ExpertSession, InvitedDepartment, PanelResult, SiteVisit

from .expert import outcome_of, places_in_words

STANDINGS = {
    "eligible": Text("可抽取", "may be drawn"),
    "suspended": Text("暂停", "suspended"),
    "term": Text("会议当日不在聘期", "not in term on the day"),
    "field": Text("专业不符", "of another field"),
    "recused": Text("应当回避", "recused"),
}


def show_session(case_id: int) -> Show:
    """The session in the order in which it is prepared. Before it is frozen there is only the agenda."""
    row = ExpertSession.objects.select_related("case", "lead").get(case=case_id)
    facts = [
        Fact(Text("会议编号", "Session"), row.number),
        Fact(Text("会议日期", "Date"), row.held_on, "day"),
        Fact(Text("地点", "Place"), row.place),
        Fact(Text("专家人数", "Experts"), f"{row.seat_count}"),
        Fact(
            Text("所需专业", "Fields"),
            places_in_words(row.fields, row.seat_count),
            "choice",
        ),
    ]
    if row.lead:
        facts.append(Fact(Text("专家组组长", "Lead expert"), row.lead.name))
    sections = [_agenda(row), _minutes(row), _seats(row), _draw(row), _standings(row), _visits(row), _heard(row)]
    return Show(facts=tuple(facts), sections=tuple(one for one in sections if one is not None))


def _agenda(row: ExpertSession) -> Section:
    agenda = row.evaluations.select_related("project", "declaration", "case").order_by("agenda")
    return Section(
        Text("议程", "Agenda"),
        (
            Column(Text("序号", "No."), "number"),
            Column(Text("项目", "Project")),
            Column(Text("申报单位", "Unit"), "name"),
            Column(Text("申报总投资", "Declared total"), "money"),
            Column(Text("专家组结论", "Panel")),
        ),
        [
            (
                one.agenda,
                {"words": one.project.name, "href": f"/projects/evaluation/{one.case.number}/"},
                one.project.unit_name,
                one.declaration.total,
                PanelResult(one.panel_result).label if one.panel_result else "—",
            )
            for one in agenda
        ],
    )


def _seats(row: ExpertSession) -> Section | None:
    seats = list(row.seats.select_related("expert__person").order_by("place"))
    if not seats:
        return None
    return Section(
        Text("抽取顺序和席位", "Order of the draw and seats"),
        (
            Column(Text("顺序", "Place"), "number"),
            Column(Text("入库编号", "Code")),
            Column(Text("专家", "Expert"), "name"),
            Column(Text("情况", "Standing")),
            Column(Text("递补事由", "Called for")),
        ),
        [
            (one.place, one.expert.code, one.expert.person.name_zh, outcome_of(one), one.called_for or "—")
            for one in seats
        ],
        note=Text("专家姓名会后方可公布。", "Experts' names are not public before the session."),
    )


def _draw(row: ExpertSession) -> Section | None:
    if not row.frozen:
        return None
    number = row.case.number if row.case else ""
    data = {"words": Text("抽取数据（JSON）", "Data of the draw (JSON)"), "href": f"/projects/sessions/{number}/draw/"}
    told = (
        (Text("名单 SHA-256", "SHA-256 of the list"), row.frozen_hash),
        (Text("名单冻结时间", "Frozen at"), row.frozen_at.isoformat(timespec="minutes") if row.frozen_at else "—"),
        (Text("预先指定的种子", "Seed named in advance"), f"{row.seed_due} {row.seed_source}"),
        (Text("此前指定", "Named before"), row.named_before),
        (Text("公布的种子", "Seed"), row.seed),
        (Text("公布处", "Published"), f"{row.seed_published_on} {row.seed_reference}" if row.seed else ""),
    )
    return Section(
        Text("可验证抽取", "Verifiable draw"),
        (Column(Text("项", "Entry")), Column(Text("内容", "Content"))),
        [*((label, value) for label, value in told if value), (Text("复算", "To recompute"), data)],
        note=Text("名单和种子可供任何人复算顺序。", "With list and seed anybody can recompute the order."),
    )


def _standings(row: ExpertSession) -> Section | None:
    if not row.frozen or row.drawn_at:
        return None
    listed = [line.split(" ")[:2] for line in row.frozen.splitlines()]
    return Section(
        Text("冻结的名单", "The frozen list"),
        (Column(Text("入库编号", "Code")), Column(Text("情况", "Standing"))),
        [(code, STANDINGS[word]) for word, code in (one for one in listed if len(one) == 2) if word in STANDINGS],
    )


def _visits(row: ExpertSession) -> Section | None:
    visits = list(
        SiteVisit.objects.filter(evaluation__session=row).select_related("evaluation__project").order_by("pk")
    )
    return visits_section(visits) if visits else None


def visits_section(visits: list[SiteVisit]) -> Section:
    """Visits on site with why they were necessary."""
    return Section(
        Text("实地考察", "Visits on site"),
        (
            Column(Text("项目", "Project")),
            Column(Text("日期", "Date"), "day"),
            Column(Text("地点", "Place")),
            Column(Text("必要性", "Why necessary")),
            Column(Text("参加人员", "Who took part")),
            Column(Text("考察情况", "What was found")),
        ),
        [
            (one.evaluation.project.name, one.visited_on, one.place, one.ground, one.participants, one.record)
            for one in visits
        ],
    )


def _heard(row: ExpertSession) -> Section | None:
    heard = InvitedDepartment.objects.filter(evaluation__session=row).select_related("evaluation__project")
    rows = list(heard.order_by("pk"))
    return heard_section(rows) if rows else None


def heard_section(rows: list[InvitedDepartment]) -> Section:
    """Departments heard, with why that was necessary."""
    return Section(
        Text("邀请的部门代表", "Departments heard"),
        (
            Column(Text("项目", "Project")),
            Column(Text("部门", "Department"), "name"),
            Column(Text("必要性", "Why necessary")),
            Column(Text("意见", "Opinion")),
        ),
        [(one.evaluation.project.name, one.name, one.ground, one.opinion or "—") for one in rows],
    )


def _minutes(row: ExpertSession) -> Section | None:
    if row.cancelled:
        return Section(Text("取消", "Cancelled"), paragraphs=((Text("事由", "Reason"), row.cancelled),))
    if not row.minutes:
        return None
    paragraphs = ((Text("编号", "Number"), row.minutes), (Text("内容", "Text"), row.minutes_text))
    return Section(Text("会议纪要", "Minutes"), paragraphs=paragraphs)

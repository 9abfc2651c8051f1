"""The pool of experts: whom it may admit, what its forms name, the page of one expert."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries.reviewers import experts, third_parties
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import Actor
from qilou.law import Text
from qilou.projects.models import Expert, ExpertField, ExpertStatus, Seat

LATEST = 20


def outside_the_pool(area: str, on: date) -> list[tuple[int, str]]:
    """Those who hold an expert's post on a date and are not in the area's pool."""
    there = set(Expert.objects.filter(jurisdiction=area).exclude(status="ended").values_list("person", flat=True))
    return [(pk, name) for pk, name in experts(on).items() if pk not in there]


def bodies(area: str, on: date) -> list[tuple[int, Text]]:
    """Whose projects or reviews an expert may have to stay away from: the area's units and the third parties."""
    return [(one.id, one.name) for one in (*implementing_units(area, on), *third_parties(on))]


def opening_options(refers: str, actor: Actor, now: datetime) -> list[tuple[str, Any]]:
    """What the form of admission may name."""
    return _options(refers, actor.jurisdiction, now.date())


def options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """What the forms of an expert may name; `noted` are the bodies of noted interests."""
    if refers == "noted":
        noted = Expert.objects.get(pk=act.case.id).interests.values_list("body", "body__name_zh").order_by("pk")
        return [(str(pk), name) for pk, name in noted]
    return _options(refers, act.case.jurisdiction, act.today)


def _options(refers: str, area: str, on: date) -> list[tuple[str, Any]]:
    found: list[tuple[int, Any]] = []
    if refers == "person":
        found = [*outside_the_pool(area, on)]
    elif refers == "organisation":
        found = [*bodies(area, on)]
    return [(str(pk), name) for pk, name in found]


def particulars(act: Act) -> dict[str, object]:
    """What the form of a change starts from."""
    row = Expert.objects.get(pk=act.case.id)
    names = ("title", "employer", "since", "until")
    return {name: getattr(row, name) for name in names} | {"fields": list(row.fields), "body": row.body_id}


def fields_in_words(codes: list[str]) -> Text:
    """Fields as they are read."""
    labels = [ExpertField(one).label for one in codes]
    return Text("、".join(one.zh for one in labels), ", ".join(one.en for one in labels))


def places_in_words(codes: list[str], seats: int) -> Text:
    """How many experts of each field a session asks for, as it is read."""
    asked = [(ExpertField(code).label, number) for code, number in sorted(Counter(codes).items())]
    free = seats - len(codes)
    if free:
        asked.append((Text("不限专业", "any field"), free))
    return Text("、".join(f"{one.zh}{n}名" for one, n in asked), ", ".join(f"{n} × {one.en}" for one, n in asked))


def show_expert(case_id: int) -> Show:
    """The particulars, whom the expert may not judge, and the sessions of late for which they were called."""
    row = Expert.objects.select_related("person").get(pk=case_id)
    facts = (
        Fact(Text("入库编号", "Code"), row.code),
        Fact(Text("姓名", "Name"), row.person.name),
        Fact(Text("状态", "Status"), ExpertStatus(row.status).label, "choice"),
        Fact(Text("专业", "Fields"), fields_in_words(row.fields), "choice"),
        Fact(Text("职称", "Title"), row.title),
        Fact(Text("工作单位", "Employer"), row.employer, "name"),
        Fact(Text("聘期自", "Term from"), row.since, "day"),
        Fact(Text("聘期至", "Term to"), row.until, "day"),
    )
    interests = Section(
        Text("回避单位", "Bodies to stay away from"),
        (Column(Text("单位", "Body"), "name"), Column(Text("事由", "Ground"))),
        [(one.body.name_zh, one.ground) for one in row.interests.select_related("body").order_by("pk")],
    )
    called = Seat.objects.filter(expert=row, called_on__isnull=False).select_related("session").order_by("-pk")
    sessions = Section(
        Text("近期受邀场次", "Sessions of late"),
        (Column(Text("会议", "Session")), Column(Text("日期", "Date"), "day"), Column(Text("情况", "Outcome"))),
        [(one.session.number, one.session.held_on, outcome_of(one)) for one in called[:LATEST]],
    )
    return Show(facts=facts, sections=(interests, sessions))


def outcome_of(seat: Seat) -> Text:
    """What became of a place in a draw, in words."""
    if seat.excused:
        return Text(f"回避或者未参加：{seat.excused}", f"excused: {seat.excused}")
    if seat.attended is not None:
        return Text("已签到", "signed in") if seat.attended else Text("缺席", "absent")
    if seat.undertaken_at:
        return Text("已承诺", "undertaken")
    return Text("待承诺", "to undertake") if seat.called_on else Text("候补", "reserve")

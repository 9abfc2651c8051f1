"""The dashboard shows each viewer what the own functions call for, and no figure disagrees with the list behind it."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.projects.city import CITY
from tests.projects.year import WAN, Year, any_act, declared, ready

from qilou.casework.models import Case, Clock
from qilou.casework.queries.punctuality import overdue_by_desk, punctuality
from qilou.kernel.moment import now
from qilou.projects.actions.fund import commit
from qilou.projects.models import Declaration, Evaluation, Project
from qilou.projects.models.fund import Use
from qilou.projects.models.project import Stage

pytestmark = pytest.mark.django_db
DRILL = re.compile(r'href="([^"]+)" data-rows="(\d+)"')
TOTAL = re.compile(r'data-total="(\d+)"')
TODAY = now().date()
VIEWERS = (("authority.handler", "authority"), ("finance.handler", "finance"), ("health.handler", "unit"))


def client(year: Year, who: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(year.city.people[who])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.fixture
def year() -> Year:
    """A round reviewed by finance, which changed one project of three; two periods kept and one missed."""
    made = ready(f2026="500", f2027="800")
    for name, wan, unit in (("医保监管", "100", "health"), ("影像云", "200", "health"), ("地灾预警", "300", "land")):
        made.enter(name, {2027: wan}, unit=unit)
    made.rank()
    made.send()
    made.review(影像云={"outcome": "changed", "amount": "1500000.00", "reason": "核减"})
    shown(made)
    project = Project.objects.get(name="医保监管")
    commit(CITY, 2026, Decimal(30) * WAN, Use.PRE_WORK, project, "汕财函〔2026〕3号", any_act("2026-04-01"))
    case = Case.objects.filter(procedure="projects.declaration", thing=project.thing).get()
    for late in (0, 0, 3):
        ended(case, "correction", TODAY, late)
    Case.objects.filter(pk=case.pk).update(
        state="accepted", due_on=TODAY - timedelta(days=2), desk=f"AUTHORITY@{CITY}/handler"
    )
    return made


def shown(made: Year) -> None:
    """Every project and case as its readers see it: the bodies of the city, and its own unit."""
    bodies = [f"{function}@{CITY}" for function in ("AUTHORITY", "FINANCE")]
    for project in Project.objects.all():
        readers = [*bodies, f"org:{project.unit_id}"]
        Project.objects.filter(pk=project.pk).update(readers=readers)
        Case.objects.filter(thing=project.thing, readers=[]).update(readers=readers)


def ended(case: Case, name: str, day: date, late: int) -> None:
    last = day - timedelta(days=late)
    Clock.objects.create(case=case, name=name, unit="working_days", start=last, length=5, due_on=last, ended_on=day)


def drills(page: str) -> list[tuple[str, int]]:
    return [(unescape(href), int(rows)) for href, rows in DRILL.findall(page)]


@pytest.mark.parametrize(("who", "kind"), VIEWERS)
def test_every_figure_has_exactly_as_many_rows_behind_it(year: Year, who: str, kind: str) -> None:
    viewer = client(year, who)
    found = drills(viewer.get("/dashboard/?year=2026").content.decode())
    assert len(found) > 5
    assert len(re.findall("<li[^>]*><a [^>]*data-rows", viewer.get(f"/dashboard/?view={kind}").content.decode())) == 5
    for href, rows in found:
        if href == "/work/":
            continue
        behind = viewer.get(href).content.decode()
        told = TOTAL.search(behind)
        assert told, href
        assert (int(told[1]), behind.count('<th scope="row"')) == (rows, rows), href


def test_what_waits_with_a_unit_is_what_its_desk_lists(year: Year) -> None:
    Case.objects.filter(procedure="projects.evaluation").update(
        state="revising", desk=f"{year.city.key('health')}/handler"
    )
    unit = client(year, "health.handler")
    listed = sum(len(group["rows"]) for group in unit.get("/work/").context["groups"])
    assert listed == 3
    assert ("/work/", listed) in drills(unit.get("/dashboard/?view=unit").content.decode())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("申报 600.00 万元，已批复 0.00 万元（0 / 3 个项目）", "个期限中 1 个超期，最多的是申报单位")),
        (
            "en",
            ("600.00 asked, 0.00 approved (0 of 3 projects)", "periods were missed, most by: Declaring unit"),
        ),
    ],
)
def test_a_charts_title_says_what_its_figures_show(year: Year, language: str, said: tuple[str, ...]) -> None:
    page = client(year, "authority.handler", language).get("/dashboard/?year=2026").content.decode()
    for one in said:
        assert one in page
    assert page.count('class="eg-panel eg-chart"') == page.count('<details class="eg-chart-data"')


@pytest.mark.req("A14.4")
def test_finance_sees_what_it_cut_against_the_suggested_amounts(year: Year) -> None:
    page = client(year, "finance.handler").get("/dashboard/?year=2026").content.decode()
    assert "财政审核 3 个项目，调整 1 个，核减 50.00 万元" in page
    assert "2026 年专项资金 500.00 万元，已占用 30.00 万元，余 470.00 万元" in page


def test_a_unit_sees_its_own_projects_alone(year: Year) -> None:
    found = dict(drills(client(year, "land.handler").get("/dashboard/?year=2026").content.decode()))
    assert found["/projects/?unit=own&year=2026"] == 1
    assert client(year, "land.handler").get("/dashboard/?view=finance").content.decode().count("finance=changed") == 0


def test_a_district_without_projects_is_told_so_and_shown_its_gaps(year: Year) -> None:
    page = client(year, "longhu.handler").get("/dashboard/").content.decode()
    assert "暂无数据" in page
    assert "尚无机构承担的职责" in page
    assert "电子政务技术管理机构" in page
    assert "医保监管" not in page


@pytest.mark.parametrize("kind", ["authority", "finance", "unit"])
def test_a_board_costs_the_same_queries_however_many_projects_there_are(year: Year, kind: str) -> None:
    who = "finance.handler" if kind == "finance" else "authority.handler"
    viewer = client(year, who)
    address = f"/dashboard/?view={kind}&year=2026"
    declared(year.city, "自用系统", {2026: "5"}, unit="finance" if kind == "finance" else "authority")
    shown(year)
    viewer.get(address)
    with CaptureQueriesContext(connection) as few:
        viewer.get(address)
    for number in range(5):
        declared(year.city, f"新项目{number}", {2026: "5"}, unit="finance" if kind == "finance" else "authority")
    shown(year)
    with CaptureQueriesContext(connection) as many:
        viewer.get(address)
    assert len(few) == len(many)
    assert len(many) == QUERIES[kind]


QUERIES = {"authority": 15, "finance": 15, "unit": 13}


def test_the_register_is_filtered_by_its_address_and_forgets_what_it_does_not_know(year: Year) -> None:
    authority = client(year, "authority.handler")

    def total(query: str) -> int:
        told = TOTAL.search(authority.get(f"/projects/?{query}").content.decode())
        assert told
        return int(told[1])

    health = year.city.bodies["health"].pk
    assert total("") == 3
    assert total(f"unit={health}") == 2
    assert total("year=2025") == 0
    assert total(f"year=2026&stage={Stage.LISTED.value}") == Project.objects.filter(stage=Stage.LISTED.value).count()
    assert total("finance=changed") == 1
    assert total("fund=2026&use=pre_work&entry=granted") == 1
    assert total("money=nonsense&year=x&fund=99999&unit=%C2%B2") == 3


def test_periods_are_counted_by_whom_they_bind_and_only_in_visible_cases(year: Year) -> None:
    authority = year.city.actor("authority.handler")
    (declarer,) = [one for one in punctuality(authority, years=(TODAY.year,))[TODAY.year] if one.party == "declarer"]
    assert (declarer.kept, declarer.missed) == (2, 1)
    assert punctuality(year.city.actor("land.handler"), years=(TODAY.year,), own=(year.city.key("land"),)) == {
        TODAY.year: []
    }
    overdue = {one.desk: one.cases for one in overdue_by_desk(authority, today=TODAY)}
    assert overdue == {f"AUTHORITY@{CITY}/handler": 2}
    page = (
        client(year, "authority.handler", "en").get(reverse("punctuality") + "?party=declarer&kept=no").content.decode()
    )
    assert page.count('<th scope="row"') == 1


def test_who_reads_no_evaluation_gets_no_sum_of_what_experts_said(year: Year) -> None:
    cases = Case.objects.filter(procedure="projects.evaluation")
    cases.update(readers=[f"AUTHORITY@{CITY}"])
    for project in Project.objects.all():
        declaration = Declaration.objects.get(project=project)
        case = cases.get(thing=project.thing)
        Evaluation.objects.create(
            case=case, project=project, declaration=declaration, panel_suggested=Decimal(90) * WAN
        )

    def listed(who: str) -> int:
        return int(TOTAL.findall(client(year, who).get("/projects/?year=2026&money=expert").content.decode())[0])

    assert (listed("authority.handler"), listed("finance.handler")) == (3, 0)
    assert "专家评审" not in client(year, "finance.handler").get("/dashboard/?year=2026").content.decode()


def test_the_list_behind_a_districts_gaps_is_the_districts_own(year: Year) -> None:
    page = client(year, "longhu.handler").get("/dashboard/").content.decode()
    (href,) = re.findall(r'href="(/districts/[^"]+)"', page)
    behind = client(year, "longhu.handler").get(unescape(href)).content.decode()
    assert behind.count('<th scope="row"') == 1
    assert client(year, "longhu.handler").get("/districts/").content.decode().count('<th scope="row"') > 1

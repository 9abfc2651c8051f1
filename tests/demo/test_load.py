"""The demo city: everybody has something to do, the record is whole, the figures are the design's and agree."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from tests.demo.drawing import drawn

from qilou.casework.models import Case, Clock, Notice
from qilou.casework.procedure import PROCEDURES, procedure_edition
from qilou.casework.queries.desks import PAGE, Row, waiting
from qilou.demo import declared_2025, declared_2026, load
from qilou.demo.bodies import PEOPLE
from qilou.demo.models import DemoCity
from qilou.demo.moments import PRESENT
from qilou.demo.papers import paper
from qilou.demo.programme import Programme
from qilou.identity import actions
from qilou.identity.inputs import NewPerson, SignIn
from qilou.identity.models import Person
from qilou.identity.queries import actor_named, gaps
from qilou.inventory.models import Status, System
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Refused
from qilou.law import SYSTEM
from qilou.ledger.models import Event
from qilou.projects.models import Approval, Declaration, Fund, FundEntry, Project
from qilou.projects.models.fund import EntryKind
from qilou.projects.models.project import Stage

TODAY = PRESENT.date()
LONG_DESK, ALIKE = 20, 3  # on a desk longer than that, this many cases that stand alike are opened
WAN = Decimal(10_000)
DESIGN = [one for one in vars(declared_2026).values() if isinstance(one, Programme) and one.unit != "commerce"]
DESIGN.append(declared_2025.ARCHIVES)


def desk_of(name: str) -> list[Row]:
    """What waits for somebody, page after page."""
    actor, found = actor_named(name, TODAY), []
    while len(page := waiting(actor, now=PRESENT, skip=len(found))) > PAGE:
        found += page[:PAGE]
    return found + page


def project(one: Programme) -> Project:
    """The project of a programme."""
    return Project.objects.get(name=one.name)


def client_of(name: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(Person.objects.get(username=name))
    return client


def test_every_role_of_every_procedure_has_something_waiting(city: None) -> None:
    editions = [procedure for found in PROCEDURES.values() for procedure in found]
    roles = {state.desk for one in editions if one.code.startswith("projects.") for state in one.states} - {
        None,
        SYSTEM,
    }
    cases = Case.objects.exclude(desk="")
    held = {procedure_edition(case.procedure, case.edition).state(case.state).desk for case in cases}
    assert roles <= held


@pytest.mark.parametrize(
    ("who", "project"),
    [
        ("authority.handler", declared_2026.TRADE),
        ("authority.checker", declared_2026.SLUICES),
        ("authority.signer", declared_2026.ENROLMENT),
        ("authority.signer", declared_2025.FOOD),
        ("authority.handler", declared_2025.PATROL),
        ("finance.handler", declared_2025.LIBRARIES),
        ("finance.signer", declared_2026.CONFERENCE),
        ("drc.handler", declared_2025.ARCHIVES),
        ("hanjiang.handler", declared_2026.RIVER),
        ("land.handler", declared_2026.LAND),
        ("health.handler", declared_2026.RECORDS),
        ("emergency.handler", declared_2026.CONFERENCE),
        ("agriculture.handler", declared_2025.PRODUCE),
        ("longhu.handler", declared_2026.DISPATCH),
    ],
    ids=lambda one: one.unit if isinstance(one, Programme) else one,
)
def test_a_project_of_each_stage_waits_for_its_person(city: None, who: str, project: Programme) -> None:
    assert project.name in {row.case.title.partition("：")[0] for row in desk_of(who)}


@pytest.mark.parametrize("project", [declared_2026.ELDERLY, declared_2026.FLOOD], ids=lambda one: one.unit)
def test_what_an_expert_must_do_waits_for_whoever_was_drawn(city: None, project: Programme) -> None:
    experts = drawn(project)
    assert experts
    for who in experts:
        assert project.name in {row.case.title.partition("：")[0] for row in desk_of(who)}


def test_the_government_has_a_plan_to_approve_and_the_authority_a_round_to_rank(city: None) -> None:
    assert [row.procedure.code for row in desk_of("government.handler")] == ["projects.plan"]
    assert "projects.round" in {row.procedure.code for row in desk_of("authority.handler")}


def test_one_approval_is_yellow_and_one_red(city: None) -> None:
    cards = {row.case.title: row.card for name in ("authority.handler", "authority.signer") for row in desk_of(name)}
    assert cards[declared_2025.FOOD.name] == "yellow"
    assert cards[declared_2025.HOUSES.name] == "red"


def test_all_clocks_of_past_days_that_the_platform_answers_are_answered(city: None) -> None:
    left = Clock.objects.filter(ended_on__isnull=True, due_on__lt=TODAY).select_related("case")
    answered = {
        (one.code, step.on, state)
        for found in PROCEDURES.values()
        for one in found
        for step in one.steps
        for state in step.at
        if step.on
    }
    assert [str(one) for one in left if (one.case.procedure, one.name, one.case.state) in answered] == []


def test_no_event_lacks_an_article_and_all_say_that_they_are_of_a_demo(city: None) -> None:
    bare = [event.name for event in Event.objects.all() if not event.content["cites"]]
    assert bare == []
    assert all(event.content["demo"] for event in Event.objects.all())


def test_acts_follow_one_another_and_end_before_the_present(city: None) -> None:
    moments = list(Event.objects.order_by("id").values_list("acted_at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < PRESENT


def test_every_case_has_its_opening_on_record(city: None) -> None:
    opened = set(Event.objects.filter(name__endswith=".open").values_list("case_number", flat=True))
    assert set(Case.objects.values_list("number", flat=True)) == opened


@pytest.mark.parametrize("one", DESIGN, ids=lambda one: one.unit)
def test_the_designs_projects_are_there_to_the_fen(city: None, one: Programme) -> None:
    declaration = Declaration.objects.get(project=project(one))
    lines = declaration.lines.aggregate(sum=Sum("amount"))["sum"]
    assert lines == one.total == sum(one.slices.values())
    assert one.text == declaration.form["necessity"] + declaration.form["content"]
    if one is not declared_2026.LAND:
        assert declaration.total == one.total
        assert dict(declaration.slices.values_list("year", "amount")) == one.slices


def test_all_twelve_projects_of_the_design_are_there() -> None:
    assert len(DESIGN) == 12


def test_the_land_project_was_told_once_that_its_totals_differ(city: None) -> None:
    declaration = Declaration.objects.get(project=project(declared_2026.LAND))
    assert declaration.total == Decimal("144.50") * WAN
    assert [one["item"] for one in declaration.told] == ["estimate", "necessity"]
    assert "144.50" in declaration.told[0]["problem"]["zh"]
    assert "142.50" in declaration.told[0]["problem"]["zh"]


def test_one_project_has_walked_its_whole_life_into_the_inventory(city: None) -> None:
    training = project(declared_2025.TRAINING)
    system = System.objects.get(thing=training.thing)
    assert training.stage == Stage.OPERATING
    assert (system.status, system.operating_since) == (Status.OPERATING, date(2026, 10, 20))
    assert Declaration.objects.get(project=training).returned_on == date(2025, 8, 20)
    first = Approval.objects.get(project=training)
    assert first.approved_total is not None
    assert training.approved_total == first.approved_total * Decimal("1.12")
    procedures = Counter(Case.objects.filter(thing=training.thing, parent=None).values_list("procedure", flat=True))
    assert set(procedures) - {"publication.review"} == {
        f"projects.{name}"
        for name in (
            *("declaration", "pre_review", "evaluation", "listing", "approval", "contract", "progress", "change"),
            "acceptance",
            "disbursement",
        )
    }
    paid = Case.objects.filter(thing=training.thing, procedure="projects.disbursement")
    assert {case.state for case in paid} == {"paid"}


def test_the_funds_accounts_agree(city: None) -> None:
    for fund in Fund.objects.all():
        entries = FundEntry.objects.filter(fund=fund)
        set_aside = entries.filter(kind__in=[EntryKind.ARRANGED.value, EntryKind.ADJUSTED.value])
        taken = entries.exclude(pk__in=set_aside.values("pk"))
        assert set_aside.aggregate(sum=Sum("amount"))["sum"] == fund.amount
        assert (taken.aggregate(sum=Sum("amount"))["sum"] or 0) == fund.committed <= fund.amount
    this, following = (Fund.objects.get(jurisdiction="440500", year=year).amount for year in (2026, 2027))
    assert this < following


def test_what_approved_projects_take_of_the_fund_is_what_is_approved(city: None) -> None:
    approved = Project.objects.exclude(approved_total=None)
    assert approved.count() == 4
    for one in approved:
        assert FundEntry.objects.filter(project=one).aggregate(sum=Sum("amount"))["sum"] == one.approved_total


def test_papers_are_numbered_without_gaps_in_the_order_of_their_days(city: None) -> None:
    numbers: dict[tuple[str, str], list[int]] = {}
    for notice in Notice.objects.order_by("pk"):
        word, _, rest = notice.number.partition("〔")
        year, _, last = rest.partition("〕")
        numbers.setdefault((word, year), []).append(int(last.removesuffix("号")))
    assert numbers
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())


def test_the_one_district_without_a_technical_body_shows_as_a_gap(city: None) -> None:
    assert [(gap.jurisdiction, gap.function.code) for gap in gaps(TODAY)] == [("440523", "TECHNICAL_BODY")]


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_every_case_on_somebodys_desk_opens_with_its_forms(city: None, story_time: None, name: str) -> None:
    client, rows, opened = client_of(name), desk_of(name), Counter[tuple[object, ...]]()
    desk = client.get("/work/").content.decode()
    assert 'class="eg-demo"' in desk
    for place, row in enumerate(rows):
        assert row.href in desk or place >= PAGE
        opened[kind := (row.procedure.code, row.case.state, row.next_step and row.next_step.name)] += 1
        if len(rows) > LONG_DESK and opened[kind] > ALIKE:
            continue
        page = client.get(row.href)
        assert page.status_code == 200
        for form in set(re.findall(rf'href="({row.href}[a-z_-]+/)"', page.content.decode())):
            assert client.get(form).status_code == 200, form


def test_every_project_that_finance_is_shown_opens(city: None, story_time: None) -> None:
    finance = client_of("finance.handler")
    shown = set(re.findall(r'href="(/projects/\d+/)"', finance.get("/projects/").content.decode()))
    assert len(shown) > ALIKE
    assert {address for address in shown if finance.get(address).status_code != HTTPStatus.OK} == set()


def test_the_strip_is_on_every_page_in_a_demo_and_on_none_elsewhere(
    city: None, story_time: None, settings: Any
) -> None:
    for path in ("/", "/sign-in/", "/law/"):
        shown = Client().get(path).content.decode()
        assert 'class="eg-demo"' in shown
        assert "2026-11-23" in shown
    settings.QILOU_DEMO = False
    assert 'class="eg-demo"' not in Client().get("/sign-in/").content.decode()


def test_the_sign_in_page_knows_everybody(city: None, story_time: None, settings: Any) -> None:
    settings.QILOU_DEMO_PASSWORD = load.PASSWORD
    shown = Client().get("/sign-in/").content.decode()
    assert all(f'value="{name}"' in shown for name in PEOPLE)


def test_everybody_signs_in_with_the_printed_password(own_city: str) -> None:
    printed = load.sign_ins()
    assert load.PASSWORD in printed[0]
    assert [line.split()[0] for line in printed[1:]] == list(PEOPLE)
    given = SignIn(username="finance.signer", password=load.PASSWORD)
    assert actions.sign_in(given, now=PRESENT).username == "finance.signer"


def test_the_clock_goes_on_from_the_storys_present(city: None) -> None:
    assert load.loaded()
    row = DemoCity.objects.get()
    assert row.loaded_at + load.clock_offset() == PRESENT
    later = row.loaded_at + timedelta(days=40)
    assert later + load.clock_offset() == PRESENT + timedelta(days=40)


def test_a_city_is_not_loaded_twice(city: None) -> None:
    with pytest.raises(Refused) as refused:
        load.load(print)
    assert refused.value.code == "demo.foreign"


def test_a_database_that_the_demo_did_not_make_is_refused_and_left_alone(committed_db: str) -> None:
    assert not load.loaded()
    someone = NewPerson(username="real.person", name_zh="某人", name_en="Somebody", jurisdiction="440500")
    actions.create_person(someone, actor=PLATFORM, now=PRESENT, password="a password of theirs")
    with pytest.raises(Refused) as refused:
        load.load(print)
    assert refused.value.code == "demo.foreign"
    assert not load.loaded()
    assert Person.objects.count() == 1


def test_no_city_is_made_outside_demo_mode(committed_db: str, settings: Any) -> None:
    settings.QILOU_DEMO = False
    with pytest.raises(Refused) as refused:
        load.load(print)
    assert refused.value.code == "demo.off"
    assert not load.loaded()


def test_a_paper_is_a_whole_pdf() -> None:
    made = paper("标题", ["第一段", "第二段"])
    assert made.startswith(b"%PDF-")
    assert made.endswith(b"%%EOF\n")
    start = int(made.rpartition(b"startxref\n")[2].split()[0])
    assert made[start:].startswith(b"xref")
    assert "标题".encode("utf-16-be").hex().encode() in made

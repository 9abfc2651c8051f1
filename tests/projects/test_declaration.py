"""Declaration: submitted, told once what to correct, accepted or not; both tracks, and what stays outside them."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, DISTRICT, at, build
from tests.projects.path import SPECIAL, TITLE, TOTAL, Path, broken, form, last_notice, way

from qilou.casework.actions.drafts import save_draft
from qilou.casework.actions.files import store_file
from qilou.casework.actions.perform import look
from qilou.casework.models import Case, Draft, Notice
from qilou.casework.queries.case_page import case_page
from qilou.inventory.models import System
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.projects.actions.checklists import add_project_type
from qilou.projects.inputs.checklists import NewProjectType
from qilou.projects.models import Declaration, DeclarationVersion, EstimateLine, Plan, PreReview, Project, Purpose
from qilou.projects.models.project import Stage, Track
from qilou.projects.queries.declaration import special_counts

pytestmark = pytest.mark.django_db
MISMATCH = {"total": "3884000"}  # DEMO.md's project 6 in small: the form says more than the estimate
DEFICIENCY = {"item": "norms", "problem": "技术规范未列标准号。", "remedy": "列明标准号。"}


@pytest.fixture
def path() -> Path:
    """A unit about to declare, in a city with a plan in force."""
    return way()


def refused(path: Path, step: str, day: str, who: str, data: object = None, time: str = "10:00") -> Refused:
    """The refusal of a step of the declaration."""
    with pytest.raises(Refused) as caught:
        path.take("declaration", step, day, who, data, time)
    return caught.value


# Beginning


@pytest.mark.req("A9.1", "A9.3")
def test_a_draft_is_its_units_alone_and_shows_track_round_and_budget_year(path: Path) -> None:
    act = path.open()
    assert path.project.readers == [path.city.key("health")]
    with pytest.raises(Missing):
        look("projects.declaration", act.case.number, actor=path.city.actor("authority.handler"), now=at("2026-08-04"))
    shown = case_page(
        "projects.declaration", act.case.number, actor=path.city.actor("health.handler"), now=at("2026-08-04")
    )
    labels = {fact.label.en: fact.value for fact in shown.show.facts}
    assert labels["Round"] == "2026"
    assert labels["Budget year"] == "2027"
    assert path.project.round_year == 2026


@pytest.mark.req("A9.1")
def test_there_are_two_tracks_and_what_the_state_arranges(path: Path) -> None:
    assert [one.value for one in Track] == ["annual", "special", "external"]
    with pytest.raises(Invalid):
        path.open(track="urgent")


@pytest.mark.req("A3.1")
def test_only_a_registered_implementing_unit_opens_a_declaration() -> None:
    path = Path(build(), unit="chamber")
    with pytest.raises(Refused) as caught:
        path.open()
    assert broken(caught.value) == {"unit_is_registered"}
    assert [one.id for one in caught.value.cites] == ["m164:3"]
    assert not Project.objects.exists()


@pytest.mark.req("A2.1")
def test_a_unit_declares_to_the_authority_of_its_own_area() -> None:
    city = build()
    with pytest.raises(Refused) as caught:
        Path(city, unit="health", jurisdiction=DISTRICT).open()
    assert broken(caught.value) == {"unit_belongs_to_the_area"}
    assert Path(city, unit="longhu_civil", jurisdiction=DISTRICT).open().case.jurisdiction == DISTRICT


@pytest.mark.req("A10.5")
def test_a_draft_on_the_annual_track_shows_when_the_period_ends(path: Path) -> None:
    annual = path.open()
    assert str(annual.case.due_on) == "2026-08-31"
    special = path.open(track="special", year=2026, title="三防会商")
    assert special.case.clocks == []


# Submitting


@pytest.mark.req("A10.3", "A10.6", "A10.22")
def test_a_submission_is_frozen_with_its_hash_and_read_by_the_authority(path: Path) -> None:
    path.submitted()
    version = DeclarationVersion.objects.get()
    assert (version.version, version.cause, len(version.sha256)) == (1, "submitted", 64)
    assert EstimateLine.objects.count() == 6
    project = path.project
    assert (project.asked, project.nature) == (Decimal(TOTAL), "new")
    assert f"AUTHORITY@{CITY}" in project.readers
    receipt = last_notice("declaration.receipt")
    assert receipt.issuer == "市政务服务和数据管理局"
    assert receipt.number.startswith("汕政数〔2026〕")
    assert path.case("declaration").desk == f"AUTHORITY@{CITY}/handler"


@pytest.mark.req("A10.22")
def test_the_database_lets_nobody_change_a_submitted_version(path: Path) -> None:
    path.submitted()
    for change in (lambda: DeclarationVersion.objects.update(form={}), DeclarationVersion.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.req("A10.22")
def test_the_form_is_in_the_record_without_the_contact_in_the_clear(path: Path) -> None:
    path.submitted()
    event = Event.objects.get(name="projects.declaration.submit")
    told = bytes(event.body).decode()
    assert "规则引擎与知识库" in told
    assert "0754-8888" not in told


@pytest.mark.req("A1.2")
def test_plans_and_projects_are_tagged_with_the_same_purposes(path: Path) -> None:
    path.submitted()
    tags = {one.value for one in Purpose}
    assert len(tags) == 5
    assert set(Plan.objects.get().purposes) <= tags
    assert path.declaration.form["purposes"] == ["efficiency", "service"]
    assert refused_field(path, purposes=["profit"])


def refused_field(path: Path, **changed: object) -> bool:
    """Whether the form is invalid with these entries."""
    path.open()
    with pytest.raises(Refused) as caught:
        path.take("declaration", "submit", "2026-08-10", "health.handler", form(**changed))
    return caught.value.code == "invalid"


@pytest.mark.req("A2.5")
def test_without_a_category_nothing_is_submitted_and_a_private_project_is_closed_with_its_reason(path: Path) -> None:
    path.open()
    private = form(categories=[], sources=[{"source": "social_capital", "amount": TOTAL}])
    error = refused(path, "submit", "2026-08-10", "health.handler", private)
    assert broken(error) == {"has_category"}
    assert "m164:2" in [one.id for one in error.cites]
    path.take("declaration", "close_out_of_scope", "2026-08-10", "health.handler", {"reason": "全部由企业出资。"})
    assert path.declaration.reason == "全部由企业出资。"
    assert path.project.stage == Stage.ENDED


@pytest.mark.req("A2.1")
def test_a_project_outside_the_zone_is_refused_under_article_2(path: Path) -> None:
    path.open()
    error = refused(path, "submit", "2026-08-10", "health.handler", form(in_zone=False, location="揭阳市"))
    assert broken(error) == {"in_the_zone"}
    assert [one.id for one in error.cites] == ["m164:2"]


@pytest.mark.req("A2.2", "A2.3", "A2.4")
def test_several_categories_may_apply_and_each_is_borne_out_by_the_money_or_a_document(path: Path) -> None:
    path.submitted(
        categories=["fiscal", "financed", "concession"],
        concession_document="汕府函〔2026〕12号",
        sources=[
            {"source": "city_budget", "amount": "864000"},
            {"source": "government_financing", "amount": "2000000"},
            {"source": "social_capital", "amount": "1000000"},
        ],
    )
    assert path.declaration.categories == ["fiscal", "financed", "concession"]


@pytest.mark.req("A3.3")
def test_a_mixed_project_carries_its_cost_by_type(path: Path) -> None:
    path.submitted()
    assert {one["type"]: one["amount"] for one in path.declaration.form["types"]} == {
        "software": "3246000.00",
        "service": "618000.00",
    }


@pytest.mark.req("A3.4")
def test_a_type_is_added_as_data_from_a_date(path: Path) -> None:
    robots = [{"type": "operation", "amount": TOTAL}]
    path.open()
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", form(types=robots))) == {"types_named"}
    given = NewProjectType(
        code="operation",
        name_zh="运营类",
        name_en="Operation",
        since=at("2026-08-11").date(),
        document="汕政数〔2026〕6号",
    )
    with pytest.raises(NotPermitted):
        add_project_type(given, actor=path.city.actor("health.handler"), now=at("2026-08-10"))
    add_project_type(given, actor=path.city.actor("authority.handler"), now=at("2026-08-10"))
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", form(types=robots))) == {"types_named"}
    path.submitted("2026-08-11", types=robots)
    assert path.case("declaration").state == "submitted"


@pytest.mark.req("A10.4")
def test_an_alteration_names_a_system_of_the_unit_in_the_inventory(path: Path) -> None:
    path.open()
    altered = form(nature="alteration")
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", altered)) == {"existing_system_named"}
    mine, other = (
        System.objects.create(
            jurisdiction_id=CITY,
            unit=path.city.bodies[unit],
            unit_name=unit,
            name="区域平台",
            status="operating",
            operating_since=at("2020-01-01").date(),
            of_record="汕卫〔2020〕1号",
            entered_at=at("2026-01-01"),
        )
        for unit in ("health", "land")
    )
    strange = form(nature="alteration", system=other.pk)
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", strange)) == {"existing_system_named"}
    path.take("declaration", "submit", "2026-08-10", "health.handler", form(nature="alteration", system=mine.pk))
    assert path.project.system == mine


# The period


@pytest.mark.req("A10.5", "A11.1")
def test_at_midnight_after_the_last_day_the_annual_track_is_closed_and_points_to_article_11(path: Path) -> None:
    path.open()
    error = refused(path, "submit", "2026-09-01", "health.handler", form(), time="00:00")
    assert broken(error) == {"annual_in_time"}
    assert "Article 11" in error.findings[0].verdict.remedy.in_("en")
    path.take("declaration", "submit", "2026-08-31", "health.handler", form(), time="23:59")
    assert path.case("declaration").state == "submitted"


@pytest.mark.req("A10.5")
def test_a_period_that_ends_on_a_sunday_runs_to_the_next_working_day() -> None:
    path = Path(build())
    path.open("2025-08-20", year=2026)
    assert str(path.case("declaration").due_on) == "2025-09-01"
    late = refused(path, "submit", "2025-09-02", "health.handler", form(), time="00:00")
    assert broken(late) == {"annual_in_time"}
    path.take("declaration", "submit", "2025-09-01", "health.handler", form(), time="23:59")
    assert path.case("declaration").state == "submitted"


@pytest.mark.req("A9.3", "A11.1", "A11.2", "A11.6")
def test_a_late_draft_goes_on_as_a_special_declaration(path: Path) -> None:
    path.open()
    path.take("declaration", "change_to_special", "2026-09-01", "health.handler")
    assert path.case("declaration").due_on is None
    assert broken(refused(path, "submit", "2026-09-01", "health.handler", form())) == {
        "special_ground",
        "ground_proved",
    }
    path.take("declaration", "submit", "2026-09-01", "health.handler", form(**SPECIAL))
    assert path.project.track == "special"
    assert path.declaration.grounds == ["urgent_need", "from_above"]


@pytest.mark.req("A9.3")
def test_the_track_cannot_change_after_acceptance(path: Path) -> None:
    path.accepted()
    with pytest.raises(Conflict):
        path.take("declaration", "change_to_special", "2026-08-13", "health.handler")
    assert path.project.track == "annual"


# The special track


@pytest.mark.req("A11.1", "A11.3", "A11.4", "A11.5")
def test_a_special_declaration_needs_the_period_past_a_proved_ground_and_the_same_materials(path: Path) -> None:
    path.open(track="special", year=2027)
    early = refused(path, "submit", "2026-08-10", "health.handler", form(**SPECIAL))
    assert broken(early) == {"special_after_annual"}
    path.open(track="special", year=2026, title="三防会商")
    unproved = form(**(SPECIAL | {"ground_documents": []}))
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", unproved)) == {"ground_proved"}
    path.take("declaration", "submit", "2026-08-10", "health.handler", form(**SPECIAL, feasibility=""))
    assert broken(refused(path, "accept", "2026-08-11", "authority.handler")) == {"feasibility_stated"}
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    path.take("declaration", "correct", "2026-08-12", "health.handler", form(**SPECIAL))
    path.take("declaration", "accept", "2026-08-13", "authority.handler")
    assert path.project.special_ground == "urgent_need"


@pytest.mark.req("A11.7")
def test_special_declarations_are_counted_by_unit_and_ground(path: Path) -> None:
    for title in ("三防会商", "应急指挥"):
        path.open(track="special", year=2026, title=title)
        path.take("declaration", "submit", "2026-08-10", "health.handler", form(**SPECIAL))
    counted = {(one.unit, one.ground.value): one.count for one in special_counts(CITY, 2026)}
    assert counted == {("市医疗保障局", "urgent_need"): 2, ("市医疗保障局", "from_above"): 2}
    assert special_counts(CITY, 2027) == ()


# Outside the procedure


@pytest.mark.req("A43.1")
def test_what_the_state_or_province_arranges_is_registered_and_passes_no_gate(path: Path) -> None:
    path.open(track="external")
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", form())) == {"within_chapter_two"}
    given = {"document": "粤府函〔2026〕5号", "description": "省级统建，市级落地。", "non_secret": True}
    path.take("declaration", "register", "2026-08-10", "health.handler", given)
    assert path.project.stage == Stage.REGISTERED
    assert f"AUTHORITY@{CITY}" in path.project.readers
    assert not PreReview.objects.exists()
    path.open(title="普通项目")
    assert broken(refused(path, "register", "2026-08-10", "health.handler", given)) == {"external_only"}


@pytest.mark.req("A44.1")
def test_secret_material_is_refused_before_anything_of_it_is_stored_and_the_way_out_is_named(path: Path) -> None:
    path.open()
    error = refused(path, "submit", "2026-08-10", "health.handler", form(necessity="机密★1年 附件三"))
    assert broken(error) == {"no_secret_marking"}
    assert "涉密渠道" in error.findings[-1].verdict.remedy.in_("zh")
    assert not DeclarationVersion.objects.exists()
    assert broken(refused(path, "submit", "2026-08-10", "health.handler", form(non_secret=False))) == {
        "stated_non_secret"
    }
    with pytest.raises(Refused) as caught:
        path.open(title="绝密★ 指挥系统")
    assert broken(caught.value) == {"no_secret_marking"}


@pytest.mark.req("A44.1")
def test_not_even_a_draft_or_a_file_with_a_secrecy_marking_is_kept(path: Path) -> None:
    unit = path.city.actor("health.handler")
    with pytest.raises(Refused) as caught:
        save_draft({"necessity": ["秘密★5年"]}, actor=unit, now=at("2026-08-10"), step="submit", number="SB26-1-1")
    assert [one.id for one in caught.value.cites] == ["m164:44"]
    assert "涉密渠道" in caught.value.message.in_("zh")
    with pytest.raises(Refused):
        store_file([b"x"], name="方案（机密）.pdf", actor=unit, now=at("2026-08-10"))
    assert not Draft.objects.exists()


@pytest.mark.req("A44.1")
def test_of_a_secret_project_only_a_name_that_is_not_secret_stays(path: Path) -> None:
    act = path.open(title="某指挥系统二期")
    typed = {"necessity": ["不宜在此录入的内容"]}
    save_draft(typed, actor=act.actor, now=at("2026-08-09"), step="submit", number=act.case.number)
    path.take("declaration", "keep_stub", "2026-08-10", "health.handler", {"public_name": "专用项目甲"})
    case = path.case("declaration")
    assert (case.state, case.title, path.project.name) == ("stub", "专用项目甲", "专用项目甲")
    assert path.declaration.form == {}
    assert not Draft.objects.exists()


# What is shown and served


@pytest.mark.req("X6")
def test_every_paper_has_its_number_both_languages_and_its_article(path: Path) -> None:
    path.submitted(**MISMATCH)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": [DEFICIENCY]})
    path.take("declaration", "correct", "2026-08-12", "health.handler", form())
    path.take("declaration", "accept", "2026-08-13", "authority.handler")
    notices = list(Notice.objects.filter(case=path.case("declaration")).order_by("pk"))
    assert [one.kind.rpartition(".")[2] for one in notices] == ["receipt", "correction", "receipt", "accepted"]
    assert len({one.number for one in notices}) == 4
    for notice in notices:
        assert "第十条" in notice.body["zh"][-1]
        assert "Art. 10" in notice.body["en"][-1]
        assert "%(" not in json.dumps(notice.body)


@pytest.mark.parametrize("who", ["health.handler", "authority.handler"])
def test_the_page_shows_check_estimate_and_versions_in_every_state(path: Path, who: str) -> None:
    path.submitted(**MISMATCH)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    path.take("declaration", "correct", "2026-08-12", "health.handler", form())
    shown = case_page(
        "projects.declaration", path.numbers["declaration"], actor=path.city.actor(who), now=at("2026-08-13")
    )
    titles = [section.title.en for section in shown.show.sections]
    assert titles[:3] == [
        "What the one notice asks to correct",
        "Completeness check (Article 10, paragraph 2)",
        "Estimate",
    ]
    assert "Version 2 against the one before" in titles
    assert Case.objects.get(number=path.numbers["declaration"]).title == TITLE
    assert Declaration.objects.count() == 1

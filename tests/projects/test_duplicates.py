"""Duplicate construction: what is compared, who sees what, and the gate that a person's findings open."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.projects.city import CITY, DISTRICT, at
from tests.projects.path import Path, broken, way

from qilou.casework.queries.case_page import CasePage, case_page
from qilou.identity.models import Jurisdiction
from qilou.inventory.actions import enter_of_record, retire
from qilou.kernel.errors import Refused
from qilou.kernel.tables import read_table
from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.ledger.models import Event
from qilou.projects.actions.likeness import count_rarity, enter_waiting, keep_compared
from qilou.projects.actions.portfolio import import_projects
from qilou.projects.inputs.portfolio import Columns
from qilou.projects.models import Compared, HitFinding, PreReviewRound, Project, Rarity, ToCompare
from qilou.projects.queries.duplicates import excerpt
from qilou.projects.queries.likeness import nearest
from qilou.projects.rules import duplicates as rules
from qilou.projects.rules.pre_review import PreReviewFacts

READ = Readings(date(2026, 8, 20))
DAY = "2026-08-20"
FACTS = PreReviewFacts(
    not_compared=0,
    near=("projects.project:1", "projects.project:2"),
    hits=((119, ("basis",), ""), (120, (), "overlap")),
    found_on=("projects.project:2",),
)
CARE = "全市养老服务综合管理平台"
CARE_SAYS = "拟建统一的养老服务档案、机构监管、居家服务派单和评价应用，与公安、医保数据比对，防止冒领。"
HOME = "居家老人上门服务智慧派单系统"
HOME_SAYS = "拟建手机端派单、定位签到、服务评价与补贴结算模块，归集老人档案和服务记录，由民政部门统一监管。"


# Rules


@pytest.mark.req("A4.2", "A4.4", "A12.12")
@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        (rules.compared_with_all, {}, Met),
        (rules.compared_with_all, {"not_compared": 1}, Breach),
        (rules.likely_duplicates_found_on, {}, Met),
        (rules.likely_duplicates_found_on, {"hits": ((120, (), ""),)}, Breach),
        (rules.likely_duplicates_found_on, {"hits": ((10, ("system",), ""),)}, Breach),
        (rules.likely_duplicates_found_on, {"hits": ((10, ("names",), ""),)}, Breach),
        (rules.likely_duplicates_found_on, {"hits": ((900, (), "different"),)}, Met),
        (rules.is_no_duplicate, {}, Met),
        (rules.is_no_duplicate, {"hits": ((10, (), "duplicate"),)}, Breach),
        (rules.is_no_duplicate, {"hits": ((10, (), "absorbs"),)}, Met),
        (rules.found_on_what_is_near, {}, Met),
        (rules.found_on_what_is_near, {"found_on": ("projects.project:3",)}, Breach),
        (rules.found_on_what_is_near, {"found_on": ("projects.project:2", "projects.project:2")}, Breach),
    ],
)
def test_each_rule_on_duplicates(rule: Rule, changes: dict[str, object], verdict: type) -> None:
    assert type(rule(replace(FACTS, **changes), READ).verdict) is verdict
    assert isinstance(rule(PreReviewFacts(), READ).verdict, Undecided)


@pytest.mark.req("A4.4")
def test_from_which_likeness_on_a_person_must_find_is_a_dated_parameter() -> None:
    lower = Readings(READ.on, {"likely_duplicate": 11})
    assert rules.likely_duplicates_found_on(FACTS, READ).passed
    assert not rules.likely_duplicates_found_on(FACTS, lower).passed


def test_of_what_may_not_be_read_only_shared_words_are_shown_with_a_little_around_them() -> None:
    stretches = [("一" * 30, False), ("居家养老", True), ("二" * 30, False), ("派单", True), ("三" * 30, False)]
    shown = "".join(words for words, _ in excerpt(stretches))
    assert shown == f"…{'一' * 8}居家养老{'二' * 8}…{'二' * 8}派单{'三' * 8}…"


# On the database


def declared(path: Path, title: str, says: str, day: str = "2026-08-10", **more: object) -> Path:
    """A declaration of that name and content, accepted and in pre-review."""
    path.open(title=title)
    path.submitted(day, content=says, items=[{"name": title, "scale": "1项"}], necessity="现状不足。", **more)
    path.accepted()
    return path


def others(city: Path) -> None:
    """Systems of other matters in the inventory, so that rare words are told from common ones."""
    for name in ("水质自动监测系统", "不动产登记系统", "内涝积水预警系统", "入学报名审核系统", "电子档案长期保存系统"):
        system(city, name, f"{name}的建设和运行。")
    enter_waiting()
    count_rarity(at(DAY))


def system(path: Path, name: str, says: str = "") -> int:
    return enter_of_record(
        actor=path.city.actor("authority.handler"),
        now=at("2026-08-01"),
        jurisdiction=CITY,
        unit_id=path.city.bodies["land"].pk,
        unit_name="市自然资源局",
        name=name,
        description=says,
        document="汕自然资〔2020〕1号",
        operating_since=date(2020, 1, 1),
    ).pk


def _page(path: Path, body: str) -> CasePage:
    actor = path.city.actor(f"{body}.handler", DAY)
    return case_page("projects.pre_review", path.numbers["pre_review"], actor=actor, now=at(DAY))


def things(path: Path) -> list[str]:
    return [one.thing for one in nearest(path.project.pk).hits]


@pytest.fixture
def care() -> Path:
    path = way()
    others(path)
    return declared(path, CARE, CARE_SAYS)


def district(care: Path) -> Path:
    return Path(care.city, unit="longhu_civil", jurisdiction=DISTRICT, body="longhu")


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A21.4", "A43.1")
def test_a_paraphrase_in_a_district_an_old_system_and_an_outside_project_come_first(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    assert things(care)[0] == home.project.thing
    assert things(home)[0] == care.project.thing
    old = system(care, "养老机构监管系统", "对养老机构监管、养老服务评价。")
    table = read_table(f"编号,名称,单位,内容\n1,养老服务派单,外市民政局,{HOME_SAYS}\n".encode(), "x.csv")
    columns = Columns.model_validate(
        {
            "portfolio": "外市",
            "jurisdiction": "WS-1",
            "document": "样表",
            "name": "名称",
            "unit": "单位",
            "description": "内容",
            "source_id": "编号",
        }
    )
    admin = care.city.actor("authority.handler")
    Jurisdiction.objects.create(code="WS-1", name_zh="外市", name_en="Outside", kind="portfolio", parent_id=CITY)
    import_projects(table, columns, actor=admin, now=at(DAY))
    outside = Project.objects.get(portfolio="外市").thing
    assert set(things(care)[:3]) == {home.project.thing, f"inventory.system:{old}", outside}
    retire(old, actor=admin, now=at(DAY), reason="停用")
    assert f"inventory.system:{old}" not in things(care)


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A21.2")
def test_drafts_are_compared_with_nothing_and_what_was_withdrawn_no_longer_is(care: Path) -> None:
    draft = district(care)
    draft.open(title=HOME)
    assert draft.project.thing not in things(care)
    draft.submitted(content=HOME_SAYS)
    assert draft.project.thing in things(care)
    draft.take("declaration", "withdraw", "2026-08-11", "longhu_civil.handler", {"reason": ""})
    assert draft.project.thing not in things(care)


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A4.4", "A12.12")
def test_pre_review_passes_only_when_a_person_has_found_on_each_likely_duplicate(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    care.found()
    with pytest.raises(Refused) as refused:
        care.take("pre_review", "pass", DAY, "authority.handler", {})
    assert broken(refused.value) == {"likely_duplicates_found_on"}
    assert {one.number for one in refused.value.cites} == {4}
    finding = {"thing": home.project.thing, "finding": "absorbs", "reason": "市级统建，区只用不建，龙湖区项目并入。"}
    care.take("pre_review", "find_duplicates", DAY, "authority.handler", {"hits": [finding]})
    event = Event.objects.get(name="projects.pre_review.find_duplicates")
    (told,) = json.loads(event.body)["effects"]["done"]["projects_hitfinding"].values()
    assert (told["finding"], told["name"], told["reason"]) == ("absorbs", HOME, finding["reason"])
    assert told["method"] == f"1.{Rarity.objects.get().pk}"
    care.sign("pre_review", "pass", "2026-08-21", {})
    kept = PreReviewRound.objects.get(pre_review__project=care.project).compared
    assert kept["nearest"][0] | {"likeness": 0} == {
        "thing": home.project.thing,
        "likeness": 0,
        "signals": ["basis"],
        "finding": "absorbs",
    }
    assert kept["compared"] == 7


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A12.3")
def test_what_should_merge_into_another_does_not_pass_but_may_be_returned(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    finding = {"thing": care.project.thing, "finding": "duplicate", "reason": "市级平台已含派单。"}
    home.found(intensive="fails")
    home.found_different(DAY)
    home.take("pre_review", "find_duplicates", DAY, "longhu.handler", {"hits": [finding]})
    with pytest.raises(Refused) as refused:
        home.take("pre_review", "pass", DAY, "longhu.handler", {})
    assert "is_no_duplicate" in broken(refused.value)
    home.sign("pre_review", "return", "2026-08-21", {"reason": "并入市级平台。"})
    assert home.case("pre_review").state == "returned"


@pytest.mark.django_db
@pytest.mark.req("A4.4")
def test_a_finding_on_what_is_not_near_or_without_a_reason_is_refused(care: Path) -> None:
    finding = {"thing": "projects.project:99999", "finding": "different", "reason": "另一事项。"}
    with pytest.raises(Refused) as refused:
        care.take("pre_review", "find_duplicates", DAY, "authority.handler", {"hits": [finding]})
    assert broken(refused.value) == {"found_on_what_is_near"}
    empty = {"thing": things(care)[0], "finding": "different", "reason": ""}
    with pytest.raises(Refused):
        care.take("pre_review", "find_duplicates", DAY, "authority.handler", {"hits": [empty]})
    assert not HitFinding.objects.exists()


@pytest.mark.django_db
@pytest.mark.req("A4.2")
def test_while_the_comparison_is_not_whole_the_gate_stays_shut_and_the_duty_makes_it_whole(care: Path) -> None:
    care.found()
    things(care)
    Compared.objects.filter(thing=care.project.thing).delete()
    with pytest.raises(Refused) as refused:
        care.take("pre_review", "pass", DAY, "authority.handler", {})
    (finding,) = [one for one in refused.value.findings if one.rule.endswith("compared_with_all")]
    assert isinstance(finding.verdict, Breach)
    assert "1项" in finding.verdict.reason.in_("zh")
    keep_compared(at(DAY))
    assert nearest(care.project.pk).waiting == 0
    Compared.objects.exclude(thing=care.project.thing).update(method=0)
    assert nearest(care.project.pk).waiting == 5
    keep_compared(at(DAY))
    care.found_different(DAY)
    care.sign("pre_review", "pass", "2026-08-21", {})


@pytest.mark.django_db
@pytest.mark.req("A4.2")
def test_two_projects_that_build_on_one_system_and_one_that_speaks_of_it_are_told_whatever_they_say(care: Path) -> None:
    base = system(care, "三防指挥系统", "三防指挥。")
    land = Path(care.city, unit="land")
    first = declared(land, "视频会商扩容", "为镇街配置会商终端。", nature="expansion", system=base)
    second = declared(Path(care.city, unit="land"), "闸站监控", "闸站远程启闭。", nature="expansion", system=base)
    third = declared(Path(care.city), "积水感知", "布设液位计，与三防指挥系统共用底图。")
    hits = {one.thing: one.signals for one in nearest(first.project.pk).hits}
    assert "system" in hits[second.project.thing]
    assert "names" in hits[third.project.thing]
    assert f"inventory.system:{base}" not in hits
    assert "names" in {one.thing: one.signals for one in nearest(third.project.pk).hits}[first.project.thing]


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A12.12", "A21.2")
def test_the_reviewer_sees_the_nearest_with_shared_words_and_the_declarer_sees_none_of_it(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    number = care.numbers["pre_review"]
    url = f"/projects/pre-review/{number}/"
    reviewer, unit = Client(), Client()
    reviewer.force_login(care.city.people["authority.handler"])
    unit.force_login(care.city.people["health.handler"])
    seen = reviewer.get(url, headers={"accept-language": "zh"}).content.decode()
    assert HOME in seen
    assert "<mark>派单</mark>" in seen
    assert "龙湖区" in seen
    assert HOME not in unit.get(url).content.decode()
    finding = {"thing": home.project.thing, "finding": "absorbs", "reason": "龙湖区项目并入。"}
    care.take("pre_review", "find_duplicates", DAY, "authority.handler", {"hits": [finding]})
    acts = [[name for entry, _ in _page(care, who).events for name in [entry.name]] for who in ("authority", "health")]
    assert ["projects.pre_review.find_duplicates" in one for one in acts] == [True, False]
    assert not [one for one in _page(care, "finance").show.sections if "查重" in one.title.zh]
    table, words = _page(home, "longhu").show.sections[:2]
    assert table.rows[0][0]["words"] == CARE
    assert table.rows[0][0]["href"] == ""
    assert "派单" in str(words.paragraphs[0][1])


@pytest.mark.django_db
@pytest.mark.req("A4.4", "A12.12")
def test_the_form_of_findings_starts_with_the_likely_ones_under_what_they_say(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    client = Client(headers={"accept-language": "zh"})
    client.force_login(care.city.people["authority.handler"])
    url = f"/projects/pre-review/{care.numbers['pre_review']}/find_duplicates/"
    shown = client.get(url).content.decode()
    assert f'<option value="{home.project.thing}" selected' in shown
    assert "<mark>派单</mark>" in shown
    typed = {"hits-0-thing": home.project.thing, "hits-0-finding": "absorbs", "hits-0-reason": "由市级统建。"}
    version = care.case("pre_review").version
    assert client.post(url, {**typed, "hits-total": "1", "version": str(version)}).status_code == 302
    assert HitFinding.objects.get().finding == "absorbs"


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A12.12")
def test_the_page_costs_the_same_however_much_comes_near(care: Path, django_assert_num_queries: Any) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    _page(care, "authority")
    with CaptureQueriesContext(connection) as few:
        _page(care, "authority")
    declared(Path(care.city, unit="land"), f"{HOME}二期", HOME_SAYS)
    enter_waiting()
    near = things(care)
    assert home.project.thing in near
    assert len(near) == 5
    with django_assert_num_queries(len(few)):
        _page(care, "authority")


@pytest.mark.django_db
@pytest.mark.req("A4.2", "A12.12")
def test_a_program_of_the_reviewing_authority_reads_the_comparison_and_nobody_else(care: Path) -> None:
    home = declared(district(care), HOME, HOME_SAYS)
    answers = {}
    for name in ("authority.handler", "health.handler", "longhu.handler"):
        client = Client()
        client.force_login(care.city.people[name])
        answers[name] = client.get(f"/api/v1/projects/pre-review/{care.numbers['pre_review']}/duplicates")
    assert [one.status_code for one in answers.values()] == [200, 403, 404]
    told = answers["authority.handler"].json()
    assert (told["compared"], told["missing"]) == (7, 0)
    first = told["nearest"][0]
    assert (first["thing"], first["likely"], first["finding"]) == (home.project.thing, True, "")
    assert {"words": "派单", "same": True} in first["says"]


@pytest.mark.django_db
@pytest.mark.req("A4.2")
def test_a_changed_text_is_entered_anew_and_many_entries_of_a_piece_are_brought_together(care: Path) -> None:
    enter_waiting()
    before = Compared.objects.get(thing=care.project.thing).pk
    Project.objects.filter(pk=care.project.pk).update(description="改为殡葬服务。")
    assert ToCompare.objects.count() == 1
    enter_waiting()
    assert Compared.objects.get(thing=care.project.thing).pk > before
    for number in range(20):
        system(care, f"养老派单{number}号系统", "养老派单。")
    asked = [one.thing for one in nearest(care.project.pk).hits]
    keep_compared(at(DAY))
    assert [one.thing for one in nearest(care.project.pk).hits] == asked

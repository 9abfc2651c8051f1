"""Open data says what is published, validly: OC4IDS for projects, OCDS for their contracting processes."""

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.projects.city import at
from tests.projects.stages import Story, passed, proposed, registered
from tests.publication.reviews import decide, opened, publish_all, review
from tests.publication.schemas import PROJECT, RELEASE, SCHEMAS, faults, schemas

from qilou.projects.models.contract import ContractKind, Method
from qilou.projects.models.project import Nature
from qilou.publication import oc4ids, ocds
from qilou.publication.kinds import PublicStage
from qilou.publication.open_data import Published, Site, Subject, processes_of
from qilou.publication.packages import oc4ids_package, ocds_package
from qilou.site.cli import parser

pytestmark = pytest.mark.req("A18.11", "X8")
SITE = Site("https://city.example", "市电子政务主管部门", "", "oc4ids-abcdef", "ocds-abcdef")
CODE, SUPPLIER_CODE = "11440500MB2C12345X", "91440500MA51234567"


def told(number: str, kind: str, day: str, /, **content: object) -> Published:
    """One publication."""
    return Published(number, kind, at(day), "市医疗保障局", content)


ORIGINAL = told(
    "GK27-3-1",
    "contract",
    "2027-02-20",
    contract=5,
    original=None,
    number="YB-2027-01",
    title="监管与稽核系统开发",
    contract_kind="construction",
    method="open_tender",
    announcement="招标公告〔2026〕88号",
    announced_on="2026-12-20",
    opened_on="2027-01-20",
    bidders=37,
    award="中标〔2027〕17号",
    awarded_on="2027-01-30",
    supplier="鮀岛软件公司",
    supplier_code=SUPPLIER_CODE,
    amount="2500000.00",
    signed_on="2027-02-10",
    ends_on="2028-06-30",
)
SUPPLEMENT = told(
    "GK27-4-1",
    "contract",
    "2027-05-20",
    contract=6,
    original=5,
    supplements="YB-2027-01",
    number="YB-2027-01-B1",
    title="补充合同",
    supplier="鮀岛软件公司",
    supplier_code=SUPPLIER_CODE,
    amount="100000.10",
    signed_on="2027-05-10",
)
PERFORMED = told(
    "GK27-5-1",
    "performance",
    "2027-09-10",
    contract=5,
    original=None,
    number="YB-2027-01",
    title="监管与稽核系统开发",
    held_on="2027-09-01",
    statement="履约〔2027〕1号",
)
APPROVAL = told(
    "GK27-2-1",
    "approval",
    "2027-01-25",
    number="汕政数立〔2027〕3号",
    decided_on="2027-01-18",
    code="2701-440500-04-01-000001",
    nature="new",
    total="3864000.00",
    starts_on="2027-03-01",
    ends_on="2028-06-30",
    years=[{"year": 2027, "amount": "2700000.00"}, {"year": 2028, "amount": "1164000.00"}],
)
PROGRESS = told(
    "GK27-7-1",
    "progress",
    "2027-04-20",
    period="2027年第1季度",
    percent=35,
    summary="完成详细设计。",
    milestones=[
        {
            "name": "详细设计",
            "deliverable": "",
            "planned_on": "2027-03-20",
            "forecast_on": None,
            "done_on": "2027-03-18",
        },
        {"name": "试运行", "deliverable": "报告", "planned_on": "2027-06-30", "done_on": None},
    ],
)
LIFE = (
    told("GK27-1-1", "opinion", "2026-11-01", number="汕政数评〔2026〕5号", result="passed", suggested="3900000.00"),
    APPROVAL,
    ORIGINAL,
    PROGRESS,
    SUPPLEMENT,
    PERFORMED,
    told("GK27-6-1", "acceptance", "2027-12-01", number="验收〔2027〕1号", held_on="2027-11-16"),
)


def subject(*published: Published, stage: str = "accepted", code: str = CODE) -> Subject:
    """A project with what is published of it."""
    return Subject(7, "440500", "医保基金智能监管", "市医疗保障局", code, stage, at("2027-12-01"), published)


def moments_in(value: object) -> list[str]:
    """Every text that begins like a date, at whatever depth."""
    if isinstance(value, dict):
        return [one for inside in value.values() for one in moments_in(inside)]
    if isinstance(value, list):
        return [one for inside in value for one in moments_in(inside)]
    return [value] if isinstance(value, str) and value[:4].isdecimal() and value[4:5] == "-" else []


@schemas
@pytest.mark.parametrize("count", range(1, len(LIFE) + 1))
@pytest.mark.parametrize("code", [CODE, ""])
def test_whatever_is_published_of_a_project_is_valid(count: int, code: str) -> None:
    one = subject(*LIFE[:count], code=code)
    assert faults(PROJECT, oc4ids.project(one, SITE)) == []
    for release in ocds.releases(one, SITE):
        assert faults(RELEASE, release) == []


@schemas
@pytest.mark.parametrize("left_out", sorted(set(ORIGINAL.content) - {"contract", "original"}))
def test_whatever_a_review_leaves_out_the_rest_is_valid(left_out: str) -> None:
    content = {name: value for name, value in ORIGINAL.content.items() if name != left_out}
    part = Published(ORIGINAL.number, "contract", ORIGINAL.at, ORIGINAL.publisher, content)
    one = subject(APPROVAL, part, SUPPLEMENT, PERFORMED)
    assert faults(PROJECT, oc4ids.project(one, SITE)) == []
    for release in ocds.releases(one, SITE):
        assert faults(RELEASE, release) == []
    told = json.dumps(list(ocds.releases(subject(part), SITE)), ensure_ascii=False)
    assert str(ORIGINAL.content[left_out]) not in told


@schemas
def test_codes_are_those_of_the_lists() -> None:
    def codes(name: str) -> set[str]:
        with (SCHEMAS / f"codelist-{name}.csv").open(encoding="utf-8") as lines:
            return {row["Code"] for row in csv.DictReader(lines)}

    release = list(ocds.releases(subject(*LIFE), SITE))[-1]
    done = release["contracts"][0]["implementation"]  # type: ignore[index]
    assert {one["type"] for one in done["milestones"]} <= codes("milestoneType")
    assert {one["status"] for one in done["milestones"]} <= codes("milestoneStatus")
    assert {one["documentType"] for one in done["documents"]} <= codes("documentType")


def test_every_kind_and_method_of_ours_has_its_code() -> None:
    assert {one.value for one in Method} == ocds.METHODS.keys() == ocds.DETAILS.keys()
    assert {one.value for one in ContractKind} >= ocds.SERVICES | oc4ids.NATURES.keys()
    assert {one.value for one in Nature} == oc4ids.TYPES.keys()
    assert {one.value for one in PublicStage} == oc4ids.STATUS.keys()


def test_a_contract_with_its_supplement_and_performance_is_one_process_of_three_releases() -> None:
    one = subject(*LIFE)
    (process,) = processes_of(one)
    assert process.contract == 5
    releases = list(ocds.releases(one, SITE))
    assert [release["tag"] for release in releases] == [
        ["award", "contract"],
        ["contractAmendment"],
        ["implementation"],
    ]
    assert {release["ocid"] for release in releases} == {"ocds-abcdef-440500-5"}
    assert len({release["id"] for release in releases}) == 3
    tender: Any = releases[0]["tender"]
    assert tender["tenderPeriod"]["endDate"] == "2027-01-20T00:00:00+08:00"
    assert (tender["procurementMethod"], tender["numberOfTenderers"]) == ("open", 37)
    amended: Any = releases[1]["contracts"]
    assert amended[0]["value"] == {"amount": 2600000.10, "currency": "CNY"}
    assert amended[0]["amendments"][0]["date"] == "2027-05-10T00:00:00+08:00"
    project: Any = oc4ids.project(one, SITE)
    summary = project["contractingProcesses"][0]["summary"]
    assert summary["contractValue"]["amount"] == 2500000
    assert summary["modifications"][0]["newContractValue"]["amount"] == 2600000.10
    assert summary["status"] == "closed"
    assert [one["id"] for one in project["contractingProcesses"][0]["releases"]] == [one["id"] for one in releases]


def test_the_value_after_a_supplement_is_told_only_where_all_of_it_is_published() -> None:
    without = Published(
        ORIGINAL.number,
        "contract",
        ORIGINAL.at,
        "",
        {name: value for name, value in ORIGINAL.content.items() if name != "amount"},
    )
    amended: Any = list(ocds.releases(subject(without, SUPPLEMENT), SITE))[1]["contracts"]
    assert "value" not in amended[0]
    (alone,) = ocds.releases(subject(SUPPLEMENT), SITE)
    assert "value" not in alone["contracts"][0]  # type: ignore[index]


def test_dates_have_their_offset_and_organisations_their_code_where_it_is_known() -> None:
    project: Any = oc4ids.project(subject(*LIFE), SITE)
    found = moments_in(project) + moments_in(list(ocds.releases(subject(*LIFE), SITE)))
    dates = [one for one in found if "T" in one]
    assert len(dates) > 10
    assert all(datetime.fromisoformat(one).utcoffset() is not None for one in dates)
    assert [one["id"] for one in project["parties"]] == [f"CN-USCC-{CODE}", f"CN-USCC-{SUPPLIER_CODE}"]
    assert project["parties"][0]["identifier"] == {"scheme": "CN-USCC", "id": CODE, "legalName": "市医疗保障局"}
    unknown: Any = oc4ids.project(subject(*LIFE, code=""), SITE)
    assert unknown["publicAuthority"] == {"id": "市医疗保障局", "name": "市医疗保障局"}


def test_the_budget_is_the_total_as_last_approved() -> None:
    before: Any = oc4ids.project(subject(LIFE[0], stage="evaluated"), SITE)
    assert "budget" not in before
    once: Any = oc4ids.project(subject(APPROVAL, stage="approved"), SITE)
    assert once["budget"]["amount"] == {"amount": 3864000, "currency": "CNY"}
    parts = once["budget"]["budgetBreakdowns"][0]["budgetBreakdown"]
    assert sum(one["amount"]["amount"] for one in parts) == 3864000
    change = told("GK27-9-1", "change", "2027-06-10", number="汕政数立〔2027〕9号", total="4100000.00")
    anew: Any = oc4ids.project(subject(APPROVAL, change, stage="approved"), SITE)
    assert anew["budget"]["amount"]["amount"] == 4100000
    assert "budgetBreakdowns" not in anew["budget"]


@pytest.mark.req("A18.7")
def test_milestones_are_those_of_the_newest_report() -> None:
    project: Any = oc4ids.project(subject(*LIFE), SITE)
    assert [(one["title"], one["status"], one.get("dateMet")) for one in project["milestones"]] == [
        ("详细设计", "met", "2027-03-18T00:00:00+08:00"),
        ("试运行", "scheduled", None),
    ]


@pytest.mark.parametrize("package", [oc4ids_package, ocds_package])
def test_a_package_is_whole_json_with_the_way_to_the_next(package: Any) -> None:
    text = "".join(package([subject(*LIFE)] * 2, SITE, at="/open/data/x.json", now=at("2027-12-02"), following="/next"))
    read = json.loads(text)
    assert read["links"] == {"next": "https://city.example/next"}
    assert read["publishedDate"] == "2027-12-02T10:00:00+08:00"
    assert len(read.get("projects") or read["releases"]) in (2, 6)
    empty = json.loads("".join(package([], SITE, at="/open/data/x.json", now=at("2027-12-02"))))
    assert [] in (empty.get("projects"), empty.get("releases"))
    assert "links" not in empty


@pytest.fixture
def story() -> Story:
    """A project from its opinion to its acceptance, all published but the opinion."""
    story = passed()
    registered(story, "2027-11-17", kind="testing", number="YB-2027-02", amount="50000.00", signed_on="2027-11-15")
    opened("2027-11-18")
    withheld = {"statement": "不公开。", "ground": "state_secret"}
    decide(story.city, review("opinion"), "withhold", "2027-11-18", withheld)
    publish_all(story.city, "2027-11-19")
    return story


@schemas
@pytest.mark.django_db
def test_downloads_hold_what_is_published_page_after_page(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = proposed(story.city, unit="land", total=Decimal("2500000.00"))
    opened("2027-11-20")
    publish_all(story.city, "2027-11-21")
    monkeypatch.setattr("qilou.portal.views.open_data.MOST", 1)
    ids, address = [], "/open/data/oc4ids.json"
    while address:
        answer = client.get(address)
        package = whole(answer)
        for one in package["projects"]:
            assert faults(PROJECT, one) == []
            ids.append(one["id"])
        address = package.get("links", {}).get("next", "").partition("8000")[2]
        assert ('rel="next"' in answer.get("Link", "")) == bool(address)
    assert ids == [f"oc4ids-sample-440500-{one.project.pk}" for one in (story, other)]
    one = whole(client.get(f"/open/data/ocds/{story.project.pk}.json"))
    assert [release["tag"][0] for release in one["releases"]] == ["award", "implementation", "award"]
    for release in one["releases"]:
        assert faults(RELEASE, release) == []
    (project,) = whole(client.get(f"/open/data/oc4ids/{story.project.pk}.json"))["projects"]
    assert "feasibilityStudy" not in {paper["documentType"] for paper in project["documents"]}


def whole(answer: Any) -> Any:
    """The package that an answer streams."""
    return json.loads(b"".join(answer.streaming_content))


@pytest.mark.django_db
@pytest.mark.parametrize(("standard", "holds"), [("oc4ids", "projects"), ("ocds", "releases")])
def test_the_command_writes_everything_as_one_package(story: Story, tmp_path: Path, standard: str, holds: str) -> None:
    file = tmp_path / "package.json"
    chosen = parser().parse_args(["export", standard, str(file)])
    assert chosen.run(chosen) == 0
    package = json.loads(file.read_text(encoding="utf-8"))
    assert len(package[holds]) == {"projects": 1, "releases": 3}[holds]

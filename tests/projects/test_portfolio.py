"""Lists of projects kept elsewhere come in whole, or not at all with every fault named; real lists where they lie."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.projects.city import City, at, build

from qilou.identity.models import Jurisdiction
from qilou.kernel.errors import Invalid, NotPermitted
from qilou.kernel.tables import read_table
from qilou.ledger.models import Event
from qilou.projects.actions.portfolio import import_projects, try_import
from qilou.projects.inputs.portfolio import Columns
from qilou.projects.models import Project

LISTS = Path(__file__).parents[3] / "shared" / "data" / "gc-it-projects"
real = pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not beside this checkout")
pytestmark = pytest.mark.django_db
NOW = at("2026-08-03")


@pytest.fixture
def city() -> City:
    Jurisdiction.objects.create(code="CA-GC", name_zh="外部", name_en="External", kind="portfolio", parent_id="440500")
    return build()


def columns(**more: str) -> Columns:
    given = {
        "portfolio": "样表",
        "jurisdiction": "CA-GC",
        "document": "8555-421-266",
        "name": "name",
        "unit": "unit",
        "amount": "amount",
        "source_id": "id",
        **more,
    }
    return Columns.model_validate(given)


def real_columns(year: str) -> Columns:
    return columns(
        portfolio=f"加拿大联邦 {year}",
        name="projectName",
        unit="department",
        description="description",
        amount="totalBudget",
        source_id="uniqueId",
        completion="estimatedCompletionDate",
    )


@pytest.mark.req("A43.1")
def test_a_file_with_wrong_rows_enters_none_and_names_each_fault(city: City) -> None:
    content = "id,name,unit,amount\n1,甲,某局,12万\n2,,某局,abc\n1,乙,,5\n".encode()
    table = read_table(content, "x.csv")
    trial = try_import(table, columns())
    assert {(one.line, one.column) for one in trial.faults} == {(3, "name"), (3, "amount"), (4, "unit"), (4, "id")}
    with pytest.raises(Invalid) as refused:
        import_projects(table, columns(), actor=city.actor("authority.handler"), now=NOW, content=content)
    assert len(refused.value.errors) == 4
    assert Project.objects.count() == 0


def test_a_column_that_is_not_there_is_told_at_its_field(city: City) -> None:
    with pytest.raises(Invalid) as refused:
        try_import(read_table(b"a,b\n1,2\n", "x.csv"), columns())
    assert set(refused.value.errors) == {"name", "unit", "amount", "source_id"}


def test_only_the_authority_registers_a_portfolio(city: City) -> None:
    table = read_table("id,name,unit,amount\n1,甲,某局,12\n".encode(), "x.csv")
    with pytest.raises(NotPermitted) as refused:
        import_projects(table, columns(), actor=city.actor("health.handler"), now=NOW)
    assert refused.value.cites[0].number == 43


@real
@pytest.mark.req("A43.1")
@pytest.mark.parametrize(("year", "count"), [("2016", 398), ("2019", 463)])
def test_every_row_of_a_real_list_comes_in_as_an_entry_of_record(city: City, year: str, count: int) -> None:
    content = (LISTS / f"gc-it-projects-{year}.csv").read_bytes()
    table = read_table(content, "x.csv")
    entered = import_projects(
        table, real_columns(year), actor=city.actor("authority.handler"), now=NOW, content=content
    )
    assert entered == count == Project.objects.filter(jurisdiction_id="CA-GC").count()
    assert Event.objects.filter(name="projects.portfolio.enter").count() == count
    again = try_import(table, real_columns(year))
    assert {one.line for one in again.faults} == {line for line, _ in table.numbered()}, "nothing comes in twice"


@pytest.mark.req("A43.1")
def test_an_import_through_the_page_tries_first_and_then_enters(city: City, settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer = Client()
    officer.force_login(city.people["authority.handler"])
    file = SimpleUploadedFile("清单.csv", "编号,项目名称,单位,总投资\n1,甲系统,某局,120.5万元\n".encode(), "text/csv")
    chosen = officer.post("/projects/import/", {"file": file})
    page = officer.get(chosen.url)
    assert '<option value="项目名称" selected' in page.content.decode()
    given = {
        "portfolio": "外部",
        "jurisdiction": "CA-GC",
        "document": "文1",
        "name": "项目名称",
        "unit": "单位",
        "amount": "总投资",
        "amount_unit": "1",
    }
    assert Project.objects.count() == 0
    assert officer.post(chosen.url, {**given, "try": "1"}).status_code == 200
    assert officer.post(chosen.url, {**given, "enter": "1"}).status_code == 302
    assert Project.objects.get().approved_total == 1_205_000
    listed = officer.get("/projects/?jurisdiction=CA-GC").content.decode()
    assert "甲系统" in listed
    assert officer.get(f"/projects/{Project.objects.get().pk}/").status_code == 200


def test_a_row_that_cannot_be_entered_stands_on_the_page_with_its_line(
    city: City, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer = Client()
    officer.force_login(city.people["authority.handler"])
    file = SimpleUploadedFile("a.csv", "name,unit,amount\n甲,某局,很多\n".encode(), "text/csv")
    chosen = officer.post("/projects/import/", {"file": file})
    given = {"portfolio": "x", "jurisdiction": "CA-GC", "document": "d", "name": "name", "unit": "unit"}
    page = officer.post(chosen.url, {**given, "amount": "amount", "amount_unit": "1", "enter": "1"})
    assert "很多" in page.content.decode()
    assert Project.objects.count() == 0

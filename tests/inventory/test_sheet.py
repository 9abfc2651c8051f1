"""The inventory goes out as a sheet to its keeper and comes back: what was edited is put right, on record."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.inventory.test_inventory import of_record
from tests.kernel.spreadsheet import Cells, cells_of, saved
from tests.projects.city import City, at, build

from qilou.inventory.actions import Correction, correct
from qilou.inventory.models import System
from qilou.inventory.queries import row_of
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
EDITS = re.compile(r'name="edits" value="([^"]*)"')
# Where the sheet keeps them: the row's number, its hidden key, then the columns.
NAME, DESCRIPTION, GRADE, COST = 2, 3, 4, 5
REASON = {"reason": "年度核对"}


@pytest.fixture
def city() -> City:
    return build()


def client(city: City, who: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(city.people[who])
    return signed_in


def sent(who: Client, change: Callable[[Cells], object]) -> HttpResponse:
    content = saved(who.get("/systems/sheet/").content, change)
    return who.post("/systems/sheet/", {"systems-sheet": SimpleUploadedFile("清册.xlsx", content)})


def taken_over(who: Client, page: HttpResponse, **given: str) -> HttpResponse:
    edits = unescape(EDITS.findall(page.content.decode())[0])
    return who.post("/systems/sheet/", {"sheet": "apply", "edits": edits} | REASON | given)


def put(line: int, place: int, cell: object) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[line][place] = cell

    return change


def test_what_the_keeper_edited_is_put_right_and_on_record_and_nothing_else(city: City) -> None:
    first, second = of_record(city), of_record(city, name="=参保登记系统", annual_cost=Decimal("120000.50"))
    untouched = row_of(System.objects.get(pk=first.pk))
    unit = client(city, "health.handler")

    def change(cells: Cells) -> None:
        cells[2][GRADE], cells[2][COST] = "三级", ("=6*3", 18.0)
        cells[1], cells[2] = cells[2], cells[1]

    page = sent(unit, change)
    assert System.objects.get(pk=second.pk).security_grade == ""
    assert "三级" in page.content.decode()
    assert taken_over(unit, page)["Location"] == "/systems/"
    after = System.objects.get(pk=second.pk)
    assert (after.name, after.security_grade, after.annual_cost) == ("=参保登记系统", "三级", Decimal(180_000))
    assert row_of(System.objects.get(pk=first.pk)) == untouched
    event = Event.objects.get(name="inventory.correct")
    assert "年度核对" in str(event.content)
    assert list(event.content["effects"]["inventory_system"]) == [str(second.pk)]


def test_what_somebody_else_put_right_since_stays_unless_the_sheets_is_chosen(city: City) -> None:
    entered = of_record(city)
    unit, authority = client(city, "health.handler"), client(city, "authority.handler")
    page = sent(unit, put(1, GRADE, "三级"))
    assert taken_over(authority, sent(authority, put(1, GRADE, "二级"))).status_code == 302
    again = taken_over(unit, page)
    assert (again.status_code, System.objects.get().security_grade) == (409, "二级")
    name = f"choice-{entered.pk}-security_grade"
    assert taken_over(unit, again, **{name: "form"}).status_code == 302
    assert System.objects.get().security_grade == "二级"
    assert taken_over(unit, again, **{name: "sheet:二级"}).status_code == 302
    assert System.objects.get().security_grade == "三级"


def test_a_sheet_neither_makes_nor_takes_away_systems_and_names_what_is_wrong(city: City) -> None:
    of_record(city)
    unit = client(city, "health.handler")
    new: list[object] = ["", "", "另一系统", "", "", ""]
    for change in (lambda cells: cells.append(new), lambda cells: cells.pop(1)):
        assert "请不要增删行" in sent(unit, change).content.decode()
    nameless = taken_over(unit, sent(unit, put(1, NAME, "")))
    assert (nameless.status_code, "XT-" in nameless.content.decode()) == (400, True)
    page = sent(unit, put(1, DESCRIPTION, "新的功能"))
    assert taken_over(unit, page, reason=" ").status_code == 400
    assert not Event.objects.filter(name="inventory.correct").exists()


def test_who_keeps_no_entries_takes_no_sheet_and_a_unit_takes_its_own_alone(city: City) -> None:
    of_record(city)
    other = of_record(city, "land.handler", unit_id=city.bodies["land"].pk, name="不动产登记系统")
    assert [row[NAME] for row in cells_of(client(city, "land.handler").get("/systems/sheet/").content)[1:]] == [
        "不动产登记系统"
    ]
    assert len(cells_of(client(city, "authority.handler").get("/systems/sheet/").content)) == 3
    assert client(city, "finance.handler").get("/systems/sheet/").status_code == 404
    before = row_of(other)
    after = before.model_copy(update={"security_grade": "三级"})
    for who, refusal in (("health.handler", Missing), ("land.checker", NotPermitted)):
        with pytest.raises(refusal):
            correct({other.pk: Correction(before, after)}, actor=city.actor(who), now=at("2026-09-01"), reason="核对")


def test_a_correction_needs_a_reason_and_what_it_saw(city: City) -> None:
    entered = of_record(city, operating_since=date(2019, 6, 1))
    before = row_of(entered)
    after = before.model_copy(update={"name": "医保结算平台"})
    actor, now = city.actor("health.handler"), at("2026-09-01")
    with pytest.raises(Invalid):
        correct({entered.pk: Correction(before, after)}, actor=actor, now=now, reason=" ")
    correct({entered.pk: Correction(before, after)}, actor=actor, now=now, reason="更名")
    with pytest.raises(Conflict):
        correct({entered.pk: Correction(before, after)}, actor=actor, now=now, reason="更名")

"""What the page of a case puts forward: one way on, and no alarm about ways that nobody takes."""

import re

import pytest
from django.test import Client
from tests.demo.test_every_page import case

from qilou.casework.models import Case
from qilou.identity.models import Person

pytestmark = pytest.mark.usefixtures("city", "story_time")
PRIMARY = re.compile(r'class="eg-b eg-b-primary[^>]*>.*?(?:</a>|</button>)', re.DOTALL)


def read(who: str, address: str) -> str:
    """A page as somebody reads it in English."""
    reader = Client()
    reader.force_login(Person.objects.get(username=who))
    reader.cookies["qilou_language"] = "en"
    return reader.get(address).content.decode()


def decision(page: str) -> str:
    return page[page.index('id="decision"') : page.index("</aside>", page.index('id="decision"'))]


def test_a_declaration_to_be_corrected_has_one_primary_button_the_correction() -> None:
    found = PRIMARY.findall(decision(read("land.handler", case("declaration", state="correcting"))))
    assert ["Correct" in one for one in found] == [True]


def test_of_a_declaration_that_can_be_accepted_no_point_alarms_for_what_nobody_does() -> None:
    page = read("authority.handler", case("declaration", state="submitted", jurisdiction="440500"))
    assert "eg-point-breach" not in page
    told = page[page.index("Told before being declined") :]
    assert told[: told.index("</p>")].count("asked only for: Do not accept") == 1
    assert "To pass:" in told[: told.index("</li>")]


def test_an_application_on_the_network_is_suggested_for_approval_before_its_return() -> None:
    address = case("network.access", state="submitted", jurisdiction="440500")
    page = read("authority.handler", address)
    ways = decision(page)
    assert ways.index("/approve/") < ways.index("/return/")
    number = Case.objects.filter(procedure="network.access", state="submitted", jurisdiction="440500").latest("pk")
    desk = read("authority.handler", "/work/")
    row = desk[desk.index(number.number) :]
    assert "Approve" in row[: row.index("</tr>")]
    assert "Return" not in row[: row.index("</tr>")]

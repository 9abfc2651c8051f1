"""The pages of the register of systems."""

import pytest
from django.test import Client
from tests.projects.city import City, build

from qilou.inventory.models import System

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "医保结算系统",
    "document": "汕医保〔2019〕12号",
    "operating_since": "2019-06-01",
    "annual_cost": "12.50",
    "active_users": "37",
}


@pytest.fixture
def city() -> City:
    return build()


def client(city: City, name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


def test_a_unit_enters_an_older_system_and_retires_it(city: City) -> None:
    unit = client(city, "health.handler")
    given = {**GIVEN, "unit": city.bodies["health"].pk}
    assert unit.post("/systems/", {**given, "document": ""}).status_code == 400
    answer = unit.post("/systems/", given)
    row = System.objects.get()
    assert answer["Location"] == f"/systems/{row.pk}/"
    page = unit.get(f"/systems/{row.pk}/").content.decode()
    assert "12.50" in page
    assert "37" in page
    assert row.active_users == 37
    assert "医保结算系统" in page
    assert unit.post(f"/systems/{row.pk}/", {"reason": ""}).status_code == 400
    assert unit.post(f"/systems/{row.pk}/", {"reason": "由新系统替代"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "retired"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_readers_see_the_register_and_no_form_that_is_not_theirs(city: City, language: str) -> None:
    client(city, "health.handler").post("/systems/", {**GIVEN, "unit": city.bodies["health"].pk})
    row = System.objects.get()
    finance = client(city, "finance.signer", language)
    page = finance.get("/systems/").content.decode()
    assert "医保结算系统" in page
    assert 'name="document"' not in page
    assert 'name="reason"' not in finance.get(f"/systems/{row.pk}/").content.decode()
    assert client(city, "land.handler").get(f"/systems/{row.pk}/").status_code == 404
    assert finance.post(f"/systems/{row.pk}/", {"reason": "x"}).status_code == 403


def test_a_unit_enters_nothing_for_another(city: City) -> None:
    answer = client(city, "health.handler").post("/systems/", {**GIVEN, "unit": city.bodies["land"].pk})
    assert answer.status_code == 403
    assert System.objects.count() == 0


def test_the_register_costs_a_fixed_number_of_queries(city: City, django_assert_max_num_queries: object) -> None:
    for name in ("health", "land"):
        client(city, "authority.handler").post("/systems/", {**GIVEN, "unit": city.bodies[name].pk})
    shown = client(city, "finance.handler")
    with django_assert_max_num_queries(8):
        assert shown.get("/systems/").status_code == 200

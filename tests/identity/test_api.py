"""The API of the registers: the same acts as the pages, answered as problem details where refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qilou.identity.models import Appointment, Delegation, Person

from .conftest import LONG_AGO, NOW, PASSWORD, City

ROOT = "/api/v1/identity"


class Caller:
    """A program that is signed in as somebody."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.client.force_login(person)

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(f"{ROOT}/{path}", query)

    def post(self, path: str, **body: object) -> Any:
        return self.client.post(f"{ROOT}/{path}", body, content_type="application/json")


@pytest.fixture
def calling(city: City, settings: Any) -> Callable[[str], Caller]:
    settings.QILOU_CLOCK_OFFSET = NOW - timezone.now()
    return lambda username: Caller(city.people[username])


def test_one_learns_who_one_is_and_what_one_may_do(city: City, calling: Callable[[str], Caller]) -> None:
    told = calling("handler").get("me").json()
    assert told["organisation"] == "政务服务和数据管理局"
    assert "AUTHORITY@440500/handler" in told["desks"]
    assert told["standing_in"] == {}


def test_a_stranger_is_told_to_sign_in(db: None) -> None:
    answer = Client().get(f"{ROOT}/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_write_without_the_token_against_forgery_is_refused(city: City) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(city.people["admin"])
    answer = client.post(f"{ROOT}/people", {}, content_type="application/json")
    assert answer.status_code == 403


def test_a_body_is_set_up_from_organisation_to_officer(
    city: City, calling: Callable[[str], Caller], new_code: Callable[[], str]
) -> None:
    admin = calling("admin")
    body = {"name_zh": "水务局", "name_en": "Water Bureau", "jurisdiction": "440500", "kind": "government"}
    made = admin.post("organisations", **body, uscc=new_code(), since=str(LONG_AGO))
    assert made.status_code == 201
    number = made.json()["id"]
    seat = {"kind": "handler", "title_zh": "经办人", "title_en": "Handler", "since": str(LONG_AGO)}
    post = admin.post("posts", organisation=number, **seat).json()["id"]
    who = {"username": "water", "name_zh": "陈二", "name_en": "Chen Er", "jurisdiction": "440500"}
    person = admin.post("people", **who).json()
    taken = admin.post("appointments", post=post, person=person["id"], since="2026-03-01")
    assert taken.status_code == 201
    (listed,) = admin.get("posts", words="水务").json()
    assert listed["holder"] == person["id"]
    assert admin.get(f"organisations/{number}").json()["name_zh"] == "水务局"
    signed = Client().post("/sign-in/", {"username": "water", "password": person["one_time_password"]})
    assert signed.status_code == 302


def test_an_input_is_refused_field_by_field_in_the_language_asked_for(calling: Callable[[str], Caller]) -> None:
    admin = calling("admin")
    for language, said in (("zh-hans", "请填写此项。"), ("en", "This entry is required.")):
        answer = admin.client.post(
            f"{ROOT}/organisations",
            {"uscc": "123"},
            content_type="application/json",
            headers={"Accept-Language": language},
        )
        assert answer.status_code == 400
        told = answer.json()["errors"]
        assert told["name_zh"] == said
        assert set(told) == {"name_zh", "name_en", "jurisdiction", "kind", "uscc", "since"}


@pytest.mark.req("A5.4")
def test_a_refusal_names_its_article(city: City, calling: Callable[[str], Caller]) -> None:
    who = {"username": "x1", "name_zh": "甲", "name_en": "Jia", "jurisdiction": "440500"}
    answer = calling("handler").post("people", **who)
    assert answer.status_code == 403
    told = answer.json()
    assert told["code"] == "identity.not_administrator"
    assert [one["id"] for one in told["cites"]] == ["m164:5"]


def test_what_one_may_not_see_is_missing(city: City, calling: Callable[[str], Caller]) -> None:
    held = Appointment.objects.get(person=city.people["signer"])
    bureau = calling("bureau")
    assert bureau.post(f"appointments/{held.pk}/end", on="2026-03-05").status_code == 404
    assert bureau.get("organisations/999999").status_code == 404
    assert [one["username"] for one in bureau.get("people").json()] == ["bureau"]


@pytest.mark.req("A5.5", "A6.2")
def test_functions_are_given_ended_succeeded_and_their_gaps_told(city: City, calling: Callable[[str], Caller]) -> None:
    admin = calling("admin")
    old = city.organisations["政务服务和数据管理局"]
    centre = city.organisation("电子政务技术中心")
    assert len(admin.get("gaps").json()) == 13
    given = {"function": "TECHNICAL_BODY", "jurisdiction": "440500", "organisation": centre.pk}
    made = admin.post("functions", **given, since="2026-03-01", document="汕政数〔2026〕3号")
    assert made.status_code == 201
    again = admin.post("functions", **given, since="2026-03-01", document="汕政数〔2026〕3号")
    assert (again.status_code, again.json()["code"]) == (409, "identity.holding_one_holder")
    assert admin.post(f"functions/{made.json()['id']}/end", on="2026-03-02").status_code == 204
    change = {"on": "2026-02-01", "document": "汕机编〔2026〕9号", "name_zh": "数据发展局", "name_en": "Data Bureau"}
    assert admin.post(f"organisations/{old.pk}/succeed", **change).json()["name_zh"] == "数据发展局"
    (now,) = [one for one in admin.get("functions", jurisdiction="440500").json() if one["function"] == "AUTHORITY"]
    (past,) = admin.get("functions", jurisdiction="440500", on="2026-01-31").json()
    assert (past["name_zh"], now["name_zh"]) == ("政务服务和数据管理局", "数据发展局")


def test_an_absence_is_delegated_and_ended(city: City, calling: Callable[[str], Caller]) -> None:
    signer = calling("signer")
    post = Appointment.objects.get(person=city.people["signer"]).post_id
    period = {"since": "2026-03-02", "until": "2026-03-09", "reason": "出差"}
    made = signer.post("delegations", post=post, to_person=city.people["handler"].pk, **period)
    assert made.status_code == 201
    assert "AUTHORITY@440500/signer" in calling("handler").get("me").json()["standing_in"]
    assert [one["id"] for one in signer.get("me/delegations").json()] == [made.json()["id"]]
    assert signer.post(f"delegations/{made.json()['id']}/end", on="2026-03-02").status_code == 204
    assert not Delegation.objects.exists()


def test_accounts_are_reset_switched_off_and_changed_by_their_owners(
    city: City, calling: Callable[[str], Caller]
) -> None:
    admin, handler = calling("admin"), city.people["handler"].pk
    own = calling("bureau")
    new = "a sentence of my own"
    assert own.post("me/password", current=PASSWORD, new=new, again=new).status_code == 204
    assert own.get("me").status_code == 200
    answer = own.client.put(f"{ROOT}/me", {"phone": "0754-8888 0042"}, content_type="application/json")
    assert answer.status_code == 204
    assert len(admin.post(f"people/{handler}/reset-password").json()["one_time_password"]) == 14
    assert admin.post(f"people/{handler}/set-active", active=False, reason="离职").status_code == 204
    assert not Person.objects.get(pk=handler).is_active


def test_a_list_costs_the_same_however_long_it_is(
    city: City, calling: Callable[[str], Caller], django_assert_num_queries: Any
) -> None:
    admin = calling("admin")
    for number in range(2):
        for path in ("organisations", "people", "posts", "functions", "gaps"):
            with django_assert_num_queries(5 if path == "gaps" else 4):
                assert admin.get(path).status_code == 200
        city.organisation(f"第{number}局", holds="FINANCE" if number else "AUDIT")


def test_lists_are_read_in_parts(city: City, calling: Callable[[str], Caller]) -> None:
    admin = calling("admin")
    everybody = [one["username"] for one in admin.get("people").json()]
    parts = [one["username"] for first in (0, 2, 4) for one in admin.get("people", first=first, most=2).json()]
    assert parts == everybody
    assert admin.get("people", most=1000).status_code == 400

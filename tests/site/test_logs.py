"""The log: a line for each request that finds its acts again, and nothing personal in any of them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.identity.conftest import NOW, PASSWORD, City, furnish

from qilou.kernel.actor import PLATFORM
from qilou.ledger import record
from qilou.ledger.models import Event
from qilou.site.acts import watched
from qilou.site.logs import Json, Line, logging_for

PERSONAL = ["handler", "赵一", "张三", "13800138000", "someone@example.org", PASSWORD, "wrong password"]


class Lines(io.StringIO):
    """What was logged, as an operator's programs read it."""

    def read_back(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    written = Lines()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Json())
    loggers = [logging.getLogger(name) for name in ("qilou.requests", "qilou.site", "qilou.identity", "django")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel("INFO")
    yield written
    for one, level in zip(loggers, before, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


@pytest.fixture
def city(committed_db: str) -> City:
    return furnish(City())


def test_a_request_leaves_one_line_with_the_act_it_did_and_who_did_it(city: City, lines: Lines) -> None:
    client = Client()
    typed = {"username": "handler", "password": PASSWORD}
    answer = client.post("/sign-in/", typed, headers={"X-Request-ID": "from-proxy-1"})
    client.get("/account/")
    assert answer["X-Request-ID"] == "from-proxy-1"
    entered, seen = lines.read_back()
    event = Event.objects.get(name="identity.sign_in")
    assert entered["request"] == "from-proxy-1"
    assert entered["acts"] == [{"name": "identity.sign_in", "event": str(event.event_id)}]
    assert (entered["method"], entered["route"], entered["status"]) == ("POST", "/sign-in/", 302)
    assert seen["person"] == city.people["handler"].pk
    assert seen["milliseconds"] > 0
    assert "acts" not in seen


def test_an_act_that_was_taken_back_is_not_told(city: City, lines: Lines) -> None:
    with watched() as acts, transaction.atomic():
        record("identity.sign_out", actor=PLATFORM, acted_at=NOW)
        transaction.set_rollback(True)
    assert acts == []


@pytest.mark.django_db
def test_an_id_that_is_none_is_replaced_and_stands_on_the_error_page(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"X-Request-ID": "no id\x01 at all"})
    assert len(answer["X-Request-ID"]) == 16
    assert answer["X-Request-ID"] in answer.text


def test_nothing_personal_is_logged(city: City, lines: Lines) -> None:
    client = Client()
    client.post("/sign-in/", {"username": "handler", "password": "wrong password"})
    client.post("/sign-in/", {"username": "handler", "password": PASSWORD})
    client.get("/search/", {"q": "张三 13800138000"})
    client.get("/organisations/people/", {"q": "someone@example.org"})
    client.get("/sign-in/reset/MQ/a-secret-token/")
    client.get("/nowhere/张三/", {"q": "13800138000"})
    client.get("/work/", headers={"Host": "张三.example".encode().decode("latin-1")})
    assert len(lines.read_back()) == 7
    assert [one for one in [*PERSONAL, "a-secret-token"] if one in lines.getvalue()] == []


def test_an_error_is_logged_as_its_kind_and_its_places_without_its_words(city: City) -> None:
    person = city.people["handler"]
    written = io.StringIO()
    log = logging.getLogger("qilou.tests")
    log.propagate = False
    for formatter in (Json(), Line()):
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        log.addHandler(handler)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(person).objects.create(username="handler", name_zh="张三", jurisdiction_id=person.jurisdiction_id)
    assert "handler" in str(refused.value)
    log.error("failed", exc_info=refused.value)
    told = written.getvalue()
    assert told.count("IntegrityError") == 2
    assert told.count("test_logs.py") >= 2
    assert [one for one in PERSONAL if one in told] == []


def test_the_setting_chooses_between_text_and_json() -> None:
    assert logging_for("json")["loggers"]["qilou.requests"]["level"] == "INFO"
    assert logging_for("text")["loggers"]["qilou.requests"]["level"] == "WARNING"
    with pytest.raises(ValueError, match="QILOU_LOG"):
        logging_for("xml")

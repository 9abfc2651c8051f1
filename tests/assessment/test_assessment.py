"""Assessment: a published indicator set, results by document, and what a decision reads of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.projects.city import CITY, City, at, build

from qilou.assessment.actions import enter_result, publish_indicators
from qilou.assessment.models import Grade, IndicatorSet, Result
from qilou.assessment.queries import latest_result, recorded_words, results
from qilou.kernel.errors import Conflict, Invalid, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build()


def entered(city: City, year: int = 2025, grade: Grade = Grade.GOOD, who: str = "authority.handler", **more: object):
    given = {
        "jurisdiction": CITY,
        "unit_id": city.bodies["health"].pk,
        "year": year,
        "grade": grade,
        "document": f"汕政数考〔{year}〕1号",
        "issued_on": date(year + 1, 3, 1),
    }
    return enter_result(actor=city.actor(who), now=at("2027-05-01"), **{**given, **more})


@pytest.mark.req("A7.6")
def test_no_result_on_file_is_said_and_is_never_a_good_one(city: City) -> None:
    found = latest_result(city.bodies["health"].pk, date(2026, 8, 3))
    assert (found.grade, found.on_file) == (None, False)
    assert found.words.in_("zh") == "无考核结果在案"
    assert found.words.in_("en") == "no result on file"
    assert found.as_record() == {"on_file": False}
    assert recorded_words(found.as_record()).en == "No result on file"
    assert not latest_result(None, date(2026, 8, 3)).on_file


@pytest.mark.req("A7.3")
def test_the_latest_year_issued_by_the_day_counts_and_a_later_document_corrects_it(city: City) -> None:
    unit = city.bodies["health"].pk
    entered(city, 2024, Grade.FAIL)
    entered(city, 2025, Grade.GOOD, score=Decimal("86.50"))
    assert latest_result(unit, date(2026, 2, 28)).grade is Grade.FAIL
    assert latest_result(unit, date(2026, 3, 1)).grade is Grade.GOOD
    entered(city, 2025, Grade.EXCELLENT, document="汕政数考〔2026〕9号", issued_on=date(2026, 6, 1))
    found = latest_result(unit, date(2026, 8, 3))
    assert found.grade is Grade.EXCELLENT
    assert found.as_record()["document"] == "汕政数考〔2026〕9号"
    assert "2025 年度：优秀" in found.words.in_("zh")
    assert recorded_words(found.as_record()).zh == "2025 年度：优秀"
    assert Result.objects.count() == 3


@pytest.mark.req("A7.5", "A5.4")
def test_only_the_authority_of_the_jurisdiction_enters_results_and_publishes_indicators(city: City) -> None:
    for who in ("finance.handler", "health.handler", "longhu.handler", "authority.signer"):
        with pytest.raises(NotPermitted) as caught:
            entered(city, who=who)
        assert caught.value.cites[0].id == "m164:7.2"
    entered(city)
    assert Event.objects.get().name == "assessment.enter_result"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"document": " "}, "document"),
        ({"year": 2027, "issued_on": date(2026, 3, 1)}, "year"),
        ({"issued_on": date(2027, 5, 2)}, "issued_on"),
    ],
)
def test_a_result_names_its_document_and_a_year_that_fits(city: City, changed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        entered(city, **changed)
    assert set(caught.value.errors) == {field}


def test_a_result_is_entered_once_a_document(city: City) -> None:
    entered(city)
    with pytest.raises(Conflict):
        entered(city)


def published(city: City, **changed: object) -> IndicatorSet:
    given = {
        "jurisdiction": CITY,
        "name": "电子政务绩效考核指标（2025 版）",
        "document": "汕政数〔2025〕3号",
        "published_on": date(2025, 1, 10),
        "since": date(2025, 1, 1),
        "until": None,
        "indicators": [("项目建设", 40), ("应用成效", 60)],
    }
    return publish_indicators(actor=city.actor("authority.handler"), now=at("2026-08-03"), **{**given, **changed})


@pytest.mark.req("A7.5")
def test_an_indicator_set_is_in_force_alone_and_its_weights_are_a_hundred(city: City) -> None:
    rules = published(city)
    assert entered(city).indicator_set == rules
    with pytest.raises(Conflict):
        published(city, since=date(2026, 1, 1))
    with pytest.raises(Invalid) as caught:
        published(city, document="", until=date(2024, 1, 1), indicators=[("x", 99)])
    assert set(caught.value.errors) == {"document", "until", "indicators"}


def test_results_are_shown_to_the_unit_and_to_the_bodies_of_its_jurisdiction(city: City) -> None:
    entered(city)
    for who, seen in (("health.handler", 1), ("finance.handler", 1), ("land.handler", 0), ("longhu.handler", 0)):
        assert len(results(city.actor(who))) == seen


def test_a_grade_outside_the_scale_is_refused_by_the_database(city: City) -> None:
    entered(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.update(grade="splendid")


def client(city: City, name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.mark.req("A7.3", "A7.5")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_authority_enters_results_on_a_page_that_others_only_read(city: City, language: str) -> None:
    given = {
        "unit": city.bodies["health"].pk,
        "year": 2025,
        "grade": "good",
        "score": "88.5",
        "document": "汕政数考〔2026〕1号",
        "issued_on": "2026-03-01",
    }
    authority = client(city, "authority.handler", language)
    assert authority.post("/assessment/", given | {"document": ""}).status_code == 400
    assert authority.post("/assessment/", given).status_code == 302
    assert authority.post("/assessment/", given).status_code == 409
    page = authority.get("/assessment/").content.decode()
    assert {"zh-hans": "良好", "en": "Good"}[language] in page
    unit = client(city, "health.handler", language)
    assert "88.5" in unit.get("/assessment/").content.decode()
    assert 'name="grade"' not in unit.get("/assessment/").content.decode()
    assert unit.post("/assessment/", given).status_code == 403
    assert authority.post("/assessment/", given | {"unit": city.bodies["longhu_civil"].pk}).status_code == 404

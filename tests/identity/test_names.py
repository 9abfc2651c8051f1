"""Names that rows keep in Chinese, as whoever reads English is told them."""

from typing import Any

from django.utils import translation

from qilou.identity.models import Organisation
from qilou.identity.queries import called, names_read
from qilou.law import Text

from .conftest import TODAY, City

BUREAU, OFFICER, STRANGER = "医疗保障局", "handler（人）", "某某供应商"


def test_an_english_page_tells_all_its_stored_names_by_one_query(city: City, django_assert_num_queries: Any) -> None:
    stored = [BUREAU, OFFICER, STRANGER, f"{BUREAU}、{STRANGER}", "", None, {"personal": "kept apart"}]
    english = {OFFICER: city.people["handler"].name_en, BUREAU: f"{BUREAU} (en)"}
    with translation.override("en"), django_assert_num_queries(1):
        told = names_read(stored)
    assert told == {name: Text(name, english[name]) for name in (BUREAU, OFFICER)} | {
        f"{BUREAU}、{STRANGER}": Text(f"{BUREAU}、{STRANGER}", f"{BUREAU} (en), {STRANGER}")
    }


def test_a_chinese_page_asks_for_no_name(city: City, django_assert_num_queries: Any) -> None:
    with translation.override("zh-hans"), django_assert_num_queries(0):
        assert names_read([BUREAU]) == {}


def test_of_two_who_are_called_alike_neither_english_name_is_guessed(city: City) -> None:
    other = city.organisation("医疗保障局", "440507")
    with translation.override("en"):
        assert BUREAU in names_read([BUREAU])
        Organisation.objects.filter(pk=other.pk).update(name_en="Another bureau")
        assert names_read([BUREAU]) == {}


def test_who_has_no_english_name_is_called_by_the_chinese_one(city: City) -> None:
    bureau = city.organisations[BUREAU]
    Organisation.objects.filter(pk=bureau.pk).update(name_en="")
    bureau.refresh_from_db()
    assert bureau.name == called([f"org:{bureau.pk}"], TODAY)[f"org:{bureau.pk}"] == Text(BUREAU, BUREAU)
    with translation.override("en"):
        assert names_read([BUREAU]) == {}

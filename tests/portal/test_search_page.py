"""The search page before anything is typed."""

import pytest
from django.test import Client
from django.urls import reverse

from qilou.identity.models import Person
from qilou.site.context import NAVIGATION

pytestmark = pytest.mark.django_db
NUMBER = {"zh-hans": "汕政数〔2026〕7号", "en": "SB26-1302-9"}
PUBLISHED = {"zh-hans": "已公开的项目或者其单位名称的一部分", "en": "a part of the name of a published project"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_search_says_what_may_be_typed_to_strangers_what_is_in_the_open(language: str) -> None:
    stranger = Client()
    stranger.cookies["qilou_language"] = language
    page = stranger.get(reverse("search")).content.decode()
    assert PUBLISHED[language] in page
    assert NUMBER[language] not in page
    assert PUBLISHED[language] not in stranger.get(reverse("search"), {"q": "补正"}).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_search_says_to_an_officer_that_a_whole_number_finds_its_case(language: str) -> None:
    officer = Client()
    person = Person.objects.create(username="reader", name_zh="读者", name_en="Reader", jurisdiction_id="440500")
    officer.force_login(person)
    officer.cookies["qilou_language"] = language
    page = officer.get(reverse("search")).content.decode()
    assert NUMBER[language] in page
    assert PUBLISHED[language] not in page


def test_no_two_places_of_the_menu_share_an_icon() -> None:
    icons = [entry.icon for _, entries in NAVIGATION for entry in entries]
    assert len(icons) == len(set(icons))

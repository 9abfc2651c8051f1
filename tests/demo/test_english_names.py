"""Whoever reads English is told bodies and people by their English names, on every page of the demo city."""

from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.demo.test_every_page import case, pages, step

from qilou.identity.models import Organisation, Person

ALONE = 60  # what is longer is a text that somebody wrote or that was issued


class Texts(HTMLParser):
    """The stretches of text that a page shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        """Keep one."""
        self.found += [part.strip() for part in data.replace("·", "、").split("、")]


def client(who: str, language: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    if who:
        signed_in.force_login(Person.objects.get(username=who))
    signed_in.cookies["qilou_language"] = language
    return signed_in


def test_no_body_and_no_person_is_named_in_chinese_on_an_english_page(city: None, story_time: None) -> None:
    named = [*Organisation.objects.exclude(name_en=""), *Person.objects.exclude(name_en="")]
    chinese = {one.name_zh for one in named if one.name_zh != one.name_en}
    places = {(page.who, page.address) for page in pages()} | {
        ("labour.handler", reverse("archive")),
        ("audit.auditor", case("contract", state="in_force", jurisdiction="440500")),
        ("authority.handler", case("evaluation", jurisdiction="440500")),
        ("authority.handler", reverse("notices") + "?view=all"),
        ("authority.handler", reverse("search") + "?q=市"),
        ("longhu.handler", step("pre_review", "reviewing", "find_duplicates")),
    }
    wrong = {}
    for who, address in sorted(places):
        if "/versions/" in address:
            continue  # two versions of what somebody typed, side by side
        answer = client(who, "en").get(address, follow=True)
        texts = {one for one in Texts(answer.content.decode()).found if len(one) < ALONE}
        if left := texts & chinese:
            wrong[who, address] = left
    assert not wrong


def test_reading_english_costs_a_page_one_query_more_whatever_it_lists(city: None, story_time: None) -> None:
    who = "authority.handler"
    places = {
        reverse("projects"): 1,
        reverse("one_register", args=["declarations"]): 1,
        case("approval", state="approved", jurisdiction="440500"): 1,
        case("pre_review", state="reviewing", jurisdiction="440500"): 2,  # the comparison tells its bodies by itself
    }
    assert {place: queries(who, place, "en") - queries(who, place, "zh-hans") for place in places} == places


def queries(who: str, address: str, language: str) -> int:
    reader = client(who, language)
    reader.get(address)  # what is kept from page to page is asked once
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    return len(asked)

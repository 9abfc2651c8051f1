"""The public pages: open to strangers, in both languages, each with a fixed number of queries."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from tests.casework.procedures_of_tests import LICENCE
from tests.casework.town import Town, build

from qilou.casework.guide import places_cited
from qilou.casework.handbook import declared
from qilou.casework.procedure import LIVES, PROCEDURES
from qilou.law.parameter import PARAMETERS
from qilou.law.requirements import REQUIREMENTS
from qilou.law.rule import RULES
from qilou.law.statutes import STATUTES

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[Any]]

# page: queries of a stranger
PAGES = {
    "/": 0,
    "/?front": 0,
    "/law/": 0,
    "/law/m164/": 0,
    "/law/all/": 0,
    "/law/requirements/": 0,
    "/law/m164/16/": 1,
    "/law/m164/45/": 1,
    "/law/all/42/": 1,
    "/procedures/": 0,
    f"/procedures/{LICENCE.code}/": 0,
    "/about/accessibility/": 0,
    "/search/": 0,
    "/search/?q=立项": 1,
}
# what it costs to know who reads: the session, the person, what they may act for
SIGNED_IN = 3


@pytest.fixture
def town() -> Town:
    return build()


def officer(town: Town, name: str = "handler") -> Client:
    signed_in = Client()
    signed_in.force_login(town.people[name])
    return signed_in


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("address", "queries"), PAGES.items())
def test_a_stranger_reads_every_page_at_a_fixed_price(
    client: Client, django_assert_num_queries: Counting, address: str, queries: int, language: str
) -> None:
    client.get(address)
    client.cookies["qilou_language"] = language
    with django_assert_num_queries(queries):
        page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize(
    "address",
    [
        "/law/m165/",
        "/law/m164/46/",
        "/law/m164/0/",
        "/law/none/1/",
        "/procedures/projects.nothing/",
        f"/procedures/{LICENCE.code}/?edition=1999",
    ],
)
def test_what_does_not_exist_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_place_that_a_declaration_cites_has_its_page(client: Client) -> None:
    cited = {place for editions in PROCEDURES.values() for one in editions for place in places_cited(one)}
    cited |= {one.cites for one in RULES.values()} | {one.cites for one in PARAMETERS.values()}
    cited |= {stage.cites for life in LIVES.values() for stage in life.stages}
    pages = {f"/law/{place.statute.code}/{place.number}/" for place in cited}
    assert [page for page in sorted(pages) if client.get(page).status_code != 200] == []


def test_an_article_page_says_itself_in_both_languages_whatever_the_reader_chose(client: Client) -> None:
    summary = STATUTES["m164"].articles[16]
    for language in ("zh-hans", "en"):
        client.cookies["qilou_language"] = language
        text = unescaped(client.get("/law/m164/16/"))
        assert summary.body.zh in text
        assert summary.body.en in text
        assert summary.note is None or summary.note.en in text


@pytest.mark.parametrize("number", range(1, 46))
def test_an_article_page_shows_everything_that_rests_on_it(client: Client, number: int) -> None:
    client.cookies["qilou_language"] = "en"
    text = unescaped(client.get(f"/law/m164/{number}/"))

    def here(place: Any) -> bool:
        return place is not None and place.statute.code == "m164" and place.number == number

    expected = [f'id="req-{one.id}"' for one in REQUIREMENTS.values() if one.article == number]
    expected += [f'id="rule-{one.id}"' for one in RULES.values() if here(one.cites)]
    expected += [f'id="parameter-{one.code}"' for one in PARAMETERS.values() if here(one.cites)]
    for procedure in declared():
        base = f'href="/procedures/{procedure.code}/'
        expected += [f'{base}"'] if here(procedure.cites) else []
        expected += [f'{base}#step-{one.name}"' for one in procedure.steps if here(one.cites)]
        expected += [f'{base}#clock-{one.name}"' for one in procedure.clocks if here(one.cites)]
        expected += [
            f'{base}#notice-{kind.code}"'
            for one in procedure.steps
            for kind in one.serves
            if any(map(here, kind.cites))
        ]
    assert [one for one in expected if one not in text] == []


def test_links_of_the_pages_lead_to_pages(client: Client) -> None:
    addresses = ["/", "/law/", "/procedures/", "/law/m164/10/", *(f"/procedures/{one.code}/" for one in declared())]
    links = {link for one in addresses for link in re.findall(r'<a[^>]* href="(/[^"#]*)', unescaped(client.get(one)))}
    articles = {link for link in links if re.fullmatch(r"/law/\w+/\d+/", link)}  # followed by the test above
    assert articles
    assert [link for link in sorted(links - articles) if client.get(link).status_code not in (200, 302)] == []


def test_anchors_within_a_page_are_there(client: Client) -> None:
    for address in ["/law/m164/16/", *(f"/procedures/{one.code}/" for one in declared())]:
        text = client.get(address).content.decode()
        places = set(re.findall(r' id="([^"]+)"', text))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= places | {"main"}


def test_ids_are_used_once_on_a_page(client: Client) -> None:
    for address in ["/law/m164/16/", "/law/requirements/", *(f"/procedures/{one.code}/" for one in declared())]:
        ids = re.findall(r' id="([^"]+)"', client.get(address).content.decode())
        assert sorted(ids) == sorted(set(ids)), address


def test_requirements_are_filtered_by_status_chapter_and_words(client: Client) -> None:
    def ids(query: str) -> list[str]:
        return re.findall(r' id="req-([^"]+)"', client.get(f"/law/requirements/?{query}").content.decode())

    assert ids("q=A16.6") == ["A16.6"]
    assert set(ids("chapter=0")) == {code for code in REQUIREMENTS if code.startswith("X")}
    assert ids("status=not software") == ["A36.1", "A41.1"]
    assert ids("chapter=3")[0].startswith("A22.")
    assert ids("q=nobody says this") == []
    assert ids("") + ids("from=50") == list(dict.fromkeys(ids("") + ids("from=50")))
    assert ids("from=9999") == ids("")
    assert ids("chapter=²") == ids("")


def test_a_parameters_page_place_says_default_and_decided_value(client: Client, town: Town) -> None:
    given = {"value": "3", "since": "2020-01-01", "document": "汕电政〔2026〕1号"}
    assert "汕电政〔2026〕1号" not in client.get("/law/m164/34/").content.decode()
    assert officer(town).post("/parameters/card_warning_days/", given).status_code == 302
    assert "汕电政〔2026〕1号" in client.get("/law/m164/34/").content.decode()


def test_a_procedures_page_shows_its_diagram_with_a_title_and_a_description(client: Client) -> None:
    client.cookies["qilou_language"] = "en"
    text = client.get(f"/procedures/{LICENCE.code}/").content.decode()
    assert 'role="img" aria-labelledby="diagram-title diagram-desc"' in text
    assert '<title id="diagram-title">Licence</title>' in text
    assert 'id="step-grant"' in text
    assert 'id="clock-decision"' in text
    assert 'id="notice-tests.licence.reply"' in text


def test_who_has_a_desk_comes_to_it_from_the_bare_address_and_still_reads_the_front_page(
    client: Client, town: Town
) -> None:
    assert officer(town).get("/")["Location"] == "/work/"
    assert officer(town).get("/?front").status_code == 200
    assert officer(town, "expert1").get("/").status_code in (200, 302)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("address", "queries"), [one for one in PAGES.items() if one[0] != "/" and "q=" not in one[0]])
def test_a_person_pays_for_being_known_and_no_more(
    town: Town, django_assert_num_queries: Counting, address: str, queries: int
) -> None:
    reader = officer(town)
    with django_assert_num_queries(SIGNED_IN + queries + (address == "/search/")):
        assert reader.get(address).status_code == 200


def test_the_forms_of_pages_do_not_break_on_odd_words(client: Client) -> None:
    for words in ("%00", "%ff", "<script>", "a" * 5000, "%27", "²"):
        assert client.get(f"/search/?q={words}").status_code == 200
        assert client.get(f"/law/requirements/?q={words}&chapter={words}&from={words}").status_code == 200
    assert "<script>" not in client.get("/search/?q=<script>alert").content.decode().split("<main")[1]


def unescaped(page: Any) -> str:
    from html import unescape

    return unescape(page.content.decode())

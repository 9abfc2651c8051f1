"""The pages of plan, round and listing, as the people at their desks open them in both languages."""

import pytest
from django.test import Client
from tests.projects.city import at
from tests.projects.year import Year, begun, ready

from qilou.projects.actions.round import open_round
from qilou.projects.models import Round

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "en")


def page(year: Year, who: str, path: str, language: str = "zh-hans") -> str:
    client = Client(raise_request_exception=True)
    client.force_login(year.city.people[who])
    client.cookies["qilou_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_plan_opens(language: str) -> None:
    year = Year(begun().city)
    number = year.draft("2026-04-01")
    for step in ("", "revise/", "submit/", "abandon/"):
        page(year, "authority.handler", f"/projects/plan/{number}/{step}", language)
    year.sign("plan", number, "submit", "authority", "2026-04-01")
    for who, step in (("government.handler", "approve/"), ("authority.handler", "enter_approval/")):
        page(year, who, f"/projects/plan/{number}/{step}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_round_and_of_a_listing_opens(language: str) -> None:
    year = ready()
    year.enter("甲", {2027: "270", 2028: "116.40"}, tier="")
    listing = f"/projects/listing/{year.listings['甲']}/"
    round_ = f"/projects/round/{year.round}/"
    for path in (listing, f"{listing}prioritise/", f"{listing}assign_fund_line/", round_, f"{round_}rank/"):
        page(year, "authority.handler", path, language)
    tier = {"tier": "1", "reason": "群众急需"}
    year.take("listing", year.listings["甲"], "prioritise", "authority.handler", "2026-10-21", tier)
    year.rank()
    ranked = page(year, "authority.handler", round_, language)
    assert {"zh-hans": "2027年度需270.00万元、余额800.00万元", "en": "needs 270.00"}[language] in ranked
    page(year, "authority.handler", f"{round_}send_to_finance/", language)
    year.send()
    sheet = page(year, "finance.handler", f"{round_}review/", language)
    assert year.listings["甲"] in sheet
    year.review()
    page(year, "authority.handler", f"{round_}confirm/", language)
    year.confirm()
    page(year, "authority.handler", round_, language)
    page(year, "health.handler", listing, language)
    page(year, "health.handler", f"{listing}withdraw/", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_is_opened_and_solicited_from_its_pages(language: str) -> None:
    year = begun()
    page(year, "authority.handler", "/projects/round/new/", language)
    page(year, "authority.handler", "/projects/plan/new/", language)
    handler = year.city.actor("authority.handler", "2026-01-05")
    number = open_round("440500", 2026, actor=handler, now=at("2026-01-05"))
    page(year, "authority.handler", f"/projects/round/{number}/solicit/", language)
    assert Round.objects.get().strict is None

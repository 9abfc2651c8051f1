"""Pages of the registers and of signing in: who sees what, what comes back, how many queries they cost."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from qilou.identity import actions
from qilou.identity.inputs import NewDelegation
from qilou.identity.kinds import OrganisationKind, PostKind
from qilou.identity.models import Appointment, Delegation, FunctionHolding, Organisation, Person, Post
from qilou.kernel.actor import PLATFORM
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, TODAY, City

REGISTERS = ["organisations", "people", "posts", "functions", "jurisdictions"]


@pytest.fixture
def signed_in(city: City, settings: Any) -> Callable[[str], Client]:
    """A browser of somebody in the city, on the city's own day."""
    from datetime import timedelta

    from django.utils import timezone

    settings.QILOU_CLOCK_OFFSET = NOW - timezone.now() + timedelta(0)

    def client(username: str) -> Client:
        browser = Client()
        browser.force_login(city.people[username])
        return browser

    return client


def text(answer: Any) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.mark.parametrize("name", REGISTERS)
def test_each_register_opens_in_both_languages(signed_in: Callable[[str], Client], name: str) -> None:
    browser = signed_in("admin")
    chinese = browser.get(reverse(name))
    browser.cookies["qilou_language"] = "en"
    english = browser.get(reverse(name))
    assert (chinese.status_code, english.status_code) == (200, 200)
    assert 'lang="zh-Hans"' in chinese.content.decode()[:300]
    assert "Organisations" in text(english)
    assert "Organisations" not in text(chinese)


# The session and the person, the actor, the bell; then what the list needs: its count, its rows, its filter's choices.
COSTS = {"organisations": 7, "people": 6, "posts": 6, "functions": 8, "jurisdictions": 6}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_costs_the_same_however_long_it_is(
    city: City, signed_in: Callable[[str], Client], name: str, django_assert_num_queries: Any
) -> None:
    browser = signed_in("admin")
    for round_ in range(2):
        with django_assert_num_queries(COSTS[name]):
            assert browser.get(reverse(name)).status_code == 200
        for number in range(4):
            made = city.organisation(f"第{round_}批{number}号局")
            city.officer(f"more-{round_}-{number}", made, PostKind.HANDLER)


@pytest.mark.parametrize(
    ("name", "cost"), [("organisation", 8), ("post", 7), ("person", 12), ("account", 7), ("security", 11)]
)
def test_a_page_of_one_entry_costs_a_fixed_number_of_queries(
    city: City, signed_in: Callable[[str], Client], name: str, cost: int, django_assert_num_queries: Any
) -> None:
    authority = city.organisations["政务服务和数据管理局"]
    numbers = {
        "organisation": [authority.pk],
        "post": [Post.objects.filter(organisation=authority)[0].pk],
        "person": [city.people["handler"].pk],
        "account": [],
        "security": [],
    }
    browser = signed_in("admin")
    for _round in range(2):
        with django_assert_num_queries(cost):
            assert browser.get(reverse(name, args=numbers[name])).status_code == 200
        city.officer(f"one-more-{_round}", authority, PostKind.HANDLER)
        city.hold("FINANCE" if _round else "AUDIT", authority)


def test_a_stranger_is_led_to_sign_in_and_then_to_where_they_were_going(city: City, settings: Any) -> None:
    browser = Client()
    answer = browser.get(reverse("people"))
    assert answer.headers["Location"] == "/sign-in/?next=%2Forganisations%2Fpeople%2F"
    given = {"username": "admin", "password": PASSWORD, "next": "/organisations/people/"}
    settings.QILOU_DEMO = True
    answer = browser.post("/sign-in/", given)
    assert answer.headers["Location"] == "/organisations/people/"
    assert browser.get("/organisations/people/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_signing_in_never_leads_away_from_the_site(city: City, elsewhere: str) -> None:
    answer = Client().post("/sign-in/", {"username": "admin", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_failed_sign_in_keeps_the_name_and_forgets_the_password(city: City) -> None:
    answer = Client().post("/sign-in/", {"username": "admin", "password": "my wrong guess"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="admin"' in page
    assert "my wrong guess" not in page
    assert "连续失败 5 次后" in page


def test_people_are_listed_on_the_sign_in_page_of_a_demo_alone(city: City, settings: Any) -> None:
    assert "医疗保障局" in text(Client().get("/sign-in/"))
    settings.QILOU_DEMO = False
    assert "医疗保障局" not in text(Client().get("/sign-in/"))


def test_signing_out_ends_the_session(signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("admin")
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert browser.get(reverse("people")).status_code == 302
    assert Event.objects.filter(name="identity.sign_out").exists()


def test_a_new_person_gets_a_one_time_password_that_is_shown_once(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    browser = signed_in("admin")
    given = {
        "username": "lin.yi",
        "name_zh": "林一",
        "name_en": "Lin Yi",
        "jurisdiction": "440500",
        "language": "en",
    }
    answer = browser.post(reverse("new_person"), given)
    found = re.search(r'id="one-time">([^<]+)<', answer.content.decode())
    assert found is not None
    stranger = Client()
    signed = stranger.post("/sign-in/", {"username": "lin.yi", "password": found[1]})
    assert signed.headers["Location"] == "/account/password/"
    assert stranger.cookies["qilou_language"].value == "en"
    changed = {"current": found[1], "new": "a sentence of my own", "again": "a sentence of my own"}
    assert stranger.post("/account/password/", changed).headers["Location"] == "/account/"
    assert stranger.get("/account/").status_code == 200
    assert not Person.objects.get(username="lin.yi").must_change_password


def test_a_form_that_comes_back_loses_nothing_and_says_everything_at_once(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("admin").post(
        reverse("new_organisation"),
        {"name_zh": "水务局", "uscc": "123", "jurisdiction": "440500", "kind": "government"},
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'value="水务局"' in page
    assert 'value="123"' in page
    assert page.count("eg-fault") == 3  # no English name, a code that does not check, no day


@pytest.mark.req("A5.4")
def test_forms_are_closed_to_who_keeps_no_register_and_say_the_article(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    browser = signed_in("handler")
    post = Appointment.objects.get(person=city.people["signer"]).post
    addresses = [
        reverse("new_organisation"),
        reverse("new_person"),
        reverse("new_holding"),
        reverse("new_jurisdiction"),
        reverse("succeed", args=[post.organisation_id]),
        reverse("new_post", args=[post.organisation_id]),
        reverse("appoint", args=[post.pk]),
        reverse("end_post", args=[post.pk]),
        reverse("delegate", args=[post.pk]),
        reverse("reset_password", args=[city.people["signer"].pk]),
        reverse("set_active", args=[city.people["signer"].pk]),
    ]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 403, address
        assert "第五条" in text(answer)
        assert browser.post(address).status_code == 403, address


def test_what_one_may_not_see_is_not_found(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("bureau")
    post = Appointment.objects.get(person=city.people["signer"]).post
    company = city.organisation("某科技公司", kind=OrganisationKind.BIDDER)
    for address in (
        reverse("person", args=[city.people["signer"].pk]),
        reverse("post", args=[post.pk]),
        reverse("organisation", args=[company.pk]),
        reverse("end_appointment", args=[post.appointments.get().pk]),
    ):
        assert browser.get(address).status_code == 404, address
    listed = text(browser.get(reverse("people")))
    assert "bureau（人）" in listed
    assert "signer（人）" not in listed
    assert "某科技公司" not in text(browser.get(reverse("organisations")))
    assert "某科技公司" in text(signed_in("admin").get(reverse("organisations")))


def test_an_organisation_a_post_and_an_appointment_are_made_from_pages(
    city: City, signed_in: Callable[[str], Client], new_code: Callable[[], str]
) -> None:
    browser = signed_in("admin")
    given = {
        "name_zh": "水务局",
        "name_en": "Water Bureau",
        "jurisdiction": "440500",
        "kind": "government",
        "uscc": new_code(),
        "is_implementing_unit": "on",
        "since": "2020-01-01",
    }
    made = browser.post(reverse("new_organisation"), given)
    organisation = Organisation.objects.get(name_zh="水务局")
    assert made.headers["Location"] == reverse("organisation", args=[organisation.pk])
    seat = {"kind": "handler", "title_zh": "经办人", "title_en": "Handler", "since": "2020-01-01"}
    browser.post(reverse("new_post", args=[organisation.pk]), seat)
    post = organisation.posts.get()
    person = city.person("water")
    answer = browser.post(reverse("appoint", args=[post.pk]), {"person": person.pk, "since": "2026-03-01"})
    assert answer.headers["Location"] == reverse("post", args=[post.pk])
    assert city.actor("water").desks == (f"person:{person.pk}", f"org:{organisation.pk}/handler")
    page = text(browser.get(reverse("organisation", args=[organisation.pk])))
    assert "water（人）" in page
    assert "实施单位" in page


def test_the_list_of_whom_to_appoint_is_narrowed_by_words(city: City, signed_in: Callable[[str], Client]) -> None:
    post = city.post(city.organisations["医疗保障局"], PostKind.SIGNER)
    page = signed_in("admin").get(reverse("appoint", args=[post.pk]), {"q": "sign"}).content.decode()
    assert "（signer）" in page
    assert "（bureau）" not in page


def test_a_refusal_stands_on_the_form_with_its_article(city: City, signed_in: Callable[[str], Client]) -> None:
    held = Appointment.objects.get(person=city.people["signer"])
    given = {"person": city.people["handler"].pk, "since": "2026-03-01"}
    answer = signed_in("admin").post(reverse("appoint", args=[held.post_id]), given)
    assert answer.status_code == 409
    assert "该岗位在这一期间已有任职人" in text(answer)
    assert "第五条" in text(answer)
    assert 'value="2026-03-01"' in answer.content.decode()


@pytest.mark.req("A6.2")
def test_the_page_of_functions_shows_the_gaps_and_leads_to_closing_them(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("admin").get(reverse("functions"))
    assert "南澳县 电子政务主管部门" in text(page)
    assert "function=TECHNICAL_BODY&amp;jurisdiction=440523" in page.content.decode()
    assert "第六条" in text(page)
    form = signed_in("admin").get(reverse("new_holding"), {"function": "TECHNICAL_BODY", "jurisdiction": "440523"})
    assert re.search(r'<option value="440523" selected>', form.content.decode())


@pytest.mark.req("A5.5")
def test_the_page_of_functions_shows_a_past_day_under_its_names(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("admin")
    old = city.organisations["政务服务和数据管理局"]
    given = {"on": "2026-02-01", "document": "汕机编〔2026〕9号", "name_zh": "数据发展局", "name_en": "Data Bureau"}
    answer = browser.post(reverse("succeed", args=[old.pk]), given)
    assert answer.status_code == 302
    assert "数据发展局" in text(browser.get(reverse("functions")))
    past = text(browser.get(reverse("functions"), {"on": "2026-01-31"}))
    assert "政务服务和数据管理局" in past
    assert "汕府〔2019〕1号" in past
    assert "汕机编〔2026〕9号" not in past
    assert "数据发展局" in text(browser.get(reverse("organisation", args=[old.pk])))


@pytest.mark.req("A5.5")
def test_a_function_is_given_and_ended_from_pages(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("admin")
    centre = city.organisation("电子政务技术中心")
    given = {
        "function": "TECHNICAL_BODY",
        "jurisdiction": "440500",
        "organisation": centre.pk,
        "since": "2026-03-01",
        "document": "汕政数〔2026〕3号",
    }
    assert browser.post(reverse("new_holding"), given).status_code == 302
    held = FunctionHolding.objects.get(organisation=centre)
    assert browser.post(reverse("end_holding", args=[held.pk]), {"on": "2026-03-02"}).status_code == 302
    held.refresh_from_db()
    assert held.until == TODAY


def test_the_holder_delegates_from_the_account_page(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("signer")
    post = Appointment.objects.get(person=city.people["signer"]).post
    assert reverse("delegate", args=[post.pk]) in browser.get("/account/").content.decode()
    form = browser.get(reverse("delegate", args=[post.pk])).content.decode()
    assert "（handler）" in form
    assert "（signer）" not in form
    assert "（bureau）" not in form
    given = {
        "to_person": city.people["handler"].pk,
        "since": "2026-03-02",
        "until": "2026-03-05",
        "reason": "出差",
    }
    assert browser.post(reverse("delegate", args=[post.pk]), given).status_code == 302
    made = Delegation.objects.get()
    assert "出差" in text(signed_in("handler").get("/account/"))
    ended = browser.post(reverse("end_delegation", args=[made.pk]), {"on": "2026-03-03"})
    assert ended.status_code == 302
    assert signed_in("handler").get(reverse("end_delegation", args=[made.pk])).status_code == 403


def test_a_reset_is_confirmed_before_it_happens(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("admin")
    person = city.people["handler"]
    before = Person.objects.get(pk=person.pk).password
    page = browser.get(reverse("reset_password", args=[person.pk]))
    assert "一次性密码" in text(page)
    assert Person.objects.get(pk=person.pk).password == before
    assert 'id="one-time"' in browser.post(reverse("reset_password", args=[person.pk])).content.decode()
    assert Person.objects.get(pk=person.pk).must_change_password


def test_switching_an_account_off_ends_its_sessions(city: City, signed_in: Callable[[str], Client]) -> None:
    theirs = signed_in("handler")
    address = reverse("set_active", args=[city.people["handler"].pk])
    assert signed_in("admin").post(address, {"reason": "离职"}).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert signed_in("admin").post(address, {"reason": "返聘"}).status_code == 302
    assert Person.objects.get(username="handler").is_active


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    this, other = signed_in("handler"), signed_in("handler")
    new = "a sentence of my own"
    this.post("/account/password/", {"current": PASSWORD, "new": new, "again": new})
    assert this.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_own_details_and_language_are_kept(city: City, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("handler")
    given = {"phone": "0754-8888 0042", "email": "h@example.org", "language": "en"}
    assert browser.post("/account/", given).status_code == 302
    assert browser.cookies["qilou_language"].value == "en"
    assert "0754-8888 0042" in browser.get("/account/").content.decode()


def test_a_forgotten_password_is_replaced_by_a_link_in_the_mail(city: City) -> None:
    city.person("mailed", email="mailed@example.org")
    browser = Client()
    known = browser.post("/sign-in/forgotten/", {"username": "mailed"})
    unknown = browser.post("/sign-in/forgotten/", {"username": "nobody-of-that-name"})
    assert text(known) == text(unknown)
    (sent,) = mail.outbox
    assert sent.to == ["mailed@example.org"]
    address = re.search(r"http://testserver(/\S+)", sent.body)
    assert address is not None
    page = browser.get(address[1])
    assert page.headers["Referrer-Policy"] == "no-referrer"
    new = "a sentence of my own"
    assert browser.post(address[1], {"new": new, "again": "other"}).status_code == 400
    assert browser.post(address[1], {"new": new, "again": new}).headers["Location"] == "/sign-in/"
    assert browser.get(address[1]).status_code == 404
    assert browser.post("/sign-in/", {"username": "mailed", "password": new}).status_code == 302


def test_every_page_of_a_delegate_still_opens(city: City, signed_in: Callable[[str], Client]) -> None:
    post = Appointment.objects.get(person=city.people["admin"]).post
    given = NewDelegation(
        post=post.pk, to_person=city.people["handler"].pk, since=TODAY, until=TODAY.replace(day=9), reason="出差"
    )
    actions.delegate(given, actor=PLATFORM, now=NOW)
    assert signed_in("handler").get(reverse("new_organisation")).status_code == 200

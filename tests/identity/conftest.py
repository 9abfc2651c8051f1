"""A small city made by the actions themselves: an authority with its officers, a bureau, a district of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from stdnum.cn import uscc

from qilou.identity import actions
from qilou.identity.inputs import NewAppointment, NewHolding, NewOrganisation, NewPerson, NewPost
from qilou.identity.kinds import OrganisationKind, PostKind
from qilou.identity.models import Organisation, Person, Post
from qilou.identity.queries import actor_of
from qilou.kernel.actor import PLATFORM, Actor

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, nine in the morning in the city
TODAY = date(2026, 3, 2)
LONG_AGO = date(2019, 1, 1)
PASSWORD = "one long sentence to sign in"
NUMBERS = count(1)


def code() -> str:
    """A unified social credit code that checks, and that no other test has."""
    body = f"11440500{next(NUMBERS):09d}"
    return body + uscc.calc_check_digit(body)


@dataclass
class City:
    """Enters what a test needs, as the platform setting up."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def organisation(
        self,
        name: str,
        jurisdiction: str = "440500",
        kind: OrganisationKind = OrganisationKind.GOVERNMENT,
        *,
        holds: str = "",
        unit: bool = False,
    ) -> Organisation:
        given = NewOrganisation(
            name_zh=name,
            name_en=f"{name} (en)",
            jurisdiction=jurisdiction,
            kind=kind,
            uscc=code(),
            is_implementing_unit=unit,
            since=LONG_AGO,
        )
        made = actions.create_organisation(given, actor=PLATFORM, now=NOW)
        if holds:
            self.hold(holds, made, jurisdiction)
        self.organisations[name] = made
        return made

    def hold(self, function: str, organisation: Organisation, jurisdiction: str = "440500") -> None:
        held = NewHolding(
            function=function,
            jurisdiction=jurisdiction,
            organisation=organisation.pk,
            since=LONG_AGO,
            document="汕府〔2019〕1号",
        )
        actions.hold_function(held, actor=PLATFORM, now=NOW)

    def person(self, username: str, jurisdiction: str = "440500", *, email: str = "") -> Person:
        given = NewPerson(
            username=username,
            name_zh=f"{username}（人）",
            name_en=username.title(),
            jurisdiction=jurisdiction,
            phone="0754-8888 0001",
            email=email,
        )
        made = actions.create_person(given, actor=PLATFORM, now=NOW, password=PASSWORD).person
        self.people[username] = made
        return made

    def post(self, organisation: Organisation, kind: PostKind, since: date = LONG_AGO) -> Post:
        given = NewPost(organisation=organisation.pk, kind=kind, title_zh=kind.label.zh, title_en=kind, since=since)
        return actions.create_post(given, actor=PLATFORM, now=NOW)

    def officer(
        self, username: str, organisation: Organisation, kind: PostKind, *, since: date = LONG_AGO, email: str = ""
    ) -> Person:
        """Somebody who holds a new post of that kind."""
        person = self.person(username, organisation.jurisdiction_id, email=email)
        post = self.post(organisation, kind)
        given = NewAppointment(post=post.pk, person=person.pk, since=since)
        actions.appoint(given, actor=PLATFORM, now=NOW)
        return person

    def actor(self, username: str, on: date = TODAY) -> Actor:
        """That person as they stand on a day."""
        return actor_of(Person.objects.get(username=username), on)


@pytest.fixture(autouse=True)
def _demo(settings: object) -> None:
    settings.QILOU_DEMO = True  # fixed dates: the record takes acts of any time in the demo alone


def furnish(city: City) -> City:
    """The authority with an administrator, a handler and a signer; a bureau with a handler; Longhu's own authority."""
    authority = city.organisation("政务服务和数据管理局", holds="AUTHORITY")
    city.officer("admin", authority, PostKind.ADMINISTRATOR)
    city.officer("handler", authority, PostKind.HANDLER)
    city.officer("signer", authority, PostKind.SIGNER)
    bureau = city.organisation("医疗保障局", unit=True)
    city.officer("bureau", bureau, PostKind.HANDLER)
    longhu = city.organisation("龙湖区政务服务数据管理局", "440507", holds="AUTHORITY")
    city.officer("longhu-admin", longhu, PostKind.ADMINISTRATOR)
    return city


@pytest.fixture
def city(db: None) -> City:
    """The small city, in a transaction that is rolled back."""
    return furnish(City())


def signing_in(username: str, password: str = PASSWORD, agent: str = "Firefox on Windows") -> Client:
    """A browser in which somebody has given name and password."""
    browser = Client(headers={"user-agent": agent})
    answer = browser.post(reverse("sign_in"), {"username": username, "password": password})
    assert answer.status_code == 302
    return browser


def is_signed_in(browser: Client) -> bool:
    """Whether the browser opens a page that strangers do not see."""
    return browser.get(reverse("account")).status_code == 200


@pytest.fixture
def committed_city(committed_db: str) -> City:
    """The small city, committed, for tests with several connections."""
    return furnish(City())


@pytest.fixture
def new_code() -> Callable[[], str]:
    """Makes codes that check."""
    return code

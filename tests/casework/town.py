"""A town just large enough for the engine: an authority, finance, an applicant, two experts."""

from dataclasses import dataclass
from datetime import date, datetime

from qilou.casework.models import Letterhead
from qilou.identity.models import Appointment, FunctionHolding, Jurisdiction, Organisation, Person, Post
from qilou.identity.queries import actor_of
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME

SINCE = date(2020, 1, 1)


def at_noon(day: str) -> datetime:
    """Noon in the city on an ISO date."""
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=CITY_TIME)


@dataclass
class Town:
    """Everybody by name."""

    organisations: dict[str, Organisation]
    people: dict[str, Person]

    def actor(self, name: str, day: str = "2026-03-02") -> Actor:
        """A person as they may act on a day."""
        return actor_of(self.people[name], date.fromisoformat(day))


def build() -> Town:
    """The town, in the database at hand."""
    city = Jurisdiction.objects.get(code="440500")
    organisations = {
        name: Organisation.objects.create(
            name_zh=name, name_en=name, jurisdiction=city, kind="government", is_implementing_unit=True, since=SINCE
        )
        for name in ("authority", "finance", "unit", "other")
    }
    for function, name in (("AUTHORITY", "authority"), ("FINANCE", "finance")):
        FunctionHolding.objects.create(
            function=function, jurisdiction=city, organisation=organisations[name], since=SINCE, document="t1"
        )
    people = {}
    for name, organisation, kind in (
        ("handler", "authority", "handler"),
        ("handler2", "authority", "handler"),
        ("checker", "authority", "checker"),
        ("signer", "authority", "signer"),
        ("registrar", "authority", "registrar"),
        ("finance", "finance", "handler"),
        ("applicant", "unit", "handler"),
        ("stranger", "other", "handler"),
    ):
        people[name] = _person(name)
        post = Post.objects.create(
            organisation=organisations[organisation], kind=kind, title_zh=kind, title_en=kind, since=SINCE
        )
        Appointment.objects.create(post=post, person=people[name], since=SINCE)
    for name in ("expert1", "expert2"):
        people[name] = _person(name)
    Letterhead.objects.create(organisation=organisations["authority"], word="汕测")
    return Town(organisations, people)


def _person(name: str) -> Person:
    return Person.objects.create(username=name, name_zh=name, name_en=name, jurisdiction_id="440500")

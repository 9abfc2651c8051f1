"""A small city for the tests of chapter II: bodies, people at their posts, letterheads, experts, a third party.

`build()` makes it in the database at hand. People are named by organisation and post: `authority.handler`,
`finance.signer`, `health.handler`; experts are `expert1` to `expert5`. Units have a handler, a checker and a signer.
The story year is 2026: the round of 2026 is for the budget year 2027.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from qilou.casework.models import Letterhead, StoredFile
from qilou.identity.models import Appointment, FunctionHolding, Jurisdiction, Organisation, Person, Post
from qilou.identity.queries import actor_of
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME

CITY = "440500"
DISTRICT = "440507"
SINCE = date(2020, 1, 1)
BODIES = (  # name, Chinese, English, jurisdiction, kind, implementing unit, function, letterhead
    ("authority", "市政务服务和数据管理局", "City Data Bureau", CITY, "government", True, "AUTHORITY", "汕政数"),
    ("finance", "市财政局", "City Finance Bureau", CITY, "government", True, "FINANCE", "汕财"),
    ("drc", "市发展和改革局", "City DRC", CITY, "government", True, "DEVELOPMENT_REFORM", "汕发改"),
    ("technical", "市电子政务技术中心", "City Technical Centre", CITY, "institution", True, "TECHNICAL_BODY", "汕技"),
    ("government", "市人民政府", "City Government", CITY, "government", False, "GOVERNMENT", "汕府"),
    ("health", "市医疗保障局", "Healthcare Security Bureau", CITY, "government", True, "", "汕医保"),
    ("land", "市自然资源局", "Natural Resources Bureau", CITY, "government", True, "", "汕自然资"),
    ("chamber", "某商会", "A chamber of commerce", CITY, "institution", False, "", ""),
    ("longhu", "龙湖区政务服务和数据管理局", "Longhu Data Bureau", DISTRICT, "government", True, "AUTHORITY", "龙政数"),
    ("longhu_finance", "龙湖区财政局", "Longhu Finance Bureau", DISTRICT, "government", True, "FINANCE", "龙财"),
    ("longhu_civil", "龙湖区民政局", "Longhu Civil Affairs", DISTRICT, "government", True, "", "龙民"),
    ("reviewer", "韩江咨询评估中心", "Hanjiang Assessors", CITY, "third_party", False, "", "韩评"),
    ("rival", "南滨评估公司", "Nanbin Assessors", CITY, "third_party", False, "", ""),
    ("supplier", "鮀岛软件公司", "Tuodao Software", CITY, "bidder", False, "", ""),
    ("pool", "市电子政务专家库", "Experts' pool", CITY, "institution", False, "", ""),
)
POSTS = ("handler", "checker", "signer")
EXPERTS = ("expert1", "expert2", "expert3", "expert4", "expert5", "expert6")


def at(day: str, time: str = "10:00") -> datetime:
    """A moment in the city: an ISO date, and a time unless ten in the morning will do."""
    return datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=CITY_TIME)


@dataclass
class City:
    """Everybody by name, in the area whose bodies are meant where a name says no more than what they do."""

    bodies: dict[str, Organisation]
    people: dict[str, Person]
    area: str = CITY

    def actor(self, name: str, on: str = "2026-08-03") -> Actor:
        """A person as they may act on a day."""
        return actor_of(self.people[name], date.fromisoformat(on))

    def key(self, body: str) -> str:
        """The key of an organisation as a party: `org:12`."""
        return f"org:{self.bodies[body].pk}"


def build() -> City:
    """The city, in the database at hand."""
    city = City({}, {})
    settle(city, BODIES)
    _person(city, "authority.administrator", city.bodies["authority"], "administrator")
    for name in EXPERTS:
        _person(city, name, city.bodies["pool"], "expert")
    return city


def settle(city: City, bodies: tuple[tuple[str, str, str, str, str, bool, str, str], ...]) -> None:
    """Bodies with their functions and letterheads, and people at their posts."""
    areas = {one.code: one for one in Jurisdiction.objects.all()}
    for name, zh, en, area, kind, unit, function, word in bodies:
        body = Organisation.objects.create(
            name_zh=zh, name_en=en, jurisdiction=areas[area], kind=kind, is_implementing_unit=unit, since=SINCE
        )
        city.bodies[name] = body
        if function:
            FunctionHolding.objects.create(
                function=function, jurisdiction=areas[area], organisation=body, since=SINCE, document="汕编〔2019〕1号"
            )
        if word:
            Letterhead.objects.create(organisation=body, word=word)
        if name != "pool":
            for post in POSTS:
                _person(city, f"{name}.{post}", body, post)


def _person(city: City, name: str, body: Organisation, kind: str) -> None:
    person = Person.objects.create(
        username=name.replace("_", "-"), name_zh=name, name_en=name, jurisdiction=body.jurisdiction
    )
    post = Post.objects.create(organisation=body, kind=kind, title_zh=kind, title_en=kind, since=SINCE)
    Appointment.objects.create(post=post, person=person, since=SINCE)
    city.people[name] = person


def paper(name: str, now: datetime | None = None) -> str:
    """The hash of a stored file of that name, as an upload would give it."""
    hash_ = sha256(name.encode()).hexdigest()
    StoredFile.objects.get_or_create(
        hash=hash_,
        defaults={"name": name, "media_type": "application/pdf", "size": 1024, "stored_at": now or at("2026-08-01")},
    )
    return hash_

"""The network's office in tests: the small city with a site and nodes, and an access on its way."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.projects.city import CITY, DISTRICT, City, at, build

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.identity.models import Appointment, FunctionHolding, Organisation, Person, Post
from qilou.network.models import Node, Site, Vrf

DAY = "2026-08-03"
SINCE = at("2020-01-01").date()


@dataclass
class Office:
    """Everybody by name, the nodes, and the day of the story."""

    city: City = field(default_factory=build)
    day: str = DAY
    minute: int = 0

    def __post_init__(self) -> None:
        self.nodes = {}
        for area, name in ((CITY, "HX-SZ-1"), (DISTRICT, "JR-LH-1")):
            site = Site.objects.create(jurisdiction_id=area, name=f"{name}机房", entered_at=at("2020-01-01"))
            self.nodes[area] = Node.objects.create(
                jurisdiction_id=area, site=site, name=name, role="core", entered_at=at("2020-01-01")
            )
        self.vrf = Vrf.objects.create(name="gov-public", title_zh="公用网络区", title_en="Shared", owner_id=CITY)
        self._technical_body_of_longhu()

    def _technical_body_of_longhu(self) -> None:
        body = Organisation.objects.create(
            name_zh="龙湖区电子政务技术中心",
            name_en="Longhu Technical Centre",
            jurisdiction_id=DISTRICT,
            kind="institution",
            is_implementing_unit=True,
            since=SINCE,
        )
        self.city.bodies["longhu_technical"] = body
        FunctionHolding.objects.create(
            function="TECHNICAL_BODY",
            jurisdiction_id=DISTRICT,
            organisation=body,
            since=SINCE,
            document="龙编〔2020〕1号",
        )
        person = Person.objects.create(
            username="longhu-technical.handler", name_zh="技", name_en="T", jurisdiction_id=DISTRICT
        )
        post = Post.objects.create(organisation=body, kind="handler", title_zh="h", title_en="h", since=SINCE)
        Appointment.objects.create(post=post, person=person, since=SINCE)
        self.city.people["longhu_technical.handler"] = person

    def now(self) -> Any:
        """A minute after the act before."""
        self.minute += 1
        return at(self.day, "09:00") + timedelta(minutes=self.minute)

    def open(self, code: str, who: str, data: object, area: str = CITY) -> str:
        """Somebody opens a case; gives its number."""
        actor = self.city.actor(who, self.day)
        return open_case(
            f"network.{code}", actor=actor, now=self.now(), jurisdiction=area, title="—", data=data
        ).case.number

    def take(self, code: str, number: str, step: str, who: str, data: object = None) -> Act:
        """Somebody takes a step."""
        actor = self.city.actor(who, self.day)
        return perform(f"network.{code}", number, step, actor=actor, now=self.now(), data=data)

    def sign(self, code: str, number: str, step: str, data: object = None, body: str = "authority") -> Act:
        """A decision of a body: drafted, checked, signed."""
        self.take(code, number, step, f"{body}.handler", data)
        for post in ("checker", "signer"):
            actor = self.city.actor(f"{body}.{post}", self.day)
            act = endorse(f"network.{code}", number, actor=actor, now=self.now(), opinion="同意")
        return act

    def apply(self, who: str = "health.handler", area: str = CITY, **changed: object) -> str:
        """A new access that was applied for."""
        number = self.open("access", who, {"kind": "new"}, area)
        self.take("access", number, "submit", who, application(**changed))
        return number

    def connected(self, who: str = "health.handler", **changed: object) -> str:
        """An access in service."""
        number = self.apply(who)
        self.sign("access", number, "approve", APPROVAL)
        self.take("access", number, "connect", "technical.handler", self.connection(**changed))
        self.take("access", number, "confirm", who, {"confirmed_by": "用户"})
        return number

    def connection(self, area: str = CITY, **changed: object) -> dict[str, object]:
        """What the technical body enters."""
        return {
            "node": self.nodes[area].pk,
            "port": "GE0/0/1",
            "vlan": 101,
            "interconnect": "10.0.0.2/30",
            "vrf": self.vrf.pk,
            "bandwidth": 100,
            "connected_on": self.day,
            "connected_by": "许工",
            "tested": True,
            "test_result": "丢包率为零，时延2毫秒",
        } | changed


APPROVAL = {"statement": "业务确需，同意接入。"}


def application(**changed: object) -> dict[str, object]:
    """A whole application."""
    return {
        "place": "市医疗保障局三楼机房",
        "method": "line",
        "carrier": "某运营商",
        "bandwidth": 100,
        "zone": "public",
        "leader": "甲",
        "manager": "乙",
        "mobile": "13800000000",
        "systems": [{"name": "医保结算", "grade": "三级", "record": "44050000001"}],
        "terminals": 80,
        "servers": 4,
        "own_ranges": [{"range": "192.168.1.0/24", "note": "办公"}],
        "undertaking": "承诺〔2026〕1号",
        "reason": "医保业务需要接入政务外网。",
    } | changed

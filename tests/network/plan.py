"""An address plan just large enough for the tests: a VRF of the city's, a container, pools, an approved application."""

from dataclasses import dataclass, field
from datetime import date

from tests.projects.city import CITY, City, at, build

from qilou.casework.models import Case, Notice
from qilou.identity.models import FunctionHolding
from qilou.kernel.actor import Actor
from qilou.ledger.event import new_event_id
from qilou.network.models import Allocation, FreeBlock, Prefix, Vrf
from qilou.network.rules.addressing import Approval, Held, Wanted

TODAY = "2026-08-03"
NOW = at(TODAY)
DAY = date(2026, 8, 3)


@dataclass
class Plan:
    """Everything by name: prefixes by their network, approvals by the body that holds them."""

    city: City
    vrf: Vrf
    prefixes: dict[str, Prefix] = field(default_factory=dict)
    approvals: dict[str, Approval] = field(default_factory=dict)

    def actor(self, name: str = "technical.handler", on: str = TODAY) -> Actor:
        """A person as they may act on a day."""
        return self.city.actor(name, on)

    def unit(self, name: str = "health") -> int:
        """The number of an organisation."""
        return self.city.bodies[name].pk

    def add(self, network: str, parent: str = "", kind: str = "pool", **more: object) -> Prefix:
        """A prefix straight into the table, as a shell would; gives it."""
        given = {"role": "server", "entered_on": DAY, "jurisdiction_id": CITY, "owner_id": CITY, **more}
        if parent:
            given |= {"parent": self.prefixes[parent], "parent_network": parent}
        self.prefixes[network] = Prefix.objects.create(vrf=self.vrf, network=network, kind=kind, **given)
        return self.prefixes[network]

    def approved(self, body: str = "health") -> Approval:
        """A served paper that approves what a body applied for."""
        if body not in self.approvals:
            number = f"汕政数〔2026〕{len(self.approvals) + 1}号"
            case = Case.objects.create(
                procedure="network.access",
                edition="2015",
                number=f"JR26-{100 + len(self.approvals)}-1",
                jurisdiction_id=CITY,
                title="接入申请",
                state="approved",
                parties={"applicant": [self.city.key(body)]},
                readers=[self.city.key(body), f"AUTHORITY@{CITY}"],
                desk="",
                opened_on=DAY,
                moved_at=NOW,
            )
            Notice.objects.create(
                case=case,
                event_id=new_event_id(),
                kind="network.access.approved",
                number=number,
                issuer="市政务服务和数据管理局",
                title={"zh": "接入批复", "en": "Access approved"},
                body={"zh": [], "en": []},
                issued_on=DAY,
            )
            self.approvals[body] = Approval(case.pk, case.number, number)
        return self.approvals[body]

    def hold(self, wanted: Wanted, body: str = "health") -> Held:
        """Hold for a body what its approved application asks for."""
        from qilou.network.actions.addressing import hold

        approval = self.approved(body)
        assert approval.case_id is not None
        return hold(
            actor=self.actor(f"{body}.handler"),
            holder=self.unit(body),
            vrf=self.vrf.pk,
            jurisdiction=CITY,
            wanted=wanted,
            case=(approval.case_id, approval.case),
            now=NOW,
        )

    def granted(self, wanted: Wanted, body: str = "health") -> tuple[Allocation, ...]:
        """Hold and grant at once."""
        from qilou.network.actions.addressing import grant

        held = self.hold(wanted, body)
        return grant(
            actor=self.actor("authority.signer"),
            held=held.ids,
            approval=self.approved(body),
            on=DAY,
            until=None,
            now=NOW,
        )


def plan(*pools: str) -> Plan:
    """A plan with a container 10.0.0.0/8 and pools in it."""
    city = build()
    FunctionHolding.objects.create(
        function="TECHNICAL_BODY",
        jurisdiction_id="440507",
        organisation=city.bodies["longhu"],
        since=date(2020, 1, 1),
        document="龙编〔2019〕1号",
    )
    vrf = Vrf.objects.create(name="public", title_zh="公用网络区", title_en="Public zone", owner_id=CITY)
    made = Plan(city, vrf)
    made.add("10.0.0.0/8", kind="container")
    for pool in pools:
        made.add(pool, parent="10.0.0.0/8")
    return made


def recount(prefix: Prefix) -> None:
    """What the database kept of a prefix is what a recount gives: every count, and the free blocks to the bit."""
    from ipaddress import collapse_addresses, ip_network

    prefix.refresh_from_db()
    rows = list(Allocation.objects.living().filter(prefix=prefix).values_list("block", "status"))
    counts: dict[str, int] = dict.fromkeys(("reserved", "held", "used", "cooling"), 0)
    for block, status in rows:
        name = "used" if status in {"active", "suspended"} else status
        counts[name] += ip_network(block).num_addresses
    assert {name: int(getattr(prefix, name)) for name in counts} == counts
    taken = [ip_network(block) for block, _ in rows]
    taken += [ip_network(one) for one in Prefix.objects.filter(parent=prefix).values_list("network", flat=True)]
    free = [ip_network(prefix.network)]
    for one in taken:
        free = [rest for block in free for rest in _without(block, one)]
    kept = {ip_network(one) for one in FreeBlock.objects.filter(prefix=prefix).values_list("block", flat=True)}
    assert kept == set(collapse_addresses(free))


def _without(block: object, taken: object) -> list[object]:
    if not block.overlaps(taken):
        return [block]
    return [] if block.subnet_of(taken) else list(block.address_exclude(taken))

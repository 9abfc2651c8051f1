"""The demo city's address plan: private space, six delegated blocks and the gap in the seventh, what is on the wire."""

from qilou.kernel.tables import Table
from qilou.network.actions.delegation import delegate
from qilou.network.actions.importing import enter_plan
from qilou.network.actions.planning import enter_next_prefix, enter_prefix, enter_range
from qilou.network.actions.reconciliation import reconcile
from qilou.network.actions.usage import call_for_usage_returns

from .bodies import BODIES, LONGHU, NANAO, OTHER_DISTRICTS
from .moments import Life, moment
from .network import CONNECTED, PUBLIC
from .stage import City

TOP = "10.64.0.0/10"
DOCUMENT = "汕信办〔2019〕21号"
EACH = 100  # addresses that each unit had before the platform
DISTRICTS = (LONGHU, *(code for code in OTHER_DISTRICTS if code != NANAO))
BODY = "technical.handler"


def plan(city: City) -> Life:
    """The city's container and pools; what was in use before the platform comes in on its document."""
    yield moment("2025-11-17 09:00")
    vrf = city.places[PUBLIC]
    common = {"actor": city.actor(BODY), "now": city.now}
    top = enter_prefix(vrf=vrf, block=TOP, kind="container", description="政务外网统一规划", **common)
    whole = enter_prefix(vrf=vrf, block="10.64.0.0/16", kind="container", description="市级单位", **common)
    servers = enter_prefix(
        vrf=vrf,
        block="10.64.0.0/20",
        kind="pool",
        role="server",
        description="市级服务器",
        gateway="10.64.0.1",
        **common,
    )
    enter_prefix(vrf=vrf, block="10.64.16.0/20", kind="pool", role="terminal", description="市级终端", **common)
    enter_next_prefix(within=whole.pk, length=24, kind="pool", role="video", description="视频会议", **common)
    enter_range(prefix=servers.pk, first="10.64.15.0", last="10.64.15.253", purpose="网管和监测", **common)
    city.places[TOP] = top.pk
    city.acts += 6
    yield moment("2025-11-18 09:00")
    _of_record(city)


def _of_record(city: City) -> None:
    """A sheet that the technical body kept: a hundred servers of each unit, as it is brought in."""
    rows = [
        (f"10.64.{1 + n // 250}.{n % 250 + 2}/20", BODIES[line.unit].zh, "active", f"{line.unit}-{n}", _mac(n), "")
        for place, line in enumerate(CONNECTED)
        for n in range(place * EACH, place * EACH + EACH)
    ]
    header = ("address", "tenant", "status", "dns_name", "mac", "description")
    city.acts += enter_plan(
        Table(header, tuple(rows)),
        vrf=city.places[PUBLIC],
        document=DOCUMENT,
        content=repr(rows).encode(),
        actor=city.actor(BODY),
        now=city.now,
    )


def _mac(n: int) -> str:
    return f"02:64:00:00:{n // 256:02x}:{n % 256:02x}"


def delegations(city: City) -> Life:
    """Six districts are given a block; Nan'ao has no technical body, so none can be."""
    yield moment("2025-11-24 10:00")
    vrf = city.places[PUBLIC]
    for place, code in enumerate(DISTRICTS):
        block = f"10.{80 + place}.0.0/16"
        made = enter_prefix(
            actor=city.actor(BODY), now=city.now, vrf=vrf, block=block, kind="container", description="区级单位"
        )
        delegate(
            actor=city.actor(BODY),
            now=city.now,
            prefix=made.pk,
            jurisdiction=code,
            quota=8192,
            shortest=24,
            longest=30,
            document=f"汕技〔2025〕{place + 11}号",
            conditions="只用于本区政务外网；每半年报送使用情况。",
        )
        keeper = "longhu-technical.handler" if code == LONGHU else f"{code}-technical.handler"
        enter_prefix(
            actor=city.actor(keeper),
            now=city.now,
            vrf=vrf,
            block=f"10.{80 + place}.0.0/20",
            kind="pool",
            role="server",
            description="区级服务器",
        )
        city.acts += 3


def wire(city: City) -> Life:
    """Two readings of the wire: servers that nobody was given, one that was replaced, some that are silent."""
    for day, hosts, scanned in (("2026-05-11 08:30", 240, ""), ("2026-07-13 08:30", 236, "10.64.1.0/24")):
        yield moment(day)
        lines = [f"10.64.1.{n + 2},{_mac(n)}" for n in range(hosts)]
        lines[7] = f"10.64.1.9,{_mac(9007)}"
        lines += ["10.64.14.200,02:64:00:00:aa:01", "10.64.14.201,02:64:00:00:aa:02"]
        reconcile(
            actor=city.actor(BODY),
            now=city.now,
            vrf=city.places[PUBLIC],
            source="device",
            name="HX-SZ-1.csv",
            content="\n".join(["ip,mac", *lines]),
            covers=[scanned] if scanned else (),
        )
        city.acts += 1


def returns(city: City) -> Life:
    """For the first time the districts are called upon to say how they used their blocks."""
    yield moment("2026-11-16 00:30")
    city.acts += len(call_for_usage_returns(now=city.now))


LIVES = (plan, delegations, wire, returns)

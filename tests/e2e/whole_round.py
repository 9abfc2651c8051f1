"""A whole round as a story: from the plan to approvals and lapses, of the city and of one district beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from tests.e2e.by_hand import SeenCity

from qilou.casework.actions.sweep import sweep
from qilou.demo import building as build
from qilou.demo import declared_2026 as declared
from qilou.demo import lives_annual, sessions, years
from qilou.demo.bodies import CITY, LONGHU
from qilou.demo.composed import Entry, entries
from qilou.demo.declaring import Matter, Session
from qilou.demo.moments import Life, moment
from qilou.demo.programme import WAN
from qilou.demo.publishing import FOUND
from qilou.projects.actions import fund
from qilou.projects.actions.likeness import keep_compared
from qilou.projects.actions.listing import warn_of_expiry
from qilou.projects.inputs.fund import Arrangement
from qilou.publication.actions import open_reviews

NAMED = (
    *(declared.MEDICAL, declared.RECORDS, declared.RIVER, declared.FLOOD, declared.ENROLMENT),
    *(declared.LAND, declared.ELDERLY, declared.SLUICES, declared.OFFICE),
)
GOES = {declared.LAND.name: "sums", declared.SLUICES.name: "returned", declared.OFFICE.name: "returned"}
OF_THE_SAMPLE = (0, 1, 2, 17, 19, 45, 50, 53, 54, 64)
CUT_BY_FINANCE = Decimal("0.9")
ENDED = moment("2027-12-31 00:00")


@dataclass(frozen=True)
class Size:
    """How large a round: what is declared to the city and to the district, by how many experts, out of which funds."""

    entries: tuple[Entry, ...]
    district: tuple[Entry, ...]
    experts: tuple[str, ...]
    sittings: int
    fund: str
    fund_of_district: str = "300.00"

    @property
    def everything(self) -> tuple[Entry, ...]:
        """What is declared to anybody."""
        return self.entries + self.district

    def session(self, place: int) -> Session:
        """The session before which the project at that place comes."""
        number = place % self.sittings
        day = f"2026-10-{lives_annual.SITTINGS[number]}"
        return Session(f"评审会〔2026〕{number + 11}号", lives_annual.slot("2026-10-20", number), f"{day} 09:00")


def whole() -> Size:
    """39 units, 75 declarations, nine experts; three declarations in the district."""
    named = tuple(Entry(one, "1", GOES.get(one.name, ""), 66 + place) for place, one in enumerate(NAMED))
    return Size(entries() + named, _of_district(3), tuple(f"expert{n}" for n in range(1, 10)), 7, "10900.00")


def sample() -> Size:
    """6 units, 10 declarations, five experts; two declarations in the district."""
    chosen = tuple(one for one in entries() if one.place in OF_THE_SAMPLE)
    return Size(chosen, _of_district(2), tuple(f"expert{n}" for n in range(1, 6)), 1, "2750.00")


def _of_district(count: int) -> tuple[Entry, ...]:
    """The district's own: home visits, and what the last projects of the table say, as the district's bureau has it."""
    first = Entry(declared.DISPATCH, "1", "", 80)
    others = [
        replace(one.programme, unit="longhu-civil", name=f"龙湖区{one.programme.name}") for one in entries()[-3:]
    ][: count - 1]
    return (first, *(Entry(one, "2", "", 81 + place) for place, one in enumerate(others)))


@dataclass
class Told:
    """What the parties typed, kept as they typed it: what every total is held against. Amounts in yuan."""

    agreed: dict[str, Decimal] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    approved: dict[str, Decimal] = field(default_factory=dict)
    left_to_lapse: list[str] = field(default_factory=list)
    matters: dict[str, Matter] = field(default_factory=dict)


DISTRICT = Session("龙湖评审〔2026〕1号", "2026-10-20 14:00", "2026-10-23 09:00", area=LONGHU)


def lives(city: SeenCity, size: Size, told: Told) -> list[Life]:
    """Everything that happens, each as a life of its own."""
    acting: list[Callable[[SeenCity], Life]] = [years.plan, years.inventory, years.round_of_longhu]
    found = [one(city) for one in acting]
    found += [_funds(city, size), _admitted(city, "authority.handler", CITY, size.experts)]
    found += [_admitted(city, "longhu.handler", LONGHU, size.experts[:5]), _nights(city), _solicited(city)]
    found += [_declared(city, one, size.session(place), told) for place, one in enumerate(size.entries)]
    found += [_declared(city, one, DISTRICT, told) for one in size.district]
    found += [sessions.life(size.session(place), city) for place in range(size.sittings)]
    found += [sessions.life(DISTRICT, city)]
    found += [_concluded(city, CITY, "authority", "finance", told)]
    found += [_concluded(city, LONGHU, "longhu", "longhu-finance", told)]
    return [*found, _published(city)]


def _declared(city: SeenCity, entry: Entry, session: Session, told: Told) -> Life:
    matter = yield from lives_annual.life(entry, city, session)
    told.matters[entry.programme.name] = matter


def _funds(city: SeenCity, size: Size) -> Life:
    for when, area, body, wan in (
        ("2026-10-19 10:30", LONGHU, "longhu-finance", size.fund_of_district),
        ("2026-10-26 09:50", CITY, "finance", size.fund),
    ):
        yield moment(when)
        given = Arrangement(year=2027, amount=Decimal(wan) * WAN, document=f"财预〔2026〕演示{len(body)}号")
        fund.arrange(area, given, actor=city.actor(f"{body}.handler"), now=city.now)


def _solicited(city: SeenCity) -> Life:
    when = ("2026-07-01 09:10", "2026-07-09 10:00", "2026-07-10 15:30", "2026-07-13 09:30")
    return years.solicited(city, CITY, "authority", when, "2026-12-18")


def _admitted(city: SeenCity, officer: str, area: str, names: tuple[str, ...]) -> Life:
    """The experts come into an area's pool."""
    for place, name in enumerate(names):
        yield moment("2026-03-11 09:00") + timedelta(minutes=2 * place)
        data = {
            "person": city.registers.people[name],
            "document": "入库〔2026〕演示9号",
            "fields": ["cost", "software"] if place % 2 else ["data", "security"],
            "title": sessions.TITLES[place % 5],
            "employer": sessions.EMPLOYERS[place % 5],
            "since": "2026-03-11",
            "until": "2028-03-10",
        }
        city.open("expert", officer, "评审专家", data, area)


def _nights(city: SeenCity) -> Life:
    """What no person does: the index is counted anew, periods end, units are warned, opinions lapse."""
    for day in ("2026-09-01", "2026-09-14"):
        yield moment(f"{day} 00:05")
        keep_compared(city.now)
        sweep(now=city.now)
    for day in ("2027-11-10", "2027-12-01"):
        yield moment(f"{day} 00:20")
        warn_of_expiry(now=city.now)
    for day in ("2027-12-08", "2027-12-15"):
        yield moment(f"{day} 00:10")
        sweep(now=city.now)


def _concluded(city: SeenCity, area: str, authority: str, finance: str, told: Told) -> Life:
    """Ranked, sent, answered by finance line by line, confirmed; then every other project is approved in time."""
    place = int(area == LONGHU)
    yield moment(f"2026-11-19 15:4{place}")
    number = city.rounds[area, 2026]
    city.take("round", number, "rank", f"{authority}.handler")
    yield moment(f"2026-11-20 09:3{place}")
    sent = yield from city.sign(
        "round", number, "send_to_finance", authority, f"2026-11-20 15:0{place}", f"2026-11-23 10:4{place}"
    )
    yield moment(f"2026-11-25 09:2{place}")
    listed = sent.effects["placed"]["list"]  # type: ignore[index]  # effects are of any shape
    sheet = {"document": f"{area}财函〔2026〕88号", "lines": _answered(told, listed)}
    days = f"2026-11-26 11:0{place}", f"2026-11-27 16:1{place}"
    yield from city.sign("round", number, "review", finance, *days, sheet)
    yield moment(f"2026-12-04 09:0{place}")
    minutes = {"minutes": f"{area}局长办公会纪要〔2026〕21号"}
    yield from city.sign(
        "round", number, "confirm", authority, f"2026-12-05 10:0{place}", f"2026-12-07 09:4{place}", minutes
    )
    agreed = list(_of(area, told))
    told.left_to_lapse += [name for name, _ in agreed[1::2]]
    told.approved |= dict(agreed[::2])
    yield from _approved(city, [(told.matters[name], amount) for name, amount in agreed[::2]], 60 * place)


def _answered(told: Told, listed: list[str]) -> list[dict[str, object]]:
    """Finance agrees to most, cuts the second to nine tenths and, where there are three, refuses the last."""
    by_number = {one.numbers.get("listing"): one for one in told.matters.values()}
    lines: list[dict[str, object]] = []
    for place, number in enumerate(listed):
        matter = by_number[number]
        name, amount = matter.programme.name, matter.suggested.quantize(Decimal("0.01"))
        if place == 1:
            amount = (amount * CUT_BY_FINANCE).quantize(Decimal("0.01"))
            told.agreed[name] = amount
            lines.append({"number": number, "outcome": "changed", "amount": str(amount), "reason": "单价按同类合同"})
        elif place == len(listed) - 1 and place >= 2:
            told.refused.append(name)
            lines.append({"number": number, "outcome": "refused", "reason": "资金用途与专项资金管理办法不符"})
        else:
            told.agreed[name] = amount
            lines.append({"number": number, "outcome": "agreed"})
    return lines


def _of(area: str, told: Told) -> Iterator[tuple[str, Decimal]]:
    """What finance agreed to in an area."""
    for name, amount in list(told.agreed.items()):
        if told.matters[name].area == area:
            yield name, amount


def _approved(city: SeenCity, asked: list[tuple[Matter, Decimal]], first: int) -> Life:
    """The units apply with their budget documents, and the authority approves within seven working days."""
    slot = lives_annual.slot
    rows = [(place, matter, str(amount / WAN)) for place, (matter, amount) in enumerate(asked, first)]
    for place, matter, wan in rows:
        budget = (f"预〔2027〕{matter.project}号", "2027-02-05")
        yield from build.applied(city, matter, slot("2027-02-15", place), budget, {2027: wan}, "2027-12-31")
    for place, matter, _ in rows:
        yield from build.taken_up(city, matter, slot("2027-02-16", place))
    for place, matter, wan in rows:
        yield moment(slot("2027-02-17", place))
        number, data = matter.numbers["approval"], build.reply(matter, {2027: wan})
        city.take("approval", number, "approve", f"{matter.authority}.handler", data)
    for day, who in (("2027-02-18", "checker"), ("2027-02-19", "signer")):
        for place, matter, _ in rows:
            yield moment(slot(day, place))
            city.endorse("approval", matter.numbers["approval"], f"{matter.authority}.{who}")


def _published(city: SeenCity) -> Life:
    """Every draw and both lists are published after their review, and at the end the approvals."""
    for day in ("2026-12-14", "2027-03-08"):
        yield moment(f"{day} 00:40")
        opened = open_reviews(now=city.now)
        for place, act in enumerate(opened):
            yield moment(f"{day} 09:00") + timedelta(minutes=place)
            city.publish(act, FOUND)

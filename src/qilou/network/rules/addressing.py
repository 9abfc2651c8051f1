"""What is wanted of the address plan, and how much of it there is. Pure arithmetic of networks; no table, no clock."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from qilou.law import UNKNOWN, Breach, Met, Parameter, Text, Verdict, rule, say
from qilou.law.measures import M164

ARTICLE = M164.art(25)
MOST_AT_ONCE = 4096
FULL = {4: 32, 6: 128}
HOLD_DAYS = Parameter(
    code="address_hold_days",
    question=Text(
        "地址预占最长保留多少日？（非法定）", "For how many days are addresses held at most? (not statutory)"
    ),
    default=60,
    least=1,
    cites=ARTICLE,
    req=("A25.1",),
    statutory=False,
)

Network = IPv4Network | IPv6Network
APPROVING = frozenset({"network.access.approved"})  # the served papers on which addresses may be handed out


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an application asks for: `count` single addresses or, with a `length`, one whole subnet of that length.

    `family` is 4 or 6, or 0 where the pool says it; `role` a `models.addressing.Role`; `sparse` leaves room to grow
    around a subnet.
    """

    family: int
    role: str
    count: int = 0
    length: int | None = None
    sparse: bool = False
    purpose: str = ""
    site: str = ""

    def __post_init__(self) -> None:
        if (self.length is None) == (self.count == 0):
            raise ValueError("either single addresses or one subnet")

    @property
    def bits(self) -> int:
        """The length of each block that is taken."""
        return FULL[self.family] if self.length is None else self.length

    @property
    def number(self) -> int:
        """How many blocks are taken."""
        return self.count or 1

    @property
    def size(self) -> int:
        """How many addresses are taken."""
        return int(self.number * 2 ** (FULL[self.family] - self.bits))

    @property
    def how(self) -> str:
        """Where they are taken: the next addresses, the tightest gap for a subnet, the middle of the widest."""
        if self.length is None:
            return "next"
        return "sparse" if self.sparse else "best"


@dataclass(frozen=True, slots=True)
class Approval:
    """The served paper behind an allocation: the application's case and the paper's number.

    What was in use before the platform has the document `of_record` instead.
    """

    case_id: int | None = None
    case: str = ""
    number: str = ""
    of_record: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What was held on submission; `queries.addressing.held_for` finds it again by the case."""

    ids: tuple[int, ...]
    blocks: tuple[str, ...]


def family_of(block: str) -> int:
    """4 or 6."""
    return 6 if ":" in block else 4


def network(text: str) -> Network:
    """A network or a single address as people write it; raises ValueError, also where host bits are set."""
    return ip_network(text.strip())


def halves(block: str) -> tuple[str, str]:
    """The two blocks that a block is split into; raises ValueError for a single address."""
    lower, upper = network(block).subnets(prefixlen_diff=1)
    return str(lower), str(upper)


def set_apart(block: str, gateway: str = "") -> dict[str, str]:
    """Addresses that no pool hands out, with why: the network's own, the broadcast one, the gateway."""
    pool = network(block)
    apart = {}
    if pool.version == 4 and pool.prefixlen < 31:
        apart = {f"{pool[0]}/32": "network", f"{pool[-1]}/32": "broadcast"}
    elif pool.version == 6 and pool.prefixlen < 127:
        apart = {f"{pool[0]}/128": "network"}
    if gateway:
        apart[f"{gateway}/{FULL[pool.version]}"] = "gateway"
    return apart


@dataclass(frozen=True, slots=True)
class HandingOut:
    """What is known before an address is handed out."""

    approved: bool = UNKNOWN
    of_holder: bool = UNKNOWN
    fits: bool = UNKNOWN
    free: int = UNKNOWN
    wanted: int = UNKNOWN


@rule(Text("有批准文件在先", "An approval comes first"), cites=ARTICLE, req=("A25.4",))
def stands_on_an_approval(f: HandingOut) -> Verdict:
    """A served paper that stands, of a case to which the holder is a party."""
    if f.approved and f.of_holder:
        return Met()
    return Breach(
        say(
            "没有以使用单位为当事方的有效批准文件。",
            "There is no approval in force in a case to which the unit is a party.",
        ),
        say(
            "填写批准该单位接入或者用址的文号；尚未批准的，先提出申请。",
            "Give the number of the paper that approved this unit's access or addresses; where there is none, apply "
            "first.",
        ),
    )


@rule(Text("地址池有足够空闲", "The pool has room"), cites=ARTICLE, req=("A25.1",))
def pool_has_room(f: HandingOut) -> Verdict:
    """As many addresses, or one block as large, as is wanted."""
    if f.fits:
        return Met()
    return Breach(
        say(
            "需要%(wanted)s个地址，地址池空闲%(free)s个或者没有这样大的连续段。",
            "Wanted: %(wanted)s addresses. Free in the pool: %(free)s, or no block of that size.",
            wanted=f.wanted,
            free=f.free,
        ),
        say(
            "改用其他地址池，减少数量，或者请技术管理机构扩充地址池。",
            "Take another pool or fewer addresses, or ask the technical body to enlarge the pool.",
        ),
    )

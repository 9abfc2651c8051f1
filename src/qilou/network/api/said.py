"""What programs say to the API of the address plan, and what they are told."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, field_validator

from qilou.network.models.addressing import Kind, Role
from qilou.network.models.wire import Source
from qilou.network.rules.addressing import MOST_AT_ONCE
from qilou.network.rules.hosts import MOST_BYTES

Number = Annotated[int, Field(gt=0, lt=2**63)]


class VrfOut(Schema):
    """A routing table in which no address exists twice."""

    id: int
    name: str
    title: dict[str, str]


class PrefixOut(Schema):
    """A prefix; counts are addresses, of a container summed over all that lies in it."""

    id: int
    network: str
    kind: str
    role: str
    standing: str
    description: str
    site: str
    jurisdiction: str
    delegation_id: int | None
    size: int
    used: int
    held: int
    cooling: int
    reserved: int
    free: int
    parent_id: int | None
    children: int


class Level(Schema):
    """One level of the plan, from `skip` on."""

    total: int
    prefixes: list[PrefixOut]


class AllocationOut(Schema):
    """An address or subnet: whose, by which approval, how it stands."""

    id: int
    block: str
    address: str
    status: str
    role: str
    prefix_id: int
    holder_id: int | None
    approval: str
    case_id: int | None
    of_record: str
    since: date | None
    until: date | None
    released_on: date | None
    hostname: str
    mac: str
    purpose: str


class Allocations(Schema):
    """What was handed out."""

    allocations: list[AllocationOut]


class HoldingOut(AllocationOut):
    """An allocation with its holder's name and the acts behind it."""

    holder: str
    case: str
    acts: list[dict[str, str]]


class AddressOut(Schema):
    """Who holds an address on a day, and who ever did."""

    address: str
    on: date
    then: list[HoldingOut]
    ever: list[HoldingOut]
    prefixes: list[str]


class DelegationOut(Schema):
    """A delegated block; `taken` of `quota` addresses are held or in use."""

    id: int
    network: str
    jurisdiction: str
    quota: int
    taken: int
    shortest: int
    longest: int
    conditions: str
    document: str
    since: date
    until: date | None
    revoked_on: date | None


class NewPrefix(Schema):
    """A prefix to enter: a network by itself, or a length that is found within a container."""

    vrf: Number | None = None
    network: str = Field("", max_length=50)
    within: Number | None = None
    length: int | None = Field(None, ge=0, le=128)
    sparse: bool = False
    kind: Kind
    role: Role = Role.OTHER
    description: str = Field("", max_length=300)
    site: str = Field("", max_length=200)
    gateway: str = Field("", max_length=45)


class One(Schema):
    """An address by name, and what is known of what bears it."""

    address: str = Field(max_length=50)
    hostname: str = Field("", max_length=100)
    mac: str = Field("", pattern=r"^$|^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$")
    contact: str = Field("", max_length=100)
    purpose: str = Field("", max_length=200)

    @field_validator("mac")
    @classmethod
    def _one_way_to_write_it(cls, value: str) -> str:
        return value.lower().replace("-", ":")


class NewAllocation(Schema):
    """So many next addresses, one subnet of a length, or `these`, for a unit, by the number of a served approval."""

    holder: Number
    approval: str = Field(min_length=1, max_length=60)
    count: int = Field(0, ge=0, le=MOST_AT_ONCE)
    length: int | None = Field(None, ge=0, le=128)
    sparse: bool = False
    these: list[One] = Field([], max_length=MOST_AT_ONCE)
    role: Role | None = None
    purpose: str = Field("", max_length=200)
    until: date | None = None


class Release(Schema):
    """What is taken back, and why."""

    allocations: list[Number] = Field(min_length=1, max_length=MOST_AT_ONCE)
    ground: str = Field(min_length=1, max_length=300)


class NewDelegation(Schema):
    """The terms on which a prefix is handed to a district's technical body."""

    prefix: Number
    jurisdiction: str = Field(max_length=20)
    quota: Number
    shortest: int = Field(ge=0, le=128)
    longest: int = Field(ge=0, le=128)
    document: str = Field(max_length=200)
    until: date | None = None
    conditions: str = Field("", max_length=5000)


class NewScan(Schema):
    """What was seen, as text; `covers` are the networks that were scanned whole."""

    vrf: Number
    source: Source
    name: str = Field("", max_length=200)
    content: str = Field(max_length=MOST_BYTES)
    covers: list[str] = Field([], max_length=200)


class ScanOut(Schema):
    """A scan that was entered."""

    id: int
    hosts: int
    findings: int


class FindingOut(Schema):
    """An open difference between the wire and the plan."""

    id: int
    kind: str
    address: str | None
    mac: str
    hostname: str
    allocation_id: int | None
    owner_id: int
    found_on: date
    seen_on: date
    due_on: date


class Ground(Schema):
    """Why."""

    ground: str = Field(min_length=1, max_length=300)

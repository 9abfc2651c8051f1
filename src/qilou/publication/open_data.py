"""What both standards of open data share: identifiers, dates with their offset, amounts, organisations. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from qilou.kernel.moment import CITY_TIME

CURRENCY, LANGUAGE, USCC = "CNY", "zh", "CN-USCC"


@dataclass(frozen=True, slots=True)
class Site:
    """Whose data it is and where: the registered prefixes of identifiers, the address without its last stroke."""

    address: str
    publisher: str
    licence: str
    oc4ids_prefix: str
    ocds_prefix: str

    def project_id(self, jurisdiction: str, project: int) -> str:
        """A project's identifier in OC4IDS."""
        return f"{self.oc4ids_prefix}-{jurisdiction}-{project}"

    def ocid(self, jurisdiction: str, contract: int) -> str:
        """A contracting process's identifier in OCDS: named after its original contract."""
        return f"{self.ocds_prefix}-{jurisdiction}-{contract}"


@dataclass(frozen=True, slots=True)
class Published:
    """One publication as open data reads it; `content` is what is in the open of it and nothing else."""

    number: str
    kind: str
    at: datetime
    publisher: str
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Subject:
    """A project with everything published of it, in the order of publishing."""

    project: int
    jurisdiction: str
    name: str
    unit: str
    unit_code: str
    stage: str
    updated_at: datetime
    told: tuple[Published, ...]

    def of(self, *kinds: str) -> list[Published]:
        """What of these kinds is published."""
        return [one for one in self.told if one.kind in kinds]


@dataclass(slots=True)
class Process:
    """A contracting process: an original contract with its supplements and how they were performed."""

    contract: int
    original: Published | None = None
    supplements: list[Published] = field(default_factory=list)
    performances: list[Published] = field(default_factory=list)

    @property
    def all(self) -> list[Published]:
        """Everything published of it, in the order of publishing."""
        found = [*([self.original] if self.original else []), *self.supplements, *self.performances]
        return sorted(found, key=lambda one: (one.at, one.number))


def processes_of(subject: Subject) -> list[Process]:
    """The contracting processes of a project, in the order of their first publication."""
    found: dict[int, Process] = {}
    for one in subject.of("contract", "performance"):
        own, original = whole(one.content["contract"]), one.content.get("original")
        process = found.setdefault(whole(original) if original else own, Process(whole(original) if original else own))
        if one.kind == "performance":
            process.performances.append(one)
        elif original:
            process.supplements.append(one)
        else:
            process.original = one
    return list(found.values())


def whole(value: object) -> int:
    """A number of the content."""
    return int(str(value))


def day(value: object) -> str | None:
    """A day of the content as a moment in city time: where it begins."""
    if not value:
        return None
    return datetime.combine(date.fromisoformat(str(value)), datetime.min.time(), CITY_TIME).isoformat()


def moment(at: datetime) -> str:
    """A moment in city time, to the second."""
    return at.astimezone(CITY_TIME).isoformat(timespec="seconds")


def value(amount: object) -> dict[str, object] | None:
    """An amount of yuan."""
    return {"amount": float(str(amount)), "currency": CURRENCY} if amount else None


def organisation(name: str, code: str, roles: Iterable[str] = ()) -> dict[str, object]:
    """A party: identified by its unified social credit code where that is known, else by its name alone."""
    told: dict[str, object] = {"id": party_id(name, code), "name": name, "roles": list(roles)}
    if code:
        told["identifier"] = {"scheme": USCC, "id": code, "legalName": name}
    return without_gaps(told)


def reference(name: str, code: str) -> dict[str, object]:
    """How a party is referred to."""
    return {"id": party_id(name, code), "name": name}


def party_id(name: str, code: str) -> str:
    """The identifier of a party."""
    return f"{USCC}-{code}" if code else name


def without_gaps(told: Mapping[str, object]) -> dict[str, object]:
    """Only what is known: the schemas know no empty texts, lists or objects."""
    return {name: one for name, one in told.items() if one not in (None, "", [], {}, ())}


def text(content: Mapping[str, object], name: str) -> str:
    """A text of the content, blank where it is not there."""
    return str(content.get(name) or "")

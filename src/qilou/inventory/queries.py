"""Systems as declarations, acceptance and the register read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Expression, F, Q, Subquery, Value
from django.db.models.functions import Cast, Concat, Length

from qilou.kernel.actor import Actor, function_key, organisation_key
from qilou.law import AUTHORITY, Text, carries

from .inputs import SystemRow
from .kinds import Own
from .models import OwnApproval, Status, System


@dataclass(frozen=True, slots=True)
class Row:
    """One system of the register."""

    id: int
    number: str
    name: str
    description: str
    jurisdiction: str
    unit: str
    unit_id: int | None
    status: Status
    accepted_on: date | None
    operating_since: date | None
    retired_on: date | None
    thing: str
    acceptance_case: str
    of_record: str
    extends: int | None
    security_grade: str
    annual_cost: Decimal | None
    active_users: int | None

    @property
    def status_label(self) -> Text:
        """How it stands, in both languages."""
        return self.status.label

    @property
    def tone(self) -> str:
        """The colour of its status, beside the word."""
        return {Status.ACCEPTED: "amber", Status.OPERATING: "green", Status.RETIRED: "grey"}[self.status]

    @property
    def retired(self) -> bool:
        """Whether it is out of use."""
        return self.status is Status.RETIRED


def register(actor: Actor) -> tuple[Row, ...]:
    """Every system that the actor may see, the newest entry first."""
    return tuple(_row(one) for one in System.objects.visible_to(actor).order_by("-pk"))


def system(number_or_id: int, actor: Actor) -> Row | None:
    """One system, if the actor may see it."""
    found = System.objects.visible_to(actor).filter(pk=number_or_id).first()
    return _row(found) if found else None


def in_operation(jurisdiction: str) -> tuple[Row, ...]:
    """Every system of an area that is in operation, for whoever looks over all of them."""
    found = System.objects.filter(jurisdiction=jurisdiction, status=Status.OPERATING.value).order_by("pk")
    return tuple(_row(one) for one in found)


@dataclass(frozen=True, slots=True)
class Said:
    """What a system in use says of itself, for the comparison with projects; seen by whoever compares."""

    id: int
    name: str
    description: str
    unit: str
    jurisdiction: str
    thing: str


def said_of(ids: Collection[int]) -> dict[int, Said]:
    """What these systems say of themselves, as far as they are in use."""
    found = System.objects.in_use().filter(pk__in=ids)
    return {
        one.pk: Said(one.pk, one.name, one.description, one.unit_name, one.jurisdiction_id, one.thing) for one in found
    }


def visible(ids: Collection[int], actor: Actor) -> set[int]:
    """Those of these systems whose pages the actor may see."""
    return set(System.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def named_in(text: str) -> list[int]:
    """The systems in use that a text names in full; names of fewer than five characters say too little."""
    named = System.objects.in_use().annotate(text=Value(text), long=Length("name")).filter(long__gte=5)
    return list(named.filter(text__contains=F("name")).order_by("pk").values_list("pk", flat=True)[:20])


def keeps(actor: Actor, jurisdiction: str, unit_id: int | None) -> bool:
    """Whether the actor keeps these entries: a unit's handler its own, the authority's all of its jurisdiction."""
    kept_by = [f"{function_key(AUTHORITY.code, jurisdiction)}/handler"]
    if unit_id is not None:
        kept_by.append(f"{organisation_key(unit_id)}/handler")
    return any(actor.holds(desk) for desk in kept_by)


def row_of(one: System) -> SystemRow:
    """What can be put right of a system, as it stands."""
    return SystemRow.model_construct(**{name: getattr(one, name) for name in SystemRow.model_fields})


def kept_by(actor: Actor) -> list[System]:
    """The systems in use whose entries the actor keeps, by number."""
    found = System.objects.visible_to(actor).in_use().order_by("pk")
    return [one for one in found if keeps(actor, one.jurisdiction_id, one.unit_id)]


def system_options(actor: Actor, unit_id: int | None = None) -> list[tuple[str, str]]:
    """The systems in use that a declaration may alter or extend, as the choices of a form."""
    found = System.objects.visible_to(actor).in_use()
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    return [(str(one.pk), f"{one.number} {one.name}") for one in found.order_by("name", "pk")]


def built_by(thing: str) -> Row | None:
    """What a project's passed acceptance brought into the register."""
    found = System.objects.filter(thing=thing).first()
    return _row(found) if found else None


def number_of(thing: Expression) -> Subquery:
    """The number of the system that a thing built, as a column of another table's rows."""
    numbered = System.objects.filter(thing=thing).annotate(as_number=Concat(Value("XT-"), Cast("pk", CharField())))
    return Subquery(numbered.values("as_number")[:1])


@carries("A23.3", "A32.1")
def own_approvals(thing: str, on: date) -> dict[Own, str]:
    """What a project may build of its own on a date, with the number of the approval."""
    found = OwnApproval.objects.filter(thing=thing, approved_on__lte=on)
    standing = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).order_by("pk")
    return {Own(kind): number for kind, number in standing.values_list("kind", "number")} if thing else {}


def _row(one: System) -> Row:
    return Row(
        id=one.pk,
        number=one.number,
        name=one.name,
        description=one.description,
        jurisdiction=one.jurisdiction_id,
        unit=one.unit_name,
        unit_id=one.unit_id,
        status=Status(one.status),
        accepted_on=one.accepted_on,
        operating_since=one.operating_since,
        retired_on=one.retired_on,
        thing=one.thing,
        acceptance_case=one.acceptance_case,
        of_record=one.of_record,
        extends=one.extends_id,
        security_grade=one.security_grade,
        annual_cost=one.annual_cost,
        active_users=one.active_users,
    )

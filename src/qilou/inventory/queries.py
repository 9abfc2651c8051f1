"""Systems as declarations, acceptance and the register read them."""

from dataclasses import dataclass
from datetime import date

from qilou.kernel.actor import Actor
from qilou.law import Text

from .models import Status, System


@dataclass(frozen=True, slots=True)
class Row:
    """One system of the register."""

    id: int
    number: str
    name: str
    unit: str
    status: Status
    accepted_on: date | None
    operating_since: date | None
    thing: str

    @property
    def status_label(self) -> Text:
        """How it stands, in both languages."""
        return self.status.label


def register(actor: Actor) -> tuple[Row, ...]:
    """Every system that the actor may see, the newest entry first."""
    return tuple(_row(one) for one in System.objects.visible_to(actor).order_by("-pk"))


def system(number_or_id: int, actor: Actor) -> Row | None:
    """One system, if the actor may see it."""
    found = System.objects.visible_to(actor).filter(pk=number_or_id).first()
    return _row(found) if found else None


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


def _row(one: System) -> Row:
    return Row(
        one.pk,
        one.number,
        one.name,
        one.unit_name,
        Status(one.status),
        one.accepted_on,
        one.operating_since,
        one.thing,
    )

"""What the record tells, in its order: each act with who took it, for which body and when, input and effect."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.projects.city import CITY

from qilou.casework.models import Case
from qilou.identity.models import FunctionHolding
from qilou.kernel.moment import CITY_TIME
from qilou.ledger.models import Event
from qilou.projects.models import Project

# What the rows of a project that is proposed without acts stand for.
ASSUMED = ("declaration.accept", "pre_review.pass", "evaluation.issue", "listing.note_review", "listing.propose")


@dataclass(frozen=True)
class Told:
    """One act on record. `name` is without its module, `pk` and `thing` are the case's, `works` says by which route.

    `area` is where the act took effect; `bodies` are what the actor's body is by the law, and where: `FINANCE@440500`.
    """

    name: str
    case: str = ""
    pk: int = 0
    thing: str = ""
    actor: int = 0
    bodies: frozenset[str] = frozenset()
    on: date = date(2026, 9, 1)
    given: dict[str, Any] = field(default_factory=dict)
    effects: dict[str, Any] = field(default_factory=dict)
    works: bool = False
    area: str = CITY


def recorded() -> Iterator[Told]:
    """Every act in the order of recording."""
    cases = {one.number: one for one in Case.objects.all()}
    bodies: dict[int, set[str]] = {}
    for held in FunctionHolding.objects.all():
        bodies.setdefault(held.organisation_id, set()).add(f"{held.function}@{held.jurisdiction_id}")
    for one in Event.objects.order_by("id"):
        told = json.loads(bytes(one.body))
        case = cases.get(one.case_number)
        name = one.name.removeprefix("projects.")
        yield Told(
            name=name.replace("_works", ""),
            case=one.case_number,
            pk=case.pk if case else 0,
            thing=case.thing if case else "",
            actor=one.actor_id,
            bodies=frozenset(bodies.get(told["actor"].get("organisation_id") or 0, ())),
            on=datetime.fromisoformat(told["acted_at"]).astimezone(CITY_TIME).date(),
            given=told["input"] or {},
            effects=told["effects"],
            works="_works" in name,
            area=case.jurisdiction_id if case else (told["input"] or {}).get("jurisdiction", CITY),
        )


def assumed(project: Project, until: date | None) -> list[Told]:
    """The acts for which a project's rows stand; the last of them on that day, or not at all."""
    names = ASSUMED if until else ASSUMED[:-1]
    on, area = until or project.created_at.date(), project.jurisdiction_id
    return [Told(name, thing=project.thing, on=on, area=area) for name in names]

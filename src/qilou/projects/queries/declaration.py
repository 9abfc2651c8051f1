"""The facts of a declaration, what its form may name, and the count of special declarations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from qilou.casework.act import Act
from qilou.identity.queries import body
from qilou.inventory.queries import system_options
from qilou.kernel.actor import Actor
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.kernel.moment import CITY_TIME
from qilou.law import UNKNOWN, Breach, Finding, Readings, Text, carries
from qilou.law.secrecy import markings_in
from qilou.projects.inputs.correction import CorrectionNotice, Decline
from qilou.projects.inputs.declaration import DeclarationForm, Registration, SecretStub
from qilou.projects.models import ChecklistItem, Declaration, NamedType, ProjectType, SpecialGround
from qilou.projects.models.project import Track
from qilou.projects.queries.periods import declaration_deadline
from qilou.projects.rules.completeness import check_completeness
from qilou.projects.rules.declaration import DeclarationFacts
from qilou.projects.rules.outline import OUTLINE, answered

Asked = dict[str, tuple[str, str]]  # the items of a checklist by code, with both names

ITEM_OF_FIELD = {
    "programme": "programme",
    "necessity": "necessity",
    "users": "necessity",
    "transactions": "necessity",
    "bases": "necessity",
    "feasibility": "feasibility",
    "content": "content",
    "items": "content",
    "norms": "norms",
    "total": "estimate",
    "lines": "estimate",
    "slices": "estimate",
    "sources": "estimate",
    "types": "estimate",
    "steps": "plan",
    "extras": "checklist",
}


def declaration_facts(act: Act) -> DeclarationFacts:
    """What the declaration says, from the form being submitted or else the stored version, and where it stands."""
    row = Declaration.objects.select_related("project").get(pk=act.case.id)
    form = act.input if isinstance(act.input, DeclarationForm) else form_of(row)
    told = frozenset(one["item"] for one in row.told)
    asked = asked_items(act.case.jurisdiction, _first_submitted(row, act.now)) if form else {}
    facts = DeclarationFacts(
        today=act.today,
        track=row.track,
        round_year=row.round_year,
        budget_year=row.budget_year,
        last_day=declaration_deadline(act.case.jurisdiction, row.round_year),
        markings=markings_in([act.case.title, *(texts_of(act.input) if isinstance(act.input, Input) else ())]),
        version=row.version,
        returned=row.returned_on is not None,
        withdrawn_after_notice=_withdrawn_after_notice(row),
        told=told,
        touched=touched_items(row, asked),
        named_by_officer=_named(act.input),
        reasons=_reasons(act.input),
        non_secret=_non_secret(act.input, form),
    )
    facts = replace(facts, **unit_facts(row.project.unit_id, act.case.jurisdiction, act.today))
    if form is None:
        return facts
    facts = replace(
        facts,
        **form_facts(form, asked=asked),
        types_in_force=types_in_force(act.today),
        system_on_file=_system_on_file(form, row.project.unit_id, act.actor),
    )
    return replace(facts, failed=failed_items(facts, act.readings))


def unit_facts(unit_id: int | None, jurisdiction: str, on: date) -> dict[str, bool]:
    """Whether the unit may declare here on a date."""
    unit = body(unit_id, on) if unit_id is not None else None
    return {
        "unit_registered": unit is not None and unit.is_implementing_unit and unit.exists,
        "unit_of_area": unit is not None and unit.jurisdiction == jurisdiction,
    }


def form_facts(form: DeclarationForm, *, asked: Asked) -> dict[str, Any]:  # Any: many types
    """What one version of the form says, as the rules read it."""
    return {
        "in_zone": form.in_zone,
        "categories": frozenset(one.value for one in form.categories),
        "sources": _summed((one.source.value, one.amount) for one in form.sources),
        "concession_document": form.concession_document,
        "serves": frozenset(one.value for one in form.serves),
        "technologies": frozenset(one.value for one in form.technologies),
        "types": tuple((one.type, one.amount) for one in form.types),
        "nature": form.nature.value,
        "grounds": frozenset(one.value for one in form.grounds),
        "ground_documents": tuple(one.number for one in form.ground_documents),
        "programme": form.programme is not None,
        "necessity": bool(form.necessity),
        "users": form.users,
        "transactions": form.transactions,
        "bases": tuple(one.name for one in form.bases),
        "feasibility": bool(form.feasibility),
        "content": bool(form.content),
        "items": tuple(one.name for one in form.items),
        "norms": bool(form.norms),
        "total": form.total,
        "lines": tuple(
            (number, one.name, one.quantity, one.unit_price, one.amount) for number, one in enumerate(form.lines, 1)
        ),
        "slices": _summed((one.year, one.amount) for one in form.slices),
        "steps": tuple((one.name, one.on) for one in form.steps),
        "asked_items": asked,
        "answered_items": frozenset(one.item for one in form.extras) | answered(given_in(form)),
    }


def given_in(form: DeclarationForm) -> frozenset[str]:
    """The entries of the form that say anything."""
    return frozenset(name for name in type(form).model_fields if getattr(form, name) not in (None, "", ()))


def form_of(row: Declaration) -> DeclarationForm | None:
    """The current version as it was typed; None while it is a draft."""
    return DeclarationForm.model_validate(row.form) if row.version else None


def completeness_of(row: Declaration, asked: Asked | None = None) -> tuple[tuple[str, Finding], ...]:
    """The completeness check of the current version, as of its submission; `asked` is `asked_for` if known."""
    form = form_of(row)
    if form is None or row.submitted_at is None:
        return ()
    facts = replace(DeclarationFacts(), **form_facts(form, asked=asked_for(row) if asked is None else asked))
    return check_completeness(facts, Readings(row.submitted_at.astimezone(CITY_TIME).date()))


def asked_for(row: Declaration) -> Asked:
    """The published checklist that binds a submitted declaration."""
    return asked_items(row.project.jurisdiction_id, _first_submitted(row, row.submitted_at)) if row.submitted_at else {}


@carries("A10.14")
def failed_items(facts: DeclarationFacts, readings: Readings) -> frozenset[str]:
    """The items of Article 10, paragraph 2 that fail; nothing else is checked."""
    checked = check_completeness(facts, readings)
    return frozenset(item for item, finding in checked if isinstance(finding.verdict, Breach))


def touched_items(row: Declaration, asked: Asked) -> frozenset[str]:
    """The items whose entries the latest correction changed; of the checklist also the chapters that it asks for."""
    version = row.versions.filter(version=row.version).first() if row.version > 1 else None
    roots = {one["field"].split(".")[0] for one in version.differences} if version else set()
    chapters = {name for one in OUTLINE if one.code in asked for name in one.fields}
    listed = {"checklist"} if roots & chapters else set()
    return frozenset({ITEM_OF_FIELD[root] for root in roots if root in ITEM_OF_FIELD} | listed)


def types_in_force(on: date) -> frozenset[str]:
    """The codes of the types on the list on a date."""
    return frozenset(listed_types(on))


@carries("A3.4")
def listed_types(on: date) -> dict[str, Text]:
    """The open list of types on a date: those that the article names, and those added since."""
    added = ProjectType.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on).order_by("since", "pk")
    return {one.value: one.label for one in NamedType} | {one.code: Text(one.name_zh, one.name_en) for one in added}


@carries("A10.13")
def asked_items(jurisdiction: str, first_submitted: date) -> Asked:
    """The checklist as published by the day of first submission: what comes later never applies."""
    found = ChecklistItem.objects.filter(
        Q(until__isnull=True) | Q(until__gt=first_submitted),
        jurisdiction=jurisdiction,
        published_on__lte=first_submitted,
    )
    return {one.code: (one.name_zh, one.name_en) for one in found.order_by("pk")}


def asked_of(act: Act) -> Asked:
    """The published checklist that binds the act's declaration, submitted before or today."""
    row = Declaration.objects.filter(pk=act.case.id).first()
    day = _first_submitted(row, act.now) if row else act.today
    return asked_items(act.case.jurisdiction, day)


def options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """What the reference fields of the form may name."""
    if refers == "project_type":
        return list(listed_types(act.today).items())
    if refers == "checklist_item":
        return [(code, Text(*names)) for code, names in asked_of(act).items()]
    if refers == "system":
        return list(system_options(act.actor, act.actor.organisation_id))
    return []


def texts_of(given: Input) -> Iterator[str]:
    """Every text that somebody typed into an input, hashes and references apart."""
    yield from _texts(fields_of(type(given)), given.model_dump(mode="json"))


def _texts(specs: Iterable[FieldSpec], values: Mapping[str, Any]) -> Iterator[str]:  # Any: decoded JSON
    for spec in specs:
        value = values.get(spec.name)
        if spec.kind is Kind.TABLE:
            for row in value or ():
                yield from _texts(spec.columns, row)
        elif spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and value:
            yield str(value)


def _summed(pairs: Iterable[tuple[Any, Decimal]]) -> dict[Any, Decimal]:  # Any: a year or a source
    sums: dict[Any, Decimal] = {}
    for key, amount in pairs:
        sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


def _first_submitted(row: Declaration, now: datetime) -> date:
    first = row.versions.filter(version=1).first()
    return (first.submitted_at if first else now).astimezone(CITY_TIME).date()


def _withdrawn_after_notice(row: Declaration) -> bool:
    """Whether the unit withdrew an earlier declaration of the same project and round after its correction notice."""
    return (
        Declaration.objects.filter(
            project__unit_id=row.project.unit_id,
            project__name=row.project.name,
            round_year=row.round_year,
            ended_as="withdrawn",
            returned_on__isnull=False,
        )
        .exclude(pk=row.pk)
        .exists()
    )


def _system_on_file(form: DeclarationForm, unit_id: int | None, actor: Actor) -> bool:
    if form.system is None:
        return False
    return str(form.system) in {number for number, _ in system_options(actor, unit_id)}


def _named(given: object) -> frozenset[str]:
    return frozenset(one.item.value for one in given.items) if isinstance(given, CorrectionNotice) else UNKNOWN


def _reasons(given: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, Decline):
        return UNKNOWN
    return tuple((one.source.value, one.item.value) for one in given.reasons)


def _non_secret(given: object, form: DeclarationForm | None) -> bool:
    if isinstance(given, Registration):
        return given.non_secret
    if isinstance(given, SecretStub):
        return True
    return form.non_secret if form else UNKNOWN


@dataclass(frozen=True, slots=True)
class SpecialCount:
    """How often a unit declared on the special track on one ground."""

    unit: str
    ground: SpecialGround
    count: int


@carries("A11.7")
def special_counts(jurisdiction: str, budget_year: int) -> tuple[SpecialCount, ...]:
    """Special declarations submitted for a budget year, by unit and ground: a sign of misuse where they pile up."""
    counted: dict[tuple[str, str], int] = {}
    found = Declaration.objects.filter(
        project__jurisdiction=jurisdiction, track=Track.SPECIAL.value, budget_year=budget_year, version__gt=0
    )
    for unit, grounds in found.values_list("project__unit_name", "grounds"):
        for ground in grounds:
            counted[unit, ground] = counted.get((unit, ground), 0) + 1
    return tuple(SpecialCount(unit, SpecialGround(ground), n) for (unit, ground), n in sorted(counted.items()))

"""What the acts of a declaration do: begin the project, freeze versions, tell once what to correct, end the case."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Model

from qilou.casework.act import Act, readers_of
from qilou.casework.actions.drafts import discard_drafts
from qilou.casework.actions.opening import open_case
from qilou.identity.queries import body
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Refused
from qilou.law import Breach, Finding, Met, Rule, carries, say
from qilou.law.secrecy import markings_in
from qilou.ledger.canonical import canonical
from qilou.ledger.rows import written
from qilou.projects.inputs.correction import CorrectionNotice, Decline
from qilou.projects.inputs.declaration import DeclarationForm, Opening, OutOfScope, Registration, SecretStub, Withdrawal
from qilou.projects.models import Declaration, DeclarationVersion, EstimateLine, FundingSource, Project, YearSlice
from qilou.projects.models.project import Stage, Track
from qilou.projects.queries.declaration import completeness_of, form_of, unit_facts
from qilou.projects.queries.estimate import line_values
from qilou.projects.rules.declaration import DeclarationFacts, unit_belongs_to_the_area, unit_is_registered
from qilou.projects.rules.secrecy import no_secret_marking

from .rows import tell

TYPED = {"form", "differences"}  # they stand in the event's input, where personal data is committed to
REVIEWED = ("checked_amount", "checked_reason", "expert_amount", "expert_reason")
ZERO = Decimal("0.00")


@carries("A9.1", "A9.3")
def begin_declaration(act: Act) -> Mapping[str, object]:
    """Enter the project and its draft declaration; only a registered unit of the area gets so far."""
    given: Opening = act.input
    act.case.title = given.title
    unit_id = act.actor.organisation_id
    facts = DeclarationFacts(
        markings=markings_in([act.case.title]), **unit_facts(unit_id, act.case.jurisdiction, act.today)
    )
    demand(act, facts, unit_is_registered, unit_belongs_to_the_area, no_secret_marking)
    unit = body(unit_id, act.today) if unit_id is not None else None
    project = Project.objects.create(
        jurisdiction_id=act.case.jurisdiction,
        unit_id=unit_id,
        unit_name=unit.name.zh if unit else "",
        name=act.case.title,
        track=given.track.value,
        round_year=given.budget_year - 1,
        budget_year=given.budget_year,
        stage=Stage.DECLARING.value,
        readers=act.case.readers,
        of_record=act.of_record,
        created_at=act.now,
    )
    act.case.thing = project.thing
    row = Declaration.objects.create(
        case_id=act.case.id,
        project=project,
        track=given.track.value,
        round_year=given.budget_year - 1,
        budget_year=given.budget_year,
    )
    return written(project, row)


def demand(act: Act, facts: object, *rules: Rule) -> tuple[Finding, ...]:
    """Refuse where a rule is not met, for acts that are no step."""
    findings = tuple(rule(facts, act.readings) for rule in rules)
    failed = tuple(one for one in findings if not isinstance(one.verdict, Met))
    if failed:
        raise Refused(
            "rules",
            say("依照规定，现在还不能办理。", "By the rules, this is not possible."),
            cites=tuple(dict.fromkeys(one.cites for one in failed)),
            findings=failed,
        )
    return findings


def change_to_special(act: Act) -> Mapping[str, object]:
    """The annual period is missed, or the need came up after it: the draft goes on as a special declaration."""
    row = _row(act)
    row.track = row.project.track = Track.SPECIAL.value
    row.save(update_fields=["track"])
    row.project.save(update_fields=["track"])
    return written(row, row.project, left_out=TYPED)


@carries("A10.22")
def submit(act: Act) -> Mapping[str, object]:
    """Freeze what was typed as the next version and let others read its figures."""
    return freeze(act, act.input, "submitted")


def correct(act: Act) -> Mapping[str, object]:
    """Freeze the correction as the next version, with its differences."""
    return freeze(act, act.input, "corrected")


def freeze(act: Act, form: DeclarationForm, cause: str, row: Declaration | None = None) -> Mapping[str, object]:
    """The form as the next version: hashed, compared with the one before, its figures written out."""
    row = row or _row(act)
    values = form.model_dump(mode="json")
    changes = differences(row.form, values) if row.version else []
    row.form, row.version = values, row.version + 1
    row.total = form.total
    row.categories = [one.value for one in form.categories]
    row.grounds = [one.value for one in form.grounds]
    row.submitted_at = act.now
    row.save(update_fields=["form", "version", "total", "categories", "grounds", "submitted_at"])
    digest = sha256(canonical(values).encode()).hexdigest()
    version = DeclarationVersion.objects.create(
        declaration=row,
        version=row.version,
        cause=cause,
        form=values,
        sha256=digest,
        differences=changes,
        submitted_at=act.now,
    )
    figures = write_figures(act, row, form)
    project = _project_after(act, row, form)
    return written(row, version, project, *figures, left_out=TYPED)


def _project_after(act: Act, row: Declaration, form: DeclarationForm) -> Project:
    """The project as the form describes it; from the first submission on, others see it."""
    project = row.project
    project.nature = form.nature.value
    project.description = form.content
    project.asked = form.total
    project.includes_construction = form.includes_construction
    project.special_ground = row.grounds[0] if row.grounds else ""
    project.system_id = form.system
    if act.step is not None:
        project.readers = readers_of(act.procedure, act.case, act.procedure.state(act.step.to))
    project.save(
        update_fields=[
            "nature",
            "description",
            "asked",
            "includes_construction",
            "special_ground",
            "system",
            "readers",
        ]
    )
    act.case.amount = form.total
    return project


def write_figures(act: Act, row: Declaration, form: DeclarationForm) -> list[Model]:
    """The estimate, years and sources of the current version as rows; earlier versions stay whole in their forms.

    A line that did not change keeps what reviewers made of it.
    """
    reviewed = {(one.name, one.amount): {name: getattr(one, name) for name in REVIEWED} for one in row.lines.all()}
    tell(act, gone=[*row.lines.all(), *row.slices.all(), *row.sources.all()])
    row.lines.all().delete()
    row.slices.all().delete()
    row.sources.all().delete()
    lines = []
    for number, line in enumerate(form.lines, 1):
        lines.append(
            EstimateLine(
                declaration=row,
                number=number,
                **line_values(line),
                **reviewed.get((line.name, line.amount), {}),
            )
        )
    EstimateLine.objects.bulk_create(lines)
    years: dict[int, Decimal] = {}
    for one in form.slices:
        years[one.year] = years.get(one.year, ZERO) + one.amount
    slices = YearSlice.objects.bulk_create(
        [YearSlice(declaration=row, year=year, amount=years[year]) for year in sorted(years)]
    )
    paid: dict[str, Decimal] = {}
    for source in form.sources:
        paid[source.source.value] = paid.get(source.source.value, ZERO) + source.amount
    sources = FundingSource.objects.bulk_create(
        [FundingSource(declaration=row, source=name, amount=amount) for name, amount in paid.items()]
    )
    return [*lines, *slices, *sources]


def differences(before: object, after: object, field: str = "") -> list[dict[str, object]]:
    """What changed from one version to the next, by path, values as they were typed."""
    if isinstance(before, dict) and isinstance(after, dict):
        found: list[dict[str, object]] = []
        for name in dict.fromkeys([*before, *after]):
            found += differences(before.get(name), after.get(name), f"{field}.{name}" if field else name)
        return found
    if isinstance(before, list) and isinstance(after, list):
        found = []
        for place in range(max(len(before), len(after))):
            old = before[place] if place < len(before) else None
            new = after[place] if place < len(after) else None
            found += differences(old, new, f"{field}.{place}")
        return found
    return [] if before == after else [{"field": field, "before": before, "after": after}]


@carries("A10.14", "A10.15")
def tell_once(act: Act) -> Mapping[str, object]:
    """The one notice: every gap of the completeness check and every item the officer adds, all at once."""
    given: CorrectionNotice = act.input
    row = _row(act)
    row.told = told_items(row) + [
        {
            "item": one.item.value,
            "problem": {"zh": one.problem, "en": one.problem},
            "remedy": {"zh": one.remedy, "en": one.remedy},
        }
        for one in given.items
    ]
    row.returned_on = act.today
    row.save(update_fields=["told", "returned_on"])
    return written(row, left_out=TYPED)


def told_items(row: Declaration) -> list[dict[str, Any]]:  # Any: text in two languages
    """The gaps that the check finds, as the notice lists them."""
    return [
        {
            "item": item,
            "problem": {"zh": finding.verdict.reason.in_("zh"), "en": finding.verdict.reason.in_("en")},
            "remedy": {"zh": finding.verdict.remedy.in_("zh"), "en": finding.verdict.remedy.in_("en")},
        }
        for item, finding in completeness_of(row)
        if isinstance(finding.verdict, Breach)
    ]


def accept(act: Act) -> Mapping[str, object]:
    """Accepted: the time is fixed and pre-review begins."""
    row = _row(act)
    row.accepted_at = act.now
    row.ended_as = "accepted"
    row.save(update_fields=["accepted_at", "ended_as"])
    _stage(row, Stage.ACCEPTED)
    opened = open_case(
        "projects.pre_review",
        actor=PLATFORM,
        now=act.now,
        jurisdiction=act.case.jurisdiction,
        title=act.case.title,
        parties={"declarer": act.case.parties["declarer"]},
        thing=act.case.thing,
        amount=row.total,
        of_record=act.of_record,
    )
    return {**written(row, row.project, left_out=TYPED), "pre_review": opened.case.number}


def keep_receipt(act: Act, number: str) -> None:
    """The number of the acceptance notice is the receipt number (A10.19)."""
    row = _row(act)
    row.receipt = number
    row.save(update_fields=["receipt"])
    tell(act, row, left_out=TYPED)


def decline(act: Act) -> Mapping[str, object]:
    """Not accepted, with the reasons given."""
    given: Decline = act.input
    return _end(act, "declined", "\n".join(one.reason for one in given.reasons))


def decline_uncorrected(act: Act) -> Mapping[str, object]:
    """The time for the correction ran out."""
    return _end(act, "not_corrected", "")


def withdraw(act: Act) -> Mapping[str, object]:
    """The unit takes its declaration back; a later one has its own correction."""
    given: Withdrawal = act.input
    return _end(act, "withdrawn", given.reason)


@carries("A2.5")
def close_out_of_scope(act: Act) -> Mapping[str, object]:
    """The Measures do not apply; the reason stays on file."""
    given: OutOfScope = act.input
    return _end(act, "out_of_scope", given.reason)


@carries("A44.1")
def keep_stub(act: Act) -> Mapping[str, object]:
    """Nothing stays of a secret project but a name that is not secret; what anybody typed so far goes too."""
    given: SecretStub = act.input
    discard_drafts(act.case.number)
    row = _ended(act, "secret_stub", "")
    row.project.name = act.case.title = given.public_name
    row.project.description = ""
    row.project.readers = readers_of(act.procedure, act.case, act.procedure.state("stub"))
    row.project.save(update_fields=["name", "description", "readers"])
    return written(row, row.project, left_out=TYPED)


@carries("A43.1")
def register_external(act: Act) -> Mapping[str, object]:
    """A project that the State or province arranges: on the register, with none of chapter II's gates."""
    given: Registration = act.input
    row = _ended(act, "registered", given.document, Stage.REGISTERED)
    project = row.project
    project.description, project.asked = given.description, given.total
    project.readers = readers_of(act.procedure, act.case, act.procedure.state("registered"))
    project.save(update_fields=["description", "asked", "readers"])
    act.case.amount = given.total
    return written(row, project, left_out=TYPED)


def what_was_typed(act: Act) -> Mapping[str, object]:
    """A correction starts from the version that was sent back."""
    form = form_of(_row(act))
    return form.model_dump() if form else {}


def _end(act: Act, how: str, reason: str) -> Mapping[str, object]:
    row = _ended(act, how, reason)
    return written(row, row.project, left_out=TYPED)


def _ended(act: Act, how: str, reason: str, stage: Stage = Stage.ENDED) -> Declaration:
    row = _row(act)
    row.ended_as, row.reason = how, reason
    row.save(update_fields=["ended_as", "reason"])
    _stage(row, stage)
    return row


def _stage(row: Declaration, stage: Stage) -> None:
    row.project.stage = stage.value
    row.project.save(update_fields=["stage"])


def _row(act: Act) -> Declaration:
    return Declaration.objects.select_related("project").get(pk=act.case.id)

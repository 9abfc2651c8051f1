"""What the ledger is told of an act: the input and its effects, personal data wrapped for commitment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from qilou.casework.act import Act
from qilou.casework.clocks import Turned
from qilou.casework.models import Notice
from qilou.casework.procedure import Step
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.law import Function
from qilou.ledger.record import Personal, Prepared, prepare
from qilou.ledger.rows import add

OPENED = (
    *("procedure", "edition", "jurisdiction_id", "title", "state", "version", "parties", "readers", "desk"),
    *("handler_id", "thing", "amount", "parent_id", "join", "higher_decision", "opened_on", "due_on", "provisional"),
    "moved_at",
)


def event_of(
    act: Act,
    step: Step,
    turned: Turned,
    notices: Sequence[Mapping[str, object]],
    *,
    readers: list[str],
    desk: str,
) -> Prepared:
    """The event of a completed step, ready to be inserted with the move.

    What it changes stands under the tables' names, so that events can be folded into current state; what the
    procedure's own effect says of itself stands under `done`.
    """
    case = act.case
    effects: dict[str, object] = {
        "from": case.state,
        "casework_case": {
            case.number: {
                "state": step.to,
                "version": case.version + 1,
                "title": case.title,
                "amount": case.amount,
                "parties": case.parties,
                "thing": case.thing,
                "due_on": turned.due_on,
                "provisional": turned.provisional,
                "readers": readers,
                "desk": desk,
                "handler_id": None,
                "higher_decision": case.higher_decision,
                "moved_at": act.now,
            }
        },
    }
    for name in ("started", "changed", "ended"):
        if rows := getattr(turned, name):
            effects[f"clocks_{name}"] = [row.as_record() for row in rows]
    if step.voids:
        add(effects, _voided(act, step))
    if notices:
        add(effects, {"casework_notice": {str(one["number"]): served(one, case.number, act.today) for one in notices}})
    if act.effects:
        effects["done"] = act.effects
    return prepared_event(act, act.procedure.name_of(step), step, effects)


def passed_on(act: Act, desk: str, handler_id: int | None = None) -> dict[str, object]:
    """What an act that does not move a case changes of it."""
    return {"desk": desk, "handler_id": handler_id, "version": act.case.version + 1, "moved_at": act.now}


def served(notice: Mapping[str, object], case: str, on: date) -> dict[str, object]:
    """A notice as its event tells it: its words and recipients by their hash."""
    told = {name: notice[name] for name in ("kind", "sha256", "readers")}
    return {**told, "case": case, "issued_on": on, "status": "standing", "replaced_by_id": None}


def _voided(act: Act, step: Step) -> dict[str, object]:
    """The papers that stop standing with the step."""
    standing = Notice.objects.filter(case_id=act.case.id, kind__in=step.voids, status="standing")
    status = void_status(step)
    return {"casework_notice": {number: {"status": status} for number in standing.values_list("number", flat=True)}}


def void_status(step: Step) -> str:
    """What becomes of the papers that a step voids."""
    return "replaced" if step.serves else "revoked"


def prepared_event(act: Act, name: str, step: Step, effects: Mapping[str, object]) -> Prepared:
    """An event about a step of the act's case: also drafts, checks and other acts that do not move it."""
    case = act.case
    absent = act.actor.standing_in.get(case.desk)
    return prepare(
        name,
        case=case.number,
        actor=act.actor,
        acted_at=act.now,
        cites=(step.cites,),
        editions=(
            f"{act.procedure.code}#{act.procedure.edition}",
            *form_edition(act.input),
            *(f"{finding.rule}#{finding.edition}" for finding in act.findings),
        ),
        findings=act.findings,
        input=recorded_input(act.input),
        effects=effects,
        function=step.by.code if isinstance(step.by, Function) else step.by.role,
        on_behalf_of=absent,
        of_record=act.of_record,
    )


def form_edition(given: object) -> tuple[str, ...]:
    """The edition of the form on which an input was given, where it is a numbered form."""
    return (given.edition.code,) if isinstance(given, Input) and given.edition else ()


def recorded_input(given: object) -> dict[str, object]:
    """An input as the ledger keeps it: amounts and dates as text, personal data marked for commitment."""
    if not isinstance(given, Input):
        return {}
    return _wrapped(fields_of(type(given)), given.model_dump(mode="json"))


def _wrapped(specs: tuple[FieldSpec, ...], values: Mapping[str, Any]) -> dict[str, object]:  # Any: decoded JSON
    kept: dict[str, object] = {}
    for spec in specs:
        value = values.get(spec.name)
        if spec.kind is Kind.TABLE and isinstance(value, list):
            kept[spec.name] = [_wrapped(spec.columns, row) for row in value]
        elif spec.says.personal and value:
            kept[spec.name] = Personal(value)
        else:
            kept[spec.name] = value
    return kept


def case_record(act: Act) -> dict[str, object]:
    """The case's own columns, for the event that opens it."""
    record = {**asdict(act.case), "jurisdiction_id": act.case.jurisdiction}
    return {name: record[name] for name in OPENED}

"""What the ledger is told of an act: the input and its effects, personal data wrapped for commitment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qilou.casework.act import Act
from qilou.casework.clocks import Turned
from qilou.casework.procedure import Step
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.law import Function
from qilou.law.rule import recorded
from qilou.ledger.record import Personal, Prepared, prepare


def event_of(act: Act, step: Step, turned: Turned, notices: Sequence[Mapping[str, object]]) -> Prepared:
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
            }
        },
    }
    for name in ("started", "changed", "ended"):
        if rows := getattr(turned, name):
            effects[f"clocks_{name}"] = [row.as_record() for row in rows]
    if notices:
        effects["casework_notice"] = {
            str(one["number"]): {"kind": one["kind"], "sha256": one["sha256"]} for one in notices
        }
    if act.effects:
        effects["done"] = act.effects
    return prepared_event(act, act.procedure.name_of(step), step, effects)


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
    record = asdict(act.case)
    return {
        name: recorded(record[name])
        for name in ("number", "procedure", "edition", "jurisdiction", "title", "state", "parties", "thing", "amount")
    }

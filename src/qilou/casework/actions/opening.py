"""Opening cases: by a party or a function, as a child of another case, or as an entry of record."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from decimal import Decimal

from django.db import connection
from stdnum import luhn

from qilou.casework.act import Act, CaseRow, desk_in, keys_of, readers_of
from qilou.casework.clocks import turn
from qilou.casework.models import Case
from qilou.casework.models import Clock as ClockModel
from qilou.casework.procedure import HANDLER, Party, Procedure, procedure_on
from qilou.casework.store import Law, fetch_context
from qilou.kernel.actor import PLATFORM, Actor, organisation_key, person_key
from qilou.kernel.errors import NotPermitted
from qilou.kernel.fields import Input
from qilou.kernel.forms import parse, texts_in
from qilou.kernel.transaction import one_transaction
from qilou.law import SYSTEM, Function, say
from qilou.ledger import record
from qilou.ledger.rows import add

from .drafts import refuse_secret
from .recording import case_record, recorded_input


@one_transaction()
def open_case(
    code: str,
    *,
    actor: Actor,
    now: datetime,
    jurisdiction: str,
    title: str,
    data: object = None,
    parties: Mapping[str, list[str]] | None = None,
    thing: str = "",
    amount: Decimal | None = None,
    parent_id: int | None = None,
    join: str = "",
    of_record: str = "",
    law: Law | None = None,
) -> Act:
    """Open a case of a procedure's edition of the day, in its first state; raises NotPermitted, Invalid.

    A party who opens it becomes that party. The subject's row is written by the procedure's `initial`. `law` is what
    an act of the same area and day has read already.
    """
    procedure = procedure_on(code, now.date())
    readings, calendar = law or fetch_context(jurisdiction, now.date())
    case = CaseRow(
        id=0,
        procedure=procedure.code,
        edition=procedure.edition,
        number="",
        jurisdiction=jurisdiction,
        title=title[:300],
        state=procedure.start,
        version=1,
        parties=dict(parties or {}),
        readers=[],
        desk="",
        handler_id=None,
        thing=thing,
        amount=amount,
        parent_id=parent_id,
        join=join,
        higher_decision="",
        opened_on=now.date(),
        due_on=None,
        provisional=False,
        moved_at=now,
    )
    _enter_opener(procedure, case, actor)
    _may_open(procedure, case, actor)
    act = Act(procedure, case, actor, now, readings, calendar, of_record=of_record)
    if procedure.takes is not None:
        act.input = data if isinstance(data, Input) else parse(procedure.takes, data or {})
    _write(act)
    if act.input is not None:
        refuse_secret(texts_in(act.input.model_dump(mode="json")))
    return act


def _enter_opener(procedure: Procedure, case: CaseRow, actor: Actor) -> None:
    who = procedure.opens_by
    if isinstance(who, Party) and who.role not in case.parties and actor is not PLATFORM:
        own = person_key(actor.id) if actor.organisation_id is None else organisation_key(actor.organisation_id)
        case.parties[who.role] = [own]


def _may_open(procedure: Procedure, case: CaseRow, actor: Actor) -> None:
    if actor is PLATFORM:
        return
    who = procedure.opens_by
    keys = keys_of(who, case)
    if who is SYSTEM or not any(actor.holds(f"{key}/{HANDLER}") or actor.holds(key) for key in keys):
        label = who.label if isinstance(who, Function | Party) else who
        raise NotPermitted(
            "not_competent",
            say("“%(what)s”由%(who)s提起。", "“%(what)s” is opened by: %(who)s.", what=procedure.title, who=label),
            cites=(procedure.cites,),
        )


def _write(act: Act) -> None:
    procedure, case = act.procedure, act.case
    state = procedure.state(case.state)
    case.number = case_number(procedure.prefix, act.now.year)
    case.readers = readers_of(procedure, case, state)
    case.desk = desk_in(state, case)
    entered = _changeable(case)
    row = Case.objects.create(
        procedure=case.procedure,
        edition=case.edition,
        number=case.number,
        jurisdiction_id=case.jurisdiction,
        title=case.title,
        state=case.state,
        parties=case.parties,
        readers=case.readers,
        desk=case.desk,
        thing=case.thing,
        amount=case.amount,
        parent_id=case.parent_id,
        join=case.join,
        opened_on=case.opened_on,
        moved_at=act.now,
    )
    case.id = row.pk
    if procedure.initial is not None:
        add(act.effects, procedure.initial(act) or {})
    turned = turn(act, None, case.state)
    case.clocks = list(turned.started)
    case.due_on, case.provisional = turned.due_on, turned.provisional
    case.readers = readers_of(procedure, case, state)
    case.desk = desk_in(state, case)
    if (now := _changeable(case)) != entered:
        Case.objects.filter(pk=row.pk).update(**now)
    ClockModel.objects.bulk_create(
        [
            ClockModel(case_id=row.pk, **{name: value for name, value in clock.as_record().items() if name != "id"})
            for clock in turned.started
        ]
    )
    record(
        f"{procedure.code}.open",
        case=case.number,
        actor=act.actor,
        acted_at=act.now,
        cites=(procedure.cites,),
        editions=(f"{procedure.code}#{procedure.edition}",),
        input=recorded_input(act.input),
        effects={
            "casework_case": {case.number: case_record(act)},
            "clocks_started": [one.as_record() for one in turned.started],
            "done": act.effects,
        },
        of_record=act.of_record,
    )


def _changeable(case: CaseRow) -> dict[str, object]:
    """What the procedure's `initial` and its clocks may change of a case just entered."""
    names = ("due_on", "provisional", "title", "amount", "thing", "parties", "readers", "desk")
    return {name: deepcopy(getattr(case, name)) for name in names}


def case_number(prefix: str, year: int) -> str:
    """The next case number, such as SB26-1034-9: a prefix, the year, a running number and its check digit (Luhn).

    It may have gaps and looks unlike a document number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_case_number')")
        (serial,) = cursor.fetchone()
    return f"{prefix}{year % 100:02d}-{serial}-{luhn.calc_check_digit(str(serial))}"

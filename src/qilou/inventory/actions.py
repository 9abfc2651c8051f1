"""How systems come into the register, go into operation and leave it; every act is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.law import Message, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.rows import written

from .inputs import SystemRow
from .kinds import Own
from .models import OwnApproval, Status, System
from .queries import keeps, row_of


@carries("A19.11")
@transaction.atomic
def enter_accepted(
    thing: str,
    *,
    jurisdiction: str,
    unit_id: int | None,
    unit_name: str,
    name: str,
    description: str,
    acceptance_case: str,
    accepted_on: date,
    extends: int | None,
    security_grade: str,
    actor: Actor,
    now: datetime,
) -> System:
    """Enter what a passed acceptance brings; it is not yet in operation."""
    entered = System.objects.create(
        jurisdiction_id=jurisdiction,
        unit_id=unit_id,
        unit_name=unit_name,
        name=name,
        description=description,
        status=Status.ACCEPTED,
        thing=thing,
        acceptance_case=acceptance_case,
        accepted_on=accepted_on,
        extends_id=extends,
        security_grade=security_grade,
        entered_at=now,
    )
    _note("inventory.enter_accepted", entered, actor, now, case=acceptance_case)
    return entered


@carries("A19.7")
@transaction.atomic
def put_into_operation(thing: str, *, on: date, case: str, actor: Actor, now: datetime) -> System:
    """Set what a project built to “in operation”; refused for what no passed acceptance brought in."""
    built = System.objects.select_for_update(of=("self",)).filter(thing=thing).first()
    if built is None or built.accepted_on is None:
        raise Refused(
            "inventory.not_accepted",
            say(
                "未经验收或者验收不合格，不得投入使用。请先组织验收并取得合格结论。",
                "What was not accepted, or failed, must not go into operation. Organise acceptance and pass it first.",
            ),
            cites=(M164.art(19, 2),),
        )
    if built.status != Status.ACCEPTED:
        raise Refused(
            "inventory.not_waiting",
            say(
                "该系统不是待上线状态。请在系统清册中核对其状态。",
                "The system is not waiting for operation. Look at its standing in the inventory.",
            ),
            cites=(M164.art(19, 2),),
        )
    built.status, built.operating_since = Status.OPERATING, on
    built.save(update_fields=["status", "operating_since"])
    _note("inventory.put_into_operation", built, actor, now, case=case)
    return built


@transaction.atomic
def enter_of_record(
    *,
    actor: Actor,
    now: datetime,
    jurisdiction: str,
    unit_id: int,
    unit_name: str,
    name: str,
    description: str,
    document: str,
    operating_since: date,
    security_grade: str = "",
    annual_cost: Decimal | None = None,
    active_users: int | None = None,
) -> System:
    """Enter a system that was in operation before the platform, by the document that proves it."""
    _keeper(actor, jurisdiction, unit_id)
    errors: dict[str, Message] = {}
    if not name.strip():
        errors["name"] = say("请填写系统名称。", "Enter the system's name.")
    if not document.strip():
        errors["document"] = say("请填写证明文件的文号。", "Enter the number of the document that proves it.")
    if operating_since > now.date():
        errors["operating_since"] = say(
            "上线日期不能晚于今天。", "It cannot have gone into operation later than today."
        )
    if errors:
        raise Invalid(errors)
    entered = System.objects.create(
        jurisdiction_id=jurisdiction,
        unit_id=unit_id,
        unit_name=unit_name,
        name=name.strip(),
        description=description,
        status=Status.OPERATING,
        operating_since=operating_since,
        security_grade=security_grade,
        annual_cost=annual_cost,
        active_users=active_users,
        of_record=document.strip(),
        entered_at=now,
    )
    _note("inventory.enter_of_record", entered, actor, now)
    return entered


@transaction.atomic
def retire(system_id: int, *, actor: Actor, now: datetime, reason: str) -> System:
    """Take a system out of use."""
    found = System.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=system_id).first()
    if found is None:
        raise Missing
    _keeper(actor, found.jurisdiction_id, found.unit_id)
    if not reason.strip():
        raise Invalid({"reason": say("请写明停用原因。", "State why it is retired.")})
    if found.status == Status.RETIRED:
        raise Refused(
            "inventory.retired",
            say(
                "该系统已经停用。停用后的系统无须再办。",
                "The system is already retired. Nothing is left to do for a retired system.",
            ),
            cites=(M164.art(19),),
        )
    found.status, found.retired_on = Status.RETIRED, now.date()
    found.save(update_fields=["status", "retired_on"])
    _note("inventory.retire", found, actor, now, reason=reason.strip())
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody puts right of a system, and what they saw it say before."""

    before: SystemRow
    after: SystemRow


@transaction.atomic
def correct(corrections: Mapping[int, Correction], *, actor: Actor, now: datetime, reason: str) -> None:
    """Put entries of the inventory right, all or none. Raises Missing, NotPermitted, Invalid, Conflict, Refused."""
    if not reason.strip():
        raise Invalid({"reason": say("请写明更正事由。", "State why the entries are put right.")})
    found = System.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=corrections).order_by("pk")
    rows = {one.pk: one for one in found}
    if set(rows) != set(corrections):
        raise Missing
    for pk, one in rows.items():
        given = corrections[pk]
        _keeper(actor, one.jurisdiction_id, one.unit_id)
        if one.status == Status.RETIRED:
            raise Refused(
                "inventory.retired",
                say(
                    "该系统已经停用。停用后的系统无须再办。",
                    "The system is already retired. Nothing is left to do for a retired system.",
                ),
                cites=(M164.art(19),),
            )
        if row_of(one) != given.before:
            raise Conflict(
                "inventory.changed",
                say("清册刚才有改动。", "The inventory was changed meanwhile."),
                cites=(M164.art(19),),
            )
        for name in SystemRow.model_fields:
            setattr(one, name, getattr(given.after, name))
        one.save(update_fields=list(SystemRow.model_fields))
        _note("inventory.correct", one, actor, now, reason=reason.strip())


@carries("A23.3", "A32.2")
@transaction.atomic
def enter_own_approval(
    kind: Own,
    *,
    jurisdiction: str,
    unit_id: int,
    name: str,
    thing: str,
    case: str,
    number: str,
    actor: Actor,
    now: datetime,
) -> OwnApproval:
    """Enter what was approved for a unit to build or keep of its own, in the approval's own transaction."""
    entered = OwnApproval.objects.create(
        kind=kind.value,
        jurisdiction_id=jurisdiction,
        unit_id=unit_id,
        name=name,
        thing=thing,
        case=case,
        number=number,
        approved_on=now.date(),
    )
    _tell_own("inventory.enter_own_approval", entered, actor, now)
    return entered


@transaction.atomic
def end_own_approval(case: str, *, actor: Actor, now: datetime) -> None:
    """What was approved there is no more: merged, closed or taken out of use."""
    found = OwnApproval.objects.select_for_update(of=("self",)).filter(case=case, ended_on__isnull=True).first()
    if found is not None:
        found.ended_on = now.date()
        found.save(update_fields=["ended_on"])
        _tell_own("inventory.end_own_approval", found, actor, now)


def _tell_own(name: str, row: OwnApproval, actor: Actor, now: datetime) -> None:
    article = M164.art(24) if row.kind == Own.NETWORK else M164.art(32)
    record(name, actor=actor, acted_at=now, case=row.case, cites=(article,), input={}, effects=written(row))


def _keeper(actor: Actor, jurisdiction: str, unit_id: int | None) -> None:
    if not keeps(actor, jurisdiction, unit_id):
        raise NotPermitted(
            "not_competent",
            say(
                "系统清册由使用单位或者本级电子政务主管部门登记。",
                "The inventory is kept by the unit itself or by the e-government authority of the jurisdiction.",
            ),
            cites=(M164.art(5),),
        )


def _note(
    name: str,
    row: System,
    actor: Actor,
    now: datetime,
    *,
    case: str = "",
    reason: str = "",
) -> None:
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    record(
        name,
        actor=actor,
        acted_at=now,
        case=case,
        cites=(M164.art(19),),
        input={"reason": reason} if reason else {},
        effects={"inventory_system": {str(row.pk): columns}},
    )

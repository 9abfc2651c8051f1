"""How systems come into the register, go into operation and leave it; every act is recorded."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from qilou.kernel.actor import Actor, function_key, organisation_key
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.law import AUTHORITY, Message, carries, say
from qilou.law.measures import M164
from qilou.ledger import record

from .models import Status, System


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
            "inventory.not_waiting", say("该系统不是待上线状态。", "The system is not waiting for operation.")
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
        raise Refused("inventory.retired", say("该系统已经停用。", "The system is already retired."))
    found.status, found.retired_on = Status.RETIRED, now.date()
    found.save(update_fields=["status", "retired_on"])
    _note("inventory.retire", found, actor, now, reason=reason.strip())
    return found


def keeps(actor: Actor, jurisdiction: str, unit_id: int | None) -> bool:
    """Whether the actor keeps these entries: a unit's handler its own, the authority's all of its jurisdiction."""
    kept_by = [f"{function_key(AUTHORITY.code, jurisdiction)}/handler"]
    if unit_id is not None:
        kept_by.append(f"{organisation_key(unit_id)}/handler")
    return any(actor.holds(desk) for desk in kept_by)


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

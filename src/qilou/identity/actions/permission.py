"""Who may keep the registers, and what a writer is told when the database refuses an overlap."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from qilou.identity.kinds import PostKind
from qilou.identity.models import Jurisdiction, kept_by
from qilou.kernel.actor import PLATFORM, Actor, function_key
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Unconfirmed
from qilou.kernel.moment import CITY_TIME
from qilou.law import AUTHORITY, Message, carries, say
from qilou.law.measures import M164

M = TypeVar("M", bound=Model)
REGISTERS = M164.art(5)
DISTRICT_REGISTERS = M164.art(6)
SECURITY = M164.art(37)


def day_of(now: datetime) -> date:
    """The day in the city at a moment."""
    return now.astimezone(CITY_TIME).date()


def desks_for(jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """Where the registers of a jurisdiction are kept: by its own authority, or by the one above it."""
    codes = (jurisdiction.code, jurisdiction.parent_id)
    return tuple(f"{function_key(AUTHORITY.code, code)}/{PostKind.ADMINISTRATOR.value}" for code in codes if code)


def administers(actor: Actor, jurisdiction: Jurisdiction) -> bool:
    """Whether the actor holds an administrator's post in the authority of the jurisdiction or of the one above it."""
    return actor.id == PLATFORM.id or any(actor.holds(desk) for desk in desks_for(jurisdiction))


@carries("A5.4")
def must_administer(actor: Actor, jurisdiction: Jurisdiction) -> str:
    """The desk from which the actor keeps these registers ("" for the platform setting up); else NotPermitted."""
    if actor.id == PLATFORM.id:
        return ""
    for desk in desks_for(jurisdiction):
        if actor.holds(desk):
            return desk
    raise NotPermitted(
        "identity.not_administrator",
        say(
            "%(place)s的登记事项由其主管部门或者上级主管部门的系统管理员办理。",
            "The registers of %(place)s are kept by an administrator of its authority or of the authority above.",
            place=jurisdiction.name,
        ),
        cites=(REGISTERS,),
    )


def must_be_confirmed(actor: Actor) -> None:
    """Raise Unconfirmed unless whoever acts proved who they are a short while ago: asked before every weighty act."""
    if not actor.confirmed:
        raise Unconfirmed(cites=(SECURITY,))


def keeps_registers(actor: Actor) -> bool:
    """Whether the actor is an administrator of some jurisdiction's authority."""
    return bool(kept_by(actor))


def must_keep_registers(actor: Actor) -> None:
    """Raise NotPermitted unless the actor keeps the registers of some jurisdiction."""
    if not keeps_registers(actor):
        raise NotPermitted(
            "identity.not_administrator",
            say("登记事项由主管部门的系统管理员办理。", "The registers are kept by the authority's administrators."),
            cites=(REGISTERS,),
        )


def seen(rows: QuerySet[M], **which: object) -> M:
    """The one row that the actor may see, or Missing."""
    found = rows.filter(**which).first()
    if found is None:
        raise Missing
    return found


@contextmanager
def told_apart(reasons: Mapping[str, Message]) -> Iterator[None]:
    """Turn the violation of a named constraint into a Conflict that says what stands in the way."""
    try:
        yield
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if constraint not in reasons:
            raise
        raise Conflict(f"identity.{constraint}", reasons[constraint], cites=(REGISTERS,)) from error

"""What the ledger is told of an act on the registers: the input, and the rows as the act left them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Input, fields_of
from qilou.law import Article
from qilou.ledger import Personal, record

PERSONAL = {
    "identity_person": frozenset({"username", "name_zh", "name_en", "phone", "email"}),
    "identity_delegation": frozenset({"reason"}),
    "identity_ssolink": frozenset({"subject"}),
    "identity_certificate": frozenset({"subject"}),
}
# A secret is nobody's to keep; counters, and when something was last used, belong to no act.
NEVER_TOLD = frozenset({"password", "secret", "failed_sign_ins", "locked_until", "reset_sent_at"}) | {
    *("last_step", "sign_count", "last_used_at"),
}


def note(
    name: str,
    *,
    actor: Actor,
    now: datetime,
    cites: tuple[Article, ...],
    desk: str = "",
    given: Input | None = None,
    told: Mapping[str, object] | None = None,
    rows: Iterable[Model] = (),
    gone: Iterable[Model] = (),
) -> None:
    """Record an act with the rows it wrote and, as null, those it removed.

    `desk` is where the actor's right lies; `told` what belongs to the input beside what was typed.
    """
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = _columns(row)
    for row in gone:
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = None
    record(
        name,
        actor=actor,
        acted_at=now,
        function=desk.partition("@")[0],
        on_behalf_of=actor.standing_in.get(desk),
        cites=cites,
        input={**(_input(given) if given else {}), **(told or {})},
        effects=effects,
    )


def _columns(row: Model) -> dict[str, object]:
    personal = PERSONAL.get(row._meta.db_table, frozenset())
    columns: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in NEVER_TOLD:
            continue
        value = getattr(row, field.attname)
        columns[field.attname] = Personal(value) if field.name in personal else value
    return columns


def _input(given: Input) -> dict[str, object]:
    values = given.model_dump(mode="json")
    specs = fields_of(type(given))
    return {one.name: Personal(values[one.name]) if one.says.personal else values[one.name] for one in specs}

"""Importing an external portfolio: read, checked row by row, then all rows or none, as entries of record (A43.1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from qilou.identity.actions.organisations import create_jurisdiction
from qilou.identity.inputs import NewJurisdiction
from qilou.identity.queries.holders import jurisdictions
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Invalid, NotPermitted
from qilou.kernel.forms import parse
from qilou.kernel.money import parse_amount
from qilou.kernel.tables import Table
from qilou.law import AUTHORITY, Message, Text, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.rows import written
from qilou.projects.inputs.portfolio import Columns
from qilou.projects.models import Project
from qilou.projects.models.project import Stage, Track

LONGEST = {"name": 300, "unit": 200, "source_id": 60, "completion": 60}
LABELS = {
    "name": Text("项目名称", "name"),
    "unit": Text("单位", "unit"),
    "source_id": Text("原编号", "original id"),
    "completion": Text("预计完成", "expected completion"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """A row of the file as a project would be entered; amounts in the portfolio's own currency."""

    line: int
    name: str
    unit: str
    description: str
    amount: Decimal | None
    source_id: str
    completion: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row, at which column."""

    line: int
    column: str
    message: Message


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do: every row that can go in, and every fault of those that cannot."""

    read: tuple[Read, ...]
    faults: tuple[Fault, ...]


def try_import(table: Table, columns: Columns) -> Trial:
    """The dry run: reads every row and lists every fault at once; raises Invalid for columns that are not there."""
    missing = {
        field: say("文件中没有这一列。", "The file has no such column.")
        for field in ("name", "unit", "description", "amount", "source_id", "completion")
        if (named := getattr(columns, field)) and named not in table.header
    }
    if missing:
        raise Invalid(missing)
    read: list[Read] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    taken = set(
        Project.objects.filter(portfolio=columns.portfolio).exclude(source_id="").values_list("source_id", flat=True)
    )
    for line, cells in table.numbered():
        row = dict(zip(table.header, cells, strict=True))
        found, wrong = _row(line, row, columns)
        if found.source_id:
            if found.source_id in seen:
                words = say("与第 %(n)s 行编号重复。", "Same id as line %(n)s.", n=seen[found.source_id])
                wrong.append(Fault(line, columns.source_id, words))
            if found.source_id in taken:
                words = say("该项目库中已有此编号。", "The portfolio already has this id.")
                wrong.append(Fault(line, columns.source_id, words))
            seen.setdefault(found.source_id, line)
        read.append(found)
        faults += wrong
    if not read:
        raise Invalid({"file": say("文件没有数据行。", "The file has no rows.")})
    bad = {one.line for one in faults}
    return Trial(tuple(one for one in read if one.line not in bad), tuple(faults))


def _row(line: int, row: Mapping[str, str], columns: Columns) -> tuple[Read, list[Fault]]:
    faults: list[Fault] = []

    def text(field: str, *, required: bool = False) -> str:
        named = getattr(columns, field)
        value = row.get(named, "") if named else ""
        if required and not value:
            faults.append(Fault(line, named, say("%(what)s为空。", "The %(what)s is empty.", what=LABELS[field])))
        if len(value) > LONGEST.get(field, 20_000):
            words = say("超过 %(n)s 个字。", "Longer than %(n)s characters.", n=LONGEST.get(field, 20_000))
            faults.append(Fault(line, named, words))
        return value

    amount: Decimal | None = None
    raw = row.get(columns.amount, "") if columns.amount else ""
    if raw:
        try:
            amount = parse_amount(raw, unit=Decimal(columns.amount_unit.value))
            if amount < 0:
                faults.append(Fault(line, columns.amount, say("金额不能为负。", "The amount is negative.")))
        except ValueError:
            words = say("金额“%(raw)s”无法识别。", "“%(raw)s” cannot be read as an amount.", raw=raw)
            faults.append(Fault(line, columns.amount, words))
    found = Read(
        line,
        text("name", required=True),
        text("unit", required=True),
        text("description"),
        amount,
        text("source_id"),
        text("completion"),
    )
    return found, faults


@transaction.atomic
@carries("A43.1")
def import_projects(table: Table, columns: Columns, *, actor: Actor, now: datetime, content: bytes = b"") -> int:
    """Enter every row of a file as a project of an external portfolio, or none; raises Invalid if one is wrong.

    Each project is an entry of record of its own, and the file is recorded by its hash.
    """
    if function_key(AUTHORITY.code, actor.jurisdiction) not in actor.keys:
        raise NotPermitted(
            "not_competent",
            say("由电子政务主管部门登记外部项目库。", "The e-government authority registers external portfolios."),
            cites=(M164.art(43),),
        )
    trial = try_import(table, columns)
    if trial.faults:
        raise Invalid({f"line.{one.line}.{one.column}": one.message for one in trial.faults})
    jurisdiction = _jurisdiction(columns, actor=actor, now=now)
    readers = [function_key(AUTHORITY.code, actor.jurisdiction)]
    entered = Project.objects.bulk_create(
        [
            Project(
                jurisdiction_id=jurisdiction,
                unit_name=one.unit,
                name=one.name,
                description=one.description,
                track=Track.EXTERNAL.value,
                stage=Stage.APPROVED.value,
                asked=one.amount,
                approved_total=one.amount or None,
                portfolio=columns.portfolio,
                source_id=one.source_id,
                estimated_completion=one.completion,
                of_record=columns.document,
                readers=readers,
                created_at=now,
            )
            for one in trial.read
        ],
        batch_size=500,
    )
    for project, one in zip(entered, trial.read, strict=True):
        record(
            "projects.portfolio.enter",
            actor=actor,
            acted_at=now,
            cites=(M164.art(43),),
            of_record=columns.document,
            input={"line": one.line, "name": one.name, "unit": one.unit, "amount": one.amount, "id": one.source_id},
            effects=written(project),
        )
    record(
        "projects.portfolio.import",
        actor=actor,
        acted_at=now,
        cites=(M164.art(43),),
        of_record=columns.document,
        input={"columns": columns.model_dump(mode="json"), "sha256": hashlib.sha256(content).hexdigest()},
        effects={"projects": len(entered)},
    )
    return len(entered)


def _jurisdiction(columns: Columns, *, actor: Actor, now: datetime) -> str:
    """The portfolio's own jurisdiction; entered with its first import, by whoever may enter one."""
    known = {one.code: one for one in jurisdictions()}
    found = known.get(columns.jurisdiction)
    if found is not None:
        if found.kind != "portfolio":
            words = say("该代码属于本市辖区。", "The code belongs to a jurisdiction of the city.")
            raise Invalid({"jurisdiction": words})
        return found.code
    given = parse(
        NewJurisdiction,
        {
            "code": columns.jurisdiction,
            "name_zh": columns.portfolio,
            "name_en": columns.portfolio,
            "kind": "portfolio",
            "parent": actor.jurisdiction,
        },
    )
    assert isinstance(given, NewJurisdiction)  # noqa: S101  # parse() returns what it was asked for
    return create_jurisdiction(given, actor=actor, now=now).code

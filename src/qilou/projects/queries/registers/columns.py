"""What the registers of projects share: their columns, and how a row looks up what belongs to it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column
from qilou.law import Text

Row = Mapping[str, Any]
HERE = OuterRef("pk")
MONEY = DecimalField(max_digits=14, decimal_places=2)
NONE = Value(Decimal("0.00"), output_field=MONEY)
PROJECT = Column(Text("项目", "Project"), stays=True)
UNIT = Column(Text("单位", "Unit"), "name")


def label_of(kind: Any, value: str) -> Text | str:  # Any: a class of labelled choices
    return kind(value).label if value else ""


def amount(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "amount")


def day(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "date")


def text(zh: str, en: str) -> Column:
    return Column(Text(zh, en))


def name(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "name")


def latest(found: QuerySet[Any], column: str) -> Subquery:
    return Subquery(found.order_by("-pk").values(column)[:1])


def sum_of(found: QuerySet[Any], of: str) -> Coalesce:
    grouped = found.order_by().values("project").annotate(sum=Sum(of)).values("sum")
    return Coalesce(Subquery(grouped, output_field=MONEY), NONE)


def project_page(row: Row) -> str:
    return f"/projects/{row['project']}/"


def seen_by(actor: Actor) -> list[str]:
    return sorted(actor.keys)

"""The registers of experts: the pool with how often each was drawn, and the sheet of fees."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, register
from qilou.kernel.registers import Value as Cell
from qilou.law import AUDIT, AUTHORITY, Text
from qilou.law.measures import M164
from qilou.projects.models import Evaluation, Expert, ExpertSheet, ExpertStatus, Seat
from qilou.projects.queries.expert import fields_in_words
from qilou.projects.rules.fees import withheld

from .columns import HERE, MONEY, Row, day, label_of, name, text


def number(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "number")


def _experts(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """The area's pool; what happened in draws and sessions is counted for the year of the session.

    Each figure is a subquery of its own: it is reckoned for the rows of a page, and not at all where rows are counted.
    """
    seats = Seat.objects.filter(expert=HERE, called_on__isnull=False)
    # an expert's sheets first, then where each was: else every case of the area is looked at for each expert
    place = Evaluation.objects.filter(pk=OuterRef("evaluation")).values("case__jurisdiction")
    sheets = ExpertSheet.objects.filter(expert=OuterRef("person"), filed_at__isnull=False)
    sheets = sheets.alias(place=Subquery(place)).filter(place=OuterRef("jurisdiction"))
    if year:
        seats = seats.filter(session__held_on__year=year)
        sheets = sheets.filter(evaluation__session__held_on__year=year)
    fees = seats.order_by().values("expert").annotate(sum=Sum("fee")).values("sum")
    return (
        Expert.objects.filter(jurisdiction=actor.jurisdiction)
        .annotate(
            name=F("person__name_zh"),
            number=F("case__number"),
            drawn=_how_many(seats),
            attended=_how_many(seats.filter(attended=True)),
            excused=_how_many(seats.exclude(excused="")),
            absent=_how_many(seats.filter(attended=False)),
            fees=Subquery(fees, output_field=MONEY),
            sheets=_how_many(sheets),
        )
        .order_by("code")
        .values(
            *("pk", "code", "fields", "title", "employer", "since", "until", "status", "name", "number"),
            *("drawn", "attended", "excused", "absent", "fees", "sheets"),
        )
    )


def _how_many(found: QuerySet[Any]) -> Coalesce:
    counted = found.order_by().values("expert").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _expert(row: Row) -> Sequence[Cell]:
    return (
        row["code"],
        row["name"],
        fields_in_words(row["fields"]),
        row["title"],
        row["employer"],
        row["since"],
        row["until"],
        label_of(ExpertStatus, row["status"]),
        row["drawn"],
        row["attended"],
        row["sheets"],
        row["excused"],
        row["absent"],
        row["fees"] or Decimal("0.00"),
    )


def _fees(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Seat.objects.filter(session__jurisdiction=actor.jurisdiction, fee__isnull=False)
    if year:
        found = found.filter(session__held_on__year=year)
    return found.order_by("-session__held_on", "session", "place").values(
        "fee",
        session_number=F("session__number"),
        held_on=F("session__held_on"),
        half_days=F("session__half_days"),
        name=F("expert__person__name_zh"),
        code=F("expert__code"),
        employer=F("expert__employer"),
        title=F("expert__title"),
        number=F("session__case__number"),
    )


def _fee(row: Row) -> Sequence[Cell]:
    tax = withheld(row["fee"])
    return (
        row["session_number"],
        row["held_on"],
        row["name"],
        row["code"],
        row["employer"],
        row["title"],
        row["half_days"],
        row["fee"],
        tax,
        row["fee"] - tax,
        "",
        "",
        "",
    )


register(
    Register(
        "experts",
        Text("专家库与抽取台账", "Register of experts"),
        Text(
            "在库专家的专业、单位、聘期，被抽取、到会、提交、回避、缺席的次数和劳务费。",
            "The pool with fields, employers and terms; how often each was drawn, came, filed, was excused; fees.",
        ),
        (M164.art(13),),
        (
            text("入库编号", "Code"),
            name("专家", "Expert"),
            text("专业", "Fields"),
            text("职称", "Title"),
            name("工作单位", "Employer"),
            day("聘期自", "Term from"),
            day("聘期至", "Term to"),
            text("状态", "Status"),
            number("受邀", "Drawn"),
            number("到会", "Attended"),
            number("提交评审表", "Sheets filed"),
            number("回避", "Excused"),
            number("缺席", "Absent"),
            number("劳务费（元）", "Fees, CNY"),
        ),
        _experts,
        _expert,
        lambda row: f"/projects/expert/{row['number']}/",
        open_to=(AUTHORITY, AUDIT),
    )
)
register(
    Register(
        "expert_fees",
        Text("专家劳务费发放表", "Sheet of experts' fees"),
        Text(
            "按签到的专家和会议时长计发；税额为劳务报酬预扣数，账户由本人填写。",
            "For who signed in, by the session's length; tax as withheld; each writes in their own account.",
        ),
        (M164.art(13),),
        (
            text("会议", "Session"),
            day("日期", "Date"),
            name("专家", "Expert"),
            text("入库编号", "Code"),
            name("工作单位", "Employer"),
            text("职称", "Title"),
            number("半天数", "Half days"),
            number("应发（元）", "Fee, CNY"),
            number("代扣个人所得税（元）", "Tax withheld, CNY"),
            number("实发（元）", "Paid out, CNY"),
            text("开户行", "Bank"),
            text("账号", "Account"),
            text("签名", "Signature"),
        ),
        _fees,
        _fee,
        lambda row: f"/projects/session/{row['number']}/",
        open_to=(AUTHORITY,),
    )
)

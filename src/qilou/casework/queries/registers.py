"""The registers of issued papers (every number that a body gave, the voided ones among them) and of urging slips."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from qilou.casework.models import Notice, Receipt, ServiceAttempt, Urging, VoidedNumber
from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text, say
from qilou.law.measures import M164

from .service import attempt_words

STATUS = {
    "standing": Text("有效", "standing"),
    "replaced": Text("已替换", "replaced"),
    "revoked": Text("已撤销", "revoked"),
}
GROUNDS = {
    "red": Text("红牌", "red card"),
    "yellow": Text("黄牌", "yellow card"),
    "waiting": Text("久候", "waiting long"),
}
VOIDED = Text("文号作废", "number voided")


def _papers(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """The papers of the actor's own body, newest first."""
    found = Notice.objects.filter(issuer=actor.organisation, readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(issued_on__year=year)
    voided = VoidedNumber.objects.filter(number=OuterRef("number"))
    last = ServiceAttempt.objects.filter(notice=OuterRef("pk")).order_by("-pk")
    told = JSONObject(way="way", ground="ground", next_way="next_way", served_on="served_on")
    signed = Receipt.objects.filter(notice=OuterRef("pk")).order_by().values("notice").annotate(n=Count("pk"))
    return (
        found.annotate(matter=F("case__title"), voided=Exists(voided))
        .annotate(tried=Subquery(last.values(told=told)[:1]), signed=Subquery(signed.values("n")))
        .order_by("-issued_on", "-pk")
        .values("pk", "number", "title", "matter", "recipients", "issued_on", "status", "voided", "tried", "signed")
    )


def _paper(row: Mapping[str, Any]) -> Sequence[Value]:
    return (
        row["number"],
        Text(row["title"]["zh"], row["title"]["en"]),
        row["matter"],
        "、".join(one["name"] for one in row["recipients"] if not one["copy"]),
        "、".join(one["name"] for one in row["recipients"] if one["copy"]),
        row["issued_on"],
        len(row["recipients"]),
        _served(row),
        VOIDED if row["voided"] else STATUS.get(row["status"], row["status"]),
    )


def _served(row: Mapping[str, Any]) -> Text:
    """How the service stands: the last attempt outside the platform, and how many have signed on it."""
    said = say("已签收 %(n)s", "signed for: %(n)s", n=row["signed"] or 0)
    if row["tried"]:
        tried = dict(row["tried"])
        on = tried.pop("served_on")
        told = attempt_words(**tried, served_on=date.fromisoformat(on) if on else None)
        said = say("%(told)s；%(signed)s", "%(told)s; %(signed)s", told=told, signed=said)
    return Text(said.in_("zh"), said.in_("en"))


register(
    Register(
        "papers",
        Text("发文登记簿", "Register of issued papers"),
        Text("本机关发出的每份文书，含作废文号。", "Every paper that one's own body issued, with voided numbers."),
        (M164.art(33),),
        (
            Column(Text("文号", "Number")),
            Column(Text("标题", "Title")),
            Column(Text("办件", "Case")),
            Column(Text("主送", "To"), "name"),
            Column(Text("抄送", "Copies"), "name"),
            Column(Text("印发日期", "Issued"), "date"),
            Column(Text("份数", "Recipients"), "number"),
            Column(Text("送达", "Service")),
            Column(Text("状态", "Status")),
        ),
        _papers,
        _paper,
        lambda row: f"/notices/{row['pk']}/",
    )
)


def _urgings(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """The slips that the actor's body served or was served, newest first."""
    found = Urging.objects.filter(readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(notice__issued_on__year=year)
    return (
        found.annotate(number=F("case__number"), matter=F("case__title"), slip=F("notice__number"))
        .annotate(issuer=F("notice__issuer"), to=F("notice__recipients"), issued_on=F("notice__issued_on"))
        .annotate(status=F("notice__status"))
        .order_by("-pk")
        .values(
            *("notice", "slip", "number", "matter", "issuer", "to", "card", "reason", "issued_on", "answer_by"),
            *("answered_at", "answer", "status"),
        )
    )


def _urging(row: Mapping[str, Any]) -> Sequence[Value]:
    return (
        row["slip"],
        row["number"],
        row["matter"],
        "、".join(one["name"] for one in row["to"]),
        GROUNDS.get(row["card"], row["card"]),
        row["reason"],
        row["issuer"],
        row["issued_on"],
        row["answer_by"],
        timezone.localdate(row["answered_at"]) if row["answered_at"] else None,
        row["answer"],
        STATUS.get(row["status"], row["status"]),
    )


register(
    Register(
        "urging",
        Text("督办台账", "Register of urging slips"),
        Text(
            "每份督办单的事由、责任单位、期限和答复。",
            "Each slip with its reason, the body urged and its answer.",
        ),
        (M164.art(31), M164.art(34)),
        (
            Column(Text("督办单号", "Slip")),
            Column(Text("办件编号", "Case")),
            Column(Text("事项", "Matter")),
            Column(Text("责任单位", "Body urged"), "name"),
            Column(Text("牌", "Ground")),
            Column(Text("事由", "Reason")),
            Column(Text("督办机关", "Served by"), "name"),
            Column(Text("发出", "Served"), "date"),
            Column(Text("答复期限", "Answer by"), "date"),
            Column(Text("反馈", "Answered"), "date"),
            Column(Text("办理情况", "Answer")),
            Column(Text("状态", "Status")),
        ),
        _urgings,
        _urging,
        lambda row: f"/notices/{row['notice']}/",
    )
)

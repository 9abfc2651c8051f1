"""Doubtful points as their pages and the API show them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from django.db.models import Count, Q, QuerySet

from qilou.casework.actions.files import stored_files
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing
from qilou.law import AUDIT, Article, Text
from qilou.projects.queries.audited import WORDS
from qilou.supervision.models import Doubt, DoubtNote, Look, Noted, State
from qilou.supervision.rules import CHECKS

NEW_DAYS = 7
VIEWS = {
    "": Text("未办结", "Pending"),
    "new": Text("近七日新增", "New in seven days"),
    "waiting": Text("待单位答复", "Waiting for the unit"),
    "answered": Text("已答复待核", "Answered"),
    "settled": Text("已办结", "Settled"),
    "all": Text("全部", "All"),
}
TONES = {"open": "amber", "answered": "blue", "closed": "green", "dismissed": "grey"}
FACTS = {
    "contract": Text("合同", "Contract"),
    "amount": Text("金额", "Amount"),
    "paid": Text("已付", "Paid"),
    "accepted_on": Text("验收合格日期", "Accepted on"),
    "instalment": Text("款项类别", "Instalment"),
    "paid_on": Text("支付日期", "Paid on"),
    "contracted": Text("合同合计", "Contracts together"),
    "approved_total": Text("批准总投资", "Approved total"),
    "year": Text("预算年度", "Budget year"),
    "bound": Text("合同分年度合计", "Contracts of the year"),
    "budgeted": Text("预算文件合计", "Budget documents"),
    "original": Text("原合同", "Original contract"),
    "supplements": Text("补充合同", "Supplements"),
    "settled_on": Text("结清日期", "Settled on"),
    "taken": Text("占用专项资金", "Held of the fund"),
    "limit": Text("限额", "Limit"),
    "contracts": Text("各合同", "Contracts"),
    "supplier": Text("供应商", "Supplier"),
    "method": Text("采购方式", "How procured"),
    "roles": Text("承担过的工作", "Earlier work"),
    "signed_on": Text("签订日期", "Signed on"),
    "signed_on_due": Text("最迟签订日期", "To be signed by"),
    "awarded_on": Text("中标（成交）日期", "Awarded on"),
    "published_on": Text("公告日期", "Published on"),
    "published_on_due": Text("最迟公告日期", "To be published by"),
    "filed_on": Text("备案日期", "Filed on"),
    "filed_on_due": Text("最迟备案日期", "To be filed by"),
    "system": Text("系统", "System"),
    "operating_since": Text("上线日期", "In operation since"),
    "active_users": Text("近十二个月活跃用户", "Active users in twelve months"),
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A check that could not be made of so many subjects, and for want of what."""

    title: Text
    lacks: Text
    number: int


def points(actor: Actor, *, view: str, today: date, check: str = "", words: str = "") -> QuerySet[Doubt]:
    """The points that the actor may see, as a view narrows them: pending ones the oldest first, others the newest."""
    found = Doubt.objects.visible_to(actor)
    if check:
        found = found.filter(check_code=check)
    if words:
        found = found.filter(Q(matter__icontains=words) | Q(unit_name__icontains=words) | Q(case_number=words))
    match view:
        case "new":
            return found.filter(first_seen__gt=date.fromordinal(today.toordinal() - NEW_DAYS)).order_by("-pk")
        case "waiting":
            found = found.filter(state=State.OPEN.value)
        case "answered":
            found = found.filter(state=State.ANSWERED.value)
        case "settled":
            return found.filter(state__in=[State.CLOSED.value, State.DISMISSED.value]).order_by("-pk")
        case "all":
            return found.order_by("-pk")
        case _:
            found = found.pending()
    return found.order_by("since", "pk")


def counts(actor: Actor, today: date) -> dict[str, int]:
    """How many points each view holds; one query."""
    new = Q(first_seen__gt=date.fromordinal(today.toordinal() - NEW_DAYS))
    waiting, answered = Q(state=State.OPEN.value), Q(state=State.ANSWERED.value)
    found: dict[str, int] = Doubt.objects.visible_to(actor).aggregate(
        pending=Count("pk", filter=waiting | answered),
        new=Count("pk", filter=new),
        waiting=Count("pk", filter=waiting),
        answered=Count("pk", filter=answered),
        settled=Count("pk", filter=~(waiting | answered)),
        all=Count("pk"),
    )
    return found | {"": found["pending"]}


def point(doubt_id: int, actor: Actor) -> Doubt:
    """One point that the actor may see; raises Missing."""
    found = Doubt.objects.visible_to(actor).filter(pk=doubt_id).first()
    if found is None:
        raise Missing
    return found


def notes(doubt: Doubt) -> list[dict[str, Any]]:  # Any: what a page shows
    """What happened to a point and what was said, newest first, with the names of its papers."""
    rows = list(DoubtNote.objects.filter(doubt=doubt).order_by("-pk"))
    stored = stored_files(one.file for one in rows if one.file)
    return [
        {
            "at": one.at,
            "kind": Noted(one.kind).label,
            "who": [name for name in (one.organisation, one.by) if name],
            "text": one.text,
            "file": stored.get(one.file),
        }
        for one in rows
    ]


def names_file(doubt: Doubt, hash_: str) -> bool:
    """Whether something said of the point names this file."""
    return DoubtNote.objects.filter(doubt=doubt, file=hash_).exists()


def last_look(actor: Actor) -> Look | None:
    """When the actor's area was last looked at; None for those who are of no audit office."""
    if f"{AUDIT.code}@{actor.jurisdiction}" not in actor.keys:
        return None
    return Look.objects.filter(pk=actor.jurisdiction).first()


def lacking(look: Look | None) -> list[Lacking]:
    """Which checks could not be made, for want of what."""
    rows = look.lacking if look else []
    return [
        Lacking(CHECKS[one["check"]].title, Text(one["zh"], one["en"]), one["n"])
        for one in rows
        if one["check"] in CHECKS
    ]


def title_of(code: str) -> Text:
    """What a check is called; one that is declared no more by its code."""
    return CHECKS[code].title if code in CHECKS else Text(code, code)


def articles_of(code: str) -> tuple[Article, ...]:
    """On which places in the law a check rests."""
    return CHECKS[code].cites if code in CHECKS else ()


def said_facts(facts: Mapping[str, object]) -> list[tuple[Text, Text]]:
    """The facts that raised a point, each by its name, parts of one behind each other."""
    return [(FACTS.get(name, Text(name, name)), _said(value)) for name, value in facts.items()]


def _said(value: object) -> Text:
    if isinstance(value, Mapping):
        named = [(FACTS.get(name, Text(name, name)), _said(one)) for name, one in value.items()]
        return Text(
            "；".join(f"{name.zh} {one.zh}" for name, one in named),
            "; ".join(f"{name.en} {one.en}" for name, one in named),
        )
    if isinstance(value, list):
        parts = [_said(one) for one in value]
        return Text("、".join(one.zh for one in parts), ", ".join(one.en for one in parts))
    if value in WORDS:
        return WORDS[str(value)]
    plain = "—" if value is None else f"{Decimal(value):,}" if _is_amount(value) else str(value)
    return Text(plain, plain)


def _is_amount(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and re.fullmatch(r"-?[0-9]+\.[0-9]{2}", value) is not None

"""What the order of a round would give with another ceiling or rule: reckoned for the page alone, nothing is kept."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.actions.perform import look
from qilou.kernel.errors import Missing
from qilou.kernel.money import WAN, in_wan
from qilou.kernel.request import Asked
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import Round
from qilou.projects.queries.ranking import entered, latest, rule_of
from qilou.projects.rules.ranking import Placed, cut, ordered

ROUND = "projects.round"
MOST = Decimal(10_000_000)  # 万元
IN, OUT = Text("列入", "Listed"), Text("备选", "Reserve")
COLUMNS = (
    {"label": Text("名次", "Rank"), "kind": "number"},
    {"label": Text("项目", "Project"), "kind": "text"},
    {"label": Text("金额（万元）", "Amount (CNY 10,000)"), "kind": "amount"},
    {"label": Text("现行排序", "As ranked"), "kind": "text"},
    {"label": Text("测算结果", "What if"), "kind": "text"},
    {"label": Text("测算过程", "How"), "kind": "text"},
)


@require_GET
def what_if(request: Asked, number: str) -> HttpResponse:
    """The order made last, cut off anew within a typed ceiling of the budget year, strictly or by skipping."""
    act = look(ROUND, number, actor=request.actor, now=request.now)
    row = Round.objects.get(pk=act.case.id)
    ranked = latest(row)
    if ranked is None:
        raise Missing
    rule = rule_of(row)
    within = {int(year): Decimal(amount) for year, amount in ranked.ceilings.items()}
    typed = request.GET.get("ceiling", "").strip()
    ceiling = _ceiling(typed)
    if ceiling is not None:
        within[row.budget_year] = ceiling
    strict = {"yes": True, "no": False}.get(request.GET.get("strict", ""), rule.strict)
    candidates, listed, names = entered(ranked)
    placed = cut(ordered(candidates, rule), within, replace(rule, strict=strict))
    taken = [one for one in placed if one.listed]
    context = {
        "case": act.case,
        "year": row.budget_year,
        "ceiling": typed if ceiling is not None else f"{within.get(row.budget_year, Decimal(0)) / WAN:.2f}",
        "wrong": bool(typed) and ceiling is None,
        "strict": strict,
        "columns": COLUMNS,
        "rows": [_row(one, names, listed) for one in placed],
        "count": len(taken),
        "amount": in_wan(sum((sum(one.candidate.slices.values()) for one in taken), Decimal(0))),
        "cites": M164.art(14, 1),
    }
    return render(request, "projects/what_if.html", context)


def _ceiling(typed: str) -> Decimal | None:
    """A typed amount in 万元 as yuan; None for what is no such amount."""
    try:
        amount = Decimal(typed.replace(",", ""))
    except InvalidOperation:
        return None
    return amount * WAN if amount.is_finite() and 0 <= amount <= MOST else None


def _row(one: Placed, names: dict[int, str], listed: set[int]) -> dict[str, object]:
    key = one.candidate.project
    amount = sum(one.candidate.slices.values(), Decimal(0))
    before, now = key in listed, one.listed
    result: object = IN if now else OUT
    if before != now:
        result = {"words": result, "note": Text("与现行排序不同", "differs from the order")}
    return {"cells": [one.rank, names[key], amount, IN if before else OUT, result, one.explanation]}

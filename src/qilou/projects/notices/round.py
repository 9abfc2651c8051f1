"""The round's papers: the solicitation to every unit, the list to finance, finance's answer."""

from decimal import Decimal

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import organisation_key
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.inputs.round import ReviewSheet, Solicitation
from qilou.projects.models import Round
from qilou.projects.models.listing import FinanceOutcome
from qilou.projects.queries.periods import declaration_period
from qilou.projects.queries.ranking import latest
from qilou.projects.queries.round import CRITERIA, on_the_list
from qilou.projects.rules.amounts import wan


def _units(act: Act) -> tuple[str, ...]:
    return tuple(organisation_key(one.id) for one in implementing_units(act.case.jurisdiction, act.today))


def _solicitation(act: Act) -> tuple[Message, ...]:
    given: Solicitation = act.input
    row = Round.objects.get(pk=act.case.id)
    weights = tuple(
        say("%(name)s%(share)s", "%(name)s %(share)s", name=CRITERIA[name], share=share)
        for name, share in row.weights.items()
    )
    return (
        say(
            "现征集%(budget)s年度电子政务项目。认为需要新建、改建、扩建的，请于%(last)s（含当日）前申报。",
            "Projects for %(budget)s are invited. Units that need to build, alter or extend declare by %(last)s "
            "inclusive.",
            budget=row.budget_year,
            last=declaration_period(row.year, act.readings, act.calendar).on,
        ),
        say("%(contents)s", "%(contents)s", contents=given.contents),
        say(
            "排序规则：先按轻重缓急，再按上一轮备选优先，再按得分（权重：%(weights)s）；同分依次比较%(ties)s；%(strict)s。",
            "Ranking rule: by priority tier, then last round's reserve, then score (weights: %(weights)s); ties by "
            "%(ties)s; %(strict)s.",
            weights=weights,
            ties=tuple(CRITERIA[name] for name in row.tie_order),
            strict=STRICT[bool(row.strict)],
        ),
        say(
            "部门预算草案于%(day)s前报送（%(document)s）。",
            "Draft departmental budgets are due by %(day)s (%(document)s).",
            day=row.draft_budget_due,
            document=row.budget_calendar,
        ),
    )


STRICT = {
    True: Text("余额不足的，自该项目起不再列入", "when money runs short the list ends there"),
    False: Text("余额不足的项目跳过，其后可列入的继续列入", "a project that does not fit is skipped"),
}


def _list(act: Act) -> tuple[Message, ...]:
    row = Round.objects.get(pk=act.case.id)
    ranked = latest(row)
    lines = list(ranked.lines.filter(listed=True).select_related("listing__project").order_by("rank")) if ranked else []
    total = sum((line.amount for line in lines), Decimal(0))
    return (
        say(
            "现将%(year)s年度电子政务项目清单送请审核，共%(count)s项，合计%(total)s万元。",
            "The list of projects for %(year)s is sent for your review: %(count)s projects, %(total)s (CNY 10,000).",
            year=row.budget_year,
            count=len(lines),
            total=wan(total),
        ),
        *(
            say(
                "%(rank)s. %(name)s（%(unit)s）%(amount)s万元",
                "%(rank)s. %(name)s (%(unit)s): %(amount)s (CNY 10,000)",
                rank=line.rank,
                name=line.listing.project.name,
                unit=line.listing.project.unit_name,
                amount=wan(line.amount),
            )
            for line in lines
        ),
    )


def _review(act: Act) -> tuple[Message, ...]:
    given: ReviewSheet = act.input
    rows = on_the_list(Round.objects.get(pk=act.case.id))
    return (
        say(
            "你单位送审的项目清单审核意见如下（%(document)s）。",
            "On the list that you sent (%(document)s):",
            document=given.document,
        ),
        *(
            say(
                "%(name)s：%(outcome)s，%(amount)s万元。%(reason)s",
                "%(name)s: %(outcome)s, %(amount)s (CNY 10,000). %(reason)s",
                name=one.project.name,
                outcome=FinanceOutcome(one.finance_outcome).label,
                amount=wan(one.amount),
                reason=one.finance_reason,
            )
            for one in rows
        ),
    )


SOLICITATION = NoticeKind(
    code="projects.round.solicitation",
    title=Text("关于组织申报电子政务项目的通知", "Solicitation of e-government projects"),
    cites=(M164.art(9), M164.art(10, 1)),
    to=(),
    others=_units,
    body=_solicitation,
    copies=(FINANCE,),
    req=("A10.1", "A10.2", "A14.17"),
)
LIST_TO_FINANCE = NoticeKind(
    code="projects.round.list",
    title=Text("关于送审电子政务项目清单的函", "The project list, sent for review"),
    cites=(M164.art(14, 1),),
    to=(FINANCE,),
    body=_list,
    req=("A14.3", "A14.4"),
)
FINANCE_REVIEW = NoticeKind(
    code="projects.round.review",
    title=Text("关于电子政务项目清单审核意见的函", "Finance's review of the project list"),
    cites=(M164.art(14, 1),),
    to=(AUTHORITY,),
    body=_review,
    req=("A14.4",),
)

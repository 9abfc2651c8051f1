"""Checks on money: paid before acceptance, bound beyond approval and budget, supplements, surplus kept."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from qilou.law import Parameter, Readings, Text, say
from qilou.law.measures import M164
from qilou.law.statutes import BUDGET, PROCUREMENT
from qilou.projects.audited import Audited

from .check import Facts, Outcome, Raised, check, of_contract

ZERO, FEN = Decimal("0.00"), Decimal("0.01")
TEN_PER_CENT = Decimal("0.10")
REVIEW = "third_party_review"
PAID_SHARE = Parameter(
    code="audit_paid_before_acceptance",
    question=Text(
        "项目未经验收，已付款达到合同额百分之几以上列为审计疑点？（非法定）",
        "From what per cent of a contract is what was paid before acceptance a doubtful point? (not statutory)",
    ),
    default=90,
    least=1,
    cites=M164.art(19, 2),
    req=(),
    statutory=False,
)
SURPLUS_DAYS = Parameter(
    code="audit_surplus_days",
    question=Text(
        "验收合格并结清后多少日仍未退回结余列为审计疑点？（三个月，参照基本建设财务规则）",
        "How many days after acceptance and settlement is a surplus not given back a doubtful point? (three months, by "
        "the rules on the finance of capital construction)",
    ),
    default=90,
    least=1,
    cites=BUDGET.art(42),
    req=(),
    statutory=False,
)
NO_DOCUMENT = Text("该年度没有登记预算文件", "no budget document is entered for the year")


@check(
    Text("验收前付款", "Payment before acceptance"),
    Text(
        "已支付的后续资金、初验款的支付日期，与初步验收、项目验收合格日期；以及未验收时已付占合同额的比例。",
        "The days on which follow-up money and preliminary instalments were paid, beside those on which acceptances "
        "were passed; and what share of a contract was paid while the project is not accepted.",
    ),
    cites=(M164.art(19, 2), PROCUREMENT.art(41)),
    req=("A19.6",),
)
def payment_before_acceptance(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """Follow-up money follows a passed acceptance; nearly all of a contract paid without one is doubtful too."""
    share = readings[PAID_SHARE]
    for project in f.projects:
        yield from _early_payments(project)
        if project.accepted_on is not None:
            continue
        for one in project.contracts:
            if one.kind == "construction" and one.in_force and one.paid * 100 >= one.amount * share:
                yield Raised(
                    **of_contract(project, one),  # type: ignore[arg-type]  # its own fields
                    says=say(
                        "项目尚未验收合格，合同 %(number)s 已付 %(paid)s 元，达合同额 %(amount)s 元的 %(share)s%%。",
                        "The project is not accepted; of contract %(number)s %(paid)s yuan are paid, at least %(share)s"
                        " %% of its %(amount)s yuan.",
                        number=one.number,
                        paid=one.paid,
                        amount=one.amount,
                        share=share,
                    ),
                    amount=one.paid,
                    facts={"contract": one.number, "amount": one.amount, "paid": one.paid, "accepted_on": None},
                )


def _early_payments(project: Audited) -> Iterator[Outcome]:
    titles = {one.id: one.title for one in project.contracts}
    for one in project.payments:
        due = project.accepted_on if one.follow_up else project.preliminary_on
        if not one.follow_up and one.instalment != "preliminary":
            continue
        if due is not None and one.paid_on >= due:
            continue
        yield Raised(
            subject=f"payment:{one.case}",
            unit=project.unit,
            unit_id=project.unit_id,
            matter=f"{project.name}：{titles.get(one.contract, '')}",
            thing=f"projects.project:{project.id}",
            case=one.case,
            says=say(
                "%(amount)s 元于 %(paid)s 支付，%(what)s合格日期：%(due)s。",
                "%(amount)s yuan were paid on %(paid)s; %(what)s was passed: %(due)s.",
                amount=one.amount,
                paid=one.paid_on,
                what=Text("项目验收", "the project's acceptance")
                if one.follow_up
                else Text("初步验收", "the preliminary acceptance"),
                due=due or Text("无", "not yet"),
            ),
            amount=one.amount,
            facts={"instalment": one.instalment, "amount": one.amount, "paid_on": one.paid_on, "accepted_on": due},
        )


@check(
    Text("合同超批准、超预算", "Contracts over the approved budget"),
    Text(
        "合同合计与批准的总投资；已经开始的每个预算年度，合同分年度金额合计与财政部门预算文件金额合计。",
        "All contracts beside the approved total; and for each budget year that has begun, the contracts' yearly parts "
        "beside what finance's documents give.",
    ),
    cites=(BUDGET.art(13), PROCUREMENT.art(6), M164.art(18)),
    req=("A18.9",),
)
def contract_over_budget(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """A later year's part is registered on the approval alone; once the year has begun its budget must carry it."""
    for project in f.projects:
        place = {
            "unit": project.unit,
            "unit_id": project.unit_id,
            "matter": project.name,
            "thing": f"projects.project:{project.id}",
        }
        if project.approved_total is not None and project.contracted > project.approved_total:
            yield Raised(
                **place,  # type: ignore[arg-type]  # its own fields
                subject=f"projects.project:{project.id}",
                says=say(
                    "合同合计 %(bound)s 元，批准的总投资 %(approved)s 元。",
                    "Contracts come to %(bound)s yuan, the approved total to %(approved)s yuan.",
                    bound=project.contracted,
                    approved=project.approved_total,
                ),
                amount=project.contracted - project.approved_total,
                facts={"contracted": project.contracted, "approved_total": project.approved_total},
            )
        for year, bound in sorted(project.bound.items()):
            if year > f.today.year or bound == ZERO:
                continue
            given = project.budgeted.get(year)
            if given is not None and bound <= given:
                continue
            yield Raised(
                **place,  # type: ignore[arg-type]
                subject=f"projects.project:{project.id}/{year}",
                says=say(
                    "%(year)s 年度合同金额合计 %(bound)s 元，预算文件合计：%(given)s。",
                    "Contracts of %(year)s come to %(bound)s yuan; its budget documents give: %(given)s.",
                    year=year,
                    bound=bound,
                    given=given if given is not None else NO_DOCUMENT,
                ),
                amount=bound - (given or ZERO),
                facts={"year": year, "bound": bound, "budgeted": given},
            )


@check(
    Text("补充合同超过百分之十", "Supplements over ten per cent"),
    Text("每份原合同的金额与其全部补充合同金额合计。", "Each original contract beside all its supplements together."),
    cites=(PROCUREMENT.art(49),),
    req=("A18.9",),
)
def supplements_over_ten_per_cent(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """All supplements together, measured against the original alone, to the fen."""
    for project in f.projects:
        for one in project.contracts:
            added = [other for other in project.contracts if other.supplement_of == one.id and other.in_force]
            total = sum((other.amount for other in added), ZERO)
            if total > one.amount * TEN_PER_CENT:
                yield Raised(
                    **of_contract(project, one),  # type: ignore[arg-type]
                    says=say(
                        "原合同 %(number)s 为 %(original)s 元，补充合同合计 %(total)s 元，超过百分之十。",
                        "Contract %(number)s is %(original)s yuan; its supplements come to %(total)s yuan, more than "
                        "ten per cent.",
                        number=one.number,
                        original=one.amount,
                        total=total,
                    ),
                    amount=(total - one.amount * TEN_PER_CENT).quantize(FEN, ROUND_HALF_UP),
                    facts={
                        "contract": one.number,
                        "original": one.amount,
                        "supplements": {other.number: other.amount for other in added},
                    },
                )


@check(
    Text("结余未退回", "Surplus not returned"),
    Text(
        "验收合格且合同全部履行、付清的项目，专项资金占用（列入、安排减去退回）与已付款合计，第三方评审费不计。",
        "Of accepted projects whose contracts are all performed and paid: what the fund gave less what was given "
        "back, beside what was paid, the third party's review left out.",
    ),
    cites=(BUDGET.art(42), M164.art(8, 2)),
)
def surplus_not_returned(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """What a settled project has of the fund beyond what it paid goes back within three months.

    The third party's review is the authority's own expense and no use of what the project was given.
    """
    patience = timedelta(days=readings[SURPLUS_DAYS])
    for project in f.projects:
        if project.accepted_on is None or not project.contracts or project.taken == ZERO:
            continue
        if project.payments_open or any(one.in_force and one.paid < one.amount for one in project.contracts):
            continue  # not settled: what is still owed is no surplus
        reviews = {one.id for one in project.contracts if one.kind == REVIEW}
        paid = sum((one.amount for one in project.payments if one.contract not in reviews), ZERO)
        settled = max([project.accepted_on, *(one.paid_on for one in project.payments)])
        if project.taken <= paid or f.today <= settled + patience:
            continue
        yield Raised(
            subject=f"projects.project:{project.id}",
            unit=project.unit,
            unit_id=project.unit_id,
            matter=project.name,
            thing=f"projects.project:{project.id}",
            says=say(
                "项目 %(settled)s 验收并结清，占用专项资金 %(taken)s 元，已付 %(paid)s 元，结余 %(left)s 元未见退回。",
                "Accepted and settled on %(settled)s; it holds %(taken)s yuan of the fund and paid %(paid)s: "
                "%(left)s yuan are not seen to be given back.",
                settled=settled,
                taken=project.taken,
                paid=paid,
                left=project.taken - paid,
            ),
            amount=project.taken - paid,
            facts={"settled_on": settled, "taken": project.taken, "paid": paid},
        )

"""The registers of money: the earmarked fund by year, contracts and what was paid on them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, DecimalField, F, Model, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Abs, Coalesce

from qilou.casework.queries.seen import seen_in
from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, register
from qilou.kernel.registers import Value as Cell
from qilou.law import AUDIT, AUTHORITY, FINANCE, GOVERNMENT, Text
from qilou.law.measures import M164
from qilou.projects.models import BudgetDocument, Contract, Disbursement, Fund, FundEntry
from qilou.projects.models.approval import ApprovedYear
from qilou.projects.models.contract import ContractStatus
from qilou.projects.models.disbursement import PaymentOutcome
from qilou.projects.models.fund import EntryKind

from .columns import HERE, MONEY, NONE, PROJECT, UNIT, Row, amount, day, label_of, latest, name, project_page, text

FUND = (*("document", "amount", "granted", "listed", "approved", "budgeted", "paid", "released", "committed", "left"),)


def _funds(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Fund.objects.filter(jurisdiction_id=actor.jurisdiction)
    if year:
        found = found.filter(year=year)

    mine = FundEntry.objects.filter(fund=OuterRef(OuterRef("pk"))).values("project")

    def of(kind: EntryKind) -> Coalesce:
        entries = FundEntry.objects.filter(fund=HERE, kind=kind.value).order_by().values("fund")
        return Coalesce(Subquery(entries.annotate(sum=Sum(Abs("amount"))).values("sum"), output_field=MONEY), NONE)

    def of_year(rows: QuerySet[Model]) -> Coalesce:
        """The amounts of the fund's year, of the projects that have any of the fund."""
        there = rows.filter(year=OuterRef("year"), project__in=mine).order_by().values("year")
        return Coalesce(Subquery(there.annotate(sum=Sum("amount")).values("sum"), output_field=MONEY), NONE)

    return (
        found.annotate(
            granted=of(EntryKind.GRANTED),
            listed=of(EntryKind.LISTED),
            released=of(EntryKind.RELEASED),
            approved=of_year(ApprovedYear.objects.all()),
            budgeted=of_year(BudgetDocument.objects.all()),
            paid=of_year(Disbursement.objects.filter(outcome=PaymentOutcome.PAID.value)),
            left=F("amount") - F("committed"),
        )
        .order_by("-year")
        .values("pk", "year", *FUND)
    )


def _contracts(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Contract.objects.filter(seen_in("projects.contract", actor)).exclude(number="")
    if year:
        found = found.filter(signed_on__year=year)
    payments = Disbursement.objects.filter(contract=HERE)
    binding = Contract.objects.filter(supplement_of=HERE).exclude(status=ContractStatus.DRAFT.value)
    supplements = binding.order_by().values("supplement_of").annotate(sum=Sum("amount")).values("sum")
    return (
        found.annotate(
            name=F("project__name"),
            unit=F("project__unit_name"),
            main=F("supplement_of__number"),
            supplemented=Subquery(supplements, output_field=MONEY),
            share=Case(
                When(Q(supplemented__isnull=False) & Q(amount__gt=0), then=100 * F("supplemented") / F("amount")),
                default=None,
                output_field=DecimalField(max_digits=14, decimal_places=2),
            ),
            due=latest(payments.exclude(outcome=PaymentOutcome.PAID.value), "due_by"),
            voucher=latest(payments.exclude(voucher=""), "voucher"),
        )
        .order_by("-signed_on", "-pk")
        .values(
            *("pk", "project", "name", "unit", "number", "title", "supplier", "signed_on", "registered_on", "main"),
            *("published_on", "filed_on", "amount", "share", "paid", "due", "voucher", "status"),
        )
    )


def _contract(row: Row) -> Sequence[Cell]:
    return (
        row["name"],
        row["unit"],
        row["number"],
        row["title"],
        row["supplier"],
        row["signed_on"],
        row["registered_on"],
        row["published_on"],
        row["filed_on"],
        row["main"] or "",
        row["amount"],
        f"{row['share']:.2f}%" if row["share"] is not None else "",
        row["due"],
        row["paid"],
        row["voucher"] or "",
        label_of(ContractStatus, row["status"]),
    )


register(
    Register(
        "fund",
        Text("专项资金台账", "Register of the earmarked fund"),
        Text(
            "每个预算年度的额度、占用、退回和余额；已批、已下达和已付为列入项目该年度的金额。",
            "What each budget year was given, took, gave back and has left; approved, budgeted and paid are the year's "
            "amounts of its projects.",
        ),
        (M164.art(8, 2),),
        (
            Column(Text("年度", "Year")),
            text("指标文号", "Document"),
            amount("额度", "Amount"),
            amount("前期工作", "Pre-project work"),
            amount("已列", "Listed"),
            amount("已批", "Approved"),
            amount("已下达", "Budgeted"),
            amount("已付", "Paid"),
            amount("退回", "Given back"),
            amount("占用", "Taken"),
            amount("余额", "Left"),
        ),
        _funds,
        lambda row: (str(row["year"]), *(row[name] for name in FUND)),
        lambda row: f"/projects/fund/{row['year']}/",
        open_to=(AUTHORITY, FINANCE, GOVERNMENT, AUDIT),
    )
)
register(
    Register(
        "contracts",
        Text("合同与支付台账", "Register of contracts and payments"),
        Text("合同、供应商、签订登记日期和已付款项。", "Contracts, suppliers, their dates and what has been paid."),
        (M164.art(18), M164.art(19)),
        (
            PROJECT,
            UNIT,
            text("合同编号", "Contract"),
            text("合同名称", "Title"),
            name("供应商", "Supplier"),
            day("签订", "Signed"),
            day("登记", "Registered"),
            day("公告", "Published"),
            day("备案", "Filed"),
            text("补充于", "Supplements"),
            amount("合同额", "Amount"),
            text("补充合同累计", "Supplements together"),
            day("应付到期", "Payment due"),
            amount("已付", "Paid"),
            text("凭证", "Voucher"),
            text("状态", "Status"),
        ),
        _contracts,
        _contract,
        project_page,
    )
)

"""The registers of projects, in the columns that offices keep: declarations, whole lives, fund, contracts, changes,
experts. A row is seen by whoever may see the case or project that it tells of.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Abs, Coalesce

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, register
from qilou.kernel.registers import Value as Cell
from qilou.law import AUDIT, AUTHORITY, FINANCE, GOVERNMENT, Text
from qilou.law.measures import M164
from qilou.projects.models import (
    Acceptance,
    Approval,
    BudgetDocument,
    Change,
    Contract,
    Declaration,
    Disbursement,
    Evaluation,
    ExpertSheet,
    Fund,
    FundEntry,
    Listing,
    PreliminaryReview,
    PreReviewRound,
    Project,
)
from qilou.projects.models.change import ChangeOutcome
from qilou.projects.models.contract import ContractStatus
from qilou.projects.models.disbursement import PaymentOutcome
from qilou.projects.models.fund import AMOUNT_KINDS, EntryKind
from qilou.projects.models.listing import Outcome
from qilou.projects.models.pre_review import PreReviewOutcome
from qilou.projects.models.project import Nature, Stage, Track

Row = Mapping[str, Any]
HERE = OuterRef("pk")
MONEY = DecimalField(max_digits=14, decimal_places=2)
NONE = Value(Decimal("0.00"), output_field=MONEY)
NUMBER = Column(Text("序号", "No."), "number")
PROJECT = Column(Text("项目", "Project"))
UNIT = Column(Text("单位", "Unit"))


def _label(kind: Any, value: str) -> Text | str:  # Any: a class of labelled choices
    return kind(value).label if value else ""


def _amount(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "amount")


def _date(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "date")


def _text(zh: str, en: str) -> Column:
    return Column(Text(zh, en))


def _latest(found: QuerySet[Any], column: str) -> Subquery:
    return Subquery(found.order_by("-pk").values(column)[:1])


def _sum(found: QuerySet[Any], of: str) -> Coalesce:
    grouped = found.order_by().values("project").annotate(sum=Sum(of)).values("sum")
    return Coalesce(Subquery(grouped, output_field=MONEY), NONE)


def _project(row: Row) -> str:
    return f"/projects/{row['project']}/"


def _seen(actor: Actor) -> list[str]:
    return sorted(actor.keys)


def _declarations(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Declaration.objects.filter(submitted_at__isnull=False, case__readers__overlap=_seen(actor))
    if year:
        found = found.filter(round_year=year)
    mine = OuterRef("project")
    return (
        found.annotate(
            reviewed=_latest(PreReviewRound.objects.filter(pre_review__declaration=HERE), "outcome"),
            checked=_latest(PreliminaryReview.objects.filter(evaluation__declaration=HERE), "checked_total"),
            expert=_latest(Evaluation.objects.filter(declaration=HERE), "panel_suggested"),
            listed=_latest(Listing.objects.filter(project=mine), "outcome"),
            budgeted=_latest(
                Listing.objects.filter(project=mine, reviewed_on__isnull=False).exclude(finance_outcome=""), "amount"
            ),
            reply=_latest(Approval.objects.filter(project=mine).exclude(reply_number=""), "reply_number"),
            name=F("project__name"),
            unit=F("project__unit_name"),
            nature=F("project__nature"),
        )
        .order_by("-round_year", "-pk")
        .values(
            *("pk", "project", "name", "unit", "track", "nature", "total", "accepted_at", "returned_on", "reviewed"),
            *("checked", "expert", "budgeted", "listed", "reply"),
        )
    )


def _declaration(row: Row) -> Sequence[Cell]:
    return (
        row["name"],
        row["unit"],
        _label(Track, row["track"]),
        _label(Nature, row["nature"]),
        row["total"],
        row["accepted_at"].date() if row["accepted_at"] else None,
        row["returned_on"],
        _label(PreReviewOutcome, row["reviewed"]),
        row["checked"],
        row["expert"],
        row["budgeted"],
        _label(Outcome, row["listed"]),
        row["reply"],
    )


def _lives(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Project.objects.known_to(actor)
    if year:
        found = found.filter(round_year=year)
    binding = (ContractStatus.IN_FORCE.value, ContractStatus.PERFORMED.value)
    contracts = Contract.objects.filter(project=HERE, status__in=binding)
    counted = contracts.order_by().values("project").annotate(n=Count("pk")).values("n")
    return (
        found.annotate(
            reply=_latest(Approval.objects.filter(project=HERE).exclude(reply_number=""), "reply_number"),
            code=_latest(BudgetDocument.objects.filter(project=HERE), "code"),
            number_of_contracts=Subquery(counted),
            bound=_sum(contracts, "amount"),
            paid_out=_sum(contracts, "paid"),
            trial=_latest(Acceptance.objects.filter(project=HERE), "trial_started_on"),
            passed=_latest(Acceptance.objects.filter(project=HERE), "passed_on"),
            since=_latest(Acceptance.objects.filter(project=HERE), "operating_since"),
        )
        .order_by("-pk")
        .values(
            *("pk", "name", "unit_name", "stage", "reply", "approved_total", "code", "number_of_contracts", "bound"),
            *("paid_out", "trial", "passed", "since"),
        )
    )


def _life(row: Row) -> Sequence[Cell]:
    over = row["passed"] is not None and row["approved_total"] is not None
    progress = 100 * row["paid_out"] // row["bound"] if row["bound"] else None
    return (
        row["name"],
        row["unit_name"],
        _label(Stage, row["stage"]),
        row["reply"],
        row["approved_total"],
        row["code"],
        row["number_of_contracts"],
        row["bound"],
        row["paid_out"],
        int(progress) if progress is not None else None,
        row["trial"],
        row["passed"],
        row["approved_total"] - row["paid_out"] if over else None,
        row["since"],
    )


def _funds(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Fund.objects.filter(jurisdiction_id=actor.jurisdiction)
    if year:
        found = found.filter(year=year)

    def of(*kinds: str) -> Coalesce:
        entries = FundEntry.objects.filter(fund=HERE, kind__in=kinds).order_by().values("fund")
        return Coalesce(Subquery(entries.annotate(sum=Sum(Abs("amount"))).values("sum"), output_field=MONEY), NONE)

    return (
        found.annotate(
            arranged=of(*AMOUNT_KINDS),
            granted=of(EntryKind.GRANTED.value),
            listed=of(EntryKind.LISTED.value),
            released=of(EntryKind.RELEASED.value),
            left=F("amount") - F("committed"),
        )
        .order_by("-year")
        .values("pk", "year", "document", "amount", "granted", "listed", "released", "committed", "left")
    )


def _contracts(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Contract.objects.filter(case__readers__overlap=_seen(actor)).exclude(number="")
    if year:
        found = found.filter(signed_on__year=year)
    payments = Disbursement.objects.filter(contract=HERE)
    return (
        found.annotate(
            name=F("project__name"),
            unit=F("project__unit_name"),
            main=F("supplement_of__number"),
            due=_latest(payments.exclude(outcome=PaymentOutcome.PAID.value), "due_by"),
            voucher=_latest(payments.exclude(voucher=""), "voucher"),
        )
        .order_by("-signed_on", "-pk")
        .values(
            *("pk", "project", "name", "unit", "number", "title", "supplier", "signed_on", "registered_on", "main"),
            *("amount", "paid", "due", "voucher", "status"),
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
        row["main"] or "",
        row["amount"],
        row["due"],
        row["paid"],
        row["voucher"] or "",
        _label(ContractStatus, row["status"]),
    )


def _changes(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Change.objects.filter(case__readers__overlap=_seen(actor), filed_on__isnull=False)
    if year:
        found = found.filter(filed_on__year=year)
    earlier = Change.objects.filter(project=OuterRef("project"), pk__lte=HERE, filed_on__isnull=False)
    counted = earlier.order_by().values("project").annotate(n=Count("pk")).values("n")
    share = Case(
        When(Q(base__gt=0) & Q(cumulative__isnull=False), then=100 * F("cumulative") / F("base")),
        default=None,
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
    return (
        found.annotate(name=F("project__name"), unit=F("project__unit_name"), times=Subquery(counted), share=share)
        .order_by("-filed_on", "-pk")
        .values(
            *("pk", "project", "name", "unit", "times", "delta", "cumulative", "share", "triggers", "filed_on"),
            *("reply_number", "outcome"),
        )
    )


def _change(row: Row) -> Sequence[Cell]:
    return (
        row["name"],
        row["unit"],
        row["times"],
        row["filed_on"],
        row["delta"],
        row["cumulative"],
        f"{row['share']:.2f}%" if row["share"] is not None else "",
        Text("是", "yes") if row["triggers"] else Text("否", "no"),
        row["reply_number"],
        _label(ChangeOutcome, row["outcome"]),
    )


def _experts(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = ExpertSheet.objects.filter(evaluation__case__jurisdiction=actor.jurisdiction)
    if year:
        found = found.filter(evaluation__session__held_on__year=year)
    return (
        found.values("expert", name=F("expert__name_zh"))
        .annotate(
            drawn=Count("pk"),
            filed=Count("pk", filter=Q(filed_at__isnull=False)),
            excused=Count("pk", filter=~Q(excused="")),
            sessions=Count("evaluation__session", distinct=True),
        )
        .order_by("-drawn", "name")
    )


register(
    Register(
        "declarations",
        Text("年度申报台账", "Register of declarations"),
        Text("每项申报从受理到批复的金额和结果。", "What each declaration asked and what became of it."),
        (M164.art(10), M164.art(14)),
        (
            PROJECT,
            UNIT,
            _text("类型", "Track"),
            _text("性质", "Nature"),
            _amount("申报数", "Asked"),
            _date("受理日", "Accepted"),
            _date("补正日", "Returned"),
            _text("预审结果", "Pre-review"),
            _amount("第三方核定", "Third party"),
            _amount("专家核定", "Experts"),
            _amount("财政审核", "Finance"),
            _text("清单/备选", "List"),
            _text("批复文号", "Approval"),
        ),
        _declarations,
        _declaration,
        _project,
    )
)
register(
    Register(
        "projects",
        Text("项目全生命周期台账", "Register of projects' whole lives"),
        Text("批复、合同、支付、验收和结余。", "Approval, contracts, payments, acceptance and what is left."),
        (M164.art(16), M164.art(18), M164.art(19)),
        (
            PROJECT,
            UNIT,
            _text("阶段", "Stage"),
            _text("批复文号", "Approval"),
            _amount("批复额", "Approved"),
            _text("预算项目编码", "Budget code"),
            Column(Text("合同数", "Contracts"), "number"),
            _amount("合同额", "Contracted"),
            _amount("已付", "Paid"),
            Column(Text("支付进度%", "Paid, %"), "number"),
            _date("试运行", "Trial run"),
            _date("验收", "Accepted"),
            _amount("结余", "Left"),
            _date("上线", "In operation"),
        ),
        _lives,
        _life,
        lambda row: f"/projects/{row['pk']}/",
    )
)
register(
    Register(
        "fund",
        Text("专项资金台账", "Register of the earmarked fund"),
        Text(
            "每个预算年度的额度、占用、退回和余额。",
            "What each budget year was given, took, gave back and has left.",
        ),
        (M164.art(8, 2),),
        (
            Column(Text("年度", "Year")),
            _text("指标文号", "Document"),
            _amount("额度", "Amount"),
            _amount("前期工作", "Pre-project work"),
            _amount("已列", "Listed"),
            _amount("退回", "Given back"),
            _amount("占用", "Taken"),
            _amount("余额", "Left"),
        ),
        _funds,
        lambda row: (
            str(row["year"]),
            *(row[name] for name in ("document", "amount", "granted", "listed", "released", "committed", "left")),
        ),
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
            _text("合同编号", "Contract"),
            _text("合同名称", "Title"),
            _text("供应商", "Supplier"),
            _date("签订", "Signed"),
            _date("登记", "Registered"),
            _text("补充于", "Supplements"),
            _amount("合同额", "Amount"),
            _date("应付到期", "Payment due"),
            _amount("已付", "Paid"),
            _text("凭证", "Voucher"),
            _text("状态", "Status"),
        ),
        _contracts,
        _contract,
        _project,
    )
)
register(
    Register(
        "changes",
        Text("变更台账", "Register of changes"),
        Text("每次调整的金额、累计比例和批复。", "Each change with its amount, the cumulative share and the reply."),
        (M164.art(20),),
        (
            PROJECT,
            UNIT,
            Column(Text("第几次", "Which"), "number"),
            _date("报送", "Filed"),
            _amount("调整额", "Change"),
            _amount("累计额", "Cumulative"),
            _text("累计比例", "Cumulative share"),
            _text("重大调整", "Major"),
            _text("批复文号", "Reply"),
            _text("结果", "Outcome"),
        ),
        _changes,
        _change,
        _project,
    )
)
register(
    Register(
        "experts",
        Text("专家库与抽取台账", "Register of experts"),
        Text("每位专家参加评审、提交和回避的次数。", "How often each expert was drawn, filed a sheet, was excused."),
        (M164.art(13),),
        (
            Column(Text("专家", "Expert")),
            Column(Text("抽取", "Drawn"), "number"),
            Column(Text("提交评审表", "Sheets filed"), "number"),
            Column(Text("回避或者缺席", "Excused"), "number"),
            Column(Text("场次", "Sessions"), "number"),
        ),
        _experts,
        lambda row: (row["name"], row["drawn"], row["filed"], row["excused"], row["sessions"]),
        lambda row: "",
        open_to=(AUTHORITY, AUDIT),
    )
)

"""Payment: applied for by the unit, agreed to by finance, and follow-up money only on a passed acceptance."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, Text
from qilou.law.measures import M164
from qilou.projects import phrases
from qilou.projects.actions import disbursement as effects
from qilou.projects.inputs.approval import AboutProject, Withdrawal
from qilou.projects.inputs.disbursement import Agreement, PaymentForm, PaymentRefusal, Voucher
from qilou.projects.notices.disbursement import AGREEMENT, REFUSAL
from qilou.projects.parties import DECLARER
from qilou.projects.queries import disbursement as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import disbursement as rules

ARTICLE = M164.art(19, 2)
PAYABLE = (
    rules.contract_is_registered,
    rules.approved_before_payment,
    rules.instalment_fits,
    rules.follow_up_after_acceptance,
    rules.acceptance_report_named,
    rules.preliminary_instalment_earned,
    rules.payments_within_contract,
    rules.payments_within_budget,
)

DISBURSEMENT = Procedure(
    code="projects.disbursement",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("资金拨付", "Payment"),
    prefix="BK",
    start="draft",
    subject="projects.Disbursement",
    cites=ARTICLE,
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=AboutProject,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A19.5", "A19.6"),
    states=(
        State(
            "draft",
            Text("拟申请", "Being prepared"),
            DECLARER,
            private=True,
            no_clock=Text("尚未提出", "Not yet put forward"),
        ),
        State(
            "submitted",
            Text("财政部门审核", "With finance"),
            FINANCE,
            no_clock=Text(
                "本办法未规定审核期限；中小企业款项另有法定付款期限",
                "The Measures set no time; payments to small suppliers have a statutory term of their own",
            ),
        ),
        State(
            "agreed",
            Text("同意拨付，待支付", "Agreed, to be paid"),
            FINANCE,
            no_clock=Text("由国库集中支付系统办理", "Paid through the treasury's system"),
        ),
        State("paid", Text("已拨付", "Paid"), final=True),
        State("refused", Text("不予拨付", "Refused"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
    ),
    steps=(
        Step(
            "submit",
            Text("申请拨付", "Apply for payment"),
            at("draft"),
            to="submitted",
            by=DECLARER,
            cites=ARTICLE,
            req=("A18.10", "A19.5", "A19.6"),
            requires=PAYABLE,
            takes=PaymentForm,
            suggests=queries.payment_as_known,
            then=effects.submit,
        ),
        Step(
            "agree",
            Text("同意拨付", "Agree to pay"),
            at("submitted"),
            to="agreed",
            by=FINANCE,
            cites=ARTICLE,
            req=("A16.14", "A18.10", "A19.5", "A19.6"),
            requires=PAYABLE,
            takes=Agreement,
            then=effects.agree,
            serves=(AGREEMENT,),
            sign_off=True,
            phrases=phrases.PAYMENT,
        ),
        Step(
            "refuse",
            Text("不予拨付", "Refuse"),
            at("submitted"),
            to="refused",
            by=FINANCE,
            cites=ARTICLE,
            req=("A16.14", "A19.6"),
            requires=(rules.refusal_gives_reasons,),
            takes=PaymentRefusal,
            then=effects.refuse,
            serves=(REFUSAL,),
            sign_off=True,
            phrases=phrases.NO_PAYMENT,
        ),
        Step(
            "send_back",
            Text("退回补充", "Send back"),
            at("submitted"),
            to="draft",
            by=FINANCE,
            cites=ARTICLE,
            req=("A19.5",),
            requires=(rules.refusal_gives_reasons,),
            takes=PaymentRefusal,
            then=effects.send_back,
            phrases=phrases.NO_PAYMENT,
        ),
        Step(
            "record_payment",
            Text("登记支付凭证", "Record the voucher"),
            at("agreed"),
            to="paid",
            by=FINANCE,
            cites=ARTICLE,
            req=("A18.10", "A19.5"),
            requires=(*PAYABLE, rules.voucher_recorded),
            takes=Voucher,
            then=effects.record_payment,
            weighty=True,
        ),
        Step(
            "withdraw",
            Text("撤回申请", "Withdraw"),
            at("draft", "submitted"),
            to="withdrawn",
            by=DECLARER,
            cites=ARTICLE,
            req=("A19.5",),
            takes=Withdrawal,
            then=effects.withdraw,
        ),
    ),
)

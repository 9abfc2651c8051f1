"""Declaration (申报): a unit declares; the authority accepts, tells once what to correct, or declines (Art. 9–11)."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, Copies, Procedure, State, Step, at
from qilou.law import AUTHORITY, FIXED_DATE, SYSTEM, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.law.readings import CORRECTION_DAYS, LAST_DAY_ON_HOLIDAY, NOTICE_ANALOGY
from qilou.law.statutes import LICENSING
from qilou.projects import phrases
from qilou.projects.actions import declaration as act_on
from qilou.projects.inputs.correction import CorrectionNotice, Decline
from qilou.projects.inputs.declaration import DeclarationForm, Opening, OutOfScope, Registration, SecretStub, Withdrawal
from qilou.projects.models import Declaration
from qilou.projects.models.project import Track
from qilou.projects.notices.declaration import ACCEPTED, CORRECTION, DECLINED, NOT_CORRECTED, RECEIPT
from qilou.projects.parties import DECLARER
from qilou.projects.queries.declaration import declaration_facts, options
from qilou.projects.queries.declaration_page import show_declaration
from qilou.projects.queries.earlier import earlier_form, earlier_forms
from qilou.projects.queries.outline import declaration_beside
from qilou.projects.queries.periods import declaration_end
from qilou.projects.rules.completeness import COMPLETE
from qilou.projects.rules.correction import (
    corrected_after_notice,
    correction_applies,
    not_told_before,
    reasons_within_notice,
    something_to_correct,
)
from qilou.projects.rules.declaration import (
    annual_in_time,
    concession_documented,
    existing_system_named,
    external_only,
    fiscal_share,
    government_financing,
    ground_proved,
    has_category,
    in_the_zone,
    is_egovernment_project,
    special_after_annual,
    special_ground,
    types_named,
    unit_belongs_to_the_area,
    unit_is_registered,
    within_chapter_two,
)
from qilou.projects.rules.secrecy import no_secret_marking, stated_non_secret

SUBMITTABLE = (
    within_chapter_two,
    unit_is_registered,
    unit_belongs_to_the_area,
    in_the_zone,
    has_category,
    fiscal_share,
    government_financing,
    concession_documented,
    is_egovernment_project,
    types_named,
    existing_system_named,
    annual_in_time,
    special_after_annual,
    special_ground,
    ground_proved,
    stated_non_secret,
    no_secret_marking,
)
NOT_SUBMITTED = Text(
    "提交以前没有期限；年度申报须在八月底前提出", "No period before submission; annual: by the end of August"
)
NO_TIME_TO_CHECK = Text(
    "条文未规定核对期限；比照行政许可法第三十二条的，按参数计时",
    "The text sets no time for the check; by analogy with Administrative Licensing Law 32 where the parameter says so",
)


def _declared_annually(act: Act) -> bool:
    return Declaration.objects.filter(pk=act.case.id, track=Track.ANNUAL.value).exists()


def _end_of_august(act: Act) -> date:
    return declaration_end(Declaration.objects.get(pk=act.case.id).round_year)


def _by_analogy(act: Act) -> bool:
    return act.readings[NOTICE_ANALOGY]


DECLARATION = Procedure(
    code="projects.declaration",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("项目申报", "Declaration"),
    prefix="SB",
    start="draft",
    subject="projects.Declaration",
    cites=M164.art(9),
    sees=(AUTHORITY,),
    opens_by=DECLARER,
    takes=Opening,
    initial=act_on.begin_declaration,
    facts=declaration_facts,
    show=show_declaration,
    options=options,
    req=("A9.1", "A9.3", "A11.6"),
    states=(
        State("draft", Text("草稿", "Draft"), DECLARER, private=True, no_clock=NOT_SUBMITTED),
        State("special_draft", Text("专项申报草稿", "Special draft"), DECLARER, private=True, no_clock=NOT_SUBMITTED),
        State("submitted", Text("已提交，待核对", "Submitted, being checked"), AUTHORITY, no_clock=NO_TIME_TO_CHECK),
        State("correcting", Text("待补正", "To be corrected"), DECLARER),
        State("accepted", Text("已受理", "Accepted"), final=True),
        State("declined", Text("不予受理", "Not accepted"), final=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        State("discarded", Text("草稿已作废", "Draft discarded"), final=True, private=True),
        State("out_of_scope", Text("不属于适用范围", "Out of scope"), final=True),
        State("registered", Text("已登记（国家、省统筹）", "Registered (external)"), final=True),
        State("stub", Text("已转涉密渠道", "Moved to the secret channel"), final=True),
    ),
    clocks=(
        Clock(
            "annual_period",
            Text("年度申报期", "Annual period"),
            0,
            FIXED_DATE,
            at("draft"),
            M164.art(10, 2),
            DECLARER,
            req=("A10.5",),
            roll=LAST_DAY_ON_HOLIDAY,
            last=_end_of_august,
            applies=_declared_annually,
        ),
        Clock(
            "correction",
            Text("补正期限", "Time to correct"),
            CORRECTION_DAYS,
            WORKING_DAYS,
            at("correcting"),
            M164.art(10, 3),
            DECLARER,
            req=("A10.16",),
            statutory=False,
        ),
        Clock(
            "notice_by_analogy",
            Text("告知补正的期限（比照）", "Time for the correction notice (by analogy)"),
            5,
            WORKING_DAYS,
            at("submitted"),
            LICENSING.art(32, 1, 4),
            AUTHORITY,
            req=("A10.21",),
            statutory=False,
            applies=_by_analogy,
        ),
    ),
    steps=(
        Step(
            "submit",
            Text("提交申报", "Submit"),
            at("draft", "special_draft"),
            "submitted",
            DECLARER,
            M164.art(10, 2),
            req=("A10.3", "A10.6", "A11.6", "A44.1"),
            requires=SUBMITTABLE,
            takes=DeclarationForm,
            own_sign_off=True,
            then=act_on.submit,
            beside=declaration_beside,
            serves=(RECEIPT,),
            hint=Text(
                "五项合计须一致；提交后冻结为第一版，材料不齐的由主管部门一次性告知补正。",
                "Five totals must agree. What you submit is frozen as version 1; gaps are told to you once.",
            ),
            copies=Copies(
                earlier_forms,
                earlier_form,
                Text(
                    "总投资、分项、分年度和资金来源，专项事由，建设方案和附件，声明",
                    "total, shares by type, year and source, special grounds, programme and papers, statement",
                ),
            ),
        ),
        Step(
            "change_to_special",
            Text("改为专项申报", "Change to a special declaration"),
            at("draft"),
            "special_draft",
            DECLARER,
            M164.art(11),
            req=("A9.3", "A11.6"),
            then=act_on.change_to_special,
        ),
        Step(
            "close_out_of_scope",
            Text("不属于适用范围", "Close as out of scope"),
            at("draft", "special_draft"),
            "out_of_scope",
            DECLARER,
            M164.art(2),
            req=("A2.1", "A2.5"),
            takes=OutOfScope,
            then=act_on.close_out_of_scope,
        ),
        Step(
            "register",
            Text("登记国家、省统筹项目", "Register an external project"),
            at("draft"),
            "registered",
            DECLARER,
            M164.art(43),
            req=("A43.1",),
            requires=(external_only, unit_is_registered, stated_non_secret, no_secret_marking),
            takes=Registration,
            then=act_on.register_external,
        ),
        Step(
            "keep_stub",
            Text("转涉密渠道，只留代称", "Move to the secret channel, keep a stub"),
            at("draft", "special_draft"),
            "stub",
            DECLARER,
            M164.art(44),
            req=("A44.1",),
            requires=(no_secret_marking,),
            takes=SecretStub,
            then=act_on.keep_stub,
        ),
        Step(
            "discard",
            Text("作废草稿", "Discard the draft"),
            at("draft", "special_draft"),
            "discarded",
            DECLARER,
            M164.art(9),
            takes=Withdrawal,
            then=act_on.withdraw,
        ),
        Step(
            "accept",
            Text("受理", "Accept"),
            at("submitted"),
            "accepted",
            AUTHORITY,
            M164.art(10, 3),
            req=("A10.19", "A11.5"),
            requires=COMPLETE,
            then=act_on.accept,
            numbered=act_on.keep_receipt,
            serves=(ACCEPTED,),
            in_bulk=True,
        ),
        Step(
            "return_once",
            Text("一次性告知补正", "Tell once what to correct"),
            at("submitted"),
            "correcting",
            AUTHORITY,
            M164.art(10, 3),
            req=("A10.14", "A10.15", "A10.16", "A11.5"),
            requires=(something_to_correct, not_told_before, correction_applies),
            takes=CorrectionNotice,
            then=act_on.tell_once,
            serves=(CORRECTION,),
            phrases=phrases.CORRECTION,
        ),
        Step(
            "decline",
            Text("不予受理", "Do not accept"),
            at("submitted"),
            "declined",
            AUTHORITY,
            M164.art(10, 3),
            req=("A10.18", "A11.5"),
            requires=(corrected_after_notice, reasons_within_notice),
            takes=Decline,
            then=act_on.decline,
            serves=(DECLINED,),
            phrases=phrases.DECLINE,
        ),
        Step(
            "accept_by_silence",
            Text("逾期未告知，视为受理", "Counts as accepted: no notice in time"),
            at("submitted"),
            "accepted",
            SYSTEM,
            LICENSING.art(32, 1, 4),
            req=("A10.21",),
            on="notice_by_analogy",
            then=act_on.accept,
            numbered=act_on.keep_receipt,
            serves=(ACCEPTED,),
        ),
        Step(
            "correct",
            Text("补正", "Correct"),
            at("correcting"),
            "submitted",
            DECLARER,
            M164.art(10, 3),
            req=("A10.20", "A10.22"),
            requires=SUBMITTABLE,
            takes=DeclarationForm,
            own_sign_off=True,
            then=act_on.correct,
            serves=(RECEIPT,),
            suggests=act_on.what_was_typed,
            beside=declaration_beside,
        ),
        Step(
            "not_corrected",
            Text("逾期未补正，不予受理", "Not corrected in time: not accepted"),
            at("correcting"),
            "declined",
            SYSTEM,
            M164.art(10, 3),
            req=("A10.17",),
            on="correction",
            then=act_on.decline_uncorrected,
            serves=(NOT_CORRECTED,),
        ),
        Step(
            "withdraw",
            Text("撤回", "Withdraw"),
            at("submitted", "correcting"),
            "withdrawn",
            DECLARER,
            M164.art(10),
            req=("A10.23",),
            takes=Withdrawal,
            then=act_on.withdraw,
        ),
    ),
)

"""Addresses of casework: `/work/` desks, and for each declared procedure its register, cases and steps.

The path of a step is its one name: `projects.declaration.accept` is `/projects/declaration/<number>/accept/`.
"""

from django.urls import path, register_converter

from .procedure import PROCEDURES
from .views import (
    case,
    copying,
    desk,
    duties,
    entries,
    files,
    issuing,
    notices,
    opening,
    papers,
    printed,
    punctuality,
    registers,
    rows,
    service,
    settings,
    step,
    telling,
    together,
)


class ProcedurePath:
    """`projects/declaration` to the code `projects.declaration`; no other path matches."""

    regex = "[a-z][a-z-]*/[a-z][a-z-]*"

    def to_python(self, value: str) -> str:
        code = value.replace("/", ".").replace("-", "_")
        if code not in PROCEDURES:
            raise ValueError
        return code

    def to_url(self, value: str) -> str:
        return value.replace(".", "/").replace("_", "-")


class CaseNumber:
    """A case number such as SB26-1034-9."""

    regex = "[A-Z]{2,4}[0-9]{2}-[0-9]+-[0-9]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProcedurePath, "procedure")
register_converter(CaseNumber, "number")

urlpatterns = [
    path("work/", desk.desk, name="desk"),
    path("work/new/", desk.openings, name="openings"),
    path("work/next/", desk.following, name="next"),
    path("work/bulk/", desk.bulk, name="bulk"),
    path("work/views/", desk.keep_view, name="keep_view"),
    path("work/views/<int:view_id>/forget/", desk.forget_view, name="forget_view"),
    path("work/sheet/", desk.sheet, name="desk_sheet"),
    path("work/<slug:view>/sheet/", desk.sheet, name="desk_view_sheet"),
    path("work/punctuality/", punctuality.punctuality, name="punctuality"),
    path("work/overdue/", punctuality.overdue, name="overdue"),
    path("work/<slug:view>/", desk.desk, name="desk_view"),
    path("files/", files.upload, name="upload"),
    path("files/uploads/", files.new_upload, name="new_upload"),
    path("files/uploads/<uuid:upload_id>/", files.upload_part, name="upload_part"),
    path("files/<str:hash_>/", files.download, name="file"),
    path("notices/", notices.notices, name="notices"),
    path("notices/receive/", notices.receive_several, name="receive_several"),
    path("notices/<int:notice_id>/", notices.notice, name="notice"),
    path("notices/<int:notice_id>/receive/", notices.receive, name="receive"),
    path("notices/<int:notice_id>/not-served/", service.not_served, name="not_served"),
    path("notices/<int:notice_id>/served/", service.served_otherwise, name="served_otherwise"),
    path("notices/<int:notice_id>/void/", issuing.void, name="void_number"),
    path("notices/<int:notice_id>/paper.pdf", papers.paper, name="paper"),
    path("notices/<int:notice_id>/paper.ofd", papers.ofd, name="paper_ofd"),
    path("notices/<int:notice_id>/courtesy.pdf", papers.courtesy, name="courtesy_copy"),
    path("verify/<str:code>/", papers.verify, name="verify"),
    path("issuing/", issuing.issuing, name="issuing"),
    path("issuing/voided/", issuing.voided, name="voided"),
    path("issuing/<int:organisation_id>/letterhead/", issuing.letterhead, name="letterhead"),
    path("issuing/<int:organisation_id>/levels/", issuing.levels, name="sign_off_levels"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<int:entry_id>/drop/", entries.drop, name="drop_entry"),
    path("duties/", duties.duties, name="duties"),
    path("urging/", together.urging, name="urging"),
    path("urging/serve/", together.urge_cases, name="urge_cases"),
    path("urging/<int:slip_id>/answer/", together.answer, name="answer_urging"),
    path("notifications/", together.notifications, name="notifications"),
    path("notifications/ways/", telling.ways, name="notification_ways"),
    path("notifications/unsent/", telling.unsent, name="unsent"),
    path("notifications/read/", together.read, name="notifications_read"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<slug:register>/", registers.one_register, name="one_register"),
    path("registers/<slug:register>/sheet/", registers.one_register_sheet, name="one_register_sheet"),
    path("parameters/", settings.parameters, name="parameters"),
    path("parameters/<slug:code>/", settings.parameter, name="parameter"),
    path("calendar/", settings.calendar, name="calendar"),
    path("<procedure:code>/", desk.register, name="register"),
    path("<procedure:code>/sheet/", desk.register_sheet, name="register_sheet"),
    path("<procedure:code>/new/", opening.new, name="new_case"),
    path("<procedure:code>/new/draft/", opening.save_new, name="save_new"),
    path("<procedure:code>/<number:number>/", case.case, name="case"),
    path("<procedure:code>/<number:number>/file.zip", case.package, name="case_file"),
    path("<procedure:code>/<number:number>/forms/<str:form>.pdf", printed.form_paper, name="form_paper"),
    path("<procedure:code>/<number:number>/forms/<str:form>.xlsx", printed.form_sheet, name="form_sheet"),
    path("<procedure:code>/<number:number>/receipts/<uuid:event>.json", case.receipt, name="act_receipt"),
    path("<procedure:code>/<number:number>/sign-off/<slug:verb>/", case.sign_off, name="sign_off"),
    path("<procedure:code>/<number:number>/do/comment/", together.comment, name="comment"),
    path("<procedure:code>/<number:number>/do/add-signer/", together.added_signer, name="add_signer"),
    path("<procedure:code>/<number:number>/do/<slug:verb>/", case.do, name="case_act"),
    path("<procedure:code>/<number:number>/<slug:step>/", step.step, name="step"),
    path("<procedure:code>/<number:number>/<slug:step>/draft/", step.save, name="save_draft"),
    path("<procedure:code>/<number:number>/<slug:step>/copy/", copying.copy, name="copy_form"),
    path("<procedure:code>/<number:number>/<slug:step>/rows/<slug:field>/", rows.rows, name="step_rows"),
]

"""A step's own page: its form with the draft that colleagues share, the preview of its papers, and the act itself."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qilou.casework.act import Act, insider
from qilou.casework.actions import sign_off as signing
from qilou.casework.actions.drafts import Kept, discard_draft, draft_of, save_draft
from qilou.casework.actions.entries import OF_RECORD
from qilou.casework.actions.perform import available, look, perform, permitted
from qilou.casework.actions.presence import enter
from qilou.casework.actions.preview import preview
from qilou.casework.models import Draft
from qilou.casework.printed import printed_from
from qilou.casework.procedure import Step
from qilou.identity.actions.permission import must_be_confirmed
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import Input, fields_of
from qilou.kernel.forms import bind, raw_from, read
from qilou.kernel.request import Asked
from qilou.law import say

from .context import sections_shown
from .forms import Posted, blank_form, known_files, posted, read_posted, short, with_row

OF_THE_PAGE = {"preview", "outcome", "version"}
Raw = dict[str, list[str]]
Options = Callable[[str], Iterable[tuple[str, str]]]


@require_http_methods(["GET", "POST"])
def step(request: Asked, code: str, number: str, step: str) -> HttpResponse:
    """One step: its form, the preview of what it would serve, a page to confirm, and the act itself."""
    act, declared = _looked(request, code, number, step)
    if request.method == "GET":
        available(act, step)
        if not _registrar(act):
            permitted(act, declared)
        if declared.weighty:
            must_be_confirmed(request.actor)
        draft = draft_of(request.actor, step, number)
        return step_page(request, act, declared, draft.raw if draft else _typed_before(act, declared), draft=draft)
    form = posted(request)
    if request.headers.get("X-Preview"):
        return _papers(request, act, declared, form.raw)
    draft = draft_of(request.actor, step, number)
    if declared.takes is not None and with_row(form.raw, fields_of(declared.takes)):
        return step_page(request, act, declared, form.raw, draft=draft)
    if form.since is not None and draft is not None and draft.version > form.since:
        kept = keep(request, act, declared, form)
        if kept is not None and kept.met:
            return step_page(request, act, declared, kept.draft.raw, draft=kept.draft, met=kept)
    seen = form.raw.get("version", ["0"])[-1]
    try:
        data = read_posted(declared.takes, _input(form.raw), form) if declared.takes else None
        if "preview" in form.raw:
            papers = preview(act, step, data)
            return step_page(request, act, declared, form.raw, papers=papers, draft=draft)
        perform(
            code,
            number,
            step,
            actor=request.actor,
            now=_acted_at(request, form.raw),
            data=data,
            seen_version=int(seen) if seen.isdecimal() and seen != "0" else None,
            of_record=_of_record(form.raw),
        )
    except Refused as refused:
        kept = keep(request, act, declared, form)
        if isinstance(refused, Conflict | NotPermitted):
            raise
        met = kept if kept and kept.met else None
        raw = kept.draft.raw if kept and met else form.raw
        return step_page(request, act, declared, raw, refused=refused, draft=kept.draft if kept else draft, met=met)
    discard_draft(request.actor, step, number)
    return HttpResponseRedirect(after(act))


@require_POST
def save(request: Asked, code: str, number: str, step: str) -> HttpResponse:
    """Keep what is typed in a step's form: for a page that keeps itself, or by its button where there is no script."""
    act, declared = _looked(request, code, number, step)
    form = posted(request)
    by_itself = "X-Draft" in request.headers
    if by_itself:
        kept = save_typed(request, act, declared, form)
        return JsonResponse(_kept(act, declared, kept) | {"colleagues": _present(act, declared, kept.draft)})
    try:
        kept = save_typed(request, act, declared, form)
        if form.faults:
            raise Invalid(form.faults)
    except Refused as refused:
        draft = draft_of(request.actor, step, number)
        return step_page(request, act, declared, form.raw, refused=refused, draft=draft)
    if kept.met:
        return step_page(request, act, declared, kept.draft.raw, draft=kept.draft, met=kept)
    messages.success(request, _("Draft saved"))
    base = f"/{act.procedure.path}/{number}/"
    return HttpResponseRedirect(f"{base}#decision" if short(declared.takes) else f"{base}{step}/")


def _kept(act: Act, declared: Step, kept: Kept) -> dict[str, object]:
    """What a page that keeps itself is told: the draft's version, what colleagues changed, what the sums say now."""
    raw = dict(kept.draft.raw)
    shown = sections_shown(declared.beside(act, raw)) if declared.beside else []
    return {
        "saved_at": kept.draft.saved_at.isoformat(),
        "version": kept.draft.version,
        "theirs": kept.theirs,
        "clashes": {name: raw.get(name, []) for name in kept.clashes},
        "beside": [render_to_string("casework/parts/section.html", {"section": one}) for one in shown],
    }


def _present(act: Act, declared: Step, draft: Draft | None) -> str:
    """The line that says who else is in the draft; nobody who reads another body's form is in it."""
    if declared.takes is None or not insider(declared.by, act.case, act.actor):
        return ""
    colleagues = enter(act.actor, declared.name, act.case.number, draft, now=act.now)
    return render_to_string("casework/parts/colleagues.html", {"colleagues": colleagues})


def save_typed(request: Asked, act: Act, declared: Step, form: Posted) -> Kept:
    """Keep what a form holds, merged with what colleagues saved since it was shown; raises Refused for secret text."""
    return save_draft(
        drafted(form.raw),
        actor=request.actor,
        now=request.now,
        step=declared.name,
        number=act.case.number,
        since=form.since,
        begun=_typed_before(act, declared),
    )


def keep(request: Asked, act: Act, declared: Step, form: Posted) -> Kept | None:
    """Keep what a form holds; None for text that bears a secrecy marking, which is kept nowhere."""
    try:
        return save_typed(request, act, declared, form)
    except Refused:
        return None


def _looked(request: Asked, code: str, number: str, step: str) -> tuple[Act, Step]:
    act = look(code, number, actor=request.actor, now=request.now)
    declared = act.procedure.step(step)
    if declared is None:
        raise Missing
    return act, declared


def _papers(request: Asked, act: Act, declared: Step, raw: Raw) -> HttpResponse:
    """What the step would serve with what is typed so far, alone, for a page that asks while one types."""
    try:
        data = read(declared.takes, _input(raw)) if declared.takes else None
        return render(request, "casework/parts/papers.html", {"papers": preview(act, declared.name, data)})
    except Refused as refused:
        return HttpResponse(status=refused.status)


def after(act: Act) -> str:
    """Back to the case, unless the act took it out of the actor's sight."""
    try:
        look(act.procedure.code, act.case.number, actor=act.actor, now=act.now)
    except Missing:
        return "/work/"
    return f"/{act.procedure.path}/{act.case.number}/"


def step_page(
    request: Asked,
    act: Act,
    declared: Step,
    raw: Raw | None,
    *,
    refused: Refused | None = None,
    papers: list[dict[str, object]] | None = None,
    draft: Draft | None = None,
    met: Kept | None = None,
) -> HttpResponse:
    """The page of a step with what stands in its form, why it was refused, or the papers that it would serve."""
    errors = refused.errors if isinstance(refused, Invalid) else {}
    options = options_of(act)
    base = f"/{act.procedure.path}/{act.case.number}/{declared.name}/"
    form = (
        bind(declared.takes, raw=raw, errors=errors, options=options)
        if declared.takes is not None and raw is not None
        else blank_form(declared.takes, options)
    )
    context = {
        "act": act,
        "case": act.case,
        "procedure": act.procedure,
        "step": declared,
        "state": act.procedure.state(act.case.state).label,
        "to": act.procedure.state(declared.to).label,
        "signed": declared.sign_off or signing.signed_within(act, declared),
        "edition": declared.takes.edition if declared.takes else None,
        "form": form,
        "stored": known_files(form),
        "refused": refused,
        "papers": papers or [],
        "previews": bool(declared.serves),
        "registrar": _registrar(act),
        "of_record": _of_record(raw or {}) or request.GET.get("of_record", ""),
        "acted_on": (raw or {}).get("acted_on", [""])[-1] or request.GET.get("acted_on", ""),
        "draft_url": f"{base}draft/",
        "draft": draft,
        "colleagues": _present(act, declared, draft),
        "met": met,
        "clashes": _told_apart(declared, draft),
        "earlier": list(declared.copies.earlier(act)) if declared.copies else [],
        "copy_url": f"{base}copy/",
        "beside": sections_shown(declared.beside(act, raw or {})) if declared.beside else [],
        "sheets": f"{base}rows/",
        "printable": printed_from([declared.takes.edition.code])
        if draft and declared.takes and declared.takes.edition
        else [],
    }
    status = 409 if met else refused.status if refused else 200
    return render(request, "casework/step.html", context, status=status)


def _told_apart(declared: Step, draft: Draft | None) -> list[dict[str, object]]:
    """Entries that two colleagues changed apart: what stands in the draft and what the other typed."""
    if draft is None or declared.takes is None:
        return []
    labels = {spec.name: spec.label for spec in fields_of(declared.takes)}
    return [
        {
            "name": name,
            "label": labels.get(name.partition("-")[0], name),
            "texts": one["texts"],
            "by": one["by"],
            "kept": draft.raw.get(name, []),
        }
        for name, one in draft.clashes.items()
    ]


def _registrar(act: Act) -> bool:
    """Whether the viewer may enter what was dealt with on paper."""
    return act.actor.holds(f"AUTHORITY@{act.case.jurisdiction}/registrar")


def _typed_before(act: Act, declared: Step) -> Raw | None:
    """What a returned draft of this very step held, or what the module proposes."""
    row = act.case.sign_off
    mine = insider(declared.by, act.case, act.actor)
    if row and mine and row.step == declared.name and declared.takes is not None:
        typed: Input = declared.takes.model_validate(row.input)
        return raw_from(fields_of(declared.takes), typed.model_dump())
    if declared.suggests is not None and declared.takes is not None:
        return raw_from(fields_of(declared.takes), declared.suggests(act))
    return None


def _of_record(raw: Mapping[str, list[str]]) -> str:
    return raw.get("of_record", [""])[-1].strip()


def _acted_at(request: Asked, raw: Mapping[str, list[str]]) -> datetime:
    """Now, or for an entry of record noon of the day that the paper names; raises Invalid."""
    if not _of_record(raw):
        return request.now
    try:
        day = date.fromisoformat(raw.get("acted_on", [""])[-1])
    except ValueError as error:
        words = say("请填写该纸质文件的办理日期。", "Enter the day on which the paper was dealt with.")
        raise Invalid({"acted_on": words}) from error
    if day > request.now.date():
        raise Invalid({"acted_on": say("日期不能晚于今天。", "The day cannot lie in the future.")})
    return request.now.replace(year=day.year, month=day.month, day=day.day, hour=12, minute=0)


def drafted(raw: Mapping[str, list[str]]) -> Raw:
    """What a draft keeps of a posted form: all that was typed."""
    return {name: texts for name, texts in raw.items() if name not in OF_THE_PAGE}


def _input(raw: Mapping[str, list[str]]) -> Raw:
    """The entries of the step's own form."""
    return {name: texts for name, texts in raw.items() if name not in OF_THE_PAGE | OF_RECORD}


def options_of(act: Act) -> Options:
    """The answers that the procedure offers for what a field refers to."""

    def options(refers: str) -> Iterable[tuple[str, str]]:
        return act.procedure.options(refers, act) if act.procedure.options else ()

    return options

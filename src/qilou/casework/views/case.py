"""The case page, its steps and its sign-off."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.casework.act import Act, insider
from qilou.casework.actions import cases as acts
from qilou.casework.actions import sign_off as signing
from qilou.casework.actions.drafts import Kept, discard_draft, draft_of, save_draft
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import available, look, perform, permitted
from qilou.casework.actions.preview import preview
from qilou.casework.actions.urging import urge
from qilou.casework.asides import HandOver, HigherDecision, Opinion, Recusal, Urge
from qilou.casework.models import Draft
from qilou.casework.procedure import PROCEDURES, Procedure, Step
from qilou.casework.queries.case_file import case_file
from qilou.casework.queries.receipts import receipt_of
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import Input, fields_of
from qilou.kernel.forms import bind, raw_from, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import reading
from qilou.law import say

from .asides import attempt, show_case
from .context import section_shown
from .forms import DRAFT_VERSION, blank_form, draft_version, known_files, posted, with_row

NOT_INPUT = {"preview", "outcome", "of_record", "acted_on"}
Options = Callable[[str], Iterable[tuple[str, str]]]


@require_GET
def case(request: Asked, code: str, number: str) -> HttpResponse:
    """The page of a case."""
    return show_case(request, code, number)


@require_GET
def package(request: Asked, code: str, number: str) -> HttpResponse:
    """The case as one file to take away."""
    made = case_file(code, number, actor=request.actor, now=request.now, language=reading())
    answer = HttpResponse(made, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{number}.zip"'
    return answer


@require_GET
def receipt(request: Asked, code: str, number: str, event: UUID) -> HttpResponse:
    """The receipt of one's own act, to keep and to verify elsewhere."""
    found = receipt_of(code, number, event, actor=request.actor, now=request.now)
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{number}-{event}.json"'
    return answer


@require_http_methods(["GET", "POST"])
def new(request: Asked, code: str) -> HttpResponse:
    """Open a case of a procedure: its opening form, or at once where it asks nothing but a title."""
    procedure = PROCEDURES[code][-1]
    raw = posted(request) if request.method == "POST" else None
    errors = {}
    if raw is not None and procedure.takes is not None and not with_row(raw, fields_of(procedure.takes)):
        try:
            data = read(procedure.takes, raw)
            opened = open_case(
                code,
                actor=request.actor,
                now=request.now,
                jurisdiction=request.actor.jurisdiction,
                title=str(getattr(data, "title", procedure.title.zh)),
                data=data,
            )
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(f"/{procedure.path}/{opened.case.number}/")
    if procedure.takes is None:
        if request.method != "POST":
            return render(request, "casework/new.html", {"procedure": procedure, "form": None})
        opened = open_case(
            code,
            actor=request.actor,
            now=request.now,
            jurisdiction=request.actor.jurisdiction,
            title=procedure.title.zh,
        )
        return HttpResponseRedirect(f"/{procedure.path}/{opened.case.number}/")
    form = bind(procedure.takes, raw=raw, errors=errors, options=_opening_options(request, procedure))
    context = {"procedure": procedure, "form": form, "stored": known_files(form)}
    return render(request, "casework/new.html", context, status=400 if errors else 200)


@require_http_methods(["GET", "POST"])
def step(request: Asked, code: str, number: str, step: str) -> HttpResponse:
    """One step: its form, the preview of what it would serve, a page to confirm, and the act itself."""
    act = look(code, number, actor=request.actor, now=request.now)
    declared = act.procedure.step(step)
    if declared is None:
        raise Missing
    if request.method == "GET":
        available(act, step)
        if not _registrar(act):
            permitted(act, declared)
        draft = draft_of(request.actor, step, number)
        raw_before = draft.raw if draft else _typed_before(act, declared)
        return step_page(request, act, declared, raw_before, draft=draft)
    raw, since = posted(request), draft_version(request)
    if request.headers.get("X-Preview"):
        return _papers(request, act, declared, raw)
    draft = draft_of(request.actor, step, number)
    if declared.takes is not None and with_row(raw, fields_of(declared.takes)):
        return step_page(request, act, declared, raw, draft=draft)
    if since is not None and draft is not None and draft.version > since:
        kept = save_draft(
            _input_only(raw),
            actor=request.actor,
            now=request.now,
            step=step,
            number=number,
            since=since,
            begun=_typed_before(act, declared),
        )
        if kept.met:
            return step_page(request, act, declared, kept.draft.raw, draft=kept.draft, met=kept)
    seen = raw.pop("version", ["0"])[-1]
    try:
        data = read(declared.takes, _input_only(raw)) if declared.takes else None
        if "preview" in raw:
            papers = preview(act, step, data)
            return step_page(request, act, declared, raw, papers=papers, draft=draft)
        perform(
            code,
            number,
            step,
            actor=request.actor,
            now=_acted_at(request, raw),
            data=data,
            seen_version=int(seen) if seen.isdecimal() and seen != "0" else None,
            of_record=_of_record(raw),
        )
    except Refused as refused:
        kept = save_draft(raw, actor=request.actor, now=request.now, step=step, number=number)
        if isinstance(refused, Conflict | NotPermitted):
            raise
        return step_page(request, act, declared, raw, refused=refused, draft=kept.draft)
    discard_draft(request.actor, step, number)
    return HttpResponseRedirect(_after(act))


def _papers(request: Asked, act: Act, declared: Step, raw: dict[str, list[str]]) -> HttpResponse:
    """What the step would serve with what is typed so far, alone, for a page that asks while one types."""
    raw.pop("version", None)
    try:
        data = read(declared.takes, _input_only(raw)) if declared.takes else None
        return render(request, "casework/parts/papers.html", {"papers": preview(act, declared.name, data)})
    except Refused as refused:
        return HttpResponse(status=refused.status)


def _after(act: Act) -> str:
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
    raw: dict[str, list[str]] | None,
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
        "of_record": _of_record(raw or {}),
        "acted_on": (raw or {}).get("acted_on", [""])[-1],
        "draft_url": f"{base}draft/",
        "draft": draft,
        "met": met,
        "clashes": _told_apart(declared, draft),
        "earlier": list(declared.copies.earlier(act)) if declared.copies else [],
        "copy_url": f"{base}copy/",
        "beside": [section_shown(one, {}) for one in declared.beside(act, raw or {})] if declared.beside else [],
        "sheets": f"{base}rows/",
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


def _typed_before(act: Act, declared: Step) -> dict[str, list[str]] | None:
    """What a returned draft of this very step held, or what the module proposes."""
    row = act.case.sign_off
    mine = insider(declared.by, act.case, act.actor)
    if row and mine and row.step == declared.name and declared.takes is not None:
        typed: Input = declared.takes.model_validate(row.input)
        return raw_from(fields_of(declared.takes), typed.model_dump())
    if declared.suggests is not None and declared.takes is not None:
        return raw_from(fields_of(declared.takes), declared.suggests(act))
    return None


def _of_record(raw: dict[str, list[str]]) -> str:
    return raw.get("of_record", [""])[-1].strip()


def _acted_at(request: Asked, raw: dict[str, list[str]]) -> datetime:
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


def _input_only(raw: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: texts for name, texts in raw.items() if name not in NOT_INPUT}


def options_of(act: Act) -> Options:
    """The answers that the procedure offers for what a field refers to."""

    def options(refers: str) -> Iterable[tuple[str, str]]:
        return act.procedure.options(refers, act) if act.procedure.options else ()

    return options


def _opening_options(request: Asked, procedure: Procedure) -> Options:
    def options(refers: str) -> Iterable[tuple[str, str]]:
        if procedure.opening_options is None:
            return ()
        return procedure.opening_options(refers, request.actor, request.now)

    return options


@require_POST
def save(request: Asked, code: str, number: str, step: str) -> JsonResponse:
    """Keep what is typed in a step's form; answers when it was kept."""
    act = look(code, number, actor=request.actor, now=request.now)
    declared = act.procedure.step(step)
    if declared is None:
        raise Missing
    raw, since = raw_of(request.POST), draft_version(request)
    raw.pop(DRAFT_VERSION, None)
    begun = _typed_before(act, declared)
    kept = save_draft(raw, actor=request.actor, now=request.now, step=step, number=number, since=since, begun=begun)
    return JsonResponse(
        {
            "saved_at": kept.draft.saved_at.isoformat(),
            "version": kept.draft.version,
            "theirs": kept.theirs,
            "clashes": {name: kept.draft.raw.get(name, []) for name in kept.clashes},
        }
    )


@require_http_methods(["GET", "POST"])
def sign_off(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """Check, countersign or sign the drafted decision, send it back, or take it back."""
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else None
    actor, now = request.actor, request.now

    def act() -> str:
        if verb == "withdraw":
            return _after(signing.withdraw_draft(code, number, actor=actor, now=now, seen_version=seen))
        given = read(Opinion, raw_of(request.POST))
        match verb:
            case "endorse":
                done = signing.endorse(code, number, actor=actor, now=now, opinion=given.opinion, seen_version=seen)
            case "send-back":
                done = signing.send_back(code, number, actor=actor, now=now, opinion=given.opinion, seen_version=seen)
            case _:
                raise Missing
        return _after(done)

    return attempt(request, code, number, "opinion", act)


ASIDES = {"hand-over": "handing", "recuse": "recusal", "higher-decision": "higher", "urge": "urge"}


@require_http_methods(["GET", "POST"])
def do(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """Acts on a case that do not move it: hand over, recuse, record a higher decision, urge."""
    if verb not in ASIDES:
        raise Missing
    actor, now, raw = request.actor, request.now, raw_of(request.POST)

    def act() -> str:
        match verb:
            case "hand-over":
                to = read(HandOver, raw)
                done = acts.hand_over(code, number, actor=actor, now=now, person_id=to.person, reason=to.reason)
            case "recuse":
                why = read(Recusal, raw).reason
                done = acts.recuse(code, number, actor=actor, now=now, person_id=actor.id, reason=why)
            case "higher-decision":
                document = read(HigherDecision, raw).document
                done = acts.record_higher_decision(code, number, actor=actor, now=now, document=document)
            case _:
                slip = read(Urge, raw)
                urge(code, number, actor=actor, now=now, reason=slip.reason, days=slip.days)
                return reverse("case", args=[code, number]) + "#urging"
        return _after(done)

    return attempt(request, code, number, ASIDES[verb], act)

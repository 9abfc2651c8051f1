"""The case page, the sign-off of a drafted decision, and the acts on a case that do not move it."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from qilou.casework.actions import cases as acts
from qilou.casework.actions import sign_off as signing
from qilou.casework.actions.entries import await_entry
from qilou.casework.actions.urging import urge
from qilou.casework.asides import HandOver, HigherDecision, OnPaper, Opinion, Recusal, Urge
from qilou.casework.queries.case_file import case_file
from qilou.casework.queries.receipts import receipt_of
from qilou.kernel.errors import Missing
from qilou.kernel.forms import raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import reading

from .asides import attempt, show_case
from .step import after


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
def sign_off(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """Check, countersign or sign the drafted decision, send it back, or take it back."""
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else None
    actor, now = request.actor, request.now

    def act() -> str:
        if verb == "withdraw":
            return after(signing.withdraw_draft(code, number, actor=actor, now=now, seen_version=seen))
        given = read(Opinion, raw_of(request.POST))
        match verb:
            case "endorse":
                done = signing.endorse(code, number, actor=actor, now=now, opinion=given.opinion, seen_version=seen)
            case "send-back":
                done = signing.send_back(code, number, actor=actor, now=now, opinion=given.opinion, seen_version=seen)
            case _:
                raise Missing
        return after(done)

    return attempt(request, code, number, "opinion", act)


ASIDES = {"hand-over": "handing", "recuse": "recusal", "higher-decision": "higher", "urge": "urge", "on-paper": "paper"}


@require_http_methods(["GET", "POST"])
def do(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """Acts on a case that do not move it: hand over, recuse, a higher decision, an entry awaited from paper, urge."""
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
            case "on-paper":
                paper = read(OnPaper, raw)
                await_entry(code, number, actor=actor, now=now, **paper.model_dump())
                return reverse("entries")
            case _:
                slip = read(Urge, raw)
                urge(code, number, actor=actor, now=now, reason=slip.reason, days=slip.days)
                return reverse("case", args=[code, number]) + "#urging"
        return after(done)

    return attempt(request, code, number, ASIDES[verb], act)

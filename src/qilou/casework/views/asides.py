"""The case page with its small forms: a refused one comes back open, with what was typed and what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from qilou.casework.actions.drafts import drafts_of
from qilou.casework.actions.entries import enterable
from qilou.casework.actions.urging import ground, may_urge
from qilou.casework.asides import AddedSigner, HandOver, HigherDecision, OnPaper, Opinion, Recusal, Remark, Urge
from qilou.casework.queries.case_page import CasePage, case_page
from qilou.casework.queries.together import talk, urgings
from qilou.identity.queries import Member
from qilou.identity.sessions import forget_typed, keep_typed, typed_before
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused, Unconfirmed
from qilou.kernel.fields import Input
from qilou.kernel.forms import Form, bind, raw_of
from qilou.kernel.request import Asked, show_files
from qilou.law import Message, say

from .attachment import shown_file
from .context import page_context

FORMS: dict[str, type[Input]] = {
    "comment": Remark,
    "signer": AddedSigner,
    "urge": Urge,
    "opinion": Opinion,
    "handing": HandOver,
    "recusal": Recusal,
    "higher": HigherDecision,
    "paper": OnPaper,
}
REFUSED = 422
Choices = Iterable[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Again:
    """A small form that was refused: which one, what was typed, and why."""

    name: str
    typed: Mapping[str, list[str]]
    refused: Refused

    @property
    def errors(self) -> Mapping[str, Message]:
        """What is wrong at each field, or the one reason of a refusal."""
        return self.refused.errors if isinstance(self.refused, Invalid) else {"": self.refused.message}

    @property
    def status(self) -> int:
        """What the page answers with."""
        return self.refused.status if isinstance(self.refused, Conflict) else REFUSED

    @property
    def words(self) -> list[str]:
        """The texts that were typed, should the page no longer offer the form."""
        return [text for name in FORMS[self.name].model_fields for text in self.typed.get(name, []) if text.strip()]


def attempt(request: Asked, code: str, number: str, name: str, act: Callable[[], str]) -> HttpResponse:
    """Do what a small form asks and go where it leads; a refusal brings the page back with the form as typed.

    Its address opened anew, as after a change of language, leads to the case.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("case", args=[code, number]))
    place = _place(code, number, name)
    try:
        led = act()
    except Unconfirmed:
        keep_typed(request, place, raw_of(request.POST))
        raise
    except (Missing, NotPermitted):
        raise
    except Refused as refused:
        return show_case(request, code, number, again=Again(name, raw_of(request.POST), refused))
    forget_typed(request, place)
    return HttpResponseRedirect(led)


def _place(code: str, number: str, name: str) -> str:
    """Where what was typed in a small form is kept for."""
    return f"{reverse('case', args=[code, number])}#{name}"


def show_case(request: Asked, code: str, number: str, *, again: Again | None = None) -> HttpResponse:
    """The page of a case, perhaps with a small form that was refused; raises Missing."""
    page = case_page(code, number, actor=request.actor, now=request.now)
    drafts = drafts_of(request.actor, number)
    places = page.show.places
    comments, people = talk(page.act, {code: one.label for code, one in places.items()})
    about = request.GET.get("about", "")
    about = about if about in places or about in {f"file:{one.file_id}" for one in page.attachments} else ""
    context = page_context(page, request.actor, drafts, comments)
    slips = list(urgings(request.actor, view="all", case_id=page.case.id))
    waiting = any(one.answered_at is None and one.to_key == page.case.desk.partition("/")[0] for one in slips)
    kept = {name: typed for name in FORMS if (typed := typed_before(request, _place(code, number, name)))}
    context |= {
        "slips": slips,
        "urges": not waiting and ground(page.act) is not None and may_urge(page.act),
        "forms": _forms(page, people, again, about, kept),
        "again": again,
        "about": about,
        "shown": shown_file(page, request.GET.get("show", ""), request.GET.get("page", "")),
    }
    response = render(request, "casework/case.html", context, status=again.status if again else 200)
    return show_files(response) if context["shown"] else response


def _forms(
    page: CasePage,
    people: Iterable[Member],
    again: Again | None,
    about: str,
    kept: Mapping[str, Mapping[str, list[str]]],
) -> dict[str, Form]:
    """Every small form: the refused one as it was typed, one that was kept as it was, the others blank."""
    offered = _choices(page, list(people))
    blank: dict[str, dict[str, object]] = {
        "handing": {"person": page.case.handler_id},
        "comment": {"anchor": about},
        "signer": {"post": "countersigner"},
    }
    forms = {}
    for name, asks in FORMS.items():
        mine = again if again and again.name == name else None
        forms[name] = bind(
            asks,
            raw=mine.typed if mine else kept.get(name),
            values=blank.get(name),
            errors=mine.errors if mine else None,
            options=lambda refers: offered[refers],  # type: ignore[arg-type,return-value]
        )
    return forms


def _choices(page: CasePage, people: list[Member]) -> dict[str, list[tuple[str, object]]]:
    """Whom and what the small forms may name."""
    me = page.act.actor
    places: list[tuple[str, object]] = [(code, one.label) for code, one in page.show.places.items()]
    files: list[tuple[str, object]] = [(f"file:{one.file_id}", one.file.name) for one in page.attachments]
    return {
        "people": [
            (str(one.id), say("%(name)s · %(body)s", "%(name)s · %(body)s", name=one.name, body=one.organisation))
            for one in people
        ],
        "colleagues": [
            (str(one.id), one.name) for one in people if one.organisation_id == me.organisation_id and one.id != me.id
        ],
        "desk": [(str(pk), name) for pk, name in page.colleagues],
        "places": places + files,
        "steps": [(one.name, one.label) for one in enterable(page.act)],
    }

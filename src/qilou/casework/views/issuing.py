"""How bodies issue papers: the word of their numbers, the levels of sign-off, numbers that must not be used."""

from typing import Annotated

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qilou.casework.actions.numbers import BASIS, void_number
from qilou.casework.actions.organisations import CHAINS, own_steps, set_letterhead, set_sign_off_levels, signed_steps
from qilou.casework.actions.sign_off import DEFAULT_CHAIN
from qilou.casework.models import Letterhead, Notice, NumberSeries, SignOffLevels, VoidedNumber
from qilou.casework.procedure import POSTS
from qilou.casework.queries.issuing import posts_lacking
from qilou.identity.actions.permission import administers
from qilou.identity.queries import body, holders, jurisdictions
from qilou.identity.queries.units import implementing_units
from qilou.identity.views.pages import Entry, form_page
from qilou.kernel.errors import Missing
from qilou.kernel.fields import Input, Kind, LongText, Says, ShortText
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say
from qilou.law import Text
from qilou.law.measures import M164
from qilou.law.statutes import OFFICIAL_DOCUMENTS

NO_CHAIN = "none"


class WordInput(Input):
    """The word under which a body numbers its papers."""

    word: Annotated[
        ShortText,
        Says(
            "机关代字",
            "Letterhead word",
            hint=Text("如“汕数”；编号形如“汕数〔2026〕12号”。", "Such as 汕数, which gives 汕数〔2026〕12号."),
        ),
    ]


class LevelsInput(Input):
    """The posts through which drafted decisions go."""

    step: Annotated[
        str,
        Says("环节", "Step", kind=Kind.REFERENCE, refers="steps", hint=Text("不选则为全部。", "None: all.")),
    ] = ""
    chain: Annotated[str, Says("拟稿之后", "After the draft", kind=Kind.REFERENCE, refers="chains")]


class VoidInput(Input):
    """Why a number must not be used."""

    reason: Annotated[LongText, Says("作废原因", "Why it is voided")]


@require_GET
def issuing(request: Asked) -> HttpResponseBase:
    """Each body that holds a function: its word, the last number of the year, its levels of sign-off."""
    year = request.now.year
    places = {one.code: one for one in jurisdictions()}
    bodies = {one.organisation_id: one for one in holders(request.today)}
    words = dict(Letterhead.objects.filter(organisation__in=bodies, series="").values_list("organisation", "word"))
    last = dict(NumberSeries.objects.filter(year=year, word__in=words.values()).values_list("word", "last"))
    levels: dict[int, list[tuple[Text, str]]] = {}
    steps = signed_steps()
    for row in SignOffLevels.objects.filter(organisation__in=bodies).order_by("step"):
        what = steps.get(row.step, Text("全部环节", "All steps"))
        levels.setdefault(row.organisation_id, []).append((what, _said(row.chain)))
    lacking = posts_lacking(holders(request.today), request.today)
    narrowed = bool(request.GET.get("lacking"))
    rows = [
        {
            "id": pk,
            "name": one.name,
            "place": places[one.jurisdiction].name,
            "word": words.get(pk, ""),
            "last": last.get(words.get(pk, ""), 0),
            "levels": levels.get(pk) or [(Text("全部环节（默认）", "All steps (default)"), _said(DEFAULT_CHAIN))],
            "lacking": _said(lacking.get(pk, [])),
            "kept": administers(request.actor, places[one.jurisdiction]),
        }
        for pk, one in sorted(bodies.items(), key=lambda pair: (pair[1].jurisdiction, pair[0]))
        if not narrowed or pk in lacking
    ]
    if narrowed:
        rows = [one for one in rows if one["kept"]]
    here = places.get(request.actor.jurisdiction)
    context = {
        "rows": rows,
        "year": year,
        "numbers": OFFICIAL_DOCUMENTS.art(9),
        "narrowed": narrowed,
        "any_kept": any(r["kept"] for r in rows),
        "units": _units(request) if here and not narrowed and administers(request.actor, here) else [],
    }
    return render(request, "casework/issuing.html", context)


def _units(request: Asked) -> list[dict[str, object]]:
    """The units of the viewer's own area, and which of their steps their own head signs first."""
    units = implementing_units(request.actor.jurisdiction, request.today)
    labels = signed_steps()
    own: dict[int, list[tuple[Text, str]]] = {}
    kept = SignOffLevels.objects.filter(organisation__in=[one.id for one in units], step__in=own_steps())
    for row in kept.order_by("step"):
        own.setdefault(row.organisation_id, []).append((labels[row.step], _said(row.chain)))
    return [{"id": one.id, "name": one.name, "levels": own.get(one.id, [])} for one in units]


@require_http_methods(["GET", "POST"])
def letterhead(request: Asked, organisation_id: int) -> HttpResponseBase:
    """Set the word of a body's numbers."""

    def act(given: WordInput) -> str:
        set_letterhead(organisation_id, given.word, actor=request.actor, now=request.now)
        return reverse("issuing")

    now = Letterhead.objects.filter(organisation=organisation_id, series="").first()
    entry = Entry(
        title=_("Letterhead word"),
        verb=_("Set the word"),
        model=WordInput,
        act=act,
        back=reverse("issuing"),
        crumbs=((_("Numbers and sign-off"), reverse("issuing")),),
        values={"word": now.word if now else ""},
        cites=(OFFICIAL_DOCUMENTS.art(9),),
        done=_("The word is set. Numbers given before stay as they are."),
        context={"about": _name(request, organisation_id)},
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def levels(request: Asked, organisation_id: int) -> HttpResponseBase:
    """Set the posts through which a body's drafted decisions go."""

    def act(given: LevelsInput) -> str:
        chain = [] if given.chain == NO_CHAIN else given.chain.split("-")
        set_sign_off_levels(organisation_id, chain, actor=request.actor, now=request.now, step=given.step)
        return reverse("issuing")

    def options(refers: str) -> list[tuple[str, str]]:
        if refers == "chains":
            none = (NO_CHAIN, _("none: only for steps of a party’s own"))
            return [*(("-".join(chain), _said(chain)) for chain in CHAINS), none]
        return [(name, say(label)) for name, label in signed_steps().items()]

    entry = Entry(
        title=_("Levels of sign-off"),
        verb=_("Set the levels"),
        model=LevelsInput,
        act=act,
        back=reverse("issuing"),
        crumbs=((_("Numbers and sign-off"), reverse("issuing")),),
        options=options,
        values={"chain": "-".join(DEFAULT_CHAIN)},
        cites=(M164.art(5),),
        done=_("The levels are set. What is on its way keeps the chain that it began with."),
        context={"about": _name(request, organisation_id)},
    )
    return form_page(request, entry)


@require_GET
def voided(request: Asked) -> HttpResponseBase:
    """The register of numbers that must not be used, of papers that the viewer may read; the latest first."""
    readable = Notice.objects.filter(readers__overlap=sorted(request.actor.keys)).values("number")
    rows = VoidedNumber.objects.filter(number__in=readable).order_by("-voided_on", "-pk")[:200]
    return render(request, "casework/voided.html", {"rows": rows, "basis": BASIS})


@require_http_methods(["GET", "POST"])
def void(request: Asked, notice_id: int) -> HttpResponseBase:
    """Enter a served paper's number among those that must not be used."""
    paper = Notice.objects.filter(pk=notice_id, readers__overlap=sorted(request.actor.keys)).first()
    if paper is None:
        raise Missing

    def act(given: VoidInput) -> str:
        void_number(paper.number, reason=given.reason, actor=request.actor, now=request.now)
        return reverse("notice", args=[notice_id])

    entry = Entry(
        title=_("Void the number"),
        verb=_("Void the number"),
        model=VoidInput,
        act=act,
        back=reverse("notice", args=[notice_id]),
        crumbs=((_("Papers"), reverse("notices")), (paper.number, reverse("notice", args=[notice_id]))),
        cites=(BASIS,),
        done=_("The number is voided and will not be used again; the paper is revoked."),
        context={"about": paper.number},
    )
    return form_page(request, entry)


def _said(chain: tuple[str, ...] | list[str]) -> str:
    return " → ".join(say(POSTS.get(post, post)) for post in chain)


def _name(request: Asked, organisation_id: int) -> Text:
    found = body(organisation_id, request.today)
    if found is None:
        raise Missing
    return found.name

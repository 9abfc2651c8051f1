"""The front page, the accessibility statement, and the search."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qilou.law import Text
from qilou.portal.queries import found, law, procedures

from .page import MENU, Asked, crumbs, public

LONGEST = 100


@login_not_required
@require_safe
def home(request: Asked) -> HttpResponse:
    """The front page; whoever has a desk and comes to the bare address is taken to it.

    An officer opens the site, and signs in, to work: `/` is then their desk, one click less every morning. The front
    page that a citizen sees keeps an address of its own, `/?front`, to which the menu and the breadcrumbs lead, so
    that an officer on the telephone can look at what the caller looks at.
    """
    if request.actor and request.actor.desks and "front" not in request.GET:
        return HttpResponseRedirect("/work/")
    return public(
        request,
        "portal/home.html",
        "/?front",
        tally=law.tally(law.standing()),
        procedures=procedures.listed(request.today),
        lives=procedures.lives(request.today),
        statutes=len(law.statutes()) + 1,
    )


@login_not_required
@require_safe
def accessibility(request: Asked) -> HttpResponse:
    """How these pages can be used, what is not yet good, and whom to tell."""
    title = Text("无障碍声明", "Accessibility statement")
    return public(request, "portal/accessibility.html", title=title, crumbs=crumbs((title, "")))


@login_not_required
@require_safe
def searched(request: Asked) -> HttpResponse:
    """What is in the open and says the words; for a person who is signed in, their cases and papers too."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    groups = found.found(request.actor, words, today=request.today, kind=kind)
    context = {
        "title": Text("搜索", "Search"),
        "q": words,
        "groups": groups,
        "kind": kind,
        "all_kinds": "?" + urlencode({"q": words}),
        "shell": "kernel/officer.html" if request.actor else "kernel/public.html",
        "public_nav": [{"label": label, "url": url, "current": False} for label, url in MENU],
    }
    return render(request, "portal/search.html", context)

"""Recording that a paper could not be served, or that it was served otherwise than on the platform."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qilou.casework.actions.service import note_failed_service, note_service
from qilou.casework.asides import NotServed, ServedOtherwise
from qilou.casework.models import Notice
from qilou.casework.queries.service import service_of
from qilou.identity.queries import names_read
from qilou.identity.views.pages import crumbs
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import Input
from qilou.kernel.forms import bind
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say

from .forms import known_files, posted, read_posted


@require_http_methods(["GET", "POST"])
def not_served(request: Asked, notice_id: int) -> HttpResponse:
    """The paper was refused or could not be delivered."""
    lead = _("Say what happened, who saw it, and how the paper is served next. The recipient reads it too.")
    return _page(request, notice_id, NotServed, note_failed_service, _("It could not be served"), lead)


@require_http_methods(["GET", "POST"])
def served_otherwise(request: Asked, notice_id: int) -> HttpResponse:
    """The paper was served in another way."""
    lead = _("By hand and by post: on the day of the receipt. By announcement: thirty days after it.")
    return _page(request, notice_id, ServedOtherwise, note_service, _("Served in another way"), lead)


def _page(
    request: Asked,
    notice_id: int,
    takes: type[Input],
    act: Callable[..., Any],  # Any: each act's own input
    title: str,
    lead: str,
) -> HttpResponse:
    """The form; when it comes back, the act, or the form again with everything that is wrong and nothing lost."""
    notice = Notice.objects.filter(pk=notice_id, readers__overlap=sorted(request.actor.keys)).first()
    if notice is None:
        raise Missing
    waiting = [one for one in service_of(notice) if one.waiting and not one.copy]
    names = names_read(one.name for one in waiting)
    refusal: Refused | None = None
    form = posted(request) if request.method == "POST" else None
    if form is not None:
        try:
            act(notice_id, read_posted(takes, form.raw, form), actor=request.actor, now=request.now)
        except (Missing, NotPermitted):
            raise
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("It stands on the paper and in the register of issued papers."))
            return HttpResponseRedirect(reverse("notice", args=[notice_id]))
    shown = bind(
        takes,
        raw=form.raw if form else None,
        values={"recipient": waiting[0].key if waiting else "", "on": request.today},
        errors=refusal.errors if isinstance(refusal, Invalid) else {},
        options=lambda _refers: [(one.key, say(names.get(one.name, one.name))) for one in waiting],
    )
    context = {
        "title": title,
        "verb": _("Record it"),
        "lead": lead,
        "notice": notice,
        "crumbs": crumbs(
            (_("Papers"), reverse("notices")), (notice.number, reverse("notice", args=[notice_id])), (title, "")
        ),
        "form": shown,
        "stored": known_files(shown),
        "refusal": None if isinstance(refusal, Invalid) else refusal,
    }
    return render(request, "casework/service.html", context, status=refusal.status if refusal else 200)

"""Pages of the functions in the law: who holds what, since when, by which document, and where somebody is missing."""

from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qilou.identity import actions, queries
from qilou.identity.actions.permission import (
    DISTRICT_REGISTERS,
    REGISTERS,
    administers,
    must_administer,
    must_keep_registers,
)
from qilou.identity.inputs import Ending, NewHolding
from qilou.identity.models import FunctionHolding, kept_by
from qilou.identity.queries import choices, registers
from qilou.kernel.request import Asked

from .pages import Entry, form_page, registers_page, row


@require_GET
def functions(request: Asked) -> HttpResponseBase:
    """Who holds which function on a day: today, or the day asked for."""
    on = _day(request.GET.get("on", ""), request.today)
    place = request.GET.get("jurisdiction", "")
    places = [{"value": one.code, "label": one.name} for one in queries.jurisdictions()]
    kept = kept_by(request.actor)
    new = {"label": _("Give a function"), "href": reverse("new_holding"), "icon": "plus", "kind": "primary"}
    return registers_page(
        request,
        "functions",
        "identity/functions.html",
        filters=[
            {"name": "on", "label": _("On the day"), "kind": "date", "value": on.isoformat()},
            {
                "name": "jurisdiction",
                "label": _("Jurisdiction"),
                "kind": "select",
                "value": place,
                "choices": [{"value": "", "label": _("All jurisdictions")}, *places],
            },
        ],
        held=[
            {"one": one, "kept": administers(request.actor, one.jurisdiction)}
            for one in registers.holdings(on=on, jurisdiction=place)
        ],
        gaps=[gap for gap in queries.gaps(on) if place in ("", gap.jurisdiction)],
        on=on,
        kept=kept,
        gap_article=DISTRICT_REGISTERS,
        actions=[new] if kept else [],
    )


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today


@require_http_methods(["GET", "POST"])
def new_holding(request: Asked) -> HttpResponseBase:
    """Give a function to an organisation."""
    must_keep_registers(request.actor)

    def give(given: NewHolding) -> str:
        actions.hold_function(given, actor=request.actor, now=request.now)
        return f"{reverse('functions')}?on={given.since.isoformat()}"

    asked = {name: request.GET[name] for name in ("function", "jurisdiction", "organisation") if name in request.GET}
    entry = Entry(
        title=_("Give a function"),
        verb=_("Record who holds it"),
        model=NewHolding,
        act=give,
        back=reverse("functions"),
        crumbs=((_("Functions in the law"), reverse("functions")),),
        options=choices.offered(request.actor, request.today),
        values={"since": request.today, **asked},
        cites=(REGISTERS,),
        done=_("It is recorded who holds the function."),
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def end_holding(request: Asked, holding_id: int) -> HttpResponseBase:
    """End the holding of a function."""
    held = row(request, FunctionHolding.objects.select_related("jurisdiction", "organisation"), pk=holding_id)
    must_administer(request.actor, held.jurisdiction)

    def end(given: Ending) -> str:
        actions.end_holding(held.pk, given, actor=request.actor, now=request.now)
        return reverse("functions")

    entry = Entry(
        title=_("End the holding of a function"),
        verb=_("End it"),
        model=Ending,
        act=end,
        back=reverse("functions"),
        crumbs=((_("Functions in the law"), reverse("functions")),),
        values={"on": request.today},
        cites=(REGISTERS,),
        done=_("The end is recorded. Until somebody else takes the function, the register shows a gap."),
        context={"about": held.organisation.name},
        weighty=True,
    )
    return form_page(request, entry)

"""In which way a person wants to be told of what."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qilou.casework.actions.messages import DIGEST, MAIL, NONE, WAYS, channels, choose_ways, ways_of
from qilou.casework.actions.notify import KINDS
from qilou.identity.queries import addresses_of
from qilou.kernel.errors import Invalid
from qilou.kernel.request import Asked


@require_http_methods(["GET", "POST"])
def ways(request: Asked) -> HttpResponse:
    """One's own choice for each kind of notification; what stands in the product stands there in any case."""
    chosen = ways_of(request.actor.id, KINDS)
    errors = {}
    if request.method == "POST":
        chosen |= {kind: request.POST[kind] for kind in KINDS if kind in request.POST}
        try:
            choose_ways(request.actor.id, chosen, KINDS)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            messages.success(request, _("Your choice is kept."))
            return HttpResponseRedirect(request.path)
    offered = [way for way in WAYS if way in (NONE, DIGEST, *channels())]
    own = addresses_of([request.actor.id])
    context = {
        "rows": [
            {
                "kind": kind,
                "label": label,
                "options": [{"value": way, "label": WAYS[way], "chosen": way == chosen[kind]} for way in offered],
                "error": errors.get(kind),
            }
            for kind, label in KINDS.items()
        ],
        "mail": MAIL in channels(),
        "address": own[0].email if own else "",
    }
    return render(request, "casework/ways.html", context, status=400 if errors else 200)

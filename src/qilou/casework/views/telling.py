"""In which way a person wants to be told of what, and the messages that never reached anybody."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qilou.casework.actions.messages import DIGEST, NONE, WAYS, choose_ways, ways_of
from qilou.casework.actions.notify import KINDS
from qilou.casework.actions.sending import MAIL, channels, send_again
from qilou.casework.queries.sending import failed
from qilou.identity.actions.permission import must_keep_registers
from qilou.identity.queries import addresses_of
from qilou.kernel.errors import Invalid
from qilou.kernel.request import Asked
from qilou.law import Text

from .lists import pager, skipped

PAGE = 50
LABELS = {DIGEST: Text("工作日早晨的摘要", "The digest of a working morning"), **KINDS}
WANTED = {
    DIGEST: Text("寄送：我的待办，以及归入摘要的消息", "send it: my work, and what I chose for the digest"),
    NONE: Text("不寄", "do not send it"),
}


@require_http_methods(["GET", "POST"])
def ways(request: Asked) -> HttpResponse:
    """One's own choice for each kind of notification; what stands in the product stands there in any case."""
    chosen = ways_of([request.actor.id], KINDS)[request.actor.id]
    errors = {}
    if request.method == "POST":
        chosen |= {kind: request.POST[kind] for kind in LABELS if kind in request.POST}
        try:
            choose_ways(request.actor.id, chosen, KINDS)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            messages.success(request, _("Your choice is kept."))
            return HttpResponseRedirect(request.path)
    offered = {way: WAYS[way] for way in WAYS if way in (NONE, DIGEST, *channels())}
    own = addresses_of([request.actor.id])
    context = {
        "rows": [
            {
                "kind": kind,
                "label": label,
                "options": [
                    {"value": way, "label": words, "chosen": way == chosen[kind]}
                    for way, words in (WANTED if kind == DIGEST else offered).items()
                ],
                "error": errors.get(kind),
            }
            for kind, label in LABELS.items()
        ],
        "mail": MAIL in channels(),
        "folder": settings.QILOU_DEMO_MAIL if settings.QILOU_DEMO else "",
        "address": own[0].email if own else "",
    }
    return render(request, "casework/ways.html", context, status=400 if errors else 200)


@require_http_methods(["GET", "POST"])
def unsent(request: Asked) -> HttpResponse:
    """The messages given up, for the administrator of the people they were for, who lets them be tried anew."""
    must_keep_registers(request.actor)
    if request.method == "POST":
        number = send_again(actor=request.actor, now=request.now)
        messages.success(request, _("Messages that will be tried again: %(n)s.") % {"n": number})
        return HttpResponseRedirect(request.path)
    skip = skipped(request)
    found = failed(request.actor)
    total = found.count()
    listed = list(found.select_related("person").order_by("-given_up_at", "-pk")[skip : skip + PAGE])
    context = {"rows": listed, "total": total, "pager": pager(request, listed, skip, page=PAGE, total=total)}
    return render(request, "casework/unsent.html", context)

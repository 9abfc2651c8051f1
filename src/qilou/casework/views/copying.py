"""A form that starts from an earlier one: what was copied stands in the draft, what was not is told."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qilou.casework.actions.drafts import draft_of, save_draft
from qilou.casework.actions.perform import available, look, permitted
from qilou.kernel.errors import Missing
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import raw_from, renumbered
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say as said


@require_POST
def copy(request: Asked, code: str, number: str, step: str) -> HttpResponse:
    """Put an earlier form's entries into the draft in place of what stands there; the draft's last version is kept."""
    act = look(code, number, actor=request.actor, now=request.now)
    declared = available(act, step)
    permitted(act, declared)
    if declared.copies is None or declared.takes is None:
        raise Missing
    values = declared.copies.values(act, request.POST.get("copy_from", ""))
    if values is None:
        raise Missing
    specs = fields_of(declared.takes)
    draft = draft_of(request.actor, step, number)
    raw = renumbered(specs, raw_from(specs, values), draft.raw if draft else {})
    save_draft(raw, actor=request.actor, now=request.now, step=step, number=number)
    messages.success(request, _("Copied. Enter anew: %(what)s.") % {"what": said(declared.copies.left_out)})
    return HttpResponseRedirect(f"/{act.procedure.path}/{number}/{step}/")

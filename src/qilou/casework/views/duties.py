"""What the platform does by itself, for those who look after it."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.queries import running
from qilou.identity.actions.permission import must_keep_registers
from qilou.kernel.request import Asked


@require_GET
def duties(request: Asked) -> HttpResponseBase:
    """Each duty: when it was last done, how long it took, how much it did, and how it last failed."""
    must_keep_registers(request.actor)
    context = {
        "rows": running.duties(),
        "waiting": running.messages_waiting(),
        "given_up": running.messages_given_up(),
    }
    return render(request, "casework/duties.html", context)

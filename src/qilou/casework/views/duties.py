"""What the platform does by itself, for those who look after it."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.queries import running
from qilou.identity.actions.permission import must_keep_registers
from qilou.kernel.request import Asked
from qilou.ledger.sealing import is_late, lag, last_head


@require_GET
def duties(request: Asked) -> HttpResponseBase:
    """Each duty: when it was last done, how long, how much, how it last failed; and how sealing stands."""
    must_keep_registers(request.actor)
    waited = lag()
    context = {
        "rows": running.duties(),
        "waiting": running.messages_waiting(),
        "given_up": running.messages_given_up(),
        "head": last_head(),
        "unsealed": int(waited.total_seconds()) if waited else 0,
        "late": is_late(waited),
    }
    return render(request, "casework/duties.html", context)

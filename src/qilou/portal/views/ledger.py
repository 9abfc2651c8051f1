"""The sealed record for everybody: its newest head, its keys, and how to verify without trusting this site."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from qilou.law import Text
from qilou.ledger import outside
from qilou.ledger.export import head_of, keys
from qilou.ledger.sealing import is_late, lag

from .page import Asked, crumbs, public

TITLE = Text("存证公示", "The sealed record")
VERIFIER = Path(outside.__file__).with_name("verify.py")


@login_not_required
@require_safe
def ledger(request: Asked) -> HttpResponse:
    """What anybody needs to check a receipt or to keep a head."""
    return public(
        request,
        "portal/ledger.html",
        title=TITLE,
        crumbs=crumbs((TITLE, "")),
        head=head_of(None),
        keys=keys(),
        late=is_late(lag()),
    )


@login_not_required
@require_safe
def verifier(request: Asked) -> FileResponse:
    """The verifier, one file that needs nothing but Python."""
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, filename="verify.py", content_type="text/x-python")

"""What the installation says about itself, and how a reader likes its pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as set_language_of_django

import qilou
from qilou.ledger.sealing import is_late, lag

PREFERENCES = {"size": {"normal", "xl"}, "theme": {"light", "dark"}, "keys": {"on", "off"}}
A_YEAR = 365 * 24 * 3600

set_language = login_not_required(set_language_of_django)


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """For a supervisor: 200 while the database answers, 503 otherwise; `status` also says when sealing lags."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
        waited = lag()
    except DatabaseError:
        return JsonResponse({"status": "no database", "version": qilou.__version__}, status=503)
    return JsonResponse(
        {
            "status": "sealing lags" if is_late(waited) else "ok",
            "version": qilou.__version__,
            "database": f"PostgreSQL {version}",
            "unsealed_for_seconds": round(waited.total_seconds(), 1) if waited else 0,
        }
    )


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Text size, theme and single-key shortcuts, kept in the reader's own browser."""
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = "/"
    answer = HttpResponseRedirect(following)
    for name, allowed in PREFERENCES.items():
        if request.POST.get(name) in allowed:
            answer.set_cookie(
                name, request.POST[name], A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
            )
    return answer

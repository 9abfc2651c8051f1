"""What the installation says about itself, and how a reader likes its pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as set_language_of_django
from prometheus_client import CONTENT_TYPE_LATEST

import qilou
from qilou.ledger.sealing import is_late, lag
from qilou.site import metrics, readiness
from qilou.site.errors import problem

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
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """For a load balancer: 200 while this installation can serve, otherwise 503; each check says what is wrong."""
    found = readiness.checks()
    ready = all(one.wrong is None or not one.stops for one in found)
    told = [
        {"name": one.name, "ok": one.wrong is None}
        | ({"zh": one.wrong.in_("zh"), "en": one.wrong.in_("en")} if one.wrong else {})
        for one in found
    ]
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": told},
        status=200 if ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


@login_not_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """For Prometheus, and for nobody else."""
    if not metrics.may_read(request):
        return problem(403, "forbidden", "Only from this machine, or with the token that QILOU_METRICS_TOKEN sets.")
    return HttpResponse(metrics.told(), content_type=CONTENT_TYPE_LATEST)


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

"""What the installation says about itself."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

import qilou


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """For a supervisor: 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "no database", "version": qilou.__version__}, status=503)
    return JsonResponse({"status": "ok", "version": qilou.__version__, "database": f"PostgreSQL {version}"})

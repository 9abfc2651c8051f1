"""The API at /api/v1/: the routers of all modules, one way to say an error, sign-in by the session."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

import qilou
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.forms import message_of
from qilou.site import errors, places

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

api = NinjaAPI(
    title="Qilou", version=qilou.__version__, urls_namespace="api", auth=SessionAuth(csrf=True), docs_url=None
)

for module in settings.MODULES:
    if (places.SOURCE / module / "api.py").exists() or (places.SOURCE / module / "api").is_dir():
        api.add_router("", import_module(f"qilou.{module}.api").router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return cast(HttpResponse, errors.answer_to(request, refusal))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # ninja puts the place ("body") and the parameter's name before the field's own path
    faults = {
        ".".join(map(str, fault["loc"][2:] or fault["loc"][1:])): message_of(cast("ErrorDetails", fault))
        for fault in error.errors
    }
    return cast(HttpResponse, errors.answer_to(request, Invalid(faults)))


@api.exception_handler(AuthenticationError)
def unsigned(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return errors.problem(401, "unsigned", "Sign in first.")


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return errors.problem(404, "missing", "Not found.")


@api.exception_handler(HttpError)
def told(request: HttpRequest, error: HttpError) -> HttpResponse:
    return errors.problem(error.status_code, "refused", error.message)

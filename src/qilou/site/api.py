"""The API at /api/v1/: the routers of all modules, one way to say an error, sign-in by session or by token."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer, SessionAuth

import qilou
from qilou.identity.kinds import Scope
from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.kernel.forms import message_of
from qilou.law import say
from qilou.site import errors, places
from qilou.site.description import Description

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

READING = {"GET", "HEAD"}


class Bearer(HttpBearer):
    """A token opens a module as far as its scopes go; the middleware has found whose it is."""

    def __init__(self, module: str) -> None:
        super().__init__()
        self.module = module

    def authenticate(self, request: HttpRequest, token: str) -> object:
        shown = request.token  # type: ignore[attr-defined]
        if not Scope.opens(shown.scopes, self.module, act=request.method not in READING):
            raise NotPermitted(
                "scope",
                say(
                    "令牌的权限范围不包括该操作，请另建令牌。",
                    "The scopes of this token do not reach this operation: make another token.",
                ),
            )
        return shown.person


class Problem(Schema):
    """Why something was not done (RFC 9457): `code` is stable, `detail` is for a person."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    cites: list[dict[str, str]] = []
    findings: list[dict[str, Any]] = []
    remedies: list[str] = []
    errors: dict[str, str] = {}


REFUSALS = {
    400: "Not readable, or an entry is missing or wrong: `errors` says which.",
    401: "Nobody is signed in.",
    403: "Seen, but the law or the post gives this to another; or not sent from a page of ours.",
    404: "No such thing, or none that the caller may see.",
    409: "Somebody acted first, or the matter does not stand there.",
    422: "The law does not let it pass: `cites` and `remedies` say why and what would.",
    429: "Too often; `Retry-After` says when again.",
    503: "Not on this machine, which is a read-only copy; or what a file is checked by does not answer.",
}


class Api(NinjaAPI):
    """Every operation of the description also says how it refuses."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        told = Description(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)
        told["components"]["schemas"]["Problem"] = Problem.json_schema()
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operation in (one for path in told["paths"].values() for one in path.values()):
            for status, words in REFUSALS.items():
                if status != 401 or "security" in operation:
                    operation["responses"].setdefault(status, {"description": words, "content": content})
        return told


api = Api(title="Qilou", version=qilou.__version__, urls_namespace="api", auth=SessionAuth(csrf=True), docs_url=None)

for module in settings.MODULES:
    if (places.SOURCE / module / "api.py").exists() or (places.SOURCE / module / "api").is_dir():
        ways = [Bearer(module), SessionAuth(csrf=True)]
        api.add_router("", import_module(f"qilou.{module}.api").router, auth=ways)


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

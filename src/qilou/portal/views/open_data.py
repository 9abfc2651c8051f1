"""Open data of what is published: OC4IDS, OCDS, and each publication as it stands, for anybody to take away."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from qilou.kernel.request import whole
from qilou.law import Text
from qilou.projects.public import Public
from qilou.publication.open_data import Site, Subject
from qilou.publication.packages import oc4ids_package, ocds_package
from qilou.publication.queries import open_data as queries

from .page import MENU, Asked, crumbs, public

MOST = 100
LONGEST_KEY = 18
TITLE = Text("开放数据", "Open data")
FOR_ALL = {"Access-Control-Allow-Origin": "*"}  # any page may read what is in the open
PACKAGES = {"oc4ids": oc4ids_package, "ocds": ocds_package}


@login_not_required
@require_safe
def about(request: Asked) -> HttpResponse:
    """What there is to take away, in which standards, and how a list is computed again."""
    site: Site = queries.site()
    return public(
        request, "portal/open_data.html", MENU[4][1], title=TITLE, crumbs=crumbs(MENU[4], (TITLE, "")), site=site
    )


@login_not_required
@require_safe
def oc4ids_all(request: Asked) -> HttpResponseBase:
    """Published projects as OC4IDS, a page of them with the way to the next."""
    return _page(request, "oc4ids")


@login_not_required
@require_safe
def ocds_all(request: Asked) -> HttpResponseBase:
    """The releases of published projects, those of a page of projects with the way to the next."""
    return _page(request, "ocds")


@login_not_required
@require_safe
def oc4ids_one(request: Asked, project: int) -> HttpResponseBase:
    """One project as OC4IDS."""
    return _one(request, "oc4ids", project)


@login_not_required
@require_safe
def ocds_one(request: Asked, project: int) -> HttpResponseBase:
    """The releases of one project's contracting processes."""
    return _one(request, "ocds", project)


@login_not_required
@require_safe
def content(request: Asked, number: str) -> JsonResponse:
    """A publication as it stands in the open: of a list every component of its order."""
    one = queries.one_publication(number)
    told = {
        "number": number,
        "kind": one.kind,
        "title": Public(one.kind).label.in_("zh"),
        "name": one.name,
        "jurisdiction": one.jurisdiction_id,
        "year": one.year,
        "made_on": one.made_on,
        "published_at": one.published_at,
        "published_by": one.publisher_name,
        "content": one.published,
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, headers=FOR_ALL)


def _page(request: Asked, standard: str) -> HttpResponseBase:
    found, last = queries.subjects_after(whole(request.GET.get("after", ""), digits=LONGEST_KEY), MOST)
    here = reverse(f"open_{standard}")
    following = f"{here}?after={last}" if last else ""
    answer = _streamed(request, standard, found, request.get_full_path(), following)
    if following:
        answer["Link"] = f'<{following}>; rel="next"'
    return answer


def _one(request: Asked, standard: str, project: int) -> HttpResponseBase:
    return _streamed(request, standard, queries.subjects([queries.project_named(project)]), request.path)


def _streamed(
    request: Asked, standard: str, found: Iterable[Subject], at: str, following: str = ""
) -> StreamingHttpResponse:
    pieces: Iterator[str] = PACKAGES[standard](found, queries.site(), at=at, now=request.now, following=following)
    return StreamingHttpResponse(pieces, content_type="application/json", headers=FOR_ALL)

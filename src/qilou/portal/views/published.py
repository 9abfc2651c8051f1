"""What is published: the plans, funds and lists of each area, the projects, one project with what became of it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from qilou.casework.views.context import section_shown
from qilou.casework.views.lists import pager, skipped
from qilou.casework.views.names import Names, names_shown
from qilou.identity.queries import names_read
from qilou.kernel.request import whole
from qilou.law import Text
from qilou.law.statutes import OPEN_GOVERNMENT
from qilou.projects.public import Public
from qilou.publication.kinds import PublicStage
from qilou.publication.queries import open_data as queries

from .page import MENU, Asked, crumbs, public

PAGE = 50
LONGEST = 100
ALL = {"value": "", "label": Text("全部", "All")}
PUBLISHED = MENU[4]
PROJECTS = Text("已公开的项目", "Published projects")
TONES = {PublicStage.NOT_PASSED: "red", PublicStage.RESERVE: "amber", PublicStage.ACCEPTED: "green"}


@login_not_required
@require_safe
def index(request: Asked) -> HttpResponse:
    """Plans, funds and lists by year, and the ways to the projects and to open data."""
    area = request.GET.get("jurisdiction", "")
    skip = skipped(request)
    rows = list(queries.of_areas(area)[skip : skip + PAGE + 1])
    context = {
        "crumbs": crumbs((PUBLISHED[0], "")),
        "rows": [{"one": one, "kind": Public(one.kind).label} for one in rows[:PAGE]],
        "names": names_read(one.publisher_name for one in rows),
        "filters": [_select("jurisdiction", Text("辖区", "Area"), area, queries.areas())],
        "narrowed": bool(area),
        "clear": reverse("published") if area else "",
        "pager": pager(request, rows, skip, page=PAGE),
        "cites": OPEN_GOVERNMENT.art(17),
    }
    return public(request, "portal/published.html", PUBLISHED[1], **context)


@login_not_required
@require_safe
def projects(request: Asked) -> HttpResponse:
    """The published projects, by words, area, budget year, stage and unit."""
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in ("q", "stage", "unit")}
    area, year = request.GET.get("jurisdiction", ""), whole(request.GET.get("year", ""))
    found = queries.projects(words=asked["q"], jurisdiction=area, year=year, stage=asked["stage"], unit=asked["unit"])
    skip, total = skipped(request), found.count()
    stages = [(one.value, one.label) for one in PublicStage]
    years = [(str(one), Text(str(one), str(one))) for one in queries.years()]
    narrowed = any((*asked.values(), area, year))
    rows = list(found[skip : skip + PAGE])
    context = {
        "crumbs": crumbs(PUBLISHED, (PROJECTS, "")),
        "title": PROJECTS,
        "rows": [
            {"one": one, "stage": PublicStage(one.stage).label, "tone": TONES.get(PublicStage(one.stage), "blue")}
            for one in rows
        ],
        "names": names_read([asked["unit"], *(one.unit for one in rows)]),
        "total": total,
        "unit": asked["unit"],
        "filters": [
            {"name": "q", "label": Text("项目或单位", "Project or unit"), "kind": "search", "value": asked["q"]},
            _select("jurisdiction", Text("辖区", "Area"), area, queries.areas()),
            _select("year", Text("预算年度", "Budget year"), str(year or ""), years),
            _select("stage", Text("进展", "Stage"), asked["stage"], stages),
        ],
        "hidden": [{"name": "unit", "value": asked["unit"]}] if asked["unit"] else [],
        "narrowed": narrowed,
        "clear": reverse("published_projects") if narrowed else "",
        "pager": pager(request, (), skip, page=PAGE, total=total) if total else None,
    }
    return public(request, "portal/published_projects.html", PUBLISHED[1], **context)


@login_not_required
@require_safe
def project(request: Asked, project: int) -> HttpResponse:
    """One project: all that is published of it, in the order of its life."""
    found = queries.project_named(project)
    told = [queries.shown(one) for one in queries.told_of(project)]
    names = _names(told, found.unit)
    context = {
        "crumbs": crumbs(PUBLISHED, (PROJECTS, reverse("published_projects")), (Text(found.name, found.name), "")),
        "found": found,
        "stage": PublicStage(found.stage).label,
        "tone": TONES.get(PublicStage(found.stage), "blue"),
        "unit_at": f"{reverse('published_projects')}?{urlencode({'unit': found.unit})}",
        "told": [_shown(one, names) for one in told],
        "names": names,
    }
    return public(request, "portal/published_project.html", PUBLISHED[1], **context)


@login_not_required
@require_safe
def publication(request: Asked, number: str) -> HttpResponse:
    """One publication: a plan, a year's fund, a list with its order, or a decision on a project."""
    one = queries.one_publication(number)
    shown = queries.shown(one)
    names = _names([shown])
    context = {
        "crumbs": crumbs(PUBLISHED, (Text(one.name, one.name), "")),
        "shown": _shown(shown, names),
        "names": names,
        "is_list": one.kind == Public.LIST,
        "about": one.mentions.first() if one.kind not in queries.OF_AN_AREA else None,
    }
    return public(request, "portal/publication.html", PUBLISHED[1], **context)


def _names(told: Sequence[queries.Shown], *more: str) -> Names:
    """The stored names of several publications together."""
    sections = [section for one in told for section in one.sections]
    return names_shown((), sections, [*more, *(one.one.publisher_name for one in told)])


def _shown(one: queries.Shown, names: Names) -> dict[str, object]:
    sections = [section_shown(section, {}, names) for section in one.sections]
    return {"one": one.one, "kind": one.kind, "partly": one.partly, "sections": sections}


def _select(name: str, label: Text, value: str, choices: list[tuple[str, object]]) -> dict[str, object]:
    offered = [ALL, *({"value": code, "label": words} for code, words in choices)]
    return {"name": name, "label": label, "kind": "select", "value": value, "choices": offered}

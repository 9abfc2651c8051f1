"""The register of projects and the page of one project's whole life."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.queries.desks import rows
from qilou.casework.queries.life import life_of_thing
from qilou.casework.views.context import sections_shown
from qilou.casework.views.lists import list_rows, pager, skipped
from qilou.identity.queries import names_read
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.projects.models import Project
from qilou.projects.models.project import Nature, Route, Stage, Track
from qilou.projects.queries.estimate import estimate_of, estimate_section, stages_section
from qilou.projects.queries.register import selected

from .course import course_chart, milestones_of

PAGE = 50
YEARS = 6
TYPED = ("q", "stage", "year", "from")


@require_GET
def projects(request: Asked) -> HttpResponse:
    """Every project that the viewer may see, newest first; by whatever its address asks."""
    asked = request.GET
    found = selected(request.actor, asked.dict(), request.today)
    words, stage, year = asked.get("q", "").strip(), asked.get("stage", ""), asked.get("year", "")
    skip = skipped(request)
    total = found.count()
    listed = list(found.select_related("jurisdiction").order_by("-pk")[skip : skip + PAGE + 1])
    names = names_read(one.unit_name for one in listed)
    context = {
        "rows": [
            {
                "cells": [
                    {"words": one.name, "href": f"/projects/{one.pk}/", "note": one.source_id},
                    names.get(one.unit_name, one.unit_name),
                    one.jurisdiction.name,
                    one.approved_total or one.suggested or one.asked,
                    {"words": Stage(one.stage).label, "tone": "blue"},
                ]
            }
            for one in listed[:PAGE]
        ],
        "words": words,
        "stage": stage,
        "year": year,
        "years": [str(one) for one in range(request.today.year, request.today.year - YEARS, -1)],
        "kept": [(name, value) for name, value in asked.items() if name not in TYPED and value],
        "total": total,
        "stages": [{"value": one.value, "label": one.label} for one in Stage],
        "pager": pager(request, listed, skip, page=PAGE, total=total),
    }
    return render(request, "projects/register.html", context)


@require_GET
def project(request: Asked, project_id: int) -> HttpResponse:
    """One project: what it is, where it stands in its life, every case around it."""
    found = (
        Project.objects.known_to(request.actor).select_related("jurisdiction", "unit", "system").filter(pk=project_id)
    ).first()
    if found is None:
        raise Missing
    life = life_of_thing("projects", found.thing, actor=request.actor)
    declared = estimate_of(found.pk)
    if declared is not None and declared.case_id not in {one.pk for one in life.cases}:
        declared = None  # whoever may not read the declaration's case does not read its estimate here
    sections = (
        (stages_section(declared), estimate_section(declared.lines.order_by("number"), declared.total))
        if declared
        else ()
    )
    context = {
        "project": found,
        "names": names_read([found.unit_name]),
        "stage": Stage(found.stage).label,
        "track": Track(found.track).label,
        "nature": Nature(found.nature).label if found.nature else None,
        "route": Route(found.route).label if found.route else None,
        "steps": life.stations,
        "groups": [{"label": None, "tone": "", "rows": list_rows(rows(life.cases, request.actor, now=request.now))}],
        "cases": life.cases,
        "course": course_chart(life, milestones_of(life), request.today),
        "sections": sections_shown([replace(one, place=None, places=()) for one in sections]),
    }
    return render(request, "projects/project.html", context)

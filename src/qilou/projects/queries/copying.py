"""A declaration begun from an earlier one of the same unit: what is copied, what is not, and what is asked again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from qilou.casework.act import Act
from qilou.casework.show import Section
from qilou.kernel.actor import Actor
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import Raw
from qilou.law import Text
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import Declaration

from .form_totals import totals_beside

LEFT_OUT = (
    "contact",
    "phone",
    "concession_document",
    "grounds",
    "ground_documents",
    "running_cost",
    "programme",
    "papers",
    "extras",
    "non_secret",
)
AMOUNT_ASKED_AGAIN = ("types", "slices", "sources")
COPIED_FROM = "copied_from"  # in the form of a draft: the declaration that it starts from
MOST = 100


def own_declarations(unit_id: int | None) -> QuerySet[Declaration]:
    """What a unit submitted before, newest first; never what proved secret."""
    submitted = Declaration.objects.filter(project__unit_id=unit_id, version__gt=0).exclude(ended_as="secret_stub")
    return submitted.select_related("project", "case").order_by("-pk")


def opening_options(refers: str, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """The earlier declarations from which the actor's unit may start; `now` is not asked."""
    if refers != "own_declaration" or actor.organisation_id is None:
        return []
    found = own_declarations(actor.organisation_id)[:MOST]
    return [(str(one.pk), f"{one.budget_year} · {one.project.name} · {one.case.number}") for one in found]


def source_of(row: Declaration) -> Declaration | None:
    """The declaration that a draft was begun from."""
    copied = None if row.version else row.form.get(COPIED_FROM)
    return own_declarations(row.project.unit_id).filter(pk=copied).first() if copied else None


def copied_form(source: Declaration, budget_year: int) -> dict[str, Any]:  # Any: decoded JSON
    """The earlier form with its years moved on, without sums, papers, people and statements, which are given anew."""
    later = budget_year - source.budget_year
    known = {name: value for name, value in source.form.items() if name not in (*LEFT_OUT, "total")}
    for name in AMOUNT_ASKED_AGAIN:
        known[name] = [_without(row, "amount") for row in known.get(name, [])]
    known["slices"] = [row | {"year": row["year"] + later} for row in known["slices"]]
    known["lines"] = [_moved(row, later) for row in known.get("lines", [])]
    known["steps"] = [_without(row, "on") for row in known.get("steps", [])]
    return known


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _moved(row: Mapping[str, Any], later: int) -> dict[str, Any]:
    return dict(row) | ({"year": row["year"] + later} if row.get("year") else {})


def draft_to_start_from(act: Act) -> Mapping[str, object]:
    """What a draft's form holds before anybody typed in it."""
    row = Declaration.objects.select_related("project").get(pk=act.case.id)
    source = source_of(row)
    return copied_form(source, row.budget_year) if source else {}


def beside_the_form(act: Act, raw: Raw) -> tuple[Section, ...]:
    """From what the form was copied and what was not, and its five totals."""
    row = Declaration.objects.select_related("project").get(pk=act.case.id)
    source = source_of(row)
    return (*((_told(source),) if source else ()), *totals_beside(act, raw))


def _told(source: Declaration) -> Section:
    labels = {one.name: one.label for one in fields_of(DeclarationForm)}
    asked = [labels[name] for name in ("total", *AMOUNT_ASKED_AGAIN, "steps")]
    left = [labels[name] for name in LEFT_OUT]
    return Section(
        Text("以以往申报为底稿", "Started from an earlier declaration"),
        paragraphs=(
            (Text("底稿", "Copied from"), f"{source.case.number} {source.project.name}"),
            (
                Text("年度已顺延，金额或者日期须重新填写", "Years moved on; amounts or dates asked again"),
                _listed(asked),
            ),
            (
                Text("估算行已复制，单价和合价须逐行核对", "Lines are copied: check each price and amount"),
                labels["lines"],
            ),
            (Text("没有复制，须重新填写或者上传", "Not copied: enter or upload anew"), _listed(left)),
        ),
    )


def _listed(labels: list[Text]) -> Text:
    return Text("、".join(one.zh for one in labels), ", ".join(one.en for one in labels))

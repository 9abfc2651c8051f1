"""A programme as it stands after a revision: the form with what was typed anew, and its figures."""

from collections.abc import Mapping
from typing import Any

from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.inputs.revision import Revision
from qilou.projects.models import Declaration

from .declaration import form_facts, form_of

FIGURES = ("total", "types", "lines", "slices", "sources")


def revised_form(row: Declaration, given: Revision) -> DeclarationForm:
    """The current form with the revised programme and, where any figure was typed, all five of them."""
    form = form_of(row)
    if form is None:
        raise ValueError("a draft is not revised")
    changes: dict[str, Any] = {"programme": given.programme}
    if given.changes_money:
        changes |= {name: getattr(given, name) for name in FIGURES[1:]}
        changes["total"] = given.revised_total
    return form.model_copy(update=changes)


def figures_after(row: Declaration, given: object) -> Mapping[str, Any]:
    """The figures that must agree: of the revision being typed, or of the current form."""
    form = revised_form(row, given) if isinstance(given, Revision) else form_of(row)
    if form is None:
        return {}
    facts = form_facts(form, asked={})
    return {name: facts[name] for name in FIGURES}

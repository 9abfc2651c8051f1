"""What one search finds, by kind: what is in the open for everybody, and for a person what they may see besides."""

from dataclasses import dataclass, replace
from datetime import date

from qilou.casework.queries import finding as casework
from qilou.identity.queries import finding as identity
from qilou.identity.queries import names_read
from qilou.kernel.actor import Actor
from qilou.kernel.finding import Found
from qilou.law import Text
from qilou.projects.queries import finding as projects
from qilou.publication.queries import open_data as publication

from . import search

FEW = 5
MANY = 50


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` says that not all is shown."""

    kind: str
    label: Text
    entries: tuple[Found, ...]
    more: bool


def found(actor: Actor | None, typed: str, *, today: date, kind: str = "") -> list[Group]:
    """By kind the few that come nearest; of one kind, if asked, as many as fit a page."""
    most = MANY if kind else FEW
    kinds: list[tuple[str, Text, list[Found]]] = []
    if typed and actor is None:
        kinds = [("published", Text("已公开的项目", "Published projects"), publication.found(typed, most + 1))]
    if actor is not None and typed:
        kinds += [
            ("cases", Text("办件", "Cases"), casework.cases(actor, typed, most + 1)),
            ("projects", Text("项目", "Projects"), projects.projects(actor, typed, most + 1)),
            ("papers", Text("已发文书", "Papers served"), casework.papers(actor, typed, most + 1)),
            ("organisations", Text("机构", "Organisations"), identity.organisations(actor, typed, today, most + 1)),
        ]
    groups = [Group(code, label, tuple(entries[:most]), len(entries) > most) for code, label, entries in kinds]
    for one in search.found(typed, most):
        entries = tuple(Found(hit.title, hit.href, says=hit.says, article=hit.article) for hit in one.shown)
        groups.append(Group(one.code, one.kind, entries, one.more))
    return _named([group for group in groups if group.entries and kind in ("", group.kind)])


def _named(groups: list[Group]) -> list[Group]:
    """The same with the bodies that stand beside what was found as the reader is told them."""
    names = names_read(note.zh for group in groups for one in group.entries for note in one.notes)
    return [replace(group, entries=tuple(_told(one, names) for one in group.entries)) for group in groups]


def _told(one: Found, names: dict[str, Text]) -> Found:
    return replace(one, notes=tuple(names.get(note.zh, note) for note in one.notes))

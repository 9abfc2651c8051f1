"""What people say to one another about a case, and what they are told of, as pages and the API show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from qilou.casework.act import Act
from qilou.casework.actions.notify import KINDS, SERVED
from qilou.casework.models import Case, Comment, Notification, Urging
from qilou.identity.queries import Member, members_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing
from qilou.law import Message, Text, say

SHOWN = 100
CAP = 99


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as a page shows it."""

    row: Comment
    place: Text | Message | None
    href: str
    mentioned: Text | None


def comments_of(act: Act) -> list[Comment]:
    """The latest comments on a case that the actor may read, oldest first, by one query."""
    mine = Q(shared=True) | Q(readers__overlap=sorted(act.actor.keys))
    found = Comment.objects.filter(mine, case_id=act.case.id).select_related("author").order_by("-pk")
    return list(found[:SHOWN])[::-1]


def talk(act: Act, places: Mapping[str, Text | Message]) -> tuple[list[Said], list[Member]]:
    """The comments on a case, and whom one may mention: the members of every body that sees it; by four queries.

    `places` are the places that the page shows, in words.
    """
    people = members_of(act.case.readers, act.today)
    names = {one.id: one.name for one in people}
    return [_said(one, names, places) for one in comments_of(act)], people


def _said(row: Comment, names: dict[int, Text], places: Mapping[str, Text | Message]) -> Said:
    place, href = _anchor(row.anchor)
    place = places.get(row.anchor, place)
    mentioned = [names[one] for one in row.mentions if one in names]
    told = Text("、".join(one.zh for one in mentioned), ", ".join(one.en for one in mentioned))
    return Said(row, place, href, told if mentioned else None)


def _anchor(anchor: str) -> tuple[Text | Message | None, str]:
    """Where a comment points, in words, and the address of that place."""
    kind, _, where = anchor.partition(":")
    if kind == "file":
        hash_, _, page = where.partition("#page=")
        words = say("附件第 %(page)s 页", "Attachment, page %(page)s", page=page) if page else say("附件", "Attachment")
        return words, f"?show={hash_}" + (f"&page={page}" if page else "") + "#preview"
    if kind == "line":
        return say("估算第 %(n)s 行", "Estimate line %(n)s", n=where), f"#line-{where}"
    if kind == "field":
        return say("栏目 %(name)s", "Field %(name)s", name=where), f"#field-{where}"
    return None, ""


@dataclass(frozen=True, slots=True)
class Told:
    """A notification as a page shows it; the case is named only to who still sees it."""

    row: Notification
    words: Text
    title: str
    href: str


def unread(actor: Actor) -> int:
    """How many notifications the actor has not read, counted up to a cap, by one query."""
    mine = Notification.objects.filter(person_id=actor.id, read_at__isnull=True).order_by()
    return mine[: CAP + 1].count()


def notifications(actor: Actor, *, everything: bool = False, skip: int = 0, most: int = 50) -> Sequence[Told]:
    """The actor's notifications, newest first: the unread, or all; one more than asked where there are more."""
    mine = Notification.objects.filter(person_id=actor.id).select_related("case").order_by("-pk")
    if not everything:
        mine = mine.filter(read_at__isnull=True)
    return [_told(one, actor) for one in mine[skip : skip + most + 1]]


def _told(row: Notification, actor: Actor) -> Told:
    case = row.case
    words = KINDS.get(row.kind, Text(row.kind, row.kind))
    if row.kind == SERVED:
        return Told(row, words, row.by, reverse("notice", args=[row.source.rpartition("/")[2]]))
    if case is None or not actor.keys & set(case.readers):
        return Told(row, words, "", "")
    return Told(row, words, f"{case.number} {case.title}", reverse("case", args=[case.procedure, case.number]))


def urgings(actor: Actor, *, view: str = "", words: str = "", case_id: int | None = None) -> QuerySet[Urging]:
    """The urging slips that the actor may read, newest first: the open ones, the answered, or all."""
    found = Urging.objects.filter(readers__overlap=sorted(actor.keys)).select_related("case", "notice", "answered_by")
    if case_id is not None:
        found = found.filter(case_id=case_id)
    if view != "all":
        found = found.filter(answered_at__isnull=view == "")
    if words:
        found = found.filter(Q(case__number__icontains=words) | Q(case__title__icontains=words))
    return found.order_by("-pk")


def procedures_of(actor: Actor, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """Procedure and number of the cases that the actor sees; raises Missing unless each of them is there."""
    found = Case.objects.visible_to(actor).filter(number__in=numbers)
    pairs = list(found.values_list("procedure", "number"))
    if {number for _, number in pairs} != set(numbers):
        raise Missing
    return pairs

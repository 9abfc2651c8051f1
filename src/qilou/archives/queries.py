"""Filed cases as their pages show them, and what a body has to hand over."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from qilou.casework.today import AtDesk, Today
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing
from qilou.law import Text, say
from qilou.law.statutes import ARCHIVES_LAW

from .actions import keeps_files
from .models import CaseFile, CatalogueItem, Transfer, bodies_of

VIEWS = {
    "": Text("全部", "All"),
    "own": Text("本单位案卷", "Our own files"),
    "due": Text("到期待移交", "Due for transfer"),
    "transferred": Text("已移交", "Handed over"),
}


def _due(today: date) -> Q:
    return Q(transfer__isnull=True, transfer_due_on__lte=today)


def files(actor: Actor, *, view: str, today: date, words: str = "") -> QuerySet[CaseFile]:
    """The filed cases that the actor may see, as a view narrows them: the latest first, due ones the longest due."""
    found = CaseFile.objects.visible_to(actor).select_related("case", "transfer")
    if words:
        found = found.filter(Q(case__title__icontains=words) | Q(case__number__iexact=words))
    match view:
        case "own":
            found = found.kept_by(actor)
        case "due":
            return found.kept_by(actor).filter(_due(today)).order_by("transfer_due_on", "pk")
        case "transferred":
            found = found.filter(transfer__isnull=False)
    return found.order_by("-filed_at", "-pk")


def counts(actor: Actor, today: date) -> dict[str, int]:
    """How many files each view holds; two queries."""
    seen: dict[str, int] = CaseFile.objects.visible_to(actor).aggregate(
        all=Count("pk"), transferred=Count("pk", filter=Q(transfer__isnull=False))
    )
    own: dict[str, int] = CaseFile.objects.kept_by(actor).aggregate(
        own=Count("pk"), due=Count("pk", filter=_due(today))
    )
    return {"": seen["all"], "transferred": seen["transferred"], **own}


def file_of(number: str, actor: Actor) -> CaseFile:
    """The file of a case that the actor may see; raises Missing."""
    found = CaseFile.objects.visible_to(actor).select_related("case", "transfer").filter(case__number=number).first()
    if found is None:
        raise Missing
    return found


def catalogue(file: CaseFile) -> list[CatalogueItem]:
    """The present catalogue of a file, by number."""
    return list(CatalogueItem.objects.filter(file=file, version=file.version).order_by("number"))


def transfers(actor: Actor) -> QuerySet[Transfer]:
    """What the actor's body, or one that it took over from, handed over, the latest first."""
    return Transfer.objects.filter(organisation__in=bodies_of(actor)).order_by("-pk")


def over_the_desk(desk: AtDesk) -> Iterator[Today]:
    """For whoever keeps a body's files: how many are due to go to the archives."""
    if not keeps_files(desk.actor):
        return
    if number := CaseFile.objects.kept_by(desk.actor).filter(_due(desk.today)).count():
        words = say("到期待移交档案馆的案卷 %(n)s 卷", "Files due to go to the archives: %(n)s", n=number)
        yield Today(words, desk.today, f"{reverse('archive')}?view=due", ARCHIVES_LAW.art(15))

"""What is published, read for the public: the list of projects, one of them whole, plans, funds and lists by area."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from qilou.casework.show import Section
from qilou.kernel.errors import Missing
from qilou.kernel.finding import Found
from qilou.law import Text
from qilou.projects.public import Public
from qilou.publication.contents import sections_of
from qilou.publication.kinds import Outcome, PublicStage
from qilou.publication.models import Mention, Publication, PublicProject
from qilou.publication.open_data import Published, Site, Subject
from qilou.publication.rules import line_of

OF_AN_AREA = [Public.PLAN.value, Public.FUND.value, Public.LIST.value]
OF_A_LIST = ("round", "budget_year", "number", "confirmed_on")
IN_SHORT = ("rank", "name", "unit", "tier", "listed", "finance", "amount")
PIECE = 200


def site() -> Site:
    """Whose open data this is, as the installation says."""
    furniture = settings.QILOU_SITE
    return Site(
        address=settings.QILOU_VERIFY_AT,
        publisher=furniture["host"].zh,
        licence=furniture.get("open_licence", ""),
        oc4ids_prefix=settings.QILOU_OC4IDS_PREFIX,
        ocds_prefix=settings.QILOU_OCDS_PREFIX,
    )


def projects(
    *, words: str = "", jurisdiction: str = "", year: int = 0, stage: str = "", unit: str = ""
) -> QuerySet[PublicProject]:
    """The published projects that fit, the newest first."""
    found = PublicProject.objects.select_related("jurisdiction")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(unit__icontains=words))
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    if year:
        found = found.filter(year=year)
    if stage in {one.value for one in PublicStage}:
        found = found.filter(stage=stage)
    if unit:
        found = found.filter(unit=unit)
    return found.order_by("-pk")


def found(words: str, most: int) -> list[Found]:
    """Published projects that bear the words, for the search of the site."""
    return [
        Found(Text(one.name, one.name), f"/open/projects/{one.pk}/", "", _notes(one))
        for one in projects(words=words)[:most]
    ]


def _notes(one: PublicProject) -> tuple[Text, ...]:
    return Text(one.unit, one.unit), PublicStage(one.stage).label


def years() -> list[int]:
    """The budget years of which a project is published, the latest first."""
    return list(PublicProject.objects.order_by("-year").values_list("year", flat=True).distinct())


def areas() -> list[tuple[str, object]]:
    """The areas of which a project is published, by code, each with its name."""
    found = PublicProject.objects.order_by("jurisdiction").distinct("jurisdiction").select_related("jurisdiction")
    return [(one.jurisdiction_id, one.jurisdiction.name) for one in found]


def of_areas(jurisdiction: str = "") -> QuerySet[Publication]:
    """Plans, funds and lists in the open, by year, the latest first; their content is not read."""
    found = Publication.objects.in_the_open().defer("content", "published", "left_out", "ground", "reason")
    found = found.filter(kind__in=OF_AN_AREA, **({"jurisdiction": jurisdiction} if jurisdiction else {}))
    return found.select_related("jurisdiction", "case").order_by("-year", "jurisdiction", "kind", "-pk")


def one_publication(number: str) -> Publication:
    """A publication in the open by the number of its review; raises Missing."""
    found = Publication.objects.filter(case__number=number).in_the_open()
    row = found.select_related("jurisdiction", "case").first()
    if row is None:
        raise Missing
    return row


def project_named(project: int) -> PublicProject:
    """A published project; raises Missing."""
    found = PublicProject.objects.select_related("jurisdiction").filter(pk=project).first()
    if found is None:
        raise Missing
    return found


def told_of(project: int) -> list[Publication]:
    """What is published of a project, in the order of its life; of a list its own line."""
    rows = Publication.objects.in_the_open().filter(mentions__project=project).select_related("case")
    found = []
    for one in rows.order_by("made_on", "pk"):
        if one.kind == Public.LIST:
            line = line_of(one.published or {}, project)
            if line is None:
                continue
            short = {name: line.get(name) for name in IN_SHORT}
            one.published = {name: value for name, value in one.published.items() if name in OF_A_LIST}
            one.published["lines"] = [short]
        found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing published, as a page shows it: `one` is its row, `partly` whether something is left out."""

    one: Publication
    kind: Text
    partly: bool
    sections: tuple[Section, ...]


def shown(one: Publication) -> Shown:
    """A publication as a page shows it."""
    return Shown(one, Public(one.kind).label, one.outcome == Outcome.PARTLY, sections_of(one.kind, one.published or {}))


def subjects(rows: Iterable[PublicProject]) -> Iterator[Subject]:
    """Projects with all that is published of each, for open data: two queries for any number of rows."""
    wanted = list(rows)
    mentions = Mention.objects.filter(project__in=[one.pk for one in wanted])
    pairs = list(mentions.values_list("project", "publication"))
    found = Publication.objects.in_the_open().filter(pk__in={one for _, one in pairs}).select_related("case")
    open_now = {one.pk: one for one in found}
    told: dict[int, list[Publication]] = defaultdict(list)
    for project, publication in pairs:
        one = open_now.get(publication)
        if one is not None and (one.kind != Public.LIST or line_of(one.published or {}, project)):
            told[project].append(one)
    for row in wanted:
        yield Subject(
            project=row.pk,
            jurisdiction=row.jurisdiction_id,
            name=row.name,
            unit=row.unit,
            unit_code=row.unit_code,
            stage=row.stage,
            updated_at=row.updated_at,
            told=tuple(_published(one) for one in sorted(told[row.pk], key=_order)),
        )


def all_subjects() -> Iterator[Subject]:
    """Every published project, piece by piece in the order of their keys."""
    last = 0
    while rows := list(PublicProject.objects.filter(pk__gt=last).order_by("pk")[:PIECE]):
        yield from subjects(rows)
        last = rows[-1].pk


def subjects_after(last: int, most: int) -> tuple[list[Subject], int | None]:
    """One page of published projects after a key, and the key that the next page begins after."""
    rows = list(PublicProject.objects.filter(pk__gt=last).order_by("pk")[: most + 1])
    page = rows[:most]
    return list(subjects(page)), page[-1].pk if len(rows) > most else None


def _order(one: Publication) -> tuple[datetime, int]:
    assert one.published_at is not None  # noqa: S101  # the database holds it of what is in the open
    return one.published_at, one.pk


def _published(one: Publication) -> Published:
    content = dict(one.published or {})
    content.pop("lines", None)
    return Published(one.case.number, one.kind, _order(one)[0], one.publisher_name, content)

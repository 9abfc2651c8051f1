"""What the review before publication does: it opens for what was decided, and puts in the open or takes back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.identity.queries import names_of
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict
from qilou.law import carries, say
from qilou.ledger.rows import add, gone, written
from qilou.projects.public import Matter, Public
from qilou.projects.queries.public import decided, decided_one

from .inputs import Decided
from .kinds import Outcome
from .models import OPEN, Mention, Publication, PublicProject
from .rules import Told, in_part, line_of, stage_of

REVIEW = "publication.review"
BATCH = 100
SEEN = ["jurisdiction", "name", "unit", "unit_code", "year", "stage", "amount", "updated_at"]


@carries("X8")
def open_reviews(*, now: datetime) -> list[Act]:
    """Open a review for what was decided and is not under review yet, some of each kind."""
    opened = []
    for kind in Public:
        for one in decided(kind, Publication.objects.filter(kind=kind.value), BATCH):
            thing = f"projects.project:{one.about[0].project}" if len(one.about) == 1 else ""
            act = open_case(
                REVIEW,
                actor=PLATFORM,
                now=now,
                jurisdiction=one.jurisdiction,
                title=f"{one.name}：公开审查（{kind.label.zh}）",
                data=Decided(kind=kind, source=one.source),
                parties={"publisher": [one.publisher]},
                thing=thing,
            )
            opened.append(act)
    return opened


def begin(act: Act) -> dict[str, object]:
    """The matter with its content as it was decided; from here on it no longer changes."""
    given: Decided = act.input
    if Publication.objects.filter(kind=given.kind.value, source=given.source).exists():
        raise Conflict(
            "under_review", say("该事项已有公开审查。", "This matter has its review."), cites=(act.procedure.cites,)
        )
    one: Matter = decided_one(given.kind, given.source)
    row = Publication.objects.create(
        case_id=act.case.id,
        kind=one.kind.value,
        source=one.source,
        jurisdiction_id=one.jurisdiction,
        publisher=one.publisher,
        publisher_name=names_of([one.publisher], act.today).get(one.publisher, ""),
        year=one.year,
        name=one.name[:300],
        made_on=one.made_on,
        content=one.content,
    )
    mentions = [
        Mention(
            publication=row,
            project_id=about.project,
            name=about.name,
            unit=about.unit,
            unit_code=about.unit_code,
            year=about.year,
        )
        for about in one.about
    ]
    return written(row, *Mention.objects.bulk_create(mentions))


@carries("X8")
def publish(act: Act) -> dict[str, object]:
    """The whole of it is in the open from now on."""
    return _open(act, Outcome.PUBLISHED)


@carries("X8")
def publish_in_part(act: Act) -> dict[str, object]:
    """What is not left out is in the open; what is left out is named with ground and reason."""
    left_out = [one.model_dump(mode="json") for one in act.input.left_out]
    return _open(act, Outcome.PARTLY, left_out)


def _open(act: Act, outcome: Outcome, left_out: Iterable[dict[str, object]] = ()) -> dict[str, object]:
    row = _row(act)
    row.outcome, row.left_out, row.ground, row.reason = outcome.value, list(left_out), "", ""
    row.published, row.published_at = in_part(row.content, {str(one["item"]) for one in row.left_out}), act.now
    row.save()
    return _told(row, act.now)


@carries("X8")
def withhold(act: Act) -> dict[str, object]:
    """None of it is published, on a named ground."""
    return _close(act, Outcome.WITHHELD, act.input.statement)


@carries("X8")
def withdraw(act: Act) -> dict[str, object]:
    """It is in the open no longer; the record keeps that it was."""
    return _close(act, Outcome.WITHDRAWN, act.input.reason)


def review_again(act: Act) -> dict[str, object]:
    """The content as it now stands is examined anew."""
    row = _row(act)
    row.outcome, row.ground, row.reason = "", "", ""
    row.content = decided_one(Public(row.kind), row.source).content
    row.save()
    return written(row)


def _close(act: Act, outcome: Outcome, reason: str) -> dict[str, object]:
    row = _row(act)
    row.outcome, row.left_out, row.ground, row.reason = outcome.value, [], act.input.ground.value, reason
    row.published = row.published_at = None
    row.save()
    return _told(row, act.now)


def _row(act: Act) -> Publication:
    return Publication.objects.select_for_update(of=("self",)).get(pk=act.case.id)


def _told(row: Publication, now: datetime) -> dict[str, object]:
    """The publication as it stands, and every project that it is about as the public now sees it."""
    effects = written(row)
    projects = list(row.mentions.values_list("project", flat=True))
    about = Mention.objects.filter(project__in=projects, publication__outcome__in=OPEN)
    mentions = list(about.order_by("publication__published_at", "publication"))
    open_now = Publication.objects.in_bulk({one.publication_id for one in mentions})
    seen = [one for one in mentions if _is_told(open_now[one.publication_id], one.project_id)]
    by_project = {key: [one for one in seen if one.project_id == key] for key in projects}
    rows = [_seen(found, open_now, now) for found in by_project.values() if found]
    PublicProject.objects.bulk_create(rows, update_conflicts=True, unique_fields=["project"], update_fields=SEEN)
    left = PublicProject.objects.filter(pk__in=[key for key, found in by_project.items() if not found])
    add(effects, written(*rows))
    add(effects, gone(*left))
    left.delete()
    return effects


def _is_told(one: Publication, project: int) -> bool:
    """Whether a project is still in what is published: a line of a list may be left out."""
    return one.kind != Public.LIST or line_of(one.published or {}, project) is not None


def _seen(mentions: list[Mention], open_now: Mapping[int, Publication], now: datetime) -> PublicProject:
    """What the public sees of a project, put together anew from all that is published of it."""
    last = mentions[-1]
    found = [open_now[one.publication_id] for one in mentions]
    stage, amount = stage_of([Told(one.kind, one.published or {}) for one in found], last.project_id)
    return PublicProject(
        project_id=last.project_id,
        jurisdiction_id=found[-1].jurisdiction_id,
        name=last.name,
        unit=last.unit,
        unit_code=last.unit_code,
        year=last.year,
        stage=stage,
        amount=Decimal(amount) if amount else None,
        updated_at=now,
    )

"""What the steps of a plan do to its row."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max, Model

from qilou.casework.act import Act
from qilou.identity.queries import holder
from qilou.kernel.errors import Conflict
from qilou.law import GOVERNMENT, say
from qilou.law.measures import M164
from qilou.projects.inputs.plan import PlanApproval, PlanDraft, PlanPublication
from qilou.projects.models import HigherPlan, Plan, PlanItem
from qilou.projects.queries.plan import draft_values

from .rows import tell


def begin_draft(act: Act) -> dict[str, object]:
    """A new version of the jurisdiction's plan, as a draft."""
    given: PlanDraft = act.input
    latest = Plan.objects.filter(jurisdiction=act.case.jurisdiction).aggregate(latest=Max("version"))["latest"] or 0
    plan = Plan.objects.create(
        case_id=act.case.id, jurisdiction_id=act.case.jurisdiction, version=latest + 1, **draft_values(given)
    )
    act.case.title = given.title
    tell(act, plan, *_contents(plan, given))
    return {}


def revise(act: Act) -> dict[str, object]:
    """The draft as it is now; the wording before stands in the record."""
    given: PlanDraft = act.input
    Plan.objects.filter(pk=act.case.id).update(**draft_values(given))
    plan = Plan.objects.get(pk=act.case.id)
    before = [*plan.items.all(), *plan.follows.all()]
    tell(act, gone=before)
    plan.items.all().delete()
    plan.follows.all().delete()
    act.case.title = given.title
    tell(act, plan, *_contents(plan, given))
    return {}


def approve(act: Act) -> dict[str, object]:
    """Fix the government's document on the plan."""
    given: PlanApproval = act.input
    government = holder(GOVERNMENT.code, act.case.jurisdiction, act.today)
    Plan.objects.filter(pk=act.case.id).update(
        approval_document=given.number,
        approved_on=given.approved_on,
        approved_by=government.name.zh if government else act.actor.organisation,
    )
    tell(act, Plan.objects.get(pk=act.case.id))
    return {}


def publish(act: Act) -> dict[str, object]:
    """Put the plan in force from its publication; the version before ends on that day."""
    given: PlanPublication = act.input
    _end_the_version_before(act, given.published_on)
    Plan.objects.filter(pk=act.case.id).update(
        published_on=given.published_on,
        published_in=given.published_in,
        in_force=DateRange(given.published_on, None),
    )
    tell(act, Plan.objects.get(pk=act.case.id))
    return {}


def _end_the_version_before(act: Act, on: date) -> None:
    before = (
        Plan.objects.select_for_update()
        .filter(jurisdiction=act.case.jurisdiction, in_force__endswith__isnull=True)
        .exclude(in_force=None)
        .first()
    )
    if before is None:
        return
    began: date = before.in_force.lower
    if began >= on:
        raise Conflict(
            "plan_order",
            say(
                "现行规划自%(day)s起施行，新版规划的公布日期须晚于该日。",
                "The plan in force began on %(day)s; a new version is published after that day.",
                day=began,
            ),
            cites=(M164.art(8, 1),),
        )
    before.in_force = DateRange(began, on)
    before.save(update_fields=["in_force"])
    tell(act, before)


def _contents(plan: Plan, given: PlanDraft) -> tuple[Model, ...]:
    items = PlanItem.objects.bulk_create(
        [PlanItem(plan=plan, code=one.code, title=one.title, content=one.content) for one in given.items]
    )
    follows = HigherPlan.objects.bulk_create(
        [HigherPlan(plan=plan, level=one.level.value, title=one.title, document=one.document) for one in given.follows]
    )
    return (*items, *follows)

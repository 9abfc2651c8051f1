"""What the steps of a plan do to its row."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from qilou.casework.act import Act
from qilou.identity.queries import holder
from qilou.kernel.errors import Conflict
from qilou.law import GOVERNMENT, say
from qilou.law.measures import M164
from qilou.projects.inputs.plan import PlanApproval, PlanDraft, PlanPublication
from qilou.projects.models import HigherPlan, Plan, PlanItem
from qilou.projects.queries.plan import draft_values


def begin_draft(act: Act) -> dict[str, object]:
    """A new version of the jurisdiction's plan, as a draft."""
    given: PlanDraft = act.input
    latest = Plan.objects.filter(jurisdiction=act.case.jurisdiction).aggregate(latest=Max("version"))["latest"] or 0
    plan = Plan.objects.create(
        case_id=act.case.id, jurisdiction_id=act.case.jurisdiction, version=latest + 1, **draft_values(given)
    )
    act.case.title = given.title
    _contents(plan, given)
    return {"plan_version": plan.version}


def revise(act: Act) -> dict[str, object]:
    """The draft as it is now; the wording before stands in the record."""
    given: PlanDraft = act.input
    Plan.objects.filter(pk=act.case.id).update(**draft_values(given))
    plan = Plan.objects.get(pk=act.case.id)
    plan.items.all().delete()
    plan.follows.all().delete()
    act.case.title = given.title
    _contents(plan, given)
    return {"items": len(given.items)}


def approve(act: Act) -> dict[str, object]:
    """Fix the government's document on the plan."""
    given: PlanApproval = act.input
    government = holder(GOVERNMENT.code, act.case.jurisdiction, act.today)
    Plan.objects.filter(pk=act.case.id).update(
        approval_document=given.number,
        approved_on=given.approved_on,
        approved_by=government.name.zh if government else act.actor.organisation,
    )
    return {"approval_document": given.number, "approved_on": given.approved_on.isoformat()}


def publish(act: Act) -> dict[str, object]:
    """Put the plan in force from its publication; the version before ends on that day."""
    given: PlanPublication = act.input
    ended = _end_the_version_before(act.case.jurisdiction, given.published_on)
    Plan.objects.filter(pk=act.case.id).update(
        published_on=given.published_on,
        published_in=given.published_in,
        in_force=DateRange(given.published_on, None),
    )
    return {"in_force_from": given.published_on.isoformat(), "replaces_version": ended}


def _end_the_version_before(jurisdiction: str, on: date) -> int | None:
    before = (
        Plan.objects.select_for_update()
        .filter(jurisdiction=jurisdiction, in_force__endswith__isnull=True)
        .exclude(in_force=None)
        .first()
    )
    if before is None:
        return None
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
    return before.version


def _contents(plan: Plan, given: PlanDraft) -> None:
    PlanItem.objects.bulk_create(
        [PlanItem(plan=plan, code=one.code, title=one.title, content=one.content) for one in given.items]
    )
    HigherPlan.objects.bulk_create(
        [HigherPlan(plan=plan, level=one.level.value, title=one.title, document=one.document) for one in given.follows]
    )

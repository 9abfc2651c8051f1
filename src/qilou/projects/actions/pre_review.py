"""What the acts of a pre-review do: findings, outcomes, the grant for preliminary work, another round."""

from collections.abc import Mapping

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Invalid
from qilou.law import carries, say
from qilou.ledger.rows import written
from qilou.projects.inputs.pre_review import (
    Findings,
    GrantDecision,
    GrantReply,
    Guiding,
    HitFindings,
    Optimisation,
    OwnPartFindings,
    Returning,
)
from qilou.projects.models import (
    Declaration,
    GuidanceItem,
    HitFinding,
    OwnFinding,
    PreReview,
    PreReviewFinding,
    PreReviewOutcome,
    PreReviewRound,
    PreWorkGrant,
    Project,
)
from qilou.projects.models.fund import Use
from qilou.projects.models.project import Stage
from qilou.projects.queries.duplicates import described
from qilou.projects.queries.likeness import number_compared
from qilou.projects.queries.own_parts import asked_parts
from qilou.projects.queries.plan import plan_in_force
from qilou.projects.queries.revision import revised_form
from qilou.projects.rules.pre_review import PreReviewFacts

from .declaration import TYPED, freeze
from .fund import commit
from .rows import tell


@carries("A12.1")
def begin_pre_review(act: Act) -> Mapping[str, object]:
    """Enter the pre-review of the declaration that was just accepted."""
    project = Project.objects.get(pk=int(act.case.thing.rpartition(":")[2]))
    declaration = Declaration.objects.filter(project=project, accepted_at__isnull=False).order_by("-pk")[0]
    return written(PreReview.objects.create(case_id=act.case.id, project=project, declaration=declaration))


@carries("A4.1")
def record_findings(act: Act) -> Mapping[str, object]:
    """Keep the findings of this round; typing them again replaces those of the same principle."""
    given: Findings = act.input
    row = _row(act)
    latest = {one.principle: one for one in given.findings}.values()
    kept = [
        PreReviewFinding(
            pre_review=row,
            round=row.round,
            principle=one.principle.value,
            conformity=one.conformity.value,
            reason=one.reason,
            plan_item=one.plan_item,
            provision=one.provision,
        )
        for one in latest
    ]
    PreReviewFinding.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["pre_review", "round", "principle"],
        update_fields=["conformity", "reason", "plan_item", "provision"],
    )
    return written(*kept)


@carries("A4.4")
def find_duplicates(act: Act) -> Mapping[str, object]:
    """Keep what a person finds of likely duplicates; finding again replaces what was found of the same one."""
    given: HitFindings = act.input
    row = _row(act)
    facts: PreReviewFacts = act.facts
    hits = dict(zip(facts.near, facts.hits, strict=True))
    names = {one.thing: one.name for one in described(list(hits), act.actor)}
    kept = [
        HitFinding.objects.update_or_create(
            pre_review=row,
            thing=one.thing,
            defaults={
                "name": names[one.thing],
                "likeness": hits[one.thing][0],
                "signals": list(hits[one.thing][1]),
                "finding": one.finding.value,
                "reason": one.reason,
                "method": facts.method,
                "found_on": act.today,
            },
        )[0]
        for one in given.hits
    ]
    return written(*kept)


@carries("A23.3", "A32.1")
def judge_own_parts(act: Act) -> Mapping[str, object]:
    """Keep what a person finds of parts that may be own; finding again replaces it. Raises Invalid for others."""
    given: OwnPartFindings = act.input
    row = _row(act)
    asked = asked_parts(row)
    strange = [place for place, one in enumerate(given.parts) if one.part not in asked]
    if strange:
        raise Invalid({f"parts.{place}.part": say("没有这一项。", "There is no such part.") for place in strange})
    kept = [
        OwnFinding.objects.update_or_create(
            pre_review=row,
            line=asked[one.part].line,
            kind=asked[one.part].kind,
            defaults={
                "name": asked[one.part].name,
                "own": one.own,
                "reason": one.reason,
                "found_on": act.today,
            },
        )[0]
        for one in given.parts
    ]
    return written(*kept)


def pass_project(act: Act) -> Mapping[str, object]:
    """The project conforms: evaluation begins."""
    row = _row(act)
    decided = _decide(act, row, PreReviewOutcome.PASSED, act.input.remark)
    _stage(row, Stage.PRE_REVIEWED)
    opened = open_case(
        "projects.evaluation",
        actor=PLATFORM,
        now=act.now,
        jurisdiction=act.case.jurisdiction,
        title=act.case.title,
        parties={"declarer": act.case.parties["declarer"]},
        thing=act.case.thing,
        amount=row.declaration.total,
        of_record=act.of_record,
    )
    return {**written(decided, row.project), "evaluation": opened.case.number}


@carries("A12.10")
def return_project(act: Act) -> Mapping[str, object]:
    """The project does not conform: this declaration ends, and may be made anew in a later round or track."""
    given: Returning = act.input
    row = _row(act)
    decided = _decide(act, row, PreReviewOutcome.RETURNED, given.reason)
    _stage(row, Stage.ENDED)
    return written(decided, row.project)


@carries("A12.4", "A12.5")
def guide(act: Act) -> Mapping[str, object]:
    """List what to improve, and ask finance for money towards it."""
    given: Guiding = act.input
    row = _row(act)
    decided = _decide(act, row, PreReviewOutcome.GUIDED, given.reason)
    items = GuidanceItem.objects.bulk_create(
        [
            GuidanceItem(pre_review=row, round=row.round, number=number, text=one.text)
            for number, one in enumerate(given.items, 1)
        ]
    )
    grant = PreWorkGrant.objects.create(pre_review=row, round=row.round, asked=given.asked, purpose=given.purpose)
    return written(decided, grant, *items)


@carries("A12.6")
def reply_on_grant(act: Act) -> Mapping[str, object]:
    """Finance's reply; a grant is booked against the year's fund in the same act."""
    given: GrantReply = act.input
    row = _row(act)
    grant = row.grants.get(round=row.round)
    grant.granted = given.amount if given.decision is GrantDecision.GRANTED else None
    grant.fund_year = given.fund_year if grant.granted else None
    grant.document, grant.reply, grant.replied_on = given.document, given.reply, act.today
    grant.save(update_fields=["granted", "fund_year", "document", "reply", "replied_on"])
    if grant.granted and grant.fund_year is not None:
        commit(
            act.case.jurisdiction,
            grant.fund_year,
            grant.granted,
            Use.PRE_WORK.value,
            row.project,
            given.document,
            act,
        )
    return written(grant)


@carries("A12.4", "A12.9")
def report_optimisation(act: Act) -> Mapping[str, object]:
    """The unit answers each item and hands in a better programme: a further version, and a further round."""
    given: Optimisation = act.input
    row = _row(act)
    answers = {one.number: one.response for one in given.answers}
    items = list(row.guidance.filter(round=row.round).order_by("number"))
    for item in items:
        item.response, item.answered_on = answers[item.number], act.today
    GuidanceItem.objects.bulk_update(items, ["response", "answered_on"])
    frozen = freeze(act, revised_form(row.declaration, given), "optimised", row.declaration)
    row.round += 1
    row.save(update_fields=["round"])
    return {**frozen, **written(row, *items, left_out=TYPED)}


def keep_number(act: Act, number: str) -> None:
    """The number of the notice that told the outcome."""
    row = PreReview.objects.get(pk=act.case.id)
    decided = PreReviewRound.objects.get(pre_review=row, round=row.round)
    decided.number = number
    decided.save(update_fields=["number"])
    tell(act, decided)


def _decide(act: Act, row: PreReview, outcome: PreReviewOutcome, reason: str) -> PreReviewRound:
    plan = plan_in_force(act.case.jurisdiction, act.today)
    return PreReviewRound.objects.create(
        pre_review=row,
        round=row.round,
        outcome=outcome.value,
        reason=reason,
        plan=plan.title[:200] if plan else "",
        decided_on=act.today,
        compared=_compared(act.facts),
    )


@carries("A4.2")
def _compared(facts: PreReviewFacts) -> dict[str, object]:
    """The comparison on which the outcome rests, as the rules have just read it; likeness in thousandths."""
    return {
        "method": facts.method,
        "compared": number_compared(),
        "nearest": [
            {"thing": thing, "likeness": likeness, "signals": list(signals), "finding": finding}
            for thing, (likeness, signals, finding) in zip(facts.near, facts.hits, strict=True)
        ],
    }


def _stage(row: PreReview, stage: Stage) -> None:
    row.project.stage = stage.value
    row.project.save(update_fields=["stage"])


def _row(act: Act) -> PreReview:
    return PreReview.objects.select_related("project", "declaration__project").get(pk=act.case.id)

"""What the acts of an evaluation do: third party, sheets, panel, revision, opinion."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from qilou.casework.act import Act
from qilou.casework.actions.attachments import lend
from qilou.casework.procedure import Child
from qilou.identity.queries import names_of
from qilou.kernel.actor import organisation_key, person_key
from qilou.law import carries
from qilou.ledger.rows import written
from qilou.projects.inputs.evaluation import (
    Assignment,
    DirectOpinion,
    DirectRefusal,
    FailingOpinion,
    OpinionTexts,
    PanelOpinion,
    PanelRevision,
    PassingOpinion,
    RevisedProgramme,
    ThirdPartyReport,
)
from qilou.projects.models import (
    Bidder,
    Declaration,
    Evaluation,
    Opinion,
    OpinionResult,
    PanelResult,
    PreliminaryReview,
    Project,
    ReviewComment,
)
from qilou.projects.models.project import Stage
from qilou.projects.parties import EXPERT, LEAD_EXPERT, THIRD_PARTY
from qilou.projects.queries.evaluation import CRITERIA, scores_out_of_a_hundred, scoring_of, standing_by
from qilou.projects.queries.revision import revised_form

from . import listing
from .declaration import freeze
from .estimate import fill
from .rows import tell


def begin_evaluation(act: Act) -> Mapping[str, object]:
    """Enter the evaluation of the project that just passed pre-review, with its programme at hand."""
    project = Project.objects.get(pk=int(act.case.thing.rpartition(":")[2]))
    declaration = Declaration.objects.filter(project=project, accepted_at__isnull=False).order_by("-pk")[0]
    row = Evaluation.objects.create(case_id=act.case.id, project=project, declaration=declaration)
    lend_programme(act, declaration.form)
    return written(row)


def lend_programme(act: Act, form: Mapping[str, Any]) -> None:
    """Show the current programme and papers, as a declaration's form names them, in the case that is being opened."""
    lend(act, filter(None, [form.get("programme"), *form.get("papers", [])]), field="programme")


@carries("A13.4", "A13.5")
def assign(act: Act) -> Mapping[str, object]:
    """Assign the third party that won the competition; it becomes a party of the case."""
    given: Assignment = act.input
    row = _row(act)
    key = organisation_key(given.reviewer)
    review = PreliminaryReview.objects.create(
        evaluation=row,
        reviewer_id=given.reviewer,
        reviewer_name=names_of([key], act.today)[key],
        competition=given.competition,
        competition_result=given.result,
        competed_on=given.competed_on,
        assigned_on=act.today,
    )
    bidders = Bidder.objects.bulk_create([Bidder(preliminary=review, **one.model_dump()) for one in given.bidders])
    act.case.parties[THIRD_PARTY.role] = [key]
    return written(review, *bidders)


@carries("A13.6")
def file_report(act: Act) -> Mapping[str, object]:
    """Keep the third party's findings, and its amount beside each estimate line."""
    given: ThirdPartyReport = act.input
    row = _row(act)
    review = row.preliminary
    review.report_number, review.reported_on, review.signed_by = given.number, given.dated, given.signed_by
    review.interests, review.conclusion = given.interests, given.conclusion
    review.findings = {
        name: {"conclusion": getattr(given, name).value, "reason": getattr(given, f"{name}_reason")}
        for name in CRITERIA
    }
    review.checked_total = sum((one.amount for one in given.lines), Decimal("0.00"))
    review.save()
    lines = fill(row.declaration, given.lines, "checked")
    return written(review, *lines, left_out={"signed_by"})


def sheets_to_open(act: Act) -> tuple[Child, ...]:
    """One sheet for each expert of the session who has none yet: a case of their own that no other expert sees."""
    waiting = standing_by(_row(act)).values_list("expert__person", flat=True)
    return tuple(Child(title=act.case.title, parties={EXPERT.role: (person_key(one),)}) for one in waiting)


@carries("A13.12")
def join_sheets(act: Act) -> Mapping[str, object]:
    """All sheets are in, or excused: they are scored, the lead expert joins the case, and the panel concludes."""
    row = _row(act)
    row.scoring = scoring_of(row, act.readings)
    row.save(update_fields=["scoring"])
    if row.session is not None and row.session.lead_id is not None:
        act.case.parties[LEAD_EXPERT.role] = [person_key(row.session.lead_id)]
    return written(row, only={"scoring"})


def panel_passes(act: Act) -> Mapping[str, object]:
    """The panel passes the project."""
    return _conclude(act, PanelResult.PASSED)


def panel_fails(act: Act) -> Mapping[str, object]:
    """The panel does not pass the project."""
    return _conclude(act, PanelResult.NOT_PASSED)


def panel_asks_revision(act: Act) -> Mapping[str, object]:
    """The panel passes the project once its numbered comments are met."""
    given: PanelRevision = act.input
    row = _row(act)
    tell(act, gone=row.comments.all())
    row.comments.all().delete()
    comments = ReviewComment.objects.bulk_create(
        [
            ReviewComment(evaluation=row, number=number, text=one.text, must=one.must)
            for number, one in enumerate(given.comments, 1)
        ]
    )
    return {**_conclude(act, PanelResult.AFTER_REVISION), **written(*comments)}


def _conclude(act: Act, result: PanelResult) -> Mapping[str, object]:
    given: PanelOpinion = act.input
    row = _row(act)
    row.panel_result = result.value
    row.panel_findings = {name: getattr(given, name) for name in CRITERIA}
    row.panel_suggested, row.panel_dissent = given.suggested, given.dissent
    row.panel_discussion = given.discussion
    row.minutes = given.minutes
    row.save()
    return written(row, *fill(row.declaration, given.lines, "expert"))


def signatures_to_ask(act: Act) -> tuple[Child, ...]:
    """Everybody who filed a sheet signs the panel's opinion; the lead expert signed it by writing it."""
    row = _row(act)
    lead = row.session.lead_id if row.session else None
    filed = row.sheets.filter(filed_at__isnull=False).exclude(expert=lead).order_by("number")
    people = filed.values_list("expert", flat=True)
    return tuple(Child(title=act.case.title, parties={EXPERT.role: (person_key(one),)}) for one in people)


@carries("A13.12", "A13.14")
def join_signatures(act: Act) -> Mapping[str, object]:
    """All have signed: dissents stand in the opinion, and unless a revision is to be confirmed the lead's part ends."""
    row = _row(act)
    numbers = dict(row.sheets.values_list("expert", "number"))
    dissents = [
        f"专家{numbers[one.expert_id]}：{one.dissent}" for one in row.signatures.exclude(dissent="").order_by("pk")
    ]
    row.panel_dissent = "\n".join(filter(None, [row.panel_dissent, *dissents]))
    row.panel_on = act.today
    row.save(update_fields=["panel_dissent", "panel_on"])
    if row.panel_result != PanelResult.AFTER_REVISION.value:
        act.case.parties[LEAD_EXPERT.role] = []
    return written(row, only={"panel_dissent", "panel_on"})


def answer_comments(act: Act) -> Mapping[str, object]:
    """The unit's answers, and its revised programme as a further version."""
    given: RevisedProgramme = act.input
    row = _row(act)
    answers = {one.number: one for one in given.answers}
    comments = list(row.comments.order_by("number"))
    for comment in comments:
        answer = answers[comment.number]
        comment.adopted, comment.response, comment.place = answer.adopted.value, answer.response, answer.place
    ReviewComment.objects.bulk_update(comments, ["adopted", "response", "place"])
    frozen = freeze(act, revised_form(row.declaration, given), "revised", row.declaration)
    return {**frozen, **written(*comments)}


def confirm_revision(act: Act) -> Mapping[str, object]:
    """The lead expert confirms that the revision meets the panel's comments, and with that their part ends."""
    row = _row(act)
    act.case.parties[LEAD_EXPERT.role] = []
    row.confirmed_on = act.today
    row.save(update_fields=["confirmed_on"])
    return written(row)


@carries("A13.13", "A13.14")
def issue(act: Act) -> Mapping[str, object]:
    """The opinion that the project passes: it goes on towards the list."""
    given: PassingOpinion = act.input
    row = _row(act)
    opinion = _opinion(act, row, given, OpinionResult.PASSED)
    opinion.suggested, opinion.conditions = given.suggested, given.conditions
    opinion.save()
    row.project.suggested = given.suggested
    row.project.stage = Stage.EVALUATED.value
    row.project.save(update_fields=["suggested", "stage"])
    listed = listing.enter(row.project, act)
    return {**written(opinion, row.project), "listing": listed}


@carries("A13.18")
def refuse(act: Act) -> Mapping[str, object]:
    """The opinion that the project does not pass: with its reasons, and the project ends."""
    given: FailingOpinion = act.input
    row = _row(act)
    opinion = _opinion(act, row, given, OpinionResult.NOT_PASSED)
    opinion.reason = given.reason
    opinion.save()
    row.project.stage = Stage.ENDED.value
    row.project.save(update_fields=["stage"])
    return written(opinion, row.project)


def _opinion(act: Act, row: Evaluation, given: OpinionTexts, result: OpinionResult) -> Opinion:
    """The opinion with what it refers to: the report, the minutes and the scores, or why it is issued directly."""
    direct = isinstance(given, DirectOpinion | DirectRefusal)
    review = PreliminaryReview.objects.filter(pk=row.pk).first()
    scores = scores_out_of_a_hundred(row)
    return Opinion(
        project=row.project,
        case_id=act.case.id,
        result=result.value,
        necessity=given.necessity,
        feasibility=given.feasibility,
        reasonableness=given.reasonableness,
        report=review.report_number if review else "",
        minutes=row.minutes,
        direct=direct,
        direct_reason=given.direct_reason if isinstance(given, DirectOpinion | DirectRefusal) else "",
        necessity_score=scores.get("necessity"),
        feasibility_score=scores.get("feasibility"),
        reasonableness_score=scores.get("reasonableness"),
        sharing_score=scores.get("sharing"),
        security_score=scores.get("security"),
        score=scores.get("total"),
        issued_on=act.today,
    )


def keep_number(act: Act, number: str) -> None:
    """The number of the opinion."""
    opinion = Opinion.objects.get(case_id=act.case.id)
    opinion.number = number
    opinion.save(update_fields=["number"])
    tell(act, opinion)


def _row(act: Act) -> Evaluation:
    return Evaluation.objects.get(pk=act.case.id)

"""What the acts on an expert's own sheet do."""

from collections.abc import Mapping

from django.db.models import Count

from qilou.casework.act import Act
from qilou.casework.actions.attachments import take_back
from qilou.ledger.rows import written
from qilou.projects.inputs.expert_sheet import Excuse, OwnRecusal, Sheet
from qilou.projects.models import Evaluation, ExpertSheet
from qilou.projects.parties import EXPERT

from .evaluation import lend_programme


def begin_sheet(act: Act) -> Mapping[str, object]:
    """Enter an empty sheet, numbered within its evaluation, with the programme at hand."""
    evaluation, form, sheets = (
        Evaluation.objects.filter(pk=act.case.parent_id).values_list("pk", "declaration__form", Count("sheets")).get()
    )
    expert = int(act.case.parties[EXPERT.role][0].removeprefix("person:"))
    sheet = ExpertSheet.objects.create(
        case_id=act.case.id, evaluation_id=evaluation, expert_id=expert, number=sheets + 1
    )
    lend_programme(act, form)
    return written(sheet)


def file_sheet(act: Act) -> Mapping[str, object]:
    """Keep the sheet as its expert filed it; nothing changes it afterwards."""
    given: Sheet = act.input
    sheet = ExpertSheet.objects.get(pk=act.case.id)
    sheet.necessity, sheet.feasibility, sheet.reasonableness = given.necessity, given.feasibility, given.reasonableness
    sheet.sharing, sheet.security = given.sharing, given.security
    sheet.vote, sheet.opinion = given.vote.value, given.opinion
    sheet.comments = [one.model_dump(mode="json") for one in given.comments]
    sheet.cuts = [one.model_dump(mode="json") for one in given.cuts]
    sheet.filed_at = act.now
    sheet.save()
    return written(sheet)


def excuse(act: Act) -> Mapping[str, object]:
    """The expert is recused or did not come: no sheet, and the papers close."""
    given: Excuse | OwnRecusal = act.input
    sheet = ExpertSheet.objects.get(pk=act.case.id)
    sheet.excused = given.reason
    sheet.save(update_fields=["excused"])
    take_back(act, [act.case.id])
    return written(sheet)

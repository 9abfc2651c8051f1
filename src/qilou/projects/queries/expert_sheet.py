"""The facts of an expert's sheet, and its page: the programme to judge, and the sheet once it is filed."""

from decimal import Decimal

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.kernel.fields import Kind, fields_of
from qilou.law import UNKNOWN, Text
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.inputs.expert_sheet import Sheet
from qilou.projects.models import Evaluation, ExpertSheet, ExpertVote
from qilou.projects.rules.expert_sheet import ExpertSheetFacts
from qilou.projects.rules.scoring import POINTS

from .declaration import form_of
from .estimate import estimate_section
from .evaluation_page import SCORES


def expert_sheet_facts(act: Act) -> ExpertSheetFacts:
    """When the session is, whether the expert confirms having no interest, and which cuts do not hold."""
    sheet = ExpertSheet.objects.select_related("evaluation__session").get(pk=act.case.id)
    session = sheet.evaluation.session
    return ExpertSheetFacts(
        today=act.today,
        held_on=session.held_on if session else UNKNOWN,
        no_interest=act.input.no_interest if isinstance(act.input, Sheet) else UNKNOWN,
        wrong_cuts=_wrong_cuts(act.input, sheet.evaluation) if isinstance(act.input, Sheet) else UNKNOWN,
    )


def _wrong_cuts(given: Sheet, evaluation: Evaluation) -> tuple[int, ...]:
    if not given.cuts:
        return ()
    amounts = dict(evaluation.declaration.lines.values_list("number", "amount"))
    wrong = [one for one in given.cuts if not one.reason or one.amount > amounts.get(one.number, Decimal(-1))]
    return tuple(one.number for one in wrong)


def show_expert_sheet(case_id: int) -> Show:
    """What the expert judges, as long as the session lasts, and the sheet once it is filed."""
    sheet = ExpertSheet.objects.select_related(
        "evaluation__session", "evaluation__project", "evaluation__declaration"
    ).get(pk=case_id)
    evaluation = sheet.evaluation
    session, declaration = evaluation.session, evaluation.declaration
    facts = [
        Fact(Text("申报单位", "Unit"), evaluation.project.unit_name, "name"),
        Fact(Text("申报总投资", "Declared total"), declaration.total, "money"),
        Fact(Text("专家编号", "Expert no."), f"{sheet.number}"),
    ]
    if session:
        facts.append(Fact(Text("评审会", "Session"), f"{session.number} {session.held_on.isoformat()}"))
        facts.append(Fact(Text("地点", "Place"), session.place))
    sections = [_filed(sheet)] if sheet.filed_at else []
    if open_to_expert(sheet):
        sections.append(estimate_section(declaration.lines.order_by("number"), declaration.total))
        form = form_of(declaration)
        sections += [_programme(form)] if form else []
    return Show(facts=tuple(facts), sections=tuple(sections))


def open_to_expert(sheet: ExpertSheet) -> bool:
    """Whether the papers are still open to the expert: not once excused, and not after the session."""
    session = sheet.evaluation.session
    return not sheet.excused and (session is None or session.closed_on is None)


def _programme(form: DeclarationForm) -> Section:
    long = [spec for spec in fields_of(DeclarationForm) if spec.kind is Kind.LONG_TEXT]
    return Section(
        Text("方案正文", "Programme"),
        paragraphs=tuple((spec.label, getattr(form, spec.name)) for spec in long if getattr(form, spec.name)),
    )


def _filed(sheet: ExpertSheet) -> Section:
    return Section(
        Text("评审表", "Sheet"),
        (Column(Text("项目", "Criterion")), Column(Text("得分", "Score"), "number")),
        [(SCORES[name], getattr(sheet, name)) for name in POINTS],
        total=(ExpertVote(sheet.vote).label, sum(getattr(sheet, name) for name in POINTS)),
        note=Text(sheet.opinion, sheet.opinion),
    )

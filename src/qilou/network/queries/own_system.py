"""The facts of an application for an own system, and what its page shows."""

from dataclasses import replace
from datetime import date

from qilou.casework.act import Act
from qilou.casework.show import Fact, Section, Show
from qilou.identity.queries import body
from qilou.law import Text
from qilou.network.inputs.own_system import Guidance, SystemForm, SystemOpening
from qilou.network.models import Outcome, OwnSystem, Purpose, SystemKind
from qilou.network.rules.own_system import OwnSystemFacts

from .access import UNDECIDED

FORM = ("necessity", "state_rule", "norms", "data_return")


def opening_facts(act: Act, given: SystemOpening) -> OwnSystemFacts:
    """Who applies, for which network."""
    unit = body(act.actor.organisation_id, act.today) if act.actor.organisation_id else None
    return OwnSystemFacts(
        today=act.today,
        network=given.network.value,
        unit_registered=unit is not None and unit.exists and unit.is_implementing_unit,
        unit_of_area=unit is not None and unit.jurisdiction == act.case.jurisdiction,
    )


def facts(act: Act) -> OwnSystemFacts:
    """The application as it stands, and what the step's form says."""
    row = OwnSystem.objects.get(pk=act.case.id)
    found = OwnSystemFacts(today=act.today, returned=row.returned_on is not None)
    given = act.input
    form = given if isinstance(given, SystemForm) else SystemForm.model_validate(row.form) if row.form else None
    if form is not None:
        found = replace(found, **{name: getattr(form, name) for name in FORM})
    return replace(found, mend_by=given.mend_by) if isinstance(given, Guidance) else found


def mend_by(act: Act) -> date:
    """Until when what was found is to be mended."""
    day: date = act.input.mend_by
    return day


def suggested_form(act: Act) -> dict[str, object]:
    """The application as it was handed in before."""
    return dict(OwnSystem.objects.get(pk=act.case.id).form)


def show(case_id: int) -> Show:
    """The page of the case: the system, why, and by which norms."""
    row = OwnSystem.objects.get(pk=case_id)
    facts = (
        Fact(Text("单位", "Unit"), row.unit_name, "name"),
        Fact(Text("申请事项", "Applied for"), SystemKind(row.kind).label, "choice"),
        Fact(Text("对应的共享功能", "Shared function"), Purpose(row.purpose).label, "choice"),
        Fact(Text("审批结果", "Decision"), Outcome(row.outcome).label if row.outcome else UNDECIDED, "choice"),
        Fact(Text("批准文号", "Approval"), row.approval_number or "—"),
        Fact(Text("停用日期", "Ended on"), row.ended_on, "day"),
    )
    if not row.form:
        return Show(facts=facts)
    form = SystemForm.model_validate(row.form)
    words = (
        (Text("系统功能", "What it does"), form.functions),
        (Text("为何不能使用共享系统", "Why the shared system does not do"), form.necessity),
        (Text("国家另有规定的文件", "Rule of the State"), form.state_rule),
        (Text("遵循的统一规范和接口", "Norms and interfaces"), form.norms),
        (Text("数据归集和回传", "Return of data"), form.data_return),
        (Text("部署方式", "Where it runs"), form.hosting),
    )
    return Show(
        facts=facts,
        sections=(
            Section(
                Text("申请内容", "What is applied for"),
                paragraphs=tuple((label, said or "—") for label, said in words),
            ),
        ),
    )

"""The facts of an application about a separate network, and what its page shows."""

from dataclasses import replace

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries import body
from qilou.law import Text
from qilou.network.inputs.separate import Interconnection, Merged, PlanForm, PlanOpening, Progress
from qilou.network.models import NetworkPlan, Outcome, PlanKind, SeparateNetwork, Standing
from qilou.network.rules.separate import SeparateFacts

from .access import UNDECIDED

FINAL = [Standing.MERGED.value, Standing.CLOSED.value]


def opening_facts(act: Act, given: PlanOpening) -> SeparateFacts:
    """Who applies, and whether the network is on the register or already dealt with."""
    unit = body(act.actor.organisation_id, act.today) if act.actor.organisation_id else None
    network = SeparateNetwork.objects.filter(unit=act.actor.organisation_id, name=given.name).first()
    open_plan = network.plans.filter(outcome="").select_related("case").first() if network else None
    return SeparateFacts(
        today=act.today,
        network=given.network.value,
        unit_registered=unit is not None and unit.exists and unit.is_implementing_unit,
        unit_of_area=unit is not None and unit.jurisdiction == act.case.jurisdiction,
        kind=given.kind.value,
        on_register=network.standing if network and network.standing != Standing.PLANNED else "",
        under_way=open_plan.case.number if open_plan else "",
    )


def facts(act: Act) -> SeparateFacts:
    """The plan as it stands, and what the step's form says."""
    plan = NetworkPlan.objects.get(pk=act.case.id)
    found = SeparateFacts(
        today=act.today,
        kind=plan.kind,
        returned=plan.returned_on is not None,
        steps=tuple(plan.steps.order_by("number").values_list("number", "due_on", "done_on")),
    )
    if plan.outcome == Outcome.APPROVED.value and plan.decided_on is not None:
        found = replace(found, approved_on=plan.decided_on)
    given = act.input
    form = given if isinstance(given, PlanForm) else PlanForm.model_validate(plan.form) if plan.form else None
    if form is not None:
        names = ("necessity", "reckoning", "technical", "security", "interconnect")
        found = replace(found, **{name: getattr(form, name) for name in names})
    match given:
        case PlanForm():
            return replace(found, steps=tuple((n, one.due_on, None) for n, one in enumerate(given.steps, 1)))
        case Progress():
            return replace(found, reported=given.number, done_on=given.done_on)
        case Interconnection():
            return replace(found, done_on=given.interconnected_on)
        case Merged():
            return replace(found, done_on=given.merged_on)
    return found


def suggested_plan(act: Act) -> dict[str, object]:
    """The plan as it was handed in before."""
    return dict(NetworkPlan.objects.get(pk=act.case.id).form)


def show(case_id: int) -> Show:
    """The page of the case: the network, its plan, and how the merging goes on."""
    plan = NetworkPlan.objects.select_related("network").get(pk=case_id)
    network = plan.network
    facts = (
        Fact(Text("单位", "Unit"), network.unit_name, "name"),
        Fact(Text("申请事项", "Applied for"), PlanKind(plan.kind).label, "choice"),
        Fact(Text("网络现状", "Standing"), Standing(network.standing).label, "choice"),
        Fact(Text("审批结果", "Decision"), Outcome(plan.outcome).label if plan.outcome else UNDECIDED, "choice"),
        Fact(Text("批准文号", "Approval"), network.approval_number or "—"),
        Fact(Text("与平台互联", "Connected to the platform"), network.interconnected_on, "day"),
    )
    sections = []
    if plan.form:
        sections.append(_plan(PlanForm.model_validate(plan.form)))
    if steps := list(plan.steps.order_by("number")):
        sections.append(
            Section(
                Text("并网步骤", "Steps of merging"),
                (
                    Column(Text("序号", "No."), "number"),
                    Column(Text("工作内容", "What")),
                    Column(Text("期限", "Until"), "day"),
                    Column(Text("完成", "Done"), "day"),
                    Column(Text("情况", "Remarks")),
                ),
                [(one.number, one.what, one.due_on, one.done_on, one.remark or "—") for one in steps],
            )
        )
    return Show(facts=facts, sections=tuple(sections))


def _plan(form: PlanForm) -> Section:
    return Section(
        Text("技术和安全方案", "Technical and security plan"),
        paragraphs=tuple(
            (label, words or "—")
            for label, words in (
                (Text("承载的业务", "What it carries"), form.purpose),
                (Text("为何不能由统一平台承载", "Why the platform cannot carry it"), form.necessity),
                (Text("带宽测算", "Reckoning of the bandwidth"), form.reckoning),
                (Text("网络结构和技术方案", "Structure and technology"), form.technical),
                (Text("与统一平台的互联方式", "How it joins the platform"), form.interconnect),
                (Text("安全防护方案", "Protection"), form.security),
            )
        ),
    )

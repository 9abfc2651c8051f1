"""What of a project is or may be of the unit's own, what was found of it, and which approvals stand for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from qilou.casework.act import Act
from qilou.casework.show import Column, Section
from qilou.inventory.queries import own_approvals
from qilou.law import Text
from qilou.projects.models import Declaration, OwnFinding, PreReview, Project
from qilou.projects.rules.own_parts import KINDS, OwnPart, own_parts

ANSWERS = {True: Text("自建", "Own"), False: Text("不属于自建", "Not own"), None: Text("待作结论", "To be judged")}


def parts_of(project: Project, declaration: Declaration) -> tuple[OwnPart, ...]:
    """The parts of the current estimate, with what a person found of them in pre-review."""
    lines = declaration.lines.order_by("number").values_list("number", "name", "amount", "mark")
    found = OwnFinding.objects.filter(pre_review__project=project).order_by("pk")
    judged = {(one.line, one.name, one.kind): one.own for one in found}
    return own_parts(project.name, declaration.total or Decimal(0), lines, judged)


def own_facts(project: Project, declaration: Declaration | None, on: date) -> Mapping[str, Any]:
    """The facts that the rules on own parts read."""
    approvals = {kind.value: number for kind, number in own_approvals(project.thing, on).items()}
    parts = parts_of(project, declaration) if declaration is not None else ()
    return {"own_parts": parts, "own_approvals": approvals}


def part_options(act: Act) -> list[tuple[str, Text]]:
    """The parts that a person judges, as choices: line and kind."""
    row = PreReview.objects.select_related("project", "declaration").get(pk=act.case.id)
    return [(_key(one), Text(f"{one.said.zh}：{KINDS[one.kind].zh}", one.said.en)) for one in _asked(row)]


def parts_to_judge(act: Act) -> dict[str, object]:
    """The form starts with every part that is not marked by the unit itself."""
    row = PreReview.objects.select_related("project", "declaration").get(pk=act.case.id)
    reasons = {(one.line, one.kind): one.reason for one in row.own_findings.all()}
    return {
        "parts": [
            {"part": _key(one), "own": bool(one.own), "reason": reasons.get((one.line, one.kind), "")}
            for one in _asked(row)
        ]
    }


def asked_parts(row: PreReview) -> dict[str, OwnPart]:
    """The parts that a person may judge, by line and kind."""
    return {_key(one): one for one in _asked(row)}


def _asked(row: PreReview) -> list[OwnPart]:
    marked = set(row.declaration.lines.exclude(mark="none").values_list("number", flat=True))
    return [one for one in parts_of(row.project, row.declaration) if one.line not in marked]


def _key(part: OwnPart) -> str:
    return f"{part.line}:{part.kind}"


def own_section(row: PreReview, on: date) -> Section | None:
    """What is or may be own, as the page of the pre-review shows it; None where there is nothing."""
    facts = own_facts(row.project, row.declaration, on)
    if not facts["own_parts"]:
        return None
    reasons = {(one.line, one.kind): one.reason for one in row.own_findings.all()}
    return Section(
        Text("自建网络和系统（须另经批准）", "Own networks and systems (approved elsewhere first)"),
        (
            Column(Text("内容", "Part")),
            Column(Text("性质", "Kind")),
            Column(Text("金额", "Amount"), "money"),
            Column(Text("结论", "Finding")),
            Column(Text("批准文号", "Approval")),
        ),
        [
            (
                one.name,
                KINDS[one.kind],
                one.amount,
                {"words": ANSWERS[one.own], "note": reasons.get((one.line, one.kind), "")},
                facts["own_approvals"].get(one.kind, "—") if one.own else "—",
            )
            for one in facts["own_parts"]
        ],
        note=Text(
            "依照第二十三条、第二十四条、第三十二条，未经批准不得通过预审和立项",
            "By Articles 23, 24 and 32 nothing of it passes pre-review or is approved without",
        ),
    )

"""What the page of a declaration shows: facts, the completeness check, the money, the texts, the versions."""

from collections.abc import Iterable

from django.urls import reverse

from qilou.casework.printed import Given, table
from qilou.casework.show import Column, Fact, Section, Show, line_in
from qilou.kernel.fields import Kind, fields_of
from qilou.kernel.moment import CITY_TIME
from qilou.law import Breach, Finding, Text
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import (
    Category,
    Declaration,
    DeclarationVersion,
    ProgrammeItem,
    Source,
    SpecialGround,
)
from qilou.projects.models.project import Nature, Track
from qilou.projects.queries.declaration import ITEM_OF_FIELD, Asked, asked_for, completeness_of, form_of
from qilou.projects.queries.estimate import LABELS, estimate_section, field_place
from qilou.projects.queries.outline import outline_section

CAUSES = {
    "submitted": Text("首次提交", "First submission"),
    "corrected": Text("补正", "Correction"),
    "optimised": Text("指导优化", "Optimised after guidance"),
    "revised": Text("评审后修改", "Revised after evaluation"),
}
SHOWN = ("necessity", "feasibility", "content", "items", "norms", "lines", "steps")
YES, NO = Text("符合", "Conforms"), Text("不符合", "Fails")


def show_declaration(case_id: int) -> Show:
    """The declaration as everybody who may see the case reads it."""
    row = Declaration.objects.select_related("project", "case").get(pk=case_id)
    form = form_of(row)
    if form is None:
        return Show(facts=_facts(row))
    versions = list(row.versions.order_by("-version"))
    asked = asked_for(row)
    sections = [
        _told(row),
        _completeness(row, asked),
        estimate_section(row.lines.order_by("number"), row.total),
        _money(row),
        outline_section(form, asked),
        _contents(form),
        _steps(form),
        *_tables(row.pk, form),
        _texts(form),
        _versions(versions),
        _differences(versions[0]) if versions else None,
    ]
    compared = reverse("versions", args=[row.case.number]) if len(versions) > 1 else ""
    return Show(_facts(row), tuple(one for one in sections if one is not None), compared)


def _facts(row: Declaration) -> tuple[Fact, ...]:
    project = row.project
    facts = [
        Fact(Text("申报单位", "Unit"), project.unit_name, "name"),
        Fact(Text("申报方式", "Track"), Track(row.track).label, "choice"),
        Fact(Text("申报轮次", "Round"), f"{row.round_year}"),
        Fact(Text("预算年度", "Budget year"), f"{row.budget_year}"),
        Fact(Text("总投资", "Total"), row.total, "money", place=field_place("total")),
        Fact(Text("版本", "Version"), f"{row.version}" if row.version else Text("草稿", "Draft")),
    ]
    if project.nature:
        facts.insert(
            2, Fact(Text("建设性质", "Nature"), Nature(project.nature).label, "choice", place=field_place("nature"))
        )
    if row.grounds:
        grounds = [SpecialGround(one).label for one in row.grounds]
        facts.append(Fact(Text("特殊情况", "Ground"), joined(grounds)))
    if row.receipt:
        facts.append(Fact(Text("受理回执号", "Receipt"), row.receipt))
    if row.reason:
        facts.append(Fact(Text("终结原因", "Ended because"), row.reason))
    return tuple(facts[:8])


def joined(texts: Iterable[Text]) -> Text:
    """Several labels as one."""
    listed = list(texts)
    return Text("、".join(one.zh for one in listed), ", ".join(one.en for one in listed))


def _told(row: Declaration) -> Section | None:
    if not row.told:
        return None
    return Section(
        Text("一次性告知的补正事项", "What the one notice asks to correct"),
        (Column(Text("事项", "Item")), Column(Text("问题", "Problem")), Column(Text("补正要求", "To correct"))),
        [(ProgrammeItem(one["item"]).label, Text(**one["problem"]), Text(**one["remedy"])) for one in row.told],
    )


def _completeness(row: Declaration, asked: Asked) -> Section:
    rows = []
    for item, finding in completeness_of(row, asked):
        verdict = finding.verdict
        failed = isinstance(verdict, Breach)
        rows.append(
            (
                {"words": ProgrammeItem(item).label, "href": _where(item, finding)},
                finding.title,
                NO if failed else YES,
                verdict.reason if isinstance(verdict, Breach) else "",
                verdict.remedy if isinstance(verdict, Breach) else "",
            )
        )
    return Section(
        Text("完整性核对（第十条第二款）", "Completeness check (Article 10, paragraph 2)"),
        (
            Column(Text("事项", "Item")),
            Column(Text("要求", "Asked")),
            Column(Text("结果", "Result")),
            Column(Text("问题", "Problem")),
            Column(Text("如何补正", "How to correct")),
        ),
        rows,
    )


def _where(item: str, finding: Finding) -> str:
    """The cell that a completeness finding speaks of, or else the field of its item that the page shows."""
    line = line_in(finding.verdict.reason) if isinstance(finding.verdict, Breach) else None
    if line is not None:
        return f"#line-{line}"
    fields = [name for name, its in ITEM_OF_FIELD.items() if its == item and name in SHOWN]
    return f"#field-{fields[0]}" if fields else ""


def _money(row: Declaration) -> Section:
    years = [(Text(f"{one.year}年度", f"Budget year {one.year}"), one.amount) for one in row.slices.order_by("year")]
    sources = [(Source(one.source).label, one.amount) for one in row.sources.order_by("pk")]
    return Section(
        Text("分年度资金与资金来源", "Money by year and source"),
        (Column(Text("项", "Entry")), Column(Text("金额", "Amount"), "money")),
        [*years, *sources],
        places=[
            *(field_place("slices") if place == 0 else None for place in range(len(years))),
            *(field_place("sources") if place == 0 else None for place in range(len(sources))),
        ],
        note=joined(Category(one).label for one in row.categories) if row.categories else None,
    )


def _contents(form: DeclarationForm) -> Section:
    return Section(
        Text("建设内容清单", "Content"),
        (
            Column(Text("建设内容", "Item")),
            Column(Text("规模或功能点", "Scale")),
            Column(Text("与现有系统关系", "Existing systems")),
        ),
        [(one.name, one.scale, one.relation) for one in form.items],
        place=field_place("items"),
    )


def _steps(form: DeclarationForm) -> Section:
    return Section(
        Text("实施计划", "Implementation plan"),
        (Column(Text("步骤", "Step")), Column(Text("完成日期", "By"), "day"), Column(Text("交付物", "Deliverable"))),
        [(one.name, one.on, one.deliverable) for one in form.steps],
        place=field_place("steps"),
    )


def _tables(case_id: int, form: DeclarationForm) -> list[Section]:
    """The legal basis, targets and risks as they were filled in."""
    tables = [spec for spec in fields_of(DeclarationForm) if spec.name in ("bases", "targets", "risks")]
    return [table(Given(case_id, form), spec) for spec in tables if getattr(form, spec.name)]


def _texts(form: DeclarationForm) -> Section:
    long = [spec for spec in fields_of(DeclarationForm) if spec.kind is Kind.LONG_TEXT and getattr(form, spec.name)]
    return Section(
        Text("方案正文", "Programme"),
        paragraphs=tuple((spec.label, getattr(form, spec.name)) for spec in long),
        places=[field_place(spec.name) for spec in long],
    )


def _versions(versions: Iterable[DeclarationVersion]) -> Section:
    return Section(
        Text("版本（提交后冻结）", "Versions (frozen when submitted)"),
        (
            Column(Text("版本", "Version"), "number"),
            Column(Text("原因", "Cause")),
            Column(Text("时间", "Time")),
            Column(Text("内容摘要（SHA-256）", "Digest (SHA-256)")),
        ),
        [
            (
                one.version,
                CAUSES[one.cause],
                f"{one.submitted_at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}",
                one.sha256,
            )
            for one in versions
        ],
    )


def _differences(version: DeclarationVersion) -> Section | None:
    if not version.differences:
        return None
    return Section(
        Text(f"第{version.version}版与上一版的差异", f"Version {version.version} against the one before"),
        (Column(Text("栏目", "Entry")), Column(Text("原填", "Before")), Column(Text("现填", "After"))),
        [(field_label(one["field"]), _cell(one["before"]), _cell(one["after"])) for one in version.differences],
    )


def field_label(path: str) -> Text:
    """A changed field in words: `lines.2.amount` is the third row of the estimate, its amount."""
    name, *rest = path.split(".")
    label = LABELS.get(name, Text(name, name))
    if not rest:
        return label
    row = int(rest[0]) + 1
    column = LABELS.get(f"{name}.{rest[1]}") if len(rest) > 1 else None
    zh, en = f"{label.zh}第{row}行", f"{label.en}, row {row}"
    return Text(f"{zh}“{column.zh}”", f"{en}: {column.en}") if column else Text(zh, en)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "；".join(str(one) for one in value.values() if one not in (None, ""))
    return "—" if value in (None, "", []) else str(value)

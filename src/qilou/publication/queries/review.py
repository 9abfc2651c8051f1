"""What the review reads: the facts of its rules, the page of a matter, and what can be left out of it."""

from dataclasses import replace

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.public import Public
from qilou.publication.contents import item_names, sections_of
from qilou.publication.inputs import ARTICLES, Ground, PartlyExamined, Withholding
from qilou.publication.kinds import Outcome
from qilou.publication.models import Publication
from qilou.publication.rules import ReviewFacts


def facts(act: Act) -> ReviewFacts:
    """The matter, and what of it is being left out or withheld; not known before it is typed."""
    row = Publication.objects.get(pk=act.case.id)
    known = ReviewFacts(kind=row.kind, known=frozenset(item_names(row.kind, row.content)))
    match act.input:
        case PartlyExamined():
            left_out = {one.item: one.ground.value for one in act.input.left_out}
            return replace(known, left_out=left_out, ground="")
        case Withholding():
            return replace(known, left_out={}, ground=act.input.ground.value)
    return known


def options(refers: str, act: Act) -> list[tuple[str, str]]:
    """The items that can be left out."""
    if refers != "item":
        return []
    row = Publication.objects.get(pk=act.case.id)
    return [(code, name.zh) for code, name in item_names(row.kind, row.content).items()]


def show(case_id: int) -> Show:
    """What is decided and would be published, and what became of it."""
    row = Publication.objects.get(pk=case_id)
    sections = sections_of(row.kind, row.content)
    return Show(
        facts=(
            Fact(Text("公开事项", "Matter"), Public(row.kind).label),
            Fact(Text("名称", "Name"), row.name),
            Fact(Text("公开机关", "Published by"), row.publisher_name, "name", note=Text("第十条", "Art. 10")),
            Fact(Text("形成日期", "Made on"), row.made_on, "day", note=Text("第二十六条", "Art. 26")),
            Fact(Text("结果", "Outcome"), Outcome(row.outcome).label if row.outcome else Text("待审查", "Awaited")),
        ),
        sections=(*sections, *_ground(row)),
    )


def _ground(row: Publication) -> tuple[Section, ...]:
    """On what ground, under which article, something or the whole is not published."""
    names = item_names(row.kind, row.content)
    told = [(names.get(one["item"], one["item"]), Ground(one["ground"]), one["reason"]) for one in row.left_out]
    if row.ground:
        told.append((Text("全部内容", "The whole"), Ground(row.ground), row.reason))
    columns = (
        Column(Text("不公开的内容", "Left out")),
        Column(Text("依据", "Ground")),
        Column(Text("条文", "Article"), "article"),
        Column(Text("理由", "Reason")),
    )
    rows = [(what, ground.label, ARTICLES[ground], reason) for what, ground, reason in told]
    return (Section(Text("不公开的内容", "What is not published"), columns, rows),) if rows else ()

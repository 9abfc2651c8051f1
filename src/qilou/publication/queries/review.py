"""What the review reads: the facts of its rules, the page of a matter, and what can be left out of it."""

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.public import Public
from qilou.publication.contents import item_names, sections_of
from qilou.publication.inputs import Ground, PartlyExamined, Withholding
from qilou.publication.kinds import Outcome
from qilou.publication.models import Publication
from qilou.publication.rules import ReviewFacts


def facts(act: Act) -> ReviewFacts:
    """The matter, and what of it is being left out."""
    row = Publication.objects.get(pk=act.case.id)
    left_out = act.input.left_out if isinstance(act.input, PartlyExamined) else ()
    return ReviewFacts(
        kind=row.kind,
        known=frozenset(item_names(row.kind, row.content)),
        left_out={one.item: one.ground.value for one in left_out},
        ground=act.input.ground.value if isinstance(act.input, Withholding) else "",
    )


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
            Fact(Text("公开机关", "Published by"), row.publisher_name),
            Fact(Text("形成日期", "Made on"), row.made_on, "day", note=Text("第二十六条", "Art. 26")),
            Fact(Text("结果", "Outcome"), Outcome(row.outcome).label if row.outcome else Text("待审查", "Awaited")),
        ),
        sections=(*sections, *_ground(row)),
    )


def _ground(row: Publication) -> tuple[Section, ...]:
    """On what ground something, or the whole, is not published."""
    names = item_names(row.kind, row.content)
    rows = [(names.get(one["item"], one["item"]), Ground(one["ground"]).label, one["reason"]) for one in row.left_out]
    if row.ground:
        rows.append((Text("全部内容", "The whole"), Ground(row.ground).label, row.reason))
    labels = (Text("不公开的内容", "Left out"), Text("依据", "Ground"), Text("理由", "Reason"))
    section = Section(Text("不公开的内容", "What is not published"), tuple(Column(one) for one in labels), rows)
    return (section,) if rows else ()

"""What a reviewer sees of the nearest projects and systems: what they are, which words they share, what was found.

Of a project that the reviewer may not read (another district's), only the words that both say are shown, with a little
around them; drafts are never compared.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qilou.casework.act import Act
from qilou.casework.actions.perform import look
from qilou.casework.show import Column, Section
from qilou.identity.queries import jurisdictions, names_read
from qilou.inventory.queries import said_of
from qilou.inventory.queries import visible as visible_systems
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import NotPermitted
from qilou.kernel.likeness import marked, pieces
from qilou.kernel.marks import Marked
from qilou.law import AUTHORITY, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import HitAnswer, PreReview, Project
from qilou.projects.models.project import Stage
from qilou.projects.rules.duplicates import is_likely

from .likeness import nearest, number_compared
from .rarity import weights_in_force

AROUND = 8  # characters shown on either side of shared words of what may not be read
SIGNALS = {
    "system": Text("同一基础系统", "same base system"),
    "names": Text("一方改扩建的系统为另一方所涉及", "one builds on a system that the other speaks of"),
    "basis": Text("同一政策法律依据", "same legal or policy basis"),
}
NOT_FOUND = Text("待作结论", "To be found on")
IN_USE = Text("系统清册在册", "In the inventory")


@dataclass(frozen=True, slots=True)
class Described:
    """A project or system that came near, as the reviewer may see it."""

    thing: str
    name: str
    unit: str
    area: Text
    stands: Text
    says: str
    href: str


def near_of(number: str, *, actor: Actor, now: datetime) -> dict[str, object]:
    """What comes nearest to the project of a pre-review, for a program; raises Missing and NotPermitted."""
    act = look("projects.pre_review", number, actor=actor, now=now)
    if not _reviews(act):
        raise NotPermitted(
            "not_competent",
            say("查重比对由预审的主管部门查看。", "The comparison is for the authority that pre-reviews."),
            cites=(M164.art(12, 1),),
        )
    row = PreReview.objects.select_related("project").get(pk=act.case.id)
    compared = nearest(row.project_id)
    found = {one.thing: one for one in row.hits.all()}
    hits = {one.thing: one for one in compared.hits}
    near = []
    for one, words in _said_alike(row.project, described(list(hits), actor)):
        hit, finding = hits[one.thing], found.get(one.thing)
        near.append(
            {
                "thing": one.thing,
                "name": one.name,
                "unit": one.unit,
                "jurisdiction": one.area.zh,
                "likeness": hit.likeness / 1000,
                "same": list(hit.signals),
                "likely": is_likely(hit.likeness, hit.signals, act.readings),
                "finding": finding.finding if finding else "",
                "reason": finding.reason if finding else "",
                "says": [{"words": text, "same": same} for text, same in words],
            }
        )
    return {
        "method": compared.method,
        "compared": number_compared(),
        "missing": compared.waiting,
        "nearest": near,
    }


def duplicate_facts(row: PreReview) -> dict[str, object]:
    """The nearest with what was found of them, and what is missing from the comparison."""
    compared = nearest(row.project_id)
    found = dict(row.hits.values_list("thing", "finding"))
    return {
        "method": compared.method,
        "not_compared": compared.waiting,
        "near": tuple(one.thing for one in compared.hits),
        "hits": tuple((one.likeness, one.signals, found.get(one.thing, "")) for one in compared.hits),
    }


def described(things: Collection[str], actor: Actor) -> list[Described]:
    """What these are, in their order; the address only of what the actor may see."""
    ids = {kind: [int(one.rpartition(":")[2]) for one in things if one.startswith(kind)] for kind in ("p", "i")}
    areas = {one.code: one.name for one in jurisdictions()}
    known = set(Project.objects.known_to(actor).filter(pk__in=ids["p"]).values_list("pk", flat=True))
    found = {
        one.thing: Described(
            one.thing,
            one.name,
            one.unit_name,
            areas[one.jurisdiction_id],
            Stage(one.stage).label,
            one.description,
            f"/projects/{one.pk}/" if one.pk in known else "",
        )
        for one in Project.objects.filter(pk__in=ids["p"])
    }
    seen = visible_systems(ids["i"], actor)
    for one in said_of(ids["i"]).values():
        thing = f"inventory.system:{one.id}"
        href = f"/systems/{one.id}/" if one.id in seen else ""
        area = areas[one.jurisdiction]
        found[thing] = Described(thing, one.name, one.unit, area, IN_USE, one.description, href)
    return [found[one] for one in things if one in found]


def hit_options(act: Act) -> list[tuple[str, Message]]:
    """The nearest, as the choices of the form."""
    likeness = {thing: alike for thing, alike, _, _ in _hits(act)}
    near = described(list(likeness), act.actor)
    names = names_read(one.unit for one in near)
    return [
        (
            one.thing,
            say(
                "%(name)s · %(unit)s（%(n)s%%）",
                "%(name)s · %(unit)s (%(n)s%%)",
                name=one.name,
                unit=names.get(one.unit, one.unit),
                n=_percent(likeness[one.thing]),
            ),
        )
        for one in near
    ]


def _hits(act: Act) -> list[tuple[str, int, tuple[str, ...], str]]:
    """The nearest with what was found of them, from the act's facts; a step's page has not asked for them yet."""
    if act.facts is None and act.procedure.facts is not None:
        act.facts = act.procedure.facts(act)
    return [(thing, *hit) for thing, hit in zip(act.facts.near, act.facts.hits, strict=True)]


def hits_to_find_on(act: Act) -> dict[str, object]:
    """The form starts with a row for each likely one that nobody found on yet."""
    rows = [
        {"thing": thing, "finding": None, "reason": ""}
        for thing, likeness, signals, found in _hits(act)
        if is_likely(likeness, signals, act.readings) and not found
    ]
    return {"hits": rows}


def hits_beside(act: Act, raw: Mapping[str, list[str]]) -> tuple[Section, ...]:
    """What stands over the form: the nearest, and the words that they share with this project."""
    return show_duplicates(act)


def show_duplicates(act: Act) -> tuple[Section, ...]:
    """The nearest to the project under review, for the authority that reviews it and nobody else."""
    if not _reviews(act) or act.case.state != "reviewing":
        return ()
    if not _hits(act):
        return (Section(Text("查重比对", "Comparison for duplicates"), paragraphs=(_nothing_near(act),)),)
    row = PreReview.objects.select_related("project").get(pk=act.case.id)
    near = described(act.facts.near, act.actor)
    reasons = dict(row.hits.values_list("thing", "reason"))
    return (_table(act, near, reasons), _words(row.project, near))


def _reviews(act: Act) -> bool:
    return function_key(AUTHORITY.code, act.case.jurisdiction) in act.actor.keys


def _nothing_near(act: Act) -> tuple[Text, Text]:
    return (
        Text("最相近的项目", "Nearest"),
        Text("比对库中没有其他项目或者系统", "Nothing else is there to be compared"),
    )


def _table(act: Act, near: Sequence[Described], reasons: Mapping[str, str]) -> Section:
    told = {thing: rest for thing, *rest in _hits(act)}
    names = names_read(one.unit for one in near)
    rows = []
    for one in near:
        likeness, signals, found = told[one.thing]
        likely = is_likely(likeness, signals, act.readings)
        answer = HitAnswer(found).label if found else NOT_FOUND if likely else Text("—", "—")
        rows.append(
            (
                {"words": one.name, "href": one.href, "note": _whose(one, names)},
                one.stands,
                f"{_percent(likeness)}%",
                _joined([SIGNALS[signal] for signal in signals]),
                {"words": answer, "note": reasons.get(one.thing, "")},
            )
        )
    return Section(
        Text("查重比对：最相近的五个", "Comparison for duplicates: the five nearest"),
        (
            Column(Text("项目或者系统", "Project or system")),
            Column(Text("阶段", "Stage")),
            Column(Text("相似度", "Likeness"), "number"),
            Column(Text("相同之处", "The same")),
            Column(Text("人工结论", "Finding by a person")),
        ),
        rows,
        note=Text("相似度只是线索，是否重复由人判断", "Likeness is a hint only; a person judges"),
    )


def _whose(one: Described, names: Mapping[str, Text]) -> Message:
    unit = names.get(one.unit, one.unit)
    return say("%(area)s · %(unit)s", "%(area)s · %(unit)s", area=one.area, unit=unit)


def _words(project: Project, near: Sequence[Described]) -> Section:
    """The words that this project and each of the nearest both say and few others do."""
    paragraphs = tuple(
        (Text(one.name, one.name), Marked(words))
        for one, words in _said_alike(project, near)
        if any(same for _, same in words)
    )
    return Section(Text("相同的用语", "Words that both say"), paragraphs=paragraphs)


def _said_alike(project: Project, near: Sequence[Described]) -> Iterator[tuple[Described, Sequence[tuple[str, bool]]]]:
    """What each of the nearest says, in stretches; of one that may not be read only around the shared words."""
    ours = pieces(f"{project.name} . {project.description}")
    weights = weights_in_force()
    for one in near:
        stretches = marked(f"{one.name}：{one.says}", ours, weights)
        yield one, stretches if one.href else excerpt(stretches)


def excerpt(stretches: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The shared words with a few characters around them; what lies between is left out."""
    kept: list[tuple[str, bool]] = []
    for place, (words, said) in enumerate(stretches):
        if said or len(words) <= 2 * AROUND:
            kept.append((words, said))
            continue
        before = words[:AROUND] if place else ""
        after = words[-AROUND:] if place + 1 < len(stretches) else ""
        kept.append((f"{before}…{after}", False))
    return kept


def _joined(labels: Sequence[Text]) -> Text:
    if not labels:
        return Text("—", "—")
    return Text("；".join(one.zh for one in labels), "; ".join(one.en for one in labels))


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:.0f}"

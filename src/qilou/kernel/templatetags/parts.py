"""Components that need a little reckoning before their template; the others are plain includes of `kernel/parts/`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.template import Library
from django.template.loader import render_to_string

from qilou.kernel.charts import Chart
from qilou.kernel.fields import FieldSpec, Kind, Wrong
from qilou.kernel.file_kinds import ACCEPT, MOST_MIB
from qilou.kernel.forms import Bound, Form, read_value
from qilou.law import Breach, Finding, Message, Met, Text, say

register = Library()

CONTROLS = {
    Kind.LONG_TEXT: "longtext",
    Kind.MONEY: "money",
    Kind.PRICE: "money",
    Kind.CHOICE: "choice",
    Kind.REFERENCE: "choice",
    Kind.CHOICES: "choices",
    Kind.REFERENCES: "choices",
    Kind.FLAG: "flag",
    Kind.FILE: "files",
    Kind.FILES: "files",
    Kind.TABLE: "table",
}
GROUPS = {Kind.CHOICES, Kind.REFERENCES, Kind.FILE, Kind.FILES, Kind.TABLE}
WIDE = GROUPS | {Kind.LONG_TEXT}
WIDE_FROM = 100
MANY_COLUMNS = 8  # a table with more of them scrolls sideways on most desks
SHORT_TEXT = 20
COUNTED_UP_TO = 2000


@register.simple_block_tag
def panel(
    content: str,
    title: object,
    *,
    id: str = "",  # noqa: A002  the HTML attribute's own name
    count: object = "",
    note: object = "",
    link: str = "",
    link_words: object = "",
    link_icon: str = "",
    flush: bool = False,
    tone: str = "",
) -> str:
    """A panel with a heading; `flush` lets tables and lists reach its edges."""
    return render_to_string(
        "kernel/parts/panel.html",
        {
            "content": content,
            "title": title,
            "id": id,
            "count": count,
            "note": note,
            "link": link,
            "link_words": link_words,
            "link_icon": link_icon,
            "flush": flush,
            "tone": tone,
        },
    )


@dataclass(frozen=True, slots=True)
class Point:
    """One review point as a page shows it: what a rule found."""

    title: object
    state: str
    cites: object
    reason: object = ""
    remedy: object = ""
    missing: object = ""
    href: str = ""
    only: object = ""


@register.inclusion_tag("kernel/parts/review_points.html")
def review_points(
    points: Iterable[object],
    labels: Mapping[str, object] | None = None,
    jumps: Mapping[str, str] | None = None,
    aside: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Findings of rules (or rows with title, state, reason, remedy, cites).

    `labels` are the words for facts' names, `jumps` by rule the address of the place that its finding speaks of,
    `aside` by rule the words for what alone asks it where nobody is about to do that: no such point alarms.
    """
    found = [_calm(_point(one, labels or {}, jumps or {}), one, aside or {}) for one in points]
    return {"points": found}


def _calm(point: object, found: object, aside: Mapping[str, object]) -> object:
    only = aside.get(found.rule) if isinstance(found, Finding) else None
    if only is None or not isinstance(point, Point) or point.state == "met":
        return point
    return replace(point, state="aside", missing="", only=only)


def _point(one: object, labels: Mapping[str, object], jumps: Mapping[str, str]) -> object:
    if not isinstance(one, Finding):
        return one
    href = jumps.get(one.rule, "")
    match one.verdict:
        case Met():
            return Point(one.title, "met", one.cites, href=href)
        case Breach(reason, remedy):
            return Point(one.title, "breach", one.cites, reason, remedy, href=href)
        case undecided:
            names = tuple(labels.get(name, name.replace("_", " ")) for name in undecided.missing)
            missing = say("%(names)s", "%(names)s", names=names)
            return Point(one.title, "undecided", one.cites, missing=missing, href=href)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar, placed in per cent of the longest row."""

    at: float
    width: float
    tone: str


@register.inclusion_tag("kernel/parts/stacked_bar.html")
def stacked_bar(rows: Sequence[Mapping[str, object]], legend: Sequence[Mapping[str, object]] = ()) -> dict[str, object]:
    """Rows {label, parts: [{value, tone}], note, url} drawn against the longest; `legend` of {tone, label}."""
    sums = [sum(_values(row)) for row in rows]
    longest = max(sums, default=0) or 1
    return {"rows": [{**row, "segments": list(_segments(row, longest))} for row in rows], "legend": legend}


def _values(row: Mapping[str, object]) -> list[float]:
    return [float(part["value"]) for part in _parts(row)]


def _parts(row: Mapping[str, object]) -> list[dict[str, str]]:
    parts = row["parts"]
    return list(parts) if isinstance(parts, list | tuple) else []


def _segments(row: Mapping[str, object], longest: float) -> Iterator[Segment]:
    at = 0.0
    for part, value in zip(_parts(row), _values(row), strict=True):
        width = round(value / longest * 100, 3)
        yield Segment(round(at, 3), width, part.get("tone", ""))
        at += width


@register.inclusion_tag("kernel/parts/chart.html")
def bar_chart(chart: Chart) -> dict[str, object]:
    """A chart's bars drawn against the longest, its finding as the title, its figures in a table beneath."""
    rows = [
        {
            "label": bar.label,
            "values": bar.parts,
            "parts": [{"value": one.value, "tone": one.tone} for one in bar.parts],
        }
        for bar in chart.bars
    ]
    drawn = stacked_bar(rows)["rows"]
    assert isinstance(drawn, list)  # noqa: S101  # stacked_bar gives rows
    return {"chart": chart, "bars": [{**row, "parts": row["values"]} for row in drawn]}


@register.filter
def percent(part: object, whole: object) -> int:
    """A share in whole per cent, never beyond 0 and 100; 0 of nothing."""
    try:
        share = 100 * Decimal(str(part)) / Decimal(str(whole))
    except ArithmeticError:
        return 0
    return max(0, min(100, int(share)))


@register.filter
def beside(columns: Sequence[object], cells: Sequence[object]) -> list[tuple[object, object]]:
    """Each column with the cell that stands in it."""
    return list(zip(columns, cells, strict=True))


@register.filter
def has_any(values: Iterable[object]) -> bool:
    """Whether any of the values is there."""
    return any(value is not None for value in values)


@register.inclusion_tag("kernel/parts/field.html")
def field(
    bound: Bound, *, scope: str = "", stored: Mapping[str, object] | None = None, sheets: str = ""
) -> dict[str, object]:
    """One field. `scope` keeps ids apart where a page has several forms; `stored` gives name, size and url by hash;
    `sheets` is the address at which a table goes out and in as a sheet."""
    element = f"{scope}-{bound.id}" if scope else bound.id
    spec = bound.spec
    described = [part for part, there in (("hint", spec.says.hint), ("error", bound.error)) if there]
    return {
        "f": bound,
        "spec": spec,
        "kind": spec.kind.value,
        "control": f"kernel/parts/fields/{CONTROLS.get(spec.kind, 'input')}.html",
        "grouped": spec.kind in GROUPS,
        "wide": spec.kind in WIDE or (spec.kind is Kind.TEXT and (spec.max_length or WIDE_FROM) >= WIDE_FROM),
        "id": element,
        "described": " ".join(f"{element}-{part}" for part in described),
        "counted": _counted(spec),
        "files": [_stored(one, stored or {}) for one in bound.files],
        "accept": ACCEPT,
        "most": MOST_MIB,
        "most_bytes": MOST_MIB * 1024 * 1024,
        "columns": spec.columns,
        "scrolls": len(spec.columns) > MANY_COLUMNS,
        "named": _named(spec),
        "short": spec.kind is Kind.TEXT and (spec.max_length or WIDE_FROM) <= SHORT_TEXT,
        "sums": [_sum(bound, number) for number in range(len(spec.columns))] if spec.kind is Kind.TABLE else [],
        "scope": scope,
        "stored": stored,
        "sheets": sheets,
    }


@register.inclusion_tag("kernel/parts/fields/cell.html")
def cell(bound: Bound, row: int, *, scope: str = "", named: str = "") -> dict[str, object]:
    """One cell of a repeating table: the same control, its label shown on phones and read aloud with the row.

    `named` is the column by which a row of a wide table is known: it stays in view.
    """
    return {**field(bound, scope=scope), "row": row, "stays": bound.spec.name == named}


def _named(spec: FieldSpec) -> str:
    """The column that says what a row of a wide table is: the first text that has to be filled in."""
    if len(spec.columns) <= MANY_COLUMNS:
        return ""
    return next((one.name for one in spec.columns if one.kind is Kind.TEXT and one.required), "")


def _counted(spec: FieldSpec) -> int | None:
    """How many characters may be typed, where somebody types and it is worth counting."""
    typed = spec.kind not in CONTROLS or spec.kind is Kind.LONG_TEXT
    return spec.max_length if typed and spec.max_length and spec.max_length <= COUNTED_UP_TO else None


def _stored(sha: str, stored: Mapping[str, object]) -> dict[str, object]:
    return {"hash": sha, "known": stored.get(sha)}


def _sum(bound: Bound, column: int) -> Decimal | None:
    """What the typed amounts of a column come to, in yuan; None where the column holds no amounts."""
    if bound.spec.columns[column].kind is not Kind.MONEY:
        return None
    return sum((_amount(row.cells[column].value) for row in bound.rows), Decimal(0))


def _amount(typed: str) -> Decimal:
    try:
        value = read_value(Kind.MONEY, typed.strip())
    except Wrong:
        return Decimal(0)
    return value if isinstance(value, Decimal) else Decimal(0)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading of a form."""

    title: Text | None
    fields: tuple[Bound, ...]


@register.inclusion_tag("kernel/parts/form_fields.html")
def form_fields(
    form: Form, *, scope: str = "", stored: Mapping[str, object] | None = None, sheets: str = ""
) -> dict[str, object]:
    """Every field of a form under the headings that its fields declare; `sheets` is where tables go out and in."""
    return {"sections": list(_sections(form.fields)), "scope": scope, "stored": stored, "sheets": sheets}


def _sections(fields: Iterable[Bound]) -> Iterator[Section]:
    title: Text | None = None
    held: list[Bound] = []
    for bound in fields:
        named = bound.spec.says.section
        if named and named != title:
            if held:
                yield Section(title, tuple(held))
            title, held = named, []
        held.append(bound)
    if held:
        yield Section(title, tuple(held))


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary: where it is and what is wrong."""

    label: object
    message: Message
    element: str


@register.inclusion_tag("kernel/parts/error_summary.html")
def error_summary(form: Form, *, scope: str = "") -> dict[str, object]:
    """What is wrong with a form, at its top, each line a link to its field."""
    whole = [Fault("", message, "") for message in form.unplaced]
    return {"faults": [*_faults(form.fields, scope), *whole]}


def _faults(fields: Iterable[Bound], scope: str) -> Iterator[Fault]:
    for bound in fields:
        element = f"{scope}-{bound.id}" if scope else bound.id
        if bound.error:
            yield Fault(bound.spec.label, bound.error, element)
        for number, row in enumerate(bound.rows, start=1):
            for fault in _faults(row.cells, scope):
                where = say(
                    "%(table)s第 %(row)s 行：%(column)s",
                    "%(table)s, row %(row)s: %(column)s",
                    table=bound.spec.label,
                    row=number,
                    column=fault.label,
                )
                yield Fault(where, fault.message, fault.element)

"""Two versions of a declaration side by side: amounts with their differences, then what else changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qilou.kernel.fields import FieldSpec, Kind, fields_of
from qilou.kernel.money import in_wan
from qilou.law import Message, Text, say
from qilou.projects.inputs.declaration import DeclarationForm, LineRow
from qilou.projects.models import NamedType

AMOUNTS = ("total", "lines", "slices", "sources", "types", "running_cost")
MONEY = (Kind.MONEY, Kind.PRICE)
TENTH = Decimal("0.1")
TYPES = {one.value: one.label for one in NamedType}
YES, NO = Text("是", "Yes"), Text("否", "No")
Words = Text | Message | str


@dataclass(frozen=True, slots=True)
class AmountPair:
    """One amount in both versions, in yuan; None where a version does not have it. `note` says what stands behind."""

    label: Words
    before: Decimal | None
    after: Decimal | None
    note: str = ""

    @property
    def difference(self) -> Decimal:
        """How much the amount grew, in yuan."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The difference as a share of what was there before; None of nothing."""
        return (self.difference / self.before * 100).quantize(TENTH) if self.before else None

    @property
    def same(self) -> bool:
        """Whether nothing about it changed."""
        return self.before == self.after and not self.note


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One other field in both versions, each as its lines in words."""

    label: Text
    before: tuple[Words, ...]
    after: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two versions say: the amounts, and the fields that changed and that did not."""

    amounts: tuple[AmountPair, ...]
    changed: tuple[FieldPair, ...]
    unchanged: tuple[FieldPair, ...]


def compare(before: DeclarationForm, after: DeclarationForm, files: Mapping[str, str] | None = None) -> Comparison:
    """Compare two versions of the form; lines of the estimate are matched by class and name, then by order.

    `files` are the names of the stored files by hash.
    """
    named = files or {}
    pairs = []
    for spec in fields_of(DeclarationForm):
        if spec.name not in AMOUNTS:
            pairs.append(
                FieldPair(
                    spec.label,
                    words_of(spec, getattr(before, spec.name), named),
                    words_of(spec, getattr(after, spec.name), named),
                )
            )
    return Comparison(
        tuple(_amounts(before, after)),
        tuple(one for one in pairs if one.before != one.after),
        tuple(one for one in pairs if one.before == one.after),
    )


def _amounts(before: DeclarationForm, after: DeclarationForm) -> Iterator[AmountPair]:
    labels = {spec.name: spec.label for spec in fields_of(DeclarationForm)}
    yield AmountPair(labels["total"], before.total, after.total)
    old, new = _lines(before.lines), _lines(after.lines)
    for key in dict.fromkeys((*new, *old)):
        yield _line(key[1], old.get(key), new.get(key))
    for name, keys in (("slices", "year"), ("sources", "source"), ("types", "type")):
        yield from _sums(labels[name], getattr(before, name), getattr(after, name), keys)
    if before.running_cost is not None or after.running_cost is not None:
        yield AmountPair(labels["running_cost"], before.running_cost, after.running_cost)


def _lines(rows: Iterable[LineRow]) -> dict[tuple[str, str, int], LineRow]:
    """The lines by class and name; the second of the same name is the second."""
    found: dict[tuple[str, str, int], LineRow] = {}
    for row in rows:
        nth = 0
        while (row.cost_class.value, row.name, nth) in found:
            nth += 1
        found[row.cost_class.value, row.name, nth] = row
    return found


def _line(name: str, old: LineRow | None, new: LineRow | None) -> AmountPair:
    label = say("估算：%(name)s", "Estimate: %(name)s", name=name)
    was, now = _reckoned(old), _reckoned(new)
    note = f"{was} → {now}" if old and new and was != now else now or was
    return AmountPair(label, old.amount if old else None, new.amount if new else None, note if was != now else "")


def _reckoned(row: LineRow | None) -> str:
    return f"{row.quantity.normalize():,f} {row.unit} × {in_wan(row.unit_price)}" if row else ""


def _sums(label: Text, before: Iterable[object], after: Iterable[object], key: str) -> Iterator[AmountPair]:
    old, new = _summed(before, key), _summed(after, key)
    for name in dict.fromkeys((*old, *new)):
        what = getattr(name, "label", None) or TYPES.get(str(name), str(name))
        pair = say("%(what)s：%(name)s", "%(what)s: %(name)s", what=label, name=what)
        yield AmountPair(pair, old.get(name), new.get(name))


def _summed(rows: Iterable[object], key: str) -> dict[object, Decimal]:
    sums: dict[object, Decimal] = {}
    for row in rows:
        name = getattr(row, key)
        sums[name] = sums.get(name, Decimal(0)) + Decimal(getattr(row, "amount"))  # noqa: B009  rows of three types
    return sums


def words_of(spec: FieldSpec, value: object, files: Mapping[str, str]) -> tuple[Words, ...]:
    """A field's value as lines of words; a table has a line for each row."""
    if value in (None, "", ()):
        return ()
    if spec.kind is Kind.TABLE and isinstance(value, tuple):
        return tuple(_row(spec.columns, row, files) for row in value)
    if isinstance(value, tuple):
        return tuple(_one(spec, one, files) for one in value)
    return (_one(spec, value, files),)


def _row(columns: tuple[FieldSpec, ...], row: object, files: Mapping[str, str]) -> Message:
    cells = [
        _one(column, getattr(row, column.name), files)
        for column in columns
        if getattr(row, column.name) not in (None, "")
    ]
    return say("%(cells)s", "%(cells)s", cells=tuple(cells))


def _one(spec: FieldSpec, value: object, files: Mapping[str, str]) -> Words:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal) and spec.kind in MONEY:
        return say("%(n)s 万元", "CNY 10,000 × %(n)s", n=in_wan(value))
    if spec.kind in (Kind.FILE, Kind.FILES):
        hash_ = str(value)
        return say("%(name)s（%(hash)s）", "%(name)s (%(hash)s)", name=files.get(hash_, "—"), hash=hash_[:12])
    if spec.says.refers == "project_type" and value in TYPES:
        return TYPES[str(value)]
    return getattr(value, "label", None) or str(value)


def files_in(form: DeclarationForm) -> Iterator[str]:
    """The stored files that a version names, by hash."""
    for spec in fields_of(DeclarationForm):
        value = getattr(form, spec.name)
        if spec.kind is Kind.FILE and value:
            yield value
        elif spec.kind is Kind.FILES:
            yield from value

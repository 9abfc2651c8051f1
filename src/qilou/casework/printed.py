"""Numbered forms as documents: what was given on a form, under the headings that its readers expect.

A form is declared once by the module that has it; every case in which something was given on it then offers it as a
document. A form may be printed from what was given on another: the programme and its estimate are entries of the
declaration.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from qilou.kernel.fields import FieldSpec, FormEdition, Input, Kind, fields_of
from qilou.law import Text, say

from .show import Column, Section, shown

FORMS: dict[str, "PrintedForm"] = {}
ENTRIES = Text("填报内容", "Entries")
ENTRY, CONTENT = Text("栏目", "Entry"), Text("内容", "Content")
NUMBER = Text("序号", "No.")
MONEY = (Kind.MONEY, Kind.PRICE)
NAMED = (Kind.REFERENCE, Kind.REFERENCES, Kind.FILE, Kind.FILES)
WORDS = Text("", "")


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on a form, or `drafted`: its case, entries, and the names of references and files."""

    case_id: int
    entries: Input
    names: Mapping[str, object] = field(default_factory=dict)
    drafted: bool = False

    def said(self, spec: FieldSpec, value: object) -> object:
        """One entry in words; an amount of a table stays a number."""
        if value in (None, "", ()):
            return None
        if spec.kind not in NAMED:
            return shown(spec.kind, value, spec.choices)
        several = value if isinstance(value, tuple) else (value,)
        return say("%(all)s", "%(all)s", all=tuple(self._name(spec, one) for one in several))

    def cell(self, spec: FieldSpec, value: object) -> object:
        """One entry as a table shows it: amounts are numbers, which the column says in 万元."""
        return value if spec.kind in MONEY else self.said(spec, value)

    def _name(self, spec: FieldSpec, value: object) -> object:
        key = f"{spec.says.refers}:{value}" if spec.says.refers else str(value)
        return self.names.get(key, str(value))


Sections = Callable[[Given], tuple[Section, ...]]


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form as a document. `on` is the form on which it is given, where that is another one.

    `sections` lays it out, field by field unless it says otherwise. `current` gives the entries as later acts left
    them, where others may revise what was given. A form with a `sheet` also goes out as one: its first table.
    """

    edition: FormEdition
    sections: Sections
    on: FormEdition | None = None
    current: Callable[[int], Input | None] | None = None
    sheet: bool = False

    @property
    def given_on(self) -> FormEdition:
        """The form whose entries it prints."""
        return self.on or self.edition


def prints(one: PrintedForm) -> None:
    """Add a form; an edition is printed in one way."""
    if FORMS.setdefault(one.edition.code, one) is not one:
        raise ValueError(f"{one.edition.code} is declared twice")


def printed_from(editions: Collection[str]) -> list[PrintedForm]:
    """The forms that can be printed from an act whose event names these editions."""
    return [one for one in FORMS.values() if one.given_on.code in editions]


def form_numbered(number: str) -> list[PrintedForm]:
    """Every edition of the form of that number."""
    return [one for one in FORMS.values() if one.edition.number == number]


def by_field(given: Given) -> tuple[Section, ...]:
    """A form field by field, in its own order and under its own headings."""
    return tuple(entries(given, [spec.name for spec in fields_of(type(given.entries))]))


def entries(given: Given, names: Collection[str], title: Text | None = None) -> Iterator[Section]:
    """Some fields of a form: short entries in one table under their heading, each text and table by itself."""
    specs = [spec for spec in fields_of(type(given.entries)) if spec.name in names]
    for section, group in groupby(specs, key=lambda one: one.says.section):
        listed = list(group)
        short = [one for one in listed if one.kind not in (Kind.LONG_TEXT, Kind.TABLE)]
        if short:
            yield Section(
                title or section or ENTRIES,
                (Column(ENTRY), Column(CONTENT)),
                [(one.label, given.said(one, getattr(given.entries, one.name))) for one in short],
            )
        for one in listed:
            if one.kind is Kind.LONG_TEXT:
                yield Section(one.label, paragraphs=((WORDS, getattr(given.entries, one.name)),))
            elif one.kind is Kind.TABLE:
                yield table(given, one)


def table(given: Given, spec: FieldSpec) -> Section:
    """The rows of a field, numbered."""
    rows = getattr(given.entries, spec.name)
    return Section(
        spec.label,
        (
            Column(NUMBER, "number"),
            *(Column(one.label, "money" if one.kind in MONEY else one.kind.value) for one in spec.columns),
        ),
        [
            (place, *(given.cell(one, getattr(row, one.name)) for one in spec.columns))
            for place, row in enumerate(rows, 1)
        ],
    )

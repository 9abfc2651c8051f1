"""What was given on a numbered form in a case, ready to be set as a document or taken away as a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qilou.casework.act import Act, insider
from qilou.casework.actions.drafts import draft_of
from qilou.casework.actions.entries import OF_RECORD
from qilou.casework.actions.files import stored_files
from qilou.casework.actions.perform import look
from qilou.casework.papers.typesetting import Block, FormWords
from qilou.casework.printed import MONEY, Given, PrintedForm, form_numbered
from qilou.casework.procedure import Step
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries import body
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Missing
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.kernel.forms import read
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.money import WAN, in_wan
from qilou.kernel.sheets import Cell
from qilou.law import Language, Message, Text, say
from qilou.ledger.queries import Entry, history

MOST_ACTS = 1000
GIVEN_BY = Text("填报单位", "Given by")
GIVEN_AT = Text("填报人和时间", "By whom and when")
EVENT = Text("存证编号", "On record as")
SAVED = Text("草稿保存时间", "Draft saved")
DRAFT = Text("（草稿，未提交）", " (draft, not given yet)")
CASE = Text("办件编号", "Case")
ABSENT = "—"
LEAST, MOST = 6, 40  # of a column, in half characters
WIDE = 0x2E80  # from which on characters are as wide as they are high
MONEY_KINDS = tuple(one.value for one in MONEY)


@dataclass(frozen=True, slots=True)
class Printed:
    """A form as it is printed: its edition, the case, facts and blocks."""

    form: PrintedForm
    act: Act
    facts: tuple[tuple[Text | Message, object], ...]
    sections: tuple[Section, ...]
    on: date
    draft: bool = False


def printed(code: str, number: str, form: str, *, actor: Actor, now: datetime, draft: bool = False) -> Printed:
    """The latest that was given on a form in a case that the actor sees, or the draft of the actor's body.

    Raises Missing where there is nothing, Invalid for a draft that cannot be read yet.
    """
    act = look(code, number, actor=actor, now=now)
    if draft:
        return _drafted(form, act)
    for entry in history(number, limit=MOST_ACTS):
        step = act.procedure.step(entry.name.removeprefix(f"{code}."))
        one = next((one for one in form_numbered(form) if one.given_on.code in entry.body["editions"]), None)
        if one is not None and step is not None and step.takes is not None:
            entries = one.current(act.case.id) if one.current is not None else _entries(act, step, entry)
            if entries is None:
                raise Missing
            on = entry.acted_at.astimezone(CITY_TIME).date()
            return Printed(one, act, (*_about(act, entry), *_facts(act)), _sections(one, act, entries), on)
    raise Missing


def _drafted(form: str, act: Act) -> Printed:
    """What the actor's body has typed on a form and not given yet, to be signed on paper before that."""
    for one in form_numbered(form):
        for step in act.procedure.leaving(act.case.state):
            if step.takes is None or step.takes.edition != one.given_on or not insider(step.by, act.case, act.actor):
                continue
            if draft := draft_of(act.actor, step.name, act.case.number):
                entries = read(step.takes, {name: texts for name, texts in draft.raw.items() if name not in OF_RECORD})
                about = ((CASE, _case(act)), (SAVED, f"{draft.saved_at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"))
                facts = (*about, *_facts(act))
                return Printed(one, act, facts, _sections(one, act, entries, drafted=True), act.today, draft=True)
    raise Missing


def _sections(one: PrintedForm, act: Act, entries: Input, *, drafted: bool = False) -> tuple[Section, ...]:
    return one.sections(Given(act.case.id, entries, dict(_names(act, entries)), drafted))


def _facts(act: Act) -> Iterator[tuple[Text | Message, object]]:
    shown = act.procedure.show(act.case.id) if act.procedure.show else Show()
    return map(_fact, shown.facts)


def _entries(act: Act, step: Step, entry: Entry) -> Input | None:
    """What was given, from the record; personal data for those alone who gave it or to whom the case belongs."""
    seeing = {function_key(one.code, act.case.jurisdiction) for one in act.procedure.sees}
    if insider(step.by, act.case, act.actor) or seeing & act.actor.keys:
        opened = history(act.case.number, limit=MOST_ACTS, opened=True)
        entry = next(one for one in opened if one.event_id == entry.event_id)
    return step.takes.model_validate(_plain(entry.body["input"])) if step.takes else None


def _plain(value: object) -> object:
    """An input of the record with words where personal data is withheld."""
    match value:
        case Text():
            return value.zh
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case _:
            return value


def _about(act: Act, entry: Entry) -> Iterator[tuple[Text | Message, object]]:
    """Which case it is, and who gave the form, when, under which number of the record."""
    who = entry.body["actor"]
    unit = body(who["organisation_id"], act.today) if who["organisation_id"] else None
    code = f" {unit.uscc}" if unit else ""
    at = f"{entry.acted_at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
    yield CASE, _case(act)
    yield GIVEN_BY, f"{who['organisation']}{code}"
    yield GIVEN_AT, say("%(name)s %(at)s", "%(name)s %(at)s", name=who["name"], at=at)
    yield EVENT, str(entry.event_id)


def _case(act: Act) -> str:
    return f"{act.case.number} {act.case.title}"


def _fact(fact: Fact) -> tuple[Text | Message, object]:
    if fact.kind == "money" and isinstance(fact.value, Decimal):
        return say("%(label)s（万元）", "%(label)s (CNY 10,000)", label=fact.label), in_wan(fact.value)
    return fact.label, fact.value


def _names(act: Act, entries: Input) -> Iterator[tuple[str, object]]:
    """How the references and files among the entries are called."""
    specs = list(_specs(fields_of(type(entries))))
    if act.procedure.options is not None:
        for refers in {one.says.refers for one in specs} - {""}:
            yield from ((f"{refers}:{value}", label) for value, label in act.procedure.options(refers, act))
    hashes = list(_hashes(entries))
    yield from ((hash_, one.name) for hash_, one in (stored_files(hashes) if hashes else {}).items())


def _specs(specs: Iterable[FieldSpec]) -> Iterator[FieldSpec]:
    for one in specs:
        yield one
        yield from _specs(one.columns)


def _hashes(entries: Input) -> Iterator[str]:
    for spec in fields_of(type(entries)):
        value = getattr(entries, spec.name)
        if spec.kind is Kind.FILE and value:
            yield value
        elif spec.kind is Kind.FILES:
            yield from value


def form_words(found: Printed, language: Language) -> FormWords:
    """Everything that stands on the document, in one language."""
    return FormWords(
        language=language,
        title=found.form.edition.title.in_(language) + (DRAFT.in_(language) if found.draft else ""),
        edition=found.form.edition.label.in_(language),
        facts=tuple((label.in_(language), in_words(value, "", language)) for label, value in found.facts),
        blocks=tuple(_block(one, language) for one in found.sections),
        on=found.on,
    )


def _block(section: Section, language: Language) -> Block:
    kinds = [one.kind for one in section.columns]
    heads = tuple(head(one, language) for one in section.columns)
    rows = [tuple(in_words(*pair, language) for pair in zip(row, kinds, strict=True)) for row in section.rows]
    total = [
        in_words(value, kind, language) if value else "" for value, kind in zip(section.total, kinds, strict=False)
    ]
    if total:
        rows.append(tuple(total))
    return Block(
        title=section.title.in_(language),
        heads=heads,
        numbers=tuple(kind in (*MONEY_KINDS, "number", "decimal", "integer") for kind in kinds),
        widths=tuple(min(max(LEAST, *map(width, column)), MOST) for column in zip(*rows, strict=True)),
        rows=tuple(rows),
        total=bool(total),
        paragraphs=tuple((label.in_(language), in_words(words, "", language)) for label, words in section.paragraphs),
        note=section.note.in_(language) if section.note else "",
    )


def width(text: str) -> int:
    """How wide a text is in half characters, of which a Chinese one has two."""
    return sum(1 if ord(one) < WIDE else 2 for one in text)


def in_words(value: object, kind: str, language: Language) -> str:
    """A cell, fact or paragraph in words."""
    match value:
        case None | "" | ():
            return ABSENT
        case {"words": inside}:
            return in_words(inside, kind, language)
        case Text() | Message():
            return value.in_(language) or ABSENT
        case Decimal() if kind in MONEY_KINDS:
            return in_wan(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def head(column: Column, language: Language) -> str:
    """The head of a column, with the unit of its amounts."""
    unit = Text("（万元）", " (CNY 10,000)") if column.kind in MONEY_KINDS else Text("", "")
    return column.label.in_(language) + unit.in_(language)


def sheet_of(found: Printed, language: Language) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows of the form's first table; amounts in 万元 as numbers. Raises Missing for a form without one."""
    first = next((one for one in found.sections if one.columns), None)
    if first is None or not found.form.sheet:
        raise Missing
    rows = [*first.rows, *([first.total] if first.total else [])]
    kinds = [one.kind for one in first.columns]
    return [head(one, language) for one in first.columns], [
        [_cell(value, kind, language) for value, kind in zip(row, kinds, strict=True)] for row in rows
    ]


def _cell(value: object, kind: str, language: Language) -> Cell:
    if isinstance(value, Decimal) and kind in MONEY_KINDS:
        return value / WAN
    if value is None or (isinstance(value, int | date | Decimal) and not isinstance(value, bool)):
        return value
    return in_words(value, kind, language) if value != "" else None

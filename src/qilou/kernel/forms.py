"""Forms: what a page shows for a list of field specifications, and what comes back from it.

`read` turns posted text into values by field kind, `bind` turns values or posted text into what the templates show.
Rows of a table are named `lines-0-name`; a row left wholly blank, or marked `lines-0-remove`, is no row. A row keeps
its number as long as its form is a draft, and a removed row's number is not given again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qilou.law import Message, say

from .errors import Invalid
from .fields import FieldSpec, Input, Kind, Wrong, fields_of
from .money import WAN, parse_amount

Raw = Mapping[str, list[str]]
Options = Callable[[str], Iterable[tuple[str, str]]]
Typed = TypeVar("Typed", bound=Input)
BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as a page shows it; `label` is a Text or a name as it stands."""

    value: str
    label: object
    selected: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A field with its name on the page, what stands in it and what is wrong with it."""

    spec: FieldSpec
    name: str
    value: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple["BoundRow", ...] = ()
    removed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    error: Message | None = None

    @property
    def id(self) -> str:
        """The element id: the name, safe for a selector."""
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One row of a table: its cells, and the name of the mark that takes it away."""

    cells: tuple[Bound, ...]
    remove: str


@dataclass(frozen=True, slots=True)
class Form:
    """Bound fields with everything that is wrong, for the summary at the top."""

    fields: tuple[Bound, ...]
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def unplaced(self) -> list[Message]:
        """Errors of the whole, which stand at no field."""
        return [message for path, message in self.errors.items() if not path]


def raw_of(data: Any) -> dict[str, list[str]]:  # Any: Django's QueryDict, or its like from a saved draft
    """A posted form as plain lists of text, as drafts keep it."""
    return {
        name: [text.replace("\0", "") for text in data.getlist(name)] for name in data if name != "csrfmiddlewaretoken"
    }


def read(model: type[Typed], raw: Raw) -> Typed:
    """The typed input in a posted form; raises Invalid with every error at once."""
    errors: dict[str, Message] = {}
    values = _read_fields(fields_of(model), raw, "", errors)
    try:
        parsed = model.model_validate(values)
    except ValidationError as error:
        for path, message in messages(error).items():
            errors.setdefault(path, message)
    if errors:
        raise Invalid(errors)
    return parsed


def parse(model: type[Input], data: object) -> Input:
    """The typed input in decoded JSON; raises Invalid with every error at once."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise Invalid(messages(error)) from error


def texts_in(value: object) -> Iterator[str]:
    """Every text inside decoded JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def messages(error: ValidationError) -> dict[str, Message]:
    """A validation error as one message a field, by path, in both languages."""
    found: dict[str, Message] = {}
    for detail in error.errors(include_url=False):
        found.setdefault(".".join(map(str, detail["loc"])), message_of(detail))
    return found


def message_of(detail: ErrorDetails) -> Message:
    """One fault that pydantic found, by its type, in both languages."""
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Wrong):
        return cause.message
    match detail["type"]:
        case "missing" | "none_required":
            return say("请填写此项。", "This entry is required.")
        case "string_too_short" | "too_short":
            return say("请填写此项。", "This entry is required.")
        case "string_too_long":
            return say("最多 %(n)s 个字。", "At most %(n)s characters.", n=context["max_length"])
        case "greater_than_equal" | "greater_than":
            limit = context.get("ge", context.get("gt"))
            return say("不能小于 %(n)s。", "Must not be less than %(n)s.", n=limit)
        case "less_than_equal" | "less_than":
            limit = context.get("le", context.get("lt"))
            return say("不能大于 %(n)s。", "Must not be more than %(n)s.", n=limit)
        case "int_parsing" | "int_type" | "int_from_float":
            return say("请填写整数。", "Enter a whole number.")
        case "decimal_parsing" | "decimal_type" | "decimal_max_digits" | "decimal_max_places" | "decimal_whole_digits":
            return say("请填写有效的数字。", "Enter a valid number.")
        case "date_parsing" | "date_from_datetime_parsing" | "date_type" | "date_from_datetime_inexact":
            return say("请填写日期，如 2026-11-23。", "Enter a date such as 2026-11-23.")
        case "enum" | "literal_error":
            return say("请选择所列的一项。", "Choose one of the listed answers.")
        case "bool_parsing" | "bool_type":
            return say("请选择是或否。", "Choose yes or no.")
        case "extra_forbidden":
            return say("没有这一项。", "There is no such entry.")
        case _:
            return say("填写的内容无法识别。", "This entry cannot be read.")


def _read_fields(specs: Iterable[FieldSpec], raw: Raw, prefix: str, errors: dict[str, Message]) -> dict[str, object]:
    values: dict[str, object] = {}
    for spec in specs:
        name = prefix + spec.name
        path = name.replace("-", ".")
        if spec.kind is Kind.TABLE:
            values[spec.name] = _read_rows(spec, raw, name, errors)
        elif spec.kind in (Kind.CHOICES, Kind.FILES, Kind.REFERENCES):
            values[spec.name] = [one for one in raw.get(name, []) if one]
        elif spec.kind is Kind.FLAG:
            values[spec.name] = bool(raw.get(name))
        elif (text := _last(spec, raw.get(name, []))) or spec.required:
            try:
                value = read_value(spec.kind, text)
            except Wrong as wrong:
                errors[path] = wrong.message
                continue
            if value is None:
                errors[path] = say("请填写此项。", "This entry is required.")
            values[spec.name] = value
    return values


def _last(spec: FieldSpec, texts: list[str]) -> str:
    """The text that counts. A browser posts an empty file input as a blank after the file that was kept."""
    if spec.kind is Kind.FILE:
        texts = [one for one in texts if one.strip()]
    last = texts[-1] if texts else ""
    return last if spec.says.exact else last.strip()


def row_numbers(raw: Raw, name: str) -> list[int]:
    """The rows of a table that a posted form holds, in order."""
    pattern = re.compile(rf"^{re.escape(name)}-(\d{{1,6}})-")
    return sorted({int(found[1]) for key in raw if (found := pattern.match(key))})


def row_in(raw: Raw, name: str, number: int) -> dict[str, list[str]] | None:
    """What is typed in a row of a table; None for a blank row and for one marked to go."""
    prefix = f"{name}-{number}-"
    row = {key.removeprefix(prefix): texts for key, texts in raw.items() if key.startswith(prefix)}
    return None if row.get("remove") or not any(one.strip() for texts in row.values() for one in texts) else row


def _read_rows(spec: FieldSpec, raw: Raw, name: str, errors: dict[str, Message]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in row_numbers(raw, name):
        if row_in(raw, name, number) is None:
            continue
        wrong: dict[str, Message] = {}
        rows.append(_read_fields(spec.columns, raw, f"{name}-{number}-", wrong))
        kept = len(rows) - 1
        errors.update({path.replace(f"{name}.{number}.", f"{name}.{kept}.", 1): text for path, text in wrong.items()})
    return rows


def read_value(kind: Kind, text: str) -> object:
    """One posted text as a value of its kind; None when blank; raises Wrong when it cannot be read."""
    if not text:
        return None
    try:
        match kind:
            case Kind.MONEY:
                return parse_amount(text, unit=WAN)
            case Kind.PRICE:
                return Decimal(text.replace(",", "")) * WAN
            case Kind.DECIMAL:
                return Decimal(text.replace(",", ""))
            case Kind.INTEGER:
                return int(text.replace(",", ""))
            case Kind.DATE:
                return date.fromisoformat(text.replace("/", "-"))
            case _:
                return text
    except (ValueError, InvalidOperation) as error:
        raise Wrong(_unreadable(kind)) from error


def _unreadable(kind: Kind) -> Message:
    match kind:
        case Kind.MONEY | Kind.PRICE:
            return say("请填写金额，单位万元，如 386.40。", "Enter an amount in units of CNY 10,000, such as 386.40.")
        case Kind.DATE:
            return say("请填写日期，如 2026-11-23。", "Enter a date such as 2026-11-23.")
        case Kind.INTEGER:
            return say("请填写整数。", "Enter a whole number.")
        case _:
            return say("请填写有效的数字。", "Enter a valid number.")


def bind(
    model: type[Input],
    *,
    raw: Raw | None = None,
    values: Mapping[str, object] | None = None,
    errors: Mapping[str, Message] | None = None,
    options: Options = lambda refers: (),
) -> Form:
    """The form of an input: from posted text (nothing typed is lost), else from values, else from defaults."""
    shown = raw if raw is not None else raw_from(fields_of(model), values or {})
    errors = errors or {}
    return Form(tuple(_bind(spec, shown, "", errors, options) for spec in fields_of(model)), errors)


def _bind(spec: FieldSpec, raw: Raw, prefix: str, errors: Mapping[str, Message], options: Options) -> Bound:
    name = prefix + spec.name
    texts = raw.get(name, [])
    error = errors.get(name.replace("-", "."))
    if spec.kind is Kind.TABLE:
        removed = tuple(key for key in raw if re.fullmatch(rf"{re.escape(name)}-\d{{1,6}}-remove", key) and raw[key])
        return Bound(spec, name, rows=_bind_rows(spec, raw, name, errors, options), removed=removed, error=error)
    chosen: tuple[Option, ...] = ()
    if spec.choices:
        chosen = tuple(Option(one.value, one.label, one.value in texts) for one in spec.choices)
    elif spec.says.refers:
        chosen = tuple(Option(value, label, value in texts) for value, label in options(spec.says.refers))
    if spec.kind in (Kind.FILE, Kind.FILES):
        return Bound(spec, name, files=tuple(one for one in texts if one), error=error)
    return Bound(spec, name, texts[-1] if texts else "", chosen, error=error)


def _bind_rows(
    spec: FieldSpec, raw: Raw, name: str, errors: Mapping[str, Message], options: Options
) -> tuple[BoundRow, ...]:
    """The typed rows, with the errors that `read` found by their place among them, and blank ones to fill."""
    numbers = row_numbers(raw, name)
    typed = [number for number in numbers if row_in(raw, name, number) is not None]
    first = 1 + max((number for number in numbers if number in typed or raw.get(f"{name}-{number}-remove")), default=-1)
    blank = range(first, first + BLANK_ROWS)
    rows: list[BoundRow] = []
    for place, number in enumerate([*typed, *blank]):
        prefix = f"{name}-{number}-"
        faults = {f"{name}.{number}.{one.name}": errors.get(f"{name}.{place}.{one.name}") for one in spec.columns}
        wrong = {path: fault for path, fault in faults.items() if fault}
        shown = raw if number < first else {}
        cells = tuple(_bind(column, shown, prefix, wrong, options) for column in spec.columns)
        rows.append(BoundRow(cells, f"{prefix}remove"))
    return tuple(rows)


def renumbered(specs: Iterable[FieldSpec], raw: Raw, before: Raw) -> dict[str, list[str]]:
    """A form that takes another's place, its rows under numbers that none of the other's rows had."""
    found = dict(raw)
    for spec in specs:
        taken = row_numbers(before, spec.name) if spec.kind is Kind.TABLE else []
        for number in reversed(row_numbers(raw, spec.name)) if taken else ():
            old, new = f"{spec.name}-{number}-", f"{spec.name}-{number + taken[-1] + 1}-"
            for name in [one for one in found if one.startswith(old)]:
                found[new + name.removeprefix(old)] = found.pop(name)
    return found


def raw_from(specs: Iterable[FieldSpec], values: Mapping[str, object], prefix: str = "") -> dict[str, list[str]]:
    """Values as the text that a form shows: amounts in 万元, dates ISO."""
    raw: dict[str, list[str]] = {}
    for spec in specs:
        value = values.get(spec.name, spec.default)
        name = prefix + spec.name
        if spec.kind is Kind.TABLE and isinstance(value, list | tuple):
            for number, row in enumerate(value):
                cells = row.model_dump() if isinstance(row, Input) else row
                raw |= raw_from(spec.columns, cells, f"{name}-{number}-")
        elif isinstance(value, list | tuple):
            raw[name] = [str(one) for one in value]
        elif value not in (None, False):
            raw[name] = [shown_value(spec.kind, value)]
    return raw


def shown_value(kind: Kind, value: object) -> str:
    """One value as a form shows it."""
    if kind in (Kind.MONEY, Kind.PRICE):
        wan = Decimal(str(value)) / WAN
        return f"{wan:.2f}" if wan == wan.quantize(Decimal("0.01")) else f"{wan.normalize():f}"
    return "on" if value is True else str(value)

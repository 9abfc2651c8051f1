"""Field specifications: the one list between a typed input, its form on a page and its schema in the API.

A procedure's step takes an `Input`: a frozen pydantic model whose fields are annotated with `Says`, so that label,
hint and article stand beside the type. `fields_of` reads them; `forms` renders and parses them; the API publishes
the model itself. Amounts are yuan in `Decimal`; on pages they are typed in 万元.
"""

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator
from pydantic.fields import FieldInfo

from qilou.law import Article, Message, Text


class Kind(StrEnum):
    """How a field is typed and shown."""

    TEXT = "text"
    LONG_TEXT = "longtext"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PRICE = "price"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    FILE = "file"
    FILES = "files"
    REFERENCE = "reference"
    REFERENCES = "references"
    TABLE = "table"


class Labelled(StrEnum):
    """A closed set whose members say themselves in both languages: `NEW = "new", "新建", "New build"`."""

    label: Text

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(zh, en)
        return member


@dataclass(frozen=True, slots=True)
class Says:
    """What a field says of itself: label, hint, the article that asks for it, how it is typed.

    `exact` is for secrets: blanks around what is typed count.
    """

    zh: str
    en: str
    hint: Text | None = None
    cites: Article | None = None
    kind: Kind | None = None
    refers: str = ""
    unit: Text | None = None
    personal: bool = False
    section: Text | None = None
    exact: bool = False

    @property
    def label(self) -> Text:
        """The label in both languages."""
        return Text(self.zh, self.en)


FileHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$"), Kind.FILE]


def _fen(amount: Decimal) -> Decimal:
    if amount != amount.quantize(Decimal("0.01")):
        raise Wrong(Message(Text("金额最多到分。", "An amount has at most two decimal places of a yuan.")))
    return amount.quantize(Decimal("0.01"))


class Wrong(ValueError):
    """What a validator of an input raises: the message is shown at the field."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.in_("en"))
        self.message = message


def each_once(name: str, message: Message) -> AfterValidator:
    """A table in which no two rows have the same value in this field; the message is shown at the table."""

    def checked(rows: tuple[Any, ...]) -> tuple[Any, ...]:  # Any: rows of whatever table it stands at
        if len({getattr(one, name) for one in rows}) < len(rows):
            raise Wrong(message)
        return rows

    return AfterValidator(checked)


Money = Annotated[
    Decimal,
    Field(ge=0, le=Decimal("999999999999.99"), max_digits=20, allow_inf_nan=False),
    AfterValidator(_fen),
    Kind.MONEY,
]  # yuan, to the fen, not negative
Price = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=6, allow_inf_nan=False), Kind.PRICE]  # yuan a unit
LongText = Annotated[str, Field(max_length=20_000), Kind.LONG_TEXT]
ShortText = Annotated[str, Field(max_length=300)]


@dataclass(frozen=True, slots=True)
class FormEdition:
    """Which form an input is and since when it reads as it does; a changed form gets a new edition."""

    number: str
    title: Text
    since: date

    @property
    def code(self) -> str:
        """The edition as the ledger names it, beside the editions of procedure and rules."""
        return f"form:{self.number}#{self.since.isoformat()}"

    @property
    def label(self) -> Message:
        """The edition as the head of the form says it."""
        return Message(
            Text("表式 %(number)s，%(since)s 版", "Form %(number)s, edition of %(since)s"),
            {"number": self.number, "since": self.since.isoformat()},
        )


class Input(BaseModel):
    """What a step or action takes; subclasses annotate each field with `Says`. A numbered form says its `edition`."""

    edition: ClassVar[FormEdition | None] = None
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="after")
    @classmethod
    def _no_nul(cls, value: object) -> object:
        """No text holds the character NUL, which the database cannot keep."""
        if isinstance(value, str) and "\0" in value:
            raise Wrong(Message(Text("含有不能保存的字符。", "It holds a character that cannot be kept.")))
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed question."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as forms and documents see it."""

    name: str
    says: Says
    kind: Kind
    required: bool
    default: object = None
    choices: tuple[Choice, ...] = ()
    columns: tuple["FieldSpec", ...] = ()
    max_length: int | None = None

    @property
    def label(self) -> Text:
        """The field's label."""
        return self.says.label


KIND_OF_TYPE: dict[object, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    date: Kind.DATE,
    bool: Kind.FLAG,
}


@cache
def fields_of(model: type[Input]) -> tuple[FieldSpec, ...]:
    """The field specifications of an input, in order; raises TypeError for a field that does not say itself."""
    return tuple(_spec(model, name, info) for name, info in model.model_fields.items())


def _spec(model: type[Input], name: str, info: FieldInfo) -> FieldSpec:
    says = next((one for one in info.metadata if isinstance(one, Says)), None)
    if says is None:
        raise TypeError(f"{model.__name__}.{name} has no Says")
    inner, optional = _unwrapped(info.annotation)
    marked = next((one for one in info.metadata if isinstance(one, Kind)), None)
    kind, choices, columns = _kind(inner, says.kind or marked)
    default = None if info.is_required() else info.get_default(call_default_factory=False)
    return FieldSpec(
        name,
        says,
        kind,
        required=info.is_required() and not optional,
        default=default,
        choices=choices,
        columns=columns,
        max_length=next((m.max_length for m in info.metadata if hasattr(m, "max_length")), None),
    )


def _unwrapped(annotation: Any) -> tuple[Any, bool]:  # Any: annotations are of every shape
    """The type inside `X | None`, and whether None was allowed."""
    if get_origin(annotation) in (Union, types.UnionType):
        inside = [one for one in get_args(annotation) if one is not type(None)]
        return inside[0], len(inside) < len(get_args(annotation))
    return annotation, False


def _kind(inner: Any, said: Kind | None) -> tuple[Kind, tuple[Choice, ...], tuple[FieldSpec, ...]]:
    if get_origin(inner) is Annotated:
        said = said or next((one for one in get_args(inner)[1:] if isinstance(one, Kind)), None)
        inner = get_args(inner)[0]
    if isinstance(inner, type) and issubclass(inner, Labelled):
        return Kind.CHOICE, tuple(Choice(one.value, one.label) for one in inner), ()
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        if isinstance(item, type) and issubclass(item, Input):
            return Kind.TABLE, (), fields_of(item)
        kind, choices, _ = _kind(item, None)
        many = {Kind.CHOICE: Kind.CHOICES, Kind.FILE: Kind.FILES, Kind.INTEGER: Kind.REFERENCES}
        return said or many[kind], choices, ()
    return said or KIND_OF_TYPE[inner], (), ()

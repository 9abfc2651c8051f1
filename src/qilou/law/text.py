"""Words that the law and the declarations carry: always in both languages, never one alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Simplified Chinese and in English."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The words in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named blanks (`%(name)s`), filled when it is shown, so that a record is language-neutral."""

    text: Text
    blanks: Mapping[str, object] = field(default_factory=dict)

    def in_(self, language: Language) -> str:
        """The sentence in one language with its blanks filled."""
        return self.text.in_(language) % {name: shown(value, language) for name, value in self.blanks.items()}


def say(zh: str, en: str, **blanks: object) -> Message:
    """A sentence in both languages with its blanks."""
    return Message(Text(zh, en), blanks)


def shown(value: object, language: Language) -> str:
    """A blank's value as a reader of that language expects it; amounts keep the decimals they have, moments (in city
    time) are told to the minute.

    Whatever can be said in either language (a text, a message, an article) has `in_`.
    """
    said = getattr(value, "in_", None)
    if said is not None:
        return str(said(language))
    match value:
        case datetime():
            return value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        case Decimal():
            return f"{value:,f}"
        case tuple() | list():
            return ("、" if language == "zh" else ", ").join(shown(one, language) for one in value)
        case _:
            return str(value)

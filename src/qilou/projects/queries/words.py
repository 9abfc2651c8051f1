"""Words put together for pages, in both languages."""

from collections.abc import Iterable

from qilou.law import Text

NOTHING = Text("—", "—")


def joined(texts: Iterable[Text]) -> Text:
    """A list of names, or a dash for none."""
    named = list(texts)
    return Text("、".join(one.zh for one in named), ", ".join(one.en for one in named)) if named else NOTHING


def with_notes(text: Text, *notes: str) -> Text:
    """A name with what was written about it, such as its document and reason."""
    said = [one for one in notes if one]
    return Text("，".join([text.zh, *said]), ", ".join([text.en, *said]))

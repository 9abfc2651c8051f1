"""A posted form with its files stored and entered by hash: what every page that takes input does first."""

from typing import Any

from qilou.casework.actions.drafts import store_file, stored_files
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.kernel.forms import Form, Options, bind, raw_of
from qilou.kernel.request import Asked

INLINE_FIELDS = 6
DRAFT_VERSION = "draft_version"  # which version of the shared draft the page showed
SHEET = "-sheet"  # an edited sheet of a table's rows, which is read and not kept


def posted(request: Asked) -> dict[str, list[str]]:
    """The form as plain text; new files are stored first and stand in it as their hashes."""
    raw = raw_of(request.POST)
    raw.pop(DRAFT_VERSION, None)
    for name in request.FILES:
        if name.endswith(SHEET):
            continue
        for file in request.FILES.getlist(name):
            stored = store_file(
                file.chunks(),
                name=file.name or "",
                media_type=file.content_type or "",
                actor=request.actor,
                now=request.now,
            )
            raw.setdefault(name, []).append(stored.hash)
    return raw


def short(takes: type[Input] | None) -> bool:
    """Whether an input is small enough to stand in the case page's decision panel."""
    if takes is None:
        return True
    specs = fields_of(takes)
    return len(specs) <= INLINE_FIELDS and all(spec.kind is not Kind.TABLE for spec in specs)


def known_files(form: Form | None) -> dict[str, dict[str, Any]]:  # Any: what the file component shows
    """The stored files that a form names."""
    if form is None:
        return {}
    hashes = [one for bound in form.fields for one in bound.files]
    return {
        hash_: {"name": stored.name, "size": stored.size, "url": f"/files/{hash_}/"}
        for hash_, stored in (stored_files(hashes) if hashes else {}).items()
    }


def with_row(raw: dict[str, list[str]], specs: tuple[FieldSpec, ...]) -> bool:
    """Whether the reader asked for another row of a table rather than to submit (without JavaScript)."""
    return any(f"add:{spec.name}" in raw for spec in specs if spec.kind is Kind.TABLE)


def blank_form(takes: type[Input] | None, options: Options, raw: dict[str, list[str]] | None = None) -> Form | None:
    """The form of an input, with what a draft holds."""
    return bind(takes, raw=raw, options=options) if takes is not None else None


def draft_version(request: Asked) -> int | None:
    """The version of the draft from which the posted form grew; None where a page does not say."""
    text = request.POST.get(DRAFT_VERSION, "")
    return int(text) if text.isascii() and text.isdecimal() else None

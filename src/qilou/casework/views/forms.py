"""A posted form with its files stored and entered by hash: what every page that takes input does first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qilou.casework.actions.files import store_file, stored_files
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.kernel.forms import Form, Options, bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import Message

INLINE_FIELDS = 6
DRAFT_VERSION = "draft_version"  # which version of the shared draft the page showed
SHEET = "-sheet"  # an edited sheet of a table's rows, which is read and not kept
Typed = TypeVar("Typed", bound=Input)


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form held: its text, the draft's version that it grew from, and why files that came along were refused."""

    raw: dict[str, list[str]]
    since: int | None
    faults: Mapping[str, Message] = field(default_factory=dict)


def posted(request: Asked) -> Posted:
    """The form as plain text; new files are stored first and stand in it as their hashes, refused ones as faults."""
    raw, faults = raw_of(request.POST), dict[str, Message]()
    raw.pop(DRAFT_VERSION, None)
    for name in request.FILES:
        if name.endswith(SHEET):
            continue
        for file in request.FILES.getlist(name):
            try:
                stored = store_file(file.chunks(), name=file.name or "", actor=request.actor, now=request.now)
            except Refused as refused:
                faults[name] = fault_of(refused)
            else:
                raw.setdefault(name, []).append(stored.hash)
    return Posted(raw, _version(request), faults)


def fault_of(refused: Refused) -> Message:
    """Why a file was refused, in one sentence."""
    return next(iter(refused.errors.values())) if isinstance(refused, Invalid) else refused.message


def read_posted(takes: type[Typed], raw: Mapping[str, list[str]], form: Posted) -> Typed:
    """The typed input of a form; raises Invalid with all that is wrong with its entries and its files."""
    try:
        data = read(takes, raw)
    except Invalid as invalid:
        raise Invalid({**invalid.errors, **form.faults}) from invalid
    if form.faults:
        raise Invalid(form.faults)
    return data


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


def _version(request: Asked) -> int | None:
    """The version of the draft from which the posted form grew; None where a page does not say."""
    text = request.POST.get(DRAFT_VERSION, "")
    return int(text) if text.isascii() and text.isdecimal() else None

"""Catalogues of page words: what the sources say, and the compiled form that Django reads. No gettext needed."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from qilou.site import places

LOCALE = "zh_Hans"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def modules() -> list[Path]:
    return sorted(path for path in places.SOURCE.iterdir() if (path / "__init__.py").exists())


def catalogue_of(module: Path) -> Path:
    return module / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def read(source: Path) -> Catalog:
    """A catalogue as it lies there; an empty one where there is none."""
    if not source.exists():
        return Catalog(locale=LOCALE, domain="django", project="qilou")
    with source.open("rb") as text:
        return read_po(text, locale=LOCALE)


def compile_all() -> int:
    """Write a `.mo` beside every `.po`; how many."""
    sources = sorted(places.SOURCE.glob("*/locale/*/LC_MESSAGES/*.po"))
    for source in sources:
        written = io.BytesIO()
        write_mo(written, read(source))
        source.with_suffix(".mo").write_bytes(written.getvalue())
    return len(sources)


def found_in(module: Path) -> Catalog:
    """Every word of a module's templates and views that goes through translation."""
    catalogue = Catalog(locale=LOCALE, domain="django", project="qilou")
    for path in sorted([*module.glob("templates/**/*.html"), *module.glob("**/*.py")]):
        for line, message, comments, context in _words_of(path):
            place = (path.relative_to(module).as_posix(), line)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def _words_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
        return
    # Django turns a template into lines of calls between filler; the reader of scripts is not disturbed by the filler.
    calls = templatize(text, origin=path.name)
    yield from extract("javascript", io.BytesIO(calls.encode()), keywords=KEYWORDS)


def write(module: Path) -> Path | None:
    """Bring a module's catalogue up to date with its sources, keeping what is translated; None if it says nothing."""
    found, target = found_in(module), catalogue_of(module)
    if not len(found):
        return None
    kept = read(target)
    kept.update(found, no_fuzzy_matching=True)
    kept.obsolete.clear()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as text:
        write_po(text, kept, width=120, include_lineno=False)
    return target


def untranslated(module: Path) -> list[str]:
    """Words of the sources without a translation, and translations of words that are gone."""
    found, known = found_in(module), read(catalogue_of(module))
    missing = [f"missing: {_said(message.id)}" for message in found if message.id and not _translated(known, message)]
    stale = [f"gone: {_said(message.id)}" for message in known if message.id and _key(message) not in _keys(found)]
    return missing + stale


def _keys(catalogue: Catalog) -> set[tuple[object, object]]:
    return {_key(message) for message in catalogue}


def _key(message: object) -> tuple[object, object]:
    return message.context, _said(message.id)  # type: ignore[attr-defined]


def _said(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _translated(known: Catalog, message: object) -> bool:
    entry = known.get(_said(message.id), message.context)  # type: ignore[attr-defined]
    if entry is None or entry.fuzzy:
        return False
    words = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
    return bool(words) and all(words)

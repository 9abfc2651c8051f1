"""A file of a case, shown on its page: pictures and PDF by the browser's own viewer, text as text."""

from codecs import getincrementaldecoder
from dataclasses import dataclass

from qilou.casework.actions.files import path_of
from qilou.casework.queries.case_page import CasePage

KINDS = {
    "application/pdf": "pdf",
    "image/png": "image",
    "image/jpeg": "image",
    "text/plain": "text",
    "text/csv": "text",
    "text/markdown": "text",
}
MOST_TEXT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """The file that a page shows; `kind` is pdf, image, text, or blank where the browser has no viewer for it."""

    name: str
    href: str
    kind: str
    media_type: str
    size: int
    text: str = ""
    whole: bool = True


def shown_file(page: CasePage, hash_: str, number: str) -> Shown | None:
    """The file of the case with that hash, opened at a page; None for a file that is not of this case."""
    file = next((one.file for one in page.attachments if one.file_id == hash_), None)
    if file is None:
        return None
    kind = KINDS.get(file.media_type, "")
    place = f"#page={number}" if kind == "pdf" and number.isdecimal() and len(number) < 6 else ""
    text = _text(hash_) if kind == "text" else ""
    href = f"/files/{hash_}/{place}"
    return Shown(file.name, href, kind, file.media_type, file.size, text, whole=file.size <= MOST_TEXT)


def _text(hash_: str) -> str:
    """The beginning of a text file, in the encodings that Chinese offices write."""
    path = path_of(hash_)
    if not path.exists():
        return ""
    with path.open("rb") as source:
        head = source.read(MOST_TEXT)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return getincrementaldecoder(encoding)().decode(head)  # a character cut at the end is left out
        except UnicodeDecodeError:
            continue
    return head.decode("utf-8", errors="replace")

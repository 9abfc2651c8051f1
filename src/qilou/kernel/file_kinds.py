"""The kinds of file that may be handed in, told by their content and not by their name alone."""

import zipfile
from pathlib import Path

from qilou.law import Message, say

from .archives import ZIP, fault_in

MOST_MIB = 200  # of one file
HEAD = 1024
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
OFFICE_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

# By the name's ending: the media type, and how such a file begins; a text begins with anything that is text.
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "ofd": ("application/ofd", (ZIP,)),
    "docx": (f"{OFFICE_XML}wordprocessingml.document", (ZIP,)),
    "xlsx": (f"{OFFICE_XML}spreadsheetml.sheet", (ZIP,)),
    "pptx": (f"{OFFICE_XML}presentationml.presentation", (ZIP,)),
    "odt": (f"{OPEN_DOCUMENT}text", (ZIP,)),
    "ods": (f"{OPEN_DOCUMENT}spreadsheet", (ZIP,)),
    "odp": (f"{OPEN_DOCUMENT}presentation", (ZIP,)),
    "doc": ("application/msword", (OLD_OFFICE,)),
    "xls": ("application/vnd.ms-excel", (OLD_OFFICE,)),
    "ppt": ("application/vnd.ms-powerpoint", (OLD_OFFICE,)),
    "wps": ("application/wps-office.wps", (OLD_OFFICE, ZIP)),
    "et": ("application/wps-office.et", (OLD_OFFICE, ZIP)),
    "dps": ("application/wps-office.dps", (OLD_OFFICE, ZIP)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "tif": ("image/tiff", (b"II*\0", b"MM\0*")),
    "tiff": ("image/tiff", (b"II*\0", b"MM\0*")),
    "zip": ("application/zip", (ZIP,)),
    "7z": ("application/x-7z-compressed", (b"7z\xbc\xaf\x27\x1c",)),
    "rar": ("application/vnd.rar", (b"Rar!\x1a\x07",)),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "xml": ("application/xml", ()),
}
INSIDE = {
    "ofd": "OFD.xml",
    "docx": "[Content_Types].xml",
    "xlsx": "[Content_Types].xml",
    "pptx": "[Content_Types].xml",
    "odt": "mimetype",
    "ods": "mimetype",
    "odp": "mimetype",
}
ACCEPT = ",".join(f".{one}" for one in KINDS)
WIDELY = "PDF、OFD、DOC(X)、XLS(X)、PPT(X)、WPS、ODF、PNG、JPG、TIFF、TXT、CSV、XML、ZIP、7Z、RAR"


def ending(name: str) -> str:
    """The ending of a file's name in small letters, without the dot."""
    return Path(name).suffix.lower().lstrip(".")


def unknown_kind(name: str) -> Message | None:
    """Why a file of such a name is not taken; None when it is."""
    if ending(name) in KINDS:
        return None
    return say(
        "“%(name)s”的类型不能上传。可以上传：%(kinds)s。",
        "%(name)s is of a kind that is not taken. These are: %(kinds)s.",
        name=Path(name).name,
        kinds=WIDELY,
    )


def wrong_kind(name: str, path: Path) -> Message | None:
    """Why a file is not taken: no known kind, empty, not what its name says, a bad archive; None when it is taken."""
    if fault := unknown_kind(name):
        return fault
    if not path.stat().st_size:
        return say("“%(name)s”是空文件。", "%(name)s is empty.", name=Path(name).name)
    if _is_what_it_says(ending(name), path):
        return _fault_inside(name, path)
    return say(
        "“%(name)s”的内容与扩展名不符，请核对后重新上传。",
        "%(name)s does not contain what its name says; check it and upload it again.",
        name=Path(name).name,
    )


def _fault_inside(name: str, path: Path) -> Message | None:
    with path.open("rb") as file:
        if not file.read(len(ZIP)).startswith(ZIP):
            return None
        fault = fault_in(file, path.stat().st_size)
    return say("“%(name)s”：%(why)s", "%(name)s: %(why)s", name=Path(name).name, why=fault) if fault else None


def media_type(name: str) -> str:
    """The media type of a file that was taken under such a name."""
    return KINDS[ending(name)][0]


def _is_what_it_says(kind: str, path: Path) -> bool:
    beginnings = KINDS[kind][1]
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not beginnings:
        return _is_text(head)
    if kind == "pdf":
        return beginnings[0] in head  # ISO 32000 readers look for the header in the first 1,024 bytes
    return head.startswith(beginnings) and (kind not in INSIDE or _holds(path, INSIDE[kind]))


def _is_text(head: bytes) -> bool:
    """Whether bytes read as UTF-8, UTF-16 with its mark, or GB 18030; the last character may be cut."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _holds(path: Path, name: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return False

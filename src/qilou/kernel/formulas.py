"""The formulas of a sheet, which `tables` does not see: it reads what a spreadsheet programme last reckoned.

XLSX and ODS keep a formula in XML beside its result. Only where each stands and what it says is read here; nothing
is reckoned.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from xml.parsers import expat

from qilou.law import say

from .errors import Invalid

MOST_BYTES = 256 * 1024 * 1024
MOST_REPEATED = 10_000
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
REFERENCE = re.compile(r"\[\.?([^\]]*)\]")
Place = tuple[int, int]
Attributes = Mapping[str, str]


def formulas_in(content: bytes) -> dict[Place, str]:
    """The formulas of the first sheet by line (the header is 1) and place (the first is 0), each beginning with `=`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if "content.xml" in parts.namelist():
                return _in_ods(_part(parts, "content.xml"))
            return _in_xlsx(_part(parts, _first_sheet(parts)))
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError) as error:
        raise Invalid({"file": say("无法按表格读取该文件。", "The file cannot be read as a table.")}) from error


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    if parts.getinfo(name).file_size > MOST_BYTES:
        raise ValueError("larger than a sheet is")
    return parts.read(name)


def _parse(
    content: bytes, start: Callable[[str, Attributes], None], end: Callable[[str], None], text: Callable[[str], None]
) -> None:
    """Walk through XML; one with a document type, through which entities come in, is not read."""
    parser = expat.ParserCreate()

    def refuse(*declared: object) -> None:
        raise ValueError("a sheet declares no document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, found: start(name.rpartition(":")[2], found)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _first_sheet(parts: zipfile.ZipFile) -> str:
    """The part that holds the first sheet of a workbook."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def start(name: str, found: Attributes) -> None:
        if name == "sheet":
            sheets.append(next(value for key, value in found.items() if key.endswith(":id")))
        if name == "Relationship":
            targets[found["Id"]] = found["Target"]

    for one in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        _parse(_part(parts, one), start, lambda name: None, lambda text: None)
    target = targets[sheets[0]] if sheets else ""
    return target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _in_xlsx(content: bytes) -> dict[Place, str]:
    """A cell is `<c r="B2"><f>1+1</f><v>2</v></c>`; one that shares another's formula may say none of its own."""
    formulas: dict[Place, str] = {}
    at: Place | None = None
    within = False

    def start(name: str, found: Attributes) -> None:
        nonlocal at, within
        if name == "c" and (cell := CELL.fullmatch(found.get("r", ""))):
            at = int(cell[2]), _column(cell[1])
        if name == "f" and at is not None:
            formulas[at], within = "=", True

    def end(name: str) -> None:
        nonlocal within
        within = within and name != "f"

    def text(said: str) -> None:
        if within and at is not None:
            formulas[at] += said

    _parse(content, start, end, text)
    return formulas


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _in_ods(content: bytes) -> dict[Place, str]:
    """Rows and cells stand in order; what is the same is told once with how often it is repeated."""
    formulas: dict[Place, str] = {}
    tables, line, place, repeated = 0, 1, 0, 1

    def start(name: str, found: Attributes) -> None:
        nonlocal tables, place, repeated
        if name == "table":
            tables += 1
        if name == "table-row":
            place, repeated = 0, int(found.get("table:number-rows-repeated", "1"))
        if tables == 1 and name in ("table-cell", "covered-table-cell"):
            columns = int(found.get("table:number-columns-repeated", "1"))
            if formula := found.get("table:formula"):
                if repeated * columns > MOST_REPEATED:
                    raise ValueError("a formula repeated more often than people write it")
                said = "=" + REFERENCE.sub(r"\1", formula.partition("=")[2])
                formulas.update({(line + down, place + on): said for down in range(repeated) for on in range(columns)})
            place += columns

    def end(name: str) -> None:
        nonlocal line
        if name == "table-row":
            line += repeated

    _parse(content, start, end, lambda text: None)
    return formulas

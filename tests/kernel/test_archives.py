"""Archives are read to their end before they are taken: bombs, nesting, numbers, lies about sizes."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from qilou.kernel import archives
from qilou.kernel.archives import fault_in
from qilou.kernel.errors import Invalid
from qilou.kernel.file_kinds import wrong_kind
from qilou.kernel.tables import read_table


def packed(*entries: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def fault(content: bytes) -> str:
    found = fault_in(io.BytesIO(content), len(content))
    return found.in_("en") if found else ""


def test_an_office_file_with_another_embedded_is_taken_and_one_level_more_is_not() -> None:
    sheet = packed(("[Content_Types].xml", b"<Types/>"))
    letter = packed(("[Content_Types].xml", b"<Types/>"), ("word/embeddings/sheet.xlsx", sheet))
    bundle = packed(("letter.docx", letter))
    assert fault(bundle) == ""
    assert "deeper than 3" in fault(packed(("harmless.txt", bundle)))


def test_an_archive_that_unpacks_to_far_more_than_itself_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 1 << 20)
    assert fault(packed(("zeros", bytes(1 << 20)))) == ""
    assert "too large" in fault(packed(("zeros", bytes((1 << 20) + 1))))
    inner = packed(("zeros", bytes(1 << 19)))
    assert "too large" in fault(packed(*((str(number), inner) for number in range(3))))


def test_sizes_that_an_archive_states_are_not_believed() -> None:
    content = bytearray(packed(("zeros", bytes(1 << 20))))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        assert struct.unpack_from("<I", content, at) == (1 << 20,)
        struct.pack_into("<I", content, at, 10)
    assert "damaged" in fault(bytes(content))


def test_an_archive_of_very_many_files_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    assert fault(packed(*((str(number), b"") for number in range(3)))) == ""
    assert "too many" in fault(packed(*((str(number), b"") for number in range(4))))


@pytest.mark.parametrize("closed", [*archives.CLOSED], ids=["7z", "rar"])
def test_what_cannot_be_looked_into_is_not_taken_inside_an_archive(closed: bytes) -> None:
    assert "cannot be looked into" in fault(packed(("papers", closed + b"\0" * 40)))
    locked = bytearray(packed(("letter.txt", b"words")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert "encrypted" in fault(bytes(locked))


def test_uploads_and_sheets_are_checked_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 1 << 20)
    bomb = packed(("[Content_Types].xml", b"<Types/>"), ("xl/worksheets/sheet1.xml", bytes(1 << 21)))
    path = tmp_path / "one"
    path.write_bytes(bomb)
    found = wrong_kind("测算表.xlsx", path)
    assert found is not None
    assert found.in_("zh") == "“测算表.xlsx”：压缩包解开后过大。"
    with pytest.raises(Invalid):
        read_table(bomb, "测算表.xlsx")

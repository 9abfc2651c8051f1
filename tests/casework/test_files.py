"""Files: what is taken, by whom it may be used, and how a large one arrives over a connection that breaks."""

import io
import os
import zipfile
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions import uploads
from qilou.casework.actions.files import keep_made, path_of, readable_file, store_file
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Arriving, Attachment, StoredFile
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.kernel.file_kinds import INSIDE, KINDS, wrong_kind

MONDAY = at_noon("2026-03-02")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def town(db: None, settings: object, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return build()


def client(town: Town, name: str) -> Client:
    signed_in = Client()
    signed_in.force_login(town.people[name])
    return signed_in


def correcting(town: Town) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=MONDAY, jurisdiction="440500", title="餐饮许可")
    number = act.case.number
    perform(ROUTE, number, "submit", actor=town.actor("applicant"), now=MONDAY)
    reason = {"reason": "缺少材料"}
    client(town, "handler").post(f"/tests/licence/{number}/return_once/", reason)
    return number


def begin(who: Client, name: str, size: int) -> str:
    named = {"Upload-Metadata": f"filename {b64encode(name.encode()).decode()}", "Upload-Length": str(size)}
    answer = who.post("/files/uploads/", headers=TUS | named)
    assert answer.status_code == 201, answer.content.decode()
    return answer["Location"]


def send(who: Client, place: str, offset: int, content: bytes) -> object:
    said = TUS | {"Upload-Offset": str(offset)}
    return who.patch(place, content, content_type="application/offset+octet-stream", headers=said)


def test_a_file_goes_on_where_the_connection_broke(town: Town) -> None:
    who = client(town, "applicant")
    place = begin(who, "方案.pdf", len(PDF))
    assert send(who, place, 0, PDF[:1000]).status_code == 204
    known = who.head(place, headers=TUS)
    assert (known["Upload-Offset"], known["Upload-Length"]) == ("1000", str(len(PDF)))
    assert send(who, place, 0, PDF[:1000]).status_code == 409
    done = send(who, place, 1000, PDF[1000:])
    stored = StoredFile.objects.get()
    assert (done.status_code, done["Upload-Hash"], stored.size) == (204, stored.hash, len(PDF))
    assert who.head(place, headers=TUS)["Upload-Hash"] == stored.hash
    assert b"".join(who.get(f"/files/{stored.hash}/").streaming_content) == PDF


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(cuts=st.lists(st.integers(1, len(PDF) - 1), max_size=8, unique=True))
def test_in_whatever_parts_it_comes_a_file_is_the_same(town: Town, cuts: list[int]) -> None:
    actor = town.actor("applicant")
    begun = uploads.begin("方案.pdf", len(PDF), actor=actor, now=MONDAY)
    offset = 0
    for end in [*sorted(cuts), len(PDF)]:
        offset = uploads.go_on(begun.id, offset, [PDF[offset:end]], actor=actor, now=MONDAY).offset
    assert uploads.arrived(begun.id, actor=actor).hash == StoredFile.objects.get().hash
    assert StoredFile.objects.get().size == len(PDF)


def test_nobody_goes_on_with_anothers_file_and_no_two_requests_write_at_once(town: Town) -> None:
    actor = town.actor("applicant")
    begun = uploads.begin("方案.pdf", len(PDF), actor=actor, now=MONDAY)
    with pytest.raises(Missing):
        uploads.arrived(begun.id, actor=town.actor("stranger"))

    def second() -> list[bytes]:
        with pytest.raises(Conflict):
            uploads.go_on(begun.id, 0, [b"%PDF"], actor=actor, now=MONDAY)
        return [PDF]

    def chunks() -> object:
        yield from second()

    assert uploads.go_on(begun.id, 0, chunks(), actor=actor, now=MONDAY).hash


def test_what_is_longer_than_announced_or_not_what_it_says_leaves_nothing(town: Town, tmp_path: Path) -> None:
    actor = town.actor("applicant")
    longer = uploads.begin("方案.pdf", 4, actor=actor, now=MONDAY)
    with pytest.raises(Invalid, match="invalid"):
        uploads.go_on(longer.id, 0, [PDF], actor=actor, now=MONDAY)
    other = uploads.begin("方案.pdf", 5, actor=actor, now=MONDAY)
    with pytest.raises(Invalid, match="invalid"):
        uploads.go_on(other.id, 0, [b"MZ\x90\0\0"], actor=actor, now=MONDAY)
    assert not Arriving.objects.exists()
    assert not StoredFile.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("way", ["whole", "in parts", "made"])
def test_a_file_is_on_the_disk_with_its_name_before_a_row_says_so(
    way: str, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[int, int] = {}
    really = os.fsync

    def noted(opened: int) -> None:
        synced[os.fstat(opened).st_ino] = StoredFile.objects.count()
        really(opened)

    monkeypatch.setattr(os, "fsync", noted)
    actor = town.actor("applicant")
    match way:
        case "whole":
            store_file([PDF], name="方案.pdf", actor=actor, now=MONDAY)
        case "in parts":
            uploads.go_on(
                uploads.begin("方案.pdf", len(PDF), actor=actor, now=MONDAY).id, 0, [PDF], actor=actor, now=MONDAY
            )
        case _:
            keep_made(PDF, name="批复.pdf", now=MONDAY)
    place = path_of(StoredFile.objects.get().hash)
    assert [synced[one.stat().st_ino] for one in (place, place.parent, tmp_path)] == [0, 0, 0]


def test_what_nobody_goes_on_sending_is_dropped_after_two_days(town: Town, tmp_path: Path) -> None:
    actor = town.actor("applicant")
    uploads.begin("方案.pdf", 4, actor=actor, now=MONDAY)
    assert uploads.drop_abandoned(MONDAY + timedelta(days=1)) == 0
    assert uploads.drop_abandoned(MONDAY + timedelta(days=3)) == 1
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.req("A44.1")
def test_the_protocol_refuses_with_a_sentence_that_the_page_shows(town: Town) -> None:
    who = client(town, "applicant")
    for name, size, says in (
        ("程序.exe", 10, "不能上传"),
        ("方案.pdf", 300 * 1024 * 1024, "超过 200 MB"),
        ("方案（机密）.pdf", 10, "密级标志"),
    ):
        named = {"Upload-Metadata": f"filename {b64encode(name.encode()).decode()}", "Upload-Length": str(size)}
        answer = who.post("/files/uploads/", headers=TUS | named)
        assert answer.status_code in {400, 422}
        assert says in answer.json()["detail"]
    assert who.post("/files/uploads/", headers=TUS).status_code == 400
    assert who.post("/files/uploads/", headers={"Tus-Resumable": "0.2.0"}).status_code == 412
    assert who.options("/files/uploads/")["Tus-Max-Size"] == str(200 * 1024 * 1024)


def made(kind: str) -> bytes:
    """The least content of a kind."""
    if kind in INSIDE or kind == "zip":
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(INSIDE.get(kind, "a.txt"), "x")
        return target.getvalue()
    return (KINDS[kind][1] or ("表头,数\n".encode("gb18030"),))[0] + b"\n1"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_is_taken_for_what_it_is_and_not_for_what_it_is_called(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(made(kind))
    assert wrong_kind(f"文件.{kind.upper()}", path) is None
    path.write_bytes(b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0")
    assert wrong_kind(f"文件.{kind}", path) is not None
    path.write_bytes(b"")
    assert wrong_kind(f"文件.{kind}", path) is not None


def test_a_word_file_that_is_only_an_archive_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(made("ofd"))
    assert wrong_kind("方案.docx", path) is not None
    assert wrong_kind("方案.zip", path) is None
    path.write_bytes(b"\xff\xfe<\0")
    assert wrong_kind("说明.txt", path) is None


def test_a_colleague_submits_the_file_that_another_of_the_body_brought(town: Town) -> None:
    number = correcting(town)
    one, stored = client(town, "handler"), None
    file = SimpleUploadedFile("材料.pdf", PDF)
    hash_ = one.post("/files/", {"file": file}).json()["hash"]
    assert readable_file(hash_, town.actor("handler2")).name == "材料.pdf"
    with pytest.raises(Missing):
        readable_file(hash_, town.actor("applicant"))
    stored = client(town, "applicant").post(f"/tests/licence/{number}/prove/", {"paper": hash_})
    assert stored.status_code == 400
    assert not Attachment.objects.exists()


def test_a_refused_file_stands_as_a_fault_at_its_field_and_the_others_stay(town: Town) -> None:
    number = correcting(town)
    wrong = {"paper": SimpleUploadedFile("材料.pdf", b"MZ not a paper")}
    page = client(town, "applicant").post(f"/tests/licence/{number}/prove/", wrong)
    assert page.status_code == 400
    assert "内容与扩展名不符" in page.content.decode()
    assert not StoredFile.objects.exists()
    right = {"paper": SimpleUploadedFile("材料.pdf", PDF)}
    assert client(town, "applicant").post(f"/tests/licence/{number}/prove/", right).status_code == 302
    assert Attachment.objects.get().file.name == "材料.pdf"

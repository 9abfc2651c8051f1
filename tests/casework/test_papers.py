"""A notice becomes one signed document, whoever asks and whatever crashes; its code tells anybody if it stands."""

import hashlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem, x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.sign import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, town, under_review
from tests.casework.test_races import at_once
from tests.casework.test_typesetting import WORDS
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.files import path_of, usable_files
from qilou.casework.actions.finding import enter_all_papers
from qilou.casework.actions.numbers import void_number
from qilou.casework.actions.papers import paper_of, render_papers
from qilou.casework.actions.perform import perform
from qilou.casework.models import Notice, Paper, StoredFile
from qilou.casework.papers.signing import Checked, PadesSigner, file_signer, signer
from qilou.casework.papers.typesetting import Words, typeset
from qilou.casework.queries.finding import papers
from qilou.ledger.models import Event
from qilou.site import places

__all__ = ["town"]
NOON = at_noon("2026-03-02")
pytestmark = pytest.mark.req("X6")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> PadesSigner:
    return file_signer(tmp_path_factory.mktemp("city") / "signing")


@pytest.fixture(scope="module")
def signed(key: PadesSigner) -> bytes:
    return key.sign(typeset(replace(WORDS, paragraphs=("测",))))


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def granted(town: Town) -> Notice:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=NOON, data={"amount": "50"})
    return Notice.objects.get(case__number=number)


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_the_duty_renders_each_notice_once_and_its_file_is_covered_by_the_record(town: Town) -> None:
    notice = granted(town)
    assert (render_papers(NOON), render_papers(NOON)) == (1, 0)
    paper = Paper.objects.get(notice=notice)
    content = path_of(paper.file_id).read_bytes()
    assert content.startswith(b"%PDF-")
    assert signer().check(content).valid
    effects = Event.objects.get(name="casework.notice.render").content["effects"]
    assert effects["casework_paper"][notice.number]["file_id"] == hashlib.sha256(content).hexdigest()


@pytest.mark.usefixtures("committed_db")
def test_those_who_ask_at_once_get_one_and_the_same_document() -> None:
    notice = granted(build())
    outcomes = at_once(*[lambda: paper_of(notice, now=NOON).file_id] * 3)
    assert len(set(outcomes)) == 1
    assert (Paper.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert Event.objects.filter(name="casework.notice.render").count() == 1


KILLED = """
import os, signal
import django
from django.conf import settings
django.setup()
settings.QILOU_DEMO = True
from qilou.casework.actions import papers
from tests.casework.town import at_noon
done = papers.record
def die(*given, **named):
    done(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
papers.record = die
papers.render_papers(at_noon("2026-03-02"))
"""


def test_killed_after_rendering_and_before_the_commit_it_is_rendered_again_and_never_twice(
    committed_db: str, tmp_path: Path
) -> None:
    notice = granted(build())
    own = {"DJANGO_SETTINGS_MODULE": "qilou.site.settings", "QILOU_DATABASE_URL": committed_db}
    own |= {"QILOU_VAR": str(tmp_path), "PYTHONPATH": f"{places.SOURCE.parent}:{places.CHECKOUT}"}
    done = subprocess.run([sys.executable, "-c", KILLED], env={**os.environ, **own}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert (render_papers(NOON), render_papers(NOON)) == (1, 0)
    assert (Paper.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert Event.objects.filter(name="casework.notice.render").count() == 1
    assert path_of(Paper.objects.get(notice=notice).file_id).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_readers_of_the_notice_and_nobody_else_get_its_document_from_page_and_api(town: Town) -> None:
    notice = granted(town)
    applicant, stranger = client(town, "applicant"), client(town, "stranger")
    assert f"/notices/{notice.pk}/paper.pdf" in applicant.get(f"/notices/{notice.pk}/").content.decode()
    page = b"".join(applicant.get(f"/notices/{notice.pk}/paper.pdf").streaming_content)
    told = applicant.get(f"/api/v1/notices/{notice.pk}/paper").json()
    file = b"".join(applicant.get(f"/api/v1/notices/{notice.pk}/paper.pdf").streaming_content)
    assert page == file
    assert told["sha256"] == hashlib.sha256(page).hexdigest()
    for place in (f"/notices/{notice.pk}/paper.pdf", f"/notices/{notice.pk}/courtesy.pdf", f"/files/{told['sha256']}/"):
        assert stranger.get(place).status_code == 404
    assert stranger.get(f"/api/v1/notices/{notice.pk}/paper").status_code == 404
    assert not usable_files([told["sha256"]], town.actor("stranger"))
    assert applicant.get(f"/notices/{notice.pk}/courtesy.pdf").content.startswith(b"%PDF-")


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_anybody_with_the_code_learns_whether_the_paper_stands_and_compares_a_file(town: Town) -> None:
    notice = granted(town)
    paper, stranger = paper_of(notice, now=NOON), Client()
    place = f"/verify/{paper.code}/"
    page = stranger.get(place).content.decode()
    for word in (notice.number, notice.issuer, "2026年3月2日", paper.file_id, "该文号的文书已印发，现行有效。"):
        assert word in page
    assert notice.title["zh"] not in page
    content = path_of(paper.file_id).read_bytes()
    same = stranger.post(place, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    other = stranger.post(place, {"file": SimpleUploadedFile("a.pdf", content + b" ")}).content.decode()
    assert "与本文书逐字节一致" in same
    assert "与本文书不一致" in other
    assert StoredFile.objects.count() == 1
    void_number(notice.number, reason="误发", actor=town.actor("handler"), now=NOON)
    assert "本文书已被撤销" in stranger.get(place).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_a_code_is_not_to_be_guessed(town: Town) -> None:
    first, second = (paper_of(granted(town), now=NOON).code for _ in range(2))
    assert first != second
    assert len(first) >= 22  # 128 bits
    unknown = Client().get(f"/verify/{first[:-1]}/")
    assert unknown.status_code == 404
    assert "没有文书使用此核验码" in unknown.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_a_file_changed_in_the_store_is_not_vouched_for(town: Town) -> None:
    paper = paper_of(granted(town), now=NOON)
    place = path_of(paper.file_id)
    place.write_bytes(place.read_bytes() + b"\n")
    assert "无法确认" in Client().get(f"/verify/{paper.code}/").content.decode()


def test_the_signature_holds_and_one_flipped_byte_is_refused(key: PadesSigner, signed: bytes) -> None:
    found = key.check(signed)
    assert (found.valid, found.by) == (True, "骑楼 Qilou")
    start = signed.index(b"/Contents <")  # the signature covers all but itself; the hash covers that too
    itself = range(start, signed.index(b">", start))
    places = [place for place in random.Random(1).sample(range(len(signed)), 60) if place not in itself]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1
        assert not key.check(bytes(changed)).valid, place
    assert not key.check(signed + b"\n%").valid
    assert not key.check(typeset(replace(WORDS, paragraphs=("测",)))).valid


def test_another_installations_signature_is_intact_and_not_trusted(signed: bytes, tmp_path: Path) -> None:
    found = file_signer(tmp_path / "signing").check(signed)
    assert (found.intact, found.trusted, found.valid) == (True, False, False)


def test_a_key_made_by_the_installation_is_its_owners_alone_and_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(file_signer, [folder] * 3))
    assert [path.name for path in tmp_path.iterdir()] == ["signing"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    before = (folder / "key.pem").read_bytes()
    file_signer(folder)
    assert (folder / "key.pem").read_bytes() == before


def test_papers_of_an_earlier_key_stay_valid_while_its_certificate_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    old = file_signer(folder).sign(typeset(replace(WORDS, paragraphs=("测",))))
    (folder / "certificate.pem").rename(tmp_path / "certificate-2026.pem")
    shutil.rmtree(folder)
    new = file_signer(folder)
    assert not new.check(old).valid
    (tmp_path / "certificate-2026.pem").rename(folder / "certificate-2026.pem")
    assert file_signer(folder).check(old).valid


def test_a_timestamp_authority_vouches_for_the_time(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    file_signer(folder)
    certificate, private = _authority()
    (folder / "certificate-tsa.pem").write_bytes(pem.armor("CERTIFICATE", certificate.dump()))
    stamping = file_signer(folder, DummyTimeStamper(tsa_cert=certificate, tsa_key=private))
    found = stamping.check(stamping.sign(typeset(replace(WORDS, paragraphs=("测",)))))
    assert found.valid
    assert found.timestamped


def _authority() -> tuple[x509.Certificate, PrivateKeyInfo]:
    """A timestamp authority for tests."""
    private = rsa.generate_private_key(65537, 2048)
    name = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, "TSA")])
    now = datetime.now(UTC)
    usage = certificates.ExtendedKeyUsage([certificates.ExtendedKeyUsageOID.TIME_STAMPING])
    built = certificates.CertificateBuilder(name, name, private.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = built.add_extension(usage, critical=True).sign(private, hashes.SHA256())
    kinds = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return x509.Certificate.load(made.public_bytes(kinds[0])), PrivateKeyInfo.load(private.private_bytes(*kinds))


class Token(SimpleSigner):
    """Stands in for a PKCS#11 token: it signs, and its key is not in the product's hands."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        Token.used = True
        return await super().async_sign_raw(data, digest_algorithm, dry_run)

    used = False


def test_a_tokens_signer_fits_the_port(key: PadesSigner) -> None:
    inner: Any = key.pen
    token = Token(inner.signing_cert, inner.signing_key, inner.cert_registry)
    other = PadesSigner(token, key.trusted)
    assert other.check(other.sign(typeset(replace(WORDS, paragraphs=("测",))))).valid
    assert Token.used


class Sm2Device:
    """Stands in for a device that signs whole papers by SM2 in a manner of its own."""

    MARK = b"\n%SM2 "

    def sign(self, paper: bytes) -> bytes:
        return paper + self.MARK + hashlib.sha256(b"secret" + paper).hexdigest().encode()

    def check(self, paper: bytes) -> Checked:
        whole = self.sign(paper.rpartition(self.MARK)[0]) == paper
        return Checked(intact=whole, trusted=True, by="SM2")


def ofd_maker(words: Words) -> bytes:
    """Stands in for a maker of OFD."""
    return b"PK\x03\x04" + words.number.encode()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_an_installations_own_signer_and_maker_of_ofd_take_the_place_of_ours(town: Town, settings: Any) -> None:
    settings.QILOU_SIGNER = f"{__name__}:Sm2Device"
    settings.QILOU_OFD = f"{__name__}:ofd_maker"
    notice = granted(town)
    paper = paper_of(notice, now=NOON)
    assert "SM2" in Client().get(f"/verify/{paper.code}/").content.decode()
    answer = client(town, "applicant").get(f"/notices/{notice.pk}/paper.ofd")
    assert answer.content == ofd_maker(replace(WORDS, number=notice.number))
    settings.QILOU_OFD = ""
    assert client(town, "applicant").get(f"/notices/{notice.pk}/paper.ofd").status_code == 404


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="no pdfsig here (Debian: poppler-utils)")
def test_popplers_pdfsig_finds_the_signature_valid(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(signed)
    said = subprocess.run(["pdfsig", str(tmp_path / "paper.pdf")], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


@pytest.mark.django_db
def test_a_paper_is_found_by_its_number_and_its_matter_as_soon_as_it_is_served_and_entered_once(town: Town) -> None:
    notice = granted(town)
    applicant, stranger = town.actor("applicant"), town.actor("stranger")
    for words in (notice.number, notice.case.title):
        assert [one.number for one in papers(applicant, words, 5)] == [notice.number]
        assert papers(stranger, words, 5) == []
    assert enter_all_papers() == 0


@pytest.mark.django_db
def test_the_duty_enters_served_papers_and_a_paper_whose_readers_changed(town: Town) -> None:
    notice = granted(town)
    assert (enter_all_papers(), enter_all_papers()) == (1, 0)
    notice.readers = [f"person:{town.people['stranger'].pk}"]
    notice.save()
    assert enter_all_papers() == 1
    assert [one.number for one in papers(town.actor("stranger"), notice.number, 5)] == [notice.number]
    assert papers(town.actor("applicant"), notice.number, 5) == []

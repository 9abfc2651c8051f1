"""Signed heads and keys: written one way only, refused in any other."""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from qilou.ledger import head as heads
from qilou.ledger.head import ED25519, SM2, Head, Key, Malformed, accept, is_signed, read_head
from qilou.ledger.sealer import set_up
from qilou.ledger.signing import FileSigner, SignerMissing, make_key, signer

AT = datetime(2026, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
HEAD = Head("egov.example/ledger", 42, bytes(range(32)), AT)


class StandIn:
    """A national algorithm as a city's own module would bring it; here it only turns the bytes round."""

    key = Key("egov.example/ledger", SM2, b"\x04" + bytes(64))

    def sign(self, message: bytes) -> bytes:
        return self.key.public[:1] + message[::-1]


def check_stand_in(public: bytes, message: bytes, signature: bytes) -> bool:
    return signature == public[:1] + message[::-1]


def opened() -> StandIn:
    """What `QILOU_LEDGER_SIGNER` names in a test."""
    return StandIn()


def test_a_head_is_a_checkpoint_whose_text_is_signed(file_signer) -> None:
    head = Head("qilou/tests", 42, bytes(32), AT)
    note = head.signed(file_signer.key, file_signer.sign)
    text, _, signature = note.partition("\n\n")
    assert text.split("\n") == [
        "qilou/tests",
        "42",
        base64.b64encode(bytes(32)).decode(),
        "time 2026-05-06T15:08:09.123456+08:00",
    ]
    assert signature.startswith("\u2014 qilou/tests ")
    assert read_head(note) == head
    assert is_signed(note, file_signer.key)


@given(place=st.integers(0, 10_000), other=st.integers(1, 255))
def test_a_note_with_one_byte_changed_never_says_another_head(place, other) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = Key(HEAD.name, ED25519, key.public_key().public_bytes_raw())
    note = bytearray(HEAD.signed(public, key.sign).encode())
    note[place % len(note)] ^= other
    try:
        said = note.decode()
        assert not is_signed(said, public) or read_head(said) == HEAD
    except (Malformed, UnicodeDecodeError):
        pass


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n1\nAAAA\n\n",
        "a\n1\nAAAA\ntime then\n\n",
        "a\n01\nAAAA\ntime 2026-05-06T15:08:09.123456+08:00\n\n",
        "a\n1\nAAAA\ntime 2026-05-06T07:08:09.123456+00:00\n\n",
        "a\n1\n!\ntime 2026-05-06T15:08:09.123456+08:00\n\n",
    ],
)
def test_what_is_not_written_as_a_head_is_none(note) -> None:
    with pytest.raises(Malformed):
        read_head(note)


def test_a_published_key_can_be_read_and_a_mistyped_one_cannot(file_signer) -> None:
    text = str(file_signer.key)
    assert Key.read(text + "\n") == file_signer.key
    for wrong in (text[:-1], text.replace("qilou/tests", "qilou/other"), "no key", text + "A"):
        with pytest.raises(Malformed):
            Key.read(wrong)


def test_another_key_of_the_same_name_has_not_signed(file_signer, another_signer) -> None:
    note = HEAD.signed(file_signer.key, file_signer.sign)
    assert not is_signed(note, another_signer.key)


def test_an_algorithm_that_nothing_here_checks_is_said_to_be_so() -> None:
    unknown = Key("a", b"\xffother", b"1")
    with pytest.raises(Malformed, match="algorithm"):
        is_signed(HEAD.signed(unknown, lambda message: message), unknown)


def test_a_module_brings_a_token_or_a_national_algorithm(settings, monkeypatch) -> None:
    monkeypatch.setattr(heads, "CHECKS", dict(heads.CHECKS))
    settings.QILOU_LEDGER_SIGNER = f"{__name__}:opened"
    accept(SM2, check_stand_in)
    by = signer()
    note = HEAD.signed(by.key, by.sign)
    assert is_signed(note, Key.read(str(by.key)))
    assert not is_signed(note.replace("\n42\n", "\n43\n"), by.key)
    with pytest.raises(ValueError, match="already"):
        accept(SM2, lambda *_: True)


def test_the_key_file_is_its_owners_alone_and_is_never_made_over(tmp_path) -> None:
    path = tmp_path / "made" / "key.pem"
    make_key(path)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    make_key(path)
    assert path.read_bytes() == before
    path.chmod(0o640)
    with pytest.raises(SignerMissing, match="chmod 600"):
        FileSigner(path, "a")


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path, content) -> None:
    path = tmp_path / "key.pem"
    path.touch(mode=0o600)
    path.write_bytes(content)
    with pytest.raises(SignerMissing, match="no private key"):
        FileSigner(path, "a")


@pytest.mark.django_db
def test_set_up_makes_the_key_before_anything_is_sealed_and_never_again(tmp_path, settings) -> None:
    settings.QILOU_LEDGER_KEY = str(tmp_path / "key.pem")
    with pytest.raises(SignerMissing, match="bring it back"):
        signer()
    set_up()
    assert signer().key.name == settings.QILOU_LEDGER_NAME

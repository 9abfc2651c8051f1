"""The bytes of a signed tree head: a checkpoint in a signed note, as transparency logs write them. Pure.

`docs/decisions/ledger-sealing.md` defines them. The text before the blank line is what is signed.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .canonical import moment

ED25519 = b"\x01"
SM2 = b"\xffsm2-with-sm3"  # GM/T 0003.2; no library here signs or checks it: see `accept`
SIGNATURE_LINE = "\u2014 "
TIME_LINE = "time "

Check = Callable[[bytes, bytes, bytes], bool]


class Malformed(ValueError):
    """A text that is no head, or no key."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signs heads: whose ledger, which algorithm, the public key's bytes."""

    name: str
    algorithm: bytes
    public: bytes

    @property
    def mark(self) -> bytes:
        """The four bytes by which a signature says whose it is; a hint, no proof."""
        return sha256(self.name.encode() + b"\n" + self.algorithm + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.mark.hex()}+{base64.b64encode(self.algorithm + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> "Key":
        """From the text that is published; raises Malformed."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise Malformed("a key reads: name+mark+bytes")
        whole = _unbased(parts[2])
        algorithm = next((one for one in CHECKS if whole.startswith(one)), whole[:1])
        key = cls(parts[0], algorithm, whole[len(algorithm) :])
        if str(key) != text.strip():
            raise Malformed("the mark of the key is not that of its bytes")
        return key


def _ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


CHECKS: dict[bytes, Check] = {ED25519: _ed25519}


def accept(algorithm: bytes, check: Check) -> None:
    """Let signatures of a further algorithm be checked: a city that must sign with SM2 brings its own library."""
    if CHECKS.setdefault(algorithm, check) is not check:
        raise ValueError("this algorithm is checked already")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: the tree of this size has this root, at this time."""

    name: str
    size: int
    root: bytes
    sealed_at: datetime

    def text(self) -> str:
        """What is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.name}\n{self.size}\n{root}\n{TIME_LINE}{moment(self.sealed_at)}\n"

    def signed(self, key: Key, sign: Callable[[bytes], bytes]) -> str:
        """The head as a signed note."""
        text = self.text()
        return with_signature(text, key, sign(text.encode()))


def with_signature(text: str, key: Key, signature: bytes) -> str:
    """A signed note: the text, a blank line, whose signature it is."""
    return f"{text}\n{SIGNATURE_LINE}{key.name} {base64.b64encode(key.mark + signature).decode()}\n"


def read_head(note: str) -> Head:
    """What a signed note says, whether or not its signature holds; raises Malformed."""
    lines = note.partition("\n\n")[0].split("\n")
    if len(lines) != 4 or not lines[3].startswith(TIME_LINE):
        raise Malformed("a head has four lines: ledger, size, root, time")
    try:
        head = Head(lines[0], int(lines[1]), _unbased(lines[2]), datetime.fromisoformat(lines[3][len(TIME_LINE) :]))
        exact = note.startswith(head.text() + "\n")
    except ValueError as error:
        raise Malformed(f"the head cannot be read: {error}") from error
    if not exact:
        raise Malformed("the head is not written as its format says")
    return head


def is_signed(note: str, key: Key) -> bool:
    """Whether one of the note's signatures is the key's, over the note's text."""
    text, _, signatures = note.partition("\n\n")
    check = CHECKS.get(key.algorithm)
    if check is None:
        raise Malformed("nothing here checks signatures of this key's algorithm")
    for line in signatures.splitlines():
        name, _, based = line.removeprefix(SIGNATURE_LINE).rpartition(" ")
        whole = _unbased(based)
        if (name, whole[:4]) == (key.name, key.mark) and check(key.public, f"{text}\n".encode(), whole[4:]):
            return True
    return False


def _unbased(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64") from error

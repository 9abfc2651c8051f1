"""Who signs heads: a key in a file, or what `QILOU_LEDGER_SIGNER` names (a PKCS#11 token, an SM2 module)."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.module_loading import import_string

from .head import ED25519, Key


class SignerMissing(Exception):
    """Heads cannot be signed; the message tells the operator what to do."""


class Signer(Protocol):
    """Signs heads. A token or a national algorithm stands behind the same two members."""

    @property
    def key(self) -> Key:
        """The key by which others check."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over the whole message, unhashed."""
        ...


class FileSigner:
    """An Ed25519 key in a PEM file that its owner alone may read."""

    def __init__(self, path: Path, name: str) -> None:
        self._private = _private_key(path)
        public = self._private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.key = Key(name, ED25519, public)

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def signer() -> Signer:
    """The signer of this installation; raises SignerMissing."""
    if settings.QILOU_LEDGER_SIGNER:
        named: Callable[[], Signer] = import_string(settings.QILOU_LEDGER_SIGNER.replace(":", "."))
        return named()
    return FileSigner(Path(settings.QILOU_LEDGER_KEY), settings.QILOU_LEDGER_NAME)


def make_key(path: Path) -> None:
    """Make a key file at set-up; one that is there stays."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)
    except FileExistsError:
        return
    finally:
        made.unlink()


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        mode = path.stat().st_mode
        pem = path.read_bytes()
    except OSError as error:
        raise SignerMissing(
            f"The key that signs the ledger is not at {path}: bring it back from its copy. It is made once, by "
            "`qilou migrate` before anything is sealed; a new one would end what receipts can be checked by."
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SignerMissing(f"Others than its owner may read {path}: chmod 600, and consider the key known.")
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except ValueError as error:
        raise SignerMissing(f"{path} is no private key in PEM.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SignerMissing(f"{path} is no Ed25519 key.")
    return key

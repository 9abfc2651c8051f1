"""The signature of a paper: a port, and the signer of an installation without a device (PAdES, a key in a file).

`QILOU_SIGNER` names another: `package.module:function`, which gives a `Signer`. Whole papers go in and come out: a
device that signs by SM2, which pyHanko cannot, fits as well as a PKCS#11 token.
"""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol, TypeVar

from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign import Signer as Pen
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from qilou.kernel.errors import Refused
from qilou.law import say

FIELD = "Qilou"
YEARS = 10
RESERVED = 16384  # hexadecimal digits; otherwise pyHanko signs twice to find out how many it needs
Done = TypeVar("Done")
SECONDS = 20  # for a timestamp authority's answer


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a paper's signature: over the whole file and unchanged, by a certificate that we trust."""

    intact: bool
    trusted: bool
    by: str = ""
    at: datetime | None = None
    timestamped: bool = False

    @property
    def valid(self) -> bool:
        """Whether the paper may be relied on."""
        return self.intact and self.trusted


class Signer(Protocol):
    """Signs papers and judges signatures."""

    def sign(self, paper: bytes) -> bytes: ...

    def check(self, paper: bytes) -> Checked: ...


def _apart(work: Callable[[], Done]) -> Done:
    """Done in a thread of its own: pyHanko runs an event loop, which no thread may that runs one already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


class PadesSigner:
    """PAdES by pyHanko, whose own signers know a key in a file and a PKCS#11 token.

    `trusted` are the certificates, or those of their issuers, that are accepted when a paper is checked.
    """

    def __init__(self, pen: Pen, trusted: Sequence[Any], timestamper: TimeStamper | None = None) -> None:
        self.pen, self.trusted, self.timestamper = pen, trusted, timestamper

    def sign(self, paper: bytes) -> bytes:
        """The paper with a signature over all of it, as an addition to the file. Raises Refused."""
        about = PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        signing = PdfSigner(about, signer=self.pen, timestamper=self.timestamper)
        signed = BytesIO()
        try:
            _apart(
                lambda: signing.sign_pdf(
                    IncrementalPdfFileWriter(BytesIO(paper)),
                    output=signed,
                    bytes_reserved=None if self.timestamper else RESERVED,
                )
            )
        except (TimestampRequestError, OSError) as error:
            raise Refused(
                "no_timestamp",
                say(
                    "时间戳服务没有应答，文书稍后再成文。请稍候；久无应答的，请联系运维。",
                    "The timestamp authority does not answer; try again later. Wait; if it lasts, tell the operator.",
                ),
            ) from error
        return signed.getvalue()

    def check(self, paper: bytes) -> Checked:
        """Judge the one signature of a paper; what cannot be read is not intact."""
        context = ValidationContext(trust_roots=list(self.trusted), allow_fetching=False)
        try:
            (embedded,) = PdfFileReader(BytesIO(paper)).embedded_signatures
            status = _apart(lambda: validate_pdf_signature(embedded, context, context))
        except Exception:  # noqa: BLE001  # a damaged paper makes its reader stumble anywhere
            return Checked(intact=False, trusted=False)
        certificate, stamp = status.signing_cert, status.timestamp_validity
        return Checked(
            intact=status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            trusted=status.trusted,
            by=str(certificate.subject.native.get("common_name", "")),
            at=stamp.timestamp if stamp else status.signer_reported_dt,
            timestamped=bool(stamp and stamp.valid and stamp.intact),
        )


def signer() -> Signer:
    """The signer of this installation."""
    return _signer(settings.QILOU_SIGNER, Path(settings.QILOU_SIGNING), settings.QILOU_TIMESTAMP)


@cache
def _signer(named: str, folder: Path, timestamps: str) -> Signer:
    if named:
        made: Signer = import_string(named.replace(":", "."))()
        return made
    return file_signer(folder, HTTPTimeStamper(timestamps, timeout=SECONDS) if timestamps else None)


def file_signer(folder: Path, timestamper: TimeStamper | None = None) -> PadesSigner:
    """The signer whose key lies in a folder, made there on first use.

    `certificate.pem` is the signer's own and what it hangs on; a certificate of an earlier key stays trusted under
    another name that begins with `certificate`, and so does a timestamp authority's.
    """
    if not (folder / "key.pem").exists():
        make_key(folder)
    own = folder / "certificate.pem"
    pen = SimpleSigner.load(str(folder / "key.pem"), str(own), ca_chain_files=[str(own)])  # type: ignore[no-untyped-call]
    if pen is None:
        raise Refused(
            "no_key",
            say(
                "签名密钥无法读取。请由运维检查签名密钥的设置。",
                "The key for signing cannot be read. Have the operator look at the setting of the key.",
            ),
        )
    files = [str(path) for path in sorted(folder.glob("certificate*.pem"))]
    trusted = list(load_certs_from_pemder(files))  # type: ignore[no-untyped-call]
    return PadesSigner(pen, trusted, timestamper)


def make_key(folder: Path) -> None:
    """A key and a certificate of its own making, readable by their owner alone; the first of several makers wins."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "骑楼 Qilou")])
    now = datetime.now(UTC)
    usage = certificates.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(mkdtemp(prefix=".signing-", dir=folder.parent))  # of mode 0700
    for file, content in (("certificate.pem", certificate.public_bytes(Encoding.PEM)), ("key.pem", private)):
        (half / file).touch(mode=0o600)
        (half / file).write_bytes(content)
    try:
        half.rename(folder)
    except OSError:
        shutil.rmtree(half)
        if not (folder / "key.pem").exists():
            raise

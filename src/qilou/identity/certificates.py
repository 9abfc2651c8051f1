"""Client certificates, as a proxy that ended TLS passes them on (RFC 9440, or the escaped PEM of nginx).

The header is believed from named peers alone; otherwise anybody could write one. Off unless an installation names it.
"""

import base64
import binascii
import ipaddress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from qilou.kernel.errors import Missing, NotPermitted, Refused
from qilou.law import say

UNIX = "unix"  # a proxy that speaks through a socket of this machine has no address


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that the proxy saw and whose key the browser holds."""

    sha256: str
    subject: str
    ends_at: datetime


def certificate_shown(request: HttpRequest) -> Shown:
    """The certificate of whoever asks; raises Missing while this is off, NotPermitted for a peer not named, Refused."""
    header = settings.QILOU_CERTIFICATE_HEADER
    if not header:
        raise Missing
    if not _is_trusted(request.META.get("REMOTE_ADDR", "")):
        raise NotPermitted(
            "identity.certificate_peer",
            say(
                "客户端证书只由本平台配置的代理转交。请从平台的正式地址登录。",
                "A client certificate is taken from the configured proxy alone. Sign in at the platform's own address.",
            ),
        )
    given = request.headers.get(header, "")
    if not given:
        raise _refused()
    try:
        found = _read(given)
    except (ValueError, binascii.Error) as error:
        raise _refused() from error
    if not found.not_valid_before_utc <= timezone.now() <= found.not_valid_after_utc:
        raise _refused()
    return Shown(found.fingerprint(SHA256()).hex(), found.subject.rfc4514_string(), found.not_valid_after_utc)


def _read(given: str) -> x509.Certificate:
    if given.startswith(":"):
        return x509.load_der_x509_certificate(base64.b64decode(given.strip(":"), validate=True))
    return x509.load_pem_x509_certificate(unquote(given).encode())


def _is_trusted(peer: str) -> bool:
    if not peer:
        return UNIX in settings.QILOU_CERTIFICATE_PROXIES
    address = ipaddress.ip_address(peer)
    named = (ipaddress.ip_network(one) for one in settings.QILOU_CERTIFICATE_PROXIES if one != UNIX)
    return any(address in network for network in named)


def _refused() -> Refused:
    return Refused(
        "identity.certificate",
        say(
            "浏览器没有出示有效的客户端证书。请插入证书介质后重试，或者用密码登录。",
            "The browser showed no client certificate that is valid. "
            "Insert its medium and try again, or sign in by password.",
        ),
    )

"""Second factors: codes of an authenticator app (RFC 6238), codes on paper, and how the app's key is kept."""

import base64
import re
import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .passwords import CLEAR_LETTERS

ISSUER = "Qilou"
STEPS_ASIDE = (0, -1, 1)  # a telephone's clock may be half a minute off
CODES = 10
GROUPS = 4
NOT_A_CODE = re.compile(r"[\s-]")


def new_secret() -> str:
    """A key for an authenticator app, in base32: 160 bits, as RFC 4226 recommends."""
    return pyotp.random_base32()


def address_of(secret: str, username: str) -> str:
    """What the square code holds, from which an app takes the key."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """The time step whose code this is, later than `after`; None for a wrong code and for one taken before."""
    totp = pyotp.TOTP(secret)
    present = totp.timecode(at)
    given = NOT_A_CODE.sub("", code)
    fitting = [present + aside for aside in STEPS_ASIDE if compare_digest(totp.generate_otp(present + aside), given)]
    return next((step for step in fitting if step > after), None)


def recovery_codes() -> list[str]:
    """Ten codes to print: sixteen clear letters each, 79 bits, so that a plain hash of one cannot be reversed."""
    return [
        "-".join("".join(secrets.choice(CLEAR_LETTERS) for _ in range(4)) for _ in range(GROUPS)) for _ in range(CODES)
    ]


def as_kept(code: str) -> str:
    """A recovery code as it is hashed, however it was typed."""
    return NOT_A_CODE.sub("", code).lower()


def seal(secret: str) -> str:
    """A secret as the database keeps it: whoever has the database alone cannot read it."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret; None when the installation's key was changed and the former one is not named."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = HKDF(SHA256(), 32, None, b"qilou second factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)

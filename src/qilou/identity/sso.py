"""Single sign-on as a client of OpenID Connect: the authorization code flow with PKCE (OIDC Core 3.1, RFC 7636).

The provider says who somebody is to it (`sub`); who that is here, a recorded act has said before.
"""

import base64
import hashlib
import ipaddress
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from qilou.kernel.errors import Refused
from qilou.law import Message, say

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
SECONDS = 10
LEEWAY = 60
MOST_BYTES = 1 << 20
DOWN = say("单点登录暂不可用，请用密码登录。", "Single sign-on is not available now: sign in by password.")
UNTRUE = say("单点登录的应答未通过核验，请重试。", "The answer of single sign-on does not hold. Try again.")


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way at the provider, as the session keeps it until the browser comes back."""

    state: str
    nonce: str
    verifier: str
    following: str
    link: bool

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def begin(returning: str, *, following: str, link: bool) -> tuple[str, Begun]:
    """Where the browser goes, and what is kept meanwhile; raises Refused while the provider cannot be reached."""
    begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)), following, link)
    asked = {
        "response_type": "code",
        "client_id": settings.QILOU_OIDC_CLIENT,
        "redirect_uri": returning,
        "scope": "openid",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": _base64(hashlib.sha256(begun.verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    address = str(_provider()["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", begun


def subject(begun: Begun, *, state: str, code: str, issuer: str, returning: str) -> str:
    """Who signed in, as the provider names them; `issuer` as the answer says it, if it does (RFC 9207).

    Raises Refused for an answer to another question, a code that is not taken, a token that does not hold.
    """
    if not secrets.compare_digest(state, begun.state) or not code or issuer not in ("", settings.QILOU_OIDC_ISSUER):
        raise _refused(UNTRUE)
    provider = _provider()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": returning,
        "code_verifier": begun.verifier,
    }
    headers = {"Accept": "application/json"}
    methods = provider.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if settings.QILOU_OIDC_SECRET and "client_secret_basic" in methods:
        pair = f"{quote_plus(settings.QILOU_OIDC_CLIENT)}:{quote_plus(settings.QILOU_OIDC_SECRET)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form["client_id"] = settings.QILOU_OIDC_CLIENT
        form |= {"client_secret": settings.QILOU_OIDC_SECRET} if settings.QILOU_OIDC_SECRET else {}
    given = _fetch(provider["token_endpoint"], form, headers)
    return _subject_in(given.get("id_token"), _fetch(provider["jwks_uri"]), begun.nonce)


def _subject_in(token: object, keys: dict[str, Any], nonce: str) -> str:
    """The subject of an ID token that the provider signed for us, now, in answer to our question."""
    try:
        claims = jwt.decode(str(token), KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": settings.QILOU_OIDC_ISSUER},
            aud={"essential": True, "value": settings.QILOU_OIDC_CLIENT},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
    except (JoseError, ValueError) as error:
        raise _refused(UNTRUE) from error
    audience = claims["aud"]
    others = isinstance(audience, list) and len(audience) > 1
    if (others or "azp" in claims) and claims.get("azp") != settings.QILOU_OIDC_CLIENT:
        raise _refused(UNTRUE)
    return str(claims["sub"])


def _provider() -> dict[str, Any]:
    """What the provider says of itself (OIDC Discovery); its name must be the one that the installation trusts."""
    issuer = settings.QILOU_OIDC_ISSUER
    told = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise _refused(UNTRUE)
    return told


def _fetch(address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object from the provider, by TLS unless it is on this machine; raises Refused."""
    if not _is_safe(address):
        raise _refused(UNTRUE)
    asked = Request(address, urlencode(form).encode() if form else None, headers or {})  # noqa: S310  # checked above
    try:
        with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310  # checked above
            told = json.loads(answer.read(MOST_BYTES))
    except (URLError, OSError, ValueError) as error:
        raise _refused(DOWN) from error
    if not isinstance(told, dict):
        raise _refused(UNTRUE)
    return told


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "https":
        return True
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _refused(message: Message) -> Refused:
    return Refused("identity.sso", message)

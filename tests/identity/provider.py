"""A small provider of single sign-on on this machine: it checks what a real one checks and lies when told to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT, SECRET = "qilou", "a secret of both"


@dataclass
class Provider:
    """Who is signed in there (`subject`), and what its token says otherwise than it should (`lies`)."""

    subject: str = "u-1001"
    lies: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "1", "use": "sig"}))
    signing: ECKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    issuer: str = ""

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back, with a code that works once."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        """The tokens for a code, if it is the client's, unused, and the verifier fits its challenge."""
        pair = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or authorization != f"Basic {pair}" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        present = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": present, "exp": present + 60}
        said = {**claims, "nonce": asked["nonce"], **self.lies}
        header = {"alg": "ES256", "kid": "1"}
        token = jwt.encode(
            header, {name: one for name, one in said.items() if one is not None}, self.signing or self.key
        )
        return {"access_token": "none of our business", "token_type": "Bearer", "id_token": token}


class Handler(BaseHTTPRequestHandler):
    """The provider's four addresses."""

    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        issuer = self.provider.issuer
        if parts.path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._say({"issuer": issuer, **{name: f"{issuer}/{place}" for name, place in places.items()}})
        elif parts.path == "/keys":
            self._say(KeySet([self.provider.key]).as_dict(private=False))
        else:
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        given = self.provider.token(form, self.headers.get("Authorization", ""))
        self._say(given or {"error": "invalid_grant"}, 200 if given else 400)

    def _say(self, told: Any, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *said: object) -> None:
        """Nothing: a test speaks of what failed."""


def serving(provider: Provider) -> ThreadingHTTPServer:
    """The provider on a free port of this machine, until it is shut down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"provider": provider}))
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server

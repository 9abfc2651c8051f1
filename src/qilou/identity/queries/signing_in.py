"""What people sign in with, where they are signed in, and what programs act in their name."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from qilou.identity.models import ApiToken, Certificate, Passkey, Person, Session, SsoLink
from qilou.kernel.actor import Actor
from qilou.kernel.moment import in_the_city
from qilou.law import Text

MEANS = {
    "password": Text("密码", "password"),
    "totp": Text("验证器应用", "authenticator app"),
    "recovery_code": Text("恢复码", "recovery code"),
    "passkey": Text("通行密钥", "passkey"),
    "sso": Text("单点登录", "single sign-on"),
    "certificate": Text("客户端证书", "client certificate"),
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session as its owner's page shows it, in the city's time."""

    handle: str
    device: str
    means: Text
    since: datetime
    last_seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of a person."""

    totp_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes: int

    @property
    def any(self) -> bool:
        """Whether a password alone no longer opens the account."""
        return self.totp_since is not None or bool(self.passkeys)


def sessions_of(person_id: int, current: str = "") -> list[SignedIn]:
    """Where somebody is signed in; the one that asks first, then by when they were last in use."""
    rows = Session.objects.filter(person=person_id, expire_date__gt=timezone.now()).order_by("-last_seen")
    shown = [
        SignedIn(
            one.pk,
            one.device,
            _words(one.means),
            in_the_city(one.since),
            in_the_city(one.last_seen),
            one.pk == current,
        )
        for one in rows
    ]
    return sorted(shown, key=lambda one: not one.current)


def factors_of(person_id: int) -> Factors:
    """The second factors of a person; at most three queries."""
    person = Person.objects.filter(pk=person_id).select_related("totp").prefetch_related("passkeys").first()
    if person is None:
        return Factors(None, (), 0)
    totp = getattr(person, "totp", None)
    passkeys = tuple(sorted(person.passkeys.all(), key=lambda one: one.pk))
    return Factors(totp.created_at if totp else None, passkeys, person.recovery_codes.count())


def tokens_of(person_id: int, now: datetime) -> list[ApiToken]:
    """The tokens of somebody's programs that open something, the newest first."""
    return list(ApiToken.objects.usable(now).filter(person=person_id).order_by("-pk"))


def token_of(actor: Actor, token_id: int) -> ApiToken | None:
    """A token of somebody whom the actor may see."""
    return ApiToken.objects.filter(pk=token_id, person__in=Person.objects.visible_to(actor)).first()


def sso_link_of(person_id: int, issuer: str) -> SsoLink | None:
    """Who somebody is at a provider of single sign-on."""
    return SsoLink.objects.filter(person=person_id, issuer=issuer).first()


def certificates_of(person_id: int) -> list[Certificate]:
    """The client certificates with which somebody may sign in."""
    return list(Certificate.objects.filter(person=person_id).order_by("pk"))


def _words(means: str) -> Text:
    told = [MEANS[one] for one in means.split() if one in MEANS]
    return Text("、".join(one.zh for one in told) or "—", ", ".join(one.en for one in told) or "—")

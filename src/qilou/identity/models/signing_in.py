"""What people sign in with beside a password, and where they are signed in."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from .registers import Person


class Session(AbstractBaseSession):
    """Where somebody is signed in. The key is a hash: who reads the table cannot take a session over.

    `since` and `last_seen` are real time also in a demo city; None before anybody has signed in.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    device = models.TextField(blank=True)
    means = models.TextField(blank=True)
    since = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens of programs."""

    def usable(self, now: datetime) -> Self:
        """Those that neither ended nor were revoked."""
        return self.filter(expires_at__gt=now, revoked_at=None)


class ApiToken(models.Model):
    """What a program shows in the place of its owner; the secret is kept nowhere, its hash (SHA-256) alone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.TextField()
    sha256 = models.TextField(unique=True)
    scopes = ArrayField(models.TextField())
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="api_token_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="api_token_ends", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(name="api_token_scopes", condition=~Q(scopes=[])),
        ]

    def __str__(self) -> str:
        return self.name


class Totp(models.Model):
    """The key that a person's authenticator app shares with the platform (RFC 6238), sealed with the installation's.

    `last_step` is the time step of the last code taken, so that none is taken twice.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="totp")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class RecoveryCode(models.Model):
    """A code on paper for whoever lost the second factor; it works once, and only its hash is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="recovery_codes")
    sha256 = models.TextField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_code_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$"))
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Passkey(models.Model):
    """A key pair on a person's device (WebAuthn), of which the platform knows the public half; both in base64url."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="passkeys")
    name = models.TextField()
    credential = models.TextField(unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SsoLink(models.Model):
    """Who somebody is to a provider of single sign-on: its address and its own name for them (`sub`)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="sso_links")
    issuer = models.TextField()
    subject = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("issuer", "subject", name="sso_one_person"),
            models.UniqueConstraint("person", "issuer", name="sso_one_subject"),
        ]

    def __str__(self) -> str:
        return self.issuer


class Certificate(models.Model):
    """A client certificate with which a person may sign in, by the SHA-256 of its DER form."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    sha256 = models.TextField(unique=True)
    subject = models.TextField()
    ends_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="certificate_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$"))]

    def __str__(self) -> str:
        return self.subject


def with_second_factor(people: QuerySet[Person]) -> QuerySet[Person]:
    """These people, each with `second_factor`: whether a password alone no longer opens the account."""
    totp = Totp.objects.filter(person=OuterRef("pk"))
    passkeys = Passkey.objects.filter(person=OuterRef("pk"))
    return people.annotate(second_factor=Exists(totp) | Exists(passkeys))

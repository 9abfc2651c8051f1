"""Tokens of programs: made by their owner, shown once, for some modules and some time, and revoked at will."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from qilou.identity.inputs import NewToken
from qilou.identity.models import ApiToken, Person
from qilou.identity.sessions import hash_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.law import say

from .factors import own_account
from .people import must_keep
from .permission import SECURITY, seen
from .recording import note

PREFIX = "qilou_"  # by which a program that searches for leaked secrets knows one
MOST = 20
USED_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token and its secret, which is shown once and kept nowhere."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(given: NewToken, *, actor: Actor, now: datetime) -> MadeToken:
    """Make a token for a program that is to act in one's own name."""
    person = own_account(actor)
    if person.tokens.usable(now).count() >= MOST:
        raise Refused(
            "identity.tokens_full",
            say("有效令牌最多 %(n)s 个，请先撤销不用的。", "At most %(n)s tokens at a time: revoke one first.", n=MOST),
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=given.name,
        sha256=hash_of(secret),
        scopes=sorted(given.scopes),
        created_at=now,
        expires_at=now + timedelta(days=given.days),
    )
    note("identity.create_token", actor=actor, now=now, cites=(SECURITY,), given=given, rows=[token])
    return MadeToken(token, secret)


@transaction.atomic
def revoke_token(token_id: int, *, actor: Actor, now: datetime) -> ApiToken:
    """Revoke a token of one's own, or of somebody whose account the actor keeps; it opens nothing any more."""
    people = Person.objects.visible_to(actor)
    tokens = ApiToken.objects.filter(person__in=people).select_related("person__jurisdiction")
    token = seen(tokens.select_for_update(of=("self",)), pk=token_id)
    desk = "" if token.person_id == actor.id else must_keep(actor, token.person, now)
    if token.revoked_at is not None:
        raise Refused(
            "identity.unchanged",
            say("令牌已经撤销。无须再办。", "The token is revoked already. Nothing is left to do."),
        )
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    note("identity.revoke_token", actor=actor, now=now, cites=(SECURITY,), desk=desk, rows=[token])
    return token


def token_shown(secret: str, now: datetime) -> ApiToken | None:
    """The token that a program shows, with its owner; None for one that is unknown, ended or revoked."""
    usable = ApiToken.objects.usable(now).filter(person__is_active=True)
    token = usable.select_related("person").filter(sha256=hash_of(secret)).first()
    if token is not None:
        again = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_AGAIN)
        ApiToken.objects.filter(again, pk=token.pk).update(last_used_at=now)
    return token

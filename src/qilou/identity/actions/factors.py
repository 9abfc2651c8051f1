"""Setting up a second factor, giving it up, and what somebody else does when it is lost."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from qilou.identity.factors import as_kept, recovery_codes, seal, step_of
from qilou.identity.inputs import FactorReset
from qilou.identity.models import Person, RecoveryCode, Totp
from qilou.identity.sessions import hash_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.kernel.moment import outside
from qilou.law import say

from .people import must_keep
from .permission import SECURITY, must_be_confirmed, seen
from .recording import note
from .sessions import end_sessions

NONE_SET = say(
    "没有设置第二验证方式。请先设置验证器应用或者通行密钥。",
    "No second factor is set up. Set up an app or a passkey first.",
)


@transaction.atomic
def start_totp(secret: str, code: str, *, actor: Actor, now: datetime) -> list[str]:
    """Take an authenticator app into use, once it showed a right code; gives recovery codes to whoever has none."""
    person = own_account(actor)
    if Totp.objects.filter(person=person).exists():
        raise Conflict("identity.totp_set", say("已绑定验证器应用，请先解除。", "An app is in use already: remove it."))
    step = step_of(secret, code, outside(now))
    if step is None:
        raise Invalid({"code": say("验证码不正确；请核对手机时间。", "Not the code: check the telephone's clock.")})
    totp = Totp.objects.create(person=person, secret=seal(secret), last_step=step, created_at=now)
    note("identity.start_totp", actor=actor, now=now, cites=(SECURITY,), rows=[totp])
    return new_codes_if_none(person, actor=actor, now=now)


@transaction.atomic
def stop_totp(*, actor: Actor, now: datetime) -> None:
    """Take the authenticator app out of use; recovery codes go with the last second factor."""
    person = own_account(actor)
    totp = Totp.objects.filter(person=person).first()
    if totp is None:
        raise Refused("identity.no_factor", NONE_SET)
    gone = [totp, *(() if person.passkeys.exists() else person.recovery_codes.all())]
    note("identity.stop_totp", actor=actor, now=now, cites=(SECURITY,), gone=gone)
    remove(gone)


@transaction.atomic
def renew_recovery_codes(*, actor: Actor, now: datetime) -> list[str]:
    """Ten new codes, shown once; the earlier ones stop working."""
    person = own_account(actor)
    if not (Totp.objects.filter(person=person).exists() or person.passkeys.exists()):
        raise Refused("identity.no_factor", NONE_SET)
    return _new_codes(person, actor, now)


@transaction.atomic
def reset_factors(person_id: int, given: FactorReset, *, actor: Actor, now: datetime) -> Person:
    """Take every second factor from somebody who lost it, and end the sessions; the password alone opens again."""
    must_be_confirmed(actor)
    people = Person.objects.visible_to(actor).select_related("jurisdiction").select_for_update(of=("self",))
    person = seen(people, pk=person_id)
    desk = must_keep(actor, person, now)
    if person.pk == actor.id:
        raise NotPermitted(
            "identity.own_account",
            say("本人丢失的，由另一名系统管理员办理。", "Another administrator does this for you."),
        )
    gone = [*Totp.objects.filter(person=person), *person.passkeys.all(), *person.recovery_codes.all()]
    if not gone:
        raise Refused("identity.no_factor", NONE_SET)
    told = {"person": person.pk, "sessions": end_sessions(person.pk)}
    note(
        "identity.reset_factors", actor=actor, now=now, cites=(SECURITY,), desk=desk, given=given, told=told, gone=gone
    )
    remove(gone)
    return person


def new_codes_if_none(person: Person, *, actor: Actor, now: datetime) -> list[str]:
    """Recovery codes for whoever has none yet; part of setting up another factor."""
    return [] if person.recovery_codes.exists() else _new_codes(person, actor, now)


def remove(rows: Iterable[Model]) -> None:
    """Delete what an act told as gone: the few rows of one person."""
    for row in rows:
        row.delete()


def own_account(actor: Actor) -> Person:
    """One's own account, locked, for whoever confirmed who they are and chose a password of their own."""
    must_be_confirmed(actor)
    person = seen(Person.objects.visible_to(actor).select_for_update(of=("self",)), pk=actor.id)
    if person.must_change_password:
        raise NotPermitted("identity.password_first", say("请先修改密码。", "Change the password first."))
    return person


def _new_codes(person: Person, actor: Actor, now: datetime) -> list[str]:
    codes = recovery_codes()
    before = list(person.recovery_codes.all())
    made = [RecoveryCode(person=person, sha256=hash_of(as_kept(one)), created_at=now) for one in codes]
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(made)
    note("identity.renew_recovery_codes", actor=actor, now=now, cites=(SECURITY,), rows=made, gone=before)
    return codes

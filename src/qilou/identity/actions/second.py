"""The second half of signing in, and proving once more who one is before a weighty act."""

from datetime import datetime

from django.db import transaction

from qilou.identity.factors import as_kept, step_of, unseal
from qilou.identity.inputs import Code, Confirmation
from qilou.identity.models import Person, RecoveryCode, Totp, with_second_factor
from qilou.identity.queries import actor_of
from qilou.identity.sessions import hash_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.moment import outside
from qilou.law import say
from qilou.ledger import record

from .attempts import attempted, password_fits, take_back
from .permission import SECURITY, day_of
from .recording import note

WRONG_CODE = say(
    "验证码不正确、已用过，或者账号已锁定。连续失败 5 次后锁定 15 分钟。",
    "Not the code, used already, or the account is locked: five failures lock it for 15 minutes.",
)


def finish_sign_in(person_id: int, given: Code, *, first: str, now: datetime) -> str:
    """The second half, by a code of the app (`totp`) or one on paper (`recovery_code`): says which; raises Invalid."""
    means = _means(person_id, given.code, now)
    if not means:
        raise Invalid({"code": WRONG_CODE})
    signed_in(person_id, first, means, now=now)
    return means


@transaction.atomic
def signed_in(person_id: int, *means: str, now: datetime) -> Person:
    """Record that somebody signed in, and by what means."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Missing
    told = {"person": person.pk, "by": list(means)}
    record("identity.sign_in", actor=actor_of(person, day_of(now)), acted_at=now, cites=(SECURITY,), input=told)
    return person


def confirm(given: Confirmation, *, actor: Actor, now: datetime) -> None:
    """Prove once more who one is: by the second factor of whoever has one, otherwise by the password."""
    person = with_second_factor(Person.objects.filter(pk=actor.id)).first()
    if person is None:
        raise Missing
    if person.second_factor:
        if not (means := _means(person.pk, given.code, now)):
            raise Invalid({"code": WRONG_CODE})
    elif password_fits(Person.objects.filter(pk=person.pk), given.password, now) is None:
        raise Invalid({"password": say("密码不正确，或者账号已锁定。", "Not the password, or locked.")})
    else:
        take_back(person)
        means = "password"
    confirmed(means, actor=actor, now=now)


@transaction.atomic
def confirmed(means: str, *, actor: Actor, now: datetime) -> None:
    """Record that somebody proved once more who they are."""
    note("identity.confirm", actor=actor, now=now, cites=(SECURITY,), told={"by": means})


def _means(person_id: int, code: str, now: datetime) -> str:
    """By what the code proves who its owner is: `totp`, `recovery_code`, or "" for a failed attempt."""
    found: list[str] = []

    def fits(person: Person) -> bool:
        if _of_the_app(person, code, now):
            found.append("totp")
        elif _on_paper(person, code, now):
            found.append("recovery_code")
        return bool(found)

    person = attempted(Person.objects.filter(pk=person_id), now, "code", fits)
    if person is None:
        return ""
    take_back(person)
    return found[0]


def _of_the_app(person: Person, code: str, now: datetime) -> bool:
    """Whether the app shows this code; each is taken once."""
    totp = Totp.objects.filter(person=person.pk).first()
    secret = unseal(totp.secret) if totp else None
    step = step_of(secret, code, outside(now), after=totp.last_step) if totp and secret else None
    if step is None:
        return False
    return bool(Totp.objects.filter(person=person.pk, last_step__lt=step).update(last_step=step))


@transaction.atomic
def _on_paper(person: Person, code: str, now: datetime) -> bool:
    """Whether this is one of the codes on paper; it is used up."""
    codes = RecoveryCode.objects.filter(person=person.pk, sha256=hash_of(as_kept(code)))
    used = codes.select_for_update().first()
    if used is None:
        return False
    actor = actor_of(person, day_of(now))
    note("identity.use_recovery_code", actor=actor, now=now, cites=(SECURITY,), gone=[used])
    used.delete()
    return True

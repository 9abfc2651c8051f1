"""Signing in by a password and out, and the ways to a new password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from qilou.identity.inputs import NewPassword, PasswordChange, ResetRequest, SignIn
from qilou.identity.models import Person
from qilou.identity.passwords import ONE_TIME_DAYS, one_time_password, weakness
from qilou.identity.queries import actor_of
from qilou.kernel.actor import PLATFORM, Actor
from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.law import Message, say
from qilou.ledger import record

from .attempts import password_fits, take_back
from .people import must_keep
from .permission import SECURITY, day_of, must_be_confirmed, seen
from .second import signed_in
from .sessions import end_sessions

BETWEEN_LINKS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ResetLink:
    """What a link to a new password is made of, and where it goes."""

    email: str
    language: str
    name: str
    uid: str
    token: str


def sign_in(given: SignIn, *, now: datetime) -> Person:
    """The person who signs in; whatever is wrong, the answer and the time it takes are the same.

    For whoever has a second factor (`second_factor`) the password is half of it: `finish_sign_in` does the rest, and
    until then earlier failures count on.
    """
    person = password_fits(Person.objects.filter(username=given.username.lower()), given.password, now)
    if person is None:
        raise Refused(
            "identity.sign_in",
            say(
                "登录名或密码不正确，或者账号暂不能登录。连续失败 5 次后，15 "
                "分钟内不能登录。请核对后再试，或者请管理员重置密码。",
                "The name or the password is not right, or the account cannot be used now. "
                "After five failures sign-in is locked for 15 minutes. "
                "Check and try again, or ask the administrator for a new password.",
            ),
            cites=(SECURITY,),
        )
    half: bool = person.second_factor  # type: ignore[attr-defined]  # annotated by the query
    take_back(person, half=half)
    if not half:
        signed_in(person.pk, "password", now=now)
    return person


@transaction.atomic
def sign_out(*, actor: Actor, now: datetime) -> None:
    """Record that a session ended; the session itself belongs to the edge."""
    record("identity.sign_out", actor=actor, acted_at=now, cites=(SECURITY,), input={"person": actor.id})


def change_own_password(given: PasswordChange, *, actor: Actor, now: datetime, session: str = "") -> Person:
    """Choose a new password, knowing the current one; guessing the current one meets the same lock.

    Every session ends but the one that asks.
    """
    person = seen(Person.objects.visible_to(actor), pk=actor.id)
    _must_do(given.new, given.again, person)
    if given.new == given.current:
        raise Invalid(
            {"new": say("新密码不能与现在的密码相同。", "The new password must differ from the current one.")}
        )
    if password_fits(Person.objects.filter(pk=actor.id), given.current, now) is None:
        raise Invalid({"current": say("现在的密码不正确，或者账号已锁定。", "Not the current password, or locked.")})
    with transaction.atomic():
        _set_password(person, given.new, session=session)
        _record("identity.change_own_password", actor, now, person)
    return person


@transaction.atomic
def reset_password(person_id: int, *, actor: Actor, now: datetime) -> str:
    """A one-time password for somebody who cannot sign in; it opens nothing but its own change, for seven days."""
    must_be_confirmed(actor)
    people = Person.objects.visible_to(actor).select_related("jurisdiction").select_for_update(of=("self",))
    person = seen(people, pk=person_id)
    must_keep(actor, person, now)
    if person.pk == actor.id:
        raise NotPermitted(
            "identity.own_account", say("请使用“修改密码”。", "Change your own password on the account page.")
        )
    one_time = one_time_password()
    _set_password(person, one_time, until=now + ONE_TIME_DAYS)
    _record("identity.reset_password", actor, now, person)
    return one_time


@transaction.atomic
def request_reset(given: ResetRequest, *, now: datetime) -> ResetLink | None:
    """The link for an account with an e-mail address, at most one in fifteen minutes; else None, and nobody is told."""
    waited = Q(reset_sent_at__isnull=True) | Q(reset_sent_at__lte=now - BETWEEN_LINKS)
    free = Person.objects.filter(waited, username=given.username.lower(), is_active=True).exclude(email="")
    person = free.select_for_update().first()
    if person is None:
        return None
    person.reset_sent_at = now
    person.save(update_fields=["reset_sent_at"])
    _record("identity.request_reset", PLATFORM, now, person)
    uid = urlsafe_base64_encode(str(person.pk).encode())
    return ResetLink(person.email, person.language, person.name_zh, uid, default_token_generator.make_token(person))


def link_holder(uid: str, token: str) -> Person | None:
    """Whose link this is, if it is whole, recent and unused."""
    try:
        number = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    person = Person.objects.filter(pk=number, is_active=True).first()
    return person if person and default_token_generator.check_token(person, token) else None


@transaction.atomic
def reset_by_link(given: NewPassword, *, uid: str, token: str, now: datetime) -> Person:
    """A new password by a link, which works once."""
    person = link_holder(uid, token)
    if person is None:
        raise Refused(
            "identity.link",
            say(
                "链接无效、已过期或已用过。请重新索取链接。",
                "The link is not valid, has expired or was used. Ask for another.",
            ),
        )
    _must_do(given.new, given.again, person)
    _set_password(person, given.new)
    _record("identity.reset_by_link", actor_of(person, day_of(now)), now, person)
    return person


def _must_do(new: str, again: str, person: Person) -> None:
    errors: dict[str, Message] = {}
    weak = weakness(new, person.username)
    if weak is not None:
        errors["new"] = weak
    if new != again:
        errors["again"] = say("两次输入的新密码不一致。", "The two new passwords differ.")
    if errors:
        raise Invalid(errors)


def _set_password(person: Person, password: str, *, until: datetime | None = None, session: str = "") -> None:
    """Set it, unlock the account and end its sessions, but perhaps one."""
    person.set_password(password)
    person.password_until, person.failed_sign_ins, person.locked_until = until, 0, None
    person.save(update_fields=["password", "password_until", "failed_sign_ins", "locked_until"])
    end_sessions(person.pk, but=session)


def _record(name: str, actor: Actor, now: datetime, person: Person, **more: object) -> None:
    record(name, actor=actor, acted_at=now, cites=(SECURITY,), input={"person": person.pk, **more})

"""Who somebody is elsewhere: at a provider of single sign-on, by a client certificate; linked by their own act."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from qilou.identity.certificates import Shown
from qilou.identity.inputs import Linking
from qilou.identity.models import Certificate, Person, SsoLink, with_second_factor
from qilou.kernel.actor import Actor
from qilou.kernel.errors import NotPermitted, Refused
from qilou.law import say

from .factors import own_account
from .people import must_keep
from .permission import SECURITY, must_be_confirmed, seen, told_apart
from .recording import note
from .second import signed_in

TAKEN = {
    "sso_one_person": say("该单点登录身份已关联其他账号。", "That identity is linked to another account."),
    "sso_one_subject": say("已关联单点登录，请先解除。", "An identity is linked already: remove that link first."),
    "identity_certificate_sha256_key": say("该证书已经关联。", "That certificate is linked already."),
}
NOBODY = say(
    "没有账号与之关联。请先用密码登录，在“登录与安全”中关联。",
    "No account is linked to it. Sign in by password first and link it under “Sign-in and security”.",
)


@told_apart(TAKEN)
@transaction.atomic
def link_sso(issuer: str, subject: str, *, actor: Actor, now: datetime) -> SsoLink:
    """Let a sign-in at the provider open one's own account."""
    link = SsoLink.objects.create(person=own_account(actor), issuer=issuer, subject=subject, created_at=now)
    note("identity.link_sso", actor=actor, now=now, cites=(SECURITY,), rows=[link])
    return link


@told_apart(TAKEN)
@transaction.atomic
def link_sso_of(person_id: int, given: Linking, *, issuer: str, actor: Actor, now: datetime) -> SsoLink:
    """Let a sign-in at the provider open the account of somebody whose account the actor keeps."""
    must_be_confirmed(actor)
    person = seen(Person.objects.visible_to(actor).select_related("jurisdiction"), pk=person_id)
    desk = must_keep(actor, person, now)
    if person.pk == actor.id:
        raise NotPermitted(
            "identity.own_account", say("请在“登录与安全”中办理。", "Use your own page “Sign-in and security”.")
        )
    link = SsoLink.objects.create(person=person, issuer=issuer, subject=given.subject, created_at=now)
    note("identity.link_sso_of", actor=actor, now=now, cites=(SECURITY,), desk=desk, given=given, rows=[link])
    return link


def unlink_sso(issuer: str, *, actor: Actor, now: datetime) -> None:
    """Take the link away again."""
    _remove("identity.unlink_sso", SsoLink, actor, now, issuer=issuer)


@told_apart(TAKEN)
@transaction.atomic
def link_certificate(shown: Shown, *, actor: Actor, now: datetime) -> Certificate:
    """Let a client certificate open one's own account."""
    person = own_account(actor)
    made = Certificate.objects.create(
        person=person, sha256=shown.sha256, subject=shown.subject, ends_at=shown.ends_at, created_at=now
    )
    note("identity.link_certificate", actor=actor, now=now, cites=(SECURITY,), rows=[made])
    return made


def unlink_certificate(certificate_id: int, *, actor: Actor, now: datetime) -> None:
    """Take the link away again."""
    _remove("identity.unlink_certificate", Certificate, actor, now, pk=certificate_id)


def sign_in_by_sso(issuer: str, subject: str, *, now: datetime) -> Person:
    """Whose account a sign-in at the provider opens, or halfway for whoever has a second factor; creates nobody."""
    linked = SsoLink.objects.filter(issuer=issuer, subject=subject)
    return _opened("sso", list(linked.values_list("person", flat=True)), now)


def sign_in_by_certificate(shown: Shown, *, now: datetime) -> Person:
    """Whose account the certificate opens, or halfway for whoever has a second factor."""
    linked = Certificate.objects.filter(sha256=shown.sha256)
    return _opened("certificate", list(linked.values_list("person", flat=True)), now)


def _opened(means: str, people: list[int], now: datetime) -> Person:
    person = with_second_factor(Person.objects.filter(pk__in=people, is_active=True)).first()
    if person is None:
        raise Refused(f"identity.{means}", NOBODY, cites=(SECURITY,))
    if not person.second_factor:  # type: ignore[attr-defined]  # annotated by the query
        signed_in(person.pk, means, now=now)
    return person


@transaction.atomic
def _remove(name: str, links: type[Model], actor: Actor, now: datetime, **which: object) -> None:
    person = own_account(actor)
    link = seen(links._default_manager.filter(person=person), **which)
    note(name, actor=actor, now=now, cites=(SECURITY,), gone=[link])
    link.delete()

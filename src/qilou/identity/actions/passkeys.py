"""Passkeys (WebAuthn level 3): taken into use, shown at sign-in or before a weighty act, and given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from qilou.identity.inputs import NewPasskey
from qilou.identity.models import Passkey, Person
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.law import say

from .factors import new_codes_if_none, own_account, remove
from .permission import SECURITY, seen
from .recording import note

REFUSED = say("通行密钥未被接受，请重试。", "The passkey was not accepted. Try again.")
CHOSEN = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
)


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a browser names it to a device: passkeys of one host work at no other."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked, as JSON, and the challenge that its answer must sign."""

    options: str
    challenge: str


@transaction.atomic
def ask_for_new(site: Site, *, actor: Actor) -> Asked:
    """What a browser is asked in order to make a passkey that verifies its owner by itself: two factors in one."""
    person = own_account(actor)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Qilou",
        user_name=person.username,
        user_display_name=person.name_zh,
        user_id=salted_hmac("qilou.passkey", str(person.pk), algorithm="sha256").digest(),
        authenticator_selection=CHOSEN,
        exclude_credentials=_known(person.pk),
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def ask_for_one(site: Site, *, person_id: int | None = None) -> Asked:
    """What a browser is asked in order to show a passkey: anybody's, or one of a person's."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_known(person_id) if person_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


@transaction.atomic
def start_passkey(given: NewPasskey, *, challenge: str, site: Site, actor: Actor, now: datetime) -> list[str]:
    """Take a passkey into use; gives recovery codes to whoever has none."""
    person = own_account(actor)
    with _refusing():
        made = verify_registration_response(
            credential=given.answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    credential = bytes_to_base64url(made.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        raise Refused("identity.passkey", REFUSED, cites=(SECURITY,))
    passkey = Passkey.objects.create(
        person=person,
        name=given.name,
        credential=credential,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        created_at=now,
    )
    note("identity.start_passkey", actor=actor, now=now, cites=(SECURITY,), rows=[passkey])
    return new_codes_if_none(person, actor=actor, now=now)


@transaction.atomic
def stop_passkey(passkey_id: int, *, actor: Actor, now: datetime) -> None:
    """Take one's passkey out of use; recovery codes go with the last second factor."""
    person = own_account(actor)
    passkey = seen(person.passkeys.all(), pk=passkey_id)
    last = person.passkeys.count() == 1 and not hasattr(person, "totp")
    gone = [passkey, *(person.recovery_codes.all() if last else ())]
    note("identity.stop_passkey", actor=actor, now=now, cites=(SECURITY,), gone=gone)
    remove(gone)


@transaction.atomic
def passkey_shown(answer: str, *, challenge: str, site: Site, now: datetime, person_id: int | None = None) -> Person:
    """Whose passkey signed the challenge: anybody's with an account that is on, or one of a person's."""
    with _refusing():
        credential = bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
        of = {"person": person_id} if person_id else {}
        passkeys = Passkey.objects.filter(credential=credential, person__is_active=True, **of)
        passkey = passkeys.select_related("person").select_for_update(of=("self",)).first()
        if passkey is None:
            raise Refused("identity.passkey", REFUSED, cites=(SECURITY,))
        shown = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    passkey.sign_count, passkey.last_used_at = shown.new_sign_count, now
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey.person


def _known(person_id: int) -> list[PublicKeyCredentialDescriptor]:
    known = Passkey.objects.filter(person=person_id).order_by("pk").values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever is wrong with a device's answer, it is refused in one way."""
    try:
        yield
    except (WebAuthnException, ValueError) as error:
        raise Refused("identity.passkey", REFUSED, cites=(SECURITY,)) from error

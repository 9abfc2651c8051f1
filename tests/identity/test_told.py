"""What people sign in with is told in the record: rows that no act wrote, or that were changed since, are found."""

import json

import pyotp
import pytest

from qilou.identity import actions
from qilou.identity.certificates import Shown
from qilou.identity.factors import new_secret
from qilou.identity.inputs import Code, NewToken
from qilou.identity.kinds import Scope
from qilou.identity.models import ApiToken, Certificate, RecoveryCode, SsoLink, Totp
from qilou.law.declared import declare_all
from qilou.ledger.models import Event
from qilou.ledger.refold import Fold
from qilou.ledger.tables import compare

from .conftest import NOW, City

ISSUER = "https://sso.example.gov.cn"


def doubts() -> list[str]:
    """Where the tables of signing in are not as the events left them."""
    declare_all()
    fold = Fold()
    for position, body in enumerate(Event.objects.order_by("pk").values_list("body", flat=True)):
        fold.tell(position, json.loads(bytes(body)))
    return [str(one) for one in compare(fold) if "identity_" in str(one)]


@pytest.fixture
def life(city: City) -> City:
    """Somebody who set everything up, used it and gave half of it up."""
    handler, signer = city.actor("handler"), city.actor("signer")
    app = pyotp.TOTP(new_secret())
    codes = actions.start_totp(app.secret, app.at(NOW), actor=handler, now=NOW)
    actions.finish_sign_in(handler.id, Code(code=codes[0]), first="password", now=NOW)
    actions.renew_recovery_codes(actor=handler, now=NOW)
    made = actions.create_token(NewToken(name="x", scopes=(Scope.IDENTITY_READ,)), actor=handler, now=NOW)
    actions.create_token(NewToken(name="y", scopes=(Scope.CASEWORK_ACT,)), actor=handler, now=NOW)
    actions.revoke_token(made.token.pk, actor=handler, now=NOW)
    actions.link_sso(ISSUER, "u-1", actor=handler, now=NOW)
    actions.link_sso(ISSUER, "u-2", actor=signer, now=NOW)
    actions.unlink_sso(ISSUER, actor=signer, now=NOW)
    actions.link_certificate(Shown("ab" * 32, "CN=handler", NOW), actor=handler, now=NOW)
    other = pyotp.TOTP(new_secret())
    actions.start_totp(other.secret, other.at(NOW), actor=signer, now=NOW)
    actions.stop_totp(actor=signer, now=NOW)
    return city


def test_what_acts_left_is_what_stands_there(life: City) -> None:
    assert doubts() == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: ApiToken.objects.filter(name="x").update(revoked_at=None),
        lambda: ApiToken.objects.filter(name="y").update(scopes=["identity:act"]),
        lambda: ApiToken.objects.filter(name="y").update(sha256="cd" * 32),
        lambda: SsoLink.objects.update(subject="somebody else"),
        lambda: Certificate.objects.update(sha256="cd" * 32),
        lambda: RecoveryCode.objects.first().delete(),
        lambda: Totp.objects.all().delete(),
    ],
    ids=["token revived", "scope widened", "token swapped", "link moved", "certificate swapped", "code gone", "no app"],
)
def test_what_no_act_did_is_found(life: City, tamper: object) -> None:
    tamper()
    assert len(doubts()) == 1

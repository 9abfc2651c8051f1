"""A second factor: set up, asked at sign-in, guessed at in vain, lost and recovered."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qilou.identity import actions
from qilou.identity.actions.attempts import ATTEMPTS, LOCKED_FOR
from qilou.identity.factors import new_secret, step_of, unseal
from qilou.identity.inputs import Code, FactorReset, NewPassword, ResetRequest, SignIn
from qilou.identity.models import Person, RecoveryCode, Session, Totp
from qilou.identity.sessions import hash_of
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, City, is_signed_in, signing_in

LATER = NOW + timedelta(minutes=5)
REASON = FactorReset(reason="本人到场，核对身份证件")


def set_up(city: City, username: str = "handler") -> tuple[pyotp.TOTP, list[str]]:
    """Somebody's app and recovery codes."""
    secret = new_secret()
    app = pyotp.TOTP(secret)
    return app, actions.start_totp(secret, app.at(NOW), actor=city.actor(username), now=NOW)


def second(city: City, code: str, now: datetime = LATER, username: str = "handler") -> str:
    return actions.finish_sign_in(city.people[username].pk, Code(code=code), first="password", now=now)


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: the key "12345678901234567890", six digits
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert step_of(secret, code, datetime.fromtimestamp(seconds, tz=NOW.tzinfo)) == seconds // 30


def test_a_password_alone_no_longer_opens_the_account(city: City) -> None:
    app, _codes = set_up(city)
    person = actions.sign_in(SignIn(username="handler", password=PASSWORD), now=LATER)
    assert person.second_factor
    assert not Event.objects.filter(name="identity.sign_in").exists()
    assert second(city, app.at(LATER)) == "totp"
    assert b'"by":["password","totp"]' in bytes(Event.objects.get(name="identity.sign_in").body)


def test_a_code_is_taken_once_and_only_in_its_time(city: City) -> None:
    app, _codes = set_up(city)
    with pytest.raises(Invalid):
        second(city, app.at(NOW), now=NOW)  # the code that set it up
    assert second(city, app.at(LATER))
    with pytest.raises(Invalid):
        second(city, app.at(LATER))
    with pytest.raises(Invalid):
        second(city, app.at(LATER + timedelta(minutes=2)))


def test_guessing_codes_meets_the_lock_and_a_right_password_does_not_lift_it(city: City) -> None:
    app, _codes = set_up(city)
    for _ in range(ATTEMPTS):
        actions.sign_in(SignIn(username="handler", password=PASSWORD), now=LATER)
        with pytest.raises(Invalid):
            second(city, "000000")
    with pytest.raises(Refused):
        actions.sign_in(SignIn(username="handler", password=PASSWORD), now=LATER)
    with pytest.raises(Invalid):
        second(city, app.at(LATER))
    assert second(city, app.at(LATER + LOCKED_FOR), now=LATER + LOCKED_FOR)


def test_a_recovery_code_works_once_however_it_is_typed(city: City) -> None:
    _app, codes = set_up(city)
    assert len(set(codes)) == 10
    assert second(city, codes[3].upper().replace("-", " ")) == "recovery_code"
    with pytest.raises(Invalid):
        second(city, codes[3])
    assert city.people["handler"].recovery_codes.count() == 9


def test_new_codes_replace_the_old_ones(city: City) -> None:
    _app, codes = set_up(city)
    renewed = actions.renew_recovery_codes(actor=city.actor("handler"), now=NOW)
    with pytest.raises(Invalid):
        second(city, codes[0])
    assert second(city, renewed[0]) == "recovery_code"


def test_the_apps_key_is_sealed_in_the_database_and_no_secret_is_in_the_record(city: City, settings: object) -> None:
    app, codes = set_up(city)
    sealed = Totp.objects.get().secret
    assert app.secret not in sealed
    assert unseal(sealed) == app.secret
    kept = b"".join(bytes(body) for body in Event.objects.values_list("body", flat=True))
    for secret in (app.secret, sealed, *codes):
        assert secret.encode() not in kept
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of the installation"
    assert unseal(sealed) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed) == app.secret


def test_a_wrong_first_code_sets_nothing_up_and_a_second_app_is_refused(city: City) -> None:
    with pytest.raises(Invalid):
        actions.start_totp(new_secret(), "000000", actor=city.actor("handler"), now=NOW)
    assert not Totp.objects.exists()
    set_up(city)
    with pytest.raises(Conflict):
        set_up(city)


def test_given_up_the_password_alone_opens_again(city: City) -> None:
    set_up(city)
    actions.stop_totp(actor=city.actor("handler"), now=NOW)
    assert not RecoveryCode.objects.exists()
    assert not actions.sign_in(SignIn(username="handler", password=PASSWORD), now=NOW).second_factor
    with pytest.raises(Refused):
        actions.renew_recovery_codes(actor=city.actor("handler"), now=NOW)


def test_lost_altogether_who_keeps_the_account_takes_it_away_with_a_reason(city: City) -> None:
    set_up(city)
    signed_in = signing_in("handler")
    person = city.people["handler"].pk
    for username in ("handler", "signer", "longhu-admin"):
        with pytest.raises((NotPermitted, Refused)):
            actions.reset_factors(person, REASON, actor=city.actor(username), now=NOW)
    actions.reset_factors(person, REASON, actor=city.actor("admin"), now=NOW)
    assert not Totp.objects.exists()
    assert not is_signed_in(signed_in)
    assert Event.objects.get(name="identity.reset_factors").actor_id == city.people["admin"].pk
    with pytest.raises(Refused):
        actions.reset_factors(person, REASON, actor=city.actor("admin"), now=NOW)


def test_an_administrator_takes_nothing_from_themselves(city: City) -> None:
    set_up(city, "admin")
    with pytest.raises(NotPermitted):
        actions.reset_factors(city.people["admin"].pk, REASON, actor=city.actor("admin"), now=NOW)


def test_it_is_set_up_and_asked_for_from_pages(city: City) -> None:
    browser = signing_in("handler")
    page = browser.get(reverse("totp")).content.decode()
    secret = page.partition('<code id="totp-key">')[2].partition("<")[0].replace(" ", "")
    app = pyotp.TOTP(secret)
    assert browser.post(reverse("totp"), {"code": "000000"}).status_code == 400
    before = timezone.now() - timedelta(seconds=30)
    page = browser.post(reverse("totp"), {"code": app.at(before)}).content.decode()
    assert page.count("<li><code>") == 10
    other = signing_in("handler")
    assert not is_signed_in(other)
    assert other.post(reverse("sign_in_second"), {"code": "000000"}).status_code == 400
    answer = other.post(reverse("sign_in_second"), {"code": app.now()})
    assert answer.status_code == 302
    assert is_signed_in(other)


def test_the_second_half_waits_for_nobody_who_did_not_give_the_first(city: City) -> None:
    app, _codes = set_up(city)
    assert Client().post(reverse("sign_in_second"), {"code": app.now()}).headers["Location"] == reverse("sign_in")
    half = signing_in("handler")
    person = Person.objects.get(username="handler")
    person.set_password("changed in the meantime")
    person.save(update_fields=["password"])
    assert half.post(reverse("sign_in_second"), {"code": app.now()}).headers["Location"] == reverse("sign_in")
    assert not is_signed_in(half)


def test_a_new_password_by_a_link_leaves_the_second_factor_where_it_was(city: City) -> None:
    city.person("mailed", email="mailed@example.org")
    set_up(city, "mailed")
    link = actions.request_reset(ResetRequest(username="mailed"), now=NOW)
    assert link is not None
    new = "another long sentence altogether"
    actions.reset_by_link(NewPassword(new=new, again=new), uid=link.uid, token=link.token, now=NOW)
    assert actions.sign_in(SignIn(username="mailed", password=new), now=NOW).second_factor


def test_the_sessions_name_changes_with_each_half(city: City) -> None:
    app, _codes = set_up(city)
    half = signing_in("handler")
    before = half.session.session_key
    half.post(reverse("sign_in_second"), {"code": app.now()})
    assert half.session.session_key != before
    assert not Session.objects.filter(pk=hash_of(before)).exists()

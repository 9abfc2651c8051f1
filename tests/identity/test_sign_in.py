"""Signing in, the lock, and the ways to a new password."""

from datetime import timedelta

import pytest

from qilou.identity import actions
from qilou.identity.actions.attempts import ATTEMPTS, LOCKED_FOR
from qilou.identity.inputs import Activation, NewPassword, PasswordChange, ResetRequest, SignIn
from qilou.identity.models import Person
from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, City

NEW = "another long sentence altogether"


def right(username: str = "handler") -> SignIn:
    return SignIn(username=username, password=PASSWORD)


def fail(times: int, username: str = "handler") -> None:
    for _ in range(times):
        with pytest.raises(Refused):
            actions.sign_in(SignIn(username=username, password="wrong"), now=NOW)


def test_somebody_signs_in_by_name_in_any_case_and_the_record_says_so(city: City) -> None:
    assert actions.sign_in(right("Handler"), now=NOW) == city.people["handler"]
    told = Event.objects.get(name="identity.sign_in")
    assert told.actor_id == city.people["handler"].pk
    assert told.organisation == "政务服务和数据管理局"


def test_five_failures_lock_for_fifteen_minutes_even_against_the_right_password(city: City) -> None:
    fail(ATTEMPTS)
    with pytest.raises(Refused):
        actions.sign_in(right(), now=NOW + LOCKED_FOR - timedelta(seconds=1))
    assert actions.sign_in(right(), now=NOW + LOCKED_FOR) == city.people["handler"]
    assert Event.objects.filter(name="identity.sign_in_failed").count() == ATTEMPTS


def test_after_a_lock_there_are_five_attempts_again(city: City) -> None:
    fail(ATTEMPTS)
    later = NOW + LOCKED_FOR
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(Refused):
            actions.sign_in(SignIn(username="handler", password="wrong"), now=later)
    assert actions.sign_in(right(), now=later)


def test_success_takes_the_failures_back(city: City) -> None:
    fail(ATTEMPTS - 1)
    actions.sign_in(right(), now=NOW)
    fail(ATTEMPTS - 1)
    assert actions.sign_in(right(), now=NOW)


def test_the_fifth_attempt_may_still_be_right(city: City) -> None:
    fail(ATTEMPTS - 1)
    person = actions.sign_in(right(), now=NOW)
    person.refresh_from_db()
    assert (person.failed_sign_ins, person.locked_until) == (0, None)


def test_the_answer_never_tells_what_was_wrong(city: City) -> None:
    off = Activation(active=False, reason="离职")
    actions.set_active(city.people["signer"].pk, off, actor=city.actor("admin"), now=NOW)
    fail(ATTEMPTS, "bureau")
    said = set()
    for given in (
        SignIn(username="nobody-of-that-name", password="wrong"),
        SignIn(username="handler", password="wrong"),
        right("signer"),
        right("bureau"),
    ):
        with pytest.raises(Refused) as refused:
            actions.sign_in(given, now=NOW)
        said.add((refused.value.code, refused.value.message.in_("zh"), refused.value.status))
    assert len(said) == 1


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    fail(1, "nobody-of-that-name")
    unknown = len(hashed)
    fail(1)
    assert unknown == len(hashed) - unknown == 1


def test_a_one_time_password_expires_after_seven_days(city: City) -> None:
    one_time = actions.reset_password(city.people["handler"].pk, actor=city.actor("admin"), now=NOW)
    given = SignIn(username="handler", password=one_time)
    assert actions.sign_in(given, now=NOW + timedelta(days=7, seconds=-1)).must_change_password
    with pytest.raises(Refused):
        actions.sign_in(given, now=NOW + timedelta(days=7))


def test_a_reset_unlocks_and_the_change_opens_the_posts_again(city: City) -> None:
    fail(ATTEMPTS)
    one_time = actions.reset_password(city.people["handler"].pk, actor=city.actor("admin"), now=NOW)
    actions.sign_in(SignIn(username="handler", password=one_time), now=NOW)
    given = PasswordChange(current=one_time, new=NEW, again=NEW)
    actions.change_own_password(given, actor=city.actor("handler"), now=NOW)
    assert city.actor("handler").holds("AUTHORITY@440500/handler")
    assert not actions.sign_in(SignIn(username="handler", password=NEW), now=NOW).must_change_password


def test_only_who_keeps_the_account_resets_it_and_nobody_their_own(city: City) -> None:
    with pytest.raises(NotPermitted):
        actions.reset_password(city.people["signer"].pk, actor=city.actor("handler"), now=NOW)
    with pytest.raises(NotPermitted):
        actions.reset_password(city.people["admin"].pk, actor=city.actor("admin"), now=NOW)


@pytest.mark.parametrize(
    ("new", "again", "wrong"),
    [
        ("short", "short", {"new"}),
        ("handler-handler", "handler-handler", {"new"}),
        ("qwertyuiop", "qwertyuiop", {"new"}),
        (NEW, NEW + "!", {"again"}),
        (PASSWORD, PASSWORD, {"new"}),
    ],
)
def test_a_weak_repeated_or_mistyped_password_is_refused(city: City, new: str, again: str, wrong: set[str]) -> None:
    with pytest.raises(Invalid) as invalid:
        actions.change_own_password(
            PasswordChange(current=PASSWORD, new=new, again=again), actor=city.actor("handler"), now=NOW
        )
    assert set(invalid.value.errors) == wrong


def test_guessing_the_current_password_meets_the_same_lock(city: City) -> None:
    given = PasswordChange(current="wrong", new=NEW, again=NEW)
    for _ in range(ATTEMPTS):
        with pytest.raises(Invalid):
            actions.change_own_password(given, actor=city.actor("handler"), now=NOW)
    with pytest.raises(Refused):
        actions.sign_in(right(), now=NOW)


def test_a_link_sets_a_new_password_once(city: City) -> None:
    city.person("mailed", email="mailed@example.org")
    link = actions.request_reset(ResetRequest(username="mailed"), now=NOW)
    assert link is not None
    assert link.email == "mailed@example.org"
    given = NewPassword(new=NEW, again=NEW)
    actions.reset_by_link(given, uid=link.uid, token=link.token, now=NOW)
    assert actions.sign_in(SignIn(username="mailed", password=NEW), now=NOW)
    with pytest.raises(Refused):
        actions.reset_by_link(given, uid=link.uid, token=link.token, now=NOW)
    for uid in ("", "x", "MQ", "💥"):
        with pytest.raises(Refused):
            actions.reset_by_link(given, uid=uid, token=link.token, now=NOW)


def test_there_is_one_link_in_fifteen_minutes_and_none_without_an_address(city: City) -> None:
    city.person("mailed", email="mailed@example.org")
    asked = ResetRequest(username="mailed")
    assert actions.request_reset(asked, now=NOW)
    assert actions.request_reset(asked, now=NOW + timedelta(minutes=14)) is None
    assert actions.request_reset(asked, now=NOW + timedelta(minutes=15))
    for username in ("handler", "nobody-of-that-name"):
        assert actions.request_reset(ResetRequest(username=username), now=NOW) is None


def test_signing_out_is_recorded(city: City) -> None:
    actions.sign_out(actor=city.actor("handler"), now=NOW)
    assert Event.objects.get(name="identity.sign_out").actor_id == city.people["handler"].pk


def test_no_password_ever_stands_in_the_record(city: City) -> None:
    actions.sign_in(right(), now=NOW)
    fail(1)
    given = PasswordChange(current=PASSWORD, new=NEW, again=NEW)
    actions.change_own_password(given, actor=city.actor("handler"), now=NOW)
    kept = b"".join(bytes(body) for body in Event.objects.values_list("body", flat=True))
    stored = Person.objects.get(username="handler").password
    for secret in (PASSWORD, NEW, "wrong", stored):
        assert secret.encode() not in kept

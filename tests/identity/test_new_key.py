"""`qilou new-key`: an administrator proves at the terminal who they are before the record gets a further key."""

import argparse
import io
from pathlib import Path
from typing import Any

import pyotp
import pytest

from qilou.identity.commands import run_new_key
from qilou.identity.factors import new_secret, seal
from qilou.identity.models import Person, Totp
from qilou.kernel.errors import Invalid, Missing, NotPermitted
from qilou.kernel.moment import now
from qilou.ledger.models import Event, SigningKey

from .conftest import PASSWORD, City

pytestmark = pytest.mark.django_db


def ask(monkeypatch: Any, file: Path, by: str, typed: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    return run_new_key(argparse.Namespace(file=file, by=by))


def test_an_administrator_introduces_a_key_in_their_own_name(city: City, tmp_path: Path, monkeypatch: Any) -> None:
    assert ask(monkeypatch, tmp_path / "key.pem", "admin", PASSWORD) == 0
    told = Event.objects.get(name="ledger.introduce_key")
    assert told.actor_id == city.people["admin"].pk
    assert SigningKey.objects.get().introduced_by == told.event_id
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    assert Event.objects.filter(name="identity.confirm").count() == 1


@pytest.mark.parametrize(
    ("by", "typed", "why"),
    [("admin", "not it", Invalid), ("handler", PASSWORD, NotPermitted), ("nobody-here", PASSWORD, Missing)],
)
def test_no_key_is_made_for_anybody_else_or_by_a_wrong_password(
    city: City, tmp_path: Path, monkeypatch: Any, by: str, typed: str, why: type[Exception]
) -> None:
    with pytest.raises(why):
        ask(monkeypatch, tmp_path / "key.pem", by, typed)
    assert not (tmp_path / "key.pem").exists()
    assert not SigningKey.objects.exists()


def test_whoever_has_a_second_factor_is_asked_for_it(city: City, tmp_path: Path, monkeypatch: Any) -> None:
    secret = new_secret()
    Totp.objects.create(person=Person.objects.get(username="admin"), secret=seal(secret), created_at=now(), last_step=0)
    with pytest.raises(Invalid):
        ask(monkeypatch, tmp_path / "key.pem", "admin", PASSWORD)
    assert ask(monkeypatch, tmp_path / "key.pem", "admin", pyotp.TOTP(secret).now()) == 0

"""Where somebody is signed in: listed, ended one by one or all at once, by themselves or by who keeps the account."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qilou.identity import actions
from qilou.identity.inputs import Activation
from qilou.identity.models import Session
from qilou.identity.queries import signing_in as kept
from qilou.identity.sessions import device, drop_ended, hash_of
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, City, is_signed_in, signing_in

NEW = "another long sentence altogether"


def key_of(browser: Client) -> str:
    return hash_of(browser.session.session_key)


def test_one_sees_where_one_is_signed_in_by_what_means_and_on_what_device(city: City) -> None:
    here = signing_in("handler")
    signing_in("handler", agent="Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36")
    signing_in("signer")
    listed = kept.sessions_of(city.people["handler"].pk, key_of(here))
    assert [(one.device, one.means.en, one.current) for one in listed] == [
        ("Firefox · Windows", "password", True),
        ("Chrome · Android", "password", False),
    ]
    page = here.get(reverse("security")).content.decode()
    assert "Chrome · Android" in page


def test_what_the_table_keeps_opens_no_session(city: City) -> None:
    browser = signing_in("handler")
    kept_key = Session.objects.get(person=city.people["handler"]).pk
    stolen = Client()
    stolen.cookies["sessionid"] = kept_key
    assert is_signed_in(browser)
    assert not is_signed_in(stolen)


def test_one_session_is_ended_and_nobody_ends_anothers(city: City) -> None:
    here, there, other = signing_in("handler"), signing_in("handler"), signing_in("signer")
    assert other.post(reverse("end_session", args=[key_of(there)])).status_code == 404
    here.post(reverse("end_session", args=[key_of(there)]))
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert Event.objects.filter(name="identity.end_session").count() == 1


def test_all_others_end_at_once(city: City) -> None:
    here, *others = (signing_in("handler") for _ in range(3))
    here.post(reverse("end_other_sessions"))
    assert [is_signed_in(one) for one in (here, *others)] == [True, False, False]
    assert here.post(reverse("end_other_sessions")).status_code == 422


def test_a_new_password_ends_every_other_session_and_renews_this_one(city: City) -> None:
    here, there = signing_in("handler"), signing_in("handler")
    before = key_of(here)
    here.post(reverse("change_password"), {"current": PASSWORD, "new": NEW, "again": NEW})
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert key_of(here) != before
    assert Session.objects.filter(person=city.people["handler"]).count() == 1


def test_who_keeps_the_account_ends_its_sessions_and_nobody_else_does(city: City) -> None:
    handler, admin = signing_in("handler"), signing_in("admin")
    address = reverse("end_sessions_of", args=[city.people["handler"].pk])
    for stranger in ("signer", "longhu-admin"):
        assert signing_in(stranger).post(address).status_code in {403, 404}
    assert "结束全部会话" in admin.get(reverse("person", args=[city.people["handler"].pk])).content.decode()
    admin.post(address)
    assert not is_signed_in(handler)
    assert is_signed_in(admin)
    assert Event.objects.get(name="identity.end_sessions_of").actor_id == city.people["admin"].pk


def test_an_account_that_is_switched_off_or_reset_is_signed_in_nowhere(city: City) -> None:
    handler, signer = signing_in("handler"), signing_in("signer")
    off = Activation(active=False, reason="离职")
    actions.set_active(city.people["handler"].pk, off, actor=city.actor("admin"), now=NOW)
    actions.reset_password(city.people["signer"].pk, actor=city.actor("admin"), now=NOW)
    assert not is_signed_in(handler)
    assert not is_signed_in(signer)
    assert not Session.objects.filter(person__in=[city.people["handler"], city.people["signer"]]).exists()


def test_a_session_in_use_is_noted_once_a_minute(city: City, django_assert_num_queries: Any) -> None:
    browser = signing_in("handler")
    before = timezone.now() - timedelta(minutes=2)
    sessions = Session.objects.filter(person=city.people["handler"])
    sessions.update(last_seen=before)
    is_signed_in(browser)
    seen = sessions.get().last_seen
    assert seen > before
    is_signed_in(browser)
    assert sessions.get().last_seen == seen


def test_sessions_whose_time_is_over_open_nothing_and_are_forgotten(city: City) -> None:
    browser = signing_in("handler")
    Session.objects.filter(person=city.people["handler"]).update(expire_date=timezone.now())
    assert not is_signed_in(browser)
    assert drop_ended() == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/116.0 Mobile MicroMessenger/8.0.50", "WeChat · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux"),
        ("curl/8.5.0", ""),
    ],
)
def test_a_device_is_told_in_words_that_its_owner_knows(agent: str, said: str) -> None:
    assert device(agent) == said

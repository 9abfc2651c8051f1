"""A message leaves once, in the way and language that its person wants, and is tried again when it cannot."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.test_races import at_once
from tests.casework.town import SINCE, Town, at_noon, build

from qilou.casework.actions.messages import LONGEST_SMS, choose_ways, short
from qilou.casework.actions.notify import HANDED, KINDS, notify
from qilou.casework.actions.sending import MAIL, PAUSES, SMS, deliver
from qilou.casework.checks import messages_can_leave
from qilou.casework.models import Case, Delivery
from qilou.identity.models import Appointment, Person
from qilou.identity.models import Post as Seat
from qilou.kernel.errors import Invalid
from qilou.law import Language

MONDAY = at_noon("2026-03-02")

SENT: list[tuple[str, str]] = []

Post = Callable[[datetime], int]


def gateway(phone: str, text: str) -> None:
    """An SMS gateway that notes what it is given."""
    SENT.append((phone, text))


def choosy(phone: str, text: str) -> None:
    """An SMS gateway that takes one number only, and raises what no library declares."""
    if phone != "13800000000":
        raise LookupError(f"no route to {phone}")
    SENT.append((phone, text))


@pytest.fixture
def post(settings: Any) -> Callable[[datetime], int]:
    """An installation with a mail server and an SMS gateway; sends what is due."""
    settings.QILOU_MAIL, settings.QILOU_SMS = True, f"{__name__}:gateway"
    settings.QILOU_URL = "https://qilou.example"
    SENT.clear()

    def sending(now: datetime) -> int:
        settings.QILOU_DEMO = False
        try:
            return deliver(now)
        finally:
            settings.QILOU_DEMO = True

    return sending


def queued(town: Town, name: str, way: str = SMS, count: int = 1) -> None:
    """So many messages to a person, by one way."""
    choose_ways(town.people[name].pk, {HANDED: way}, KINDS)
    for number in range(count):
        hand(town, name, source=f"{name}{number}")


def with_address(town: Town, name: str, language: str = "zh-hans") -> None:
    person = town.people[name]
    person.email, person.phone, person.language = f"{name}@example.cn", "13800000000", language
    person.save()


def post_of_administrator(town: Town, name: str) -> None:
    authority = town.organisations["authority"]
    seat = Seat.objects.create(organisation=authority, kind="administrator", title_zh="管理", title_en="a", since=SINCE)
    Appointment.objects.create(post=seat, person=town.people[name], since=SINCE)


def hand(town: Town, name: str, source: str = "s1", now: datetime = MONDAY) -> None:
    case = Case.objects.order_by("pk")[0]
    notify([town.people[name].pk], HANDED, at=now, case_id=case.pk, event_id=None, by="经办", source=source)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("zh-hans", "有办件转交给您"), ("en", "A case was handed to you")])
def test_who_wants_mail_gets_one_in_their_language_with_number_title_and_link(
    town: Town, post: Post, language: str, said: str
) -> None:
    number = under_review(town)
    for name in ("handler", "checker"):
        with_address(town, name, language)
    choose_ways(town.people["handler"].pk, {HANDED: MAIL}, KINDS)
    for _ in range(2):
        hand(town, "handler")
    hand(town, "checker")
    assert (post(MONDAY), post(MONDAY)) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["handler@example.cn"], f"{said} {number}")
    assert f"https://qilou.example/tests/licence/{number}/" in sent.body
    assert "餐饮许可" in sent.body


@pytest.mark.django_db
def test_an_sms_is_short_and_goes_to_the_gateway_that_is_named(town: Town, post: Post) -> None:
    number = under_review(town)
    with_address(town, "handler")
    choose_ways(town.people["handler"].pk, {HANDED: SMS}, KINDS)
    hand(town, "handler")
    assert post(MONDAY) == 1
    assert [("13800000000", f"有办件转交给您：{number}")] == SENT


@pytest.mark.django_db
def test_what_cannot_be_sent_is_tried_again_with_growing_pauses_and_then_given_up(
    town: Town, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(town)
    with_address(town, "handler")
    choose_ways(town.people["handler"].pk, {HANDED: MAIL}, KINDS)
    hand(town, "handler")

    def down(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    now = MONDAY
    for tries, pause in enumerate(PAUSES, start=1):
        assert post(now) == 0
        row = Delivery.objects.get()
        assert (row.tries, row.due_at, row.fault) == (tries, now + pause, "no server")
        assert post(now + pause - timedelta(seconds=1)) == 0
        now += pause
    post(now)
    row.refresh_from_db()
    assert (row.given_up_at, row.sent_at) == (now, None)


@pytest.mark.django_db
def test_whatever_one_message_meets_the_others_go_out(town: Town, post: Post, settings: Any) -> None:
    settings.QILOU_SMS = f"{__name__}:choosy"
    under_review(town)
    for name, phone in (("checker", "139"), ("handler", "13800000000")):
        with_address(town, name)
        town.people[name].phone = phone
        town.people[name].save()
        queued(town, name)
    assert post(MONDAY) == 1
    assert [phone for phone, _ in SENT] == ["13800000000"]
    failed = Delivery.objects.get(sent_at__isnull=True)
    assert (failed.to, failed.fault, failed.tries) == ("139", "no route to 139", 1)


@pytest.mark.django_db
def test_a_way_that_fails_three_times_rests_and_the_other_way_goes_on(
    town: Town, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(town)
    for name in ("handler", "checker"):
        with_address(town, name)
    queued(town, "handler", MAIL, 6)
    queued(town, "checker", SMS, 2)
    tried: list[object] = []

    def down(*given: object, **_: object) -> None:
        tried.append(given)
        raise TimeoutError("timed out")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    assert post(MONDAY) == 2
    assert len(tried) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("named", ["nowhere", "no.such:module", f"{__name__}:SENT", f"{__name__}:nobody"])
def test_a_wrong_gateway_is_said_at_the_start_and_costs_no_message(
    town: Town, post: Post, settings: Any, named: str
) -> None:
    settings.QILOU_SMS = named
    assert [one.id for one in messages_can_leave()] == ["casework.E001"]
    under_review(town)
    with_address(town, "handler")
    queued(town, "handler")
    assert post(MONDAY) == 0
    assert Delivery.objects.get().fault
    settings.QILOU_SMS = f"{__name__}:gateway"
    assert post(MONDAY + PAUSES[0]) == 1


def test_messages_that_would_link_nowhere_are_said_at_the_start(settings: Any) -> None:
    settings.QILOU_MAIL, settings.QILOU_SMS, settings.QILOU_URL = True, "", ""
    assert [one.id for one in messages_can_leave()] == ["casework.E002"]
    settings.QILOU_URL = "https://qilou.example"
    assert not messages_can_leave()


@pytest.mark.django_db
def test_the_administrator_sees_what_was_given_up_but_not_what_it_says_and_lets_it_be_tried_again(
    town: Town, post: Post, settings: Any
) -> None:
    settings.QILOU_SMS = f"{__name__}:choosy"
    number = under_review(town)
    with_address(town, "checker")
    Person.objects.filter(pk=town.people["checker"].pk).update(phone="139")
    queued(town, "checker")
    now = MONDAY
    for pause in (*PAUSES, timedelta()):
        post(now)
        now += pause
    address = reverse("unsent")
    assert client(town, "handler").get(address).status_code == 403
    post_of_administrator(town, "handler2")
    keeper = client(town, "handler2")
    page = keeper.get(address).content.decode()
    assert "no route to 139" in page
    assert number not in page
    assert address in keeper.get(reverse("desk")).content.decode()
    Person.objects.filter(pk=town.people["checker"].pk).update(phone="13800000000")
    Delivery.objects.update(to="13800000000")
    assert keeper.post(address).status_code == 302
    assert post(now + timedelta(days=365 * 2)) == 1
    assert address not in keeper.get(reverse("desk")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_sms_has_at_most_seventy_characters_and_its_number_whole(language: Language) -> None:
    number = "SB26-1234567890123456-9"
    for words in KINDS.values():
        text = short(words.in_(language), number, language)
        assert len(text) <= LONGEST_SMS
        assert text.endswith(number)
        assert "://" not in text
    assert short("字" * 90, number, "zh") == "字" * (LONGEST_SMS - 2 - len(number)) + "…：" + number


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_written(town: Town, settings: Any) -> None:
    under_review(town)
    settings.QILOU_DEMO = False
    with_address(town, "handler")
    hand(town, "handler")
    assert not Delivery.objects.exists()
    with pytest.raises(Invalid):
        choose_ways(town.people["handler"].pk, {HANDED: MAIL}, KINDS)


def test_two_senders_at_once_send_each_message_once(committed_db: str, post: Post, settings: Any) -> None:
    town = build()
    under_review(town)
    with_address(town, "handler")
    choose_ways(town.people["handler"].pk, {HANDED: SMS}, KINDS)
    for number in range(20):
        hand(town, "handler", source=f"s{number}")
    settings.QILOU_DEMO = False
    outcomes = at_once(lambda: deliver(MONDAY), lambda: deliver(MONDAY))
    assert sum(one for one in outcomes if isinstance(one, int)) == len(SENT) == 20
    assert not Delivery.objects.filter(sent_at__isnull=True).exists()

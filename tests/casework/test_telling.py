"""People are told of papers, cards and answers, in the way they choose; a message leaves once and is tried again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.test_races import at_once
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.messages import MAIL, NONE, PAUSES, SMS, choose_ways, deliver
from qilou.casework.actions.notify import HANDED, KINDS, RED, SERVED, YELLOW, notify
from qilou.casework.actions.perform import perform
from qilou.casework.actions.telling import send_digests, tell_of_cards, tell_of_papers
from qilou.casework.actions.urging import answer_urging, urge
from qilou.casework.models import Case, Delivery, Notice, Notification
from qilou.kernel.errors import Invalid

MONDAY = at_noon("2026-03-02")
MORNING = MONDAY.replace(hour=8, minute=5)
SENT: list[tuple[str, str]] = []
Post = Callable[[datetime], int]


def gateway(phone: str, text: str) -> None:
    """An SMS gateway that notes what it is given."""
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


def with_address(town: Town, name: str, language: str = "zh-hans") -> None:
    person = town.people[name]
    person.email, person.phone, person.language = f"{name}@example.cn", "13800000000", language
    person.save()


def told(town: Town, name: str) -> list[str]:
    return list(Notification.objects.filter(person=town.people[name]).order_by("pk").values_list("kind", flat=True))


def hand(town: Town, name: str, source: str = "s1", now: datetime = MONDAY) -> None:
    case = Case.objects.order_by("pk")[0]
    notify([town.people[name].pk], HANDED, at=now, case_id=case.pk, event_id=None, by="经办", source=source)


@pytest.mark.django_db
def test_the_handlers_of_a_body_are_told_once_of_each_paper_served_on_it(town: Town) -> None:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=MONDAY, data={"amount": "5000"})
    assert tell_of_papers(MONDAY) == 1
    assert tell_of_papers(MONDAY + timedelta(minutes=5)) == 0
    assert [told(town, one) for one in ("applicant", "finance", "checker", "stranger")] == [[SERVED], [SERVED], [], []]
    page = client(town, "applicant").get(reverse("notifications")).content.decode()
    assert reverse("notice", args=[Notice.objects.get().pk]) in page


@pytest.mark.django_db
@pytest.mark.req("A34.1")
def test_a_card_is_told_to_who_has_the_case_and_a_red_one_to_who_checks_and_signs(town: Town) -> None:
    under_review(town)
    due = Case.objects.get().due_on
    assert due
    assert tell_of_cards(MONDAY) == 0
    before = datetime.combine(due, MONDAY.timetz())
    assert (tell_of_cards(before), tell_of_cards(before)) == (1, 0)
    assert [told(town, one) for one in ("handler", "handler2", "checker", "signer")] == [[YELLOW], [YELLOW], [], []]
    after = before + timedelta(days=1)
    assert (tell_of_cards(after), tell_of_cards(after)) == (1, 0)
    assert [told(town, one) for one in ("handler", "checker", "signer")] == [[YELLOW, RED], [RED], [RED]]


@pytest.mark.django_db
def test_who_urged_is_told_of_the_answer(town: Town) -> None:
    number = under_review(town)
    late = at_noon("2026-05-06")
    slip = urge(ROUTE, number, actor=town.actor("signer", "2026-05-06"), now=late, reason="请尽快办结。")
    answer_urging(slip.pk, "本周办结。", actor=town.actor("handler", "2026-05-06"), now=late)
    assert "answered" in told(town, "signer")


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
def test_without_a_mail_server_nothing_is_written(town: Town, settings: Any) -> None:
    under_review(town)
    with_address(town, "handler")
    hand(town, "handler")
    assert not Delivery.objects.exists()
    with pytest.raises(Invalid):
        choose_ways(town.people["handler"].pk, {HANDED: MAIL}, KINDS)


@pytest.mark.django_db
def test_a_digest_tells_each_working_morning_what_waits_and_stays_away_when_nothing_does(
    town: Town, post: Post
) -> None:
    under_review(town)
    for name in ("handler", "stranger"):
        with_address(town, name)
    hand(town, "handler")
    assert send_digests(MORNING - timedelta(hours=1)) == 0
    assert (send_digests(MORNING), send_digests(MORNING)) == (1, 0)
    assert send_digests(MORNING - timedelta(days=1)) == 0
    assert post(MORNING) == 1
    assert mail.outbox[0].to == ["handler@example.cn"]
    assert "待办 1 件" in mail.outbox[0].body
    assert "未读消息 1 条" in mail.outbox[0].body


@pytest.mark.django_db
def test_one_chooses_on_a_page_and_only_what_is_offered(town: Town, post: Post) -> None:
    officer: Client = client(town, "handler")
    assert officer.post(reverse("notification_ways"), {HANDED: MAIL, SERVED: NONE}).status_code == 302
    page = officer.get(reverse("notification_ways")).content.decode()
    assert page.count(f'<option value="{MAIL}" selected>') == 1
    assert page.count(f'<option value="{NONE}" selected>') == 1
    refused = officer.post(reverse("notification_ways"), {HANDED: "pigeon"})
    assert refused.status_code == 400
    assert "请选择所列的一项" in refused.content.decode()


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

"""People are told of papers, cards and answers, in the way they choose; a message leaves once and is tried again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.test_races import at_once
from tests.casework.town import SINCE, Town, at_noon, build

from qilou.casework.actions.digest import LISTED, send_digests
from qilou.casework.actions.messages import DIGEST, LONGEST_SMS, NONE, choose_ways, short
from qilou.casework.actions.notify import HANDED, KINDS, OVERSEEN, RED, SERVED, YELLOW, notify
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sending import MAIL, PAUSES, SMS, deliver
from qilou.casework.actions.telling import tell_of_cards, tell_of_papers
from qilou.casework.actions.urging import answer_urging, urge
from qilou.casework.checks import messages_can_leave
from qilou.casework.models import Case, Delivery, Notice, Notification
from qilou.identity.models import Appointment, Jurisdiction, Person
from qilou.identity.models import Post as Seat
from qilou.kernel.errors import Invalid
from qilou.law import Language

MONDAY = at_noon("2026-03-02")
MORNING = MONDAY.replace(hour=8, minute=5)
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


def told(town: Town, name: str) -> list[str]:
    return list(Notification.objects.filter(person=town.people[name]).order_by("pk").values_list("kind", flat=True))


def post_of_administrator(town: Town, name: str) -> None:
    authority = town.organisations["authority"]
    seat = Seat.objects.create(organisation=authority, kind="administrator", title_zh="管理", title_en="a", since=SINCE)
    Appointment.objects.create(post=seat, person=town.people[name], since=SINCE)


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
    Case.objects.update(due_on=after.date())
    assert (tell_of_cards(after), tell_of_cards(after + timedelta(days=1))) == (1, 1)


@pytest.mark.django_db
@pytest.mark.req("A31.1", "A34.1")
def test_a_red_card_anywhere_is_told_to_those_of_the_supervising_authority_who_may_urge(town: Town) -> None:
    number = under_review(town)
    Case.objects.update(desk="FINANCE@440500/handler", due_on=MONDAY.date() - timedelta(days=1))
    assert tell_of_cards(MONDAY) == 1
    names = ("finance", "handler", "checker", "signer", "registrar")
    assert [told(town, one) for one in names] == [[RED], [], [OVERSEEN], [OVERSEEN], [OVERSEEN]]
    assert number in client(town, "signer").get(reverse("notifications")).content.decode()
    Notification.objects.all().delete()
    Case.objects.update(readers=["FINANCE@440500"], told_red=None)
    assert tell_of_cards(MONDAY) == 1
    assert told(town, "signer") == []


@pytest.mark.django_db
def test_telling_of_cards_reads_what_is_new_however_many_cards_were_told(town: Town) -> None:
    number = under_review(town)
    case = Case.objects.get(number=number)
    late = MONDAY.date() - timedelta(days=5)
    many = [
        Case(
            **{
                field.attname: getattr(case, field.attname)
                for field in Case._meta.concrete_fields
                if field.name != "id"
            }
            | {"number": f"CS26-{1000 + place}-1", "due_on": late, "told_red": late, "told_yellow": late}
        )
        for place in range(5000)
    ]
    Case.objects.bulk_create(many, batch_size=1000)
    Case.objects.filter(number=number).update(due_on=late)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE casework_case")
    untold = Case.objects.card_untold(late, MONDAY.date(), MONDAY.date())
    assert "case_card_untold" in untold.order_by("due_on", "pk").explain()
    with CaptureQueriesContext(connection) as asked:
        assert tell_of_cards(MONDAY) == 1
    assert len(asked) < 40
    with CaptureQueriesContext(connection) as again:
        assert tell_of_cards(MONDAY) == 0
    assert len(again) <= len(Jurisdiction.objects.all()) + 2


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
@pytest.mark.parametrize(
    ("language", "lines", "more"),
    [
        (
            "zh-hans",
            (
                "1. 第 13 件（{13}）\n   批复：2026-02-22 届满，已超期",
                "批复：今日（2026-03-02）届满",
                "批复：2026-03-03 届满",
            ),
            "另有 2 件。",
        ),
        (
            "en",
            (
                "1. 第 13 件 ({13})\n   Grant: was due on 2026-02-22, overdue",
                "due today (2026-03-02)",
                "due by 2026-03-03",
            ),
            "And 2 more.",
        ),
    ],
)
def test_a_digest_lists_the_most_urgent_cases_with_what_is_due_and_the_way_there(
    town: Town, post: Post, language: str, lines: tuple[str, ...], more: str
) -> None:
    numbers = [under_review(town) for _ in range(LISTED + 2)]
    days = [4, 4, 3, 2, *(2 - place for place in range(1, LISTED - 1))]
    for place, (number, day) in enumerate(zip(numbers, days, strict=True), 2):
        due = date(2026, 3, 1) + timedelta(days=day - 1)
        Case.objects.filter(number=number).update(title=f"第 {place} 件", due_on=due)
    with_address(town, "handler", language)
    assert send_digests(MORNING) == 1
    post(MORNING)
    body = mail.outbox[0].body
    for line in lines:
        assert line.replace("{13}", numbers[-1]) in body
    assert body.index(numbers[-1]) < body.index(numbers[3]) < body.index(numbers[2])
    assert f"https://qilou.example/tests/licence/{numbers[-1]}/" in body
    assert numbers[0] not in body
    assert more in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ways", "sent"),
    [
        ({DIGEST: NONE}, 0),
        (dict.fromkeys(KINDS, NONE), 0),
        (dict.fromkeys(KINDS, NONE) | {DIGEST: DIGEST}, 1),
        ({HANDED: NONE}, 1),
    ],
)
def test_a_digest_is_not_sent_to_who_switched_it_off_or_wants_nothing_sent(
    town: Town, post: Post, ways: dict[str, str], sent: int
) -> None:
    under_review(town)
    with_address(town, "handler")
    choose_ways(town.people["handler"].pk, ways, KINDS)
    assert send_digests(MORNING) == sent


@pytest.mark.django_db
def test_one_chooses_on_a_page_and_only_what_is_offered(town: Town, post: Post) -> None:
    officer: Client = client(town, "handler")
    chosen = {HANDED: MAIL, SERVED: NONE}
    assert officer.post(reverse("notification_ways"), chosen).status_code == 302
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

"""The digest of a working morning: what waits, with the way there."""

from datetime import date, timedelta

import pytest
from django.core import mail
from tests.casework.test_pages import town as town
from tests.casework.test_pages import under_review
from tests.casework.test_sending import MONDAY, Post, hand, with_address
from tests.casework.test_sending import post as post
from tests.casework.town import Town

from qilou.casework.actions.digest import LISTED, send_digests
from qilou.casework.actions.messages import DIGEST, NONE, choose_ways
from qilou.casework.actions.notify import HANDED, KINDS
from qilou.casework.models import Case

MORNING = MONDAY.replace(hour=8, minute=5)


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

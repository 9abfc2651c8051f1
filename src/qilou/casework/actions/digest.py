"""The digest of a working morning: what waits for each officer, the most urgent first, in their own language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count

from qilou.casework.models import Delivery, Notification
from qilou.casework.queries.desks import CAP, Row, counts, waiting
from qilou.casework.store import fetch_context
from qilou.identity.queries import Address, actor_with_id, addresses_of, people_with_mail
from qilou.law import Message, say

from .messages import DIGEST, key_of, message, ways_of
from .notify import KINDS
from .sending import MAIL, channels

MORNING = range(8, 10)  # so that a server that was down at eight still writes
LISTED = 10


def send_digests(now: datetime) -> int:
    """Write to each officer who wants it, on the morning of a working day; nothing where nothing waits or is unread."""
    if MAIL not in channels() or now.hour not in MORNING:
        return 0
    today = now.date()
    about = f"digest/{today}"
    people = people_with_mail(today)
    written = Delivery.objects.filter(key__in=[key_of(MAIL, one, about) for one in people])
    done = set(written.values_list("person_id", flat=True))
    ways = ways_of([one for one in people if one not in done], KINDS)
    wanting = [one for one, ways in ways.items() if ways[DIGEST] == DIGEST]
    unread = _unread(wanting, ways)
    rows = []
    working: dict[str, bool] = {}
    for to in addresses_of(wanting):
        if to.jurisdiction not in working:
            working[to.jurisdiction] = fetch_context(to.jurisdiction, today)[1].is_working(today)
        if working[to.jurisdiction] and (body := _body(to, unread[to.id], now)):
            subject = say("%(day)s 待办摘要", "Your work on %(day)s", day=today).in_(to.language)
            rows.append(message(to, MAIL, about, subject, body, now))
    return len(Delivery.objects.bulk_create(rows, ignore_conflicts=True))


def _unread(people: Iterable[int], ways: Mapping[int, Mapping[str, str]]) -> Counter[int]:
    """How many notifications each has not read, of the kinds that they want in the digest; one query."""
    found = Notification.objects.filter(person__in=list(people), read_at__isnull=True).order_by()
    unread: Counter[int] = Counter()
    for person, kind, number in found.values_list("person", "kind").annotate(number=Count("pk")):
        unread[person] += number if ways[person].get(kind) == DIGEST else 0
    return unread


def _body(to: Address, unread: int, now: datetime) -> str:
    """What stands in a person's digest; blank where there is nothing to say."""
    actor = actor_with_id(to.id, now.date())
    cells = list(counts(actor, now=now).values())
    total = sum(number for one in cells for number in one.values())
    if not total and not unread:
        return ""
    listed = waiting(actor, now=now, most=LISTED) if total else []
    parts = [
        say("%(name)s：\n", "%(name)s,\n", name=to.name),
        say(
            "待办 %(waiting)s 件，其中已超期 %(late)s 件，即将到期 %(soon)s 件；未读消息 %(unread)s 条。\n",
            "%(waiting)s cases wait for you, %(late)s of them overdue and %(soon)s due soon; "
            "%(unread)s notifications are unread.\n",
            waiting=total,
            late=sum(one["overdue"] for one in cells),
            soon=sum(one["today"] + one["soon"] for one in cells),
            unread=unread,
        ),
        *(_line(place, one, now.date()) for place, one in enumerate(listed, 1)),
    ]
    if more := total - len(listed):
        capped = any(number >= CAP for one in cells for number in one.values())
        words = (
            ("另有至少 %(n)s 件。", "And at least %(n)s more.") if capped else ("另有 %(n)s 件。", "And %(n)s more.")
        )
        parts.append(say(*words, n=more))
    parts.append(say("全部待办：%(link)s\n", "All your work: %(link)s\n", link=f"{settings.QILOU_URL}/work/"))
    return "\n".join(one.in_(to.language) for one in parts)


def _line(place: int, row: Row, today: date) -> Message:
    """A case: its title and number, what is due and by when, and the way to it."""
    return say(
        "%(place)s. %(title)s（%(number)s）\n   %(what)s：%(by)s\n   %(link)s\n",
        "%(place)s. %(title)s (%(number)s)\n   %(what)s: %(by)s\n   %(link)s\n",
        place=place,
        title=row.case.title,
        number=row.case.number,
        what=row.next_step.label if row.next_step else row.state,
        by=_by(row.case.due_on, today),
        link=f"{settings.QILOU_URL}{row.href}",
    )


def _by(due_on: date | None, today: date) -> Message:
    if due_on is None:
        return say("没有期限", "no limit")
    if due_on < today:
        return say("%(on)s 届满，已超期", "was due on %(on)s, overdue", on=due_on)
    if due_on == today:
        return say("今日（%(on)s）届满", "due today (%(on)s)", on=due_on)
    return say("%(on)s 届满", "due by %(on)s", on=due_on)

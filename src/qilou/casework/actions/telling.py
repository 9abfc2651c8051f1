"""What the platform tells people of by itself: papers served, cards shown, and a digest each working morning.

A card is no urging: that is the supervising authority's own act (Articles 31 and 34). The platform tells whoever has
the case, and on a red card whoever checks and signs in that body.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from qilou.casework.cards import WARNING_DAYS, card
from qilou.casework.models import Case, Delivery, Notice, Notification
from qilou.casework.queries.desks import counts
from qilou.casework.store import fetch_context
from qilou.identity.queries import actor_with_id, addresses_of, holders_of_desk, members_of, people_with_mail
from qilou.law import carries, say

from .messages import DIGEST, MAIL, channels, key_of, message, ways_of
from .notify import KINDS, RED, SERVED, YELLOW, notify

RECENT = timedelta(days=3)
OVERLAP = 200  # papers numbered before the newest told one, whose acts may have ended after its own
FORESEEN = timedelta(days=20)  # more than the warning days of any calendar
FORGOTTEN = timedelta(days=60)
MORNING = range(8, 10)
LATER_SIGNERS = ("checker", "signer")


def tell_of_papers(now: datetime) -> int:
    """Tell the handlers of each body on which a paper was served in the last days; says of how many papers."""
    newest = Notification.objects.filter(kind=SERVED).order_by("-pk").values_list("source", flat=True).first()
    after = int(newest.rpartition("/")[2]) - OVERLAP if newest else 0
    papers = Notice.objects.filter(pk__gt=after, issued_on__gte=now.date() - RECENT).order_by("pk")
    told = set(
        Notification.objects.filter(kind=SERVED, source__in=[f"notice/{one.pk}" for one in papers]).values_list(
            "source", flat=True
        )
    )
    count = 0
    for paper in papers:
        if (source := f"notice/{paper.pk}") in told:
            continue
        keys = [one["key"] for one in paper.recipients]
        people = [one.id for one in members_of(keys, now.date(), posts=["handler"])]
        notify(people, SERVED, at=now, case_id=paper.case_id, event_id=paper.event_id, by=paper.issuer, source=source)
        count += bool(people)
    return count


@carries("A34.1")
def tell_of_cards(now: datetime) -> int:
    """Tell of each yellow and red card, once for each last day; says of how many."""
    today = now.date()
    soon = Case.objects.filter(due_on__lte=today + FORESEEN, due_on__gte=today - FORGOTTEN).exclude(desk="")
    told = set(_told(soon))
    contexts = {place: fetch_context(place, today) for place in set(soon.values_list("jurisdiction_id", flat=True))}
    holders: dict[str, list[int]] = {}
    count = 0
    for case in soon.order_by("pk"):
        readings, calendar = contexts[case.jurisdiction_id]
        colour = card(case.due_on, calendar, today, readings[WARNING_DAYS])
        source = f"case/{case.pk}/{case.due_on}"
        if not colour or (colour, source) in told:
            continue
        desks = [case.desk]
        if colour == RED and "/" in case.desk:
            body = case.desk.partition("/")[0]
            desks += [f"{body}/{post}" for post in LATER_SIGNERS]
        people = [one for desk in desks for one in _holders(desk, today, holders)]
        if case.handler_id:
            people = [case.handler_id, *(people if colour == RED else ())]
        notify(people, colour, at=now, case_id=case.pk, event_id=None, by="", source=source)
        count += bool(people)
    return count


def _told(cases: QuerySet[Case]) -> Iterable[tuple[str, str]]:
    found = Notification.objects.filter(kind__in=(YELLOW, RED), case__in=cases.values("pk"))
    return found.values_list("kind", "source")


def _holders(desk: str, on: date, known: dict[str, list[int]]) -> list[int]:
    if desk not in known:
        person = desk.removeprefix("person:")
        known[desk] = [int(person)] if person != desk else [pk for pk, _ in holders_of_desk(desk, on)]
    return known[desk]


def send_digests(now: datetime) -> int:
    """Write to each officer, on the morning of a working day, what waits and what is unread; nothing where nothing is.

    Between eight and ten o'clock, so that a server that was down at eight still writes.
    """
    if MAIL not in channels() or now.hour not in MORNING:
        return 0
    about = f"digest/{now.date()}"
    people = people_with_mail(now.date())
    written = Delivery.objects.filter(key__in=[key_of(MAIL, one, about) for one in people])
    done = set(written.values_list("person_id", flat=True))
    rows = []
    working: dict[str, bool] = {}
    for to in addresses_of(one for one in people if one not in done):
        if to.jurisdiction not in working:
            working[to.jurisdiction] = fetch_context(to.jurisdiction, now.date())[1].is_working(now.date())
        if not working[to.jurisdiction]:
            continue
        cells = counts(actor_with_id(to.id, now.date()), now=now).values()
        waiting = sum(number for one in cells for number in one.values())
        late = sum(one.get("overdue", 0) for one in cells)
        soon = sum(one.get("today", 0) + one.get("soon", 0) for one in cells)
        kinds = [kind for kind, way in ways_of(to.id, KINDS).items() if way == DIGEST]
        unread = Notification.objects.filter(person_id=to.id, kind__in=kinds, read_at__isnull=True).count()
        if waiting or unread:
            text = say(
                "%(name)s：\n\n待办 %(waiting)s 件，其中已超期 %(late)s 件，即将到期 %(soon)s 件；"
                "未读消息 %(unread)s 条。\n%(link)s\n",
                "%(name)s,\n\n%(waiting)s cases wait for you, %(late)s of them overdue and %(soon)s due soon; "
                "%(unread)s notifications are unread.\n%(link)s\n",
                name=to.name,
                waiting=waiting,
                late=late,
                soon=soon,
                unread=unread,
                link=f"{settings.QILOU_URL}/work/",
            )
            subject = say("%(day)s 待办摘要", "Your work on %(day)s", day=str(now.date()))
            rows.append(message(to, MAIL, about, subject.in_(to.language), text, now))
    return len(Delivery.objects.bulk_create(rows, ignore_conflicts=True))

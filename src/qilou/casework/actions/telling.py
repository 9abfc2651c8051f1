"""What the platform tells people of by itself: papers that were served, and cards.

A card is no urging: that is the supervising authority's own act (Articles 31 and 34). The platform tells whoever has
the case; of a red card also whoever checks and signs in that body, and those of the supervising authority who may urge.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.db import connection

from qilou.casework.cards import WARNING_DAYS, card
from qilou.casework.models import Case, Notice, Notification
from qilou.casework.store import fetch_context
from qilou.identity.queries import holders_of_desk, jurisdictions, members_of
from qilou.kernel.transaction import one_transaction
from qilou.law import carries

from .notify import OVERSEEN, RED, SERVED, YELLOW, notify
from .urging import URGERS, supervisors

RECENT = timedelta(days=3)
OVERLAP = 200  # papers numbered before the newest told one, whose acts may have ended after its own
FORGOTTEN = timedelta(days=60)
BATCH, MOST = 100, 2000
LATER_SIGNERS = ("checker", "signer")
TOLD = {
    colour: f"UPDATE casework_case c SET {column} = t.due_on FROM unnest(%s::bigint[], %s::date[]) AS t (id, due_on) "  # noqa: S608  # our own names
    "WHERE c.id = t.id"
    for colour, column in ((YELLOW, "told_yellow"), (RED, "told_red"))
}


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
    return sum(_tell_of_paper(one, now) for one in papers if f"notice/{one.pk}" not in told)


@one_transaction()
def _tell_of_paper(paper: Notice, now: datetime) -> bool:
    keys = [one["key"] for one in paper.recipients]
    people = [one.id for one in members_of(keys, now.date(), posts=["handler"])]
    source = f"notice/{paper.pk}"
    notify(people, SERVED, at=now, case_id=paper.case_id, event_id=paper.event_id, by=paper.issuer, source=source)
    return bool(people)


@carries("A31.1", "A34.1")
def tell_of_cards(now: datetime) -> int:
    """Tell of each yellow and red card, once for each last day; says of how many. Reads what nobody was told of."""
    today = now.date()
    places = jurisdictions()
    contexts = {one.code: fetch_context(one.code, today) for one in places}
    above = {one.code: one.parent_id for one in places}
    green_from = max(
        calendar.working_day_after(today, readings[WARNING_DAYS] + 1) for readings, calendar in contexts.values()
    )
    found = Case.objects.card_untold(today - FORGOTTEN, today, green_from)
    carded = []
    for case in found.exclude(desk="").order_by("due_on", "pk")[:MOST]:
        readings, calendar = contexts[case.jurisdiction_id]
        if colour := card(case.due_on, calendar, today, readings[WARNING_DAYS]):
            carded.append((case, colour))
    holders: dict[str, list[int]] = {}
    for start in range(0, len(carded), BATCH):
        _tell_of_batch(carded[start : start + BATCH], above, holders, now)
    return len(carded)


@one_transaction()
def _tell_of_batch(
    carded: Sequence[tuple[Case, str]], above: dict[str, str | None], holders: dict[str, list[int]], now: datetime
) -> None:
    """Tell of some cards and note that it was done, both or neither."""

    def holding(*desks: str) -> list[int]:
        return [one for desk in desks for one in _holders(desk, now.date(), holders)]

    for case, colour in carded:
        tell = partial(notify, at=now, case_id=case.pk, event_id=None, by="", source=f"case/{case.pk}/{case.due_on}")
        people = [case.handler_id] if case.handler_id else holding(case.desk)
        if colour == RED:
            body, _, post = case.desk.partition("/")
            people += holding(case.desk, *(f"{body}/{one}" for one in LATER_SIGNERS if post))
            watching = supervisors(case.jurisdiction_id, above.get(case.jurisdiction_id), case.readers)
            over = holding(*(f"{key}/{one}" for key in watching for one in URGERS))
            tell([one for one in over if one not in people], OVERSEEN)
        tell(people, colour)
    with connection.cursor() as cursor:
        for colour, note in TOLD.items():
            cases = [case for case, one in carded if one == colour]
            cursor.execute(note, [[one.pk for one in cases], [one.due_on for one in cases]])


def _holders(desk: str, on: date, known: dict[str, list[int]]) -> list[int]:
    if desk not in known:
        person = desk.removeprefix("person:")
        known[desk] = [int(person)] if person != desk else [pk for pk, _ in holders_of_desk(desk, on)]
    return known[desk]

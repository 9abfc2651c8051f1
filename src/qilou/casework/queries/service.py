"""How papers were served: receipts on the platform, what failed, what was done instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery

from qilou.casework.models import Notice, Receipt, ServiceAttempt
from qilou.casework.serving import ARTICLES, GROUNDS, WAYS
from qilou.law import Article, Message, Text, say


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt, in words."""

    row: ServiceAttempt
    way: Text
    ground: Text | None
    next_way: Text | None
    article: Article


@dataclass(frozen=True, slots=True)
class Served:
    """How it stands with one recipient of a paper."""

    name: str
    copy: bool
    key: str
    received_at: datetime | None
    tried: tuple[Tried, ...]

    @property
    def served_on(self) -> date | None:
        """From which day the paper counts as served otherwise than on the platform."""
        return next((one.row.served_on for one in self.tried if one.row.served_on), None)

    @property
    def waiting(self) -> bool:
        """Whether it is neither signed for nor served in another way."""
        return self.received_at is None and self.served_on is None


def service_of(notice: Notice) -> list[Served]:
    """Each recipient of a paper, with what was done to serve it; two queries."""
    received = dict(Receipt.objects.filter(notice=notice).values_list("key", "received_at"))
    rows = list(ServiceAttempt.objects.filter(notice=notice).select_related("evidence").order_by("pk"))
    return [
        Served(
            one["name"],
            one["copy"],
            one["key"],
            received.get(one["key"]),
            tuple(_told(row) for row in rows if row.key == one["key"]),
        )
        for one in notice.recipients
    ]


def _told(row: ServiceAttempt) -> Tried:
    following = WAYS[row.next_way] if row.next_way else None
    ground = GROUNDS[row.ground].label if row.ground else None
    way = WAYS[row.way]
    return Tried(row, way.label, ground, following.label if following else None, ARTICLES[following or way])


def tried_last() -> Subquery:
    """Beside a notice: whether the last attempt on a recipient who has not signed succeeded; None if there is none."""
    signed = Receipt.objects.filter(notice=OuterRef("notice"), key=OuterRef("key"))
    last = ServiceAttempt.objects.filter(~Exists(signed), notice=OuterRef("pk")).order_by("-pk")
    served = ExpressionWrapper(Q(served_on__isnull=False), output_field=BooleanField())
    return Subquery(last.annotate(served=served).values("served")[:1])


def service_words(ids: Iterable[int]) -> Mapping[int, Message]:
    """Of papers whose service on the platform failed, how it stands, by their number in the table; one query."""
    last: dict[int, ServiceAttempt] = {}
    for row in ServiceAttempt.objects.filter(notice__in=list(ids)).order_by("pk"):
        last[row.notice_id] = row
    return {pk: attempt_words(row.way, row.ground, row.next_way, row.served_on) for pk, row in last.items()}


def attempt_words(way: str, ground: str, next_way: str, served_on: date | None) -> Message:
    """The last attempt on a paper in one line."""
    if served_on is not None:
        return say(
            "%(way)s，%(on)s 视为送达", "%(way)s: served as of %(on)s", way=WAYS[way].label, on=served_on.isoformat()
        )
    return say(
        "%(ground)s，改用%(way)s", "%(ground)s; next: %(way)s", ground=GROUNDS[ground].label, way=WAYS[next_way].label
    )

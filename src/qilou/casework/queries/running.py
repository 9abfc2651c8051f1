"""How the platform itself is doing: its duties and its outgoing messages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from qilou.casework.duties import TITLES
from qilou.casework.models import Delivery, DutyAct, DutyRun
from qilou.law import Text


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty and how it went; one that never ran has neither time nor numbers."""

    name: str
    title: Text
    began_at: datetime | None = None
    seconds: float = 0
    did: int = 0
    runs: int = 0
    failures: int = 0
    failed_at: datetime | None = None
    fault: str = ""

    @property
    def failed_last(self) -> bool:
        """Whether the last run is the one that failed."""
        return self.failed_at is not None and self.failed_at == self.began_at


def duties() -> list[Duty]:
    """Every declared duty, in the order in which they are done."""
    fields = ("began_at", "seconds", "did", "runs", "failures", "failed_at", "fault")
    known = {row[0]: row[1:] for row in DutyRun.objects.values_list("name", *fields)}
    return [Duty(name, title, *known.get(name, ())) for name, title in TITLES.items()]


def duties_ran_at() -> datetime | None:
    """When the duties were last done; None if never."""
    found: datetime | None = DutyRun.objects.aggregate(last=Max("began_at"))["last"]
    return found


def duty_acts() -> dict[str, int]:
    """How many acts of each name the duties have done."""
    return dict(DutyAct.objects.values_list("name", "number"))


def messages_waiting() -> int:
    """Messages on their way out."""
    return Delivery.objects.filter(sent_at__isnull=True, given_up_at__isnull=True).count()


def messages_given_up() -> int:
    """Messages that could not be sent and will not be tried again."""
    return Delivery.objects.filter(given_up_at__isnull=False).count()

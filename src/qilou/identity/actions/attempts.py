"""Attempts to prove who one is: counted before they are looked at, by a lock that parallel guesses cannot outrun.

An attempt is counted, in one statement, before the secret is looked at; success takes the count back. So however many
attempts run side by side, five are looked at and the rest meet the lock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from qilou.identity.models import Person, with_second_factor
from qilou.kernel.actor import PLATFORM
from qilou.ledger import record

from .permission import SECURITY

ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)


def attempted(people: QuerySet[Person], now: datetime, by: str, fits: Callable[[Person], bool]) -> Person | None:
    """Who made the attempt, with `second_factor`; None is a failure, recorded for an account that exists."""
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    with transaction.atomic(durable=True):
        counted = people.filter(free, is_active=True).update(
            failed_sign_ins=Case(When(locked_until__isnull=False, then=Value(1)), default=F("failed_sign_ins") + 1),
            locked_until=Case(
                When(locked_until__isnull=True, failed_sign_ins__gte=ATTEMPTS - 1, then=Value(now + LOCKED_FOR)),
                default=None,
            ),
        )
    person = with_second_factor(people.filter(is_active=True)).first() if counted else None
    if person is not None and not fits(person):
        told = {"person": person.pk, "by": by, "locked": person.locked_until is not None}
        with transaction.atomic():
            record("identity.sign_in_failed", actor=PLATFORM, acted_at=now, cites=(SECURITY,), input=told)
        return None
    if person is None and by == "password":
        make_password("")  # as long as a check takes, so that time does not tell which names exist
    return person


def take_back(person: Person, *, half: bool = False) -> None:
    """The count of failures after a success; after half of one, this attempt alone is taken back."""
    left = Greatest(F("failed_sign_ins") - 1, Value(0)) if half else Value(0)
    Person.objects.filter(pk=person.pk).update(failed_sign_ins=left, locked_until=None)


def password_fits(people: QuerySet[Person], password: str, now: datetime) -> Person | None:
    """Who has this password, which did not expire; None is a failed attempt."""

    def fits(person: Person) -> bool:
        expired = person.password_until is not None and person.password_until <= now
        return person.check_password(password) and not expired

    return attempted(people, now, "password", fits)

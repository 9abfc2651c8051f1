"""The way out of the house: each message is sent by itself, tried again with growing pauses, and in the end given up.

A message is sent at least once: between sending and noting it a power cut may let it go twice.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.module_loading import import_string

from qilou.casework.models import Delivery
from qilou.casework.queries.sending import failed
from qilou.kernel.actor import Actor
from qilou.kernel.transaction import one_transaction

MAIL, SMS = "mail", "sms"
PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 720))
MOST_AT_ONCE = 200
MOST_FAILURES = 3  # in a row by one way, which then rests until the next run: a dead server answers after 20 seconds
log = logging.getLogger("qilou.casework")


def channels() -> tuple[str, ...]:
    """The ways out that this installation has: by e-mail (in a demo city into a folder), by SMS."""
    mail = settings.QILOU_MAIL or settings.QILOU_DEMO
    return ((MAIL,) if mail else ()) + ((SMS,) if settings.QILOU_SMS else ())


def gateway() -> Callable[[str, str], object]:
    """The city's own function that sends an SMS, by telephone number and text; raises ImportError, saying why."""
    module, _, name = settings.QILOU_SMS.partition(":")
    if not module or not name:
        raise ImportError(f"QILOU_SMS is {settings.QILOU_SMS!r}, which is not of the form package.module:function")
    send: Callable[[str, str], object] = import_string(f"{module}.{name}")
    if not callable(send):
        raise ImportError(f"QILOU_SMS names {settings.QILOU_SMS!r}, which is no function")
    return send


def deliver(now: datetime) -> int:
    """Send what is due, each message in a transaction of its own; says how many were sent."""
    sent = 0
    failures: Counter[str] = Counter()
    for _ in range(MOST_AT_ONCE):
        resting = [channel for channel, number in failures.items() if number >= MOST_FAILURES]
        row = _deliver_one(now, resting)
        if row is None:
            break
        if row.sent_at is None:
            failures[row.channel] += 1
        else:
            del failures[row.channel]
            sent += 1
    return sent


@one_transaction()
def _deliver_one(now: datetime, resting: Iterable[str]) -> Delivery | None:
    """Send the message that is due longest and that nobody else is sending; None when there is none."""
    outstanding = Delivery.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=now)
    outstanding = outstanding.exclude(channel__in=list(resting))
    row = outstanding.select_for_update(skip_locked=True).order_by("due_at", "pk").first()
    if row is None:
        return None
    try:
        with transaction.atomic():
            SENDERS[row.channel](row)
    except Exception as error:  # noqa: BLE001  # whatever a server or gateway raises is this message's matter alone
        _note_failure(row, error, now)
    else:
        row.sent_at = now
        row.save(update_fields=["sent_at"])
    return row


def _note_failure(row: Delivery, error: Exception, now: datetime) -> None:
    row.fault = (str(error) or type(error).__name__).replace("\0", "")[:300]
    if row.tries < len(PAUSES):
        row.due_at = now + PAUSES[row.tries]
    else:
        row.given_up_at = now
        log.error("message %s was given up: %s", row.pk, type(error).__name__)
    row.tries += 1
    row.save(update_fields=["fault", "due_at", "given_up_at", "tries"])


def _by_mail(row: Delivery) -> None:
    """By the server that the settings name; a demo city writes into a folder and never to anybody."""
    EmailMessage(row.subject, row.body, None, [row.to]).send()


def _by_sms(row: Delivery) -> None:
    """By the city's own function; a demo city only notes what it would have sent."""
    if settings.QILOU_DEMO:
        log.warning("message %s would go by SMS", row.pk)
        return
    gateway()(row.to, row.body)


SENDERS: dict[str, Callable[[Delivery], None]] = {MAIL: _by_mail, SMS: _by_sms}


def send_again(*, actor: Actor, now: datetime) -> int:
    """Let the messages that were given up, to people of the areas whose registers the actor keeps, be tried anew.

    Says how many; it is no act and leaves no event.
    """
    return failed(actor).update(given_up_at=None, tries=0, due_at=now)

"""Messages that leave the house: written with the act that gives rise to them, sent afterwards, never lost or doubled.

A message says what happened, a number, a title and a link; what a case says stays in the house. It is sent at least
once: between sending and noting it a power cut may let it go twice.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.module_loading import import_string

from qilou.casework.models import Case, Delivery, TellingWay
from qilou.identity.queries import Address, addresses_of
from qilou.kernel.errors import Invalid
from qilou.kernel.transaction import one_transaction
from qilou.law import Message, Text, say

NONE, MAIL, SMS, DIGEST = "none", "mail", "sms", "digest"
WAYS = {
    DIGEST: Text("每日摘要", "in the daily digest"),
    MAIL: Text("即时邮件", "by e-mail at once"),
    SMS: Text("短信", "by SMS at once"),
    NONE: Text("仅站内消息", "in the product only"),
}
PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 720))
MOST_AT_ONCE = 200
LONGEST_SMS = 70
log = logging.getLogger("qilou.casework")


def channels() -> tuple[str, ...]:
    """The ways out that this installation has set up: by e-mail, by SMS."""
    return ((MAIL,) if settings.QILOU_MAIL else ()) + ((SMS,) if settings.QILOU_SMS else ())


def ways_of(person_id: int, kinds: Iterable[str]) -> dict[str, str]:
    """In which way a person wants each kind."""
    chosen = dict(TellingWay.objects.filter(person_id=person_id).values_list("kind", "way"))
    return {kind: chosen.get(kind, DIGEST) for kind in kinds}


@one_transaction()
def choose_ways(person_id: int, ways: Mapping[str, str], kinds: Iterable[str]) -> None:
    """Keep how a person wants to be told; a liking is no act and leaves no event. Raises Invalid."""
    known, offered = set(kinds), {NONE, DIGEST, *channels()}
    wrong = {
        kind: say("请选择所列的一项。", "Choose one of the listed answers.")
        for kind, way in ways.items()
        if kind not in known or way not in offered
    }
    if wrong:
        raise Invalid(wrong)
    for kind, way in ways.items():
        TellingWay.objects.update_or_create(person_id=person_id, kind=kind, defaults={"way": way})


def write_to(people: Iterable[int], kind: str, what: Text, source: str, *, case_id: int, now: datetime) -> None:
    """Write the messages of a notification for those who want one at once, in the transaction of the act."""
    wanted = TellingWay.objects.filter(person_id__in=list(people), kind=kind, way__in=channels())
    ways = dict(wanted.values_list("person_id", "way"))
    if not ways:
        return
    number, title, code = Case.objects.values_list("number", "title", "procedure").get(pk=case_id)
    link = settings.QILOU_URL + reverse("case", args=[code, number])
    rows = []
    for one in addresses_of(ways):
        said, way = what.in_(one.language), ways[one.id]
        if way == MAIL and one.email:
            text = say(
                "%(name)s：\n\n%(said)s：%(number)s %(title)s\n%(link)s\n",
                "%(name)s,\n\n%(said)s: %(number)s %(title)s\n%(link)s\n",
                name=one.name,
                said=said,
                number=number,
                title=title,
                link=link,
            )
            rows.append(message(one, MAIL, f"{kind}/{source}", f"{said} {number}", text, now))
        elif way == SMS and one.phone:
            short = say("%(said)s：%(number)s", "%(said)s: %(number)s", said=said, number=number)
            rows.append(message(one, SMS, f"{kind}/{source}", "", short, now))
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def key_of(channel: str, person_id: int, about: str) -> str:
    """What makes a message the one of its kind: the way, the person and what it is about."""
    return f"{channel}/{person_id}/{about}"[:120]


def message(to: Address, channel: str, about: str, subject: str, text: Message, now: datetime) -> Delivery:
    """A message to a person in their language, once for what it is about."""
    said = text.in_(to.language)
    return Delivery(
        key=key_of(channel, to.id, about),
        person_id=to.id,
        channel=channel,
        to=to.email if channel == MAIL else to.phone,
        subject=subject[:200],
        body=said[:LONGEST_SMS] if channel == SMS else said,
        made_at=now,
        due_at=now,
    )


def deliver(now: datetime) -> int:
    """Send what is due, each message in a transaction of its own; says how many were sent."""
    sent = 0
    for _ in range(MOST_AT_ONCE):
        outcome = _deliver_one(now)
        if outcome is None:
            break
        sent += outcome
    return sent


@one_transaction()
def _deliver_one(now: datetime) -> bool | None:
    """Send the message that is due longest and that nobody else is sending; None when there is none."""
    outstanding = Delivery.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=now)
    row = outstanding.select_for_update(skip_locked=True).order_by("due_at", "pk").first()
    if row is None:
        return None
    try:
        SENDERS[row.channel](row)
    except (OSError, SMTPException) as error:
        row.fault = str(error)[:300]
        if row.tries < len(PAUSES):
            row.due_at = now + PAUSES[row.tries]
        else:
            row.given_up_at = now
            log.error("message %s was given up: %s", row.pk, type(error).__name__)
        row.tries += 1
        row.save(update_fields=["fault", "due_at", "given_up_at", "tries"])
        return False
    row.sent_at = now
    row.save(update_fields=["sent_at"])
    return True


def _by_mail(row: Delivery) -> None:
    """By the server that the settings name; a demo city writes into a folder and never to anybody."""
    demo = "django.core.mail.backends.filebased.EmailBackend"
    connection = get_connection(demo, file_path=str(settings.QILOU_DEMO_MAIL)) if settings.QILOU_DEMO else None
    EmailMessage(row.subject, row.body, None, [row.to], connection=connection).send()


def _by_sms(row: Delivery) -> None:
    """By the function that `QILOU_SMS` names: it is given a telephone number and a text of at most 70 characters."""
    if settings.QILOU_DEMO:
        log.info("message %s would go by SMS", row.pk)
        return
    send: Callable[[str, str], None] = import_string(settings.QILOU_SMS.replace(":", "."))
    send(row.to, row.body)


SENDERS: dict[str, Callable[[Delivery], None]] = {MAIL: _by_mail, SMS: _by_sms}

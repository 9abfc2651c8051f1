"""Messages that leave the house: written with the act that gives rise to them, sent afterwards, never lost or doubled.

A message says what happened, a number, a title and a link; what a case says stays in the house.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from qilou.casework.models import Case, Delivery, TellingWay
from qilou.identity.queries import Address, addresses_of
from qilou.kernel.errors import Invalid
from qilou.kernel.transaction import one_transaction
from qilou.law import Language, Text, say

from .sending import MAIL, SMS, channels

NONE, DIGEST = "none", "digest"
WAYS = {
    DIGEST: Text("每日摘要", "in the daily digest"),
    MAIL: Text("即时邮件", "by e-mail at once"),
    SMS: Text("短信", "by SMS at once"),
    NONE: Text("仅站内消息", "in the product only"),
}
LONGEST_SMS = 70
SAID = Text("%s：%s", "%s: %s")


def ways_of(people: Iterable[int], kinds: Iterable[str]) -> dict[int, dict[str, str]]:
    """In which way each person wants each kind, and under DIGEST whether the digest itself is wanted (else NONE).

    Who never said so, but wants nothing at all to leave the house, gets no digest either.
    """
    chosen: dict[int, dict[str, str]] = {one: {} for one in people}
    for person, kind, way in TellingWay.objects.filter(person__in=chosen).values_list("person", "kind", "way"):
        chosen[person][kind] = way
    found = {}
    for person, ways in chosen.items():
        found[person] = {kind: ways.get(kind, DIGEST) for kind in kinds}
        quiet = all(way == NONE for way in found[person].values())
        found[person][DIGEST] = ways.get(DIGEST, NONE if quiet else DIGEST)
    return found


@one_transaction()
def choose_ways(person_id: int, ways: Mapping[str, str], kinds: Iterable[str]) -> None:
    """Keep how a person wants to be told; a liking is no act and leaves no event. Raises Invalid."""
    offered = {kind: {NONE, DIGEST, *channels()} for kind in kinds} | {DIGEST: {NONE, DIGEST}}
    wrong = {
        kind: say("请选择所列的一项。", "Choose one of the listed answers.")
        for kind, way in ways.items()
        if way not in offered.get(kind, set())
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
    about = f"{kind}/{source}"
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
            rows.append(message(one, MAIL, about, f"{said} {number}", text.in_(one.language), now))
        elif way == SMS and one.phone:
            rows.append(message(one, SMS, about, "", short(said, number, one.language), now))
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def short(said: str, number: str, language: Language) -> str:
    """An SMS: what happened and the number, never more than 70 characters; words give way, the number never does.

    It bears no link: people learn to trust none that comes by SMS.
    """
    whole = SAID.in_(language) % (said, number)
    if len(whole) <= LONGEST_SMS:
        return whole
    room = LONGEST_SMS - len(SAID.in_(language) % ("…", number))
    return SAID.in_(language) % (f"{said[:room].rstrip()}…", number)


def key_of(channel: str, person_id: int, about: str) -> str:
    """What makes a message the one of its kind: the way, the person and what it is about."""
    return f"{channel}/{person_id}/{about}"[:120]


def message(to: Address, channel: str, about: str, subject: str, body: str, now: datetime) -> Delivery:
    """A message to a person, once for what it is about."""
    return Delivery(
        key=key_of(channel, to.id, about),
        person_id=to.id,
        channel=channel,
        to=to.email if channel == MAIL else to.phone,
        subject=subject[:200],
        body=body,
        made_at=now,
        due_at=now,
    )

"""What supervision puts over the desk: an auditor's points, and what a unit has to answer."""

from collections.abc import Iterator

from django.urls import reverse

from qilou.casework.today import AtDesk, Today
from qilou.law import AUDIT, say
from qilou.law.statutes import AUDIT_LAW
from qilou.supervision.models import Doubt, State

from .doubts import counts


def over_the_desk(desk: AtDesk) -> Iterator[Today]:
    """The area's points for its auditors; for a unit's handler those that wait for its answer."""
    actor, today = desk.actor, desk.today
    if actor.holds(f"{AUDIT.code}@{actor.jurisdiction}/auditor"):
        found = counts(actor, today)
        lines = (
            (
                "answered",
                say("已答复、待核的疑点 %(n)s 个", "Points answered, to be checked: %(n)s", n=found["answered"]),
            ),
            ("new", say("近七日新增疑点 %(n)s 个", "New points: %(n)s", n=found["new"])),
            ("waiting", say("待单位答复的疑点 %(n)s 个", "Points that wait for an answer: %(n)s", n=found["waiting"])),
        )
        for view, words in lines:
            if found[view]:
                yield Today(words, today, f"{reverse('doubts')}?view={view}", AUDIT_LAW.art(36))
        return
    units = [int(key[4:]) for key in actor.keys if key.startswith("org:") and actor.holds(f"{key}/handler")]
    if units and (number := Doubt.objects.filter(unit__in=units, state=State.OPEN.value).count()):
        words = say("有 %(n)s 个审计疑点待答复", "Doubtful points that wait for your answer: %(n)s", n=number)
        yield Today(words, today, f"{reverse('doubts')}?view=waiting", AUDIT_LAW.art(34))

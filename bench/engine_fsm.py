"""A step as users of django-fsm-2 write it: lock, transition, save, and the same rows as the engine beside it."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django_fsm import FSMField, transition
from rfc8785 import dumps

from qilou.casework.models import Case, Clock, Notice, NumberSeries
from qilou.identity.models import Person
from qilou.identity.queries import actor_of
from qilou.kernel.moment import now
from qilou.ledger.event import new_event_id


def titled(case: Any) -> bool:
    """The first condition."""
    return bool(case.title)


def small(case: Any) -> bool:
    """The second condition."""
    return case.amount is None or case.amount <= 1_000_000


class FsmCase(models.Model):
    """The table of cases, with its state kept by django-fsm-2."""

    number = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    state = FSMField(default="one")
    version = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    due_on = models.DateField(null=True)
    moved_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "casework_case"
        app_label = "casework"

    def __str__(self) -> str:
        return self.number

    @transition(field=state, source="one", target="two", conditions=[titled, small])
    def forth(self) -> None:
        """Go on."""

    @transition(field=state, source="two", target="one", conditions=[titled, small])
    def back(self) -> None:
        """Come back."""


def stepper(town: dict[str, Any]) -> Any:
    """The step of one process."""
    actor = actor_of(Person.objects.get(pk=town["person"]), now().date())
    keys = sorted(actor.keys)
    numbers, turn = town["numbers"], [0]

    def step() -> None:
        number = numbers[turn[0] % len(numbers)]
        turn[0] += 1
        with transaction.atomic():
            visible = Case.objects.filter(readers__overlap=keys, number=number)
            case = FsmCase.objects.select_for_update().get(pk__in=visible.values("pk"))
            came_from = case.state
            (case.forth if came_from == "one" else case.back)()
            moment = now()
            case.version += 1
            case.amount = 880_000
            case.moved_at = moment
            case.due_on = moment.date() + timedelta(days=9)
            Clock.objects.filter(case_id=case.pk, ended_on__isnull=True).update(ended_on=moment.date())
            Clock.objects.create(
                case_id=case.pk,
                name=f"in_{case.state}",
                unit="working_days",
                start=moment.date(),
                length=7,
                due_on=case.due_on,
            )
            case.save()
            series, _ = NumberSeries.objects.select_for_update().get_or_create(
                word=town["word"], year=moment.year, defaults={"last": 0}
            )
            series.last += 1
            series.save()
            event_id = new_event_id()
            body = ["同意。"]
            paper = f"{town['word']}〔{moment.year}〕{series.last}号"
            Notice.objects.create(
                case_id=case.pk,
                event_id=event_id,
                kind="bench.turn.reply",
                number=paper,
                issuer=actor.organisation,
                title={"zh": "批复", "en": "Reply"},
                body={"zh": body, "en": body},
                recipients=[{"key": one, "name": one, "copy": False} for one in keys[:2]],
                readers=keys,
                issued_on=moment.date(),
            )
            told = {
                "id": str(event_id),
                "name": f"bench.turn.{came_from}",
                "case": number,
                "actor": {"name": actor.name, "organisation": actor.organisation},
                "acted_at": moment.isoformat(),
                "cites": ["m164:16.2"],
                "input": {"amount": "880000.00"},
                "effects": {
                    "from": came_from,
                    "to": case.state,
                    "notice": {paper: hashlib.sha256(json.dumps(body).encode()).hexdigest()},
                },
            }
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    [event_id, told["name"], number, actor.id, actor.organisation, moment, dumps(told)],
                )

    return step

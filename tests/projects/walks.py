"""Random walks through every procedure of a project, by real acts, and an oracle that reads only the record.

A walk mixes acts that a willing officer would take with nonsense: any step, by anybody, with any input. What the
engine refuses is refused; anything but a refusal is a fault of the product.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from tests.projects import stages
from tests.projects.city import at, build, paper
from tests.projects.stages import Story

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse, send_back, withdraw_draft
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case
from qilou.casework.procedure import Procedure, Step, procedure_edition
from qilou.kernel.errors import Refused
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.law import Function
from qilou.ledger.models import Event
from qilou.projects.models import Listing

CODES = ("approval", "contract", "change", "acceptance", "disbursement")
BODIES = {"AUTHORITY": "authority", "FINANCE": "finance", "DEVELOPMENT_REFORM": "drc", "GOVERNMENT": "government"}
POSTS = ("handler", "checker", "signer")
PEOPLE = [f"{body}.{post}" for body in ("authority", "finance", "drc", "health", "land") for post in POSTS]
OWN_GROUND = {"pre_work", "third_party_review"}
FOLLOW_UP = {"final", "retention"}
BACKWARD = {"withdraw", "drop", "terminate", "restate", "fail", "fail_preliminary", "fail_performance"}


def not_proposed() -> Story:
    """A project that has not come to the end of the list."""
    story = stages.proposed()
    Listing.objects.filter(project=story.project).update(outcome="listed")
    return story


STARTS = (
    not_proposed,
    stages.proposed,
    lambda: stages.proposed(build(), works=True),
    stages.applied,
    stages.accepted,
    stages.approved,
    stages.registered,
    stages.performed,
    stages.on_trial,
    stages.awaiting_acceptance,
    stages.passed,
)


@dataclass
class Walk:
    """One seeded walk of a project."""

    seed: int
    random: Random = field(init=False)
    story: Story = field(init=False)
    day: date = field(init=False)
    taken: Counter[str] = field(default_factory=Counter)
    refused: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # a seeded walk, not a secret
        self.story = STARTS[self.seed % len(STARTS)]()
        moved = Case.objects.order_by("-moved_at").values_list("moved_at", flat=True)[0]
        self.day = max(moved.date(), date(2027, 1, 4))

    def go(self, steps: int) -> None:
        """Take so many random steps."""
        for _ in range(steps):
            if self.random.random() < 0.3:
                self.day += timedelta(days=self.random.choice((1, 1, 2, 3, 5, 30)))
            try:
                with transaction.atomic():
                    self._move()
            except Refused:
                self.refused += 1

    def _move(self) -> None:
        dice = self.random.random()
        if dice < 0.10:
            return self._open()
        if dice < 0.28:
            return self._sign()
        if dice < 0.30:
            sweep(now=self._now())
            return None
        return self._step(willing=dice < 0.85)

    def _now(self) -> object:
        return at(self.day.isoformat(), f"{self.random.randint(8, 19):02d}:00")

    def _who(self) -> str:
        return self.random.choice(PEOPLE)

    def _open(self) -> None:
        code = self.random.choice(CODES)
        actor = self.story.city.actor("health.handler" if self.random.random() < 0.9 else self._who(), str(self.day))
        now, project = self._now(), self.story.project
        open_case(
            f"projects.{code}",
            actor=actor,
            now=now,
            jurisdiction=project.jurisdiction_id,
            title=project.name,
            data={"project": project.pk},
        )
        self.taken[f"{code}.open"] += 1

    def _cases(self) -> list[Case]:
        return list(Case.objects.filter(thing=self.story.project.thing).order_by("pk"))

    def _sign(self) -> None:
        """Somebody checks, signs, sends back or withdraws what is being signed off."""
        waiting = [one for one in self._cases() if one.sign_offs.filter(ended_at=None).exists()]
        if not waiting:
            return
        case = self.random.choice(waiting)
        post = case.desk.partition("/")[2] or "handler"
        body = BODIES.get(case.desk.partition("@")[0], "authority")
        who = f"{body}.{post}" if self.random.random() < 0.8 else self._who()
        actor, now = self.story.city.actor(who, str(self.day)), self._now()
        dice = self.random.random()
        if dice < 0.9:
            endorse(case.procedure, case.number, actor=actor, now=now, opinion="同意")
        elif dice < 0.95:
            send_back(case.procedure, case.number, actor=actor, now=now, opinion="再核")
        else:
            withdraw_draft(case.procedure, case.number, actor=actor, now=now)
        self.taken["sign_off"] += 1

    def _step(self, *, willing: bool) -> None:
        cases = [one for one in self._cases() if not willing or one.desk]
        if not cases:
            return
        case = self.random.choice(cases)
        procedure = procedure_edition(case.procedure, case.edition)
        possible = list(procedure.leaving(case.state) if willing else procedure.steps)
        onward = [one for one in possible if one.name not in BACKWARD]
        step = self.random.choice(onward if willing and onward and self.random.random() < 0.9 else possible)
        who = self._holder(step) if willing else self._who()
        actor, now = self.story.city.actor(who, str(self.day)), self._now()
        data = self._data(procedure, step, case, who, willing=willing)
        perform(procedure.code, case.number, step.name, actor=actor, now=now, data=data)
        self.taken[procedure.name_of(step).removeprefix("projects.")] += 1

    def _holder(self, step: Step) -> str:
        if isinstance(step.by, Function):
            return f"{BODIES.get(step.by.code, 'authority')}.handler"
        return "health.handler"

    def _data(self, procedure: Procedure, step: Step, case: Case, who: str, *, willing: bool) -> dict[str, object]:
        if step.takes is None:
            return {}
        data = {spec.name: self._value(spec) for spec in fields_of(step.takes) if spec.required or not willing}
        if not willing:
            return data
        actor = self.story.city.actor(who, str(self.day))
        act = look(procedure.code, case.number, actor=actor, now=at(self.day.isoformat()))
        if step.suggests is not None:
            data |= _plain(step.suggests(act))
        return data | self._willing(procedure.code.rpartition(".")[2], step.name.removesuffix("_works"), act)

    def _willing(self, code: str, step: str, act: Act) -> dict[str, object]:
        """What an officer who wants the act to succeed would type."""
        day, number = self.day.isoformat(), str(self.random.randint(1, 10**9))
        amount = self.random.choice(("1000.00", "250000.00", "1200000.00", "2500000.00"))
        match code, step:
            case "approval", "apply" | "resubmit":
                return stages.application(project_code=number, budget_number=number)
            case "approval", "approve":
                return stages.reply()
            case "contract", "register":
                kind = self.random.choice(("construction", "construction", "supervision", "pre_work", "testing"))
                return stages.contract(
                    kind=kind,
                    number=number,
                    signed_on=day,
                    amount=amount,
                    years=[{"year": self.day.year, "amount": amount}],
                    budgets=[self._budget(number)] if self.random.random() < 0.5 else [],
                )
            case "contract", "accept_performance":
                return stages.statement(held_on=day)
            case "change", "record" | "apply":
                return stages.change(increase=self.random.choice(("1.00", "200000.00", "500000.00")))
            case "change", "reapprove":
                return {"source_document": number, "source": self.random.choice(("fund", "other"))}
            case "acceptance", "pass":
                checks = [{"number": one["number"], "result": "done"} for one in self.story.fresh().approved_items]
                return stages.final(held_on=day, checks=checks)
            case "acceptance", "pass_preliminary" | "fail" | "fail_preliminary":
                return {"held_on": day}
            case "acceptance", "start_trial":
                return {"started_on": day}
            case "acceptance", "log_trial":
                return {"day": day}
            case "acceptance", "put_into_operation":
                return {"on": day}
            case "disbursement", "submit":
                contracts = Case.objects.filter(thing=act.case.thing, procedure="projects.contract").order_by("pk")
                chosen = self.random.choice([one.pk for one in contracts] or [0])
                instalment = self.random.choice(
                    ("advance", "progress", "final", "retention", "preliminary", "pre_work")
                )
                return {"contract": chosen, "instalment": instalment, "amount": amount, "year": self.day.year}
            case "disbursement", "record_payment":
                return {"paid_on": day, "voucher": number}
            case _:
                return {}

    def _budget(self, number: str) -> dict[str, object]:
        return {
            "year": self.day.year,
            "number": number,
            "issued_on": self.day.isoformat(),
            "code": "440500270001",
            "amount": "2500000.00",
            "file": paper("追加.pdf"),
        }

    def _value(self, spec: FieldSpec) -> object:
        """Any value that the field's kind could hold."""
        match spec.kind:
            case Kind.MONEY | Kind.DECIMAL | Kind.PRICE:
                return str(self.random.choice((Decimal("0.01"), Decimal("386400.00"), Decimal("3864000.00"))))
            case Kind.INTEGER:
                return self.random.choice((1, 60, 2027, 2028))
            case Kind.REFERENCE:
                return self.random.choice((1, self.story.project.pk, 999_999))
            case Kind.DATE:
                return (self.day + timedelta(days=self.random.choice((-400, -30, 0, 30)))).isoformat()
            case Kind.CHOICE:
                return self.random.choice(spec.choices).value
            case Kind.CHOICES:
                return [one.value for one in spec.choices if self.random.random() < 0.3]
            case Kind.FLAG:
                return self.random.random() < 0.5
            case Kind.FILE:
                return paper("x.pdf") if self.random.random() < 0.9 else "0" * 64
            case Kind.FILES | Kind.REFERENCES:
                return []
            case Kind.TABLE:
                rows = range(self.random.randint(0, 2))
                return [{column.name: self._value(column) for column in spec.columns} for _ in rows]
            case _:
                return self.random.choice(("1", "依据充分", "x" * min(spec.max_length or 20, 20)))


def _plain(known: object) -> dict[str, object]:
    """Suggested values as an answer would carry them."""
    return {
        name: json.loads(json.dumps(value, default=str))
        for name, value in dict(known).items()  # type: ignore[call-overload]
        if value is not None and not isinstance(value, Input)
    }


def faults(events: list[tuple[str, str, dict[str, object]]]) -> list[str]:
    """What the record shows to have happened before its gate: names, case numbers and inputs in their order."""
    found: list[str] = []
    approved = accepted = False
    kinds: dict[str, str] = {}
    for name, case, given in events:
        match name.removeprefix("projects.").removesuffix("_works"):
            case "approval.approve":
                approved = True
            case "acceptance.pass":
                accepted = True
            case "contract.register":
                if not approved and given.get("kind") not in OWN_GROUND:
                    found.append(f"{case}: a contract before approval")
            case "disbursement.submit":
                kinds[case] = str(given.get("instalment"))
            case "acceptance.put_into_operation" | "inventory.put_into_operation":
                if not accepted:
                    found.append(f"{case}: operation before a passed acceptance")
        if name.startswith("projects.disbursement.") and kinds.get(case) in FOLLOW_UP and not accepted:
            found.append(f"{case}: {name} of follow-up funds before a passed acceptance")
        if name == "projects.acceptance.pass" and not approved:
            found.append(f"{case}: acceptance before approval")
    return found


def recorded() -> list[tuple[str, str, dict[str, object]]]:
    """Every event in the order of recording."""
    return [
        (one.name, one.case_number, dict(json.loads(bytes(one.body))["input"])) for one in Event.objects.order_by("id")
    ]

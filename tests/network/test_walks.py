"""Random walks: whatever anybody tries in whatever order, nothing is connected that no served paper approves."""

import random
from datetime import date, timedelta

import pytest
from tests.network.office import APPROVAL, Office, application

from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse, send_back, withdraw_draft
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Notice
from qilou.casework.procedure import procedure_edition
from qilou.kernel.errors import Refused
from qilou.ledger.models import Event
from qilou.network.models import Access, AccessApplication, Measure, Restraint

PEOPLE = ("health.handler", "land.handler", "technical.handler", "authority.handler", "longhu.handler")
SIGNERS = ("authority.checker", "authority.signer", "longhu.signer")
BACKWARD = {"withdraw", "drop", "refuse", "report_fault"}
KINDS = ("new", "new", "expand", "move", "withdraw")


class Walk:
    """One seeded walk of two units."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.office = Office()
        self.day = date(2026, 8, 3)
        self.taken: dict[str, int] = {}
        self.refused = 0

    def go(self, steps: int) -> None:
        for _ in range(steps):
            self.day += timedelta(days=self.chance.choice((0, 0, 0, 1, 4)))
            self.office.day = self.day.isoformat()
            try:
                self.move()
            except Refused:
                self.refused += 1
            stands()

    def move(self) -> None:
        cases = list(Case.objects.filter(procedure__startswith="network.").order_by("pk"))
        dice = self.chance.random()
        if dice < 0.15 or not cases:
            return self.open()
        case = self.chance.choice(cases)
        actor = self.office.city.actor(self.chance.choice((*PEOPLE, *SIGNERS)), str(self.day))
        now = self.office.now()
        if dice < 0.45:
            if case.desk.partition("/")[2] in {"checker", "signer"} and dice < 0.40:
                actor = self.office.city.actor(f"authority.{case.desk.partition('/')[2]}", str(self.day))
            act = self.chance.choice((endorse, endorse, endorse, endorse, send_back, withdraw_draft))
            said = {} if act is withdraw_draft else {"opinion": "意见"}
            act(case.procedure, case.number, actor=actor, now=now, **said)
            return self.note(act.__name__)
        if dice < 0.50:
            sweep(now=now)
            return None
        procedure = procedure_edition(case.procedure, case.edition)
        onward = [one.name for one in procedure.leaving(case.state) if one.name not in BACKWARD]
        willing = dice < 0.85 and bool(onward)
        step = self.chance.choice(onward if willing else [one.name for one in procedure.steps])
        if willing:
            actor = self.office.city.actor(self.willing(step, case), str(self.day))
        perform(case.procedure, case.number, step, actor=actor, now=now, data=self.typed(step))
        return self.note(step)

    def willing(self, step: str, case: Case) -> str:
        unit = next(iter(case.parties.get("applicant", case.parties.get("subject", []))), "")
        own = "land.handler" if unit == self.office.city.key("land") else "health.handler"
        if step in {"connect", "disconnect"}:
            return "technical.handler"
        return own if step in {"submit", "confirm", "withdraw", "state_views", "appeal"} else "authority.handler"

    def note(self, name: str) -> None:
        self.taken[name] = self.taken.get(name, 0) + 1

    def open(self) -> None:
        who = self.chance.choice(("health.handler", "land.handler"))
        if self.chance.random() < 0.25:
            body = self.office.city.bodies[who.partition(".")[0]].pk
            form = {"unit": body, "kind": "block", "against": "unit", "ground": "scan", "facts": "扫描", "days": 5}
            self.office.open("measure", "authority.handler", form | {"urgent": self.chance.random() < 0.5})
            return
        kind = self.chance.choice(KINDS)
        known = list(Access.objects.values_list("pk", flat=True))
        named = self.chance.choice(known) if known and kind != "new" else None
        self.office.open("access", who, {"kind": kind, "access": named})

    def typed(self, step: str) -> dict[str, object]:
        port = self.chance.randint(1, 6)
        placed = self.office.connection(
            port=f"GE0/0/{port}", vlan=port, bandwidth=self.chance.choice((50, 100, 500)), connected_on=str(self.day)
        )
        return {
            "submit": application(bandwidth=self.chance.choice((100, 200))),
            "return": {"defects": [{"item": "甲", "remedy": "乙"}]},
            "approve": APPROVAL,
            "connect": placed,
            "disconnect": {"disconnected_on": str(self.day), "disconnected_by": "丙", "cleared": "已清理"},
            "confirm": {"confirmed_by": "丁"},
            "hear": {"until": str(self.day + timedelta(days=2)), "how": "书面"},
            "state_views": {"views": "意见"},
            "order": {"statement": "决定"},
        }.get(step, {"reason": "理由"})


def stands() -> None:
    """What must hold at any time, from the tables and from the record alone."""
    for access in Access.objects.select_related("approval"):
        paper = Notice.objects.get(number=access.approval_id)
        assert paper.kind == "network.access.approved"
        assert paper.case_id == access.approval.case_id
        assert access.approval.outcome == "approved"
        assert access.connected_on >= paper.issued_on or access.withdrawn_on is not None
    assert not AccessApplication.objects.filter(carried_out_on__isnull=False, approval_number=None).exists()
    approved: set[str] = set()
    for name, number in Event.objects.order_by("pk").values_list("name", "case_number"):
        if name == "network.access.approve":
            approved.add(number)
        assert name not in {"network.access.connect", "network.access.disconnect"} or number in approved
    standing = Restraint.objects.filter(lifted_at__isnull=True)
    in_force = Measure.objects.filter(imposed_at__isnull=False, lifted_at__isnull=True)
    assert set(standing.values_list("measure", flat=True)) <= set(in_force.values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.req("A24.2", "A39.2")
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_tried_nothing_is_connected_without_a_served_approval(seed: int) -> None:
    walk = Walk(seed)
    walk.go(120)
    assert walk.refused > 20


@pytest.mark.django_db
@pytest.mark.req("A24.2")
def test_walks_really_come_to_connections(db: None) -> None:
    """Otherwise the walks would prove nothing."""
    walk = Walk(7)
    for turn in range(400):
        walk.go(1)
        if turn > 80 and Access.objects.exists():
            break
    assert Access.objects.exists(), walk.taken


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.req("A24.2", "A39.2")
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_long_walks(seed: int) -> None:
    Walk(seed).go(300)

"""X7: whatever anybody does, contract, operation and follow-up money are reached through their gates alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction
from tests.projects.walks import STARTS, Walk, faults, recorded

from qilou.inventory.models import System
from qilou.projects.models import Acceptance, Contract, Disbursement

SAMPLE = range(len(STARTS))
SOAK = range(1000, 1400)


@contextmanager
def undone() -> Iterator[None]:
    """A city of its own for one walk: all is rolled back after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walked(seed: int, steps: int) -> Walk:
    """A walk, and everything that must hold at its end."""
    walk = Walk(seed)
    walk.go(steps)
    assert faults(recorded()) == [], f"seed {seed}"
    project = walk.story.fresh()
    building = Contract.objects.filter(project=project).exclude(status="draft")
    building = building.exclude(kind__in=["pre_work", "third_party_review"])
    accepted = Acceptance.objects.filter(project=project, passed_on__isnull=False).exists()
    assert project.approved_total is not None or not building.exists()
    assert accepted or not System.objects.filter(thing=project.thing).exists()
    assert (
        accepted or not Disbursement.objects.filter(project=project, follow_up=True, agreed_on__isnull=False).exists()
    )
    spent = sum(building.exclude(status="terminated").values_list("amount", flat=True), Decimal(0))
    assert spent <= (project.approved_total or Decimal(0))
    for contract in Contract.objects.filter(project=project).exclude(amount=None):
        assert contract.paid <= contract.amount
        paid = contract.payments.filter(outcome="paid").values_list("amount", flat=True)
        assert sum(paid, Decimal(0)) == contract.paid
    return walk


@pytest.mark.django_db
@pytest.mark.req("X7", "A18.8", "A18.9", "A18.10", "A19.6", "A19.7", "A15.6")
@pytest.mark.parametrize("seed", SAMPLE)
def test_a_random_walk_never_passes_a_gate_by_another_way(seed: int) -> None:
    walked(seed, 45)


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.req("X7")
@pytest.mark.parametrize("seed", SOAK)
def test_many_long_random_walks_never_pass_a_gate_by_another_way(seed: int) -> None:
    walked(seed, 250)


@pytest.mark.django_db
@pytest.mark.req("X7")
def test_walks_really_come_to_the_gates_and_through_them() -> None:
    """Otherwise the walks would prove nothing: what they take and what is refused is counted."""
    taken: Counter[str] = Counter()
    refused = 0
    for seed in (6, 9):
        with undone():
            walk = Walk(seed)
            walk.go(120)
        taken += walk.taken
        refused += walk.refused
    assert refused > 40
    assert taken["contract.register"]
    assert taken["disbursement.submit"]
    assert taken["acceptance.put_into_operation"]


@pytest.mark.req("X7")
@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ([("projects.contract.register", "HT1", {"kind": "construction"})], 1),
        ([("projects.contract.register", "HT1", {"kind": "pre_work"})], 0),
        (
            [
                ("projects.approval.approve_works", "LX1", {}),
                ("projects.contract.register", "HT1", {"kind": "construction"}),
            ],
            0,
        ),
        ([("projects.approval.approve.draft", "LX1", {}), ("projects.contract.register", "HT1", {"kind": "x"})], 1),
        ([("projects.acceptance.put_into_operation", "YA1", {})], 1),
        ([("projects.disbursement.submit", "BK1", {"instalment": "final"})], 1),
        ([("projects.disbursement.submit", "BK1", {"instalment": "progress"})], 0),
    ],
)
def test_the_oracle_sees_a_gate_that_was_passed_by_another_way(
    events: list[tuple[str, str, dict[str, object]]], wrong: int
) -> None:
    assert len(faults(events)) == wrong

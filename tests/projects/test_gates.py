"""X7: whatever anybody does in whatever order, chapter II's gates are passed in their order alone.

Random walks try; a second reckoning of the law, which asks no rule of the product, judges what they have left.
"""

from collections import Counter

import pytest
from tests.projects.beginnings import Beginning
from tests.projects.rows import faults
from tests.projects.walking import Attempt, Walk, undone
from tests.projects.walks import Life

from qilou.casework.models import Letterhead
from qilou.casework.procedure import PROCEDURES
from qilou.kernel.errors import Refused
from qilou.law import say

SOAK = range(1000, 1150)


def walked(kind: type[Walk], seed: int, steps: int) -> Walk:
    """A walk; nothing that it has left is forbidden."""
    walk = kind(seed)
    walk.go(steps)
    assert faults(walk.before()) == [], f"{kind.__name__} of seed {seed}"
    return walk


def sampled(kind: type[Walk], seeds: dict[int, int], stated: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """Several walks, each in a city of its own, and spare ones while a stated step is missing: taken, and refused."""
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for seed, steps in [*seeds.items(), *SPARE.items()]:
        if seed in SPARE and not missing(taken, stated):
            break
        with undone():
            walk = walked(kind, seed, steps)
            taken += walk.taken()
            refused += walk.refused
    return taken, refused


def declared(procedure: str) -> set[str]:
    """The steps of a procedure as the record names them."""
    return {f"{procedure}.{step.name}" for step in PROCEDURES[f"projects.{procedure}"][-1].steps}


def missing(taken: Counter[str], stated: dict[str, str]) -> set[str]:
    """Stated steps that nobody took."""
    return {f"{procedure}.{step}" for procedure, steps in stated.items() for step in steps.split()} - set(taken)


def really_walked(taken: Counter[str], stated: dict[str, str], share: float) -> None:
    """Otherwise the walks would prove nothing: the stated steps were taken, and so large a share of all declared."""
    assert missing(taken, stated) == set()
    everything = set().union(*map(declared, stated))
    assert len(everything & set(taken)) >= share * len(everything), sorted(everything - set(taken))


SPARE = dict.fromkeys(range(500, 520), 60)
# Seeds and how many attempts: chosen so that the stated steps are reached soon.
BEGINNINGS = {10: 60, 11: 60, 13: 60, 6: 20, 4: 40, 50: 20, 0: 40, 30: 60, 24: 60, 26: 60, 34: 20}
LIVES = {47: 40, 16: 60, 34: 40, 5: 40, 33: 20, 15: 40, 36: 40, 14: 40, 43: 20, 44: 20}
TO_THE_PROPOSAL = {
    "plan": "revise submit approve publish",
    "round": "miss solicit close rank send_to_finance review confirm",
    "declaration": "submit accept return_once correct",
    "pre_review": "find find_duplicates pass guide reply report",
    "evaluation": "assign report convene join_sheets panel_pass panel_revise join_signatures revise confirm"
    " join_signatures_of_revision issue issue_directly refuse",
    "session": "freeze draw join_seats convene visit close",
    "seat": "undertake",
    "expert_sheet": "file excuse",
    "signature": "sign dissent",
    "listing": "prioritise list note_review propose assign_fund_line review confirm withdraw",
}
AFTER_THE_PROPOSAL = {
    "approval": "apply accept return_once resubmit approve withdraw apply_works accept_works approve_works",
    "contract": "register drop note_formalities accept_performance terminate",
    "change": "record apply reapprove apply_works withdraw",
    "acceptance": "pass_preliminary start_trial log_trial end_trial pass put_into_operation",
    "disbursement": "submit agree send_back record_payment withdraw",
}


@pytest.mark.django_db
@pytest.mark.req("X7", "A8.2", "A12.1", "A13.1", "A13.15", "A14.1", "A14.3", "A14.8", "A16.14")
def test_no_random_walk_from_the_plan_on_passes_a_gate_by_another_way() -> None:
    taken, refused = sampled(Beginning, BEGINNINGS, TO_THE_PROPOSAL)
    really_walked(taken, TO_THE_PROPOSAL, 0.6)
    assert refused.total() > 150


@pytest.mark.django_db
@pytest.mark.req("X7", "A18.8", "A18.9", "A18.10", "A19.6", "A19.7", "A15.6", "A20.2")
def test_no_random_walk_from_the_proposal_on_passes_a_gate_by_another_way() -> None:
    taken, refused = sampled(Life, LIVES, AFTER_THE_PROPOSAL)
    really_walked(taken, AFTER_THE_PROPOSAL, 0.65)
    assert refused.total() > 100


def test_walks_that_took_too_little_prove_nothing() -> None:
    stated = {"seat": "undertake"}
    for taken, share in (({}, 0.25), ({"seat.withdraw": 9}, 0.25), ({"seat.undertake": 9}, 0.5)):
        with pytest.raises(AssertionError):
            really_walked(Counter(taken), stated, share)
    really_walked(Counter({"seat.undertake": 1}), stated, 0.25)


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.req("X7")
@pytest.mark.parametrize("seed", SOAK)
@pytest.mark.parametrize("kind", [Beginning, Life])
def test_no_long_random_walk_passes_a_gate_by_another_way(kind: type[Walk], seed: int) -> None:
    walked(kind, seed, 250)


class Leaking(Life):
    """A walk in a product that writes before it refuses."""

    def _next(self) -> tuple[str, Attempt]:
        def leak() -> None:
            Letterhead.objects.create(organisation=self.city.bodies["rival"], word=f"漏{self.now:%H%M}")
            raise Refused("leak", say("否", "No"))

        return "leak", leak


@pytest.mark.django_db
def test_a_walk_notices_what_a_refused_act_leaves_behind() -> None:
    with pytest.raises(AssertionError, match=r"seed 1: a refused leak left something behind.*casework_letterhead"):
        Leaking(1).go(1)

"""X7: whatever anybody does in whatever order, chapter II's gates are passed in their order alone.

Random walks try; a second reckoning of the law, which asks no rule of the product, judges what they have left.
"""

from collections import Counter

import pytest
from tests.projects.rows import faults
from tests.projects.walking import Attempt, Walk, undone
from tests.projects.walks import DistrictLife, Life
from tests.projects.walks_from_the_plan import Beginning, DistrictBeginning

from qilou.casework.models import Letterhead
from qilou.casework.procedure import PROCEDURES
from qilou.kernel.errors import Refused
from qilou.law import say

SOAK = {
    Beginning: range(1000, 1150),
    Life: range(1000, 1150),
    DistrictBeginning: range(1000, 1050),
    DistrictLife: range(1000, 1050),
}
Sample = list[tuple[type[Walk], str, int, int]]  # who walks from where, by which seed, and how many attempts


def walked(kind: type[Walk], where: str, seed: int, steps: int, seen: Counter[str]) -> Walk:
    """A walk; nothing that it has left is forbidden."""
    walk = kind(seed, where, seen)
    walk.go(steps)
    assert faults(walk.before()) == [], f"{kind.__name__} of seed {seed} from {walk.where}"
    return walk


def sampled(walks: Sample, stated: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """Several walks, each in a city of its own, and spare ones while a stated step is missing: taken, and refused."""
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    kinds = dict.fromkeys(kind for kind, *_ in walks)
    spare = [(kind, "", seed, 40) for seed in SPARE for kind in kinds]
    for place, (kind, where, seed, steps) in enumerate([*walks, *spare]):
        if place >= len(walks) and not missing(taken, stated):
            break
        with undone():
            walk = walked(kind, where, seed, steps, taken)
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


SPARE = range(500, 520)
# Chosen so that the stated steps are reached soon, each walk knowing what the ones before it have reached.
BEGINNINGS: Sample = [
    (Beginning, "nothing", 3, 30),
    (Beginning, "plan approved", 1, 10),
    (Beginning, "planned", 3, 30),
    (Beginning, "external", 2, 10),
    (Beginning, "submitted", 3, 20),
    (Beginning, "corrected", 1, 20),
    (Beginning, "declared", 2, 30),
    (Beginning, "failing", 1, 30),
    (Beginning, "own system", 1, 10),
    (Beginning, "guided", 1, 30),
    (Beginning, "frozen", 2, 30),
    (Beginning, "drawn", 3, 30),
    (Beginning, "seated", 2, 30),
    (Beginning, "panelled", 3, 20),
    (Beginning, "signing", 3, 30),
    (Beginning, "revised", 3, 30),
    (Beginning, "ordered", 1, 20),
    (Beginning, "ordered, special alone in reserve", 1, 10),
    (Beginning, "second round", 1, 20),
    (Beginning, "special", 2, 30),
    (Beginning, "special evaluated", 3, 30),
    (Beginning, "special without money", 3, 20),
    (Beginning, "special refused", 1, 20),
    (Beginning, "corrected", 2, 10),
    (Beginning, "panelled", 1, 20),
    (Beginning, "nothing", 5, 30),
    (Beginning, "session planned", 1, 10),
    (Beginning, "frozen", 1, 10),
    (Beginning, "told", 3, 10),
    (Beginning, "round opened", 3, 10),
]
LIVES: Sample = [
    (Life, "not proposed", 3, 30),
    (Life, "proposed", 3, 30),
    (Life, "works proposed", 2, 20),
    (Life, "applied", 3, 30),
    (Life, "resubmitted", 3, 10),
    (Life, "accepted", 1, 10),
    (Life, "works accepted", 1, 20),
    (Life, "approved", 1, 30),
    (Life, "works approved", 1, 30),
    (Life, "registered", 2, 30),
    (Life, "performed", 1, 20),
    (Life, "awaiting acceptance", 2, 20),
    (Life, "on hold", 3, 20),
    (Life, "on trial", 5, 30),
    (Life, "works accepted", 1, 20),
    (Life, "applied", 3, 10),
    (Life, "on hold", 2, 30),
    (Life, "approved", 3, 10),
    (Life, "accepted", 38, 10),
]
DISTRICTS: Sample = [
    (DistrictBeginning, "nothing", 1, 30),
    (DistrictBeginning, "plan approved", 3, 10),
    (DistrictBeginning, "corrected", 3, 30),
    (DistrictBeginning, "declared", 1, 30),
    (DistrictBeginning, "guided", 1, 10),
    (DistrictBeginning, "pre-reviewed", 3, 30),
    (DistrictBeginning, "frozen", 1, 20),
    (DistrictBeginning, "vacant", 1, 30),
    (DistrictBeginning, "seated", 1, 20),
    (DistrictBeginning, "panelled", 3, 20),
    (DistrictBeginning, "ordered", 1, 30),
    (DistrictBeginning, "special", 1, 20),
    (DistrictBeginning, "special evaluated", 1, 30),
    (DistrictLife, "proposed", 2, 20),
    (DistrictLife, "approved", 1, 20),
    (DistrictLife, "registered", 3, 30),
    (DistrictLife, "performed", 1, 30),
    (DistrictLife, "on trial", 3, 10),
    (DistrictLife, "applied", 1, 10),
    (DistrictLife, "works proposed", 2, 20),
    (DistrictLife, "accepted", 5, 20),
    (DistrictLife, "works accepted", 11, 10),
    (DistrictBeginning, "special", 4, 10),
    (DistrictBeginning, "special evaluated", 4, 20),
    (DistrictBeginning, "ranked", 7, 30),
    (DistrictBeginning, "nothing", 12, 30),
    (DistrictLife, "paying", 3, 20),
]
TO_THE_PROPOSAL = {
    "plan": "revise submit approve publish",
    "round": "miss solicit close rank send_to_finance review confirm",
    "declaration": "submit accept return_once correct register accept_by_silence decline not_corrected",
    "pre_review": "find find_duplicates judge_own pass return guide reply report",
    "evaluation": "assign report convene join_sheets panel_pass panel_revise join_signatures revise confirm"
    " join_signatures_of_revision issue issue_directly refuse",
    "session": "freeze rename_seed draw join_seats call_reserves give_up convene visit close",
    "seat": "undertake withdraw",
    "expert_sheet": "file excuse",
    "signature": "sign dissent",
    "listing": "prioritise list reserve leave_out end_reserve note_review propose assign_fund_line set_aside review"
    " confirm decline withdraw warn lapse",
}
AFTER_THE_PROPOSAL = {
    "approval": "apply accept return_once resubmit decline approve refuse reroute withdraw"
    " apply_works accept_works approve_works",
    "contract": "register drop note_formalities accept_performance terminate",
    "change": "record apply reapprove refuse apply_works withdraw",
    "acceptance": "pass_preliminary start_trial log_trial end_trial pass put_into_operation",
    "disbursement": "submit agree send_back record_payment withdraw",
}
IN_A_DISTRICT = {
    "plan": "submit approve publish",
    "round": "rank send_to_finance review confirm",
    "declaration": "submit accept return_once correct",
    "pre_review": "find pass reply report",
    "evaluation": "assign report convene join_sheets panel_pass issue issue_directly",
    "session": "draw convene call_reserves",
    "listing": "prioritise list reserve note_review propose assign_fund_line review confirm",
    "approval": "apply accept approve accept_works approve_works",
    "contract": "register accept_performance",
    "change": "apply reapprove",
    "acceptance": "pass_preliminary start_trial end_trial pass put_into_operation",
    "disbursement": "submit agree record_payment",
    "district_return": "submit accept",
}


@pytest.mark.django_db
@pytest.mark.req("X7", "A8.2", "A12.1", "A13.1", "A13.15", "A14.1", "A14.3", "A14.8", "A16.14")
def test_no_random_walk_from_the_plan_on_passes_a_gate_by_another_way() -> None:
    taken, refused = sampled(BEGINNINGS, TO_THE_PROPOSAL)
    really_walked(taken, TO_THE_PROPOSAL, 0.75)
    assert refused.total() > 150


@pytest.mark.django_db
@pytest.mark.req("X7", "A18.8", "A18.9", "A18.10", "A19.6", "A19.7", "A15.6", "A20.2")
def test_no_random_walk_from_the_proposal_on_passes_a_gate_by_another_way() -> None:
    taken, refused = sampled(LIVES, AFTER_THE_PROPOSAL)
    really_walked(taken, AFTER_THE_PROPOSAL, 0.7)
    assert refused.total() > 100


@pytest.mark.django_db
@pytest.mark.req("X7", "A21.1", "A21.2", "A8.2", "A14.3", "A18.10")
def test_no_random_walk_in_a_district_passes_a_gate_by_another_way_or_by_another_areas_body() -> None:
    taken, refused = sampled(DISTRICTS, IN_A_DISTRICT)
    really_walked(taken, IN_A_DISTRICT, 0.5)
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
@pytest.mark.parametrize(("kind", "seed"), [(kind, seed) for kind, seeds in SOAK.items() for seed in seeds])
def test_no_long_random_walk_passes_a_gate_by_another_way(kind: type[Walk], seed: int) -> None:
    walked(kind, "", seed, 250, Counter())


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

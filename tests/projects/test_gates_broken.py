"""A rule is broken on purpose: what it refused before then happens, and the second reckoning names it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from tests.projects import sittings, stages
from tests.projects.beginnings import panelled, pre_reviewed
from tests.projects.city import build
from tests.projects.path import form, way
from tests.projects.rows import faults
from tests.projects.stages import Story
from tests.projects.test_evaluation import OPINION, assignment, conclude, reported
from tests.projects.told import assumed
from tests.projects.typed_to_proposal import CORRECTION, DIRECT

from law.mutations import mutate
from qilou.kernel.errors import Refused
from qilou.law.rule import RULES
from qilou.projects.models import Listing


@contextmanager
def without(rules: tuple[str, ...]) -> Iterator[None]:
    """These rules always answer met."""
    kept = {one: list(RULES[one].editions) for one in rules}
    for one in rules:
        mutate(f"rule {one}")
    try:
        yield
    finally:
        for one, editions in kept.items():
            RULES[one].editions[:] = editions


def declared_late() -> Callable[[], object]:
    path = way()
    path.open()
    return lambda: path.submitted("2026-09-01")


def declared_special_early() -> Callable[[], object]:
    path = way()
    path.open(track="special", year=2027)
    slices = [{"year": 2027, "amount": "3864000"}]
    ground = {"name": "通知", "number": "3号", "issuer": "省三防办", "dated": "2026-03-20"}
    typed = form(grounds=["urgent_need"], ground_documents=[ground], slices=slices)
    return lambda: path.take("declaration", "submit", "2026-08-10", "health.handler", typed)


def told_twice() -> Callable[[], object]:
    path = way()
    path.submitted(norms="")
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", CORRECTION)
    path.take("declaration", "correct", "2026-08-12", "health.handler", form(norms=""))
    return lambda: path.take("declaration", "return_once", "2026-08-13", "authority.handler", CORRECTION)


def passed_though_broadly() -> Callable[[], object]:
    path = way()
    path.accepted()
    path.found(sharing="broadly")
    return lambda: path.sign("pre_review", "pass", "2026-08-21", {})


def passed_without_findings() -> Callable[[], object]:
    path = way()
    path.accepted()
    return lambda: path.sign("pre_review", "pass", "2026-08-21", {})


def assigned_without_competition() -> Callable[[], object]:
    (path,) = pre_reviewed(build())
    alone = assignment(path, bidders=[])
    return lambda: path.take("evaluation", "assign", "2026-09-01", "authority.handler", alone)


def annual_opinion_directly() -> Callable[[], object]:
    (path,) = pre_reviewed(build())
    return lambda: path.sign("evaluation", "issue_directly", "2026-09-01", DIRECT)


def passed_against_the_panel() -> Callable[[], object]:
    (path,) = panelled(build())
    conclude(path, "panel_fail")
    return lambda: path.sign("evaluation", "issue", "2026-09-20", OPINION)


def drawn_by_a_known_seed() -> Callable[[], object]:
    (path,) = pre_reviewed(build())
    reported(path)
    number = sittings.plan(path)

    def drawn() -> None:
        today = sittings.PLANNED
        sittings.take(path.city, number, "freeze", today, {"source": "开奖", "due": today})
        sittings.take(path.city, number, "draw", today, {"seed": "1", "published_on": today, "reference": "公告"})

    return drawn


def applied_after_a_year() -> Callable[[], object]:
    story = stages.proposed()
    story.open("approval", "2028-01-20")
    return lambda: story.take("approval", "apply", "2028-01-20", stages.application())


def signed_before_the_approval() -> Callable[[], object]:
    story = stages.approved()
    story.open("contract", "2027-02-15")
    return lambda: story.take("contract", "register", "2027-02-15", stages.contract(signed_on="2027-01-17"))


def changed_beyond_ten_per_cent() -> Callable[[], object]:
    return changing(stages.approved(), "386400.01")


def works_increased() -> Callable[[], object]:
    return changing(stages.approved(stages.proposed(works=True)), "1.00")


def changing(story: Story, increase: str) -> Callable[[], object]:
    """The unit records a change of its own."""
    story.open("change", "2027-03-01")
    return lambda: story.take("change", "record", "2027-03-01", stages.change(increase=increase))


def supplemented(amount: str, pending: bool) -> Callable[[], object]:
    """A supplement to the story's contract."""
    story = stages.registered()
    original = story.case("contract").pk
    if pending:
        story.open("change", "2027-03-01")
        story.take("change", "apply", "2027-03-01", stages.change(increase="500000.00"))
    story.open("contract", "2027-03-02")
    years = [{"year": 2027, "amount": amount}]
    budget = {"year": 2027, "number": "9号", "issued_on": "2027-03-01", "code": "1", "amount": "900000.00"}
    typed = stages.contract(
        supplement_of=original,
        number="YB-2027-01-B",
        signed_on="2027-03-02",
        amount=amount,
        years=years,
        budgets=[budget | {"file": stages.paper("追加.pdf")}],
    )
    return lambda: story.take("contract", "register", "2027-03-02", typed)


def paying(**changed: object) -> Callable[[], object]:
    """An application for payment on the story's contract."""
    story = stages.registered()
    story.open("disbursement", "2027-03-01")
    return lambda: story.take("disbursement", "submit", "2027-03-01", stages.payment(story, **changed))


PRE, EVAL, CHANGE = "projects.pre_review", "projects.evaluation", "projects.change"
CONTRACT, PAY, DECLARE = "projects.contract", "projects.disbursement", "projects.declaration"
FOLLOW_UP = (f"{PAY}.follow_up_after_acceptance", f"{PAY}.acceptance_report_named")
BEYOND = (f"{PAY}.payments_within_contract", f"{PAY}.payments_within_budget")
SCENES = [
    ("A10.5", declared_late, (f"{DECLARE}.annual_in_time",)),
    ("A11.1", declared_special_early, (f"{DECLARE}.special_after_annual",)),
    ("A10.15", told_twice, ("projects.correction.not_told_before",)),
    ("A12.8", passed_though_broadly, (f"{PRE}.all_conform",)),
    ("A4.1", passed_without_findings, (f"{PRE}.six_principles_found", f"{PRE}.findings_cite_plan_or_provision")),
    ("A13.4", assigned_without_competition, (f"{EVAL}.chosen_by_competition",)),
    ("A13.17", annual_opinion_directly, (f"{EVAL}.special_alone",)),
    ("A13.14", passed_against_the_panel, (f"{EVAL}.panel_passed",)),
    ("A13.10", drawn_by_a_known_seed, ("projects.session.seed_in_advance",)),
    ("A17.4", applied_after_a_year, ("projects.approval.opinion_in_force", "projects.listing.within_the_year")),
    ("A15.6", signed_before_the_approval, (f"{CONTRACT}.approved_before_contract",)),
    ("A20.2", changed_beyond_ten_per_cent, (f"{CHANGE}.within_the_limit",)),
    ("A20.9", works_increased, (f"{CHANGE}.no_increase_on_works",)),
    ("A18.9", lambda: supplemented("250000.01", False), (f"{CONTRACT}.supplements_within_ten_per_cent",)),
    ("A20.4", lambda: supplemented("1000.00", True), (f"{CONTRACT}.change_is_decided",)),
    ("A19.6", lambda: paying(instalment="final"), FOLLOW_UP),
    ("A18.10", lambda: paying(amount="2500000.01"), BEYOND),
]


@pytest.mark.django_db
@pytest.mark.req("X7")
@pytest.mark.parametrize(("req", "scene", "rules"), SCENES, ids=lambda one: one if isinstance(one, str) else "")
def test_what_a_rule_refuses_is_named_once_the_rule_is_broken(
    req: str, scene: Callable[[], Callable[[], object]], rules: tuple[str, ...]
) -> None:
    attempt = scene()
    with pytest.raises(Refused):
        attempt()
    assert named() == set()
    with without(rules):
        attempt()
    assert req in named()


def named() -> set[str]:
    """The requirements that are broken; a listing in no round stands for the acts before it."""
    given = Listing.objects.filter(round=None, outcome__in=["proposed", "applied"])
    before = [told for one in given for told in assumed(one.project, one.proposed_on)]
    return {one.partition(" ")[0] for one in faults(before)}

"""Random walks through what follows the proposal: approval, contract, change, acceptance, payment."""

from dataclasses import dataclass, field

from tests.projects import stages, typed_after_proposal
from tests.projects.city import at
from tests.projects.stages import Story
from tests.projects.told import Told, assumed
from tests.projects.walking import Attempt, Walk

from qilou.casework.act import Act
from qilou.casework.models import Case
from qilou.projects.models import Listing

CODES = ("approval", "contract", "change", "acceptance", "disbursement")
BACKWARD = {
    *("withdraw", "drop", "terminate", "restate", "refuse", "decline", "return", "send_back"),
    *("fail", "fail_preliminary", "fail_performance"),
}


def not_proposed() -> Story:
    """A project that has not come to the end of the list."""
    story = stages.proposed()
    Listing.objects.filter(project=story.project).update(outcome="listed")
    return story


def works_accepted() -> Story:
    """An application for a project with works is being reviewed."""
    return stages.accepted(stages.proposed(works=True))


def works_approved() -> Story:
    """A project with works is approved."""
    return stages.approved(stages.proposed(works=True))


STARTS = (
    not_proposed,
    stages.proposed,
    lambda: stages.proposed(works=True),
    stages.applied,
    stages.accepted,
    works_accepted,
    stages.approved,
    works_approved,
    stages.registered,
    stages.performed,
    stages.on_trial,
    stages.awaiting_acceptance,
    stages.passed,
)


@dataclass
class Life(Walk):
    """A walk of one project from its proposal or a later stage."""

    story: Story = field(init=False)
    backward: frozenset[str] = frozenset(BACKWARD)

    def start(self) -> None:
        self.story = STARTS[self.seed % len(STARTS)]()
        self.city, self.now = self.story.city, at("2027-01-04", "09:00")
        self.works = bool(self.story.suffix)

    def before(self) -> list[Told]:
        listed = STARTS[self.seed % len(STARTS)] is not_proposed
        return assumed(self.story.project, None if listed else stages.PROPOSED_ON)

    def opening(self) -> Attempt:
        who = "health.handler" if self.random.random() < 0.9 else self.anybody()
        project = self.story.project
        return self.open(self.random.choice(CODES), who, project.name, {"project": project.pk})

    def cases(self) -> list[Case]:
        return list(Case.objects.filter(thing=self.story.project.thing).order_by("pk"))

    def typed(self, code: str, step: str, act: Act) -> dict[str, object]:
        return typed_after_proposal.typed(self.random, code, step, act)

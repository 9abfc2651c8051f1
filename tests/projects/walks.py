"""Random walks through what follows the proposal: approval, contract, change, acceptance, payment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from tests.projects import stages, typed_after_proposal
from tests.projects.city import DISTRICT, City, at
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


def proposed(city: City, works: bool = False) -> Story:
    """A project of the area that is proposed."""
    return stages.proposed(city, jurisdiction=city.area, works=works)


def not_proposed(city: City) -> Story:
    """A project that has not come to the end of the list."""
    story = proposed(city)
    Listing.objects.filter(project=story.project).update(outcome="listed")
    return story


def resubmitted(city: City) -> Story:
    """An application that was returned once and came again."""
    story = stages.applied(proposed(city))
    defects = {"defects": [{"material": "content", "defect": "建设内容不明。"}]}
    story.take("approval", "return_once", stages.APPLIED, defects, who="authority.handler")
    story.take("approval", "resubmit", stages.APPLIED, stages.application())
    return story


def on_hold(city: City) -> Story:
    """A change of more than ten per cent waits for the approving department."""
    story = stages.approved(proposed(city))
    story.open("change", "2027-02-01")
    story.take("change", "apply", "2027-02-01", stages.change(increase="500000.00"))
    return story


def paying(city: City) -> Story:
    """A payment on the contract is applied for."""
    story = stages.registered(proposed(city))
    story.open("disbursement", "2027-03-01")
    story.take("disbursement", "submit", "2027-03-01", stages.payment(story))
    return story


STARTS: dict[str, Callable[[City], Story]] = {
    "not proposed": not_proposed,
    "proposed": proposed,
    "works proposed": partial(proposed, works=True),
    "applied": lambda city: stages.applied(proposed(city)),
    "accepted": lambda city: stages.accepted(proposed(city)),
    "works accepted": lambda city: stages.accepted(proposed(city, works=True)),
    "approved": lambda city: stages.approved(proposed(city)),
    "works approved": lambda city: stages.approved(proposed(city, works=True)),
    "registered": lambda city: stages.registered(proposed(city)),
    "performed": lambda city: stages.performed(proposed(city)),
    "on trial": lambda city: stages.on_trial(proposed(city)),
    "awaiting acceptance": lambda city: stages.awaiting_acceptance(proposed(city)),
    "passed": lambda city: stages.passed(proposed(city)),
    "resubmitted": resubmitted,
    "on hold": on_hold,
    "paying": paying,
}


@dataclass
class Life(Walk):
    """A walk of one project from its proposal or a later stage."""

    starts = STARTS
    story: Story = field(init=False)
    backward: frozenset[str] = frozenset(BACKWARD)

    def start(self) -> None:
        self.story = STARTS[self.where](self.city)
        self.now = at("2027-01-04", "09:00")
        self.works = bool(self.story.suffix)

    def before(self) -> list[Told]:
        return assumed(self.story.project, None if self.where == "not proposed" else stages.PROPOSED_ON)

    def opening(self) -> Attempt:
        who = "health.handler" if self.random.random() < 0.9 else self.anybody()
        project = self.story.project
        return self.open(self.random.choice(CODES), who, project.name, {"project": project.pk})

    def cases(self) -> list[Case]:
        return list(Case.objects.filter(thing=self.story.project.thing).order_by("pk"))

    def typed(self, code: str, step: str, act: Act) -> dict[str, object]:
        return typed_after_proposal.typed(self.random, code, step, act)


class DistrictLife(Life):
    """The same in a district."""

    area = DISTRICT

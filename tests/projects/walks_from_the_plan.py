"""Random walks from an empty desk to the proposal and beyond: every act of them is on record, none is given."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tests.projects import sittings, typed_after_proposal, typed_to_proposal
from tests.projects.beginnings import NAMES, STARTS, UNITS
from tests.projects.city import DISTRICT, at
from tests.projects.walking import Attempt, Walk
from tests.projects.walks import BACKWARD, CODES
from tests.projects.year import plan_of

from qilou.casework.act import Act
from qilou.projects.actions import fund
from qilou.projects.inputs.fund import Adjustment, Arrangement, Direction
from qilou.projects.models import Evaluation, Project

AFTER = frozenset(CODES)
TRACKS = ("annual", "annual", "annual", "special", "special", "external")
ABANDONED = {
    *("abandon", "discard", "close_out_of_scope", "keep_stub", "change_to_special", "cancel", "give_up", "recuse"),
    *("excuse", "excuse_later", "note_missing", "refuse_directly", "panel_fail", "enter_approval"),
    "rank",
}
BEGUN = ("plan", "round", "declaration", "declaration", "session", "session", "fund", "after")


@dataclass
class Beginning(Walk):
    """A walk of a city's year."""

    starts = STARTS
    backward: frozenset[str] = frozenset(BACKWARD | ABANDONED)
    share_signed = 0.4
    share_opened = 0.06
    share_of_nights = 0.2
    jumps: tuple[int, ...] = (1, 1, 1, 2, 3, 5, 20)

    def start(self) -> None:
        STARTS[self.where](self.city)
        self.now = at("2026-02-02", "09:00")
        sittings.pool(self.city)

    def opening(self) -> Attempt | None:
        """A plan, a round, a declaration, a session, a fund; or, too early, what follows the proposal."""
        match self.random.choice(BEGUN):
            case "plan":
                return (
                    None
                    if self.random.random() < 0.5
                    else self.open("plan", self._officer(), "总体规划", plan_of(self.area))
                )
            case "round":
                return self.open("round", self._officer(), "征集", {"year": self.day.year})
            case "declaration":
                return self._declaration()
            case "session":
                return self._session()
            case "fund":
                return self._fund()
            case _:
                return self._after()

    def typed(self, code: str, step: str, act: Act) -> dict[str, object]:
        if code in AFTER:
            return typed_after_proposal.typed(self.random, code, step, act)
        return typed_to_proposal.typed(self.random, self.city, code, step, act)

    def _officer(self) -> str:
        return "authority.handler" if self.random.random() < 0.9 else self.anybody()

    def _declaration(self) -> Attempt | None:
        if Project.objects.exclude(stage="ended").count() >= len(NAMES):
            return None
        name, track = self.random.choice(NAMES), self.random.choice(TRACKS)
        year = self.day.year + (track == "annual")
        data = {"title": name, "track": track, "budget_year": year}
        return self.open("declaration", f"{self.random.choice(UNITS)}.handler", name, data)

    def _session(self) -> Attempt:
        free = Evaluation.objects.filter(session=None)
        ready = free.filter(case__state="reported") if self.random.random() < 0.85 else free
        agenda = list(ready.order_by("pk").values_list("pk", flat=True))
        number = f"2026-{self.random.randint(1, 10**6)}"
        return self.open("session", self._officer(), "评审会", typed_to_proposal.sitting(number, self.day, agenda))

    def _fund(self) -> Attempt:
        who = "finance.handler" if self.random.random() < 0.9 else self.anybody()
        more = {"actor": self.city.actor(who, str(self.day)), "now": self.now}
        year, amount = self.day.year + self.random.randint(0, 1), Decimal(self.random.choice((1, 300, 900))) * 10_000
        document = f"汕财〔{self.day}〕{self.random.randint(1, 99)}号"
        if self.random.random() < 0.5:
            return partial(fund.arrange, self.area, Arrangement(year=year, amount=amount, document=document), **more)
        way = self.random.choice(list(Direction))
        given = Adjustment(direction=way, amount=amount, document=document, reason="调整")
        return partial(fund.adjust, self.area, year, given, **more)

    def _after(self) -> Attempt | None:
        projects = self.projects()
        if not projects:
            return None
        project = self.random.choice(projects)
        who = next((name for name in UNITS if self.city.bodies[name].pk == project.unit_id), "health")
        code = self.random.choice(CODES if self.random.random() < 0.3 else ("approval",))
        return self.open(code, f"{who}.handler", project.name, {"project": project.pk})


class DistrictBeginning(Beginning):
    """The same in a district."""

    area = DISTRICT

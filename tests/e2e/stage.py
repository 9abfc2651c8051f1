"""The stage of the story: the city, its calendar, and the cases as they come up. A player moves it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from tests.e2e.plot import Later, Paper, Plot
from tests.e2e.scenes import Scene
from tests.projects.city import City, at, build
from tests.projects.sittings import EXPERTS, admit
from tests.projects.year import Year

from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Notice
from qilou.inventory.actions import enter_of_record
from qilou.projects.models import Project

FUND = "3000.00"


@dataclass
class Stage:
    """Everybody, the moment, and the cases of the story by name."""

    plot: Plot
    settings: Any
    city: City
    numbers: dict[str, str] = field(default_factory=dict)
    old_system: int = 0
    subject: Project | None = None

    def at(self, day: str, time: str = "10:00") -> None:
        """Let it be that moment."""
        self.settings.QILOU_CLOCK_OFFSET = at(day, time) - timezone.now()

    def midnight(self, scene: Scene) -> None:
        """What the platform does by itself on that day."""
        sweep(now=at(scene.day, scene.time))

    def number(self, name: str) -> str:
        """The number of a case of the story."""
        return self.numbers[name]

    def case(self, name: str) -> Case:
        """A case of the story as it stands."""
        return Case.objects.get(number=self.numbers[name])

    def pk(self, name: str) -> int:
        """What forms name a contract or change by."""
        return int(self.case(name).pk)

    def document(self, kind: str) -> str:
        """The number of the newest paper of a kind."""
        return str(Notice.objects.filter(kind=kind).latest("pk").number)

    @property
    def project(self) -> Project:
        """The project, as it stands."""
        if self.subject is None:
            self.subject = Project.objects.get(pk=int(self.case("declaration").thing.rpartition(":")[2]))
        self.subject.refresh_from_db()
        return self.subject

    def told(self, value: Any) -> Any:
        """What is typed, with everything known that was to be known later. Papers stay names."""
        match value:
            case Later():
                return self.told(value.read(self))
            case dict():
                return {name: self.told(one) for name, one in value.items()}
            case list():
                return [self.told(one) for one in value]
            case Decimal():
                return str(value)
        return value


def papers_in(value: Any) -> list[Paper]:
    """The papers that somebody hands in."""
    match value:
        case Paper():
            return [value]
        case dict():
            return [paper for one in value.values() for paper in papers_in(one)]
        case list():
            return [paper for one in value for paper in papers_in(one)]
    return []


def set_up(plot: Plot, settings: Any) -> Stage:
    """The city in June 2026: a plan in force, the fund of 2027 arranged, experts admitted, an old system on record."""
    year = Year(build())
    year.plan()
    year.arrange(2027, FUND)
    for name in EXPERTS:
        admit(year.city, name)
    stage = Stage(plot, settings, year.city)
    if plot.system:
        unit = year.city.bodies[plot.unit]
        entered = enter_of_record(
            actor=year.city.actor(f"{plot.unit}.handler", "2026-06-01"),
            now=at("2026-06-01"),
            jurisdiction=unit.jurisdiction_id,
            unit_id=unit.pk,
            unit_name=unit.name_zh,
            name="不动产登记信息系统",
            description="登记受理、审核、登簿、发证。",
            document="汕国土资〔2017〕88号",
            operating_since=at("2017-11-01").date(),
        )
        stage.old_system = entered.pk
    return stage

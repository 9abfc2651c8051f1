"""A year of the round by real acts, for the tests of plan, fund, round and listing.

The year 2026: a plan in force since 1 March, the funds of 2026 and 2027 arranged, a round solicited in July, projects
whose opinions passed in October, an order made on 2 November.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from tests.projects.city import CITY, City, at, build

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.perform import begin, perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.actions.sweep import expire
from qilou.casework.models import Case, Notice
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Refused
from qilou.projects.actions import fund, listing
from qilou.projects.actions.round import open_round
from qilou.projects.inputs.fund import Arrangement
from qilou.projects.models import Declaration, Listing, Opinion, Project, Round, YearSlice
from qilou.projects.models.fund import Use
from qilou.projects.models.project import Stage, Track

WAN = Decimal(10_000)
SERIAL = count(1)
PLAN = {
    "title": "汕头市电子政务发展总体规划",
    "from_year": 2026,
    "to_year": 2030,
    "needs": "群众办事仍须多次提交材料，部门系统互不相通。",
    "purposes": ["service", "efficiency"],
    "items": [
        {"code": "1.1", "title": "一网通办", "content": "统一受理"},
        {"code": "1.2", "title": "数据共享", "content": "统一目录"},
    ],
    "follows": [
        {"level": "national", "title": "国家信息化规划", "document": "国发〔2025〕1号"},
        {"level": "provincial", "title": "省数字政府规划", "document": "粤府〔2025〕2号"},
    ],
}
FOLLOWED = {"level": "city", "title": "汕头市电子政务发展总体规划", "document": "汕府函〔2026〕8号"}
SOLICITATION = {
    "contents": "围绕一网通办征集项目。",
    "draft_budget_due": "2026-11-20",
    "budget_calendar": "汕财预〔2026〕20号",
}
SCORES = {"necessity": "80", "feasibility": "80", "reasonableness": "80"}


def plan_of(area: str) -> dict[str, object]:
    """A plan as it is drawn up in an area: a district's also follows the city's."""
    return PLAN if area == CITY else {**PLAN, "follows": [*PLAN["follows"], FOLLOWED]}  # type: ignore[misc]


@dataclass
class Year:
    """The city with its round; acts are taken by name on a day."""

    city: City
    round: str = ""
    listings: dict[str, str] = field(default_factory=dict)

    def take(self, code: str, number: str, step: str, who: str, day: str, data: object = None) -> Act:
        """A step of a case by somebody on a day."""
        return perform(f"projects.{code}", number, step, actor=self.city.actor(who, day), now=at(day), data=data)

    def sign(self, code: str, number: str, step: str, body: str, day: str, data: object = None) -> Act:
        """A decision of a body: drafted, checked and signed on one day."""
        self.take(code, number, step, f"{body}.handler", day, data)
        for who, time in (("checker", "11:00"), ("signer", "15:00")):
            act = endorse(f"projects.{code}", number, actor=self.city.actor(f"{body}.{who}", day), now=at(day, time))
        return act

    def plan(self, day: str = "2026-03-01", **changed: object) -> str:
        """A plan drawn up, approved by the government and published."""
        number = self.draft(day, **changed)
        self.sign("plan", number, "submit", "authority", day)
        self.sign("plan", number, "approve", "government", day, {"number": "汕府函〔2026〕8号", "approved_on": day})
        self.sign("plan", number, "publish", "authority", day, {"published_on": day, "published_in": "市政府公报"})
        return number

    def draft(self, day: str = "2026-03-01", **changed: object) -> str:
        """A plan's draft."""
        act = open_case(
            "projects.plan",
            actor=self.city.actor("authority.handler", day),
            now=at(day),
            jurisdiction=self.city.area,
            title="总体规划",
            data={**plan_of(self.city.area), **changed},
        )
        return act.case.number

    def arrange(self, year: int, wan: str, day: str = "2026-03-10", **more: object) -> None:
        """The fund of a year, in 万元."""
        given = Arrangement(year=year, amount=Decimal(wan) * WAN, document=f"汕财〔2026〕{year}号", **more)
        fund.arrange(self.city.area, given, actor=self.city.actor("finance.handler", day), now=at(day))

    def solicit(self, day: str = "2026-07-20", **changed: object) -> Act:
        """The round of the day's year opened and solicited."""
        opened = f"{day[:4]}-01-05"
        actor = self.city.actor("authority.handler", opened)
        self.round = open_round(self.city.area, int(day[:4]), actor=actor, now=at(opened))
        return self.sign("round", self.round, "solicit", "authority", day, {**SOLICITATION, **changed})

    def close(self, day: str = "2026-09-01") -> bool:
        """The declaration period ends by itself."""
        return expire("projects.round", self.round, now=at(day, "00:00"))

    def enter(
        self,
        name: str,
        slices: Mapping[int, str],
        *,
        unit: str = "health",
        scores: Mapping[str, str] = SCORES,
        tier: str = "2",
        track: Track = Track.ANNUAL,
        day: str = "2026-10-20",
        accepted: str = "2026-09-10",
        suggested: str = "",
        result: str = "passed",
    ) -> str:
        """A project with a passed opinion, entered, and its tier set; slices in 万元. Gives the listing's number."""
        project = declared(self.city, name, slices, unit=unit, track=track, accepted=accepted)
        opinion_on(project, self.city.key(unit), scores, day, suggested=suggested, result=result)
        act = begin("projects.round", self.round, actor=PLATFORM, now=at(day)) if self.round else None
        number = listing.enter(project, act_about(project, self.city.key(unit), day, act))
        self.listings[name] = number
        if tier and track is Track.ANNUAL:
            given = {"tier": tier, "reason": "群众急需"}
            self.take("listing", number, "prioritise", "authority.handler", day, given)
        return number

    def rank(self, day: str = "2026-11-02") -> Act:
        """The order made."""
        return self.take("round", self.round, "rank", "authority.handler", day)

    def send(self, day: str = "2026-11-03") -> Act:
        """The list signed and sent to finance."""
        return self.sign("round", self.round, "send_to_finance", "authority", day)

    def review(self, day: str = "2026-11-10", *, estimates: object = (), **other: object) -> Act:
        """Finance's answer: agreed, unless another line is given for a project's name; estimates line by line."""
        lines: list[object] = []
        for one in Listing.objects.filter(outcome="listed", round__isnull=False).select_related("case", "project"):
            given = other.get(one.project.name, {"outcome": "agreed"})
            for line in given if isinstance(given, list) else [given]:
                lines.append({"number": one.case.number, **line})
        sheet = {"document": "汕财函〔2026〕30号", "lines": lines, "estimates": estimates}
        return self.sign("round", self.round, "review", "finance", day, sheet)

    def confirm(self, day: str = "2026-11-16") -> Act:
        """The proposed projects confirmed."""
        return self.sign("round", self.round, "confirm", "authority", day, {"minutes": "纪要〔2026〕12号"})

    def listing(self, name: str) -> Listing:
        """A project's listing as it stands."""
        return Listing.objects.select_related("project", "opinion", "round").get(case__number=self.listings[name])

    def case(self, name: str) -> Case:
        """A project's listing case as it stands."""
        return Case.objects.get(number=self.listings[name])

    def notices(self, name: str) -> list[str]:
        """The kinds of papers served in a project's listing, in order."""
        kinds = Notice.objects.filter(case__number=self.listings[name]).order_by("pk").values_list("kind", flat=True)
        return [kind.rpartition(".")[2] for kind in kinds]

    def round_row(self) -> Round:
        """The round as it stands."""
        return Round.objects.get(case__number=self.round)


def begun(**funds: str) -> Year:
    """A city with a plan in force and funds in 万元 (`f2027="800"`); the fund of 2027 is 800 unless said otherwise."""
    year = Year(build())
    year.plan()
    for name, wan in ({"f2026": "500", "f2027": "800"} | funds).items():
        if wan:
            year.arrange(int(name[1:]), wan)
    return year


def ready(**funds: str) -> Year:
    """The round solicited and closed: what is left is to evaluate and rank."""
    year = begun(**funds)
    year.solicit()
    year.close()
    return year


def declared(
    city: City,
    name: str,
    slices: Mapping[int, str],
    *,
    unit: str = "health",
    track: Track = Track.ANNUAL,
    accepted: str = "2026-09-10",
) -> Project:
    """A project with an accepted declaration, as P2's acts leave it."""
    body = city.bodies[unit]
    total = sum((Decimal(part) for part in slices.values()), Decimal(0)) * WAN
    project = Project.objects.create(
        jurisdiction_id=CITY,
        unit=body,
        unit_name=body.name_zh,
        name=name,
        track=track.value,
        round_year=2026,
        budget_year=min(slices),
        stage=Stage.EVALUATED.value,
        asked=total,
        suggested=total,
        created_at=at("2026-08-10"),
    )
    declaration = Declaration.objects.create(
        case=bare_case("projects.declaration", project, city.key(unit)),
        project=project,
        track=track.value,
        round_year=2026,
        budget_year=min(slices),
        version=1,
        total=total,
        accepted_at=at(accepted),
    )
    for year, part in slices.items():
        YearSlice.objects.create(declaration=declaration, year=year, amount=Decimal(part) * WAN)
    return project


def opinion_on(
    project: Project, unit: str, scores: Mapping[str, str], day: str, *, suggested: str = "", result: str = "passed"
) -> Opinion:
    """The evaluation opinion on a project."""
    return Opinion.objects.create(
        project=project,
        case=bare_case("projects.evaluation", project, unit),
        result=result,
        necessity="满足",
        feasibility="满足",
        reasonableness="满足",
        suggested=Decimal(suggested) * WAN if suggested else project.asked,
        report="初评〔2026〕9号",
        minutes="评审会〔2026〕3号",
        issued_on=date.fromisoformat(day),
        number=f"汕政数评〔2026〕{next(SERIAL)}号",
        **{f"{name}_score": Decimal(score) for name, score in scores.items()},
    )


def bare_case(procedure: str, project: Project, unit: str) -> Case:
    """A case as an earlier act would have left it."""
    return Case.objects.create(
        procedure=procedure,
        edition="2015",
        number=f"T{next(SERIAL)}",
        jurisdiction_id=project.jurisdiction_id,
        title=project.name,
        state="passed",
        parties={"declarer": [unit]},
        thing=project.thing,
        opened_on=date(2026, 9, 1),
        moved_at=at("2026-10-20"),
    )


def act_about(project: Project, unit: str, day: str, act: Act | None = None) -> Act:
    """An act of an evaluation about the project, as P2's step hands it over."""
    act = act or any_act(day)
    act.case.parties = {"declarer": [unit]}
    act.case.thing = project.thing
    return act


def any_act(day: str, number: str = "") -> Act:
    """An act of the platform on some case of the city, for what is called inside acts."""
    case = Case.objects.filter(number=number).first() or Case.objects.filter(procedure="projects.plan").first()
    assert case is not None
    return begin(case.procedure, case.number, actor=PLATFORM, now=at(day), lock=False)


def rule_names(refused: Refused) -> set[str]:
    """Which rules a refusal names."""
    return {one.rule.rpartition(".")[2] for one in refused.findings}


def parameter(year: Year, code: str, value: object) -> None:
    """A reading decided for the city for 2026 and after."""
    set_parameter(
        code,
        actor=year.city.actor("authority.handler", "2026-01-02"),
        now=at("2026-01-02"),
        jurisdiction=year.city.area,
        value=value,
        since=date(2026, 1, 1),
        until=None,
        document="汕政数〔2026〕1号",
    )


def spend(year: Year, wan: str) -> None:
    """Somebody else takes this much of the fund of 2027, in 万元."""
    project = declared(year.city, "前期", {2027: wan})
    fund.commit(CITY, 2027, Decimal(wan) * WAN, Use.PRE_WORK, project, "函", any_act("2026-11-02"))

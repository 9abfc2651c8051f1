"""A project at a stage of its life, for the tests of what follows: proposed by rows, and from there on by real acts.

The story: proposed on 2026-12-15 for the budget year 2027, two years of money, approved in January 2027.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests.projects.city import CITY, City, at, build, paper

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case
from qilou.projects.models import Fund, FundEntry, Listing, Opinion, Plan, Project, Slice
from qilou.projects.models.fund import EntryKind, Use
from qilou.projects.models.project import Stage, Track

TOTAL = Decimal("3864000.00")
YEARS = {2027: Decimal("2700000.00"), 2028: Decimal("1164000.00")}
PROPOSED_ON = date(2026, 12, 15)
APPLIED, ACCEPTED, APPROVED = "2027-01-11", "2027-01-12", "2027-01-18"
ITEMS = (
    {"number": "1", "name": "规则引擎与知识库", "scale": "62 人月"},
    {"number": "2", "name": "疑点推送与稽核办案", "scale": "58 人月"},
    {"number": "3", "name": "历史结算数据清洗", "scale": "1 项"},
)
SUPPLIER, WATCHER = "鮀岛软件公司", "礐石监理公司"


@dataclass
class Story:
    """A project and everybody around it; acts are taken by name."""

    city: City
    project: Project
    body: str = "authority"
    unit: str = "health"
    suffix: str = ""
    numbers: dict[str, str] = field(default_factory=dict)

    def open(self, code: str, day: str, who: str = "") -> str:
        """A case of the project, opened by its unit; gives the number and remembers it."""
        act = open_case(
            f"projects.{code}",
            actor=self.city.actor(who or f"{self.unit}.handler", day),
            now=at(day),
            jurisdiction=self.project.jurisdiction_id,
            title=self.project.name,
            data={"project": self.project.pk},
        )
        self.numbers[code] = act.case.number
        return act.case.number

    def take(self, code: str, step: str, day: str, data: object = None, who: str = "", **more: object) -> Act:
        """A step of the case last opened under that code, by the unit's handler unless another is named."""
        return perform(
            f"projects.{code}",
            self.numbers[code],
            step,
            actor=self.city.actor(who or f"{self.unit}.handler", day),
            now=at(day),
            data=data,
            **more,
        )

    def sign(self, code: str, step: str, day: str, data: object = None, body: str = "") -> Act:
        """A decision of a body: drafted, checked and signed on one day."""
        body = body or self.body
        self.take(code, step, day, data, who=f"{body}.handler")
        endorse(
            f"projects.{code}", self.numbers[code], actor=self.city.actor(f"{body}.checker", day), now=at(day, "11:00")
        )
        return endorse(
            f"projects.{code}", self.numbers[code], actor=self.city.actor(f"{body}.signer", day), now=at(day, "15:00")
        )

    def case(self, code: str) -> Case:
        """The case last opened under that code, as it stands."""
        return Case.objects.get(number=self.numbers[code])

    def fresh(self) -> Project:
        """The project as it stands."""
        self.project.refresh_from_db()
        return self.project


def proposed(
    city: City | None = None,
    *,
    unit: str = "health",
    total: Decimal = TOTAL,
    years: dict[int, Decimal] | None = None,
    works: bool = False,
    track: Track = Track.ANNUAL,
    proposed_on: date = PROPOSED_ON,
    jurisdiction: str = CITY,
    fund_line: str = "",
) -> Story:
    """A project that finance has agreed to and that is proposed: the rows that earlier acts would have written."""
    city = city or build()
    years = years or (YEARS if total == TOTAL else {2027: total})
    body = city.bodies[unit]
    project = Project.objects.create(
        jurisdiction_id=jurisdiction,
        unit=body,
        unit_name=body.name_zh,
        name="医保基金智能监管与稽核系统",
        track=track.value,
        round_year=2026,
        budget_year=2027,
        stage=Stage.PROPOSED.value,
        asked=total,
        suggested=total,
        includes_construction=works,
        readers=[city.key(unit), *(f"{one}@{jurisdiction}" for one in ("AUTHORITY", "FINANCE", "DEVELOPMENT_REFORM"))],
        created_at=at("2026-08-10"),
    )
    opinion = Opinion.objects.create(
        project=project,
        case=_case("projects.evaluation", project, city.key(unit), "passed"),
        result="passed",
        necessity="满足",
        feasibility="满足",
        reasonableness="满足",
        suggested=total,
        report="初评〔2026〕9号",
        minutes="评审会〔2026〕3号",
        issued_on=date(2026, 10, 20),
        number="汕政数评〔2026〕5号",
    )
    _listed(project, opinion, city.key(unit), total, years, proposed_on, fund_line)
    district = jurisdiction != city.area
    suffix = "_works" if works else ""
    return Story(
        city, project, body="drc" if works else "longhu" if district else "authority", unit=unit, suffix=suffix
    )


def _listed(
    project: Project,
    opinion: Opinion,
    unit: str,
    total: Decimal,
    years: dict[int, Decimal],
    proposed_on: date,
    fund_line: str,
) -> None:
    listing = Listing.objects.create(
        case=_case("projects.listing", project, unit, "proposed"),
        project=project,
        jurisdiction_id=project.jurisdiction_id,
        opinion=opinion,
        outcome="proposed",
        entered_on=date(2026, 10, 20),
        suggested=total,
        amount=total,
        fund_line=fund_line,
        finance_outcome="agreed",
        finance_document="汕财函〔2026〕30号",
        reviewed_on=date(2026, 12, 10),
        proposed_on=proposed_on,
        valid_from=proposed_on,
        valid_rolls=True,
    )
    for year, amount in years.items():
        Slice.objects.create(listing=listing, year=year, amount=amount)
        if fund_line != "other":
            fund = fund_of(project.jurisdiction_id, year)
            Fund.objects.filter(pk=fund.pk).update(committed=fund.committed + amount)
            FundEntry.objects.create(
                fund=fund,
                kind=EntryKind.LISTED.value,
                use=Use.CONSTRUCTION.value,
                amount=amount,
                project=project,
                document="汕财函〔2026〕30号",
                entered_at=at("2026-12-10"),
            )


def fund_of(jurisdiction: str, year: int, amount: Decimal = Decimal("50000000.00")) -> Fund:
    """The year's fund, arranged."""
    case = Case.objects.filter(procedure="projects.plan", jurisdiction_id=jurisdiction).first() or Case.objects.create(
        procedure="projects.plan",
        edition="2015",
        number=f"JH26-{jurisdiction}-0",
        jurisdiction_id=jurisdiction,
        title="总体规划",
        state="published",
        opened_on=date(2026, 1, 5),
        moved_at=at("2026-02-01"),
    )
    plan, _ = Plan.objects.get_or_create(
        case=case,
        defaults={
            "jurisdiction_id": jurisdiction,
            "version": 1,
            "title": "总体规划",
            "from_year": 2026,
            "to_year": 2030,
        },
    )
    fund, _ = Fund.objects.get_or_create(
        jurisdiction_id=jurisdiction,
        year=year,
        defaults={"amount": amount, "document": "汕财〔2026〕1号", "plan": plan, "arranged_on": date(2026, 1, 20)},
    )
    return fund


def _case(procedure: str, project: Project, unit: str, state: str) -> Case:
    """A case as an earlier act would have left it."""
    return Case.objects.create(
        procedure=procedure,
        edition="2015",
        number=f"T{project.pk}-{procedure[-7:]}",
        jurisdiction_id=project.jurisdiction_id,
        title=project.name,
        state=state,
        parties={"declarer": [unit]},
        readers=project.readers,
        thing=project.thing,
        opened_on=date(2026, 10, 20),
        moved_at=at("2026-12-15"),
    )


def application(**changed: object) -> dict[str, object]:
    """An application that meets the requirements, unless changed."""
    total = Decimal(str(changed.get("total", TOTAL)))
    years = YEARS if total == TOTAL else {2027: total}
    return {
        "budget_number": "汕财预〔2027〕3号",
        "budget_issued_on": "2027-01-08",
        "budget_code": "440500270001",
        "budget_year": 2027,
        "budget_amount": "2700000.00",
        "budget_file": paper("预算批复.pdf"),
        "total": str(total),
        "years": [{"year": year, "amount": str(amount)} for year, amount in years.items()],
        "items": list(ITEMS),
        "starts_on": "2027-03-01",
        "ends_on": "2028-06-30",
        **changed,
    }


def reply(**changed: object) -> dict[str, object]:
    """A reply that gives what was asked for, unless changed."""
    asked = application(**{name: value for name, value in changed.items() if name in ("total", "years", "items")})
    return {name: asked[name] for name in ("total", "years", "items")} | changed


def applied(story: Story | None = None, day: str = APPLIED, **changed: object) -> Story:
    """The unit has applied for approval."""
    story = story or proposed()
    story.open("approval", day)
    if story.suffix:
        changed.setdefault("project_code", "2701-440500-04-01-000001")
    story.take("approval", f"apply{story.suffix}", day, application(**changed))
    return story


def accepted(story: Story | None = None, day: str = ACCEPTED, **changed: object) -> Story:
    """The application is accepted."""
    story = applied(story, **changed)
    story.take("approval", f"accept{story.suffix}", day, who=f"{story.body}.handler")
    return story


def approved(story: Story | None = None, day: str = APPROVED, **changed: object) -> Story:
    """The project is approved."""
    story = accepted(story)
    story.sign("approval", f"approve{story.suffix}", day, reply(**changed))
    return story


CLAUSES = (
    {"number": "3.1", "kind": "technical", "text": "规则引擎日处理不少于 20 万笔"},
    {"number": "5.2", "kind": "service", "text": "质保期内 4 小时响应"},
    {"number": "7.1", "kind": "security", "text": "通过等级保护三级测评"},
)


def contract(**changed: object) -> dict[str, object]:
    """A construction contract that may be registered, unless changed."""
    amount = Decimal(str(changed.get("amount", "2500000.00")))
    signed = date.fromisoformat(str(changed.get("signed_on", "2027-02-10")))
    return {
        "kind": "construction",
        "number": "YB-2027-01",
        "title": "监管与稽核系统开发",
        "supplier": SUPPLIER,
        "method": "open_tender",
        "announcement": "汕公采〔2027〕12号",
        "announced_on": str(signed - timedelta(days=22)),
        "opened_on": str(signed - timedelta(days=2)),
        "bidders": 3,
        "award": "中标〔2027〕17号",
        "signed_on": "2027-02-10",
        "ends_on": "2028-06-30",
        "trial_run_days": 60,
        "amount": str(amount),
        "years": [{"year": 2027, "amount": str(amount)}],
        "clauses": list(CLAUSES),
        "file": paper("合同.pdf"),
        **changed,
    }


def registered(story: Story | None = None, day: str = "2027-02-15", **changed: object) -> Story:
    """A contract of the project is registered; approved first where it is not yet."""
    story = story if story and story.fresh().approved_total else approved(story)
    story.open("contract", day)
    story.take("contract", "register", day, contract(**changed))
    return story


def change(**changed: object) -> dict[str, object]:
    """A small change that is recorded, unless changed."""
    return {"reason": "接口数量增加", "increase": "100000.00", **changed}


def statement(**changed: object) -> dict[str, object]:
    """A statement by which every clause is met, unless changed."""
    checks = [{"number": one["number"], "met": True, "finding": "达到"} for one in CLAUSES]
    return {"held_on": "2027-09-01", "statement": "履约〔2027〕1号", "checks": checks, **changed}


def performed(story: Story | None = None, day: str = "2027-09-01", **changed: object) -> Story:
    """The construction contract's performance is accepted."""
    story = registered(story, **changed)
    story.take("contract", "accept_performance", day, statement())
    return story


def on_trial(story: Story | None = None, began: str = "2027-09-06") -> Story:
    """Preliminary acceptance is passed and the trial run has begun."""
    story = performed(story)
    story.open("acceptance", "2027-09-02")
    story.take("acceptance", "pass_preliminary", "2027-09-03", {"held_on": "2027-09-03", "opinion": "同意试运行"})
    story.take("acceptance", "start_trial", began, {"started_on": began})
    return story


def awaiting_acceptance(story: Story | None = None) -> Story:
    """The trial run of sixty days is over."""
    story = on_trial(story)
    story.take("acceptance", "log_trial", "2027-10-08", {"day": "2027-10-08", "event": "运行平稳"})
    story.take("acceptance", "end_trial", "2027-11-05", {"report": "试运行〔2027〕1号"})
    return story


def final(**changed: object) -> dict[str, object]:
    """A final acceptance that passes, unless changed."""
    return {
        "held_on": "2027-11-16",
        "checks": [{"number": one["number"], "result": "done", "evidence": "演示与测试报告"} for one in ITEMS],
        "proofs": [
            {
                "kind": "graded_protection",
                "institution": "粤东测评中心",
                "number": "等保〔2027〕88号",
                "conclusion": "conforms",
                "dated": "2027-10-20",
            }
        ],
        "members": [{"name": "陈一", "organisation": "市大数据中心"}, {"name": "林二", "organisation": "汕头大学"}],
        "opinion": "同意通过验收",
        "security_grade": "三级",
        "file": paper("验收报告.pdf"),
        **changed,
    }


def passed(story: Story | None = None) -> Story:
    """The project has passed acceptance."""
    story = awaiting_acceptance(story)
    story.take("acceptance", "pass", "2027-11-16", final())
    return story


def payment(story: Story, **changed: object) -> dict[str, object]:
    """A progress payment on the contract last registered, unless changed."""
    return {
        "contract": story.case("contract").pk,
        "instalment": "progress",
        "amount": "1000000.00",
        "year": 2027,
        "condition": "里程碑一完成",
        "invoice": "04400270001",
        **changed,
    }

"""A project's way from declaration to opinion by real acts, for the tests of those procedures.

The story year is 2026: a plan in force since March, a declaration in August for the budget year 2027. DEMO.md's
project 1 gives the figures.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.projects.city import CITY, City, at, build, paper
from tests.projects.year import Year

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case, Notice
from qilou.kernel.errors import Refused
from qilou.projects.models import Declaration, Evaluation, PreReview, Project
from qilou.projects.queries.duplicates import hits_to_find_on

TITLE = "医保基金智能监管与稽核系统"
LINES = (  # class, name, quantity, unit, unit price and amount in yuan
    ("software", "规则引擎与知识库", "62", "人月", "21000", "1302000"),
    ("software", "疑点推送与稽核办案", "58", "人月", "21000", "1218000"),
    ("software", "国产数据库授权", "2", "套", "185000", "370000"),
    ("service", "历史结算数据清洗", "1", "项", "468000", "468000"),
    ("other", "监理、测评与等保", "1", "项", "356000", "356000"),
    ("service", "经办人员培训", "1", "项", "150000", "150000"),
)
TOTAL = "3864000"


def form(**changed: object) -> dict[str, Any]:
    """A complete declaration form; entries may be replaced."""
    return {
        "nature": "new",
        "categories": ["fiscal"],
        "location": "汕头市龙湖区",
        "in_zone": True,
        "purposes": ["efficiency", "service"],
        "serves": ["administration"],
        "technologies": ["information"],
        "types": [{"type": "software", "amount": "3246000"}, {"type": "service", "amount": "618000"}],
        "plan_items": "1.2",
        "contact": "林某",
        "phone": "0754-8888 0001",
        "total": TOTAL,
        "lines": [
            dict(zip(("cost_class", "name", "quantity", "unit", "unit_price", "amount"), line, strict=True))
            for line in LINES
        ],
        "slices": [{"year": 2027, "amount": "2700000"}, {"year": 2028, "amount": "1164000"}],
        "sources": [{"source": "city_budget", "amount": TOTAL}],
        "necessity": "定点医药机构一千二百余家，现靠抽查，违规发现率偏低。",
        "users": 1200,
        "transactions": 20_000_000,
        "bases": [{"name": "医疗保障基金使用监督管理条例", "number": "国务院令第735号", "clause": "第二十四条"}],
        "feasibility": "复用省医保平台结算数据与市大数据平台。",
        "content": "建设规则引擎、知识库、疑点推送和稽核办案模块。",
        "items": [{"name": "规则引擎与知识库", "scale": "62人月"}, {"name": "疑点推送与稽核办案", "scale": "58人月"}],
        "norms": "遵循医疗保障信息平台技术规范。",
        "steps": [{"name": "需求确认", "on": "2027-03-31"}, {"name": "上线试运行", "on": "2027-11-30"}],
        "programme": paper("建设方案.pdf"),
        "non_secret": True,
        **changed,
    }


SPECIAL = {
    "grounds": ["urgent_need", "from_above"],
    "ground_documents": [
        {"name": "关于延伸会商系统的通知", "number": "粤三防〔2026〕3号", "issuer": "省三防办", "dated": "2026-03-20"}
    ],
    "slices": [{"year": 2026, "amount": TOTAL}],
}
PRINCIPLES = ("unified_planning", "unified_standards", "intensive", "interconnection", "sharing", "security")


def findings(**other: str) -> dict[str, object]:
    """Findings on the six principles, conforming unless said otherwise."""
    return {
        "findings": [
            {
                "principle": one,
                "conformity": other.get(one, "conforms"),
                "reason": "对照规划条目审查。",
                "plan_item": "1.2",
                "provision": "",
            }
            for one in PRINCIPLES
        ]
    }


@dataclass
class Path:
    """One project on its way; acts are taken by name on a day."""

    city: City
    numbers: dict[str, str] = field(default_factory=dict)
    unit: str = "health"
    jurisdiction: str = CITY
    body: str = "authority"

    def open(self, day: str = "2026-08-03", track: str = "annual", year: int = 2027, title: str = TITLE) -> Act:
        """A declaration begun by the unit's handler."""
        act = open_case(
            "projects.declaration",
            actor=self.city.actor(f"{self.unit}.handler", day),
            now=at(day),
            jurisdiction=self.jurisdiction,
            title=title,
            data={"title": title, "track": track, "budget_year": year},
        )
        self.numbers["declaration"] = act.case.number
        return act

    def take(self, code: str, step: str, day: str, who: str, data: object = None, time: str = "10:00") -> Act:
        """A step of the case last begun under that code."""
        return perform(
            f"projects.{code}",
            self.numbers[code],
            step,
            actor=self.city.actor(who, day),
            now=at(day, time),
            data=data,
        )

    def sign(self, code: str, step: str, day: str, data: object = None, body: str = "") -> Act:
        """A decision: drafted, checked and signed on one day."""
        body = body or self.body
        self.take(code, step, day, f"{body}.handler", data)
        for post, time in (("checker", "11:00"), ("signer", "15:00")):
            act = endorse(
                f"projects.{code}", self.numbers[code], actor=self.city.actor(f"{body}.{post}", day), now=at(day, time)
            )
        return act

    def case(self, code: str) -> Case:
        """The case last begun under that code, as it stands."""
        return Case.objects.get(number=self.numbers[code])

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return Project.objects.get(pk=int(self.case("declaration").thing.rpartition(":")[2]))

    @property
    def declaration(self) -> Declaration:
        """The declaration as it stands."""
        return Declaration.objects.get(case__number=self.numbers["declaration"])

    def submitted(self, day: str = "2026-08-10", **changed: object) -> Act:
        """The form submitted by the unit."""
        if "declaration" not in self.numbers:
            self.open()
        return self.take("declaration", "submit", day, f"{self.unit}.handler", form(**changed))

    def accepted(self, day: str = "2026-08-12", **changed: object) -> Act:
        """Submitted and accepted; the pre-review's number is remembered."""
        if "declaration" not in self.numbers or self.case("declaration").state == "draft":
            self.submitted(**changed)
        act = self.take("declaration", "accept", day, f"{self.body}.handler")
        self.numbers["pre_review"] = PreReview.objects.get(project=self.project).case.number
        return act

    def found(self, day: str = "2026-08-20", **other: str) -> Act:
        """Findings recorded in the pre-review."""
        return self.take("pre_review", "find", day, f"{self.body}.handler", findings(**other))

    def found_different(self, day: str) -> None:
        """A person finds of every likely duplicate that it is another matter."""
        who = f"{self.body}.handler"
        act = look("projects.pre_review", self.numbers["pre_review"], actor=self.city.actor(who, day), now=at(day))
        rows = [row | {"finding": "different", "reason": "另一事项。"} for row in hits_to_find_on(act)["hits"]]
        if rows:
            self.take("pre_review", "find_duplicates", day, who, {"hits": rows}, time="09:30")

    def passed(self, day: str = "2026-08-21", **changed: object) -> Act:
        """Accepted and passed at pre-review; the evaluation's number is remembered."""
        if "pre_review" not in self.numbers:
            self.accepted(**changed)
        self.found()
        self.found_different(day)
        act = self.sign("pre_review", "pass", day, {})
        self.numbers["evaluation"] = Evaluation.objects.get(project=self.project).case.number
        return act


def way(unit: str = "health") -> Path:
    """The city with a plan in force and the year's funds, and a project about to be declared."""
    year = Year(build())
    year.plan()
    year.arrange(2026, "500.00")
    year.arrange(2027, "2000.00")
    return Path(year.city, unit=unit)


def last_notice(kind: str) -> Notice:
    """The newest notice of a kind."""
    return Notice.objects.filter(kind=f"projects.{kind}").order_by("-pk")[0]


def broken(error: Refused) -> set[str]:
    """The rules that refused, by name."""
    return {finding.rule.rpartition(".")[2] for finding in error.findings}

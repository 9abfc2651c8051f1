"""Which project lives the story, and what its parties type. Amounts in yuan, as the API takes them.

`REGISTRATION` is DEMO.md's project 6 with its first slip of the pen; `real_project()` takes name and budget of a row of
the list of real projects beside the checkout, which is never committed; `HOME_VISITS` is project 8, a district's own.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from qilou.site import places

Line = tuple[str, str, str, str, str, str]
REAL = places.CHECKOUT.parent / "shared" / "data" / "gc-it-projects" / "gc-it-projects-2019.csv"
CENT = Decimal("0.01")
PRINCIPLES = ("unified_planning", "unified_standards", "intensive", "interconnection", "sharing", "security")
SUPPLIER = "鮀岛软件公司"


class Paper(str):
    """A file of that name, uploaded where it stands."""

    __slots__ = ()


@dataclass(frozen=True)
class Later:
    """What is known only once the story has come so far, read from its stage."""

    read: Callable[[Any], object]


@dataclass(frozen=True)
class Plot:
    """One project: who declares it to whom, how much it asks for, and what it writes."""

    title: str
    unit: str
    total: Decimal
    lines: tuple[Line, ...]
    types: tuple[tuple[str, str], ...]
    built: Decimal
    nature: str = "new"
    body: str = "authority"
    finance: str = "finance"
    necessity: str = "现有办理环节以纸质方式核验，群众跑动两次以上。"
    content: str = "建设业务应用和共享接口，接入统一平台。"
    system: dict[str, object] = field(default_factory=dict)

    @property
    def slip(self) -> Decimal:
        """The total of the first submission: 2.00 more, in units of ten thousand, than its own estimate."""
        return self.total + 20_000

    @property
    def increase(self) -> Decimal:
        """Twelve per cent."""
        return (self.total * 12 / 100).quantize(CENT)

    @property
    def changed(self) -> Decimal:
        """The total after the change."""
        return self.total + self.increase

    @property
    def supplement(self) -> Decimal:
        """What the supplement adds: less than a tenth of the contract."""
        return (self.built * 8 / 100).quantize(CENT)

    @property
    def items(self) -> list[dict[str, str]]:
        """The content, as approved and as accepted."""
        return [
            {"number": str(n), "name": line[1], "scale": f"{line[2]}{line[3]}"} for n, line in enumerate(self.lines, 1)
        ]

    def form(self, **changed: object) -> dict[str, object]:
        """The declaration form."""
        return {
            "nature": self.nature,
            **self.system,
            "categories": ["fiscal"],
            "location": "汕头市龙湖区",
            "in_zone": True,
            "purposes": ["efficiency", "service"],
            "serves": ["public_service"],
            "technologies": ["information"],
            "types": [{"type": kind, "amount": amount} for kind, amount in self.types],
            "plan_items": "1.2",
            "contact": "林某",
            "phone": "0754-8888 0006",
            "total": str(self.total),
            "lines": [
                dict(zip(("cost_class", "name", "quantity", "unit", "unit_price", "amount"), line, strict=True))
                for line in self.lines
            ],
            "slices": [{"year": 2027, "amount": str(self.total)}],
            "sources": [{"source": "city_budget", "amount": str(self.total)}],
            "necessity": self.necessity,
            "users": 180_000,
            "transactions": 260_000,
            "bases": [{"name": "不动产登记暂行条例", "number": "国务院令第656号", "clause": "第二十四条"}],
            "feasibility": "在现有平台上改造，接口标准已经公布。",
            "content": self.content,
            "items": [{"name": one["name"], "scale": one["scale"]} for one in self.items],
            "norms": "遵循国家电子证照系列标准。",
            "steps": [{"name": "需求确认", "on": "2027-03-31"}, {"name": "上线试运行", "on": "2027-09-30"}],
            "programme": Paper("建设方案.pdf"),
            "non_secret": True,
            **changed,
        }

    @property
    def findings(self) -> dict[str, object]:
        """Pre-review: the project conforms in all six."""
        return {
            "findings": [
                {"principle": one, "conformity": "conforms", "reason": "对照规划条目审查。", "plan_item": "1.2"}
                for one in PRINCIPLES
            ]
        }

    @property
    def report(self) -> dict[str, object]:
        """The third party's report, which cuts nothing."""
        return {
            "number": "韩评初〔2026〕6号",
            "dated": "2026-09-08",
            "signed_by": "评审员甲、评审员乙",
            "no_interest": True,
            "interests": "与项目及可能的供应商无利益关系。",
            "necessity": "met",
            "necessity_reason": "纸质核验确需取消。",
            "feasibility": "mostly",
            "feasibility_reason": "接口标准齐备，割接方案待细化。",
            "reasonableness": "met",
            "reasonableness_reason": "人月单价不高于同类合同。",
            "lines": [{"number": n, "name": line[1], "amount": line[5]} for n, line in enumerate(self.lines, 1)],
            "conclusion": "建议修改后通过。",
        }

    @property
    def application(self) -> dict[str, object]:
        """The application for approval with finance's budget document."""
        return {
            "budget_number": "汕财预〔2027〕3号",
            "budget_issued_on": "2027-01-08",
            "budget_code": "440500270006",
            "budget_year": 2027,
            "budget_amount": str(self.total),
            "budget_file": Paper("预算批复.pdf"),
            **self.reply,
            "starts_on": "2027-03-01",
            "ends_on": "2028-06-30",
        }

    @property
    def reply(self) -> dict[str, object]:
        """What the approval fixes."""
        return {
            "total": str(self.total),
            "years": [{"year": 2027, "amount": str(self.total)}],
            "items": self.items,
        }

    def contract(self, **changed: object) -> dict[str, object]:
        """The contract with the builder."""
        amount = str(changed.get("amount", self.built))
        return {
            "kind": "construction",
            "number": "HT-2027-06",
            "title": "应用开发",
            "supplier": SUPPLIER,
            "method": "open_tender",
            "announcement": "汕公采〔2027〕12号",
            "announced_on": "2027-01-19",
            "opened_on": "2027-02-08",
            "bidders": 4,
            "award": "中标〔2027〕17号",
            "signed_on": "2027-02-10",
            "ends_on": "2028-06-30",
            "trial_run_days": 60,
            "amount": amount,
            "years": [{"year": 2027, "amount": amount}],
            "clauses": [
                {"number": "3.1", "kind": "technical", "text": "接口响应不超过 2 秒"},
                {"number": "5.2", "kind": "service", "text": "质保期内 4 小时响应"},
                {"number": "7.1", "kind": "security", "text": "通过等级保护三级测评"},
            ],
            "file": Paper("合同.pdf"),
            **changed,
        }

    @property
    def supplement_form(self) -> dict[str, object]:
        """The supplement that carries out the change."""
        return self.contract(
            amount=str(self.supplement),
            supplement_of=Later(lambda stage: stage.pk("contract")),
            change=Later(lambda stage: stage.pk("change")),
            number="HT-2027-06-补1",
            title="应用开发补充合同",
            method="single_source",
            award="",
            signed_on="2027-03-25",
            clauses=[{"number": "1", "kind": "technical", "text": "接入四家银行"}],
        )

    @property
    def change(self) -> dict[str, object]:
        """The change by twelve per cent."""
        return {
            "reason": "新增四家银行接入，接口数量增加。",
            "increase": str(self.increase),
            "items": [{"number": "1", "what": "altered", "name": self.lines[0][1], "scale": "增加四家银行接入"}],
        }

    @property
    def reapproval(self) -> dict[str, object]:
        """The new approval."""
        return {
            "total": str(self.changed),
            "years": [{"year": 2027, "amount": str(self.changed)}],
            "source": "fund",
            "source_document": "汕财函〔2027〕12号",
            "opinion": "变更理由充分，同意。",
        }

    @property
    def final(self) -> dict[str, object]:
        """The final acceptance, item by item."""
        return {
            "held_on": "2027-11-16",
            "checks": [{"number": one["number"], "result": "done", "evidence": "演示与测试报告"} for one in self.items],
            "proofs": [
                {
                    "kind": "graded_protection",
                    "institution": "粤东测评中心",
                    "number": "等保〔2027〕88号",
                    "conclusion": "conforms",
                    "dated": "2027-10-20",
                }
            ],
            "members": [
                {"name": "陈一", "organisation": "市大数据中心"},
                {"name": "林二", "organisation": "汕头大学"},
            ],
            "opinion": "同意通过验收。",
            "security_grade": "三级",
            "file": Paper("验收报告.pdf"),
        }

    def payment(self, report: object = "") -> dict[str, object]:
        """The follow-up money on the contract."""
        return {
            "contract": Later(lambda stage: stage.pk("contract")),
            "instalment": "final",
            "amount": str(self.built),
            "year": 2027,
            "report_number": report,
            "condition": "终验合格。",
            "invoice": "04400270006",
        }


REGISTRATION = Plot(
    title="不动产登记电子证照共享改造",
    unit="land",
    total=Decimal("1425000.00"),
    lines=(
        ("software", "证照签发与接口改造", "45", "人月", "21000", "945000"),
        ("software", "版式签章组件", "1", "套", "180000", "180000"),
        ("other", "信息系统监理", "1", "项", "45000", "45000"),
        ("other", "测试、等保与密评", "1", "项", "255000", "255000"),
    ),
    types=(("software", "1425000"),),
    built=Decimal("1125000.00"),
    nature="alteration",
    necessity="登记系统与税务、公积金、银行之间仍以纸质或截图方式核验，群众跑动两次以上。",
    content="改造登记系统的证照签发和共享接口，按国家标准签发电子证照，接入市证照库并回传。",
    system={"system": Later(lambda stage: stage.old_system)},
)
HOME_VISITS = Plot(
    title="居家老人上门服务智慧派单系统",
    unit="longhu_civil",
    total=Decimal("1286000.00"),
    lines=(
        ("software", "派单、签到与结算", "46", "人月", "21000", "966000"),
        ("service", "短信服务", "200000", "条", "0.35", "70000"),
        ("other", "信息系统监理", "1", "项", "40000", "40000"),
        ("other", "测试与等保测评", "1", "项", "210000", "210000"),
    ),
    types=(("software", "1286000"),),
    built=Decimal("1036000.00"),
    body="longhu",
    finance="longhu_finance",
)


def real_project() -> Plot | None:
    """The first row of the list whose budget the demo city's fund could bear; its figure is taken as yuan."""
    if not REAL.exists():
        return None
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["projectName"], _amount(row["totalBudget"])) for row in csv.DictReader(file)]
    name, total = next((name, total) for name, total in rows if 1_000_000 <= total <= 10_000_000)
    built = (total * 3 / 4).quantize(CENT)
    rest = total - built
    return Plot(
        title=name,
        unit="health",
        total=total,
        lines=(
            ("software", "应用开发", "1", "项", str(built), str(built)),
            ("service", "数据迁移与培训", "1", "项", str(rest), str(rest)),
        ),
        types=(("software", str(built)), ("service", str(rest))),
        built=built,
    )


def _amount(text: str) -> Decimal:
    digits = text.replace("$", "").replace(",", "").strip()
    return Decimal(digits).quantize(CENT) if digits.replace(".", "").isdigit() else Decimal(0)

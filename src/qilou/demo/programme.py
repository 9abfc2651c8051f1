"""What a unit wants to build, as data, and the declaration form that it types from it. Amounts here in 万元."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

WAN = Decimal(10_000)
CLASSES = {"工程费": "engineering", "设备费": "equipment", "软件费": "software", "服务费": "service", "其他费": "other"}
TYPES = {"工程类": "engineering", "设备类": "equipment", "软件类": "software", "服务类": "service"}


class Line(NamedTuple):
    """One line of the estimate: class, sub-class, item, quantity, unit, unit price, mark."""

    of: str
    subclass: str
    name: str
    quantity: int
    unit: str
    price: str
    mark: str = "none"

    @property
    def amount(self) -> Decimal:
        """What the line comes to, in yuan."""
        return self.quantity * Decimal(self.price) * WAN


@dataclass(frozen=True, slots=True)
class Programme:
    """A construction programme. The text falls into the present state and, from “拟” on, what is to be built.

    Of two types the second has the cost of its own lines, the first the rest. `system` names the one in the inventory
    that is altered or extended.
    """

    name: str
    unit: str
    nature: str
    types: tuple[str, ...]
    years: dict[int, str]
    text: str
    lines: tuple[Line, ...]
    users: int
    transactions: int
    basis: tuple[str, str]
    feasibility: str
    sharing: str
    security: str
    target: tuple[str, str, str]
    plan_item: str
    track: str = "annual"
    system: str = ""
    works: bool = False
    sources: tuple[tuple[str, str], ...] = ()
    norms: str = ""

    @property
    def standards(self) -> str:
        """The technical norms: those of the programme, or the city's for a system of this name."""
        return self.norms or f"{self.name}按国家政务信息系统通用技术规范建设，接口按市数据共享平台标准，部署在政务云。"

    @property
    def total(self) -> Decimal:
        """The total of the lines, in yuan."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def slices(self) -> dict[int, Decimal]:
        """What each budget year takes, in yuan."""
        return {year: Decimal(part) * WAN for year, part in self.years.items()}

    @property
    def budget_year(self) -> int:
        """The first budget year."""
        return min(self.years)

    @property
    def content(self) -> tuple[Line, ...]:
        """The lines that are built, as opposed to what it costs to have them supervised and tested."""
        return tuple(line for line in self.lines if line.of != "其他费" or line.subclass == "工程")


def form(one: Programme, *, programme: str, phone: str, contact: str, system: int | None = None) -> dict[str, object]:
    """The declaration as the unit types it."""
    present, _, future = one.text.partition("拟")
    return {
        "nature": one.nature,
        "system": system,
        "categories": ["fiscal"],
        "location": "汕头经济特区范围内",
        "in_zone": True,
        "purposes": ["service", "efficiency"],
        "serves": ["public_service" if one.users > 10_000 else "administration"],
        "technologies": ["computing", "information"],
        "types": [{"type": name, "amount": str(part)} for name, part in _by_type(one).items()],
        "includes_construction": one.works,
        "plan_items": one.plan_item,
        "contact": contact,
        "phone": phone,
        "total": str(one.total),
        "lines": [_row(line, one) for line in one.lines],
        "slices": [{"year": year, "amount": str(part)} for year, part in one.slices.items()],
        "sources": [{"source": name, "amount": str(part)} for name, part in _sources(one).items()],
        "running_cost": str((one.total / 10).quantize(Decimal("0.01"))),
        "necessity": present,
        "users": one.users,
        "transactions": one.transactions,
        "bases": [{"name": one.basis[0], "number": one.basis[1]}],
        "feasibility": one.feasibility,
        "content": f"拟{future}",
        "items": [{"name": line.name, "scale": f"{line.quantity}{line.unit}"} for line in one.content],
        "norms": one.standards,
        "sharing": one.sharing,
        "security": one.security,
        "steps": _steps(one),
        "targets": [dict(zip(("indicator", "value", "evidence"), one.target, strict=True))],
        **_chapters(one),
        "programme": programme,
        "non_secret": True,
    }


def _chapters(one: Programme) -> dict[str, object]:
    """The chapters of the programme beyond what the article names, as far as the unit wrote them."""
    indicator, value, evidence = one.target
    largest = max(one.lines, key=lambda line: line.amount)
    return {
        "demand": f"{one.name}面向{one.users:,}名使用者，年业务量{one.transactions:,}件，按三年增长测算容量。",
        "operation": f"{one.name}验收后由原承建单位质保两年，第三年起年运维费列入部门预算。",
        "procurement": f"{one.name}的{largest.name}公开招标，监理和测评分别委托。",
        "benefits": f"{one.name}建成后{indicator}{value}，以{evidence}核验。",
        "risks": [
            {"risk": f"{largest.name}进度滞后", "measure": f"{one.name}按里程碑付款，监理按月核对工作量"},
            {"risk": "数据质量不高", "measure": f"{one.name}上线前完成存量数据核对"},
        ],
    }


CODES = {  # by sub-class: procurement code and economic class
    "定制开发": ("C16010000", "31007"),
    "接口改造": ("C16010000", "31007"),
    "监理": ("C16050000", "30227"),
    "测评": ("C16060000", "30227"),
    "等保": ("C16060000", "30227"),
}


def _row(line: Line, one: Programme) -> dict[str, object]:
    procurement_code, economic_class = CODES.get(line.subclass, ("", ""))
    return {
        "source": next(iter(_sources(one))) if len(_sources(one)) == 1 else None,
        "year": one.budget_year if len(one.years) == 1 else None,
        "procurement_code": procurement_code,
        "economic_class": economic_class,
        "cost_class": CLASSES[line.of],
        "subclass": line.subclass,
        "name": line.name,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_price": str(Decimal(line.price) * WAN),
        "amount": str(line.amount.quantize(Decimal("0.01"))),
        "mark": line.mark,
        "basis": "同类项目合同价" if line.unit == "人月" else "三家询价",
    }


def _by_type(one: Programme) -> dict[str, Decimal]:
    parts = {
        TYPES[name]: sum((line.amount for line in one.lines if CLASSES[line.of] == TYPES[name]), Decimal(0))
        for name in one.types[1:]
    }
    return {TYPES[one.types[0]]: one.total - sum(parts.values(), Decimal(0)), **parts}


def _sources(one: Programme) -> dict[str, Decimal]:
    return {name: Decimal(part) * WAN for name, part in one.sources} or {"city_budget": one.total}


def _steps(one: Programme) -> list[dict[str, object]]:
    first, last = min(one.years), max(one.years)
    if one.track == "special" and first == 2026:
        days = ("2026-06-30", "2026-08-31", "2026-09-20", "2026-11-30")
    else:
        days = (f"{first}-04-30", f"{first}-09-30", f"{last}-10-31", f"{last}-12-25")
    names = (("采购和合同签订", "合同"), ("开发和部署", "设计文档"), ("初步验收", "验收意见"), ("试运行和验收", "报告"))
    return [{"name": name, "on": day, "deliverable": paper} for (name, paper), day in zip(names, days, strict=True)]

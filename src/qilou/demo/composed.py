"""The bulk of this year's annual round: programmes composed from a table of facts, each with words of its own.

Every sentence carries what is known of its one project, and the way of saying it changes from project to project, so
that no two declarations share a paragraph.
"""

import csv
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from .programme import Line, Programme

TABLE = Path(__file__).with_name("annual_2026.txt")
CENT = Decimal("0.01")
RATES = ("2.05", "2.10", "2.15", "2.20")
VOLUMES = (
    "{first}与{second}两项业务每年约{transactions}件，涉及{users}名使用者。",
    "去年{first}和{second}合计办理{transactions}件，服务对象{users}人。",
    "按近三年平均，{second}连同{first}年业务量{transactions}件，常用人员{users}人。",
    "业务量已达每年{transactions}件，{users}人使用{first}、{second}，人手没有增加。",
    "{users}名服务对象每年产生{transactions}件业务，{first}占其中多数，{second}最费时。",
    "仅{first}一项就有{users}人参与，加上{second}，全年{transactions}件。",
    "统计口径为上年度：{first}、{second}共{transactions}件，使用人数{users}。",
)
SCOPES = (
    "{build}，先上线{first}，再上线{second}，分两期验收。",
    "{build}；{first}由业务科室牵头，{second}随后接入，同一套账号。",
    "{build}，其中{second}依赖{first}的结果，两者同步开发。",
    "{build}，以{first}为主线，{second}作为配套，并保留纸面应急流程。",
    "{build}，不另建机房；{first}和{second}均部署在政务云上。",
    "{build}，移动端只做{first}，{second}在办公网使用。",
)
READY = (
    "{ready}；{first}的业务规则经主管科室签字确认。",
    "前期准备：{ready}，{second}需要的人员已经落实。",
    "{ready}，{first}选取{share_unit}试点后再推开。",
    "已具备条件：{ready}；{first}、{second}的验收标准随合同约定。",
    "{ready}。上线{second}前安排一个月并行运行。",
)
SHARED = (
    "{share}，{first}目录按月更新。",
    "{share}；{second}所需数据向市数据共享平台申请，不重复采集。",
    "经市数据共享平台，{share}，{first}字段级目录随申报附上。",
    "{share}，并为{second}开放查询接口一组。",
)
SAFE = (
    "{safe}，{first}按第二级保护定级。",
    "{first}和{second}统一按第三级保护定级，{safe}。",
    "{safe}；{second}操作全部留痕，每半年核查权限。",
    "等级保护与密码应用同步规划，{safe}，覆盖{first}各环节。",
    "{safe}，{second}上线前完成安全测评。",
)
NORMS = (
    "{first}的数据项按国家政务数据标准编制，{second}接口遵循市数据共享平台规范。",
    "{name}采用统一身份认证和统一签章，{first}界面符合无障碍要求。",
    "{second}按国家政务信息系统通用技术规范开发，{first}在政务云容器环境运行。",
    "{first}、{second}的文书符合电子公文格式，代码和文档随验收移交。",
    "{name}适配国产操作系统和数据库，{second}保留标准导出格式。",
)
BASES = ("工作要点", "三年行动方案", "业务管理办法", "数字化实施意见", "督查整改通知")


@dataclass(frozen=True, slots=True)
class Entry:
    """A project of the round: its programme, how urgent it is, and what becomes of it."""

    programme: Programme
    tier: str
    fate: str
    place: int


def entries() -> tuple[Entry, ...]:
    """Every project of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="|"))
    return tuple(Entry(_programme(row, place), row["tier"], row["fate"], place) for place, row in enumerate(rows))


def _programme(row: dict[str, str], place: int) -> Programme:
    users, transactions = int(row["users"]), int(row["transactions"])
    said = row | {"users": f"{users:,}", "transactions": f"{transactions:,}", "share_unit": "业务量最大的经办点"}

    def one_of(patterns: tuple[str, ...]) -> str:
        return patterns[place % len(patterns)].format_map(said)

    equipment = bool(row["gear"])
    return Programme(
        name=row["name"],
        unit=row["unit"],
        nature="new",
        types=("软件类", "设备类") if equipment else ("软件类",),
        years={2027: row["total"]},
        text=f"{row['problem']}。{one_of(VOLUMES)}拟建设{one_of(SCOPES)}",
        lines=_lines(row, place),
        users=users,
        transactions=transactions,
        basis=(f"{row['first']}{BASES[place % len(BASES)]}", f"演示发〔2026〕{place + 11}号"),
        feasibility=one_of(READY),
        sharing=one_of(SHARED),
        security=one_of(SAFE),
        target=(row["indicator"], row["value"], row["evidence"]),
        plan_item=row["plan"],
        norms=one_of(NORMS),
    )


def _lines(row: dict[str, str], place: int) -> tuple[Line, ...]:
    """An estimate that comes to the total: what its lines leave over is the price of putting data in order."""
    total, rate = Decimal(row["total"]), RATES[place % len(RATES)]
    gear, _, unit = row["gear"].partition("*")
    share = Decimal("0.36") if gear else Decimal("0.52")
    first = _months(total * share, rate)
    second = _months(total * Decimal("0.22"), rate)
    lines = [
        Line("软件费", "定制开发", row["first"], first, "人月", rate),
        Line("软件费", "定制开发", row["second"], second, "人月", rate),
        Line("其他费", "监理", "信息系统监理", 1, "项", str((total / 40).quantize(CENT))),
        Line("其他费", "测评", "测试、等保与密评", 1, "项", str((total / 18).quantize(CENT))),
    ]
    if gear:
        count = 20 + 7 * (place % 9)
        price = (total * Decimal("0.20") / count).quantize(CENT, ROUND_DOWN)
        lines.insert(2, Line("设备费", "感知终端", gear, count, unit, str(price), "terminal"))
    left = total - sum((Decimal(line.price) * line.quantity for line in lines), Decimal(0))
    lines.append(Line("服务费", "数据治理", f"{row['first']}存量数据整理", 1, "项", str(left)))
    return tuple(lines)


def _months(part: Decimal, rate: str) -> int:
    return max(int(part / Decimal(rate)), 1)

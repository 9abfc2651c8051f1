"""The figures of the sample dashboard: numbers in every tone, and charts under titles that say a finding."""

from qilou.kernel.charts import Bar, Chart, Kpi, Part
from qilou.law import Text, say

KPIS = (
    Kpi(Text("2026 年批次项目", "Projects of the round of 2026"), "76", say("上年 71", "last round 71"), "#list", 76),
    Kpi(
        Text("批复金额（万元）", "Approved (CNY 10,000)"),
        "3,864.00",
        say("上年同日 3,120.50", "on this day last year 3,120.50"),
        "#list",
        12,
        "green",
    ),
    Kpi(
        Text("拟立项未落实预算", "Proposed without a budget"),
        "4",
        say("上年同日 0", "on this day last year 0"),
        "#list",
        4,
        "amber",
    ),
    Kpi(Text("当前超期办件", "Overdue now"), "3", say("上年同日 5", "on this day last year 5"), "#list", 3, "red"),
    Kpi(Text("主管部门按期率", "The authority in time"), "—", say("上年 96 %%", "last year 96 %%"), "#list", 0),
)


def _amount(value: int, words: str, tone: str = "") -> Part:
    return Part(value, say("%(words)s 万元", "%(words)s", words=words), "#list", 12, tone)


CHARTS = (
    Chart(
        say(
            "申报 %(asked)s 万元，已批复 %(approved)s 万元",
            "%(asked)s asked, %(approved)s approved, in CNY 10,000",
            asked="4,901.50",
            approved="3,864.00",
        ),
        Text("各环节只计已走到该环节的项目", "Each step counts the projects that reached it"),
        (
            Bar(Text("申报", "Asked"), (_amount(49015000, "4,901.50"),), (24, 49015000)),
            Bar(Text("财政审核", "Finance"), (_amount(42000000, "4,200.00"),), (18, 42000000)),
            Bar(Text("批复", "Approved"), (_amount(38640000, "3,864.00", "green"),), (12, 38640000)),
            Bar(Text("已拨付", "Paid"), (_amount(0, "0.00"),), (0, 0)),
        ),
        (
            {"label": Text("环节", "Step"), "kind": "text"},
            {"label": Text("项目数", "Projects"), "kind": "number"},
            {"label": Text("金额（万元）", "Amount (CNY 10,000)"), "kind": "amount"},
        ),
    ),
    Chart(
        say("41 个期限中 3 个超期，最多的是主管部门", "3 of 41 periods were missed, most by: the authority"),
        Text("当年结束的法定期限：结束日对照届满日", "Periods that ended in the year: the day against the last day"),
        (
            Bar(
                Text("电子政务主管部门", "E-government authority"),
                (
                    Part(28, say("按期 28", "kept 28"), "#list", 28, "green"),
                    Part(3, say("超期 3", "missed 3"), "#list", 3, "red"),
                ),
                (28, 3),
            ),
            Bar(Text("财政部门", "Finance"), (Part(10, say("按期 10", "kept 10"), "", None, "green"),), (10, 0)),
        ),
        (
            {"label": Text("受约束方", "Binds"), "kind": "text"},
            {"label": Text("按期", "Kept"), "kind": "number"},
            {"label": Text("超期", "Missed"), "kind": "number"},
        ),
    ),
    Chart(
        Text("没有超期办件", "Nothing is overdue"),
        Text("今日已过届满日的办件", "Cases past their last day today"),
        (),
        ({"label": Text("岗位", "Desk"), "kind": "text"}, {"label": Text("办件", "Cases"), "kind": "number"}),
    ),
)

"""What a search costs among many cases against the bare limit, for one who reads all and one who reads a unit's.

The limit is the fetch of ten cases by their numbers, in the same round. `QILOU_BENCH_CASES=1000000` for a million.
"""

import os
import random
import statistics
import time
from collections.abc import Callable

from bench.server import served, verdict

CASES = int(os.environ.get("QILOU_BENCH_CASES", "100000"))
UNITS = 400
SEARCHES = 300
GOAL_MS = 50.0
WHERE = [
    "金平",
    "龙湖",
    "濠江",
    "澄海",
    "潮阳",
    "潮南",
    "南澳",
    "市级",
    "港区",
    "全市",
    "练江",
    "韩江",
    "榕江",
    "城区",
    "镇街",
    "海湾",
    "新区",
    "园区",
    "口岸",
    "乡村",
]
WHAT = [
    "医保基金",
    "电子健康档案",
    "水质自动监测",
    "内涝点感知",
    "入学报名审核",
    "不动产登记证照",
    "养老服务",
    "上门派单",
    "视频会商",
    "水闸泵站",
    "群团协同办公",
    "数字化库房",
    "货运车辆动态",
    "食品安全追溯",
    "燃气管网泄漏",
    "公共资源交易",
    "宅基地审批",
    "劳动争议调解",
    "古树名木巡护",
    "渔港渔船进出",
    "消防隐患排查",
    "文物保护巡查",
    "住房公积金",
    "农产品溯源",
    "危险化学品",
    "疫苗接种",
    "公交调度",
    "供水水压",
    "审计数据",
    "司法鉴定",
]
KIND = [
    "综合管理",
    "智能监管",
    "远程监控",
    "预警",
    "共享",
    "调度",
    "稽核",
    "质量控制",
    "应急指挥",
    "数据治理",
    "运行监测",
    "一件事",
]
FORM = [
    "系统",
    "平台",
    "应用",
    "改造",
    "扩建",
    "扩容",
    "二期",
    "升级",
    "运维",
    "信息系统",
    "专用通信",
    "建设",
]
FILL = """
INSERT INTO casework_case (procedure, edition, number, jurisdiction_id, title, state, version, parties, readers, desk,
    thing, "join", higher_decision, opened_on, moved_at, provisional)
SELECT 'bench.search', '2020', 'SB26-' || n || '-' || n %% 10, '440500',
    (%(where)s::text[])[1 + n %% 20] || (%(what)s::text[])[1 + n / 20 %% 30] ||
    (%(kind)s::text[])[1 + n / 7 %% 12] || (%(form)s::text[])[1 + n / 11 %% 12],
    'open', 1, '{}', ARRAY['AUTHORITY@440500', 'org:' || n %% %(units)s::int],
    '', '', '', '', '2026-01-01', now(), false
FROM generate_series(%(first)s::int, %(last)s::int) AS n
"""


def main() -> None:
    """Print the figures and, last, the line of JSON."""
    from qilou.kernel.actor import Actor

    with served():
        from qilou.casework.queries.finding import cases

        began = time.perf_counter()
        fill()
        print(f"{CASES} cases in {time.perf_counter() - began:.0f} s")
        readers = {
            "authority": Actor(1, "authority", keys=frozenset({"AUTHORITY@440500"})),
            "unit": Actor(2, "unit", keys=frozenset({"org:7"})),
        }
        found: dict[str, float] = {}
        for name, actor in readers.items():
            took: dict[str, list[float]] = {}
            for sort, typed in searches():
                took.setdefault(sort, []).append(timed(lambda actor=actor, typed=typed: cases(actor, typed, 6)))  # type: ignore[misc]
            every = [one for times in took.values() for one in times]
            found[name] = p95(every)
            told = ", ".join(f"{sort} {p95(times):.1f}" for sort, times in took.items())
            print(f"{name:10} p95 {found[name]:.1f} ms, median {statistics.median(every):.1f} ms; p95 by sort: {told}")
        bare = limit()
        print(f"limit      p95 {bare:.2f} ms")
        plan()
    worst = max(found.values())
    verdict(
        bench="search",
        ratio=round(worst / bare, 1),
        p95_ms=round(worst, 1),
        goal=GOAL_MS,
        holds=worst <= GOAL_MS,
        limit_ms=round(bare, 2),
        cases=CASES,
        searches=SEARCHES,
        readers=len(readers),
    )


def fill() -> None:
    """Cases by the register's own trigger; statistics as the server gathers them by itself."""
    from django.db import connection

    from qilou.casework.procedure import PROCEDURES

    one = next(iter(PROCEDURES.values()))[-1]
    statement = FILL.replace("'bench.search', '2020'", f"'{one.code}', '{one.edition}'")
    statement = statement.replace("'open', 1", f"'{one.start}', 1")
    with connection.cursor() as cursor:
        for first in range(1, CASES + 1, 50_000):
            given = {"where": WHERE, "what": WHAT, "kind": KIND, "form": FORM, "units": UNITS}
            cursor.execute(statement, {**given, "first": first, "last": min(first + 49_999, CASES)})
    import psycopg

    from qilou.site import places, roles
    from qilou.site.embedded import Cluster

    with psycopg.connect(Cluster(places.var() / "postgres").url(roles.MIGRATOR, "bench"), autocommit=True) as owner:
        owner.execute(f"SET ROLE {roles.OWNER}")
        owner.execute("VACUUM ANALYZE casework_case")
        owner.execute("VACUUM ANALYZE casework_casewords")


def searches() -> list[tuple[str, str]]:
    """Numbers, names, common words, half-remembered words and wrong characters, always the same ones."""
    dice = random.Random(164)
    made = []
    for place in range(SEARCHES):
        n = dice.randrange(1, CASES)
        name = WHERE[n % 20] + WHAT[n // 20 % 30] + KIND[n // 7 % 12] + FORM[n // 11 % 12]
        at = dice.randrange(len(name))
        sorts = {
            "number": f"SB26-{n}-{n % 10}",
            "name": name,
            "common": dice.choice([*FORM, *KIND]),
            "halves": f"{name[2:4]} {name[-4:-2]}",
            "glued": name[2:4] + name[-2:],
            "wrong": name[:at] + "青" + name[at + 1 :],
        }
        sort = list(sorts)[place % len(sorts)]
        made.append((sort, sorts[sort]))
    return made


def limit() -> float:
    """The fetch of ten cases by number."""
    from qilou.casework.models import Case

    def fetch() -> object:
        numbers = [f"SB26-{n}-{n % 10}" for n in random.Random(time.time()).sample(range(1, CASES), 10)]
        return list(Case.objects.filter(number__in=numbers))

    return p95([timed(fetch) for _ in range(SEARCHES)])


def plan() -> None:
    """How the server goes about a rare word, to be read."""
    from django.db import connection

    from qilou.kernel.search import asked_exactly

    with connection.cursor() as cursor:
        asked = "EXPLAIN SELECT id FROM casework_casewords WHERE readers && '{AUTHORITY@440500}' AND words @@ "
        cursor.execute(f"{asked} $${asked_exactly('SB26-77-7')}$$::tsquery")
        print("\n".join(line for (line,) in cursor.fetchall()))


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()

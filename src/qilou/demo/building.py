"""How a proposed project of the demo city is approved, contracted, changed, tried, accepted, paid and put to use."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from .declaring import Matter
from .moments import moment
from .programme import WAN
from .stage import Acts, City

Milestone = tuple[str, str, str, str]
WORKS = "_works"
TITLES = {"construction": "软件开发和集成合同", "supervision": "信息系统监理合同", "testing": "测试和测评合同"}


def yuan(wan: str | Decimal) -> str:
    """万元 as the yuan of a form."""
    return str((Decimal(wan) * WAN).quantize(Decimal("0.01")))


def _by_year(years: dict[int, str]) -> list[dict[str, object]]:
    return [{"year": year, "amount": yuan(part)} for year, part in years.items()]


def items(matter: Matter) -> list[dict[str, str]]:
    """The content of the project, item by item."""
    return [
        {"number": str(number), "name": line.name, "scale": f"{line.quantity}{line.unit}"}
        for number, line in enumerate(matter.programme.content, 1)
    ]


def opened(city: City, matter: Matter, code: str) -> str:
    """The unit opens a case about its project; gives the number."""
    act = city.open(code, matter.unit, matter.programme.name, {"project": matter.project}, matter.area)
    matter.numbers[code], matter.ids[code] = act.case.number, act.case.id
    return act.case.number


def suffix(matter: Matter) -> str:
    """Which of the two ways: with works it is development and reform's."""
    return WORKS if matter.programme.works else ""


def applied(city: City, matter: Matter, day: str, budget: tuple[str, str], years: dict[int, str], ends_on: str) -> Acts:
    """The unit applies for approval with finance's budget document."""
    yield moment(day)
    number, issued_on = budget
    first = min(years)
    data: dict[str, object] = {
        "budget_number": number,
        "budget_issued_on": issued_on,
        "budget_code": f"440500{first % 100}{matter.project:05d}",
        "budget_year": first,
        "budget_amount": yuan(years[first]),
        "budget_file": city.paper(number, [f"关于批准{matter.programme.name}列入{first}年度预算的函"], matter.unit),
        "total": yuan(sum(map(Decimal, years.values()), Decimal(0))),
        "years": _by_year(years),
        "items": items(matter),
        "starts_on": f"{day[:8]}28",
        "ends_on": ends_on,
    }
    if matter.programme.works:
        data["project_code"] = f"{first % 100}05-440500-04-01-{matter.project:06d}"
    return city.take("approval", opened(city, matter, "approval"), f"apply{suffix(matter)}", matter.unit, data)


def taken_up(city: City, matter: Matter, day: str) -> Acts:
    """The approving body accepts the application."""
    yield moment(day)
    body = "drc" if matter.programme.works else matter.authority
    return city.take("approval", matter.numbers["approval"], f"accept{suffix(matter)}", f"{body}.handler")


def reply(matter: Matter, years: dict[int, str]) -> dict[str, object]:
    """The reply that approves what was asked for."""
    return {
        "total": yuan(sum(map(Decimal, years.values()), Decimal(0))),
        "years": _by_year(years),
        "items": items(matter),
        "requirements": "严格按批准的内容和投资建设，变更依照第二十条办理；合同签订后及时登记。",
    }


def approved(city: City, matter: Matter, day: str, checked: str, signed: str, years: dict[int, str]) -> Acts:
    """Approved: drafted, checked and signed."""
    yield moment(day)
    body = "drc" if matter.programme.works else matter.authority
    step = f"approve{suffix(matter)}"
    return (
        yield from city.sign("approval", matter.numbers["approval"], step, body, checked, signed, reply(matter, years))
    )


def _tendered(short: str, opened_on: date) -> dict[str, object]:
    """The record of a tender whose bids were opened on a day."""
    return {
        "announcement": f"招标公告 {short}",
        "announced_on": str(opened_on - timedelta(days=20)),
        "opened_on": str(opened_on),
        "bidders": 3 + opened_on.day % 4,
    }


def contracted(
    city: City,
    matter: Matter,
    day: str,
    kind: str,
    supplier: tuple[str, str],
    years: dict[int, str],
    **more: object,
) -> Acts:
    """The unit registers a contract; more entries as given."""
    yield moment(day)
    title = str(more.pop("title", TITLES[kind]))
    short = f"{day[:4]}-{matter.project:03d}-{kind[:1].upper()}{len(matter.numbers)}"
    body, method = supplier
    data: dict[str, object] = {
        "kind": kind,
        "number": short,
        "title": title,
        "supplier": body,
        "small_supplier": True,
        "method": method,
        "award": f"成交通知书 {short}",
        "awarded_on": str(moment(day).date() - timedelta(days=6)),
        "signed_on": day[:10],
        "ends_on": f"{max(years)}-12-20",
        "amount": yuan(sum(map(Decimal, years.values()), Decimal(0))),
        "years": _by_year(years),
        "file": city.paper(f"{title} {short}", [matter.programme.name, body], matter.unit),
        **(_tendered(short, moment(day).date() - timedelta(days=10)) if method == "open_tender" else {}),
        **more,
    }
    if kind == "construction" and "supplement_of" not in more:
        data["clauses"] = [
            {"number": "3.1", "kind": "technical", "text": "功能与批准的建设内容逐项一致，接口联调通过"},
            {"number": "4.2", "kind": "service", "text": "七乘二十四小时响应，两年质保"},
            {"number": "5.1", "kind": "security", "text": "等级保护测评结论为符合或者基本符合"},
        ]
    number = opened(city, matter, "contract")
    act = city.take("contract", number, "register", matter.unit, data)
    matter.numbers[title], matter.ids[title] = number, matter.ids["contract"]
    return act


def published(city: City, matter: Matter, day: str, title: str, **days: str) -> Acts:
    """The unit enters when a contract was published and its copy filed."""
    yield moment(day)
    return city.take("contract", matter.numbers[title], "note_formalities", matter.unit, days)


def performed(city: City, matter: Matter, day: str, title: str, *, clauses: bool = True) -> Acts:
    """The unit accepts a contract's performance, clause by clause."""
    yield moment(day)
    numbers = ("3.1", "4.2", "5.1") if clauses else ()
    data = {
        "held_on": day[:10],
        "statement": f"履约验收〔{day[:4]}〕{matter.project}-{len(matter.numbers)}号",
        "checks": [{"number": one, "met": True, "finding": "达到合同要求"} for one in numbers],
    }
    return city.take("contract", matter.numbers[title], "accept_performance", matter.unit, data)


def accepted_first(city: City, matter: Matter, day: str) -> Acts:
    """Preliminary acceptance is passed."""
    yield moment(day)
    number = opened(city, matter, "acceptance")
    data = {
        "held_on": day[:10],
        "opinion": "建设内容完成，联调通过，同意转入试运行。",
        "members": [{"name": "顾衡之", "organisation": "市电子政务专家库"}],
    }
    return city.take("acceptance", number, "pass_preliminary", matter.unit, data)


def tried(city: City, matter: Matter, day: str, log: tuple[tuple[str, str, str], ...]) -> Acts:
    """The trial run begins and its log is kept; an entry with handling is a fault."""
    yield moment(day)
    number = matter.numbers["acceptance"]
    start = {"started_on": day[:10], "plan": "先在两个经办点运行，两周后全面启用。"}
    act = city.take("acceptance", number, "start_trial", matter.unit, start)
    for when, event, handling in log:
        yield moment(when)
        entry = {"day": when[:10], "event": event, "is_fault": bool(handling), "handling": handling}
        act = city.take("acceptance", number, "log_trial", matter.unit, entry)
    return act


def accepted_finally(city: City, matter: Matter, ended: str, held: str, operating: str) -> Acts:
    """The trial run ends, acceptance is passed with its proofs, and the system goes into operation."""
    yield moment(ended)
    number, name = matter.numbers["acceptance"], matter.programme.name
    city.take(
        "acceptance", number, "end_trial", matter.unit, {"report": f"试运行报告〔{ended[:4]}〕{matter.project}号"}
    )
    yield moment(held)
    proofs = (
        ("graded_protection", "妈屿信息测评中心", "等保测评", "conforms"),
        ("software_test", "妈屿信息测评中心", "软件测试", "conforms"),
        ("supervision_report", "礐石信息监理有限公司", "监理总结", "conforms"),
    )
    data = {
        "held_on": held[:10],
        "checks": [
            {"number": one, "result": result, "evidence": "现场演示和测试报告"} for one, result in found_of(matter)
        ],
        "proofs": [
            {
                "kind": kind,
                "institution": body,
                "number": f"{paper}〔{held[:4]}〕{matter.project}号",
                "conclusion": conclusion,
                "dated": ended[:10],
            }
            for kind, body, paper, conclusion in proofs
        ],
        "members": [
            {"name": "梁思衡", "organisation": "市电子政务专家库", "opinion": "同意"},
            {"name": "白芷宁", "organisation": "市电子政务专家库", "opinion": "同意"},
            {"name": "许之航", "organisation": "市电子政务技术中心", "opinion": "同意"},
        ],
        "opinion": "按批准内容逐项核对，全部完成，同意通过验收。",
        "security_grade": "第二级",
        "file": city.paper(f"{name}验收报告", ["验收组一致同意通过验收。"], matter.unit),
    }
    report = city.take("acceptance", number, "pass", matter.unit, data)
    matter.numbers["report"] = str(report.effects["number"])
    yield moment(operating)
    return city.take("acceptance", number, "put_into_operation", matter.unit, {"on": operating[:10]})


def found_of(matter: Matter) -> list[tuple[str, str]]:
    """Each approved item as found at acceptance; what a change brought is done as changed."""
    done = [(one["number"], "done") for one in items(matter)]
    return done + ([(str(len(done) + 1), "changed")] if "change" in matter.numbers else [])


def asked_for(city: City, matter: Matter, day: str, contract: str, instalment: str, wan: str, **more: object) -> Acts:
    """The unit applies for a payment of a contract."""
    yield moment(day)
    data = {
        "contract": matter.ids[contract],
        "instalment": instalment,
        "amount": yuan(wan),
        "year": int(day[:4]),
        "invoice": f"0440026{matter.project:04d}{len(matter.numbers):04d}",
        "condition": "合同约定的付款条件已经达成，附发票和证明。",
        "due_by": str((moment(day) + timedelta(days=60)).date()),
        **more,
    }
    return city.take("disbursement", opened(city, matter, "disbursement"), "submit", matter.unit, data)


def paid(city: City, matter: Matter, days: tuple[str, str, str], voucher: str) -> Acts:
    """Finance agrees by draft, check and signature, and records the treasury's voucher."""
    number = matter.numbers["disbursement"]
    drafted, checked, signed = days
    yield moment(drafted)
    yield from city.sign(
        "disbursement", number, "agree", "finance", checked, signed, {"opinion": "符合合同约定，同意拨付。"}
    )
    yield _next_morning(city.now)
    data = {"voucher": voucher, "paid_on": str(city.now.date())}
    return city.take("disbursement", number, "record_payment", "finance.handler", data)


def _next_morning(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=9, minute=40)


def reported(
    city: City,
    matter: Matter,
    day: str,
    quarter: tuple[int, int],
    percent: int,
    plan: tuple[Milestone, ...],
    **more: str,
) -> Acts:
    """The unit reports how a quarter went: milestones as name, planned, now expected and done."""
    yield moment(day)
    year, number_of = quarter
    data = {"project": matter.project, "year": year, "quarter": number_of}
    act = city.open("progress", matter.unit, matter.programme.name, data, matter.area)
    told = [
        {"name": name, "planned_on": planned, "forecast_on": expected or None, "done_on": done or None}
        for name, planned, expected, done in plan
    ]
    report = {"percent": percent, "milestones": told, "follows_programme": True, "keeps_rules": True, **more}
    city.take("progress", act.case.number, "file", matter.unit, report)

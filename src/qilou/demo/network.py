"""The demo city's extranet: nodes in the city and its districts, accesses of some twenty units, a network that merges.

On the Monday of loading something waits on every desk: applications to decide, one to connect, one to confirm, one
to correct, a plan of a separate network, an opening, and a measure in force of which the unit complains.
"""

from dataclasses import dataclass, replace

from qilou.casework.act import Act
from qilou.network.actions.register import enter
from qilou.network.inputs.register import LinkForm, NodeForm, SiteForm, VlanForm, VrfForm

from .bodies import BODIES, LONGHU, NANAO, OTHER_DISTRICTS
from .moments import Life, moment
from .stage import City

PUBLIC, PRIVATE = "gov-public", "gov-private"
CARRIER, SECOND = "某运营商甲", "某运营商乙"
CORES = (("HX-SZ-1", "市行政中心机房"), ("HX-SZ-2", "市政务云机房"))
AGGREGATED = ("HJ-SZ-DONG", "HJ-SZ-XI")
DISTRICTS = {LONGHU: ("龙湖区", "LH")} | {
    code: (zh, "".join(word[0] for word in en.replace("'", " ").split()).upper() + en[-1].upper())
    for code, (zh, en, _) in OTHER_DISTRICTS.items()
}


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's access as it is applied for."""

    unit: str
    bandwidth: int
    system: str
    method: str = "line"
    zone: str = "public"
    terminals: int = 60
    internet: bool = False

    @property
    def who(self) -> str:
        """Who acts for the unit."""
        return f"{self.unit}.handler"

    def form(self) -> dict[str, object]:
        """Form B10 as the unit fills it in."""
        return {
            "place": f"{BODIES[self.unit].zh}机房",
            "method": self.method,
            "carrier": CARRIER if self.method != "vpn" else "",
            "bandwidth": self.bandwidth,
            "spare": self.bandwidth >= 200,
            "zone": self.zone,
            "leader": "分管领导",
            "manager": "网络管理员",
            "mobile": "13900000000",
            "systems": [{"name": self.system, "grade": "第三级" if self.bandwidth >= 200 else "第二级"}],
            "terminals": self.terminals,
            "servers": 2,
            "internet": self.internet,
            "protection": "双机防火墙，终端准入，内外网隔离。" if self.internet else "",
            "own_ranges": [{"range": "192.168.1.0/24", "note": "办公"}],
            "undertaking": f"安承〔2026〕{len(self.unit) * 7}号",
            "reason": f"{self.system}运行需要接入政务外网。",
        }


CONNECTED = (
    Line("mib", 500, "医保结算信息系统", terminals=210),
    Line("health", 500, "区域卫生信息平台", terminals=320),
    Line("ecology", 200, "练江水质自动监测系统"),
    Line("urban", 200, "数字城管系统", internet=True),
    Line("education", 300, "教育政务系统", terminals=180),
    Line("land", 300, "不动产登记信息系统", terminals=318),
    Line("civil", 100, "低保核对系统"),
    Line("emergency", 200, "三防视频会商系统", zone="private"),
    Line("archives", 50, "馆藏档案目录管理系统"),
    Line("labour", 300, "就业服务系统", terminals=150),
    Line("transport", 200, "运政管理系统"),
    Line("culture", 50, "文化市场监管系统"),
    Line("market", 300, "商事登记系统", terminals=240, internet=True),
    Line("housing", 100, "房屋安全管理系统"),
    Line("agriculture", 50, "农产品追溯系统"),
    Line("justice", 50, "公共法律服务系统"),
    Line("commerce", 50, "商务统计系统"),
    Line("insurance", 200, "社保经办系统"),
    Line("statistics", 100, "联网直报系统"),
    Line("exchange", 100, "公共资源交易系统", zone="internet", internet=True),
)


def register(city: City) -> Life:
    """The technical bodies enter routing tables, sites, nodes, links and VLANs."""
    yield moment("2025-11-03 09:00")
    who = "technical.handler"
    for name, title in ((PUBLIC, ("公用网络区", "Shared zone")), (PRIVATE, ("专用虚拟网区", "Private zone"))):
        city.places[name] = _enter(city, who, VrfForm(name=name, title_zh=title[0], title_en=title[1]))
    for name, room in CORES:
        site = _enter(city, who, SiteForm(name=room, address="汕头市区"))
        city.places[name] = _enter(city, who, NodeForm(site=site, name=name, role="core"))
    site = _enter(city, who, SiteForm(name="市汇聚机房", address="汕头市区"))
    for name in AGGREGATED:
        city.places[name] = _enter(city, who, NodeForm(site=site, name=name, role="aggregation"))
    _link(city, who, "HX-SZ-1", "HX-SZ-2", 40_000, "fibre")
    for core, _ in CORES:
        for name in AGGREGATED:
            _link(city, who, core, name, 10_000, "fibre", second=core == "HX-SZ-2")
    for number, name in ((100, "公用业务"), (900, "网管")):
        _enter(city, who, VlanForm(node=city.places["HX-SZ-1"], number=number, name=name))
    yield moment("2025-11-10 10:00")
    for place, (code, (zh, short)) in enumerate(DISTRICTS.items()):
        keeper = "longhu-technical.handler" if code == LONGHU else f"{code}-technical.handler"
        if code == NANAO:
            keeper = who  # the county has named no technical body, so the city's keeps the node that serves it
        name = f"JR-{short}-1"
        site = _enter(city, keeper, SiteForm(name=f"{zh}政务机房", address=zh))
        city.places[name] = _enter(city, keeper, NodeForm(site=site, name=name, role="access"))
        _link(city, keeper, AGGREGATED[place % 2], name, 1000, "line")
        _link(city, keeper, AGGREGATED[(place + 1) % 2], name, 1000, "line", second=True)


def _enter(city: City, who: str, given: VrfForm | SiteForm | NodeForm | LinkForm | VlanForm) -> int:
    city.acts += 1
    return int(enter(given, actor=city.actor(who), now=city.now).pk)


def _link(city: City, who: str, upper: str, lower: str, mbit: int, medium: str, *, second: bool = False) -> None:
    given = LinkForm(
        upper=city.places[upper],
        lower=city.places[lower],
        name=f"{upper}—{lower}",
        medium=medium,
        carrier=SECOND if second else CARRIER,
        bandwidth=mbit,
        second=second,
    )
    _enter(city, who, given)


def accesses(city: City) -> Life:
    """Units apply, the authority approves, the technical body connects, the units confirm."""
    for batch in range(4):
        lines = CONNECTED[batch * 5 : batch * 5 + 5]
        month = f"2026-{2 + batch:02d}"
        yield moment(f"{month}-10 09:00")
        numbers = [applied(city, line) for line in lines]
        yield moment(f"{month}-11 09:30")
        for line, number in zip(lines, numbers, strict=True):
            city.take("network.access", number, "approve", "authority.handler", agreement(line))
        yield moment(f"{month}-12 10:00")
        for number in numbers:
            city.endorse("network.access", number, "authority.checker", "经核，符合接入规范。")
        yield moment(f"{month}-12 16:00")
        for number in numbers:
            city.endorse("network.access", number, "authority.signer")
        yield moment(f"{month}-17 11:00")
        for line, number in zip(lines, numbers, strict=True):
            connected(city, line, number)
        yield moment(f"{month}-18 15:00")
        for line, number in zip(lines, numbers, strict=True):
            city.take("network.access", number, "confirm", line.who, {"confirmed_by": "网络管理员"})


def applied(city: City, line: Line) -> str:
    """The unit's application, handed in."""
    number = city.open("network.access", line.who, "", {"kind": "new"}).case.number
    city.take("network.access", number, "submit", line.who, line.form())
    return number


def agreement(line: Line) -> dict[str, object]:
    """The authority agrees."""
    conditions = "互联网出口与政务外网之间须隔离，不得一机两用。" if line.internet else ""
    return {"statement": f"{line.system}确需接入，同意。", "conditions": conditions}


def connected(city: City, line: Line, number: str) -> Act:
    """The technical body connects it on the approval."""
    city.ports += 1
    node = AGGREGATED[city.ports % 2]
    return city.take(
        "network.access",
        number,
        "connect",
        "technical.handler",
        {
            "node": city.places[node],
            "port": f"GE0/0/{city.ports}",
            "vlan": 200 + city.ports,
            "interconnect": f"10.255.{city.ports}.2/30",
            "vrf": city.places[PRIVATE if line.zone == "private" else PUBLIC],
            "bandwidth": line.bandwidth,
            "connected_on": f"{city.now:%Y-%m-%d}",
            "connected_by": "许之航",
            "tested": True,
            "test_result": "连通，丢包率为零，时延 2 毫秒。",
        },
    )


def at_the_desks(city: City) -> Life:
    """Applications at several stages on the Monday of loading."""
    to_confirm, to_connect = Line("hospital", 300, "院前急救系统"), Line("cdc", 200, "传染病直报系统")
    yield moment("2026-11-09 09:20")
    numbers = [applied(city, line) for line in (to_confirm, to_connect)]
    yield moment("2026-11-10 10:00")
    for line, number in zip((to_confirm, to_connect), numbers, strict=True):
        city.take("network.access", number, "approve", "authority.handler", agreement(line))
    yield moment("2026-11-11 10:00")
    for number in numbers:
        city.endorse("network.access", number, "authority.checker", "经核，符合接入规范。")
    yield moment("2026-11-13 15:30")
    for number in numbers:
        city.endorse("network.access", number, "authority.signer")
    yield moment("2026-11-17 10:30")
    connected(city, to_confirm, numbers[0])
    yield moment("2026-11-17 14:00")
    to_correct = Line("science", 100, "科技计划管理系统")
    number = applied(city, to_correct)
    yield moment("2026-11-18 09:40")
    defects = {"defects": [{"item": "带宽", "remedy": "附带宽测算，说明并发用户数。"}]}
    city.take("network.access", number, "return", "authority.handler", defects)
    yield moment("2026-11-18 11:00")
    for line in (Line("veterans", 50, "退役军人服务系统"), Line("petitions", 50, "信访信息系统", method="vpn")):
        applied(city, line)
    yield moment("2026-11-19 10:00")
    local = replace(Line("longhu-civil", 50, "区养老服务系统"), terminals=30)
    number = city.open("network.access", local.who, "", {"kind": "new"}, LONGHU).case.number
    city.take("network.access", number, "submit", local.who, local.form())


def separate(city: City) -> Life:
    """The old network of environmental monitoring is being merged; the water bureau asks to build one."""
    yield moment("2026-03-16 09:30")
    who = "ecology.handler"
    number = city.open("network.separate", who, "", {"kind": "merge", "name": "环境监测专网"}).case.number
    plan = {
        "purpose": "水质、空气自动站数据回传",
        "points": 46,
        "steps": [
            {"what": "核心互联，双网并行", "due_on": "2026-05-31"},
            {"what": "空气站割接", "due_on": "2026-09-30"},
            {"what": "水质站割接，专线退租", "due_on": "2026-12-31"},
        ],
    }
    city.take("network.separate", number, "submit", who, plan)
    yield moment("2026-03-23 09:00")
    agreed = {"statement": "同意按计划逐步并入统一平台。"}
    yield from city.sign(
        "network.separate", number, "approve", "authority", "2026-03-24 10:00", "2026-03-25 16:00", agreed
    )
    yield moment("2026-05-28 10:00")
    joined = {"interconnected_on": "2026-05-28", "interconnect": "HJ-SZ-DONG GE0/1/1，10.255.200.2/30"}
    city.take("network.separate", number, "interconnect", "technical.handler", joined)
    yield moment("2026-05-29 10:00")
    first = {"number": 1, "done_on": "2026-05-28", "remark": "双网并行正常"}
    city.take("network.separate", number, "report", who, first)
    yield moment("2026-09-28 10:00")
    second = {"number": 2, "done_on": "2026-09-27", "remark": "十二个空气站已割接"}
    city.take("network.separate", number, "report", who, second)
    yield moment("2026-11-16 10:20")
    who = "water.handler"
    number = city.open("network.separate", who, "", {"kind": "build", "name": "闸站控制网"}).case.number
    city.take("network.separate", number, "submit", who, GATES)


GATES = {
    "purpose": "三十七处水闸泵站远程控制",
    "necessity": "控制信号须在五十毫秒内到达，现有外网链路未覆盖闸站。",
    "reckoning": "每站四兆，三十七站合计一百四十八兆，峰值二百兆。",
    "technical": "利用既有管道敷设光缆，环形组网，双节点与统一平台互联。",
    "security": "控制网与办公网物理隔离，单向导入，按第三级保护。",
    "points": 37,
    "interconnect": "经市汇聚节点双点互联",
}


def openings_and_measure(city: City) -> Life:
    """A policy is open for the market bureau, another is asked for; the commerce bureau is under a measure."""
    yield moment("2026-07-06 09:00")
    access = city.access_of("market")
    form = {
        "access": access,
        "kind": "policy",
        "what": "商事登记系统 → 税务接口 TCP 443",
        "purpose": "企业开办信息推送",
        "owner": "网络管理员",
        "until": "2026-12-31",
    }
    number = city.open("network.opening", "market.handler", "", form).case.number
    yield moment("2026-07-07 10:00")
    window = {"window": "2026-07-08 22:00–23:00", "rollback": "删除新增策略，恢复变更前备份。"}
    city.take("network.opening", number, "agree", "technical.handler", window)
    yield moment("2026-07-09 09:10")
    done = {"opened_on": "2026-07-08", "result": "接口调用正常。"}
    city.take("network.opening", number, "carry_out", "technical.handler", done)
    yield moment("2026-11-16 15:00")
    proposal = {
        "unit": city.registers.bodies["commerce"],
        "kind": "restrict",
        "against": "unit",
        "ground": "crossing",
        "facts": "巡检发现两台终端同时连接互联网和政务外网，已有病毒告警，可能造成跨网传播。",
        "days": 14,
        "urgent": True,
    }
    number = city.open("network.measure", "authority.handler", "", proposal).case.number
    decided = {"statement": "危害正在发生，先行限制访问；整改复测合格后解除。"}
    yield moment("2026-11-16 15:20")
    yield from city.sign(
        "network.measure", number, "order", "authority", "2026-11-16 16:00", "2026-11-16 16:40", decided
    )
    yield moment("2026-11-19 11:00")
    city.take("network.measure", number, "appeal", "commerce.handler", {"reason": "两台终端已断网清除，请复测后解除。"})
    yield moment("2026-11-20 09:30")
    form |= {"access": city.access_of("labour"), "what": "就业服务系统远程运维账号", "kind": "vpn"}
    form |= {"purpose": "运维单位远程处理故障", "until": "2027-05-31"}
    city.open("network.opening", "labour.handler", "", form)


def own_system(city: City) -> Life:
    """The market bureau keeps its own approval system by approval; supervision asks it to return its data."""
    yield moment("2026-04-13 09:30")
    who = "market.handler"
    opening = {"kind": "keep", "name": "商事登记审批系统", "purpose": "approval"}
    number = city.open("network.own_system", who, "", opening).case.number
    form = {
        "functions": "企业设立、变更、注销登记的受理和审批",
        "state_rule": "国家市场监督管理总局统一登记系统建设规范",
        "norms": "遵循全市统一身份认证和公文交换接口规范",
        "data_return": "登记结果当日回传市数据共享平台",
        "hosting": "政务云",
        "grade": "第三级",
    }
    city.take("network.own_system", number, "submit", who, form)
    yield moment("2026-04-20 09:10")
    agreed = {"statement": "国家另有规定，同意保留。", "conditions": "按统一规范对接，数据当日回传。"}
    yield from city.sign(
        "network.own_system", number, "approve", "authority", "2026-04-21 10:00", "2026-04-22 16:00", agreed
    )
    yield moment("2026-11-10 15:00")
    found = {"findings": "十月份有三日未回传登记结果。", "mend_by": "2026-12-10"}
    city.take("network.own_system", number, "guide", "authority.handler", found)


LIVES = (register, accesses, at_the_desks, separate, openings_and_measure, own_system)

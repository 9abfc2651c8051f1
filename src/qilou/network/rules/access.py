"""What the law asks of an access to the extranet: applied for in writing, approved, and only then connected."""

from dataclasses import dataclass
from datetime import date

from qilou.law import UNKNOWN, Breach, Met, Text, Verdict, rule, say
from qilou.law.measures import M164

WIRED = frozenset({"line", "fibre"})
CHANGES = frozenset({"expand", "move", "withdraw"})


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """An application for access and where it stands. Bandwidths in Mbit/s.

    `standing` says of the access named whether it is the unit's and in service (None: none named); `taken` what of
    node, port and VLAN another access holds; `technical_body` is blank where the area has none.
    """

    today: date = UNKNOWN
    network: str = UNKNOWN
    unit_registered: bool = UNKNOWN
    unit_of_area: bool = UNKNOWN
    kind: str = UNKNOWN
    standing: bool | None = UNKNOWN
    method: str = UNKNOWN
    carrier: str = UNKNOWN
    bandwidth: int = UNKNOWN
    bandwidth_now: int = UNKNOWN
    systems: tuple[str, ...] = UNKNOWN
    undertaking: str = UNKNOWN
    internet: bool = UNKNOWN
    protection: str = UNKNOWN
    returned: bool = UNKNOWN
    technical_body: str = UNKNOWN
    approval_number: str = UNKNOWN
    approved_on: date | None = UNKNOWN
    carried_out_on: date = UNKNOWN
    tested: bool = UNKNOWN
    connected_bandwidth: int = UNKNOWN
    node_of_area: bool = UNKNOWN
    measure: str = UNKNOWN
    taken: tuple[Text, ...] = UNKNOWN


@rule(Text("政务外网事项", "A matter of the extranet"), cites=M164.art(22, 2), req=("A22.2", "A22.3", "A22.4"))
def of_the_extranet(f: AccessFacts) -> Verdict:
    """Of the two networks this platform deals with the extranet; it takes in nothing of the intranet."""
    if f.network == "extranet":
        return Met()
    return Breach(
        say(
            "政务内网属涉密业务网络，由机要部门按照保密规定管理，本平台不受理、不存储其任何数据。",
            "The intranet is for secret business and is managed by the confidential-communications department under "
            "the secrecy rules: this platform neither takes in nor keeps any data of it.",
        ),
        say(
            "涉密业务请通过机要部门规定的渠道办理；不要在本平台填写任何内容。",
            "Turn to the confidential-communications department by its own channel, and type nothing of it here.",
        ),
    )


@rule(Text("申请单位为登记的实施单位", "Applied for by a registered unit"), cites=M164.art(24, 1), req=("A24.1",))
def applicant_is_registered(f: AccessFacts) -> Verdict:
    """Implementing units apply for access."""
    if f.unit_registered:
        return Met()
    return Breach(
        say("申请单位不是登记在册的电子政务实施单位。", "The organisation is not a registered implementing unit."),
        say("请主管部门登记为实施单位后再申请。", "Have the authority register it as an implementing unit."),
    )


@rule(Text("向本级主管部门申请", "Applied for at the authority of its area"), cites=M164.art(23, 1), req=("A23.2",))
def applicant_is_of_the_area(f: AccessFacts) -> Verdict:
    """City units apply to the city's authority, a district's units to the district's."""
    if f.unit_of_area:
        return Met()
    return Breach(
        say("申请单位不属于本辖区。", "The unit does not belong to this jurisdiction."),
        say("向申请单位所属的市或者区（县）主管部门申请。", "Apply to the authority of the unit's own area."),
    )


@rule(Text("指明现有接入", "The access that is to change"), cites=M164.art(24, 1), req=("A24.1",))
def names_its_access(f: AccessFacts) -> Verdict:
    """A change, a move or a withdrawal names an access of the unit that is in service; a new one names none."""
    if f.kind in CHANGES and f.standing:
        return Met()
    if f.kind not in CHANGES and f.standing is None:
        return Met()
    if f.kind not in CHANGES:
        return Breach(
            say("新接入不应选择现有接入。", "A new access does not name an existing one."),
            say("改选扩容、迁移或者注销，或者清空“现有接入”。", "Choose a change instead, or leave the access empty."),
        )
    return Breach(
        say("没有指明本单位正在使用的接入。", "No access of the unit that is in service is named."),
        say("选择要扩容、迁移或者注销的接入。", "Choose the access that is to change."),
    )


@rule(Text("书面申请内容完整", "The written application is whole"), cites=M164.art(24, 1), req=("A24.1",))
def application_is_whole(f: AccessFacts) -> Verdict:
    """It says what the access carries and who runs the line, and has the security undertaking's number."""
    lacking = []
    if f.method in WIRED and not f.carrier.strip():
        lacking.append(Text("运营商", "the carrier"))
    if f.kind != "withdraw" and not f.systems:
        lacking.append(Text("承载业务系统", "the systems carried"))
    if f.kind != "withdraw" and not f.undertaking.strip():
        lacking.append(Text("安全承诺书编号", "the number of the security undertaking"))
    if not lacking:
        return Met()
    return Breach(
        say("申请表缺少：%(what)s。", "The application lacks: %(what)s.", what=tuple(lacking)),
        say("补充填写后提交。", "Fill them in."),
    )


@rule(Text("符合接入技术规范", "The norms for access are kept"), cites=M164.art(23, 1), req=("A23.2",))
def exit_is_protected(f: AccessFacts) -> Verdict:
    """A network that also reaches the internet joins the extranet only behind a protected boundary."""
    if not f.internet or f.protection.strip():
        return Met()
    return Breach(
        say(
            "局域网接有互联网，但未说明与政务外网之间的边界安全措施，不符合市定接入标准。",
            "The unit's network reaches the internet, and nothing is said of the boundary towards the extranet: that "
            "is not up to the city's standard for access.",
        ),
        say(
            "填写边界安全设备和隔离措施，或者断开互联网。",
            "State the protection at the boundary, or cut the internet off.",
        ),
    )


@rule(Text("带宽确有增加", "The bandwidth grows"), cites=M164.art(24, 1), req=("A24.1",))
def expansion_expands(f: AccessFacts) -> Verdict:
    """More bandwidth is more than there is."""
    if f.kind != "expand" or f.bandwidth > f.bandwidth_now:
        return Met()
    return Breach(
        say(
            "申请带宽 %(asked)s 兆不高于现有 %(now)s 兆。",
            "The %(asked)s Mbit/s asked for are no more than the present %(now)s.",
            asked=f.bandwidth,
            now=f.bandwidth_now,
        ),
        say("填写扩容后的总带宽。", "Enter the whole bandwidth afterwards."),
    )


@rule(Text("只退回一次", "Returned once"), cites=M164.art(24, 1), req=("A24.1",))
def not_returned_before(f: AccessFacts) -> Verdict:
    """Everything to correct is told at once; there is no second return."""
    if not f.returned:
        return Met()
    return Breach(
        say("本申请已经退回补正过一次。", "This application was returned once already."),
        say("作出同意或者不同意的决定。", "Decide: agree, or refuse."),
    )


@rule(Text("有技术管理机构办理接入", "A technical body connects it"), cites=M164.art(24, 1), req=("A24.2",))
def somebody_connects(f: AccessFacts) -> Verdict:
    """An approval is carried out by the area's technical body, so there must be one."""
    if f.technical_body:
        return Met()
    return Breach(
        say(
            "本辖区尚未确定技术管理机构，批准后无人办理接入。",
            "The area has named no technical body, so nobody could carry the approval out.",
        ),
        say(
            "先依照第六条确定技术管理机构，并在职能登记中登记。",
            "Have one named first (Article 6) and entered in the register of functions.",
        ),
    )


@rule(Text("凭批准文件接入", "Connected on the approval document"), cites=M164.art(24, 1), req=("A24.2", "A25.4"))
def approved_before_connection(f: AccessFacts) -> Verdict:
    """The technical body acts on a served approval, no earlier than its day and not in the future."""
    if not f.approval_number or f.approved_on is None:
        return Breach(
            say("没有主管部门的批准文件，不得办理接入。", "Without the authority's approval nothing is connected."),
            say("待主管部门批准并送达后办理。", "Wait until the authority has approved it and served its approval."),
        )
    if f.approved_on <= f.carried_out_on <= f.today:
        return Met()
    return Breach(
        say(
            "办理日期须在批准之日（%(day)s）以后、今天以前（均含当日）。",
            "It is done on or after the day of the approval (%(day)s) and no later than today.",
            day=f.approved_on,
        ),
        say("核对日期。", "Check the date."),
    )


@rule(Text("申请接入的", "Something is to be connected"), cites=M164.art(24, 1), req=("A24.2",))
def is_to_connect(f: AccessFacts) -> Verdict:
    """What was approved is a new access, more bandwidth or a move."""
    if f.kind != "withdraw":
        return Met()
    return Breach(
        say("批准的是注销，不办理接入。", "The approval is of a withdrawal; nothing is connected."),
        say("办理“断开”。", "Take it down."),
    )


@rule(Text("申请注销的", "Something is to be taken down"), cites=M164.art(24, 1), req=("A24.2",))
def is_to_disconnect(f: AccessFacts) -> Verdict:
    """What was approved is a withdrawal."""
    if f.kind == "withdraw":
        return Met()
    return Breach(
        say("批准的不是注销，不得断开。", "The approval is not of a withdrawal; nothing is taken down."),
        say("办理“登记开通”。", "Connect it."),
    )


@rule(Text("按批准的内容开通", "Connected as approved"), cites=M164.art(24, 1), req=("A24.2",))
def connected_as_approved(f: AccessFacts) -> Verdict:
    """The test was passed, and no more is opened than was approved."""
    if not f.tested:
        return Breach(
            say("测试未通过，不能登记开通。", "The test was not passed, so it is not connected."),
            say("排除故障、测试通过后登记。", "Mend it and test it again first."),
        )
    if f.connected_bandwidth <= f.bandwidth:
        return Met()
    return Breach(
        say(
            "开通带宽超过批准的 %(approved)s 兆。",
            "More bandwidth is opened than the approved %(approved)s Mbit/s.",
            approved=f.bandwidth,
        ),
        say(
            "按批准的带宽开通；需要更多的另行申请扩容。",
            "Open what was approved; more needs an application of its own.",
        ),
    )


@rule(Text("没有执行中的技术措施", "No measure stands against the unit"), cites=M164.art(39), req=("A39.2",))
def no_measure_stands(f: AccessFacts) -> Verdict:
    """While a measure against the unit is in force no access of its is approved or connected around it."""
    if not f.measure:
        return Met()
    return Breach(
        say(
            "对该单位的技术措施 %(number)s 正在执行。",
            "Measure %(number)s against the unit is in force.",
            number=f.measure,
        ),
        say("措施解除或者期满后办理。", "Wait until it is lifted or its term is over."),
    )


@rule(Text("端口和VLAN未被占用", "Port and VLAN are free"), cites=M164.art(22, 1), req=("A22.1",))
def place_is_free(f: AccessFacts) -> Verdict:
    """One access a port and a VLAN of a node."""
    if not f.taken:
        return Met()
    return Breach(
        say("该节点上已被其他接入占用：%(what)s。", "Another access holds on this node: %(what)s.", what=f.taken),
        say("改用空闲的端口和VLAN，或者先注销原接入。", "Use free ones, or withdraw the other access first."),
    )


@rule(
    Text("接在本辖区或者市级节点上", "On a node of the area or the city"), cites=M164.art(23, 1), req=("A23.1", "A23.2")
)
def node_is_the_platforms(f: AccessFacts) -> Verdict:
    """An access is on a node and in a routing table of the one platform, in its area or its city."""
    if f.node_of_area:
        return Met()
    return Breach(
        say(
            "所选节点或者路由表不是本辖区或者市级在用的。",
            "The node or the routing table is none of the area's or the city's that serves.",
        ),
        say("从登记的在用节点和路由表中选择。", "Choose from those on the register."),
    )

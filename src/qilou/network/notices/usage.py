"""The papers of a return of delegated blocks: what the district sends, and the city's sending it back."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind, Party
from qilou.law import TECHNICAL_BODY, Message, Text, say
from qilou.network.models import UsageReturn
from qilou.network.queries.usage import last_day, returned
from qilou.network.rules.usage import ARTICLE, Usage, label_of

CITY_BODY = Party("superior", Text("市技术管理机构", "The city's technical body"))


def _returned(act: Act) -> tuple[Message, ...]:
    row = UsageReturn.objects.select_related("jurisdiction").get(pk=act.case.id)
    said = returned(row)
    sums = sum(said.values(), Usage())
    return (
        say(
            "现报送%(area)s%(period)s（截至%(day)s）委托地址段使用情况，并报告本地接入及管理情况：",
            "The use of the blocks delegated to %(area)s in %(period)s (to %(day)s) is returned, with the local "
            "accesses and their management:",
            area=Text(row.jurisdiction.name_zh, row.jurisdiction.name_en),
            period=label_of(row.year, row.half),
            day=last_day(row).isoformat(),
        ),
        say(
            "合计使用%(used)s，预占%(held)s，冷却%(cooling)s，涉及批准件%(cases)s件（IPv6 以 /64 计）。",
            "In all %(used)s in use, %(held)s held, %(cooling)s cooling off, under %(cases)s approved cases (IPv6 in "
            "networks of /64).",
            used=sums.used,
            held=sums.held,
            cooling=sums.cooling,
            cases=sums.accesses,
        ),
        *(
            say(
                "%(block)s：使用%(used)s，预占%(held)s，冷却%(cooling)s，批准件%(cases)s件。",
                "%(block)s: %(used)s in use, %(held)s held, %(cooling)s cooling off, %(cases)s cases.",
                block=block,
                used=one.used,
                held=one.held,
                cooling=one.cooling,
                cases=one.accesses,
            )
            for block, one in said.items()
        ),
        *((say("说明：%(remarks)s", "Remarks: %(remarks)s", remarks=row.remarks),) if row.remarks else ()),
    )


def _sent_back(act: Act) -> tuple[Message, ...]:
    return (
        say(
            "你单位报送的地址使用情况退回，原因：%(reason)s",
            "Your return is sent back. Reason: %(reason)s",
            reason=act.input.reason,
        ),
    )


RETURN = NoticeKind(
    "network.usage_return.return",
    Text("委托地址段使用情况报告", "Return of delegated blocks"),
    (ARTICLE,),
    to=(CITY_BODY,),
    copies=(TECHNICAL_BODY,),
    body=_returned,
    req=("A25.3",),
)
SENT_BACK = NoticeKind(
    "network.usage_return.sent_back",
    Text("地址使用情况报告退回通知", "Return of delegated blocks sent back"),
    (ARTICLE,),
    to=(TECHNICAL_BODY,),
    body=_sent_back,
)

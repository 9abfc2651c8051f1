"""Readings on network, data and liability: Articles 22 to 42."""

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.text import Text

INTRANET_EXCLUDED = Parameter(
    code="intranet_excluded",
    question=Text("本平台是否存储政务内网数据？", "Does the platform hold data of the intranet?"),
    default=True,
    alternatives={
        True: Text("不存储，由机要部门按保密规定管理", "None: it is the confidential-communications department's")
    },
    cites=M164.art(22, 2),
    req=("A22.4",),
)
DISTRICT_ADDRESSES = Parameter(
    code="district_addresses",
    question=Text("区（县）的网络地址由谁分配？", "Who allocates a district's addresses?"),
    default="district",
    alternatives={
        "district": Text(
            "区（县）技术管理机构在委托地址段内分配，报市备案",
            "The district's technical body from its delegated prefix, filed with the city's",
        ),
        "city": Text("市技术管理机构直接分配", "The city's technical body"),
    },
    cites=M164.art(25, 2),
    req=("A25.2",),
)
DATA_PROVIDER = Parameter(
    code="data_provider",
    question=Text("谁应当提供数据交换接口？（主语缺失）", "Who provides interfaces for data exchange? (subject lost)"),
    default="implementing_units",
    alternatives={"implementing_units": Text("电子政务实施单位", "The implementing units")},
    cites=M164.art(27, 1),
    req=("A27.1",),
)
UNDECLARED_IS_BREACH = Parameter(
    code="undeclared_is_breach",
    question=Text(
        "第四十条第一、二项是否指“未按规定”申报、报批？（译文漏译否定词或者含混）",
        "Do items (i) and (ii) of Article 40 mean not declared, not approved “as required”? (the negation is lost or "
        "garbled)",
    ),
    default=True,
    alternatives={True: Text("是", "Yes")},
    cites=M164.art(40),
    req=("A40.1", "A40.2"),
)
LIABILITY_CONSEQUENCES = Parameter(
    code="liability_consequences",
    question=Text(
        "违反本办法的处理措施有哪些？（首句缺失）", "What follows a breach of the Measures? (opening sentence lost)"
    ),
    default=("order_to_correct", "public_criticism", "propose_discipline"),
    members={
        "order_to_correct": Text("责令限期改正", "order to correct within a time limit"),
        "public_criticism": Text("逾期不改的通报批评", "public criticism if not corrected"),
        "propose_discipline": Text("建议有权机关处分责任人员", "proposal of discipline to the competent organ"),
    },
    cites=M164.art(40),
    req=("A40.6",),
)
VIOLATION_HOLDS_APPROVALS = Parameter(
    code="violation_holds_approvals",
    question=Text(
        "改正前是否另行暂停资金和后续审批？",
        "Are funds and later approvals held, beyond Articles 7 and 19, until corrected?",
    ),
    default=False,
    alternatives={False: Text("否，只通过第七条、第十九条体现", "No, only through Articles 7 and 19")},
    cites=M164.art(40),
    req=("A40.7",),
)
OFFICIALS_LIABILITY = Parameter(
    code="officials_liability",
    question=Text(
        "工作人员违纪违法的如何处理？（全文缺失）", "What becomes of officials' misconduct? (whole text lost)"
    ),
    default="refer",
    alternatives={
        "refer": Text(
            "移送有权机关依法处理，平台只提供记录",
            "It is referred to the competent organ; the platform supplies the record",
        )
    },
    cites=M164.art(42),
    req=("A42.1",),
)

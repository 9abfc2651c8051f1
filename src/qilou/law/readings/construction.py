"""Readings on acceptance, payment, changes and districts: Articles 19 to 21."""

from decimal import Decimal

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.text import Text

TRIAL_RUN_DAYS = Parameter(
    code="trial_run_days",
    question=Text(
        "合同没有约定的，试运行多少日？（非法定）",
        "How many days is the trial run where the contract is silent? (not statutory)",
    ),
    default=90,
    least=1,
    cites=M164.art(19, 1),
    req=("A19.3",),
    statutory=False,
)
ACCEPTANCE_ATTEMPTS = Parameter(
    code="acceptance_attempts",
    question=Text(
        "验收不合格的，整改后最多可以再次验收几次？（零为不限）",
        "How often may acceptance be repeated after a failure? (zero for no limit)",
    ),
    default=0,
    least=0,
    cites=M164.art(19, 2),
    req=("A19.8",),
)
FOLLOW_UP_INSTALMENTS = Parameter(
    code="follow_up_instalments",
    question=Text("哪些款项属于后续资金？", "Which instalments are follow-up funds?"),
    default=("final", "retention"),
    members={
        "advance": Text("预付款", "advance"),
        "progress": Text("进度款", "progress payment"),
        "preliminary": Text("初验款", "payment on preliminary acceptance"),
        "final": Text("终验款", "payment on final acceptance"),
        "retention": Text("质保金", "retention money"),
    },
    cites=M164.art(19, 2),
    req=("A19.6",),
)
CHANGE_LIMIT = Parameter(
    code="change_limit",
    question=Text(
        "投资超过批准总投资的多大比例须重新审核？", "Above what share of the approved total is a change re-examined?"
    ),
    default=Decimal("0.10"),
    alternatives={Decimal("0.10"): Text("百分之十", "Ten per cent")},
    cites=M164.art(20),
    req=("A20.2", "A20.5"),
)
CHANGE_BOUNDARY = Parameter(
    code="change_boundary",
    question=Text("恰好百分之十是否须重新审核？", "Is a change of exactly ten per cent re-examined?"),
    default="strict",
    alternatives={
        "strict": Text("否，超过百分之十才须重新审核", "No, only more than ten per cent"),
        "inclusive": Text("是，百分之十以上含本数", "Yes, ten per cent is included"),
    },
    cites=M164.art(20),
    req=("A20.5",),
)
CHANGE_DIRECTION = Parameter(
    code="change_direction",
    question=Text(
        "调减投资超过百分之十的，是否也须重新审核？", "Are decreases of more than ten per cent re-examined too?"
    ),
    default="increases",
    alternatives={
        "increases": Text(
            "仅调增；调减作为可能的重大调整提示", "Increases only; a decrease is flagged as possibly major"
        ),
        "both": Text("调增、调减均须重新审核", "Increases and decreases"),
    },
    cites=M164.art(20),
    req=("A20.6",),
)
MAJOR_CHANGE_TRIGGERS = Parameter(
    code="major_change_triggers",
    question=Text("哪些情形属于建设方案的重大调整？", "What makes a change of the programme major?"),
    default=("goal", "scope_dropped", "scope_added", "technical_route", "period", "deployment"),
    members={
        "goal": Text("建设目标改变", "the goal changes"),
        "scope_dropped": Text("减少建设内容", "an item of content is dropped"),
        "scope_added": Text("增加建设内容", "an item of content is added"),
        "technical_route": Text("技术路线改变", "the technical route changes"),
        "period": Text("建设周期改变", "the period changes"),
        "deployment": Text("部署方式改变", "the deployment changes"),
    },
    cites=M164.art(20),
    req=("A20.8",),
)
MINOR_CHANGE_INFORMS = Parameter(
    code="minor_change_informs",
    question=Text(
        "未超限且非重大的变更（第二类项目）是否须告知审批部门？",
        "Is the approver told of a change that is neither over the limit nor major (route 2)?",
    ),
    default=True,
    alternatives={
        True: Text("是，单位说明理由、登记并告知", "Yes: the unit records it with its reason and informs the approver"),
        False: Text("否，单位登记即可", "No, the unit's own record suffices"),
    },
    cites=M164.art(20),
    req=("A20.9",),
)
CHANGE_BASE = Parameter(
    code="change_base",
    question=Text(
        "重新批准后，下一次比例以哪个总投资为基数？",
        "After a new approval, which total is the base of the next ten per cent?",
    ),
    default="reapproved",
    alternatives={
        "reapproved": Text("重新批准的总投资", "The newly approved total"),
        "original": Text("首次批准的总投资", "The total first approved"),
    },
    cites=M164.art(20),
    req=("A20.10",),
)
DISTRICT_DIFFERENCES = Parameter(
    code="district_differences",
    question=Text(
        "区（县）“参照”执行时可以有哪些差异？", "What may differ in a district that proceeds “by reference”?"
    ),
    default="by_document",
    alternatives={
        "by_document": Text("仅限区（县）文件确定的参数", "Only parameters set by a district document"),
        "none": Text("不得有差异", "Nothing"),
    },
    cites=M164.art(21),
    req=("A21.3",),
)

"""Readings on approval, validity and implementation: Articles 15 to 18."""

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.text import Text

NO_CONSTRUCTION_BEFORE_APPROVAL = Parameter(
    code="no_construction_before_approval",
    question=Text("未经立项批准能否开工建设？", "May construction begin before approval?"),
    default=True,
    alternatives={True: Text("不得开工（由第四十条责任条款推定）", "No (implied; Article 40 sanctions it)")},
    cites=M164.art(15),
    req=("A15.6",),
)
REPLY_CLOCK_START = Parameter(
    code="reply_clock_start",
    question=Text("批复的七个工作日自何时起算？", "From when do the seven working days for the reply run?"),
    default="acceptance",
    alternatives={
        "acceptance": Text("自受理之日起", "From acceptance"),
        "receipt": Text("自收到申请之日起", "From receipt of the application"),
    },
    cites=M164.art(16, 2),
    req=("A16.7",),
)
REFUSAL_GIVES_REASONS = Parameter(
    code="refusal_gives_reasons",
    question=Text("不予批准是否必须说明理由和依据？", "Must a refusal give reasons and article?"),
    default=True,
    alternatives={True: Text("必须", "Yes")},
    cites=M164.art(16, 2),
    req=("A16.10",),
)
SPECIAL_SAME_APPROVAL = Parameter(
    code="special_same_approval",
    question=Text(
        "专项申报项目的立项是否适用同样的审批权限和时限？",
        "Do special projects follow the same route and time for approval?",
    ),
    default=True,
    alternatives={True: Text("适用", "Yes")},
    cites=M164.art(16, 2),
    req=("A16.13",),
)
VALIDITY_START = Parameter(
    code="validity_start",
    question=Text("评审意见的一年有效期自何时起算？", "From when does the opinion's year run?"),
    default="confirmation",
    alternatives={
        "confirmation": Text("自确定为拟立项项目之日起", "From the confirmation as a proposed project"),
        "opinion": Text("自出具评审意见之日起", "From the date of the opinion"),
    },
    cites=M164.art(17),
    req=("A17.2",),
)
OPINION_WARNING_DAYS = Parameter(
    code="opinion_warning_days",
    question=Text(
        "评审意见到期前多少日提醒？（非法定）",
        "How many days before an opinion lapses are warnings sent? (not statutory)",
    ),
    default=("60", "30", "7"),
    cites=M164.art(17),
    req=("A17.6",),
    statutory=False,
)
LAPSE_FREES_FUND = Parameter(
    code="lapse_frees_fund",
    question=Text(
        "评审意见失效的项目是否退出清单并释放额度？",
        "Does a project whose opinion lapsed leave the list and free its money?",
    ),
    default=True,
    alternatives={
        True: Text("是，并留下可见的资金记录", "Yes, by a visible entry"),
        False: Text("否，另行决定", "No, that is decided separately"),
    },
    cites=M164.art(17),
    req=("A17.7",),
)
PERFORMANCE_MADE_KNOWN = Parameter(
    code="performance_made_known",
    question=Text("履约情况必须向谁公示或者报告？", "To whom must contract performance be made known?"),
    default="approver",
    alternatives={
        "approver": Text("必须报告审批部门，可以向社会公示", "The approver must be told; publication is open"),
        "public": Text("必须向社会公示", "The public must be told"),
        "both": Text("必须报告审批部门并向社会公示", "Both the approver and the public"),
    },
    cites=M164.art(18),
    req=("A18.7",),
)

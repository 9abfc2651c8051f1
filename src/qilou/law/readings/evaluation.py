"""Readings on evaluation, list and reserve: Articles 13 and 14."""

from decimal import Decimal

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.text import Text

PANEL_MINIMUM = Parameter(
    code="panel_minimum",
    question=Text(
        "专家组至少几人？（非法定，须为单数）", "The least number of experts on a panel (not statutory; odd)"
    ),
    default=5,
    least=3,
    cites=M164.art(13, 1, 2),
    req=("A13.11",),
    statutory=False,
)
PANEL_SMALL_MINIMUM = Parameter(
    code="panel_small_minimum",
    question=Text("小型项目的专家组至少几人？（非法定，须为单数）", "The same for small projects (not statutory; odd)"),
    default=3,
    least=3,
    cites=M164.art(13, 1, 2),
    req=("A13.11",),
    statutory=False,
)
PANEL_SMALL_LIMIT = Parameter(
    code="panel_small_limit",
    question=Text(
        "总投资不超过多少元为小型项目？（非法定）", "Up to what total, in yuan, is a project small? (not statutory)"
    ),
    default=Decimal("1000000.00"),
    least=0,
    cites=M164.art(13, 1, 2),
    req=("A13.11",),
    statutory=False,
)
TRIM_FROM = Parameter(
    code="trim_from",
    question=Text(
        "几份评审表起去掉一个最高分和一个最低分？（非法定）",
        "From how many sheets on are the highest and the lowest left out? (not statutory)",
    ),
    default=5,
    least=3,
    cites=M164.art(13, 1, 2),
    req=("A13.14",),
    statutory=False,
)
SPREAD_LIMIT = Parameter(
    code="spread_limit",
    question=Text(
        "评审表总分相差多少分须讨论并写明？（非法定）",
        "From what difference of totals on must the panel discuss it and say so? (not statutory)",
    ),
    default=20,
    least=1,
    cites=M164.art(13, 1, 2),
    req=("A13.12",),
    statutory=False,
)
CRITERION_FLOOR = Parameter(
    code="criterion_floor",
    question=Text(
        "每项平均得分不低于该项分值的百分之几方可通过？（非法定）",
        "What share of its weight, in per cent, must the mean of each criterion reach to pass? (not statutory)",
    ),
    default=60,
    least=0,
    cites=M164.art(13, 1, 2),
    req=("A13.14",),
    statutory=False,
)
EXPERT_FEE = Parameter(
    code="expert_fee",
    question=Text(
        "专家劳务费每半天多少元？（税前，非法定）",
        "What is an expert paid for half a day, in yuan before tax? (not statutory)",
    ),
    default=Decimal("600.00"),
    least=0,
    cites=M164.art(13, 1, 2),
    req=("A13.7",),
    statutory=False,
)
FAILED_EVALUATION = Parameter(
    code="failed_evaluation",
    question=Text("评审未通过的项目如何处理？", "What follows when a project does not pass evaluation?"),
    default="redeclare",
    alternatives={
        "redeclare": Text("说明理由，本次终止，可以重新申报", "It ends with reasons and may be declared anew"),
    },
    cites=M164.art(13),
    req=("A13.18",),
)
RESERVE_SCOPE = Parameter(
    code="reserve_scope",
    question=Text(
        "哪些因资金额度未列入清单的项目可作为备选项目？",
        "Which projects left out for want of money become reserve projects?",
    ),
    default="all",
    alternatives={
        "special": Text("仅专项申报项目（译文字面）", "Special declarations only (the translation's letter)"),
        "all": Text("全部通过评审的项目", "All projects that passed evaluation"),
    },
    cites=M164.art(14, 2),
    req=("A14.10",),
)
RESERVE_RENEWAL = Parameter(
    code="reserve_renewal",
    question=Text("备选项目的优先列入保留几轮？", "For how many rounds does a reserve project keep its priority?"),
    default=1,
    least=1,
    cites=M164.art(14, 2),
    req=("A14.12",),
)
RESERVE_OPINION_AGE = Parameter(
    code="reserve_opinion_age",
    question=Text(
        "备选项目的评审意见超过一年的，如何处理？", "What if a reserve project's opinion is more than a year old?"
    ),
    default="warn",
    alternatives={
        "warn": Text("提示重新核实，不自动失效", "A warning to look afresh; it does not lapse"),
        "lapse": Text("比照第十七条失效", "It lapses as under Article 17"),
    },
    cites=M164.art(17),
    req=("A14.14",),
)
STRICT_ORDER = Parameter(
    code="strict_order",
    question=Text(
        "排序在前的项目超出余额时，能否跳过并列入其后较小的项目？",
        "When a project does not fit the money left, may a later, cheaper one be listed instead?",
    ),
    default=True,
    alternatives={
        True: Text("不能，严格按顺序", "No, the order is strict"),
        False: Text("可以跳过", "Yes, it may be skipped"),
    },
    cites=M164.art(14, 1),
    req=("A14.15",),
)
SPECIAL_FUND_LINE = Parameter(
    code="special_fund_line",
    question=Text(
        "通过评审的专项申报项目资金从何而来？（条文未规定）",
        "From what are special projects that passed paid? (not in the text)",
    ),
    default="remaining",
    alternatives={
        "reserved": Text("当年专项资金中的预留部分", "A slice of the year's fund kept for them"),
        "remaining": Text("当年专项资金余额", "What is left of the year's fund"),
        "other": Text("其他预算资金", "Another budget"),
    },
    cites=M164.art(14, 2),
    req=("A14.16",),
)
TIE_ORDER = Parameter(
    code="tie_order",
    question=Text(
        "得分相同的项目依次比较什么？（非法定）", "By what, in order, are equal scores told apart? (not statutory)"
    ),
    default=("necessity", "feasibility", "reasonableness", "accepted_at", "number"),
    members={
        "necessity": Text("必要性得分", "score for necessity"),
        "feasibility": Text("可行性得分", "score for feasibility"),
        "reasonableness": Text("合理性得分", "score for reasonableness"),
        "accepted_at": Text("受理先后", "time of acceptance"),
        "number": Text("项目编号", "project number"),
    },
    cites=M164.art(14, 1),
    req=("A14.17",),
    statutory=False,
)

"""Requirements of Articles 13 and 14: evaluation, list and reserve."""

TABLE = (
    ("A13.1 DUTY T EGA", "通过预审的方可评审", "Only projects that passed pre-review are evaluated"),
    (
        "A13.2 DUTY T EGA",
        "评审必要性、可行性、合理性，各有结论",
        "Evaluation covers necessity, feasibility and reasonableness, each with its finding",
    ),
    ("A13.3 DUTY T EGA", "由第三方进行初步评审", "A third party makes a preliminary review"),
    (
        "A13.4 COND T EGA",
        "第三方以公开竞争方式选定，委托前须有记录",
        "The third party is chosen by open competition, on record before the assignment",
    ),
    (
        "A13.5 COND D SYS",
        "第三方与项目及可能的供应商无利害关系，提供设计、监理等服务的不得参加其他合同",
        "The third party has no interest in the project; whoever designs or supervises it bids for none of its other "
        "contracts",
    ),
    (
        "A13.6 DUTY D third party",
        "逐个项目出具报告，晚于委托、早于专家会",
        "A report per project, after the assignment and before the expert session",
    ),
    ("A13.7 DUTY T EGA", "组织专家集中评审", "Experts evaluate in one session"),
    ("A13.8 POWER T EGA", "必要时实地考察", "Where necessary, a visit on site"),
    ("A13.9 POWER G EGA", "必要时邀请部门代表参加", "Where necessary, departments' representatives are invited"),
    (
        "A13.10 COND D SYS",
        "专家随机抽取并回避，抽取可复现、会后公布",
        "Experts are drawn at random with recusal; the draw is reproducible and published afterwards",
    ),
    ("A13.11 COND D SYS", "专家组人数为单数且不少于参数", "The panel is odd in number and not below the parameter"),
    (
        "A13.12 DUTY D experts",
        "专家先独立提交评分和意见，不同意见保留",
        "Each expert files a sheet before seeing others; dissent is kept",
    ),
    ("A13.13 DUTY T EGA", "主管部门出具评审意见", "The authority issues the evaluation opinion"),
    (
        "A13.14 COND D SYS",
        "意见载明结果、三性结论、建议投资、条件和日期，并引用第三方报告和专家组意见",
        "The opinion states result, findings, suggested investment, conditions and date, and refers to both reports",
    ),
    (
        "A13.15 COND T SYS",
        "年度申报未完成第三方和专家评审的，不得出具意见",
        "On the annual track there is no opinion without both reviews",
    ),
    (
        "A13.16 POWER G EGA",
        "专项申报通过预审的，可以直接出具意见并记录理由",
        "For a special declaration that passed pre-review the opinion may be issued directly, with reason",
    ),
    ("A13.17 COND D SYS", "年度申报不得直接出具意见", "For an annual declaration a direct opinion is refused"),
    (
        "A13.18 EFF R EGA",
        "未通过的说明理由，终止或者重新申报",
        "Not passed: told with reasons; the project ends or is declared anew",
    ),
    ("A14.1 COND T EGA", "通过评审的年度项目方可排序", "Only annual projects that passed evaluation are ranked"),
    (
        "A14.2 DUTY T EGA",
        "按轻重缓急排序，依据和分项可复现",
        "They are ranked by priority; basis and components can be reproduced",
    ),
    ("A14.3 COND T EGA", "在年度专项资金内列单，合计不超过可用额度", "The list stays within the year's fund"),
    (
        "A14.4 DUTY T FIN",
        "清单送财政逐项审核：同意、调整金额、不同意并说明理由",
        "Finance reviews the list project by project: agreed, amount changed, or not agreed, with reason",
    ),
    (
        "A14.5 EFF G SYS",
        "财政审核后成为拟立项项目，日期确定",
        "After the review listed projects are proposed projects, with a date",
    ),
    ("A14.6 DUTY G EGA", "向各申报单位反馈评审意见", "Each unit receives its evaluation opinion"),
    (
        "A14.7 DUTY G EGA",
        "同时告知列入部门预算草案",
        "At the same time it is told to enter the project in its draft budget",
    ),
    (
        "A14.8 COND D SYS",
        "没有财政审核记录不得成为拟立项项目",
        "No project is proposed without finance's review on record",
    ),
    ("A14.9 EFF T EGA", "仅因额度未列入的成为备选项目", "Left out for want of money alone: a reserve project"),
    (
        "A14.10 COND R SYS",
        "备选范围有两种理解，由参数确定并在决定中注明",
        "Two readings of who may be in reserve: a parameter, recorded in each decision",
    ),
    ("A14.11 EFF T EGA", "备选项目下一轮优先列入", "Reserve projects come first in the next round"),
    (
        "A14.12 COND R SYS",
        "优先仅限下一轮、先于同档新项目，可否顺延由参数确定",
        "Priority holds in the next round, before newcomers of the same tier; renewal is a parameter",
    ),
    ("A14.13 COND D SYS", "因其他原因未列入的不作为备选", "Left out for any other reason: not reserve"),
    (
        "A14.14 COND R SYS",
        "备选项目意见逾一年的提示复核，不自动失效",
        "A reserve project's opinion past a year gives a warning, not a loss",
    ),
    (
        "A14.15 COND D SYS",
        "不够列入时可否跳过，由评分前确定的“严格顺序”决定",
        "Whether a project that does not fit is skipped is fixed before scores are opened",
    ),
    (
        "A14.16 COND R SYS",
        "专项项目须指明资金来源，年度额度仍不得突破",
        "A special project names its fund line, and the year's ceiling still holds",
    ),
    (
        "A14.17 COND D SYS",
        "同分按评分前公布的确定规则处理",
        "Ties follow a published, deterministic rule fixed before scoring",
    ),
)

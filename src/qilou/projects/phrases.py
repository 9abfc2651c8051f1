"""Ready phrases by what a step says: what officers write again and again, to be put into its texts and then finished.

They are offers, not defaults: nothing is written unless somebody chooses it.
"""

from qilou.law import Text

CORRECTION = (
    Text("估算表合计与申报书不一致，请核对。", "The estimate does not add up to the declaration; please check."),
    Text("缺单位负责人签字或者公章。", "The head's signature or the unit's seal is missing."),
    Text("改建、扩建项目未填现有系统编号。", "An alteration or expansion lacks the number of its existing system."),
    Text("缺数据目录。", "The data catalogue is missing."),
    Text("绩效目标表空白，请给出指标值和佐证方式。", "The table of targets is empty; give values and evidence."),
    Text("依据文件只有名称没有文号。", "A basis is named without its document number."),
    Text("实施计划未注明日期。", "The implementation plan has no dates."),
)
DECLINE = (
    Text("补正期满仍缺告知的材料。", "What was asked for is still missing after the period for correction."),
    Text("补正内容与告知事项不符。", "What was corrected is not what was asked for."),
)
DOUBTS = (
    Text(
        "现状描述无业务量数据，请补充近三年统计。",
        "The present state is told without volumes; add the last three years' figures.",
    ),
    Text(
        "功能与在建的××系统重合，请说明复用方案。",
        "The functions overlap with system XX under construction; say how it will be reused.",
    ),
    Text("大屏、展厅类投资与业务无关，建议核减。", "Screens and showrooms serve no task; cut them."),
    Text(
        "人月单价高于同类项目历史合同价，请附取价依据。",
        "The price of a person-month exceeds past contracts of the kind; give its basis.",
    ),
    Text(
        "等保拟定级与数据规模不符，请重新论证。",
        "The intended protection grade does not fit the amount of data; reason it anew.",
    ),
    Text(
        "未说明政务外网带宽测算，自建线路不予支持。",
        "The bandwidth of the government network is not reckoned; own lines are not supported.",
    ),
    Text(
        "运维费未列年度测算，建成后无经费来源。",
        "The running cost is not reckoned by year; nothing would pay for it afterwards.",
    ),
    Text(
        "绩效指标不可度量，请给出指标值和佐证方式。",
        "The targets cannot be measured; give values and evidence.",
    ),
    Text(
        "数据目录仅列名称，请补字段级目录与更新频率。",
        "The data catalogue gives names only; add fields and how often they are renewed.",
    ),
)
DUPLICATES = (
    Text("服务对象和业务事项不同，仅用语相近。", "Other users and other matters; only the words are alike."),
    Text("复用对方已有能力，本项目不重复建设。", "What the other has is reused here and not built again."),
    Text(
        "与对方共用底图和接口，分工已写入建设方案。",
        "Map and interfaces are shared with the other; the programme says who builds what.",
    ),
    Text("属于同一事项，由市级统建，区（县）只用不建。", "The same matter: the city builds it, districts use it."),
)
CONFORMS = (
    Text("符合总体规划和集约建设要求，同意。", "It conforms with the overall plan and with shared building; agreed."),
    Text("前期工作充分，材料齐全。", "The preliminary work is sufficient and the papers are complete."),
)
EVALUATION = (
    Text("必要性充分，业务量有数据支撑。", "The need is established and borne out by volumes."),
    Text("技术路线可行，复用既有平台。", "The technical way is feasible and reuses existing platforms."),
    Text("投资估算取价有据，规模合理。", "The prices rest on evidence and the size is reasonable."),
)
APPROVAL = (
    Text(
        "按批准的建设内容和投资组织实施，不得擅自变更。",
        "Carry it out with the approved contents and money; nothing is changed at will.",
    ),
    Text("依托政务外网和政务云部署，不另建机房。", "Use the government network and cloud; build no machine room."),
    Text(
        "建成后按目录共享数据，并办理等级保护和密码应用评估。",
        "Share data by the catalogue when built; have it graded and its cryptography assessed.",
    ),
)
REFUSAL = (
    Text("未列入当年项目清单，不予批准。", "It is not on this year's list; not approved."),
    Text("预算文件未载明本项目资金。", "The budget document does not carry this project's money."),
    Text("建设内容与评审意见不一致，且未说明理由。", "The contents depart from the evaluation without a reason."),
)
LISTING = (
    Text("资金渠道未落实，暂不列入。", "The source of money is not settled; not listed for now."),
    Text("与已列项目重复，建议合并。", "It repeats a listed project; merge them."),
)
PAYMENT = (
    Text("支付条件已满足，票据齐全，同意拨付。", "The condition is met and the papers are complete; payment agreed."),
)
NO_PAYMENT = (
    Text("未达到合同约定的支付条件。", "The contract's condition of payment is not met."),
    Text("缺发票或者验收单，请补充。", "The invoice or the record of acceptance is missing."),
)
ACCEPTED = (
    Text("建设内容全部完成，文档齐全，试运行正常。", "All contents are done, papers complete, trial run sound."),
)
NOT_ACCEPTED = (
    Text("试运行未满合同约定期限，暂不组织终验。", "The trial run is shorter than agreed; no final acceptance yet."),
    Text("与批复内容不符的，须先办理变更。", "What departs from the approval must go through a change first."),
)

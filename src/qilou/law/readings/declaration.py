"""Readings on assessment, declaration and pre-review: Articles 7 to 12."""

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.text import Text

ASSESSMENT_FOUNDER = Parameter(
    code="assessment_founder",
    question=Text("电子政务绩效考核机制由谁建立？", "Who sets up the performance assessment?"),
    default="governments",
    alternatives={
        "governments": Text("市、区（县）人民政府", "The city and district (county) governments"),
        "authority": Text("市电子政务主管部门", "The city e-government authority"),
    },
    cites=M164.art(7, 1),
    req=("A7.1",),
)
CORRECTION_DAYS = Parameter(
    code="correction_days",
    question=Text(
        "补正期限为多少个工作日？（条文未规定）", "How many working days for a correction? (not in the text)"
    ),
    default=10,
    least=1,
    cites=M164.art(10, 3),
    req=("A10.16",),
    statutory=False,
)
CORRECTION_KEEPS_ROUND = Parameter(
    code="correction_keeps_round",
    question=Text(
        "八月底前首次提交、其后在限期内补正的，是否仍属当年年度申报？",
        "Does a declaration first made by the end of August and corrected later, in time, stay in the annual round?",
    ),
    default=True,
    alternatives={
        True: Text("是，以首次提交时间为准", "Yes, the first submission decides"),
        False: Text("否，补正也须在八月底前完成", "No, the correction too must come by the end of August"),
    },
    cites=M164.art(10, 2),
    req=("A10.20",),
)
NOTICE_ANALOGY = Parameter(
    code="notice_analogy",
    question=Text(
        "补正告知的时限是否比照行政许可法第三十二条（当场或者五个工作日，逾期视为受理）？",
        "Is the time for the correction notice that of Administrative Licensing Law 32 by analogy (on the spot or "
        "five working days, else accepted)?",
    ),
    default=False,
    alternatives={
        False: Text("不比照，条文未设时限", "No, the text sets no limit"),
        True: Text("比照适用", "Yes, by analogy"),
    },
    cites=M164.art(10, 3),
    req=("A10.21",),
)
WITHDRAWAL_KEEPS_CORRECTION = Parameter(
    code="withdrawal_keeps_correction",
    question=Text(
        "撤回申报后另行申报的，是否仍有一次补正机会？",
        "After a withdrawal, does a later declaration have its one correction?",
    ),
    default=True,
    alternatives={
        True: Text("有，撤回不占用补正机会", "Yes, a withdrawal does not consume it"),
        False: Text("没有", "No"),
    },
    cites=M164.art(10, 3),
    req=("A10.23",),
)
SPECIAL_CORRECTION = Parameter(
    code="special_correction",
    question=Text(
        "专项申报是否同样适用一次性告知补正的规定？",
        "Does the one-time correction apply to special declarations alike?",
    ),
    default=True,
    alternatives={True: Text("同样适用", "Yes"), False: Text("不适用", "No")},
    cites=M164.art(11),
    req=("A11.5",),
)
PRE_REVIEW_SCOPE = Parameter(
    code="pre_review_scope",
    question=Text("预审的对象是什么？（首句缺失）", "What is pre-reviewed? (opening sentence lost)"),
    default="accepted",
    alternatives={"accepted": Text("已受理的市级项目申报", "Municipal declarations that were accepted")},
    cites=M164.art(12),
    req=("A12.1",),
)
PRE_REVIEW_ROUNDS = Parameter(
    code="pre_review_rounds",
    question=Text(
        "指导优化后最多可以再次预审几轮？（零为不限）",
        "How often may a project be pre-reviewed again after guidance? (zero for no limit)",
    ),
    default=0,
    least=0,
    cites=M164.art(12, 1, 2),
    req=("A12.9",),
)
LIKELY_DUPLICATE = Parameter(
    code="likely_duplicate",
    question=Text(
        "相似度达到百分之几的，预审前须由人逐项作出是否重复建设的结论？（非法定）",
        "From which likeness in per cent on does a person find on a duplicate before pre-review ends? (not statutory)",
    ),
    default=12,
    least=1,
    cites=M164.art(4),
    req=("A4.4",),
    statutory=False,
)
RETURN_ENDS_DECLARATION = Parameter(
    code="return_ends_declaration",
    question=Text("预审退回后，本次申报是否终结？", "Does a return at pre-review end the declaration?"),
    default=True,
    alternatives={
        True: Text("终结，可在以后轮次或者以专项方式重新申报", "Yes; it may be declared anew in a later round or track")
    },
    cites=M164.art(12, 1, 1),
    req=("A12.10",),
)
PRE_REVIEW_TARGET_DAYS = Parameter(
    code="pre_review_target_days",
    question=Text(
        "预审的内部目标时限为多少个工作日？（非法定）",
        "The internal target for pre-review, in working days (not statutory)",
    ),
    default=20,
    least=1,
    cites=M164.art(12),
    req=("A12.11",),
    statutory=False,
)

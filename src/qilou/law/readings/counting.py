"""How days are counted: the conventions behind every clock, each with the default that the clocks work by."""

from qilou.law.measures import M164
from qilou.law.parameter import Parameter
from qilou.law.statutes import CIVIL_CODE, LICENSING
from qilou.law.text import Text

STARTING_DAY_COUNTS = Parameter(
    code="starting_day_counts",
    question=Text("起始行为的当日是否计入期间？", "Does the day of the starting act count?"),
    default=False,
    alternatives={False: Text("不计入，自下一日起算", "No: counting begins on the next day")},
    cites=CIVIL_CODE.art(201),
    req=("A16.6", "X5"),
)
LAST_DAY_ON_HOLIDAY = Parameter(
    code="last_day_on_holiday",
    question=Text(
        "当事人期间的最后一日为休息日的，是否顺延？",
        "Does a party's period that ends on a day off end on the next working day?",
    ),
    default=True,
    alternatives={
        True: Text(
            "顺延至下一个工作日（比照民法典第二百零三条）", "Yes, on the next working day (Civil Code 203 by analogy)"
        ),
        False: Text("不顺延", "No, it ends on that day"),
    },
    cites=CIVIL_CODE.art(203),
    req=("A10.5", "A11.1", "A17.5"),
)
AUTHORITY_LAST_DAY_ON_HOLIDAY = Parameter(
    code="authority_last_day_on_holiday",
    question=Text(
        "机关自身义务的最后一日为休息日的，是否顺延？",
        "Does the period of an authority's own duty that ends on a day off end on the next working day?",
    ),
    default=False,
    alternatives={
        False: Text("不顺延", "No, it ends on that day"),
        True: Text("顺延至下一个工作日", "Yes, on the next working day"),
    },
    cites=M164.art(10, 1),
    req=("A10.1",),
)
PAUSING_DAY_COUNTS = Parameter(
    code="pausing_day_counts",
    question=Text("期间中止、恢复的当日如何计算？", "Do the days on which a clock is paused and resumed count?"),
    default=True,
    alternatives={
        True: Text(
            "中止当日计入，其后至恢复当日不计入",
            "The pausing day counts; those after it, the resuming day included, do not",
        )
    },
    cites=LICENSING.art(45),
    req=("X5",),
)
SILENCE_COUNTS_FROM = Parameter(
    code="silence_counts_from",
    question=Text(
        "逾期未告知视为受理的，办理期限自何时起算？",
        "When silence counts as acceptance, from when does the decision clock run?",
    ),
    default="receipt",
    alternatives={"receipt": Text("自收到材料之日起", "From the receipt of the materials")},
    cites=LICENSING.art(32, 1, 4),
    req=("A10.21",),
)

"""The whole life of a project, for the process map: which procedure carries it where, under which article."""

from qilou.casework.procedure import Life, Stage
from qilou.law import Text
from qilou.law.measures import M164

LIFE = Life(
    "projects",
    Text("项目全过程", "A project's whole life"),
    (
        Stage(
            "declaration",
            Text("申报", "Declaration"),
            "projects.declaration",
            M164.art(10),
            frozenset({"accepted", "registered"}),
        ),
        Stage("pre_review", Text("预审", "Pre-review"), "projects.pre_review", M164.art(12), frozenset({"passed"})),
        Stage("evaluation", Text("评审", "Evaluation"), "projects.evaluation", M164.art(13), frozenset({"passed"})),
        Stage("listing", Text("列入清单", "Listing"), "projects.listing", M164.art(14), frozenset({"applied"})),
        Stage(
            "approval", Text("立项审批", "Project approval"), "projects.approval", M164.art(16), frozenset({"approved"})
        ),
        Stage("contract", Text("采购与合同", "Contract"), "projects.contract", M164.art(18), frozenset({"performed"})),
        Stage(
            "change",
            Text("变更（如有）", "Change, if any"),
            "projects.change",
            M164.art(20),
            frozenset({"recorded", "reapproved"}),
            optional=True,
        ),
        Stage(
            "acceptance",
            Text("试运行与验收", "Trial run and acceptance"),
            "projects.acceptance",
            M164.art(19),
            frozenset({"operating"}),
        ),
        Stage(
            "disbursement", Text("资金拨付", "Payment"), "projects.disbursement", M164.art(19, 2), frozenset({"paid"})
        ),
    ),
)

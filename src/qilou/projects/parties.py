"""The sides of a project's cases that are not functions in the law."""

from qilou.casework.procedure import Party
from qilou.law import Text

DECLARER = Party("declarer", Text("申报单位", "Declaring unit"))
THIRD_PARTY = Party("third_party", Text("第三方评审机构", "Third-party reviewer"))
EXPERT = Party("expert", Text("评审专家", "Evaluation expert"))
LEAD_EXPERT = Party("lead_expert", Text("专家组组长", "Lead expert"))
APPROVER = Party("approver", Text("审批部门", "Approving department"))
SUPERIOR = Party("superior", Text("市主管部门", "The city's authority"))

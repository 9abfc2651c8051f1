"""The numbered forms of a project's life and the date of each edition; a form that changes gets a new date here."""

from datetime import date

from qilou.kernel.fields import FormEdition
from qilou.law import Text

IN_FORCE = date(2015, 10, 10)  # the contents that these forms ask for follow the Measures since they took effect

DECLARATION = FormEdition("B1", Text("项目申报书", "Declaration form"), IN_FORCE)
PROGRAMME = FormEdition("B2", Text("项目建设方案（可行性研究报告）", "Construction programme"), IN_FORCE)
ESTIMATE = FormEdition("B3", Text("投资估算表", "Investment estimate"), IN_FORCE)
THIRD_PARTY_REPORT = FormEdition("B4", Text("第三方初步评审报告", "Preliminary review report"), IN_FORCE)
EXPERT_SHEET = FormEdition("B5", Text("专家个人评审意见表", "Expert's own sheet"), IN_FORCE)
PANEL_OPINION = FormEdition("B6", Text("专家组评审意见", "Panel's opinion"), IN_FORCE)
APPROVAL_REPLY = FormEdition("B7", Text("立项批复表", "Approval reply"), IN_FORCE)
ACCEPTANCE_REPORT = FormEdition("B8", Text("项目验收报告", "Acceptance report"), IN_FORCE)
PAYMENT_APPLICATION = FormEdition("B9", Text("资金拨付（支付）申请表", "Payment application"), IN_FORCE)

"""The sides of a network case that are not functions in the law."""

from qilou.casework.procedure import Party
from qilou.law import Text

APPLICANT = Party("applicant", Text("申请单位", "Applying unit"))
SUBJECT = Party("subject", Text("被采取措施的单位", "Unit under the measure"))

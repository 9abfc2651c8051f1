"""The procedures of chapter II, in the order of a project's life."""

from .acceptance import ACCEPTANCE
from .approval import APPROVAL
from .change import CHANGE
from .contract import CONTRACT
from .declaration import DECLARATION
from .disbursement import DISBURSEMENT
from .district_return import DISTRICT_RETURN
from .evaluation import EVALUATION
from .expert import POOL
from .expert_sheet import EXPERT_SHEET
from .life import LIFE
from .listing import LISTING
from .plan import PLAN
from .pre_review import PRE_REVIEW
from .progress import PROGRESS
from .round import ROUND
from .seat import SEAT
from .session import SESSION
from .signature import SIGNATURE

__all__ = [
    "ACCEPTANCE",
    "APPROVAL",
    "CHANGE",
    "CONTRACT",
    "DECLARATION",
    "DISBURSEMENT",
    "DISTRICT_RETURN",
    "EVALUATION",
    "EXPERT_SHEET",
    "LIFE",
    "LISTING",
    "PLAN",
    "POOL",
    "PRE_REVIEW",
    "PROGRESS",
    "ROUND",
    "SEAT",
    "SESSION",
    "SIGNATURE",
]

"""Where an application stands until it is decided, alike in every procedure of the network that begins with one."""

from qilou.casework.procedure import State
from qilou.law import AUTHORITY, Text
from qilou.network.parties import APPLICANT

UNTIL_DECIDED = (
    State(
        "draft",
        Text("草稿", "Draft"),
        APPLICANT,
        private=True,
        no_clock=Text("提交以前没有期限", "No period before it is handed in"),
    ),
    State("submitted", Text("待审批", "To be decided"), AUTHORITY),
    State(
        "correcting",
        Text("待补正", "To be corrected"),
        APPLICANT,
        no_clock=Text("条文未规定补正期限", "The text sets no time for the correction"),
    ),
)

"""Ready sentences for the texts of network cases: offers, not defaults."""

from qilou.law import Text

ACCESS_APPROVED = (
    Text("申请材料齐全，业务确需，同意接入。", "The application is whole and the need is real; agreed."),
    Text("同意扩容，请按批准带宽开通。", "More bandwidth is agreed; open what is approved."),
)
ACCESS_CONDITIONS = (
    Text(
        "互联网出口与政务外网之间须物理或者逻辑隔离，不得一机两用。",
        "Keep the exit to the internet apart from the extranet; no machine is on both.",
    ),
    Text("终端须安装防病毒软件并实名绑定。", "Terminals have anti-virus software and are bound to a named user."),
)
ACCESS_REFUSED = (
    Text("业务可由既有接入承载，无需新增线路。", "The existing access carries it; no further line is needed."),
    Text("未说明带宽测算依据。", "The reckoning of the bandwidth is missing."),
)
ACCESS_DEFECTS = (
    Text("附带宽测算，说明并发用户和业务峰值。", "Add the reckoning of the bandwidth: users at once and peaks."),
    Text("补充承载系统的等保备案号。", "Add the record numbers of the systems' grading."),
)
NO_SEPARATE_NETWORK = (
    Text(
        "统一平台的虚拟专网可以承载该业务，不同意另建网络。",
        "A virtual private network of the platform carries it; no other network is built.",
    ),
    Text("未附带宽测算，无法认定外网带宽不足。", "Without a reckoning nothing shows that the extranet is too narrow."),
)
NO_OWN_SYSTEM = (
    Text(
        "全市统一的办公和公文交换平台可以满足需要，请使用统一平台。",
        "The city's shared office and document exchange meets the need; use it.",
    ),
)

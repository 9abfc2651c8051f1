"""《汕头经济特区电子政务建设管理办法》 The Measures, Order 164: every article told in our own words."""

from dataclasses import dataclass
from datetime import date

from qilou.law.carried import carry
from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

from . import applications, construction, general, liability, network, planning, resources, security


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the Measures and the articles in it; `mark` says whether its heading had to be supplied."""

    number: int
    title: Text
    first: int
    last: int
    mark: str

    @property
    def articles(self) -> range:
        """The numbers of its articles."""
        return range(self.first, self.last + 1)


ARTICLES: dict[int, Summary] = {
    **general.ARTICLES,
    **planning.ARTICLES,
    **construction.ARTICLES,
    **network.ARTICLES,
    **resources.ARTICLES,
    **applications.ARTICLES,
    **security.ARTICLES,
    **liability.LIABILITY,
    **liability.SUPPLEMENTARY,
}

M164 = Statute(
    code="m164",
    title=Text(
        "汕头经济特区电子政务建设管理办法",
        "Measures of the Shantou Special Economic Zone on the Construction and Management of E-Government",
    ),
    short=Text("本办法", "the Measures"),
    issuer=Text("汕头市人民政府", "Shantou Municipal People's Government"),
    number=Text("汕头市人民政府令第164号", "Order No. 164 of the Shantou Municipal People's Government"),
    adopted=date(2015, 8, 28),
    published=date(2015, 9, 4),
    effective=date(2015, 10, 10),
    parent=Text("广东省信息化促进条例", "Guangdong Informatisation Promotion Regulations"),
    articles=ARTICLES,
)

carry("law.measures.M164", ("A1.1",))

# What Article 1 is for, as plans and projects say which of it they serve.
PURPOSES = {
    "regulate": Text("规范电子政务建设和管理", "put e-government building and management in order"),
    "efficiency": Text("提高行政效能", "better administration"),
    "service": Text("提高公共服务水平", "better public service"),
    "functions": Text("转变政府职能", "change of government functions"),
    "innovation": Text("推动管理创新", "renewal of management"),
}
carry("law.measures.PURPOSES", ("A1.2",))

# Article 4, as a pre-review finds on each of them.
PRINCIPLES = {
    "planning": Text("统一规划", "unified planning"),
    "standards": Text("统一标准", "unified standards"),
    "intensive": Text("集约发展", "intensive development"),
    "interconnection": Text("互联互通", "interconnection"),
    "sharing": Text("资源共享", "resource sharing"),
    "security": Text("注重安全", "security"),
}

CHAPTERS = (
    Chapter(1, Text("总则", "General provisions"), 1, 7, "T"),
    Chapter(2, Text("规划和建设", "Planning and construction"), 8, 21, "T"),
    Chapter(3, Text("网络管理", "Network"), 22, 25, "R"),
    Chapter(4, Text("信息资源和服务", "Information resources and services"), 26, 30, "R"),
    Chapter(5, Text("应用系统", "Applications"), 31, 35, "R"),
    Chapter(6, Text("安全保障", "Safety and security"), 36, 39, "T"),
    Chapter(7, Text("法律责任", "Legal liability"), 40, 42, "T"),
    Chapter(8, Text("附则", "Supplementary provisions"), 43, 45, "R"),
)

"""总则 Chapter I, Articles 1 to 7: purposes, scope, principles, who is competent, performance assessment."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    1: Summary(
        Text("制定目的和依据", "Purpose and basis"),
        Text(
            "为规范电子政务的建设与管理，提高行政效能和公共服务水平，推动政府职能转变和管理创新，"
            "依据《广东省信息化促进条例》等法规的基本原则，结合特区实际制定本办法。",
            "The Measures put e-government building and management in order, so that administration works better, the "
            "public is served better, government changes its functions and management is renewed. They rest on the "
            "Guangdong Informatisation Promotion Regulations and similar rules.",
        ),
        "O",
    ),
    2: Summary(
        Text("适用范围", "Scope"),
        Text(
            "特区范围内下列电子政务项目的建设、管理及相关活动适用本办法：（一）全部或者部分由市、"
            "区（县）财政资金支付的；（二）由市、区（县）政府融资的；（三）政府特许经营或者政府与社会资本合作的。",
            "The Measures cover the building and management of e-government projects inside the special zone, and "
            "what goes with it, where a project is (i) paid in full or in part from city or district (county) "
            "budgets, (ii) financed by borrowing of the city or district governments, or (iii) a government "
            "concession or a partnership between government and private capital.",
        ),
        "O",
    ),
    3: Summary(
        Text("电子政务项目的含义", "What an e-government project is"),
        Text(
            "电子政务项目，是指具有行政管理和公共服务职能的单位（电子政务实施单位）运用计算机、"
            "通信和信息管理技术开展行政管理和公共服务的项目，主要有工程、设备、软件、服务等类型。",
            "An e-government project is one by which a unit with administrative and public-service functions (an "
            "implementing unit) uses computing, communication and information-management technology for that work. "
            "Its main types are engineering, equipment, software and services; the list is open.",
        ),
        "O",
    ),
    4: Summary(
        Text("基本原则", "Principles"),
        Text(
            "电子政务建设和管理坚持统一规划、统一标准、集约发展、互联互通、资源共享、安全可靠，既要促进健康持续发展，"
            "也要防止盲目投资和重复建设。",
            "E-government is planned as one, follows one set of standards, is built for shared use, is connected, "
            "shares its resources and is secure. It should grow soundly, and neither blind investment nor building "
            "the same thing twice is to happen.",
        ),
        "O",
    ),
    5: Summary(
        Text("主管部门及职责分工", "Competent bodies"),
        Text(
            "市电子政务管理机构是特区电子政务主管部门，统筹规划、协调指导、监督管理全市电子政务工作，"
            "并组织实施本办法。主管部门确定的技术管理机构负责政务外网和共性业务系统的运行维护及技术管理。"
            "其他有关单位按各自职责做好相关工作。",
            "The city's e-government management office is the competent authority: it plans, coordinates, guides, "
            "supervises and sees to it that the Measures are carried out. A technical body that it determines runs "
            "and maintains the government extranet and the common business systems. Other units do the part that "
            "falls within their own duties.",
        ),
        "O",
    ),
    6: Summary(
        Text("区（县）的职责", "Districts and counties"),
        Text(
            "各区（县）人民政府应当加强对本辖区电子政务工作的组织领导，明确主管部门和技术管理机构，落实责任，"
            "推进工作。",
            "Each district (county) government leads e-government in its own area: it names a competent department "
            "and a technical body, settles who answers for what, and moves the work forward.",
        ),
        "O",
    ),
    7: Summary(
        Text("绩效考核", "Performance assessment"),
        Text(
            "建立电子政务绩效考核机制。考核结果作为本级政府绩效管理的考核指标之一，并作为审批被考核单位后续项目、"
            "安排拨付资金的依据。具体考核办法由市主管部门制定并组织实施。",
            "E-government performance is assessed. The results count among the indicators of the government's own "
            "performance management at that level, and are a basis for approving the unit's later projects and for "
            "arranging and paying out funds. The city authority makes the detailed assessment rules and applies them.",
        ),
        "R",
        Text(
            "第一款的主语在译文中缺失，按市、区（县）人民政府理解（R）；结果运用部分译文含混但意思明确（G）；"
            "第二款清楚（T）。",
            "Who sets up the mechanism is lost in the translation; read as the city and district (county) governments "
            "(R). The use of results is garbled but not in doubt (G); the second paragraph is plain (T).",
        ),
    ),
}

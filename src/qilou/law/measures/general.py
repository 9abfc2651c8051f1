"""总则 Chapter I, Articles 1 to 7: purposes, scope, principles, who is competent, performance assessment."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    1: Summary(
        Text("制定目的和依据", "Purpose and basis"),
        Text(
            "本办法立足特区实际，旨在使电子政务建设有序、管理规范，行政更有效、服务更好，"
            "并带动政府转变职能、创新管理。其原则取自《广东省信息化促进条例》等法律法规。",
            "The Measures put e-government building and management in order, so that administration works better, the "
            "public is served better, government changes its functions and management is renewed. They rest on the "
            "principles of the Guangdong Informatisation Promotion Regulations and other laws and regulations, and on "
            "the zone's own conditions.",
        ),
        "O",
    ),
    2: Summary(
        Text("适用范围", "Scope"),
        Text(
            "在特区内建设、管理电子政务项目以及开展相关活动，项目属于下列之一的，依照本办法：（一）使用市、"
            "区（县）财政性资金，全部或者部分均可；（二）资金由市、区（县）政府融资取得；"
            "（三）采用政府特许经营，或者由政府与社会资本合作。",
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
            "兼有行政管理和公共服务职能的单位称为电子政务实施单位；这类单位借助计算机、通信和信息管理技术开展管理和服务的项目，"
            "就是电子政务项目。类型以工程、设备、软件、服务为主，目录开放。",
            "An e-government project is one by which a unit with administrative and public-service functions (an "
            "implementing unit) uses computing, communication and information-management technology for that work. "
            "Its main types are engineering, equipment, software and services; the list is open.",
        ),
        "O",
    ),
    4: Summary(
        Text("基本原则", "Principles"),
        Text(
            "六项原则：统一规划、统一标准、集约发展、互联互通、资源共享、注重安全。电子政务要长久健康地发展，"
            "不得盲目投资，也不得重复建设。",
            "E-government is planned as one, follows one set of standards, is built for shared use, is connected, "
            "shares its resources and minds security. It should grow soundly, and neither blind investment nor "
            "building the same thing twice is to happen.",
        ),
        "O",
    ),
    5: Summary(
        Text("主管部门及职责分工", "Competent bodies"),
        Text(
            "特区的主管部门是市电子政务管理办公室，电子政务由其统筹规划、协调指导、监督管理，"
            "本办法由其组织实施。政务外网和共性业务系统交由主管部门确定的市技术管理机构运行维护，"
            "并负责技术管理。其他有关单位各尽其责。",
            "The city's e-government management office is the competent authority: it plans, coordinates, guides, "
            "supervises and sees to it that the Measures are carried out. A technical body that it determines runs, "
            "maintains and technically manages the government extranet and the common business systems. Other units "
            "do the part that falls within their own duties.",
        ),
        "O",
    ),
    6: Summary(
        Text("区（县）的职责", "Districts and counties"),
        Text(
            "本辖区的电子政务由区（县）人民政府组织领导：明确主管部门和技术管理机构，落实职责，使工作有序推进。",
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

"""应用 Chapter V, Articles 31 to 35: the shared application system, documents, online service, the portal."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    31: Summary(
        Text("网上政府共享应用系统", "The shared “government online” system"),
        Text(
            "市建立覆盖市、区（县）政府及其工作部门的共享应用系统（“网上政府”），具有办公自动化、行政审批、"
            "电子监察等功能。具体管理办法由市主管部门制定。",
            "“Government online” is one application system shared by the city and district (county) governments and "
            "their departments, with office work, administrative approval and e-supervision. The city authority makes "
            "its management rules.",
        ),
        "G",
        Text(
            "系统名称在译文中三处不一，专名未能还原，意思明确（G）；管理办法一句清楚（T）。",
            "The system's proper name is garbled in three ways and not restored; what it is, is not in doubt (G). The "
            "management rules are plain (T).",
        ),
    ),
    32: Summary(
        Text("统一使用和自建系统", "Shared use; own systems"),
        Text(
            "除国家另有规定外，市、区（县）政府及其工作部门应当统一使用共享系统的办公、审批、监察功能。"
            "确需另行开发或者保留自建系统的，应当向市主管部门申请，经批准后按统一规范建设维护并接受指导监督。"
            "直接使用国家、省和行业软件的，应与共享平台对接，建立数据回传机制，使信息资源在本地存储和应用。",
            "Unless the State rules otherwise, governments and their departments use the shared system for office "
            "work, approval and supervision. Whoever really needs to develop or keep a system of its own applies to "
            "the city authority, and may build and maintain it only once approved, to the uniform norms and under "
            "its guidance and supervision. Where national, provincial or line software is used, it is joined to the "
            "sharing platform and the data come back, so that they are kept and used locally.",
        ),
        "G",
        Text(
            "统一使用和批准要求清楚（T）；行业软件的对接与数据回传译文含混，意思明确（G）。",
            "Shared use and approval are plain (T); line software and the return of data are garbled but not in doubt "
            "(G).",
        ),
    ),
    33: Summary(
        Text("办公自动化", "Office automation"),
        Text(
            "推行办公自动化，建立统一的公文处理和公文交换系统，实行机关网上办公，提高效率、降低成本。",
            "Offices work online, with one system to process and exchange official documents, so that they are "
            "quicker and cost less.",
        ),
        "G",
        Text("“公文”一词译文含混，意思明确（G）。", "The word for official documents is garbled but not in doubt (G)."),
    ),
    34: Summary(
        Text("网上办事", "Online service"),
        Text(
            "建设统一的网上办事系统，实行网上申请、后台审批、效能监察一体化的服务模式，推进政务公开网络化、"
            "行政审批规范化，开通网上咨询、监督和投诉。",
            "One online service system joins application at the front, approval at the back and supervision of "
            "efficiency. Public affairs go online, approvals are standardised, and people can ask, watch and complain "
            "online.",
        ),
        "G",
        Text(
            "一体化模式译文含混，意思明确（G）；咨询、监督、投诉清楚（T）。",
            "The joined model is garbled but not in doubt (G); asking, watching and complaining are plain (T).",
        ),
    ),
    35: Summary(
        Text("政府门户网站", "Government portal"),
        Text(
            "政府门户网站是市政府公布信息、提供公共服务的网上窗口，由市政府办公室会同市主管部门统筹建设管理。"
            "区（县）政府和市直部门应当在门户网站设立专栏或者链接子网站，指定专门机构或者人员负责内容的建设和运行。",
            "The portal is the city government's online window for information and public services, run by the "
            "government office together with the city authority. Districts and departments have a column of their own "
            "on it or a linked sub-site, and a named body or person who answers for its content.",
        ),
        "G",
        Text(
            "译文条号误作第十五条；管理主体和专栏设置含混，意思明确（G）。",
            "The translation misnumbers this article as 15; who runs the portal and the columns are garbled but not "
            "in doubt (G).",
        ),
    ),
}

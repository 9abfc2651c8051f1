"""网络 Chapter III, Articles 22 to 25: extranet and intranet, one platform, access, addresses."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    22: Summary(
        Text("统一的网络管理", "One network management"),
        Text(
            "电子政务网络实行统一管理，由政务外网和政务内网组成。外网为非涉密业务网络，由市主管部门管理；"
            "内网为涉密业务网络，由机要部门按照保密规定管理。",
            "The e-government network is managed as one. It consists of the extranet, for business that is not "
            "secret, under the city authority, and of the intranet, for secret business, under the "
            "confidential-communications department and the secrecy rules.",
        ),
        "R",
        Text(
            "条号在译文中缺失；组成清楚（T），外网性质含混（G），内网的性质和管理部门按通行制度还原（R）。",
            "The article's number is lost. The two parts are plain (T), the extranet garbled (G); what the intranet "
            "is, and who manages it, is reconstructed from general practice (R).",
        ),
    ),
    23: Summary(
        Text("统一网络平台", "One network platform"),
        Text(
            "特区建立统一的电子政务网络平台，市、区（县）政务网络按照市定标准和技术规范接入。"
            "实施单位之间及与上下级之间的联网利用政务外网，原则上不得自建网络或者传输干线；"
            "已建非涉密业务网络逐步并入，确需保留的，应与平台互联并向市主管部门申请。",
            "The zone has one e-government network platform; city and district networks join it under the city's "
            "standards and technical norms. Units link with each other and with higher and lower levels over the "
            "extranet, and in principle build neither networks nor trunks of their own. Existing non-secret networks "
            "are merged step by step; one that has to stay is connected to the platform, on application to the "
            "authority.",
        ),
        "G",
        Text(
            "第三款译文含混，意思明确（G）；其余清楚（T）。",
            "Paragraph 3 is garbled but not in doubt (G); the rest is plain (T).",
        ),
    ),
    24: Summary(
        Text("接入和独立网络", "Access and separate networks"),
        Text(
            "实施单位申请接入平台，应当向市主管部门书面申请，由技术管理机构凭批准文件办理接入。"
            "确需单独建设业务网络的，其网络技术和安全方案须经市主管部门批准后方可建设。",
            "A unit applies to the city authority in writing for access to the platform; the technical body connects "
            "it on the approval document. Where a separate business network is really needed, its technical and "
            "security plan must be approved by the authority before it is built.",
        ),
        "G",
        Text(
            "书面申请清楚（T）；凭批准文件接入、独立网络方案审批译文含混，意思明确（G）。",
            "The written application is plain (T); connection on approval and the separate network's plan are garbled "
            "but not in doubt (G).",
        ),
    ),
    25: Summary(
        Text("网络地址", "Network addresses"),
        Text(
            "电子政务网络的IP地址由市技术管理机构统一规划分配；区（县）使用的地址由当地技术管理机构分配管理，"
            "报市技术管理机构备案，并报告当地网络的接入申请和管理情况。",
            "The city technical body plans and allocates the network's IP addresses as one. Those used in a district "
            "are allocated and managed by the district's technical body and filed with the city's, which is also told "
            "of local access applications and how they are managed.",
        ),
        "R",
        Text(
            "统一分配和报告义务含混但明确（G）；区（县）地址的分配与备案关系译文不清，按此还原（R）。",
            "Uniform allocation and reporting are garbled but not in doubt (G). How district addresses are handed out "
            "and filed is unclear and reconstructed (R).",
        ),
    ),
}

"""安全保障 Chapter VI, Articles 36 to 39: the security system, units' duties, products and standards, bans."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    36: Summary(
        Text("安全保障体系", "The security system"),
        Text(
            "建立健全电子政务安全保障体系。市主管部门会同公安、国家安全、保密、机要等部门制定全市安全技术要求和工作制"
            "度，建立统一的数字认证体系。",
            "E-government has a sound security system. Together with public security, state security, secrecy and "
            "confidential communications the city authority makes the city's technical requirements and working rules "
            "and sets up one system of digital certification.",
        ),
        "G",
        Text(
            "会同部门和数字认证两处译文含混，意思明确（G）；第一句清楚（T）。",
            "The partner departments and the digital certification are garbled but not in doubt (G); the first "
            "sentence is plain (T).",
        ),
    ),
    37: Summary(
        Text("单位的安全管理", "Security management by units"),
        Text(
            "实施单位应当加强安全管理，健全保密审查、日常监测、信息资源分级管理、应急处置和数据备份等制度。"
            "市主管部门定期组织对实施单位网络和信息安全管理情况的监督检查。",
            "Implementing units manage security with rules for confidentiality review, daily monitoring, graded "
            "management of information, emergencies and backup. The city authority inspects their networks and their "
            "security management regularly.",
        ),
        "G",
        Text(
            "制度名称在译文中含混（如备份误作后续），意思明确（G）。",
            "The names of the rules are garbled (backup became “follow-up”) but not in doubt (G).",
        ),
    ),
    38: Summary(
        Text("软件、产品和安全标准", "Software, products and standards"),
        Text(
            "电子政务建设应当依法使用正版软件和经认证的信息安全产品，并及时更新升级。项目的建设、"
            "验收以及所用产品和相关服务，应当符合信息安全技术标准。",
            "E-government uses licensed software and certified security products, and keeps them up to date. "
            "Construction and acceptance of a project, the products used and the services around it meet the "
            "technical standards for information security.",
        ),
        "G",
        Text(
            "译文条号误作三百三十八；正版软件、验收等词含混，意思明确（G）；认证产品清楚（T）。",
            "The translation misnumbers this article as 338; licensed software and acceptance are garbled but not in "
            "doubt (G), certified products plain (T).",
        ),
    ),
    39: Summary(
        Text("禁止行为和技术措施", "Bans and technical measures"),
        Text(
            "任何单位和个人不得从事危害电子政务网络和信息安全的活动，不得利用政务网络从事违法行为；"
            "违反上述禁止、可能造成危害后果的，主管部门可以依法采取技术措施。",
            "Nobody may endanger e-government networks or information security or use the networks unlawfully. Where "
            "a breach of these bans may do harm, the authority may take technical measures as the law allows.",
        ),
        "T",
        Text("条号在译文中缺失，内容清楚。", "The article's number is lost in the translation; its content is plain."),
    ),
}

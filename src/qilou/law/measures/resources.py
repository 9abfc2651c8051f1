"""信息资源和服务 Chapter IV, Articles 26 to 30: catalogue, sharing, use, e-licences, public institutions."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    26: Summary(
        Text("资源目录和共享机制", "Catalogue and sharing"),
        Text(
            "建立政务信息资源目录管理和共享机制，实现跨地区、跨部门共享交换。市主管部门组织编制全市共享目录；"
            "市技术管理机构建设市级基础信息库和信息共享平台。",
            "A catalogue of information resources and a sharing mechanism let data cross regions and departments. The "
            "city authority organises the city's sharing catalogue; the technical body builds the basic information "
            "database and the sharing platform.",
        ),
        "G",
        Text(
            "机制和目录清楚（T）；信息库和平台的建设主体译文含混，意思明确（G）。",
            "Mechanism and catalogue are plain (T); who builds database and platform is garbled but not in doubt (G).",
        ),
    ),
    27: Summary(
        Text("数据提供和权属", "Providing data; who owns it"),
        Text(
            "实施单位按统一规定和标准向市技术管理机构提供数据交换接口，实时更新、动态管理，并对信息的真实和安全负责。"
            "履行职责以及电子政务建设应用（含特许经营、购买服务）形成的信息资源归国家所有，由市主管部门统筹整合利用。",
            "Implementing units give the technical body interfaces for data exchange under uniform rules, keep the "
            "data current and managed, and answer for its truth and security. Information resources that arise from "
            "official duties or from e-government, concessions and bought services included, belong to the State and "
            "are brought together by the city authority.",
        ),
        "R",
        Text(
            "第一款主语在译文中缺失，按电子政务实施单位理解（R）；其余清楚（T）。",
            "The subject of paragraph 1 is lost; read as the implementing units (R). The rest is plain (T).",
        ),
    ),
    28: Summary(
        Text("共享信息的使用", "Use of shared information"),
        Text(
            "获得的共享信息只能用于履行职责。未经提供单位同意，不得擅自向社会发布或者公开，"
            "依法应当公开的政府信息除外。",
            "Shared information may be used for official duties alone. Without the consent of the unit that provided "
            "it, it may not be released to the public, except government information that the law makes public.",
        ),
        "G",
        Text(
            "不得擅自公开一句译文含混，意思明确（G）；其余清楚（T）。",
            "The ban on release is garbled but not in doubt (G); the rest is plain (T).",
        ),
    ),
    29: Summary(
        Text("电子证照", "E-licences"),
        Text(
            "推进网上办事系统与电子证照系统对接。市主管部门按照省的标准建立全市统一的电子证照库，促进共享应用，"
            "逐步实现全流程网上办理。实施单位按电子证照目录和服务事项目录配置电子证照，鼓励办事人使用，"
            "提高网上办事效率。",
            "The online service system is joined with the e-licence system. The city authority builds one e-licence "
            "database for the whole city to provincial standards, so that licences are shared and matters can in time "
            "be handled wholly online. Units issue e-licences by the catalogues of licences and of service items, and "
            "encourage people to use them, so that online service is quicker.",
        ),
        "G",
        Text(
            "系统对接一句译文含混，意思明确（G）；其余清楚（T）。",
            "The joining of systems is garbled but not in doubt (G); the rest is plain (T).",
        ),
    ),
    30: Summary(
        Text("公共服务机构", "Public-service institutions"),
        Text(
            "教育、卫生、供电、供水、供气、公交、环保等公共企事业单位，应当通过网站等方式向社会提供与群众生活密切相关"
            "的公共服务；市主管部门指导监督其信息和服务水平。",
            "Institutions for education, health, power, water, gas, public transport, environmental protection and "
            "the like offer services that matter in daily life through websites and in other ways. The city authority "
            "guides and supervises their information and the level of their service.",
        ),
        "G",
        Text(
            "条号在译文中缺失；提供服务清楚（T），指导监督一句含混但明确（G）。",
            "The article's number is lost. The services are plain (T); guidance and supervision are garbled but not "
            "in doubt (G).",
        ),
    ),
}

"""Requirements of Articles 22 to 39: network, information resources, applications, security."""

TABLE = (
    ("A22.1 DUTY G all", "电子政务网络统一管理", "The e-government network is managed as one"),
    ("A22.2 DEF T SYS", "网络由政务外网和政务内网组成", "It consists of extranet and intranet"),
    (
        "A22.3 POWER G EGA",
        "外网为非涉密业务网络，由主管部门管理",
        "The extranet is for business that is not secret, under the authority",
    ),
    (
        "A22.4 POWER R 机要",
        "内网为涉密业务网络，由机要部门管理，平台不存储内网数据",
        "The intranet is for secret business, under confidential communications; the platform holds none of its data",
    ),
    ("A23.1 DUTY T EGA", "特区建立统一网络平台", "The zone has one network platform"),
    (
        "A23.2 DUTY T all",
        "市、区（县）政务网络按市定标准接入",
        "City and district networks join it under city standards",
    ),
    (
        "A23.3 BAN G UNIT",
        "互联走外网，原则上不得自建网络和传输干线，自建网络费用予以标记",
        "Links run on the extranet; in principle no own network or trunk, and cost lines for one are flagged",
    ),
    (
        "A23.4 DUTY G UNIT",
        "已建非涉密独立网络逐步并入，各有并网计划",
        "Existing separate networks are merged step by step, each by a plan",
    ),
    (
        "A23.5 RIGHT G UNIT",
        "确需保留的，申请并与平台互联",
        "Who needs to keep one applies and connects it to the platform",
    ),
    ("A24.1 DUTY T UNIT", "接入须书面申请", "Access is applied for in writing"),
    ("A24.2 COND G TMB", "技术管理机构凭批准文件接入", "The technical body connects only on the approval document"),
    (
        "A24.3 COND G UNIT",
        "独立网络的技术和安全方案经批准后方可建设",
        "A separate network's technical and security plan is approved before it is built",
    ),
    (
        "A25.1 POWER G TMB",
        "地址由市技术管理机构统一规划分配",
        "Addresses are planned and allocated by the city technical body",
    ),
    (
        "A25.2 POWER R DTMB",
        "区（县）地址由当地技术管理机构在委托段内分配并报市备案",
        "District addresses are allocated from the delegated prefix and filed with the city",
    ),
    (
        "A25.3 DUTY G DTMB",
        "区（县）报告当地接入申请和管理情况",
        "Districts report local applications and their management",
    ),
    (
        "A25.4 COND D SYS",
        "分配不重叠，每段地址可追溯到接入批准",
        "No overlap; every prefix is traceable to an access approval",
    ),
    (
        "A26.1 DUTY T EGA",
        "建立跨地区、跨部门的目录管理和共享机制",
        "Catalogue management and sharing work across regions and departments",
    ),
    ("A26.2 DUTY T EGA", "组织编制全市共享目录", "The authority organises the city's sharing catalogue"),
    (
        "A26.3 DUTY G TMB",
        "建设基础信息库和共享平台",
        "The technical body builds the basic database and the sharing platform",
    ),
    (
        "A27.1 DUTY R UNIT",
        "实施单位按统一规定提供交换接口",
        "Implementing units provide exchange interfaces under uniform rules",
    ),
    (
        "A27.2 DUTY T UNIT",
        "实时更新、动态管理，对真实和安全负责",
        "They update, manage, and answer for truth and security",
    ),
    (
        "A27.3 EFF T all",
        "履职和建设形成的信息资源归国家所有，合同须有该条款",
        "Resources from duties or projects belong to the State; contracts contain the clause",
    ),
    (
        "A28.1 BAN T UNIT",
        "共享信息只用于履职，逐次记录用途",
        "Shared information is used for duties alone; each purpose is recorded",
    ),
    ("A28.2 BAN G UNIT", "未经提供单位同意不得向社会发布", "No release to the public without the provider's consent"),
    ("A28.3 COND T UNIT", "依法公开的政府信息除外", "Except information that open-government rules make public"),
    ("A29.1 DUTY G EGA/UNIT", "网上办事系统与电子证照系统对接", "Online service and e-licence systems are joined"),
    (
        "A29.2 DUTY T EGA",
        "按省标准建立全市电子证照库，逐步全程网办",
        "One e-licence database to provincial standards, toward wholly online handling",
    ),
    (
        "A29.3 DUTY G UNIT",
        "按目录签发配置电子证照并鼓励使用",
        "Units issue e-licences by the catalogues and encourage their use",
    ),
    (
        "A30.1 DUTY T public institutions",
        "教育、卫生、水电气、公交、环保等机构通过网站等提供服务",
        "Public institutions offer services by website and other ways",
    ),
    (
        "A30.2 DUTY G EGA",
        "指导监督公共服务机构的信息和服务水平",
        "The authority guides and supervises their information and service",
    ),
    (
        "A30.3 COND D SYS",
        "新项目列明提供和需要的数据，缺项不得通过预审",
        "A new project lists the data it gives and needs; a missing entry blocks pre-review",
    ),
    (
        "A31.1 DEF G SYS",
        "共享应用系统具有办公、审批、监察功能",
        "The shared system has office work, approval and e-supervision",
    ),
    ("A31.2 DUTY T EGA", "主管部门制定其管理办法", "The authority makes its management rules"),
    (
        "A32.1 DUTY T GOV/depts",
        "除国家另有规定外统一使用，自建同类系统的申报予以标记",
        "Unless the State rules otherwise the shared functions are used; declarations for own ones are flagged",
    ),
    (
        "A32.2 COND T UNIT",
        "自行开发或者保留的，先申请批准",
        "Own development, or keeping an own system, is approved first",
    ),
    (
        "A32.3 DUTY T UNIT",
        "按统一规范建设维护并接受指导监督",
        "It is then built and run to uniform norms under guidance",
    ),
    (
        "A32.4 DUTY G UNIT",
        "使用国家、省、行业软件的，对接共享平台并回传数据",
        "National, provincial or line software is joined to the platform, and data return",
    ),
    (
        "A33.1 DUTY G GOV",
        "统一公文处理和交换，网上办公",
        "One system for official documents and their exchange; work online",
    ),
    (
        "A34.1 DUTY G GOV",
        "网上申请、后台审批、效能监察一体化",
        "Application, approval and supervision joined in one online service",
    ),
    ("A34.2 DUTY T GOV", "网上咨询、监督、投诉", "Online consultation, supervision and complaint"),
    (
        "A35.1 DUTY G GOV office + EGA",
        "政府门户由政府办公室会同主管部门建设管理",
        "The government office runs the portal with the authority",
    ),
    (
        "A35.2 DUTY G districts/depts",
        "各区（县）、部门设专栏或者子站，明确内容责任人",
        "Districts and departments have a column or sub-site with a named person for content",
    ),
    ("A36.1 DUTY T EGA", "建立健全安全保障体系", "A sound security system exists"),
    (
        "A36.2 DUTY G EGA + public security, state security, secrecy, 机要",
        "会同有关部门制定技术要求和工作制度，建立统一数字认证",
        "With the departments named, technical requirements and rules are made, and one digital certification",
    ),
    (
        "A37.1 DUTY G UNIT",
        "健全保密审查、日常监测、分级管理、应急、备份制度",
        "Rules for confidentiality review, monitoring, grading, emergency and backup",
    ),
    (
        "A37.2 DUTY G EGA",
        "定期检查网络和安全管理，问题跟踪销号",
        "Regular inspections; findings are tracked to closure",
    ),
    ("A38.1 DUTY G UNIT", "使用正版软件", "Licensed software is used"),
    ("A38.2 DUTY T UNIT", "使用经认证的安全产品", "Certified security products are used"),
    ("A38.3 DUTY G UNIT", "及时更新升级", "They are updated in time"),
    (
        "A38.4 COND G UNIT",
        "建设、验收、产品和服务符合安全标准，申报和验收时提供证明",
        "Construction, acceptance, products and services meet security standards, proved at declaration and acceptance",
    ),
    (
        "A39.1 BAN T all",
        "不得危害网络和信息安全，不得违法使用",
        "Nobody endangers networks and information security or uses them unlawfully",
    ),
    (
        "A39.2 POWER T EGA",
        "可能造成危害的可以依法采取技术措施，记录理由",
        "Where harm may follow, technical measures by law, logged with reason",
    ),
)

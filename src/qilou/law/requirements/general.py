"""Requirements of Chapter I: “id kind mark actor”, and what it asks in both languages."""

TABLE = (
    (
        "A1.1 DEF O SYS",
        "法规登记载明名称、制定机关、令号、通过公布施行日期、上位法和效力，平台的每条规则都指向它",
        "The regulation's record holds titles, issuer, order number, dates, parent rule and status; every rule of the "
        "platform points to it",
    ),
    (
        "A1.2 PRIN O SYS",
        "立法目的可作为规划和项目的对应标签",
        "The purposes can be chosen as what a plan or project serves",
    ),
    (
        "A2.1 DEF O SYS",
        "特区内所列项目的建设、管理及相关活动适用；特区外的项目引第二条不予办理",
        "Listed projects inside the zone, with what goes with them, are in scope; one outside is refused under "
        "Article 2",
    ),
    (
        "A2.2 COND O UNIT",
        "第一类：全部或者部分使用市、区（县）财政资金，份额大于零即可",
        "Category (i): paid in full or part from city or district budgets; any share above zero counts",
    ),
    (
        "A2.3 COND O UNIT",
        "第二类：市、区（县）政府融资的项目",
        "Category (ii): financed by city or district governments",
    ),
    (
        "A2.4 COND O UNIT",
        "第三类：政府特许经营或者政府与社会资本合作项目",
        "Category (iii): government concession or public-private partnership",
    ),
    (
        "A2.5 COND D SYS",
        "申报至少选一类，可多选；完全由社会资本付费的不在范围，并留存理由",
        "A declaration names at least one category; a wholly private one is out of scope, and the reason is kept",
    ),
    (
        "A3.1 DEF O UNIT",
        "具有行政管理和公共服务职能的单位为实施单位，登记的单位方可申报",
        "An implementing unit has administrative and public-service functions; only registered units declare",
    ),
    (
        "A3.2 DEF O UNIT",
        "项目是运用计算机、通信、信息管理技术开展行政管理和公共服务",
        "A project uses information technology for administration and public service",
    ),
    (
        "A3.3 DEF O UNIT",
        "类型至少为工程、设备、软件、服务之一，混合项目按类型分列费用",
        "Its type is at least one of engineering, equipment, software, services; a mixed project splits its cost by "
        "type",
    ),
    (
        "A3.4 DEF O SYS",
        "类型目录开放，增加类型是带生效日期的数据变更",
        "The list of types is open: a new one is dated data, not a change of code",
    ),
    (
        "A4.1 PRIN O SYS",
        "六项原则作为审查标准，每次预审逐项形成结论",
        "The six principles are review criteria; each pre-review has a finding for each",
    ),
    (
        "A4.2 PRIN O+D SYS",
        "防止重复建设：预审结束前与全部申报、批准、在用、备选项目和系统清册比对，留存结果、方法版本和人工结论",
        "Against duplicates: every declaration is compared with all projects and systems before pre-review ends; "
        "result, method and finding are kept",
    ),
    (
        "A4.3 PRIN O+D SYS",
        "防止盲目投资：建设方案必须有必要性依据",
        "Against blind investment: evidence of necessity is mandatory in the programme",
    ),
    (
        "A4.4 COND D EGA",
        "超过阈值的相似项目未经人工认定，预审不得通过",
        "No pre-review is passed while a similar project above the threshold lacks a person's finding",
    ),
    (
        "A5.1 POWER O EGA",
        "市电子政务管理办公室为主管部门，统筹规划、协调指导、监督管理、组织实施",
        "The city's e-government management office is the competent authority: planning, guidance, supervision, "
        "implementation",
    ),
    (
        "A5.2 POWER O TMB",
        "主管部门确定的技术管理机构运行维护政务外网和共性业务系统",
        "A technical body determined by the authority runs the extranet and the common business systems",
    ),
    (
        "A5.3 DUTY O others",
        "其他单位在职责内开展工作，财政、发改、公安、机要、保密等以有限权限参与",
        "Other units work within their duties; finance and the other departments take part with limited rights",
    ),
    (
        "A5.6 COND D SYS",
        "任何人不得在同一事项中兼任双方；主管部门自行申报的项目，预审、列单、审批须有上级决定的记录",
        "Nobody acts on both sides of a case; the authority's own project needs a recorded higher decision at "
        "pre-review, listing and approval",
    ),
    (
        "A5.4 COND D SYS",
        "每类决定只由有权机关作出，其他机关的行为引条文拒绝",
        "Each kind of decision belongs to the competent body; an act by another is refused with the article",
    ),
    (
        "A5.5 COND D SYS",
        "职能承接机构自某日起登记，以往决定保留原机构名称",
        "Successor bodies hold a function from a date; old decisions keep the old name",
    ),
    (
        "A6.1 DUTY O DGOV",
        "各区（县）政府加强本辖区电子政务的组织领导",
        "Each district government leads e-government in its area",
    ),
    (
        "A6.2 DUTY O DGOV",
        "各区（县）明确主管部门和技术管理机构，登记显示缺口",
        "Each district names a competent department and a technical body; the register shows gaps",
    ),
    (
        "A6.3 DUTY O DGOV",
        "各区（县）落实责任、推进工作，每年登记进展",
        "Each district settles duties and moves the work forward; its status is entered yearly",
    ),
    ("A7.1 DUTY R GOV/DGOV", "建立电子政务绩效考核机制", "A performance assessment for e-government exists"),
    (
        "A7.2 EFF G GOV",
        "考核结果是本级政府绩效管理的指标之一，可按单位和年度导出",
        "Results count among the government's performance indicators; they can be exported by unit and year",
    ),
    (
        "A7.3 EFF G EGA/DRC",
        "考核结果是审批后续项目的依据，审批时显示最近结果并引第七条",
        "Results are a basis for approving later projects: the approval shows the latest one and cites Article 7",
    ),
    (
        "A7.4 EFF G FIN/EGA",
        "考核结果是安排拨付资金的依据，排序和资金决定记录所用结果",
        "Results are a basis for funds: ranking and payment record the result used",
    ),
    (
        "A7.5 DUTY T EGA",
        "主管部门制定并实施考核办法，指标有版本、生效日期并公布",
        "The authority makes and applies the detailed rules; indicators are versioned, dated and published",
    ),
    (
        "A7.6 COND D SYS",
        "没有考核结果的，决定注明“无记录”，不得视为良好",
        "Without a result a decision says “no result on file”, never good",
    ),
)

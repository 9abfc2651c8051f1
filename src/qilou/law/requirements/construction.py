"""Requirements of Articles 15 to 21: approval, validity, implementation, acceptance, changes, districts."""

TABLE = (
    (
        "A15.1 COND G SYS",
        "含房屋建筑及附属设施、市政工程的走第一类审批",
        "A project with buildings, their facilities or municipal engineering takes route 1",
    ),
    ("A15.2 POWER G DRC", "第一类由市发展改革部门审批", "Route 1 is approved by development and reform"),
    (
        "A15.3 DUTY T UNIT",
        "第一类遵守国家、省、市工程建设规定",
        "Route 1 follows the rules on engineering construction",
    ),
    ("A15.4 POWER T EGA", "其他项目由主管部门审批", "All others are approved by the authority"),
    (
        "A15.5 COND D SYS",
        "审批类别由申报事实确定，事实变更的改道并使未决申请失效",
        "The route follows from declared facts; a change of facts re-routes and voids a pending application",
    ),
    ("A15.6 BAN R all", "批准前不得建设", "No construction before approval"),
    (
        "A16.1 DUTY T+D DRC",
        "第一类以评审意见为重要依据，不采纳须说明理由",
        "On route 1 the opinion is an important basis; departure needs a reason",
    ),
    ("A16.2 DUTY T UNIT", "第二类凭评审意见向主管部门申请", "On route 2 the unit applies on the basis of the opinion"),
    (
        "A16.3 COND T UNIT",
        "并须附财政部门批准列入预算的文件",
        "and of finance's document admitting it to the budget; both are mandatory",
    ),
    (
        "A16.4 COND D UNIT",
        "申请内容与评审意见一致，金额不超过建议投资或者说明理由",
        "The application agrees with the opinion; amount within the suggested one, or a reason",
    ),
    ("A16.5 DUTY T EGA", "材料符合要求的应当受理", "Materials that meet the requirements must be accepted"),
    (
        "A16.6 TIME G EGA",
        "受理后七个工作日内批复，次日为第一日",
        "Reply within seven working days of acceptance; the next day is day 1",
    ),
    (
        "A16.7 COND R SYS",
        "起算日为受理之日还是收到之日由参数确定",
        "Whether the time runs from acceptance or receipt is a parameter",
    ),
    (
        "A16.8 DUTY G EGA",
        "批复当日抄送财政部门，遗漏即预警",
        "The reply is copied to finance the same day; a missing copy is an alert",
    ),
    (
        "A16.9 EFF D SYS",
        "逾期未批复的标记并上报，不视为批准",
        "Past the last day: flagged and escalated, never deemed approved",
    ),
    ("A16.10 DUTY R EGA", "不予批准须说明理由和条款", "A refusal gives reasons and article"),
    (
        "A16.14 COND D SYS",
        "点一下不等于决定：拟稿、核稿、会签、签发、编号、用印、送达，签发方生效，时限含全部环节",
        "One click is not a decision: draft to service, only the signer's act takes effect, the clock includes all",
    ),
    (
        "A16.15 COND D SYS",
        "机关之间的文书不写救济，对公民和企业的决定写明复议和诉讼",
        "Papers between organs carry no remedy clause; decisions on citizens and enterprises name review and suit",
    ),
    ("A16.11 COND D EGA", "审批记录显示单位最近考核结果", "The approval shows the unit's latest assessment"),
    (
        "A16.12 EFF D SYS",
        "批复确定建设内容和总投资，作为变更基准",
        "Approval fixes content and total, the base of changes",
    ),
    ("A16.13 COND R SYS", "专项项目适用同样的审批类别和时限", "Special projects follow the same route and time"),
    ("A17.1 TIME T SYS", "拟立项项目的评审意见有效期一年", "A proposed project's opinion is valid one year"),
    ("A17.2 TIME R SYS", "起算日由参数确定", "From which date is a parameter"),
    ("A17.3 EFF G SYS", "期内未申请立项的自动失效", "No application within the year: it lapses by itself"),
    (
        "A17.4 COND D SYS",
        "以申请日期为准，末日申请仍有效",
        "The date of application decides; the last day still counts",
    ),
    (
        "A17.5 COND D SYS",
        "一年至次年同日二十四时，二月二十九日至二十八日，休息日按参数",
        "The year ends on the same date at 24:00, 29 February on the 28th; days off follow the parameter",
    ),
    ("A17.6 DUTY D SYS", "到期前提醒单位和主管部门", "Unit and authority are warned before expiry"),
    (
        "A17.7 EFF R SYS",
        "失效项目退出清单，额度以可见记录释放，须重新申报",
        "A lapsed project leaves the list, its money is freed visibly, and it is declared anew",
    ),
    ("A18.1 DUTY G UNIT", "按照批准的建设方案实施", "The project follows its approved programme"),
    (
        "A18.2 DUTY T UNIT",
        "遵守立项、工程建设、财务管理、监督管理规定",
        "It follows the rules on approval, construction, finance and supervision",
    ),
    (
        "A18.3 DUTY T UNIT",
        "依法招标并记录方式、公告、结果",
        "Tendering is done properly, with method, notice and result",
    ),
    ("A18.4 DUTY T UNIT", "依法政府采购", "Government procurement is done properly"),
    (
        "A18.5 DUTY G UNIT",
        "实行监理，监理与承建相互独立",
        "Works are supervised, by someone independent of the contractor",
    ),
    (
        "A18.6 DUTY T UNIT",
        "合同管理：金额、各方、日期、节点、付款、变更",
        "Contracts are managed: amount, parties, dates, milestones, payments, changes",
    ),
    (
        "A18.7 DUTY R UNIT",
        "履约情况报告审批部门，并可公示",
        "Performance is reported to the approver, and may be published",
    ),
    (
        "A18.8 COND D SYS",
        "批准前不得登记建设合同，其他合同各按其依据",
        "No construction contract before approval; other kinds have their own ground",
    ),
    (
        "A18.9 COND D SYS",
        "合同合计不超过批准总投资和当年预算，补充合同不超过原合同百分之十",
        "Contracts stay within the approved total and the year's budget, supplements within ten per cent of the "
        "original",
    ),
    (
        "A18.10 COND D SYS",
        "付款不超过合同，验收前不付后续资金",
        "Payments stay within the contract; no follow-up money before acceptance",
    ),
    ("A18.11 COND D SYS", "采购和项目记录可按OCDS、OC4IDS导出", "Procurement exports as OCDS, projects as OC4IDS"),
    (
        "A18.12 COND D SYS",
        "同一预算项目同一财政年度内以公开招标以外方式的同类采购，累计超过公开招标数额标准的预警",
        "An alert when purchases of one kind under one budget item, made in one fiscal year without open tender, "
        "together pass the open-tender threshold",
    ),
    ("A19.1 DUTY G UNIT", "建成后试运行，有起止和记录", "A finished project runs on trial, with start, end and log"),
    ("A19.2 DUTY G UNIT", "试运行后由建设单位组织验收", "After the trial run the unit organises acceptance"),
    ("A19.3 COND R SYS", "试运行时长按合同逐项确定", "The trial's length comes from the contract"),
    (
        "A19.4 EFF G FIN",
        "验收合格报告是财政投资评审的依据",
        "A passed report is the basis of the fiscal investment evaluation",
    ),
    ("A19.5 EFF T FIN", "验收合格报告是拨付后续资金的依据", "and of paying the follow-up funds"),
    (
        "A19.6 BAN G+D FIN",
        "未验收或者不合格的不拨付后续资金，后续资金范围为参数；拖延验收不中止对中小企业的付款期限，予以提示",
        "Not accepted or failed: no follow-up funds, by the instalments of the parameter; a stalled acceptance warns "
        "of a small supplier's term",
    ),
    ("A19.7 BAN T UNIT", "未验收或者不合格的不得投入使用", "Not accepted or failed: not put into operation"),
    (
        "A19.8 EFF R UNIT",
        "不合格的整改后再次验收，历次留存",
        "After failure: repair and accept again; all attempts are kept",
    ),
    (
        "A19.13 COND D SYS",
        "验收分为逐合同履约验收、初验、试运行、终验，各存其件",
        "Acceptance is several acts: per contract, preliminary, trial run, final; each keeps its papers",
    ),
    (
        "A19.9 COND D SYS",
        "对照批准方案逐项验收，未完成的不合格或者须有批准变更",
        "Every approved item is checked; an unfinished one fails or has an approved change",
    ),
    ("A19.10 COND T SYS", "安全证明列入验收清单", "Security evidence is on the acceptance checklist"),
    ("A19.11 EFF D SYS", "合格后登记系统清册", "On passing, the inventory entry is made"),
    (
        "A19.12 COND D SYS",
        "验收人员与承建、监理、设计、测试单位无关联",
        "Those who accept are not the contractor's, supervisor's, designer's or tester's staff",
    ),
    (
        "A20.1 COND G UNIT",
        "实施中对批准方案作重大调整的报原审批部门",
        "A major adjustment of the approved programme goes back to the approver",
    ),
    (
        "A20.2 COND T UNIT",
        "投资超过批准总投资百分之十的报原审批部门",
        "More than ten per cent over the approved total goes back to the approver",
    ),
    ("A20.3 DUTY T approver", "原审批部门重新审核", "The approving department re-examines"),
    (
        "A20.4 BAN T UNIT",
        "按新批复实施，此前变更不得执行",
        "Only by the new approval; until then the change is on hold",
    ),
    (
        "A20.5 COND R SYS",
        "恰好百分之十是否含在内由参数确定，精确计算不取整",
        "Exactly ten per cent follows the parameter; exact decimals, no rounding to the limit",
    ),
    (
        "A20.6 COND R SYS",
        "默认仅指调增，调减超限提示为可能重大调整",
        "Increases by default; a decrease over the limit is flagged as possibly major",
    ),
    (
        "A20.7 COND D SYS",
        "自上次批准以来的变更累计比较，拆分无用",
        "Changes since the last approval are added up; splitting does not escape",
    ),
    (
        "A20.8 COND R SYS",
        "重大调整情形由主管部门以载明生效日期的清单确定",
        "What is major is a dated list set by the authority",
    ),
    (
        "A20.9 COND R SYS",
        "第二类未超限非重大的，登记理由并告知；第一类不适用",
        "Route 2 changes that are small and not major are recorded and told; not on route 1",
    ),
    ("A20.10 EFF R SYS", "重新批准后以新总投资为基数", "After re-approval the new total is the base"),
    (
        "A20.11 EFF T SYS",
        "未经批准的重大变更属第四十条第四项情形",
        "An unapproved major change is a ground of Article 40(iv)",
    ),
    (
        "A20.12 COND D SYS",
        "增加资金的，重新批准生效前须有资金来源",
        "More money needs a source before re-approval is final",
    ),
    (
        "A21.1 DUTY T DEGA",
        "区（县）项目的评审、立项、建设参照本章",
        "District projects are evaluated, approved and built by reference to this chapter",
    ),
    (
        "A21.2 COND D SYS",
        "各区（县）以自身机构、资金、日程运行同样流程，互不可见草稿",
        "The same course runs per district with its own bodies, fund and calendar; drafts stay apart",
    ),
    (
        "A21.3 COND R SYS",
        "地方差异只以区（县）文件确定的参数体现",
        "Local differences only as parameters with a district document",
    ),
    ("A21.4 COND D SYS", "市级查重涵盖区（县）项目", "The city's duplicate check covers district projects"),
)

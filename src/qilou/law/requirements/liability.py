"""Requirements of Articles 40 to 45, and the cross-cutting ones that make the others testable."""

TABLE = (
    (
        "A40.1 EFF R UNIT",
        "情形一：未按规定申报即开展市级项目",
        "Ground (i): a municipal project started without declaring as required",
    ),
    ("A40.2 EFF R UNIT", "情形二：未按规定报批即实施", "Ground (ii): carried out without approval as required"),
    (
        "A40.3 EFF T UNIT",
        "情形三：未验收或者不合格即投入使用",
        "Ground (iii): put into operation without acceptance or after a failed one",
    ),
    (
        "A40.4 EFF T UNIT",
        "情形四：擅自重大变更、接入网络、自行开发应用系统",
        "Ground (iv): major change, network access or own system without approval",
    ),
    ("A40.5 EFF T UNIT", "情形五：其他违反本办法的行为", "Ground (v): any other breach of the Measures"),
    (
        "A40.6 POWER R EGA",
        "责令限期改正，逾期通报批评并建议处分",
        "Order to correct; failing that, public criticism and a proposal of discipline",
    ),
    (
        "A40.7 EFF R FIN/EGA",
        "改正前的资金和审批限制只通过第七条、第十九条体现",
        "Holding funds or approvals until corrected only through Articles 7 and 19",
    ),
    (
        "A40.8 COND D SYS",
        "涉嫌违规立案：事实、证据、听取意见、决定、条款、整改，平台不自行处罚",
        "A suspected breach is a case with facts, evidence, hearing, decision and follow-up; the platform never "
        "sanctions by itself",
    ),
    (
        "A40.9 COND D SYS",
        "平台可自行发现的违规自动立案",
        "Breaches that the platform can see open a case by themselves",
    ),
    ("A41.1 EFF T all", "其他违规依照有关法律、法规、规章处理", "Other breaches follow the laws and rules that apply"),
    (
        "A42.1 EFF R officials",
        "工作人员失职、滥权、徇私的处分，犯罪的追究刑事责任",
        "Officials' neglect, abuse or private gain is disciplined; crime is prosecuted",
    ),
    ("A42.2 COND D SYS", "每个决定载明经办人员、时间和依据", "Every decision names officer, time and basis"),
    (
        "A43.1 COND G UNIT",
        "国家、省统筹项目按其规定，不走第二章关口，仍登记和查重",
        "National and provincial projects follow their own rules; registration and duplicate check stay on",
    ),
    (
        "A44.1 COND G UNIT",
        "涉密项目适用保密法，平台拒收涉密内容，只留非密登记",
        "Secret-related projects follow the State Secrets Law; the platform refuses secret content and keeps a "
        "non-secret stub",
    ),
    (
        "A45.1 TIME O SYS",
        "2015年10月10日起施行，此前行为不适用",
        "In force from 10 October 2015; acts before that are not judged by it",
    ),
    (
        "X1 X D SYS",
        "每次状态变更留存规则、条款、版本、事实、人员、时间和中英文说明，按原版本重放结果相同",
        "Every change of state keeps rules, articles, versions, facts, officer, time and explanation in both "
        "languages; replay gives the same",
    ),
    ("X2 X D SYS", "任一日期每条规则恰有一个版本适用", "On any date exactly one version of each rule applies"),
    (
        "X3 X D SYS",
        "工作日历逐年含调休；跨入未公布年度的期限标为暂定并重算",
        "A working-day calendar per year with make-up days; a count into an unknown year is provisional and recomputed",
    ),
    (
        "X4 X D SYS",
        "事实缺失或者不可读的不能判定，绝不默认通过",
        "Missing or unreadable facts fail closed, never default to pass",
    ),
    (
        "X5 X D SYS",
        "还原的解读都是有选项、默认值和决定人的参数",
        "Each reconstructed reading is a named parameter with alternatives, default and who decided",
    ),
    ("X6 X D SYS", "各环节通知齐备，均引条款", "There is a notice for each of these steps, citing its articles"),
    (
        "X7 X D SYS",
        "除经审批不得到合同，除经验收不得到运行和后续付款",
        "No path to contract but through approval, none to operation or follow-up payment but through acceptance",
    ),
    (
        "X8 X D SYS",
        "经公开审查后按期公开规划、资金、清单、意见、批复、合同、验收、绩效，足以复算排序和抽取",
        "The public view shows, after review and in time, what suffices to recompute ranking and draw",
    ),
)

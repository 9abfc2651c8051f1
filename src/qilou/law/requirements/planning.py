"""Requirements of Articles 8 to 12: plan and fund, declaration, pre-review."""

TABLE = (
    (
        "A8.1 DUTY T EGA",
        "主管部门组织编制全市总体规划，与国家、省规划和本市需要相衔接",
        "The authority organises the city's overall plan, linked to higher plans and the city's needs",
    ),
    (
        "A8.2 COND T GOV",
        "总体规划经市政府批准后生效，草案不得作为预审依据",
        "The plan takes effect on city government approval; a draft is no basis for pre-review",
    ),
    (
        "A8.3 DUTY T EGA",
        "批准的规划公布实施，须有批准文号、日期和公布日期",
        "The approved plan is published and carried out, with document number and dates",
    ),
    (
        "A8.4 DUTY T FIN",
        "财政部门每年按照规划安排专项资金，一年一条记录",
        "Finance sets aside an earmarked fund each year in line with the plan, one record a year",
    ),
    (
        "A8.5 DEF G FIN",
        "专项资金用于前期工作和建设两项，分别核算，其他用途拒绝",
        "The fund is for pre-project work and construction, kept apart; any other use is refused",
    ),
    (
        "A8.6 COND D SYS",
        "每个预算年度，列入项目的当年份额与前期经费之和不超过当年专项资金",
        "For each budget year, listed slices and grants for pre-project work never exceed that year's fund",
    ),
    (
        "A8.7 COND D SYS",
        "年内资金变动只追加并有文号，排序时所用额度随排序留存",
        "Changes of the fund are appended with document number; each ranking stores the ceiling it used",
    ),
    (
        "A8.8 COND D SYS",
        "按预审之日有效的规划版本审查并引用规划条目",
        "A declaration is judged by the plan in force on the pre-review date and cites its items",
    ),
    (
        "A9.1 DEF T SYS",
        "市级项目只有年度申报和专项申报两种方式",
        "Municipal projects use exactly two tracks: annual and special",
    ),
    (
        "A9.2 DUTY G EGA/FIN",
        "申报与部门预算草案编制相衔接，轮次记录预算年度和日程，将错过的予以提示",
        "Declaration is aligned with draft budgets: the round stores budget year and calendar and warns of a miss",
    ),
    (
        "A9.3 COND D SYS",
        "项目注明方式、轮次和预算年度，受理后方式不得变更",
        "Every project shows track, round and budget year; the track is fixed on acceptance",
    ),
    (
        "A10.1 TIME T EGA",
        "主管部门每年七月底前征集下一年度项目，逾期向其自身预警",
        "The authority solicits next year's projects by the end of July; lateness alerts it itself",
    ),
    (
        "A10.2 COND T+D EGA",
        "征集面向全部实施单位，列明发送对象、日期和签收",
        "Solicitation goes to all implementing units, with recipients, date and receipt",
    ),
    (
        "A10.3 RIGHT T UNIT",
        "单位认为需要新建、改建、扩建的，向主管部门申报",
        "A unit that sees a need to build, alter or extend declares it to the authority",
    ),
    (
        "A10.4 COND D UNIT",
        "建设性质为三者之一，改建、扩建必须指明现有系统",
        "The nature is one of the three; alteration and extension name the existing system",
    ),
    (
        "A10.5 TIME T+R UNIT",
        "八月底前申报，逾期转专项申报；末日遇休息日是否顺延由参数确定",
        "Declaration by the end of August, later only on the special track; a last day on a day off follows the "
        "parameter",
    ),
    ("A10.6 DUTY T UNIT", "提交项目建设方案", "A construction programme is submitted"),
    ("A10.7 DUTY T UNIT", "方案载明必要性", "The programme contains necessity"),
    ("A10.8 DUTY T UNIT", "方案载明可行性", "The programme contains feasibility"),
    ("A10.9 DUTY T UNIT", "方案载明建设内容", "The programme contains the content to be built"),
    ("A10.10 DUTY T UNIT", "方案载明技术规范", "The programme contains technical norms"),
    (
        "A10.11 DUTY T+D UNIT",
        "方案载明投资估算，分项之和与总额分毫不差",
        "The programme contains the estimate; its lines add up exactly to the total",
    ),
    (
        "A10.12 DUTY T UNIT",
        "方案载明带日期的实施计划",
        "The programme contains an implementation plan with dated steps",
    ),
    (
        "A10.13 DEF T+D EGA",
        "主管部门可以公布带日期的清单增加内容，提交后公布的不适用",
        "The authority may add items by a published, dated checklist; one published later never applies",
    ),
    (
        "A10.14 COND T EGA",
        "完整性审查只对照前款要求，逐项指明不足",
        "Completeness is checked against the preceding paragraph alone; each failed item is named",
    ),
    (
        "A10.15 DUTY G EGA",
        "不齐或者不合规定的，一次性告知全部补正内容，第二次补正通知由系统拒绝",
        "What is missing or does not conform is told once and in full; a second notice is refused",
    ),
    (
        "A10.16 TIME R EGA",
        "告知载明补正期限，期限长短为参数，不作为法定期限",
        "The notice states a time limit, whose length is a parameter and never shown as law",
    ),
    (
        "A10.17 EFF G EGA",
        "逾期不补正的不予受理，书面说明理由和条款",
        "Not corrected in time: declined, with written reason and article",
    ),
    (
        "A10.18 EFF G+D EGA",
        "补正后仍不合规定的不予受理，理由限于告知事项及补正新生问题",
        "Still not conforming: declined, for items of the one notice or new defects only",
    ),
    (
        "A10.19 EFF D EGA",
        "齐全合规的受理，给出受理时间和编号",
        "Complete and conforming: accepted, with time and receipt number",
    ),
    (
        "A10.20 COND R SYS",
        "按期首次提交、限期内补正的仍属当年轮次",
        "First submitted in time and corrected within the limit: it stays in the annual round",
    ),
    (
        "A10.21 TIME R EGA",
        "告知时限条文未定，是否比照行政许可法由参数决定并如此显示",
        "The time for the notice is not stated; the analogy to the Licensing Law is a parameter, shown as such",
    ),
    (
        "A10.22 COND D SYS",
        "提交的版本固定，补正形成新版本并可比对",
        "A submitted version is frozen; a correction makes a new one with its differences",
    ),
    (
        "A10.23 RIGHT R UNIT",
        "决定前可以撤回并留痕，不影响以后申报的补正机会",
        "A unit may withdraw before a decision; a later declaration keeps its right to correct",
    ),
    (
        "A11.1 COND T UNIT",
        "相应预算年度的年度申报期届满后方可专项申报，此前指向年度申报",
        "Special declaration only after the annual period for the budget year asked for; before that, the annual track",
    ),
    (
        "A11.2 COND T UNIT",
        "理由为重大任务、急需、上级临时要求等一项或者多项",
        "The ground is a major task, an urgent need, a temporary requirement from above, or the like",
    ),
    (
        "A11.3 DUTY D UNIT",
        "理由须有文件证明，载明文号、日期和发文机关",
        "The ground is proved by a document with number, date and issuer",
    ),
    ("A11.4 DUTY T UNIT", "提交与第十条第二款相同的材料", "The materials are those of Article 10, paragraph 2"),
    ("A11.5 COND R EGA", "完整性审查和一次性补正同样适用", "Completeness check and one-time correction apply alike"),
    ("A11.6 DUTY T UNIT", "应当向主管部门申报", "The unit shall declare to the authority"),
    ("A11.7 COND D SYS", "专项项目按理由和单位单独统计", "Special projects are counted separately by ground and unit"),
    (
        "A12.1 DUTY R EGA",
        "主管部门对已受理的市级项目逐一预审",
        "The authority pre-reviews each accepted municipal declaration",
    ),
    (
        "A12.2 COND T EGA",
        "审查是否符合总体规划和有关规定，结论引用条目",
        "The test is conformity with the plan and the provisions; findings cite them",
    ),
    ("A12.3 EFF G EGA", "不符合的退回并说明理由和依据", "Not in conformity: returned with reasons and citation"),
    (
        "A12.4 EFF G EGA",
        "基本符合但前期工作不足的，指导优化，指导事项逐条跟踪",
        "Broadly in conformity but not well prepared: guided to improve, with tracked items",
    ),
    (
        "A12.5 DUTY G EGA/FIN",
        "指导优化的，商财政部门安排前期工作经费",
        "In that case the authority consults finance on funds for pre-project work",
    ),
    (
        "A12.6 COND D FIN",
        "前期经费计入当年专项资金，载明金额、用途和财政答复",
        "A grant for pre-project work is booked against the year's fund with amount, purpose and reply",
    ),
    ("A12.7 EFF T EGA", "符合的通过预审", "In conformity: passed"),
    (
        "A12.8 COND D SYS",
        "三种结果只居其一，均通知单位",
        "Exactly one of the three outcomes, each with a notice to the unit",
    ),
    (
        "A12.9 COND R SYS",
        "优化后再次预审，各轮留存",
        "After improvement the project is pre-reviewed again; all rounds are kept",
    ),
    (
        "A12.10 COND R SYS",
        "退回即终结本次申报，可另行申报",
        "A return ends this declaration; the unit may declare anew",
    ),
    (
        "A12.11 TIME D EGA",
        "预审无法定时限，内部目标注明“非法定”",
        "Pre-review has no limit in the text; the internal target is marked not statutory",
    ),
    (
        "A12.12 COND D SYS",
        "选择结果前须先显示重复建设认定和共享分析",
        "The duplicate finding and sharing analysis are shown before an outcome can be chosen",
    ),
)

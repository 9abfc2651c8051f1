"""规划和建设 Chapter II, Articles 8 to 14: plan and fund, declaration, pre-review, evaluation, list and reserve."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    8: Summary(
        Text("总体规划和专项资金", "Overall plan and earmarked fund"),
        Text(
            "市主管部门依照国家、省的规划和本市发展需要，组织编制全市电子政务发展总体规划，报市政府批准后公布实施。"
            "市财政部门按照总体规划，每年安排一定数额的专项资金，用于市级电子政务项目的前期工作和建设。",
            "The city authority draws up the city's overall e-government development plan in line with national and "
            "provincial plans and the city's own needs; it is published and takes effect once the city government has "
            "approved it. In line with the plan the finance department sets aside an earmarked fund every year for "
            "the pre-project work and the building of municipal projects.",
        ),
        "G",
        Text(
            "专项资金的用途在译文中含混，按“前期工作和建设”理解（G）；其余清楚（T）。",
            "What the fund is for is garbled; read as pre-project work and construction (G). The rest is plain (T).",
        ),
    ),
    9: Summary(
        Text("两种申报方式", "Two tracks of declaration"),
        Text(
            "市级电子政务项目实行年度申报和专项申报两种方式，并与市级部门预算草案的编制相衔接。",
            "Municipal projects are declared on one of two tracks, the annual one or the special one, in step with "
            "the preparation of the departments' draft budgets.",
        ),
        "G",
        Text(
            "与预算编制衔接的表述在译文中含混，意思明确（G）。",
            "The link with budget preparation is garbled but not in doubt (G).",
        ),
    ),
    10: Summary(
        Text("年度申报", "Annual declaration"),
        Text(
            "市主管部门每年七月底前向实施单位征集下一年度项目。实施单位认为需要新建、改建、扩建的，"
            "在八月底前申报并提交建设方案，方案应写明必要性、可行性、建设内容、技术规范、投资估算、实施计划等。"
            "材料不齐或者不符合上述要求的，主管部门一次性告知限期补正；逾期不补正或者补正后仍不符合的，不予受理。",
            "By the end of July each year the city authority asks the implementing units for next year's projects. A "
            "unit that sees a need to build, alter or extend declares it by the end of August with a construction "
            "programme: necessity, feasibility, content, technical norms, investment estimate, implementation plan "
            "and the like. If something is missing or does not conform, the authority says once, and says everything, "
            "what to correct and by when; without correction, or if it still does not conform, the declaration is "
            "declined.",
        ),
        "R",
        Text(
            "第一、二款清楚（T）；第三款译文含混，按“一次性告知限期补正、不予受理”理解（G）。补正期限的长短、"
            "主管部门作出告知的时限、期限末日遇休息日如何处理，条文未写，均作为参数处理（R）。",
            "Paragraphs 1 and 2 are plain (T); paragraph 3 is garbled and read as the one-time notice with a time "
            "limit (G). How long that limit is, how soon the authority must give notice, and what happens when a last "
            "day is a day off are not in the text and are parameters (R).",
        ),
    ),
    11: Summary(
        Text("专项申报", "Special declaration"),
        Text(
            "年度申报期已过，因重大任务、急需或者上级临时要求等特殊情况确需增加市级项目的，"
            "实施单位应当向市主管部门专项申报，并提交第十条第二款规定的材料。",
            "Once the annual period is over, a unit that needs a further municipal project because of a major task, "
            "an urgent need, a temporary requirement from above or the like makes a special declaration to the city "
            "authority, with the same materials as under Article 10, paragraph 2.",
        ),
        "R",
        Text(
            "条文清楚（T）；第十条第三款的补正规则是否同样适用未写明，按同样适用理解（R）。",
            "The text is plain (T); that the correction rule of Article 10, paragraph 3 applies alike is a reading "
            "(R).",
        ),
    ),
    12: Summary(
        Text("预审", "Pre-review"),
        Text(
            "市主管部门对受理的项目进行预审，分三种情形处理：（一）不符合全市总体规划和电子政务有关规定的，"
            "退回并说明理由；（二）基本符合但前期工作不足的，指导申报单位进一步优化，并商财政部门安排前期工作经费；"
            "（三）符合的，通过预审。",
            "The city authority pre-reviews each accepted declaration against the overall plan and the provisions on "
            "e-government. (i) Not in conformity: returned with reasons. (ii) Broadly in conformity but not well "
            "enough prepared: the unit is guided to improve it, and the authority consults the finance department on "
            "money for the pre-project work. (iii) In conformity: passed.",
        ),
        "R",
        Text(
            "首句在译文中缺失，按“对受理的项目进行预审”补足（R）；三种情形的处理部分译文含混，意思明确（G）。",
            "The opening sentence is lost and supplied as “pre-reviews each accepted declaration” (R); the three "
            "outcomes are partly garbled but not in doubt (G).",
        ),
    ),
    13: Summary(
        Text("评审", "Evaluation"),
        Text(
            "通过预审的项目，市主管部门就必要性、可行性、合理性组织评审：（一）以公开竞争方式委托第三方初步评审；"
            "（二）组织专家集中评审，必要时实地考察或者邀请部门代表参加；（三）出具评审意见。专项申报的项目，"
            "可以直接出具评审意见。",
            "For projects that passed pre-review the city authority has necessity, feasibility and reasonableness "
            "evaluated: (i) a third party chosen by open competition makes a preliminary review; (ii) experts "
            "evaluate in one session, with a visit on site or departments' representatives where needed; (iii) the "
            "authority issues the evaluation opinion. For a special declaration it may issue the opinion directly.",
        ),
        "R",
        Text(
            "主要内容清楚（T），“直接出具评审意见”和邀请部门代表两处译文含混（G）；评审未通过时如何处理条文未写（R）。",
            "Mostly plain (T); the direct opinion and the invited representatives are garbled (G). What follows when "
            "a project does not pass is not in the text (R).",
        ),
    ),
    14: Summary(
        Text("项目清单和备选项目", "Project list and reserve"),
        Text(
            "年度申报项目通过评审后，市主管部门按轻重缓急，在年度专项资金额度内列出项目清单，"
            "送市财政部门审核后作为拟立项项目，向申报单位反馈评审意见，同时告知其列入部门预算草案。"
            "仅因资金额度所限未列入清单的，作为备选项目，下一轮优先列入。",
            "From the annual projects that passed evaluation the city authority lists, by priority and within the "
            "year's earmarked fund, those to go ahead. After the finance department's review they are proposed "
            "projects; each unit receives its evaluation opinion and is told at the same time to enter the project in "
            "its draft departmental budget. Projects left out only for want of money become reserve projects and come "
            "first in the next round.",
        ),
        "R",
        Text(
            "清单和财政审核清楚（T），反馈和列入预算两处含混（G）。第二款译文写的是专项申报项目，"
            "结合上下文也可指全部通过评审的项目，两种理解作为参数（R）；优先是否顺延、备选期间意见是否过期，"
            "条文未写（R）。",
            "List and review are plain (T), feedback and budget garbled (G). Paragraph 2 of the translation speaks of "
            "special declarations though the sense fits all evaluated projects: two readings, a parameter (R). "
            "Whether the priority renews, and whether the opinion ages in reserve, is not in the text (R).",
        ),
    ),
}

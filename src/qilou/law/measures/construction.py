"""规划和建设 Chapter II, Articles 15 to 21: approval, validity, implementation, acceptance, changes, districts."""

from qilou.law.statute import Summary
from qilou.law.text import Text

ARTICLES = {
    15: Summary(
        Text("立项审批权限", "Who approves"),
        Text(
            "市级项目立项按下列规定审批：（一）含各类房屋建筑及其附属设施、市政工程的，由市发展改革部门审批，"
            "并按国家、省、市工程建设的有关规定实施；（二）其他项目由市电子政务主管部门审批。",
            "Municipal projects are approved as follows: (i) those that include buildings and their auxiliary "
            "facilities or municipal engineering by the city development and reform department, and carried out under "
            "the national, provincial and city rules on engineering construction; (ii) all others by the city "
            "e-government authority.",
        ),
        "R",
        Text(
            "第一项的工程范围和部门名称在译文中含混，意思明确（G）；未经批准不得开工为推定（R），"
            "第四十条设有相应责任。",
            "The works and the department of item (i) are garbled but not in doubt (G). That nothing is built before "
            "approval is implied, and sanctioned by Article 40 (R).",
        ),
    ),
    16: Summary(
        Text("立项审批程序", "How approval is given"),
        Text(
            "发展改革部门审批的项目，以电子政务主管部门的评审意见为重要依据。主管部门审批的项目，"
            "由实施单位凭评审意见和财政部门批准列入预算的文件申请；材料符合要求的应当受理，"
            "自受理之日起七个工作日内批复，并抄送市财政部门。",
            "Where the development and reform department approves, the authority's evaluation opinion is an important "
            "basis of its decision. Where the authority approves, the unit applies on the strength of the opinion and "
            "of the finance department's document that admits the project to the budget; an application that meets "
            "the requirements must be accepted, and is answered within seven working days of its acceptance, with a "
            "copy to the finance department.",
        ),
        "R",
        Text(
            "申请条件清楚（T），批复和抄送两处含混（G）。七个工作日自受理之日还是收到之日起算译文两可，作为参数，"
            "默认受理之日（R）；不予批准应当说明理由、专项申报同样适用为推定（R）。",
            "The conditions are plain (T), reply and copy garbled (G). Whether the seven working days run from "
            "acceptance or from receipt can be read both ways: a parameter, by default acceptance (R). That a refusal "
            "gives reasons, and that special projects follow the same course, is inferred (R).",
        ),
    ),
    17: Summary(
        Text("评审意见的有效期", "How long an opinion lasts"),
        Text(
            "确定为拟立项项目的，评审意见有效期为一年；实施单位在有效期内没有申请立项的，评审意见自动失效。",
            "Once a project has been confirmed as proposed, its evaluation opinion is good for one year. If the unit "
            "does not apply for approval within that year, the opinion lapses by itself.",
        ),
        "R",
        Text(
            "一年有效期清楚（T），自动失效的表述含混（G）；自出具意见之日还是确定为拟立项之日起算两可，作为参数（R）；"
            "失效后退出清单、释放额度为推定（R）。",
            "The year is plain (T), the lapse garbled (G). Whether it starts with the opinion or with the "
            "confirmation can be read both ways: a parameter (R). That a lapsed project leaves the list and frees its "
            "money is inferred (R).",
        ),
    ),
    18: Summary(
        Text("项目实施", "Carrying out a project"),
        Text(
            "实施单位应当按照批准的建设方案实施，执行国家、省、市关于立项、工程建设、财务管理、监督管理的规定，"
            "做好招标投标、政府采购、工程监理、合同管理，并向审批部门报告、公示履约情况。",
            "The unit carries out the project by its approved construction programme and by the national, provincial "
            "and city rules on project approval, engineering construction, financial management and supervision. It "
            "sees to tendering, government procurement, supervision of works and contract management, and makes "
            "performance known to the approving department and the public.",
        ),
        "R",
        Text(
            "各项管理要求清楚或者意思明确（T、G）；履约情况的公示或者通报对象译文含混，按“报告审批部门并公示”理解（R"
            "）。",
            "What is to be managed is plain or not in doubt (T, G). To whom performance is made known is ambiguous; "
            "read as reported to the approver and published (R).",
        ),
    ),
    19: Summary(
        Text("试运行和验收", "Trial run and acceptance"),
        Text(
            "项目建成后应当试运行，试运行后由建设单位组织验收。验收合格的，验收报告作为财政投资评审和拨付后续资金的依"
            "据；未经验收或者验收不合格的，不得投入使用，财政部门不予拨付后续资金。",
            "A finished project runs on trial, after which the unit whose project it is, not the contractor, organises "
            "acceptance. The report of a passed acceptance is the basis of the fiscal investment evaluation and of "
            "paying the follow-up funds. A project not accepted, or that failed, must not go into operation and "
            "receives no follow-up funds.",
        ),
        "R",
        Text(
            "不得投入使用、拨付依据清楚（T），试运行、验收等词译文含混（G）；试运行时长、"
            "验收不合格后的整改和再次验收条文未写（R）。",
            "The ban on operation and the basis of payment are plain (T); trial run and acceptance are garbled words "
            "(G). How long the trial lasts, and repair and a second attempt after failure, are not in the text (R).",
        ),
    ),
    20: Summary(
        Text("重大调整", "Major adjustment"),
        Text(
            "实施过程中需要对批准的建设方案作重大调整，或者投资预算超过批准总投资百分之十的，"
            "应当报原审批部门重新审核，按新的批复实施。",
            "If, while it is being carried out, a project needs a major adjustment of its approved programme, or its "
            "investment would exceed the approved total by more than ten per cent, it goes back to the approving "
            "department for re-examination and continues only by the new approval.",
        ),
        "R",
        Text(
            "重新审核清楚（T），重大调整的表述含混（G）。百分之十是否含本数、调减是否适用、何为“重大”、"
            "未超限变更如何处理，条文未写，作为参数（R）。",
            "Re-examination is plain (T), the major adjustment garbled (G). Whether exactly ten per cent is within, "
            "whether decreases count, what is “major”, and how smaller changes are handled is left open: parameters "
            "(R).",
        ),
    ),
    21: Summary(
        Text("区（县）项目", "District projects"),
        Text(
            "区（县）电子政务项目的评审、立项和建设，参照本章关于市级项目的规定执行。",
            "District (county) projects are evaluated, approved and built by reference to what this chapter provides "
            "for municipal ones.",
        ),
        "R",
        Text(
            "条文清楚（T）；“参照”允许的地方差异（如日期、资金）只以区（县）文件确定的参数体现（R）。",
            "The text is plain (T). Local differences that “by reference” allows, such as dates or funds, exist only "
            "as parameters set by a district document (R).",
        ),
    ),
}

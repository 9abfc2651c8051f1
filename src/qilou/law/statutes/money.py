"""资金、采购和投资 Budget, procurement, government investment, and what is owed to small suppliers."""

from datetime import date

from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

from .procedure import NPC_STANDING_COMMITTEE

STATE_COUNCIL = Text("国务院", "State Council")

BUDGET = Statute(
    code="budget",
    title=Text("中华人民共和国预算法", "Budget Law of the People's Republic of China"),
    short=Text("预算法", "Budget Law"),
    issuer=Text("全国人民代表大会", "National People's Congress"),
    number=Text(
        "主席令第十二号（2014年修正，2018年再次修正）", "Presidential Order No. 12 (as amended in 2014 and 2018)"
    ),
    adopted=date(1994, 3, 22),
    effective=date(2015, 1, 1),
    articles={
        13: Summary(
            Text("支出以预算为依据", "Spending follows the budget"),
            Text(
                "经批准的预算非经法定程序不得调整；支出必须以批准的预算为依据，未列入预算的不得支出。",
                "An approved budget is changed only by the procedure that the law sets. Spending must rest on the "
                "approved budget; what is not in it is not spent.",
            ),
            "O",
        ),
        32: Summary(
            Text("预算编制", "Drawing up the budget"),
            Text(
                "各级预算根据年度目标和收支情况，参考绩效评价结果编制；各部门、各单位按照政府收支分类科目、"
                "支出标准和绩效目标管理的规定编制预算草案。",
                "Budgets are drawn up from the year's goals and means, with regard to earlier performance. "
                "Departments and units prepare their drafts by the official classification, the spending standards "
                "and the rules on performance targets.",
            ),
            "O",
        ),
        42: Summary(
            Text("结转和结余", "Carry-overs and surpluses"),
            Text(
                "上一年的结转资金用于结转项目；连续两年未用完的作为结余资金管理，部门、单位的结余依国务院财政部门的规定办理。",
                "What is carried over is spent on the same project; what is left after two years is surplus, and "
                "departments deal with surpluses as the State Council's finance department sets out.",
            ),
            "R",
            Text(
                "R：条号依公开文本记述，未与原文逐字核对。",
                "R: the article's number follows published texts and was not compared with the original.",
            ),
        ),
        52: Summary(
            Text("预算批复", "Approval of departments' budgets"),
            Text(
                "人民代表大会批准后二十日内，财政部门向本级各部门批复预算；各部门收到批复后十五日内向所属单位批复。",
                "Within twenty days of the people's congress's approval the finance department approves each "
                "department's budget, and each department those of its units within fifteen days of receiving it.",
            ),
            "O",
        ),
        57: Summary(
            Text("预算支出的拨付和绩效评价", "Payment and performance"),
            Text(
                "财政部门依法及时足额拨付资金，加强管理监督；支出按照预算执行，不得虚假列支；对支出情况开展绩效评价。",
                "The finance department pays in time and in full and supervises; spending keeps to the budget and is "
                "not booked falsely; what spending achieved is evaluated.",
            ),
            "O",
        ),
    },
)

PROCUREMENT = Statute(
    code="procurement",
    title=Text("中华人民共和国政府采购法", "Government Procurement Law of the People's Republic of China"),
    short=Text("政府采购法", "Government Procurement Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第六十八号（2014年修正）", "Presidential Order No. 68 (as amended in 2014)"),
    adopted=date(2002, 6, 29),
    published=date(2002, 6, 29),
    effective=date(2003, 1, 1),
    articles={
        6: Summary(
            Text("采购按预算执行", "Procurement follows the budget"),
            Text(
                "政府采购应当严格按照批准的预算执行。", "Government procurement keeps strictly to the approved budget."
            ),
            "O",
        ),
        35: Summary(
            Text("投标期限", "Time to bid"),
            Text(
                "货物、服务采用招标方式的，招标文件开始发出之日至投标截止之日至少二十日。",
                "In a tender for goods or services at least twenty days lie between the issue of its documents and the "
                "day on which bids are due.",
            ),
            "O",
        ),
        36: Summary(
            Text("废标", "Void tenders"),
            Text(
                "符合条件的供应商或者作实质响应的供应商不足三家等情形，应当废标，并告知理由。",
                "A tender is void, with reasons given, where fewer than three suppliers qualify or respond in "
                "substance, and in other listed cases.",
            ),
            "O",
        ),
        41: Summary(
            Text("履约验收", "Acceptance of performance"),
            Text(
                "采购人组织对供应商履约的验收；大型或者复杂的，邀请国家认可的质量检测机构参加；"
                "验收成员签字并承担责任。",
                "The purchaser has the supplier's performance accepted, with a recognised testing body for large or "
                "complex projects; the members sign and answer for it.",
            ),
            "O",
        ),
        42: Summary(
            Text("采购文件的保存", "Keeping the papers"),
            Text(
                "采购文件应当妥善保存，自采购结束之日起至少十五年，不得伪造、变造、隐匿或者销毁。",
                "Procurement papers are kept for at least fifteen years from the end of the procurement, and never "
                "forged, altered, hidden or destroyed.",
            ),
            "O",
        ),
        46: Summary(
            Text("签订合同", "Signing the contract"),
            Text(
                "自中标、成交通知书发出之日起三十日内，按照采购文件确定的事项签订合同。",
                "Within thirty days of the notice of award the contract is signed on the terms of the procurement "
                "documents.",
            ),
            "O",
        ),
        47: Summary(
            Text("合同备案", "Filing the contract"),
            Text(
                "合同签订之日起七个工作日内，采购人将副本报监督管理部门和有关部门备案。",
                "Within seven working days of signing, the purchaser files a copy with the supervising and other "
                "departments concerned.",
            ),
            "O",
        ),
        49: Summary(
            Text("补充合同", "Supplements"),
            Text(
                "履约中需追加相同标的的，在不改变其他条款的前提下可以签订补充合同，全部补充合同的金额不超过原合同的百"
                "分之十。",
                "More of the same may be added by supplement with all other terms unchanged, all supplements together "
                "at most ten per cent of the original contract.",
            ),
            "O",
        ),
    },
)

PROCUREMENT_REGULATION = Statute(
    code="procurement_regulation",
    title=Text(
        "中华人民共和国政府采购法实施条例",
        "Regulation on the Implementation of the Government Procurement Law of the People's Republic of China",
    ),
    short=Text("政府采购法实施条例", "Government Procurement Regulation"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第658号", "State Council Order No. 658"),
    published=date(2015, 1, 30),
    effective=date(2015, 3, 1),
    articles={
        18: Summary(
            Text("关联供应商的限制", "Suppliers with a stake"),
            Text(
                "负责人相同或者有直接控股、管理关系的供应商不得参加同一合同项下的采购；为项目提供整体设计、规范编制、"
                "项目管理、监理、检测等服务的，不得再参加该项目的其他采购，单一来源采购除外。",
                "Suppliers with the same head, or tied by holding or management, may not compete for one contract. "
                "Whoever designed a project, wrote its specification, manages, supervises or tests it takes no part "
                "in its other procurement, single-source procurement aside.",
            ),
            "O",
        ),
        28: Summary(
            Text("化整为零", "Splitting"),
            Text(
                "一个财政年度内将一个预算项目下同一品目或者类别以公开招标以外的方式多次采购、"
                "累计超过公开招标数额标准的，属于规避公开招标，预算调整或者经批准的除外。",
                "Buying one item or category of one budget project several times in a fiscal year without open "
                "tender, together above the open-tender threshold, evades open tender, unless the budget was changed "
                "or the method approved.",
            ),
            "O",
        ),
        29: Summary(
            Text("采购实施计划", "The procurement plan"),
            Text(
                "采购人根据集中采购目录、采购限额标准和已批复的部门预算编制采购实施计划，报财政部门备案。",
                "From the central catalogue, the thresholds and its approved budget the purchaser draws up a "
                "procurement plan and files it with the finance department.",
            ),
            "O",
        ),
        43: Summary(
            Text("确定和公告中标", "Award and its publication"),
            Text(
                "评审结束后两个工作日内送交评审报告，采购人五个工作日内确定中标、成交供应商；"
                "确定后两个工作日内发出通知书并公告结果。",
                "The evaluation report is delivered within two working days, the purchaser chooses within five, and "
                "within two of the choice the award is notified and published.",
            ),
            "O",
        ),
        45: Summary(
            Text("验收书", "The acceptance statement"),
            Text(
                "按照合同的技术、服务、安全标准组织验收并出具验收书，载明每项标准的履约情况；"
                "面向公众的公共服务项目应邀请服务对象参与，结果向社会公告。",
                "Performance is accepted against each technical, service and security standard of the contract, and a "
                "statement says how each was met. For services to the public, recipients take part and the result is "
                "published.",
            ),
            "O",
        ),
        50: Summary(
            Text("合同公告", "Publishing the contract"),
            Text(
                "合同签订之日起两个工作日内在指定媒体公告，涉及国家秘密、商业秘密的内容除外。",
                "Within two working days of signing, the contract is published in the named media, State and "
                "commercial secrets excepted.",
            ),
            "O",
        ),
    },
)

INVESTMENT_REGULATION = Statute(
    code="investment_regulation",
    title=Text("政府投资条例", "Regulation on Government Investment"),
    short=Text("政府投资条例", "Government Investment Regulation"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第712号", "State Council Order No. 712"),
    published=date(2019, 4, 14),
    effective=date(2019, 7, 1),
    articles={
        10: Summary(
            Text("项目代码", "The project code"),
            Text(
                "除涉密项目外，通过投资项目在线审批监管平台、使用平台生成的项目代码办理审批手续。",
                "Except for secret projects, approvals are handled on the online investment platform under the "
                "project code that it issues.",
            ),
            "O",
        ),
        23: Summary(
            Text("投资概算", "The approved estimate"),
            Text(
                "建设投资原则上不得超过核定的概算；确需增加的，提出调整方案和资金来源，报原审批或者核定部门核定，"
                "涉及预算的依预算法律办理。",
                "Investment does not as a rule exceed the approved estimate. If it must, an adjustment with its "
                "source of money goes to the department that approved it; the budget law applies to budget changes.",
            ),
            "O",
        ),
    },
)

SME_PAYMENT = Statute(
    code="sme_payment",
    title=Text("保障中小企业款项支付条例", "Regulation on Guaranteeing Payments to Small and Medium-sized Enterprises"),
    short=Text("保障中小企业款项支付条例", "SME Payment Regulation"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第802号（2025年修订）", "State Council Order No. 802 (as revised in 2025)"),
    published=date(2025, 3, 17),
    effective=date(2025, 6, 1),
    articles={
        9: Summary(
            Text("付款期限", "Time to pay"),
            Text(
                "机关、事业单位从中小企业采购的，自交付之日起三十日内付款；合同另有约定的从其约定，最长不超过六十日。",
                "Public bodies pay small and medium suppliers within thirty days of delivery; a contract may say "
                "otherwise, but never more than sixty.",
            ),
            "O",
        ),
        10: Summary(
            Text("以验收为付款条件", "Acceptance as a condition of payment"),
            Text(
                "以检验或者验收合格为付款条件的，付款期限自合格之日起算，合同应明确合理的验收期限；拖延验收的，"
                "自约定的验收期限届满之日起算。",
                "Where payment depends on a passed inspection or acceptance, the time runs from it, and the contract "
                "sets a reasonable time for it; where acceptance is delayed, it runs from the end of that time.",
            ),
            "O",
        ),
    },
)

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
                "人民代表大会批准的预算，只能依法定程序改动；各级政府、部门、单位的支出以其为据，没有列入的不予支出。",
                "A budget that the people's congress has approved is changed only by the procedure that the law sets. "
                "Governments, departments and units spend by it; what is not in it is not spent.",
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
                "各级政府结转到下一年的资金仍用于原项目，两年都未用完的转为结余资金。部门、单位的结转和结余，"
                "依国务院财政部门的规定处理。",
                "What a government carries over into the next year is spent on the same project; what two years in a "
                "row have not used up is surplus. Departments and units deal with their carry-overs and surpluses as "
                "the State Council's finance department sets out.",
            ),
            "O",
        ),
        52: Summary(
            Text("预算批复", "Approval of departments' budgets"),
            Text(
                "预算经人民代表大会批准，财政部门在二十日内批复本级各部门；部门接到后，在十五日内批复所属单位（均为自然日）。",
                "Within twenty days of the people's congress's approval the finance department approves each "
                "department's budget, and each department those of its units within fifteen days of receiving it "
                "(calendar days).",
            ),
            "O",
        ),
        57: Summary(
            Text("预算支出的拨付和绩效评价", "Payment and performance"),
            Text(
                "财政部门依法按时、足额拨款并加强监管；支出照预算进行，禁止虚列；支出的效果须作绩效评价。",
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
                "采购以批准的预算为限，严格照其进行。", "Government procurement keeps strictly to the approved budget."
            ),
            "O",
        ),
        8: Summary(
            Text("采购限额标准", "The procurement threshold"),
            Text(
                "采购限额标准，中央预算的由国务院公布，地方预算的由省级政府或者其授权的机构公布。",
                "The threshold is published by the State Council for the central budget, and for local ones by the "
                "province or the body that it authorises.",
            ),
            "O",
            Text(
                "达到限额的属于政府采购；列入集中采购目录的，不论金额都属于（第二条）。",
                "What reaches the threshold is government procurement, and so, whatever its amount, is what the "
                "central catalogue lists (Article 2).",
            ),
        ),
        27: Summary(
            Text("公开招标数额标准", "The open-tender threshold"),
            Text(
                "货物、服务从多大金额起须公开招标：中央预算的由国务院规定，地方预算的由省级政府规定；"
                "因特殊情况改用其他方式的，事先经设区的市以上采购监管部门批准。",
                "From what amount on goods and services need an open tender is set by the State Council for the "
                "central budget and by the province for local ones. Another method for special reasons is approved "
                "beforehand by the supervising department of a city with districts or above.",
            ),
            "O",
        ),
        35: Summary(
            Text("投标期限", "Time to bid"),
            Text(
                "货物、服务招标的，从招标文件开始发出到投标截止，至少二十日（自然日）。",
                "In a tender for goods or services at least twenty calendar days lie between the issue of its "
                "documents and the day on which bids are due.",
            ),
            "O",
        ),
        36: Summary(
            Text("废标", "Void tenders"),
            Text(
                "合格或者作出实质响应的供应商不足三家，有违法违规行为影响公正，报价都超过预算而采购人无力支付，"
                "或者任务因重大变故取消的，废标，并将理由通知所有投标人。",
                "A tender is void where fewer than three suppliers qualify or respond in substance, where unlawful "
                "conduct harms its fairness, where every bid exceeds what the budget can pay, or where the task is "
                "cancelled for a grave change; all bidders are told why.",
            ),
            "O",
        ),
        41: Summary(
            Text("履约验收", "Acceptance of performance"),
            Text(
                "供应商履约，由采购人或者受托的代理机构组织验收；项目大型或者复杂的，由国家认可的质量检测机构一同参加；"
                "验收成员在验收书上签字，并依法负责。",
                "The purchaser, or the agent it commissions, has the supplier's performance accepted, with a "
                "recognised testing body for large or complex projects; the members sign and answer for it.",
            ),
            "O",
        ),
        42: Summary(
            Text("采购文件的保存", "Keeping the papers"),
            Text(
                "每项采购的文件由采购人和代理机构保存，从采购结束算起不少于十五年；禁止伪造、变造、隐匿、销毁。",
                "Purchaser and agent keep the papers of every procurement for at least fifteen years from its end; "
                "they are never forged, altered, hidden or destroyed.",
            ),
            "O",
        ),
        46: Summary(
            Text("签订合同", "Signing the contract"),
            Text(
                "中标、成交通知书发出后三十日（自然日）内签订合同，内容以采购文件为准；通知书约束双方，"
                "改变或者放弃结果的承担法律责任。",
                "Within thirty days (calendar days) of the notice of award the contract is signed on the terms of the "
                "procurement documents. The notice binds both sides; whoever goes back on it is liable.",
            ),
            "O",
        ),
        47: Summary(
            Text("合同备案", "Filing the contract"),
            Text(
                "合同签订后七个工作日内，由采购人将副本送同级采购监管部门和有关部门备案。",
                "Within seven working days of signing, the purchaser files a copy with the supervising department of "
                "its level and with the others concerned.",
            ),
            "O",
        ),
        49: Summary(
            Text("补充合同", "Supplements"),
            Text(
                "履行期间需要更多同样的货物、工程或者服务，其他条款不变，可以协商订立补充合同；各次补充合计，"
                "以原合同金额的百分之十为限。",
                "While a contract is performed, more of the same may be added by an agreed supplement with all other "
                "terms unchanged, all supplements together at most ten per cent of the original contract.",
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
                "由同一人负责，或者一方直接控股、管理另一方的供应商，不能竞争同一份合同。承担项目整体设计、规范编制、管理、"
                "监理、检测等服务的，不能参加该项目的其他采购，单一来源采购不在此限。",
                "Suppliers with the same head, or tied by direct holding or management, may not compete for one "
                "contract. Whoever designed a project, wrote its specification, manages, supervises or tests it takes "
                "no part in its other procurement, single-source procurement aside.",
            ),
            "O",
        ),
        28: Summary(
            Text("化整为零", "Splitting"),
            Text(
                "同一财政年度、同一预算项目，同类货物或者服务分多次购买而不公开招标，合计超过公开招标数额标准的，"
                "即为化整为零、规避公开招标；预算有调整，或者采购方式经过批准的除外。",
                "Buying goods or services of one item or category of one budget project several times in a fiscal "
                "year without open tender, together above the open-tender threshold, evades open tender, unless the "
                "budget was changed or the method approved.",
            ),
            "O",
        ),
        29: Summary(
            Text("采购实施计划", "The procurement plan"),
            Text(
                "采购实施计划由采购人编制，以集中采购目录、限额标准和批复的部门预算为依据，并送本级财政部门备案。",
                "From the central catalogue, the thresholds and its approved budget the purchaser draws up a "
                "procurement plan and files it with the finance department.",
            ),
            "O",
        ),
        43: Summary(
            Text("确定和公告中标", "Award and its publication"),
            Text(
                "评审结束，代理机构在两个工作日内送达报告；采购人收到后五个工作日内，从推荐的候选人中依次确定供应商；"
                "再在两个工作日内发出通知书并公告结果。",
                "The agent delivers the evaluation report within two working days of its end. Within five working days "
                "of receiving it the purchaser chooses among the candidates in their order; within two working days "
                "of the choice the award is notified and published.",
            ),
            "O",
        ),
        45: Summary(
            Text("验收书", "The acceptance statement"),
            Text(
                "验收对照合同的技术、服务、安全标准，逐项写明履行情况，形成验收书；"
                "为公众提供公共服务的，应当邀请服务对象参加并提出意见，结果对外公告。",
                "Performance is accepted against each technical, service and security standard of the contract, and a "
                "statement says how each was met. For services to the public, recipients are invited to take part "
                "and give their opinion, and the result is published.",
            ),
            "O",
        ),
        50: Summary(
            Text("合同公告", "Publishing the contract"),
            Text(
                "合同签订后两个工作日内，由采购人公告于省级以上财政部门指定的媒体；国家秘密、商业秘密部分不公告。",
                "Within two working days of signing, the purchaser publishes the contract in the media named by the "
                "finance department of the province or above, State and commercial secrets excepted.",
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
                "审批手续经投资项目在线审批监管平台办理，以平台赋予的项目代码为准；涉密项目除外。",
                "Except for secret projects, approvals are handled on the online investment platform under the "
                "project code that it issues.",
            ),
            "O",
        ),
        23: Summary(
            Text("投资概算", "The approved estimate"),
            Text(
                "投资一般以核定的概算为上限。因政策、价格、地质等变化确须增加的，项目单位提出调整方案并说明资金来源，"
                "由原先审批初步设计或者核定概算的部门核定；牵涉预算的，适用预算法律法规。",
                "Investment does not as a rule exceed the approved estimate. If changed policy, prices, ground or the "
                "like force it to, an adjustment with its source of money goes to the department that approved the "
                "design or the estimate; the budget law applies to budget changes.",
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
                "机关、事业单位向中小企业采购，交付后三十日内付款；合同可以另行约定，但不能长于六十日（均为自然日）；"
                "法律、行政法规或者国家有关规定另定期限的除外。合同约定按进度或者定期结算的，从双方确认结算金额之日起算。",
                "Public bodies pay small and medium suppliers within thirty days of delivery; a contract may say "
                "otherwise, but not more than sixty (calendar days), unless a law, an administrative regulation or "
                "State provisions set another time. Where the contract settles by progress or at intervals, the time "
                "runs from the day on which both sides confirm the amount.",
            ),
            "O",
        ),
        10: Summary(
            Text("以验收为付款条件", "Acceptance as a condition of payment"),
            Text(
                "约定检验、验收合格后付款的，从合格之日起算，合同须定明合理的验收期限并在期限内完成；"
                "付款方拖延的，从约定的期限届满之日起算。",
                "Where payment depends on a passed inspection or acceptance, the time runs from it, and the contract "
                "sets a reasonable time for it; where the payer delays it, it runs from the end of that time.",
            ),
            "O",
        ),
    },
)

"""审计和档案 Audit, and the keeping of records: by whom a case may be called for, and how long its file is kept."""

from datetime import date

from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

from .money import STATE_COUNCIL
from .procedure import NPC_STANDING_COMMITTEE

STATE_ARCHIVES = Text("国家档案局", "National Archives Administration")

AUDIT_LAW = Statute(
    code="audit_law",
    title=Text("中华人民共和国审计法", "Audit Law of the People's Republic of China"),
    short=Text("审计法", "Audit Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第一百号（2021年第二次修正）", "Presidential Order No. 100 (second amendment, 2021)"),
    adopted=date(1994, 8, 31),
    effective=date(2022, 1, 1),
    articles={
        15: Summary(
            Text("回避", "Recusal"),
            Text(
                "审计人员同被审计单位或者审计事项存在利害关系的，不得办理该事项，应当回避。",
                "Auditors who have an interest in the body audited or in the matter take no part in it.",
            ),
            "O",
            Text(
                "条文针对审计人员；由此推定审计机关不自己了结涉及本机关的疑点。",
                "Written for auditors; by inference an audit office does not settle points about itself.",
            ),
        ),
        31: Summary(
            Text("审计管辖", "Whose audit it is"),
            Text(
                "管辖按财政、财务隶属关系或者国有资源、国有资产监管关系确定，有争议的由共同的上级审计机关确定；"
                "下级审计机关管辖范围内的重大事项，上级审计机关可以直接审计。",
                "Which office audits follows from whose budget or assets they are; the audit office above both settles "
                "a dispute, and may itself audit weighty matters that belong to one below.",
            ),
            "O",
        ),
        34: Summary(
            Text("要求提供资料", "Papers called for"),
            Text(
                "财务、会计资料，以及与财政、财务收支有关的业务和管理资料，审计机关可以要求提供，包括电子数据和文档。"
                "被审计单位应当如实、按时提供，不能拒绝；资料是否及时、真实、完整，由单位负责人负责；"
                "审计机关核实数据时，单位应当配合。",
                "Audit offices may call for papers on finance, accounting and the business and management that goes "
                "with public money, electronic data included. The body audited may not refuse, delay or misreport; "
                "its head answers for timeliness, truth and completeness, and it helps where data are verified.",
            ),
            "O",
        ),
        36: Summary(
            Text("检查", "Inspection"),
            Text(
                "审计时可以检查上述资料和资产，并检查被审计单位的信息系统是否安全、可靠、经济；被审计单位不能拒绝。",
                "When auditing, audit offices may inspect those papers and the assets, and whether the information "
                "systems of the body audited are secure, reliable and economical; the body may not refuse.",
            ),
            "O",
        ),
    },
)

ARCHIVES_LAW = Statute(
    code="archives_law",
    title=Text("中华人民共和国档案法", "Archives Law of the People's Republic of China"),
    short=Text("档案法", "Archives Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第四十七号（2020年修订）", "Presidential Order No. 47 (as revised in 2020)"),
    adopted=date(1987, 9, 5),
    effective=date(2021, 1, 1),
    articles={
        14: Summary(
            Text("归档", "Filing"),
            Text(
                "应归档的材料依国家规定定期交本单位档案机构或者档案人员统一管理；个人不能拒交，也不能占为己有。"
                "国家规定不归档的，不能擅自归档。",
                "What is to be filed goes regularly, as the State sets out, to the body's own records office or "
                "officer and is kept together; nobody may refuse to file it or keep it for themselves. What the State "
                "excludes is not filed.",
            ),
            "O",
        ),
        15: Summary(
            Text("移交档案馆", "Transfer to the archives"),
            Text(
                "各单位按国家规定的时间把档案移交档案馆，档案馆应当接收。经档案馆同意可以提前交存，移交期满前，"
                "其中的政府信息公开仍由原单位办理。",
                "Bodies hand their records over to the archives at the times set by the State, and the archives take "
                "them. With the archives' consent they may come earlier; until the time is up, open-government "
                "matters about them stay with the body.",
            ),
            "O",
        ),
        37: Summary(
            Text("电子档案", "Electronic records"),
            Text(
                "电子档案须有可靠的来源、规范的程序和合规的要素；效力与传统载体的档案相同，可以直接用作凭证。",
                "Electronic records come from a reliable source by a regular procedure with all that belongs to them. "
                "They have the same force as those on paper and may serve as evidence in electronic form.",
            ),
            "O",
        ),
    },
)

ARCHIVES_REGULATION = Statute(
    code="archives_regulation",
    title=Text(
        "中华人民共和国档案法实施条例",
        "Regulation on the Implementation of the Archives Law of the People's Republic of China",
    ),
    short=Text("档案法实施条例", "Archives Regulation"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第772号", "State Council Order No. 772"),
    published=date(2024, 1, 12),
    effective=date(2024, 3, 1),
    articles={
        20: Summary(
            Text("移交的时间", "When records are transferred"),
            Text(
                "归中央、省、设区的市档案馆接收的，形成满二十年移交；归县级档案馆接收的，满十年移交。"
                "专业性强或者需要保密的，经同级档案主管部门检查同意可以延期；已撤销单位的可以提前移交；"
                "保管条件不合格、可能受损的，协商后可以提前交存。",
                "Records for archives of the State, a province or a city with districts are transferred twenty years "
                "after they were made, those for a county-level archives after ten. Specialised or confidential ones "
                "may stay longer with the consent of the archives department of that level; those of a dissolved body "
                "may go earlier, and those not safely kept may be deposited earlier by agreement.",
            ),
            "O",
        ),
    },
)

RETENTION = Statute(
    code="retention_order",
    title=Text(
        "机关文件材料归档范围和文书档案保管期限规定",
        "Order on What Public Bodies File and How Long Their Records Are Kept",
    ),
    short=Text("保管期限规定", "Retention Order"),
    issuer=STATE_ARCHIVES,
    number=Text("国家档案局令第8号", "Order No. 8 of the National Archives Administration"),
    published=date(2006, 12, 18),
    effective=date(2006, 12, 18),
    articles={
        3: Summary(
            Text("归档范围", "What is filed"),
            Text(
                "归档的有：反映机关主要职能活动和面貌、值得利用的；能够证明国家、集体或者公民权益的；需要贯彻的上级、"
                "同级文件和下级报送的重要文件；其他有查考价值的。",
                "Filed are papers of use that show what a body mainly does; those that prove rights of the State, of "
                "collectives or citizens; those of other bodies that it has to carry out, and important ones sent up "
                "to it; and whatever else is worth consulting.",
            ),
            "O",
        ),
        6: Summary(
            Text("保管期限", "How long"),
            Text(
                "文书档案或者永久保管，或者定期保管；定期的通常为三十年或者十年。",
                "Records are kept for ever or for a term; terms are as a rule thirty or ten years.",
            ),
            "O",
        ),
    },
)

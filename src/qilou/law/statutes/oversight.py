"""审计和档案 Audit, and the keeping of records: by whom a case may be called for, and how long its file is kept."""

from datetime import date

from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

from .money import STATE_COUNCIL
from .procedure import NPC_STANDING_COMMITTEE

UNCHECKED = Text(
    "R：条号依公开文本记述，未与原文逐字核对。",
    "R: the article's number follows published texts and was not compared with the original.",
)
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
        34: Summary(
            Text("要求提供资料", "Papers called for"),
            Text(
                "审计机关有权要求被审计单位提供财务、会计以及与财政收支有关的业务、管理资料，包括电子数据；"
                "被审计单位不得拒绝、拖延、谎报，负责人对资料的真实、完整负责。",
                "Audit offices may call for papers on finance, accounting and the business and management that goes "
                "with public money, electronic data included. The body audited may not refuse, delay or misreport, "
                "and its head answers for truth and completeness.",
            ),
            "R",
            UNCHECKED,
        ),
        36: Summary(
            Text("检查", "Inspection"),
            Text(
                "审计机关有权检查被审计单位的资料、资产和信息系统，被审计单位不得拒绝。",
                "Audit offices may inspect the papers, assets and information systems of the body audited, which may "
                "not refuse.",
            ),
            "R",
            UNCHECKED,
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
                "应当归档的材料定期移交本单位档案机构或者档案工作人员集中管理，任何个人不得拒绝归档或者据为己有。",
                "What is to be filed goes regularly to the body's own records office and is kept together; nobody may "
                "refuse to file it or keep it for themselves.",
            ),
            "R",
            UNCHECKED,
        ),
        15: Summary(
            Text("移交档案馆", "Transfer to the archives"),
            Text(
                "机关、团体、企业事业单位按照国家规定定期向档案馆移交档案，档案馆不得拒绝接收。",
                "Bodies hand their records over to the archives at the times set by the State, and the archives may "
                "not refuse them.",
            ),
            "R",
            UNCHECKED,
        ),
        37: Summary(
            Text("电子档案", "Electronic records"),
            Text(
                "电子档案应当来源可靠、程序规范、要素合规，与传统载体档案具有同等效力。",
                "Electronic records come from a reliable source by a regular procedure with all that belongs to them, "
                "and have the same force as those on paper.",
            ),
            "R",
            UNCHECKED,
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
                "属于中央、省级、设区的市级档案馆接收范围的，自形成之日起满二十年移交；属于县级的满十年移交；"
                "经同意可以提前或者延期。",
                "Records for archives of the State, a province or a city are transferred twenty years after they were "
                "made, those for a county's after ten; earlier or later with consent.",
            ),
            "R",
            UNCHECKED,
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
                "反映机关主要职能活动、具有利用价值或者凭证价值的文件材料归档。",
                "Papers that show what a body mainly does, and that are of use or prove rights and duties, are filed.",
            ),
            "R",
            UNCHECKED,
        ),
        6: Summary(
            Text("保管期限", "How long"),
            Text(
                "文书档案的保管期限定为永久、定期两种，定期一般分为三十年、十年。",
                "Records are kept for ever or for a term; terms are as a rule thirty or ten years.",
            ),
            "R",
            UNCHECKED,
        ),
    },
)

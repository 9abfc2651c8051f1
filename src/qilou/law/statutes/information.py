"""信息和公文 Secrets, open government, personal data, official documents, online services."""

from datetime import date

from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

from .money import STATE_COUNCIL
from .procedure import NPC_STANDING_COMMITTEE

SECRETS = Statute(
    code="secrets",
    title=Text("中华人民共和国保守国家秘密法", "Law on Guarding State Secrets of the People's Republic of China"),
    short=Text("保守国家秘密法", "State Secrets Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第二十号（2024年修订）", "Presidential Order No. 20 (as revised in 2024)"),
    adopted=date(1988, 9, 5),
    effective=date(2024, 5, 1),
    articles={
        2: Summary(
            Text("国家秘密的含义", "What a State secret is"),
            Text(
                "国家秘密关系国家安全和利益，依照法定程序确定，在一定时间内只限一定范围的人员知悉。",
                "A State secret bears on the security and interests of the State, is determined by the procedure of "
                "the law, and may for a time be known only within a set circle.",
            ),
            "O",
        ),
    },
)

OPEN_GOVERNMENT = Statute(
    code="open_government",
    title=Text(
        "中华人民共和国政府信息公开条例", "Regulation of the People's Republic of China on Open Government Information"
    ),
    short=Text("政府信息公开条例", "Open Government Information Regulation"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第711号（2019年修订）", "State Council Order No. 711 (as revised in 2019)"),
    published=date(2019, 4, 3),
    effective=date(2019, 5, 15),
    articles={
        16: Summary(
            Text("内部信息和过程性信息", "Internal and process information"),
            Text(
                "人事、后勤、内部流程等内部事务信息，以及讨论记录、过程稿、磋商信函、请示报告等过程性信息和执法案卷信"
                "息，可以不予公开，法律、法规、规章规定应当公开的从其规定。",
                "Internal affairs such as personnel, logistics and work flows, process papers such as minutes, "
                "drafts, letters of consultation and reports for instruction, and enforcement files may be withheld, "
                "unless a law, regulation or rule makes them public.",
            ),
            "O",
        ),
        17: Summary(
            Text("公开审查", "Review before publication"),
            Text(
                "建立政府信息公开审查机制，明确程序和责任；公开前依照保密等规定审查，不能确定的报主管部门或者保密部门"
                "确定。",
                "Publication is reviewed by a set procedure with named responsibility: before publishing, information "
                "is examined under the secrecy and other rules, and what cannot be settled goes to the competent or "
                "the secrecy department.",
            ),
            "O",
        ),
        26: Summary(
            Text("主动公开的期限", "Time to publish"),
            Text(
                "属于主动公开范围的信息，自形成或者变更之日起二十个工作日内公开，法律、法规另有规定的从其规定。",
                "What is to be published is published within twenty working days of its making or change, unless a "
                "law or regulation says otherwise.",
            ),
            "O",
        ),
    },
)

PERSONAL_INFORMATION = Statute(
    code="personal_information",
    title=Text("中华人民共和国个人信息保护法", "Personal Information Protection Law of the People's Republic of China"),
    short=Text("个人信息保护法", "Personal Information Protection Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第九十一号", "Presidential Order No. 91"),
    adopted=date(2021, 8, 20),
    published=date(2021, 8, 20),
    effective=date(2021, 11, 1),
    articles={
        35: Summary(
            Text("国家机关的告知义务", "Notice by State organs"),
            Text(
                "国家机关为履行法定职责处理个人信息的，应当告知个人；依法应当保密、不需告知，"
                "或者告知将妨碍履职的除外。",
                "A State organ that handles personal data for its statutory duties tells the person, unless the law "
                "keeps it confidential or needs no notice, or notice would hinder the duty.",
            ),
            "O",
        ),
    },
)

OFFICIAL_DOCUMENTS = Statute(
    code="official_documents",
    title=Text(
        "党政机关公文处理工作条例", "Regulation on the Handling of Official Documents by Party and Government Organs"
    ),
    short=Text("公文处理条例", "Official Documents Regulation"),
    issuer=Text(
        "中共中央办公厅、国务院办公厅", "General Offices of the CPC Central Committee and of the State Council"
    ),
    number=Text("中办发〔2012〕14号", "Document 2012-14 of the General Office of the CPC Central Committee"),
    published=date(2012, 4, 16),
    effective=date(2012, 7, 1),
    articles={
        8: Summary(
            Text("公文种类", "Kinds of documents"),
            Text(
                "公文种类有决议、决定、命令、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、"
                "纪要十五种。",
                "There are fifteen kinds, among them decision, announcement, opinion, notice, circular, report, "
                "request for instruction, reply, letter and minutes.",
            ),
            "O",
        ),
        9: Summary(
            Text("公文要素", "Parts of a document"),
            Text(
                "公文由密级、紧急程度、发文机关标志、发文字号、签发人、标题、主送机关、正文、附件说明、署名、"
                "成文日期、印章、抄送机关等组成。",
                "A document consists of secrecy and urgency marks, the organ's name, number, signer, title, "
                "addressee, text, list of annexes, signature, date, seal, copies and the like.",
            ),
            "O",
        ),
        20: Summary(
            Text("签发前审核", "Check before signature"),
            Text(
                "文稿签发前由发文机关办公厅（室）审核：行文是否必要，内容是否合法，程序、格式、文字是否合规。",
                "Before signature the organ's general office checks whether the document is needed, lawful in "
                "content, and right in procedure, form and words.",
            ),
            "O",
        ),
        22: Summary(
            Text("签发", "Signature"),
            Text(
                "公文应当经本机关负责人审批签发；重要公文和上行文由主要负责人签发；签发人写明意见、姓名和日期；"
                "联合发文由各机关负责人会签。",
                "A document is approved and signed by a head of the organ, important and upward ones by the chief, "
                "with opinion, name and date; joint documents are countersigned by the heads of all organs.",
            ),
            "O",
        ),
        24: Summary(
            Text("收文办理", "Receiving"),
            Text(
                "收文办理的主要程序是签收、登记、初审、承办、传阅、催办、答复。",
                "Received documents are signed for, registered, first checked, handled, circulated, urged and "
                "answered.",
            ),
            "O",
        ),
        25: Summary(
            Text("发文办理", "Sending"),
            Text(
                "发文办理的主要程序是复核、登记、印制、核发。",
                "Outgoing documents are rechecked, registered with number and date, printed, and released.",
            ),
            "O",
        ),
    },
)

ONLINE_SERVICES = Statute(
    code="online_services",
    title=Text("国务院关于在线政务服务的若干规定", "Provisions of the State Council on Online Government Services"),
    short=Text("在线政务服务若干规定", "Online Government Services Provisions"),
    issuer=STATE_COUNCIL,
    number=Text("国务院令第716号", "State Council Order No. 716"),
    published=date(2019, 4, 26),
    effective=date(2019, 4, 26),
    articles={
        7: Summary(
            Text("材料的提交和使用", "Materials"),
            Text(
                "办事人提交真实有效的材料；能够通过数据共享取得的信息不再要求提供；材料不得用于与办事无关的用途。",
                "People submit true and valid materials, are not asked for what sharing can supply, and what they "
                "submit serves no other purpose.",
            ),
            "O",
        ),
        8: Summary(
            Text("电子签名的效力", "Electronic signatures"),
            Text(
                "政务服务中符合法定条件的可靠电子签名，与手写签名、盖章效力相同。",
                "A reliable electronic signature under the Electronic Signature Law equals one by hand or seal.",
            ),
            "O",
        ),
        9: Summary(
            Text("电子印章的效力", "Electronic seals"),
            Text(
                "使用国家统一电子印章系统制发的电子印章，与实物印章效力相同，加盖电子印章的电子材料合法有效。",
                "Electronic seals come from the State's unified system and equal physical ones; what bears them is "
                "valid.",
            ),
            "O",
        ),
        10: Summary(
            Text("电子证照的效力", "E-licences"),
            Text(
                "电子证照按照国家标准制作管理，跨地区、跨部门共享互认，与纸质证照效力相同。",
                "E-licences follow national standards, are shared and recognised everywhere, and equal paper ones.",
            ),
            "O",
        ),
        12: Summary(
            Text("电子归档", "Electronic archiving"),
            Text(
                "履职中形成的电子文件及时以电子形式归档、移交，一般不再保留纸质；合规的电子档案与纸质档案效力相同。",
                "Electronic files made in office are archived and handed over electronically, as a rule without "
                "paper; proper electronic archives equal paper ones.",
            ),
            "O",
        ),
    },
)

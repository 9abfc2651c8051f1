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
                "国家秘密具备三项：事关国家的安全和利益；经法定程序确定；在一段时间内只由限定范围的人员掌握。",
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
        10: Summary(
            Text("由谁公开", "Who publishes"),
            Text(
                "行政机关制作的信息由制作机关公开；从其他行政机关取得的，由制作或者最初获取的机关公开。",
                "Information is published by the organ that made it; what one organ has from another, by the one that "
                "made it or obtained it first.",
            ),
            "O",
        ),
        14: Summary(
            Text("不予公开", "What is not published"),
            Text(
                "国家秘密、法律和行政法规禁止公开的信息，以及公开后可能危及国家安全、公共安全、经济安全、社会稳定的信息"
                "，不予公开。",
                "State secrets, what laws and administrative regulations forbid to publish, and what might endanger "
                "State, public or economic security or social stability, are not published.",
            ),
            "O",
        ),
        15: Summary(
            Text("商业秘密和个人隐私", "Trade secrets and personal privacy"),
            Text(
                "涉及商业秘密、个人隐私等，公开会损害第三方合法权益的信息不得公开；第三方同意，或者不公开会对公共利益"
                "造成重大影响的，予以公开。",
                "What touches trade secrets or personal privacy and would harm a third party's lawful interests is not "
                "published, unless the third party agrees or withholding it would gravely affect the public interest.",
            ),
            "O",
        ),
        16: Summary(
            Text("内部信息和过程性信息", "Internal and process information"),
            Text(
                "人事、后勤、内部流程一类的内部事务，讨论、起草、磋商、请示中形成的过程性信息，以及执法案卷，可以不公开；"
                "法律、法规、规章要求公开过程性信息或者案卷的除外。",
                "Internal affairs such as personnel, logistics and work flows, process papers such as minutes, "
                "drafts, letters of consultation and reports for instruction, and enforcement files may be withheld; "
                "process papers and files not where a law, regulation or rule makes them public.",
            ),
            "O",
        ),
        17: Summary(
            Text("公开审查", "Review before publication"),
            Text(
                "公开须有审查机制，程序和责任明确；拟公开的信息依保密法和其他规定审查，难以判断的，由主管部门或者保密部门确定。",
                "Publication is reviewed by a set procedure with named responsibility: before publishing, information "
                "is examined under the secrecy and other rules, and what cannot be settled goes to the competent or "
                "the secrecy department.",
            ),
            "O",
        ),
        18: Summary(
            Text("动态调整", "Withheld information looked at again"),
            Text(
                "建立政府信息管理动态调整机制，对不予公开的信息定期评估审查，因情势变化可以公开的应当公开。",
                "What is withheld is looked at again at set times, and published when circumstances allow it.",
            ),
            "O",
        ),
        26: Summary(
            Text("主动公开的期限", "Time to publish"),
            Text(
                "应当主动公开的，在形成或者变更后二十个工作日内公开；法律、法规规定了其他期限的，适用其规定。",
                "What is to be published is published within twenty working days of its making or change, unless a "
                "law or regulation says otherwise.",
            ),
            "O",
        ),
        37: Summary(
            Text("区分处理", "Publishing in part"),
            Text(
                "申请公开的信息含有不应当公开的内容，能够区分处理的，提供可以公开的部分，不公开的说明理由。",
                "Where information that someone applied for holds matters not to be published and can be divided, what "
                "may be published is given, with reasons for the rest.",
            ),
            "O",
            Text(
                "条文针对依申请公开；主动公开比照适用。", "Written for applications; applied to publication by analogy."
            ),
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
                "国家机关为法定职责处理个人信息，同样负有告知义务；法律、行政法规要求保密或者免予告知，"
                "或者告知会妨碍其履职的除外。",
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
                "公文的组成部分有密级和保密期限、紧急程度、发文机关标志、发文字号、签发人、标题、主送机关、正文、"
                "附件及其说明、署名、成文日期、印章、抄送机关等。",
                "A document consists of secrecy and urgency marks, the organ's name, number, signer, title, "
                "addressee, text, list of annexes, signature, date, seal, copies and the like.",
            ),
            "O",
        ),
        20: Summary(
            Text("签发前审核", "Check before signature"),
            Text(
                "签发之前，由办公厅（室）审核文稿：行文是否必要，内容是否合法，程序、格式、文字是否规范。",
                "Before signature the organ's general office checks whether the document is needed, lawful in "
                "content, and right in procedure, form and words.",
            ),
            "O",
        ),
        22: Summary(
            Text("签发", "Signature"),
            Text(
                "公文由本机关负责人签发，重要的和报上级的由主要负责人签发；签发时写明意见、姓名和完整日期，"
                "只圈阅或者签名的视为同意；联合发文由各机关负责人会签。",
                "A document is approved and signed by a head of the organ, important and upward ones by the chief, "
                "with opinion, name and full date; a mere tick or name counts as consent. Joint documents are "
                "countersigned by the heads of all organs.",
            ),
            "O",
        ),
        24: Summary(
            Text("收文办理", "Receiving"),
            Text(
                "收到公文后依次签收、登记、初审、承办、传阅、催办，最后答复来文单位。",
                "Received documents are signed for, registered, first checked, handled, circulated, urged and "
                "answered.",
            ),
            "O",
        ),
        25: Summary(
            Text("发文办理", "Sending"),
            Text(
                "签发后的公文经复核、登记（确定发文字号、分送范围、印制份数）、印制，检查后分发。",
                "Outgoing documents are rechecked, registered with their number, recipients and copies, printed, and "
                "released after a check.",
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
                "网上办事提交的材料须真实、有效；数据共享能够取得的，机构不得另行索要；所交材料只能用于政务服务。",
                "People submit true and valid materials, are not asked for what sharing can supply, and what they "
                "submit serves government services only.",
            ),
            "O",
        ),
        8: Summary(
            Text("电子签名的效力", "Electronic signatures"),
            Text(
                "政务服务中的电子签名，只要是电子签名法所说的可靠电子签名，就等同于亲笔签名或者盖章。",
                "A reliable electronic signature under the Electronic Signature Law equals one by hand or seal.",
            ),
            "O",
        ),
        9: Summary(
            Text("电子印章的效力", "Electronic seals"),
            Text(
                "电子印章由国家统一的系统制发，等同于实物印章；盖有电子印章的电子材料有法律效力。",
                "Electronic seals come from the State's unified system and equal physical ones; what bears them is "
                "valid.",
            ),
            "O",
        ),
        10: Summary(
            Text("电子证照的效力", "E-licences"),
            Text(
                "电子证照依国家标准制作、管理，各地各部门共享互认，等同于纸质证照。",
                "E-licences follow national standards, are shared and recognised everywhere, and equal paper ones.",
            ),
            "O",
        ),
        12: Summary(
            Text("电子归档", "Electronic archiving"),
            Text(
                "履职形成的电子文件，及时用电子形式归档并移交；除法律、行政法规另有规定，不再交纸质件；"
                "符合要求的电子档案等同于纸质档案。",
                "Electronic files made in office are archived and handed over electronically in time, without paper "
                "unless a law or administrative regulation asks for it; proper electronic archives equal paper ones.",
            ),
            "O",
        ),
    },
)

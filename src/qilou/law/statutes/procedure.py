"""程序和期间 How organs proceed and how time is counted: licensing, review, suits, service, the Civil Code."""

from datetime import date

from qilou.law.statute import Statute, Summary
from qilou.law.text import Text

NPC_STANDING_COMMITTEE = Text("全国人民代表大会常务委员会", "Standing Committee of the National People's Congress")

LICENSING = Statute(
    code="all",
    title=Text("中华人民共和国行政许可法", "Administrative Licensing Law of the People's Republic of China"),
    short=Text("行政许可法", "Administrative Licensing Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第七号（2019年修正）", "Presidential Order No. 7 (as amended in 2019)"),
    adopted=date(2003, 8, 27),
    published=date(2003, 8, 27),
    effective=date(2004, 7, 1),
    articles={
        26: Summary(
            Text("统一受理和联合办理", "One window, joint handling"),
            Text(
                "一项许可涉及机关内多个机构的，由一个机构统一受理和送达；依法由两个以上部门实施的，"
                "本级政府可以确定一个部门受理并统一办理，或者组织联合办理、集中办理。",
                "Where several offices of an organ are involved, one of them receives and serves. Where several "
                "departments are competent, the government of that level may let one receive and handle the matter "
                "for all, or have them handle it jointly.",
            ),
            "O",
        ),
        32: Summary(
            Text("申请的处理", "What is done with an application"),
            Text(
                "不需许可的即时告知；不属本机关职权的即时决定不予受理，并告知应向哪个机关申请；"
                "可以当场更正的允许当场更正；材料不齐或者不合法定形式的，当场或者五日内一次告知全部补正内容，"
                "逾期不告知的，自收到材料之日起即为受理；材料齐全合规的应当受理。受理或者不予受理均出具加盖专用印章、"
                "注明日期的书面凭证。",
                "No licence needed: say so at once. Not competent: refuse at once and name the organ that is. Errors "
                "that can be mended on the spot may be. Incomplete or not in the legal form: tell everything to be "
                "corrected once, on the spot or within five days, or the application counts as accepted from its "
                "receipt. Complete: accept. Acceptance and refusal to accept are given in writing, sealed and dated.",
            ),
            "O",
        ),
        34: Summary(
            Text("审查和核实", "Examination"),
            Text(
                "材料齐全、符合法定形式且能够当场决定的，当场作出书面决定；需要核实实质内容的，"
                "指派两名以上工作人员核查。",
                "What is complete and can be decided on the spot is decided on the spot, in writing. Where the "
                "substance has to be verified, at least two officers are sent.",
            ),
            "O",
        ),
        38: Summary(
            Text("准予和不予许可", "Grant and refusal"),
            Text(
                "符合条件的作出准予许可的书面决定；不予许可的，说明理由，并告知申请行政复议或者提起行政诉讼的权利。",
                "Whoever meets the conditions receives a written grant. A refusal states its reasons and tells of the "
                "right to administrative review or suit.",
            ),
            "O",
        ),
        42: Summary(
            Text("决定期限", "Time to decide"),
            Text(
                "不能当场决定的，自受理之日起二十日内决定；经本机关负责人批准可延长十日，并告知理由。统一办理、"
                "联合办理、集中办理的不超过四十五日，经本级政府负责人批准可延长十五日。法律、法规另有规定的从其规定。",
                "What is not decided on the spot is decided within twenty days of acceptance; the organ's head may "
                "add ten, and the reason is told. Joint handling takes at most forty-five days, and fifteen more with "
                "the consent of the government's head. Other laws and regulations may set other limits.",
            ),
            "O",
        ),
        43: Summary(
            Text("下级机关的审查", "Review by a lower organ"),
            Text(
                "先经下级机关审查、由上级机关决定的，下级机关自受理之日起二十日内审查完毕。",
                "Where a lower organ examines first and a higher one decides, the lower has finished within twenty "
                "days of acceptance.",
            ),
            "O",
        ),
        44: Summary(
            Text("颁发和送达", "Issue and delivery"),
            Text(
                "准予许可的，自作出决定之日起十日内颁发、送达证件或者加贴标签、加盖印章。",
                "After a grant the licence is issued and delivered, or the label or stamp set, within ten days.",
            ),
            "O",
        ),
        45: Summary(
            Text("不计入期限的时间", "Time that does not count"),
            Text(
                "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，"
                "并书面告知申请人。",
                "Time needed by law for hearing, tender, auction, inspection, testing, quarantine, appraisal or "
                "expert review is outside the limit, and the applicant is told in writing how long it takes.",
            ),
            "O",
        ),
        47: Summary(
            Text("申请听证的权利", "The right to a hearing"),
            Text(
                "许可直接涉及申请人与他人重大利益的，决定前告知听证权利；被告知之日起五日内申请的，二十日内组织听证，"
                "费用由机关承担。",
                "Where a licence weighs heavily on the applicant or on others, they are told of their right to a "
                "hearing before the decision; if asked for within five days it is held within twenty, free of charge.",
            ),
            "O",
        ),
        48: Summary(
            Text("听证程序", "How a hearing is held"),
            Text(
                "听证七日前通知时间、地点；公开举行；由审查人员以外的人主持，可以申请回避；质证申辩；制作笔录并签字，"
                "依据笔录决定。",
                "Time and place are told seven days ahead. The hearing is public and led by someone who does not "
                "examine the case and may be challenged; evidence is discussed; the record is signed, and the "
                "decision rests on it.",
            ),
            "O",
        ),
        69: Summary(
            Text("撤销许可", "Revocation"),
            Text(
                "违反职权、程序或者条件作出的准予决定，作出机关或者其上级可以撤销；以欺骗、贿赂取得的应当撤销；"
                "可能对公共利益造成重大损害的不予撤销；合法权益受损的依法赔偿。",
                "A grant made beyond powers, against procedure or conditions may be revoked by the organ or the one "
                "above it; one gained by deceit or bribery must be; not where the public interest would suffer "
                "greatly. Lawful interests that are harmed are compensated.",
            ),
            "O",
        ),
        82: Summary(
            Text("期限以工作日计算", "Periods are working days"),
            Text(
                "本法规定的实施许可的期限以工作日计算，不含法定节假日。",
                "This law's own periods for licensing are working days, statutory holidays excluded.",
            ),
            "O",
        ),
    },
)

RECONSIDERATION = Statute(
    code="reconsideration",
    title=Text("中华人民共和国行政复议法", "Administrative Reconsideration Law of the People's Republic of China"),
    short=Text("行政复议法", "Administrative Reconsideration Law"),
    issuer=NPC_STANDING_COMMITTEE,
    number=Text("主席令第九号（2023年修订）", "Presidential Order No. 9 (as revised in 2023)"),
    adopted=date(2023, 9, 1),
    published=date(2023, 9, 1),
    effective=date(2024, 1, 1),
    articles={
        20: Summary(
            Text("申请期限", "Time to apply"),
            Text(
                "认为行政行为侵犯其合法权益的，自知道或者应当知道之日起六十日内申请复议，法律规定更长期限的除外。",
                "Whoever holds an administrative act to infringe lawful interests applies within sixty days of "
                "knowing it, or of when it should have been known, unless a law gives longer.",
            ),
            "O",
            Text(
                "2024年以前的行政行为适用修订前第九条，期限同为六十日。",
                "For acts before 2024 Article 9 of the earlier text gave the same sixty days.",
            ),
        ),
    },
)

LITIGATION = Statute(
    code="litigation",
    title=Text("中华人民共和国行政诉讼法", "Administrative Litigation Law of the People's Republic of China"),
    short=Text("行政诉讼法", "Administrative Litigation Law"),
    issuer=Text("全国人民代表大会", "National People's Congress"),
    number=Text(
        "主席令第十五号（2014年修正，2017年再次修正）", "Presidential Order No. 15 (as amended in 2014 and 2017)"
    ),
    adopted=date(1989, 4, 4),
    effective=date(2015, 5, 1),
    articles={
        46: Summary(
            Text("起诉期限", "Time to sue"),
            Text(
                "直接起诉的，自知道或者应当知道行政行为之日起六个月内提出，法律另有规定的除外。",
                "A suit without prior review is brought within six months of knowing the act, or of when it should "
                "have been known, unless a law says otherwise.",
            ),
            "O",
        ),
    },
)

CIVIL_PROCEDURE = Statute(
    code="civil_procedure",
    title=Text("中华人民共和国民事诉讼法", "Civil Procedure Law of the People's Republic of China"),
    short=Text("民事诉讼法", "Civil Procedure Law"),
    issuer=Text("全国人民代表大会", "National People's Congress"),
    number=Text("主席令第四十四号（2021年、2023年修正）", "Presidential Order No. 44 (as amended in 2021 and 2023)"),
    adopted=date(1991, 4, 9),
    effective=date(2022, 1, 1),
    articles={
        87: Summary(
            Text("送达回证", "Proof of service"),
            Text(
                "送达文书应当有送达回证，由受送达人记明收到日期并签名或者盖章，签收日期为送达日期。",
                "Service of a paper is proved by a receipt on which the recipient notes the date and signs or seals; "
                "that date is the date of service.",
            ),
            "O",
            Text("行政文书的送达比照适用。", "Applied to administrative papers by analogy."),
        ),
        90: Summary(
            Text("电子送达", "Service by electronic means"),
            Text(
                "经受送达人同意，可以采用能够确认其收悉的电子方式送达，以信息到达其特定系统的日期为送达日期；"
                "受送达人要求纸质文书的应当提供。",
                "With the recipient's consent a paper may be served by electronic means that confirm its receipt; it "
                "is served when it reaches the recipient's system, and on request it is given on paper too.",
            ),
            "O",
            Text("行政文书的送达比照适用。", "Applied to administrative papers by analogy."),
        ),
    },
)

CIVIL_CODE = Statute(
    code="civil_code",
    title=Text("中华人民共和国民法典", "Civil Code of the People's Republic of China"),
    short=Text("民法典", "Civil Code"),
    issuer=Text("全国人民代表大会", "National People's Congress"),
    number=Text("主席令第四十五号", "Presidential Order No. 45"),
    adopted=date(2020, 5, 28),
    published=date(2020, 5, 28),
    effective=date(2021, 1, 1),
    articles={
        201: Summary(
            Text("期间的起算", "Where a period starts"),
            Text(
                "按年、月、日计算期间的，开始的当日不计入，自下一日起算；按小时计算的，自法定或者约定的时间起算。",
                "In a period of years, months or days the first day is not counted; it runs from the next. A period "
                "of hours runs from the hour that the law or the parties name.",
            ),
            "O",
            Text(
                "2021年以前的期间适用民法通则的相同规则；用于行政期间均为比照。",
                "Before 2021 the General Principles of Civil Law had the same rule; for administrative periods it is "
                "an analogy.",
            ),
        ),
        202: Summary(
            Text("年、月期间的届满", "Where a period of years or months ends"),
            Text(
                "按年、月计算的，到期月的对应日为最后一日；没有对应日的，月末日为最后一日。",
                "A period of years or months ends on the corresponding day of its last month, or on that month's last "
                "day where there is no such day.",
            ),
            "O",
            Text("用于行政期间为比照。", "For administrative periods an analogy."),
        ),
        203: Summary(
            Text("期间的最后一日", "The last day of a period"),
            Text(
                "最后一日是法定休假日的，以休假日结束的次日为最后一日；截止时间为二十四时，有业务时间的，"
                "停止业务活动时截止。",
                "If the last day is a statutory day off, the day after the days off is the last. It ends at "
                "twenty-four hours or, where there are business hours, when business closes.",
            ),
            "O",
            Text("用于行政期间为比照。", "For administrative periods an analogy."),
        ),
    },
)

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
                "for all, or have them handle it jointly or in one place.",
            ),
            "O",
        ),
        32: Summary(
            Text("申请的处理", "What is done with an application"),
            Text(
                "不需许可的即时告知；不属本机关职权的即时决定不予受理，并告知应向哪个机关申请；"
                "可以当场更正的允许当场更正；材料不齐或者不合法定形式的，当场或者五日（工作日）内一次告知全部补正内容，"
                "逾期不告知的，从收到材料之日起视为受理；材料齐全合规或者已按要求补正的应当受理。"
                "受理或者不予受理均出具加盖专用印章、注明日期的书面凭证。",
                "No licence needed: say so at once. Not competent: decline at once and name the organ that is. Errors "
                "that can be mended on the spot may be. Incomplete or not in the legal form: tell everything to be "
                "corrected once, on the spot or within five working days, or the application counts as accepted from "
                "its receipt. Complete, or corrected as asked: accept. Accepting and declining are done in "
                "writing, sealed and dated.",
            ),
            "O",
        ),
        34: Summary(
            Text("审查和核实", "Examination"),
            Text(
                "材料齐全、符合法定形式且能够当场决定的，当场作出书面决定；需要核实实质内容的，"
                "指派两名以上工作人员核查。",
                "What is complete, in the legal form and can be decided on the spot is decided on the spot, in "
                "writing. Where the substance has to be verified, at least two officers are sent.",
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
                "不能当场决定的，自受理之日起二十日内决定；经本机关负责人批准可延长十日，并告知理由；"
                "法律、法规另有规定的除外。统一办理、联合办理、集中办理的不超过四十五日，经本级政府负责人批准可延长十五日，"
                "并告知理由。各期限均为工作日（第八十二条）。",
                "What is not decided on the spot is decided within twenty days of acceptance; the organ's head may "
                "add ten, and the reason is told; other laws and regulations may set other limits. Handling by one "
                "for all, jointly or in one place takes at most forty-five days, and fifteen more with the consent "
                "of the government's head and the reason told. All are working days (Article 82).",
            ),
            "O",
        ),
        43: Summary(
            Text("下级机关的审查", "Review by a lower organ"),
            Text(
                "先经下级机关审查、由上级机关决定的，下级机关自受理之日起二十日（工作日）内审查完毕，"
                "法律、法规另有规定的除外。",
                "Where a lower organ examines first and a higher one decides, the lower has finished within twenty "
                "working days of acceptance, unless a law or regulation says otherwise.",
            ),
            "O",
        ),
        44: Summary(
            Text("颁发和送达", "Issue and delivery"),
            Text(
                "准予许可的，决定后十日（工作日）内颁发、送达证件，或者加贴标签、加盖检验、检测、检疫印章。",
                "After a grant the licence is issued and delivered, or the label or the stamp of inspection set, "
                "within ten working days.",
            ),
            "O",
        ),
        45: Summary(
            Text("不计入期限的时间", "Time that does not count"),
            Text(
                "听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审，凡依法需要的，所用时间不计入本节期限；"
                "所需时间书面告知申请人。",
                "Time needed by law for hearing, tender, auction, inspection, testing, quarantine, appraisal or "
                "expert review is outside the limit, and the applicant is told in writing how long it takes.",
            ),
            "O",
        ),
        47: Summary(
            Text("申请听证的权利", "The right to a hearing"),
            Text(
                "许可直接关系到申请人与他人之间重大利益的，决定前告知双方有权要求听证；告知后五日内申请的，"
                "二十日（工作日）内组织听证，申请人和利害关系人不承担费用。",
                "Where a licence bears directly on weighty interests between the applicant and others, both are told "
                "before the decision that they may ask for a hearing; if asked for within five days it is held "
                "within twenty working days, free of charge to them.",
            ),
            "O",
            Text(
                "第八十二条只说行政机关的期限；申请人的五日实践中通常也按工作日算。",
                "Article 82 speaks of the organ's periods; in practice the five days to ask are commonly counted as "
                "working days too.",
            ),
        ),
        48: Summary(
            Text("听证程序", "How a hearing is held"),
            Text(
                "听证七日（工作日）前通知时间、地点，必要时公告；公开举行；由审查人员以外的人主持，主持人有直接利害关系的，"
                "可以申请其回避；审查人员说明证据和理由，双方可以举证、申辩和质证；笔录由参加人确认签字或者盖章，"
                "决定依据笔录作出。",
                "Time and place are told seven working days ahead and announced where needed. The hearing is public "
                "and led by someone who does not examine the case and may be challenged for a direct interest in it; "
                "the examiners give their evidence and reasons, the parties may give theirs, answer and contest; the "
                "record is signed, and the decision rests on it.",
            ),
            "O",
        ),
        69: Summary(
            Text("撤销许可", "Revocation"),
            Text(
                "滥用职权、玩忽职守、超越职权，或者违反程序、条件作出的准予决定，作出机关或者其上级可以撤销；"
                "以欺骗、贿赂等取得的应当撤销；可能对公共利益造成重大损害的不予撤销。前一种撤销使合法权益受损的，依法赔偿；"
                "以欺骗、贿赂取得的利益不受保护。",
                "A grant made by abuse or neglect of duty, beyond powers, against procedure or conditions may be "
                "revoked by the organ or the one above it; one gained by deceit or bribery must be; neither where the "
                "public interest might suffer greatly. Lawful interests harmed by the former are compensated; what "
                "was gained by deceit or bribery is not protected.",
            ),
            "O",
        ),
        82: Summary(
            Text("期限以工作日计算", "Periods are working days"),
            Text(
                "本法给行政机关办理许可规定的各项期限，都按工作日算，法定节假日除外。",
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
    adopted=date(1999, 4, 29),
    published=date(2023, 9, 1),
    effective=date(2024, 1, 1),
    articles={
        20: Summary(
            Text("申请期限", "Time to apply"),
            Text(
                "认为行政行为侵犯自己合法权益的，可以申请复议，期限六十日（自然日），从知道或者应当知道该行为起算；"
                "其他法律给了更长期限的，适用更长的期限。",
                "Whoever holds an administrative act to infringe lawful interests may apply within sixty calendar days "
                "of knowing it, or of when it should have been known, unless a law gives longer.",
            ),
            "O",
            Text(
                "只有三日、五日、七日、十日的期限按工作日算（第八十八条）。2024年以前的行政行为适用修订前第九条，"
                "期限同为六十日。",
                "Only periods of three, five, seven and ten days are working days (Article 88). For acts before 2024 "
                "Article 9 of the earlier text gave the same sixty days.",
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
                "不经复议直接起诉的，期限六个月，从知道或者应当知道该行政行为起算；法律另有规定的除外。",
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
                "文书送达须有回证，由受送达人写明收到的日期，签名或者盖章；以签收之日为送达之日。",
                "Service of a paper is proved by a receipt on which the recipient notes the date and signs or seals; "
                "that date is the date of service.",
            ),
            "O",
            Text("行政文书的送达比照适用。", "Applied to administrative papers by analogy."),
        ),
        89: Summary(
            Text("留置送达", "Service by leaving the paper"),
            Text(
                "受送达人或者同住的成年家属拒收的，可以请基层组织或者所在单位的代表到场见证，在回证上写明拒收的事由和日期，"
                "送达人、见证人签名或者盖章后把文书留在其住所；也可以留下文书并用照片、录像记录送达过程。留下即视为送达。",
                "Where the recipient or an adult relative living with them refuses a paper, representatives of the "
                "neighbourhood or of their workplace may be called as witnesses; ground and date of the refusal are "
                "noted, server and witnesses sign, and the paper is left at the recipient's home. Or it is left there "
                "and the service recorded by photographs or video. It then counts as served.",
            ),
            "O",
            Text("行政文书的送达比照适用。", "Applied to administrative papers by analogy."),
        ),
        90: Summary(
            Text("电子送达", "Service by electronic means"),
            Text(
                "受送达人同意的，可以电子送达，方式须能确认对方收悉；信息到达其特定系统的日期即送达日期。"
                "判决书、裁定书、调解书，受送达人要纸质件的，应当提供。",
                "With the recipient's consent a paper may be served by electronic means that confirm its receipt; it "
                "is served when it reaches the recipient's system. Judgments, rulings and mediation papers are given "
                "on paper too on request.",
            ),
            "O",
            Text("行政文书的送达比照适用。", "Applied to administrative papers by analogy."),
        ),
        91: Summary(
            Text("委托送达和邮寄送达", "Service through another body and by post"),
            Text(
                "直接送达有困难的，可以委托其他人民法院送达，或者邮寄送达；邮寄的以回执上的收件日期为送达日期。",
                "Where service by hand is difficult, another court may be asked to serve, or the paper is posted; what "
                "is posted is served on the date of receipt that the return slip gives.",
            ),
            "O",
            Text(
                "行政文书的送达比照适用，受托的是其他机关。",
                "Applied to administrative papers by analogy; there it is another organ that is asked.",
            ),
        ),
        95: Summary(
            Text("公告送达", "Service by announcement"),
            Text(
                "受送达人下落不明，或者其他方式都无法送达的，公告送达；公告发出之日起满三十日视为送达，原因和经过记入案卷。",
                "Where the recipient's whereabouts are unknown, or no other way reaches them, the paper is announced; "
                "thirty days after the announcement it counts as served. Why, and what was tried, stands in the file.",
            ),
            "O",
            Text(
                "2022年以前为六十日。行政文书的送达比照适用。",
                "Sixty days before 2022. Applied to administrative papers by analogy.",
            ),
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
                "以年、月、日计的期间，第一天不算，从次日开始；以小时计的，从法律规定或者当事人约定的时刻开始。",
                "In a period of years, months or days the first day is not counted; it runs from the next. A period "
                "of hours runs from the hour that the law or the parties name.",
            ),
            "O",
            Text(
                "2021年以前，民法通则、民法总则的规则相同；用于行政期间均为比照。",
                "Before 2021 the General Principles and then the General Provisions of Civil Law had the same rule; "
                "for administrative periods it is an analogy.",
            ),
        ),
        202: Summary(
            Text("年、月期间的届满", "Where a period of years or months ends"),
            Text(
                "以年、月计的期间，到期月里与起始日相同的那一日届满；该月没有那一日的，在月末届满。",
                "A period of years or months ends on the corresponding day of its last month, or on that month's last "
                "day where there is no such day.",
            ),
            "O",
            Text("用于行政期间为比照。", "For administrative periods an analogy."),
        ),
        203: Summary(
            Text("期间的最后一日", "The last day of a period"),
            Text(
                "期间末日落在法定休假日的，顺延到休假结束的次日；末日到二十四时为止，有业务时间的到业务停止时为止。",
                "If the last day is a statutory day off, the day after the days off is the last. It ends at "
                "twenty-four hours or, where there are business hours, when business closes.",
            ),
            "O",
            Text("用于行政期间为比照。", "For administrative periods an analogy."),
        ),
    },
)

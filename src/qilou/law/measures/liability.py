"""法律责任和附则 Chapters VII and VIII, Articles 40 to 45: liability, other rules that govern, entry into force."""

from qilou.law.statute import Summary
from qilou.law.text import Text

LIABILITY = {
    40: Summary(
        Text("违反本办法的责任", "Breaches of the Measures"),
        Text(
            "有下列情形之一的，由主管部门责令限期改正，逾期不改的予以通报批评，并建议有权机关对责任人员给予处分："
            "（一）未按规定申报即开展市级项目；（二）未按规定报批即实施；（三）未经验收或者验收不合格即投入使用；"
            "（四）未经批准作重大变更、接入政务网络或者另行开发应用系统；（五）其他违反本办法的行为。",
            "The authority orders correction within a time limit and, failing that, criticises publicly and proposes "
            "discipline to the competent organ, where a unit (i) starts a municipal project without declaring it as "
            "required, (ii) carries it out without the required approval, (iii) puts it into operation without "
            "acceptance or after a failed one, (iv) without approval makes a major change, connects to the network or "
            "develops an own application system, or (v) breaks the Measures otherwise.",
        ),
        "R",
        Text(
            "首句连同处理措施在译文中缺失，按同类规章还原（R）；第一项漏译否定词，第二项含混，"
            "均按“未按规定”补足（R）；其余各项清楚（T）。",
            "The opening sentence with its consequences is lost and reconstructed from sister rules (R). Item (i) lost "
            "its negation and item (ii) is garbled; both are restored as “not as required” (R). The other items are "
            "plain (T).",
        ),
    ),
    41: Summary(
        Text("其他违法行为", "Other breaches"),
        Text(
            "前条规定以外违反电子政务管理的行为，依照有关法律、法规、规章处理。",
            "Other breaches of e-government management are dealt with under the laws, regulations and rules that "
            "apply.",
        ),
        "T",
        Text(
            "条号在译文中缺失，按前后顺序应为第四十一条。",
            "The article's number is lost; by its place it is Article 41.",
        ),
    ),
    42: Summary(
        Text("工作人员的责任", "Officials' responsibility"),
        Text(
            "主管部门和有关单位的工作人员玩忽职守、滥用职权、徇私舞弊的，依法给予处分；构成犯罪的，依法追究刑事责任。",
            "Officials of the authority and of other bodies who neglect their duty, abuse their power or act for "
            "private gain are disciplined; a crime is prosecuted.",
        ),
        "R",
        Text(
            "全文在译文中缺失，按同类规章通行条款还原。",
            "The whole text is lost; reconstructed from the usual clause of sister rules.",
        ),
    ),
}

SUPPLEMENTARY = {
    43: Summary(
        Text("国家和省统筹的项目", "Projects of the State or the province"),
        Text(
            "国家、省统一规划或者统一安排并拨付资金的电子政务项目，按照国家和省的规定组织实施。",
            "Projects that the State or the province plans as its own, or arranges and pays for, follow national and "
            "provincial rules.",
        ),
        "G",
        Text("译文含混，意思明确。", "The translation is garbled; the meaning is not in doubt."),
    ),
    44: Summary(
        Text("涉密项目", "Secret-related projects"),
        Text(
            "涉密电子政务项目的建设、管理及相关活动，按照《中华人民共和国保守国家秘密法》的有关规定执行。",
            "Secret-related projects, their management and what goes with it follow the Law on Guarding State Secrets.",
        ),
        "G",
        Text("“涉密”一词译文含混，意思明确。", "The word for secret-related is garbled; the meaning is not in doubt."),
    ),
    45: Summary(
        Text("施行日期", "Entry into force"),
        Text("本办法自2015年10月10日起施行。", "The Measures are in force from 10 October 2015."),
        "O",
        Text(
            "译文缺失，已与公布的中文文本核对。",
            "Lost in the translation; checked against published copies of the Chinese text.",
        ),
    ),
}

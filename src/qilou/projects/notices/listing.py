"""The papers of the list: reserve, opinion and budget notice together, not agreed, warning, lapse, special funds."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import Listing
from qilou.projects.models.listing import FinanceOutcome, FundLine
from qilou.projects.parties import DECLARER
from qilou.projects.queries.listing import slices_of, valid_until
from qilou.projects.queries.ranking import lost_by_age
from qilou.projects.rules.amounts import wan


def _listing(act: Act) -> Listing:
    return Listing.objects.select_related("project", "opinion", "round").get(pk=act.case.id)


def _money(listing: Listing) -> Message:
    years = tuple(
        say("%(year)s年度%(amount)s万元", "%(amount)s (CNY 10,000) in %(year)s", year=year, amount=wan(amount))
        for year, amount in slices_of(listing).items()
    )
    return say(
        "项目总投资%(amount)s万元，其中：%(years)s。",
        "Its total is %(amount)s (CNY 10,000): %(years)s.",
        amount=wan(listing.amount),
        years=years,
    )


def _reserve(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "你单位“%(name)s”已通过评审，因资金额度所限未列入清单，列为备选项目。",
            "Your project “%(name)s” passed evaluation; only because of the fund's limit it is not on the list but in "
            "reserve.",
            name=listing.project.name,
        ),
        _why(listing),
        say("备选项目在下一轮排序中优先列入。", "Reserve projects come first in the next round's order."),
    )


def _why(listing: Listing) -> Message:
    line = listing.rank_lines.order_by("-pk").first()
    if line is None:
        return say("理由：%(reason)s", "Reason: %(reason)s", reason=listing.tier_reason)
    return say("%(why)s", "%(why)s", why=Text(line.explanation["zh"], line.explanation["en"]))


def _opinion(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    opinion = listing.opinion
    return (
        say(
            "你单位“%(name)s”的评审意见（%(number)s，%(day)s）反馈如下：评审通过，建议投资%(amount)s万元。",
            "The evaluation opinion on your project “%(name)s” (%(number)s of %(day)s): passed, suggested total "
            "%(amount)s (CNY 10,000).",
            name=listing.project.name,
            number=opinion.number or "—",
            day=opinion.issued_on,
            amount=wan(listing.suggested),
        ),
        say("必要性：%(finding)s", "Necessity: %(finding)s", finding=opinion.necessity or "—"),
        say("可行性：%(finding)s", "Feasibility: %(finding)s", finding=opinion.feasibility or "—"),
        say("合理性：%(finding)s", "Reasonableness: %(finding)s", finding=opinion.reasonableness or "—"),
        say("附带条件：%(conditions)s", "Conditions: %(conditions)s", conditions=opinion.conditions or "—"),
    )


def _budget(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "经财政部门审核（%(review)s，%(outcome)s），你单位“%(name)s”自%(day)s起为拟立项项目。",
            "After finance's review (%(review)s: %(outcome)s) your project “%(name)s” is a proposed project from "
            "%(day)s.",
            review=listing.finance_document,
            outcome=FinanceOutcome(listing.finance_outcome).label,
            name=listing.project.name,
            day=listing.proposed_on,
        ),
        _money(listing),
        say(
            "请将该项目列入本单位%(year)s年度部门预算草案。",
            "Enter it in your department's draft budget for %(year)s.",
            year=listing.project.budget_year,
        ),
        say(
            "评审意见有效期至%(until)s（含当日），逾期未申请立项的，评审意见自动失效。",
            "The opinion is valid to %(until)s inclusive; if you have not applied for approval by then, it lapses.",
            until=valid_until(listing, act.calendar),
        ),
    )


def _not_listed(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    given = getattr(act.input, "reason", "") or listing.finance_reason
    return (
        say("你单位“%(name)s”未列入清单。", "Your project “%(name)s” is not on the list.", name=listing.project.name),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=given) if given else _why(listing),
        say("可以在以后轮次重新申报。", "It may be declared anew in a later round."),
    )


def _reserve_ended(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    if lost_by_age(listing, act.readings, act.today, ended=True):
        why = say(
            "你单位备选项目“%(name)s”的评审意见（%(day)s）已超过一年，比照第十七条失效。",
            "The opinion of %(day)s on your reserve project “%(name)s” is more than a year old and has lapsed as under "
            "Article 17.",
            name=listing.project.name,
            day=listing.opinion.issued_on,
        )
        return (why, say("确有需要的，请重新申报。", "If it is still needed, declare it anew."))
    return (
        say(
            "你单位“%(name)s”作为备选项目参加%(rounds)s轮排序后仍未列入清单，优先列入不再保留。",
            "Your project “%(name)s” was ranked in %(rounds)s round(s) as a reserve and not listed; its priority ends.",
            name=listing.project.name,
            rounds=listing.reserve_rounds,
        ),
        _why(listing),
        say("确有需要的，请重新申报。", "If it is still needed, declare it anew."),
    )


def _lapse(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "你单位“%(name)s”自%(from_)s起的一年有效期内未申请立项，评审意见已自动失效。",
            "No application for approval of “%(name)s” was made within the year from %(from_)s: its opinion has "
            "lapsed.",
            name=listing.project.name,
            from_=listing.valid_from,
        ),
        say(
            "该项目退出清单，所占专项资金额度已释放。"
            if act.effects.get("lapse_frees_fund")
            else "该项目退出清单，所占专项资金额度另行处理。",
            "The project leaves the list and its money is freed."
            if act.effects.get("lapse_frees_fund")
            else "The project leaves the list; its money is decided on separately.",
        ),
        say("确有需要的，请重新申报。", "If it is still needed, declare it anew."),
    )


def _warning(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "你单位“%(name)s”的评审意见有效期至%(until)s，还有%(left)s日。",
            "The opinion on your project “%(name)s” is valid to %(until)s: %(left)s day(s) left.",
            name=listing.project.name,
            until=valid_until(listing, act.calendar),
            left=act.effects.get("days_left", "—"),
        ),
        say("请在有效期内申请立项，逾期自动失效。", "Apply for approval within that time, or it lapses."),
    )


def _fund_letter(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "专项申报项目“%(name)s”（%(unit)s）已通过评审，现送请审核。",
            "The special project “%(name)s” (%(unit)s) passed evaluation and is sent for your review.",
            name=listing.project.name,
            unit=listing.project.unit_name,
        ),
        _money(listing),
        say(
            "资金来源：%(line)s；依据：%(document)s。",
            "To be paid from: %(line)s; basis: %(document)s.",
            line=FundLine(listing.fund_line).label,
            document=listing.fund_document,
        ),
        say("说明：%(reason)s", "Explanation: %(reason)s", reason=act.input.reason),
    )


def _fund_reply(act: Act) -> tuple[Message, ...]:
    listing = _listing(act)
    return (
        say(
            "关于“%(name)s”的审核意见：%(outcome)s（%(document)s）。",
            "On “%(name)s”: %(outcome)s (%(document)s).",
            name=listing.project.name,
            outcome=FinanceOutcome(listing.finance_outcome).label,
            document=listing.finance_document,
        ),
        _money(listing),
        say("理由：%(reason)s", "Reason: %(reason)s", reason=listing.finance_reason or "—"),
    )


RESERVE = NoticeKind(
    code="projects.listing.reserve",
    title=Text("关于列为备选项目的通知", "Notice: project placed in reserve"),
    cites=(M164.art(14, 2),),
    to=(DECLARER,),
    body=_reserve,
    req=("A14.9", "A14.11", "X6"),
)
OPINION_FEEDBACK = NoticeKind(
    code="projects.listing.opinion_feedback",
    title=Text("关于反馈项目评审意见的通知", "The evaluation opinion, fed back to the unit"),
    cites=(M164.art(14, 1),),
    to=(DECLARER,),
    body=_opinion,
    req=("A14.6", "X6"),
)
BUDGET_NOTICE = NoticeKind(
    code="projects.listing.budget_notice",
    title=Text(
        "关于确定拟立项项目并列入部门预算草案的通知", "Proposed project: enter it in the draft departmental budget"
    ),
    cites=(M164.art(14, 1), M164.art(17)),
    to=(DECLARER,),
    body=_budget,
    copies=(FINANCE,),
    req=("A14.5", "A14.7", "X6"),
)
NOT_LISTED = NoticeKind(
    code="projects.listing.not_listed",
    title=Text("关于项目未列入清单的通知", "Notice: project not listed"),
    cites=(M164.art(14, 1),),
    to=(DECLARER,),
    body=_not_listed,
    req=("A14.4", "A14.13"),
)
RESERVE_ENDED = NoticeKind(
    code="projects.listing.reserve_ended",
    title=Text("关于备选项目不再保留的通知", "Notice: reserve priority ended"),
    cites=(M164.art(14, 2),),
    to=(DECLARER,),
    body=_reserve_ended,
    req=("A14.12",),
)
LAPSE = NoticeKind(
    code="projects.listing.lapse",
    title=Text("关于评审意见自动失效的通知", "Notice: evaluation opinion lapsed"),
    cites=(M164.art(17),),
    to=(DECLARER,),
    body=_lapse,
    copies=(FINANCE, AUTHORITY),
    req=("A17.3", "A17.7", "X6"),
)
EXPIRY_WARNING = NoticeKind(
    code="projects.listing.expiry_warning",
    title=Text("关于评审意见即将到期的提醒", "Warning: evaluation opinion about to lapse"),
    cites=(M164.art(17),),
    to=(DECLARER,),
    body=_warning,
    copies=(AUTHORITY,),
    req=("A17.6", "X6"),
)
FUND_LETTER = NoticeKind(
    code="projects.listing.fund_letter",
    title=Text("关于商请审核专项申报项目资金的函", "Letter to finance on a special project's money"),
    cites=(M164.art(14, 2),),
    to=(FINANCE,),
    body=_fund_letter,
    req=("A14.4", "A14.16"),
)
FUND_REPLY = NoticeKind(
    code="projects.listing.fund_reply",
    title=Text("关于专项申报项目资金审核意见的复函", "Finance's reply on a special project's money"),
    cites=(M164.art(14, 1),),
    to=(AUTHORITY,),
    body=_fund_reply,
    req=("A14.4",),
)

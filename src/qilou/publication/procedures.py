"""The review before publication: one case for each decided matter, with the body that made it, within its term."""

from datetime import date

from qilou.casework.act import Act
from qilou.casework.procedure import Clock, Party, Procedure, State, Step, at
from qilou.law import AUTHORITY, SYSTEM, Text, Unit
from qilou.law.statutes import OPEN_GOVERNMENT

from . import actions as effects
from .inputs import Decided, Examined, LookingAgain, PartlyExamined, Withdrawing, Withholding
from .models import Publication
from .queries import review as queries
from .rules import award_is_no_trade_secret, leaves_out_some_and_not_all

PUBLISHER = Party("publisher", Text("公开机关", "Publishing body"))
REVIEW_ARTICLE, TERM_ARTICLE = OPEN_GOVERNMENT.art(17), OPEN_GOVERNMENT.art(26)
TERM = 20
FINDINGS = (
    Text(
        "经逐项审查，不涉及国家秘密、商业秘密和个人隐私，公开后不危及国家安全、公共安全、经济安全和社会稳定。",
        "Examined item by item: no State secret, trade secret or personal privacy is touched, and publishing it "
        "endangers neither security nor stability.",
    ),
    Text("已征求第三方意见，第三方同意公开。", "The third party was asked and agrees to the publication."),
    Text("已报保密行政管理部门确定。", "The secrecy department has settled it."),
)


def starts(act: Act) -> date:
    """The term runs from the making; for a review that is opened again, from that day."""
    if act.step is not None:
        return act.today
    made: date = Publication.objects.values_list("made_on", flat=True).get(pk=act.case.id)
    return made


REVIEW = Procedure(
    code="publication.review",
    edition="2019",
    since=date(2019, 5, 15),
    title=Text("信息公开审查", "Review before publication"),
    prefix="GK",
    start="awaiting",
    subject="publication.Publication",
    cites=REVIEW_ARTICLE,
    sees=(AUTHORITY,),
    opens_by=SYSTEM,
    takes=Decided,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=queries.options,
    req=("X8",),
    states=(
        State("awaiting", Text("待公开审查", "Awaiting review"), PUBLISHER),
        State("published", Text("已公开", "Published"), final=True),
        State("partly", Text("已部分公开", "Published in part"), final=True),
        State("withheld", Text("不予公开", "Withheld"), final=True),
        State("withdrawn", Text("已撤下", "Withdrawn"), final=True),
    ),
    steps=(
        Step(
            "publish",
            Text("公开", "Publish"),
            at("awaiting"),
            to="published",
            by=PUBLISHER,
            cites=REVIEW_ARTICLE,
            takes=Examined,
            then=effects.publish,
            phrases=FINDINGS,
            hint=Text("即时在门户公开，任何人可以查看、下载", "At once in the open, for anybody to read and take away"),
            req=("X8",),
        ),
        Step(
            "publish_in_part",
            Text("部分公开", "Publish in part"),
            at("awaiting"),
            to="partly",
            by=PUBLISHER,
            cites=REVIEW_ARTICLE,
            requires=(leaves_out_some_and_not_all, award_is_no_trade_secret),
            takes=PartlyExamined,
            then=effects.publish_in_part,
            phrases=FINDINGS,
            req=("X8",),
        ),
        Step(
            "withhold",
            Text("不予公开", "Withhold"),
            at("awaiting"),
            to="withheld",
            by=PUBLISHER,
            cites=REVIEW_ARTICLE,
            requires=(award_is_no_trade_secret,),
            takes=Withholding,
            then=effects.withhold,
            req=("X8",),
        ),
        Step(
            "withdraw",
            Text("撤下", "Withdraw"),
            at("published", "partly"),
            to="withdrawn",
            by=PUBLISHER,
            cites=REVIEW_ARTICLE,
            takes=Withdrawing,
            then=effects.withdraw,
            exceptional=True,
            req=("X8",),
        ),
        Step(
            "review_again",
            Text("重新审查", "Review again"),
            at("withheld", "withdrawn"),
            to="awaiting",
            by=PUBLISHER,
            cites=REVIEW_ARTICLE,
            takes=LookingAgain,
            then=effects.review_again,
            exceptional=True,
            req=("X8",),
        ),
    ),
    clocks=(
        Clock(
            "term",
            Text("主动公开期限", "Time to publish"),
            TERM,
            Unit.WORKING_DAYS,
            runs_in=at("awaiting"),
            cites=TERM_ARTICLE,
            binds=PUBLISHER,
            req=("X8",),
            starts=starts,
        ),
    ),
)

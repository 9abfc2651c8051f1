"""The records of a draw (专家抽取记录): the list as it was frozen, and the order that the seed gave it."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import ExpertSession


def _row(act: Act) -> ExpertSession:
    return ExpertSession.objects.get(case=act.case.id)


def _frozen(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    return (
        say(
            "%(session)s定于%(day)s召开，评审项目%(n)s个，抽取专家%(seats)s名。候选名单已冻结，SHA-256为%(hash)s。",
            "%(session)s is on %(day)s over %(n)s projects with %(seats)s experts. The list is frozen; its SHA-256 is "
            "%(hash)s.",
            session=row.number,
            day=row.held_on,
            n=row.evaluations.count(),
            seats=row.seat_count,
            hash=row.frozen_hash,
        ),
        say(
            "抽取种子为%(source)s，%(due)s公布。",
            "The seed is: %(source)s, published on %(due)s.",
            source=row.seed_source,
            due=row.seed_due or "—",
        ),
    )


def _drawn(act: Act) -> tuple[Message, ...]:
    row = _row(act)
    drawn = list(row.seats.order_by("place").values_list("expert__code", "called_on"))
    return (
        say(
            "%(session)s的候选名单（SHA-256为%(hash)s）按%(source)s公布的结果“%(seed)s”（%(reference)s）排序。",
            "The list of %(session)s (SHA-256 %(hash)s) is ordered by “%(seed)s” of %(source)s (%(reference)s).",
            session=row.number,
            hash=row.frozen_hash,
            source=row.seed_source,
            seed=row.seed,
            reference=row.seed_reference,
        ),
        say(
            "按所需专业和顺序入席：%(seated)s。候补依次为：%(reserves)s。",
            "Seated by order and the fields asked for: %(seated)s. Reserves in order: %(reserves)s.",
            seated=tuple(code for code, called_on in drawn if called_on),
            reserves=tuple(code for code, called_on in drawn if not called_on) or "—",
        ),
        say(
            "抽取不重来；专家回避或者缺席的，由候补依次递补并记明事由。",
            "The draw is not repeated; who is excused is replaced by the next reserve, with the reason.",
        ),
    )


FROZEN = NoticeKind(
    code="projects.session.frozen",
    title=Text("专家抽取名单冻结记录", "Record of the frozen list of experts"),
    cites=(M164.art(13, 1, 2),),
    to=(AUTHORITY,),
    body=_frozen,
    req=("A13.10",),
)
DRAWN = NoticeKind(
    code="projects.session.drawn",
    title=Text("专家抽取记录", "Record of the draw of experts"),
    cites=(M164.art(13, 1, 2),),
    to=(AUTHORITY,),
    body=_drawn,
    req=("A13.10",),
)

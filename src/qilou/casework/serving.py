"""送达 Ways of serving a paper, what makes one fail, which way comes next; by analogy to the Civil Procedure Law.

Pure: no table is read. A receipt on the platform is the rule; this is for what could not be served so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qilou.kernel.fields import Labelled
from qilou.law import Article, Message, carries, say
from qilou.law.statutes import CIVIL_PROCEDURE

ANNOUNCED_FOR = timedelta(days=30)


class Way(Labelled):
    """How a paper is served."""

    PLATFORM = "platform", "平台电子送达", "On the platform"
    DIRECT = "direct", "直接送达", "By hand"
    LEFT = "left", "留置送达", "Left at the recipient's place"
    POST = "post", "邮寄送达", "By post"
    ENTRUSTED = "entrusted", "委托送达", "Through another body"
    ANNOUNCED = "announced", "公告送达", "By announcement"


class Ground(Labelled):
    """Why a paper was not served."""

    REFUSED = "refused", "拒收", "Refused"
    UNANSWERED = "unanswered", "逾期未签收", "Not signed for in time"
    ABSENT = "absent", "无人签收", "Nobody there to sign"
    RETURNED = "returned", "邮件退回", "Returned by the post"
    UNKNOWN = "unknown", "下落不明", "Whereabouts unknown"


WAYS = {one.value: one for one in Way}
GROUNDS = {one.value: one for one in Ground}
ARTICLES: Mapping[Way, Article] = {
    Way.PLATFORM: CIVIL_PROCEDURE.art(90),
    Way.DIRECT: CIVIL_PROCEDURE.art(87),
    Way.LEFT: CIVIL_PROCEDURE.art(89),
    Way.POST: CIVIL_PROCEDURE.art(91),
    Way.ENTRUSTED: CIVIL_PROCEDURE.art(91),
    Way.ANNOUNCED: CIVIL_PROCEDURE.art(95),
}
FAILS_BY: Mapping[Ground, frozenset[Way]] = {
    Ground.REFUSED: frozenset({Way.PLATFORM, Way.DIRECT, Way.POST, Way.ENTRUSTED}),
    Ground.UNANSWERED: frozenset({Way.PLATFORM}),
    Ground.ABSENT: frozenset({Way.DIRECT, Way.ENTRUSTED}),
    Ground.RETURNED: frozenset({Way.POST}),
    Ground.UNKNOWN: frozenset({Way.DIRECT, Way.POST, Way.ENTRUSTED}),
}
PAPERS_OF_PROOF = frozenset({Way.DIRECT, Way.POST, Way.ENTRUSTED})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to serve: failed with its ground and the next way, or done. `earlier` are those before it."""

    way: Way
    ground: Ground | None = None
    next_way: Way | None = None
    witnessed: bool = False
    evidence: bool = False
    earlier: tuple[tuple[Way, Ground], ...] = ()

    @property
    def failed(self) -> frozenset[tuple[Way, Ground]]:
        """What has failed so far, this attempt among it."""
        mine = {(self.way, self.ground)} if self.ground else set()
        return frozenset({*self.earlier, *mine})


def next_ways(failed: frozenset[tuple[Way, Ground]]) -> tuple[Way, ...]:
    """The ways that remain after what has failed: leaving needs a refusal, announcing unknown whereabouts or two ways
    that failed."""
    tried, grounds = {way for way, _ in failed}, {ground for _, ground in failed}
    if Ground.UNKNOWN in grounds:
        return (Way.ANNOUNCED,)
    left = (Way.LEFT,) if Ground.REFUSED in grounds else ()
    others = tuple(one for one in (Way.DIRECT, Way.POST, Way.ENTRUSTED) if one not in tried)
    return (*left, *others, *((Way.ANNOUNCED,) if len(tried) > 1 else ()))


@carries("X6")
def faults_of(attempt: Attempt) -> dict[str, Message]:
    """What the law asks of the attempt and it does not have, by field."""
    return _of_a_failure(attempt, attempt.ground) if attempt.ground else _of_service(attempt)


def _of_a_failure(attempt: Attempt, ground: Ground) -> dict[str, Message]:
    faults: dict[str, Message] = {}
    if attempt.way not in FAILS_BY[ground]:
        faults["ground"] = say(
            "“%(way)s”不会因“%(ground)s”而未送达。",
            "%(way)s does not fail as “%(ground)s”.",
            way=attempt.way.label,
            ground=ground.label,
        )
    if ground is Ground.REFUSED and not (attempt.witnessed or attempt.evidence):
        faults["witnesses"] = _witnessed("拒收", "A refusal")
    ways = next_ways(attempt.failed)
    if attempt.next_way not in ways:
        faults["next_way"] = say(
            "此后可以采用：%(ways)s（%(articles)s）。",
            "What remains: %(ways)s (%(articles)s).",
            ways=tuple(one.label for one in ways),
            articles=tuple(dict.fromkeys(ARTICLES[one] for one in ways)),
        )
    return faults


def _of_service(attempt: Attempt) -> dict[str, Message]:
    faults: dict[str, Message] = {}
    if attempt.way is Way.PLATFORM:
        faults["way"] = say(
            "平台送达由受送达人在平台签收。", "On the platform the recipient signs for the paper themselves."
        )
    elif attempt.way in (Way.LEFT, Way.ANNOUNCED) and attempt.way not in next_ways(attempt.failed):
        faults["way"] = say(
            "须先登记使该方式成立的未送达情形：留置须经拒收，公告须下落不明或者两种方式未能送达（%(article)s）。",
            "First record the failure that allows it: leaving follows a refusal, announcing unknown whereabouts or "
            "two ways that failed (%(article)s).",
            article=ARTICLES[attempt.way],
        )
    if attempt.way is Way.LEFT and not (attempt.witnessed or attempt.evidence):
        faults["witnesses"] = _witnessed("留置", "Leaving it")
    if attempt.way in PAPERS_OF_PROOF and not attempt.evidence:
        faults["evidence"] = say(
            "请附送达回证或者邮件回执（%(article)s）。",
            "Attach the signed proof of service or the return slip (%(article)s).",
            article=ARTICLES[attempt.way],
        )
    return faults


def _witnessed(zh: str, en: str) -> Message:
    return say(
        f"{zh}须有见证人，或者附照片、录像等过程记录（%(article)s）。",
        f"{en} needs witnesses, or photographs or video of what happened (%(article)s).",
        article=ARTICLES[Way.LEFT],
    )


def counts_as_served(way: Way, on: date) -> date:
    """The day on which a paper served in this way counts as served; `on` is that of the receipt or announcement."""
    return on + ANNOUNCED_FOR if way is Way.ANNOUNCED else on

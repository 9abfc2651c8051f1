"""The closed sets of publication: how a review ends, how far a project has come in public."""

from qilou.kernel.fields import Labelled


class Outcome(Labelled):
    """How a review ended; blank while it is awaited."""

    PUBLISHED = "published", "已公开", "Published"
    PARTLY = "partly", "已部分公开", "Published in part"
    WITHHELD = "withheld", "不予公开", "Withheld"
    WITHDRAWN = "withdrawn", "已撤下", "Withdrawn"


class PublicStage(Labelled):
    """How far a project has come by what is published of it, and by nothing else."""

    EVALUATED = "evaluated", "评审通过", "Evaluated"
    NOT_PASSED = "not_passed", "评审未通过", "Did not pass evaluation"
    RESERVE = "reserve", "备选", "Reserve"
    LISTED = "listed", "列入清单", "Listed"
    APPROVED = "approved", "已批复", "Approved"
    CONTRACTED = "contracted", "实施中", "Under way"
    ACCEPTED = "accepted", "验收合格", "Accepted"

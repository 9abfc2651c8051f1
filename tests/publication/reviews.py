"""Reviews of the tests' city, opened by the duty and decided by the body that publishes."""

from tests.projects.city import City, at

from qilou.casework.act import Act
from qilou.casework.actions.perform import perform
from qilou.publication.actions import REVIEW, open_reviews
from qilou.publication.models import Publication

STATEMENT = {"statement": "经逐项审查，可以公开。"}
WHO = {"AUTHORITY": "authority.handler", "FINANCE": "finance.handler", "DEVELOPMENT_REFORM": "drc.handler"}


def opened(day: str) -> int:
    """The duty has come by on a day."""
    return len(open_reviews(now=at(day, "00:30")))


def review(kind: str, **of: object) -> Publication:
    """The review of a kind, or of one named further."""
    return Publication.objects.select_related("case").get(kind=kind, **of)


def handler(city: City, row: Publication) -> str:
    """Who reviews it: the handler of the body that publishes."""
    function = row.publisher.partition("@")[0]
    if function in WHO:
        return WHO[function]
    return next(f"{name}.handler" for name in city.bodies if city.key(name) == row.publisher)


def decide(city: City, row: Publication, step: str, day: str, data: object = None, who: str = "") -> Act:
    """A step of a review on a day."""
    given = STATEMENT if data is None else data
    actor = city.actor(who or handler(city, row), day)
    return perform(REVIEW, row.case.number, step, actor=actor, now=at(day), data=given)


def publish_all(city: City, day: str) -> int:
    """Everything that awaits review is published whole."""
    waiting = list(Publication.objects.select_related("case").filter(outcome="").order_by("made_on", "pk"))
    for row in waiting:
        decide(city, row, "publish", day)
    return len(waiting)

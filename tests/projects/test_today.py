"""What stands over the desk: the days left of the year's round, for whom they count."""

from datetime import datetime

import pytest

from qilou.casework.today import AtDesk
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.projects.queries.today import over_the_desk

pytestmark = pytest.mark.django_db


def told(actor: Actor, day: str) -> list[str]:
    now = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=CITY_TIME)
    return [one.words.in_("zh") for one in over_the_desk(AtDesk(actor, now))]


@pytest.mark.req("A10.1", "A10.5")
def test_the_authority_counts_down_to_both_days_and_a_unit_to_its_own() -> None:
    authority = Actor(1, "经办", 1, "主管部门", "440500", frozenset({"AUTHORITY@440500"}))
    unit = Actor(2, "经办", 2, "单位", "440500", frozenset({"org:2"}))
    assert told(authority, "2026-07-21") == [
        "距征集截止还有 10 天（2026-07-31）",
        "距年度申报截止还有 41 天（2026-08-31）",
    ]
    assert told(unit, "2026-07-21") == ["距年度申报截止还有 41 天（2026-08-31）"]
    assert told(authority, "2026-08-31") == ["距年度申报截止还有 0 天（2026-08-31）"]
    assert told(authority, "2026-09-01") == told(unit, "2026-05-01") == []

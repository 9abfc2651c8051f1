"""What the demo city's bodies owe to the archives."""

import pytest

from qilou.archives.actions import file_ended_cases
from qilou.archives.queries import counts
from qilou.demo.moments import PRESENT
from qilou.identity.queries import actor_named

pytestmark = pytest.mark.usefixtures("own_city")


def test_what_is_due_for_the_archives_stays_as_it_is_while_the_platform_files_what_else_ended() -> None:
    today = PRESENT.date()
    keeper = actor_named("authority.handler", today)
    before = counts(keeper, today)
    while file_ended_cases(now=PRESENT):
        continue
    after = counts(keeper, today)
    assert before["due"] == after["due"] > 0
    assert before["own"] < after["own"]

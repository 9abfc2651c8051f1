"""Whoever compares while somebody else enters what changed waits for it, and is not told that some is missing."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from tests.e2e.killing import until
from tests.projects.path import way
from tests.projects.test_duplicates import CARE, CARE_SAYS, declared, others

from qilou.projects.actions.likeness import enter_waiting
from qilou.projects.models import Project, ToCompare
from qilou.projects.queries.likeness import Nearest, nearest

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def is_blocked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
        return bool(cursor.fetchone()[0])


@pytest.mark.usefixtures("committed_db")
@pytest.mark.req("A4.2")
def test_a_comparison_waits_for_what_another_is_entering_and_counts_it() -> None:
    path = way()
    others(path)
    project = declared(path, CARE, CARE_SAYS).project.pk
    Project.objects.filter(pk=project).update(description="改为居家服务。")
    assert ToCompare.objects.count() == 1
    entered, goes_on = Event(), Event()
    found: list[Nearest] = []

    def enter() -> None:
        with transaction.atomic():
            enter_waiting()
            entered.set()
            goes_on.wait()
        connection.close()

    def compare() -> None:
        found.append(nearest(project))
        connection.close()

    threads = [Thread(target=enter), Thread(target=compare)]
    threads[0].start()
    entered.wait()
    threads[1].start()
    try:
        until(is_blocked, "the comparison does not wait")
    finally:
        goes_on.set()
        for one in threads:
            one.join()
    assert found[0].waiting == 0

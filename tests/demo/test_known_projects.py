"""Who knows which project: what the database keeps beside a project is what its readers and its cases say."""

from threading import Thread

import psycopg
import pytest
from django.db import connection
from tests.demo.test_access_matrix import keys_of, today

from qilou.casework.models import Case
from qilou.identity.models import Person
from qilou.identity.queries.acting import actor_of
from qilou.projects.models import Approval, Disbursement, Listing, PreReview, Project

TELLING = (PreReview, Listing, Approval, Disbursement)  # whoever reads one of these cases knows the project


def readers_by_project() -> dict[int, set[str]]:
    """A second judgement, by plain loops: a project's readers, and those of its telling cases."""
    known = {pk: set(readers) for pk, readers in Project.objects.values_list("pk", "readers")}
    of_case = dict(Case.objects.values_list("pk", "readers"))
    for table in TELLING:
        for project, case in table.objects.values_list("project_id", "case_id"):
            known[project] |= set(of_case[case])
    return known


def test_everybody_knows_the_projects_that_they_read_or_read_a_telling_case_of(city: None, story_time: None) -> None:
    known, on = readers_by_project(), today()
    sizes = set()
    for person in Person.objects.order_by("pk"):
        told = set(Project.objects.known_to(actor_of(person, on)).values_list("pk", flat=True))
        keys = keys_of(person, on)
        assert told == {pk for pk, readers in known.items() if readers & keys}, person.username
        sizes.add(len(told))
    assert min(sizes) == 0
    assert len(sizes) > 5


@pytest.mark.parametrize("table", TELLING)
def test_a_project_is_known_by_a_case_from_the_statement_that_lets_it_be_read(own_city: None, table: type) -> None:
    row = table.objects.order_by("pk").first()
    stranger = "org:987654321"

    def known() -> bool:
        return Project.objects.filter(pk=row.project_id, known_by__contains=[stranger]).exists()

    case = Case.objects.filter(pk=row.case_id)
    before = case.values_list("readers", flat=True).get()
    assert not known()
    case.update(readers=[*before, stranger])
    assert known()
    case.update(readers=before)
    assert not known()
    case.update(readers=[*before, stranger])
    other = Project.objects.exclude(pk__in=table.objects.values("project")).values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        moved = f"UPDATE {table._meta.db_table} SET project_id = %s WHERE case_id = %s"
        cursor.execute(moved, [other, row.case_id])
    assert not known()
    assert Project.objects.filter(pk=other, known_by__contains=[stranger]).exists()


def test_nobody_writes_who_knows_a_project(own_city: None) -> None:
    project = Project.objects.exclude(readers=[]).order_by("pk")[0]
    known = project.known_by
    project.known_by = ["org:987654321"]
    project.save()
    project.refresh_from_db()
    assert project.known_by == known
    Project.objects.filter(pk=project.pk).update(known_by=[])
    project.refresh_from_db()
    assert project.known_by == known


def test_two_cases_of_a_project_that_change_at_once_both_count(own_city: str) -> None:
    project = Project.objects.filter(pre_reviews__isnull=False, listings__isnull=False).order_by("pk")[0]
    strangers = {"org:987654321": project.listings.first().pk, "org:987654322": project.pre_reviews.first().pk}
    let_read = "UPDATE casework_case SET readers = readers || %s::varchar WHERE id = %s"
    with psycopg.connect(own_city) as first, psycopg.connect(own_city) as second:
        (one, listing), (other, pre_review) = strangers.items()
        first.execute(let_read, [one, listing])
        waits = Thread(target=second.execute, args=(let_read, [other, pre_review]))
        waits.start()
        with connection.cursor() as cursor:
            blocked = 0
            while not blocked and waits.is_alive():
                cursor.execute(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s", [second.info.backend_pid]
                )
                (blocked,) = cursor.fetchone()
        assert blocked
        first.commit()
        waits.join()
    project.refresh_from_db()
    assert strangers.keys() <= set(project.known_by)

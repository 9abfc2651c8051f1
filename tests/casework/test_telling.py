"""People are told of papers, cards and answers, in the way they choose."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.test_sending import MONDAY, Post
from tests.casework.test_sending import post as post
from tests.casework.town import Town, at_noon

from qilou.casework.actions.messages import NONE
from qilou.casework.actions.notify import HANDED, OVERSEEN, RED, SERVED, YELLOW
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sending import MAIL
from qilou.casework.actions.telling import tell_of_cards, tell_of_papers
from qilou.casework.actions.urging import answer_urging, urge
from qilou.casework.models import Case, Notice, Notification
from qilou.identity.models import Jurisdiction


def told(town: Town, name: str) -> list[str]:
    return list(Notification.objects.filter(person=town.people[name]).order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_the_handlers_of_a_body_are_told_once_of_each_paper_served_on_it(town: Town) -> None:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=MONDAY, data={"amount": "5000"})
    assert tell_of_papers(MONDAY) == 1
    assert tell_of_papers(MONDAY + timedelta(minutes=5)) == 0
    assert [told(town, one) for one in ("applicant", "finance", "checker", "stranger")] == [[SERVED], [SERVED], [], []]
    page = client(town, "applicant").get(reverse("notifications")).content.decode()
    assert reverse("notice", args=[Notice.objects.get().pk]) in page


@pytest.mark.django_db
@pytest.mark.req("A34.1")
def test_a_card_is_told_to_who_has_the_case_and_a_red_one_to_who_checks_and_signs(town: Town) -> None:
    under_review(town)
    due = Case.objects.get().due_on
    assert due
    assert tell_of_cards(MONDAY) == 0
    before = datetime.combine(due, MONDAY.timetz())
    assert (tell_of_cards(before), tell_of_cards(before)) == (1, 0)
    assert [told(town, one) for one in ("handler", "handler2", "checker", "signer")] == [[YELLOW], [YELLOW], [], []]
    after = before + timedelta(days=1)
    assert (tell_of_cards(after), tell_of_cards(after)) == (1, 0)
    assert [told(town, one) for one in ("handler", "checker", "signer")] == [[YELLOW, RED], [RED], [RED]]
    Case.objects.update(due_on=after.date())
    assert (tell_of_cards(after), tell_of_cards(after + timedelta(days=1))) == (1, 1)


@pytest.mark.django_db
@pytest.mark.req("A31.1", "A34.1")
def test_a_red_card_anywhere_is_told_to_those_of_the_supervising_authority_who_may_urge(town: Town) -> None:
    number = under_review(town)
    Case.objects.update(desk="FINANCE@440500/handler", due_on=MONDAY.date() - timedelta(days=1))
    assert tell_of_cards(MONDAY) == 1
    names = ("finance", "handler", "checker", "signer", "registrar")
    assert [told(town, one) for one in names] == [[RED], [], [OVERSEEN], [OVERSEEN], [OVERSEEN]]
    assert number in client(town, "signer").get(reverse("notifications")).content.decode()
    Notification.objects.all().delete()
    Case.objects.update(readers=["FINANCE@440500"], told_red=None)
    assert tell_of_cards(MONDAY) == 1
    assert told(town, "signer") == []


@pytest.mark.django_db
def test_telling_of_cards_reads_what_is_new_however_many_cards_were_told(town: Town) -> None:
    number = under_review(town)
    case = Case.objects.get(number=number)
    late = MONDAY.date() - timedelta(days=5)
    many = [
        Case(
            **{
                field.attname: getattr(case, field.attname)
                for field in Case._meta.concrete_fields
                if field.name != "id"
            }
            | {"number": f"CS26-{1000 + place}-1", "due_on": late, "told_red": late, "told_yellow": late}
        )
        for place in range(5000)
    ]
    Case.objects.bulk_create(many, batch_size=1000)
    Case.objects.filter(number=number).update(due_on=late)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE casework_case")
    untold = Case.objects.card_untold(late, MONDAY.date(), MONDAY.date())
    assert "case_card_untold" in untold.order_by("due_on", "pk").explain()
    with CaptureQueriesContext(connection) as asked:
        assert tell_of_cards(MONDAY) == 1
    assert len(asked) < 40
    with CaptureQueriesContext(connection) as again:
        assert tell_of_cards(MONDAY) == 0
    assert len(again) <= len(Jurisdiction.objects.all()) + 2


@pytest.mark.django_db
def test_who_urged_is_told_of_the_answer(town: Town) -> None:
    number = under_review(town)
    late = at_noon("2026-05-06")
    slip = urge(ROUTE, number, actor=town.actor("signer", "2026-05-06"), now=late, reason="请尽快办结。")
    answer_urging(slip.pk, "本周办结。", actor=town.actor("handler", "2026-05-06"), now=late)
    assert "answered" in told(town, "signer")


@pytest.mark.django_db
def test_one_chooses_on_a_page_and_only_what_is_offered(town: Town, post: Post) -> None:
    officer: Client = client(town, "handler")
    chosen = {HANDED: MAIL, SERVED: NONE}
    assert officer.post(reverse("notification_ways"), chosen).status_code == 302
    page = officer.get(reverse("notification_ways")).content.decode()
    assert page.count(f'<option value="{MAIL}" selected>') == 1
    assert page.count(f'<option value="{NONE}" selected>') == 1
    refused = officer.post(reverse("notification_ways"), {HANDED: "pigeon"})
    assert refused.status_code == 400
    assert "请选择所列的一项" in refused.content.decode()

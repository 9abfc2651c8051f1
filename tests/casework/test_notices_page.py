"""The list of papers: what waits for a signature stands there until its recipient has signed."""

import pytest
from tests.casework.test_pages import client, town, under_review
from tests.casework.town import Town

from qilou.casework.models import Notice

pytestmark = pytest.mark.django_db
__all__ = ["town"]


@pytest.mark.req("X6")
def test_a_served_paper_waits_in_its_recipients_list_until_it_is_signed_for(town: Town) -> None:
    number = under_review(town)
    client(town, "handler").post(f"/tests/licence/{number}/grant/", {"amount": "50", "version": "3"})
    paper, applicant = Notice.objects.get(), client(town, "applicant")
    assert paper.number in applicant.get("/notices/").content.decode()
    applicant.post(f"/notices/{paper.pk}/receive/")
    assert paper.number not in applicant.get("/notices/").content.decode()
    assert paper.number in applicant.get("/notices/?view=all").content.decode()
    assert paper.number not in client(town, "stranger").get("/notices/?view=all").content.decode()


def test_a_steps_form_is_not_shown_to_who_may_not_take_it(town: Town) -> None:
    number = under_review(town)
    answer = client(town, "finance").get(f"/tests/licence/{number}/grant/")
    assert answer.status_code == 403
    assert "第十六条" in answer.content.decode()

"""Nothing is published before its review; the review has its term; what is published is what was reviewed."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.projects.city import CITY, at
from tests.projects.stages import Story, approved, passed, performed, registered
from tests.projects.test_progress import opened as reported
from tests.projects.test_progress import report
from tests.publication.reviews import decide, opened, publish_all, review

from qilou.casework.actions.perform import perform
from qilou.casework.models import Case, Clock
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.publication.actions import REVIEW
from qilou.publication.models import Mention, Publication, PublicProject
from qilou.publication.queries import open_data as public

pytestmark = [pytest.mark.django_db, pytest.mark.req("X8")]


def test_what_was_decided_gets_its_review_once_with_its_term_and_its_body() -> None:
    story = registered()
    assert opened("2027-02-16") == Publication.objects.count() > 0
    assert opened("2027-02-17") == 0
    contract = review("contract")
    assert contract.publisher == story.city.key("health")
    assert contract.case.desk == f"{story.city.key('health')}/handler"
    assert review("approval").publisher == f"AUTHORITY@{CITY}"
    assert {one.year: one.publisher for one in Publication.objects.filter(kind="fund")} == {
        2027: f"FINANCE@{CITY}",
        2028: f"FINANCE@{CITY}",
    }
    clock = Clock.objects.get(case=contract.case)
    assert (clock.start, clock.due_on) == (date(2027, 2, 10), contract.case.due_on)
    assert Clock.objects.get(case=review("opinion").case).due_on == date(2026, 11, 17)


def test_nothing_is_in_the_open_before_its_review() -> None:
    story = approved()
    opened("2027-01-19")
    with pytest.raises(Missing):
        public.project_named(story.project.pk)
    assert list(public.of_areas()) == []
    with pytest.raises(Missing):
        public.one_publication(review("approval").case.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(kind="approval").update(published={"number": "1"}, published_at=at("2027-01-20"))


def test_what_is_published_is_what_was_reviewed_and_says_how_far_the_project_has_come() -> None:
    story = passed()
    opened("2027-11-17")
    publish_all(story.city, "2027-11-18")
    row = public.project_named(story.project.pk)
    assert (row.stage, row.unit, row.year) == ("accepted", "市医疗保障局", 2027)
    told = public.told_of(story.project.pk)
    assert [one.kind for one in told] == ["opinion", "approval", "contract", "performance", "acceptance"]
    assert all(one.published == Publication.objects.get(pk=one.pk).content for one in told)
    words = str([one.published for one in told])
    assert "陈一" not in words
    assert "评审会" not in words
    event = Event.objects.get(name="publication.review.publish", case_number=review("approval").case.number)
    assert event.content["cites"] == ["open_government:17"]
    assert event.content["input"]["statement"]


def test_only_the_body_that_made_it_publishes() -> None:
    story = registered()
    opened("2027-02-16")
    with pytest.raises(NotPermitted):
        decide(story.city, review("contract"), "publish", "2027-02-17", who="authority.handler")
    with pytest.raises(Missing):
        decide(story.city, review("contract"), "publish", "2027-02-17", who="land.handler")
    assert decide(story.city, review("contract"), "publish", "2027-02-17").case.state == "published"


def test_what_is_left_out_stands_with_ground_and_reason_and_is_not_published() -> None:
    story = registered()
    opened("2027-02-16")
    row = review("contract")
    left_out = [{"item": "award", "ground": "commercial", "reason": "通知书载有报价明细"}]
    given = {"statement": "区分处理后公开。", "left_out": left_out}
    assert decide(story.city, row, "publish_in_part", "2027-02-17", given).case.state == "partly"
    row.refresh_from_db()
    assert row.left_out == left_out
    assert row.published == {name: value for name, value in row.content.items() if name != "award"}


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("publish_in_part", {"statement": "。", "left_out": []}),
        (
            "publish_in_part",
            {"statement": "。", "left_out": [{"item": "amount", "ground": "commercial", "reason": "价格"}]},
        ),
        ("withhold", {"statement": "供应商要求不公开。", "ground": "commercial"}),
    ],
)
def test_an_award_is_kept_back_by_no_trade_secret_and_a_part_is_named(step: str, data: dict[str, Any]) -> None:
    story = registered()
    opened("2027-02-16")
    with pytest.raises(Refused) as refused:
        decide(story.city, review("contract"), step, "2027-02-17", data)
    assert refused.value.findings
    assert review("contract").outcome == ""


def test_what_is_withdrawn_is_gone_from_the_public_and_can_be_reviewed_again() -> None:
    story = registered()
    opened("2027-02-16")
    publish_all(story.city, "2027-02-17")
    assert public.project_named(story.project.pk).stage == "contracted"
    row = review("contract")
    decide(story.city, row, "withdraw", "2027-03-01", {"ground": "privacy", "reason": "载有个人电话"})
    assert public.project_named(story.project.pk).stage == "approved"
    with pytest.raises(Missing):
        public.one_publication(row.case.number)
    again = decide(story.city, row, "review_again", "2027-03-02", {"reason": "已删去个人电话"})
    assert again.case.state == "awaiting"
    clock = Clock.objects.get(case=row.case, ended_on=None)
    assert clock.start == date(2027, 3, 2)
    assert decide(story.city, row, "publish", "2027-03-03").case.state == "published"


def test_with_the_last_thing_published_of_it_a_project_is_gone_from_the_public() -> None:
    story = approved()
    opened("2027-01-19")
    decide(story.city, review("approval"), "publish", "2027-01-20")
    assert PublicProject.objects.count() == 1
    withdrawal = {"ground": "safety", "reason": "涉及关键信息基础设施"}
    decide(story.city, review("approval"), "withdraw", "2027-01-21", withdrawal)
    assert PublicProject.objects.count() == 0
    assert Mention.objects.filter(project=story.project).exists()
    assert review("approval").published is None


def test_a_change_that_is_approved_anew_is_published_as_the_new_total() -> None:
    story = passed()
    opened("2027-11-17")
    assert not Publication.objects.filter(kind="change").exists()
    assert review("approval").content["total"] == f"{story.fresh().approved_total:.2f}"


@pytest.mark.req("A18.7")
def test_a_units_quarterly_report_is_published_without_its_problems(client: Client) -> None:
    story = reported()
    act_on = {"problems": "供应商人员不足", "next_steps": "约谈供应商"}
    story.take("progress", "file", "2027-04-08", report(**act_on))
    opened("2027-04-09")
    publish_all(story.city, "2027-04-12")
    page = client.get(f"/open/projects/{story.project.pk}/").content.decode()
    assert "2027年第1季度" in page
    assert "完成详细设计并通过评审。" in page
    assert "供应商人员不足" not in page


def test_a_matter_is_reviewed_once_and_by_nobody_who_opens_it_by_hand() -> None:
    story: Story = performed()
    opened("2027-09-02")
    row = review("performance")
    decide(story.city, row, "publish", "2027-09-03")
    with pytest.raises(Conflict):
        decide(story.city, row, "publish", "2027-09-03")
    assert Case.objects.filter(procedure=REVIEW, thing=story.project.thing).count() == 4
    with pytest.raises(Missing):
        perform(REVIEW, row.case.number, "withdraw", actor=story.city.actor("chamber.handler"), now=at("2027-09-04"))


def test_a_reviewer_publishes_in_part_on_the_page_and_a_program_by_the_api(settings: Any) -> None:
    settings.QILOU_CLOCK_OFFSET = at("2027-02-17") - timezone.now()
    story = registered()
    opened("2027-02-16")
    unit, authority = Client(), Client()
    unit.force_login(story.city.people["health.handler"])
    authority.force_login(story.city.people["authority.handler"])
    row = review("contract")
    assert row.case.number in unit.get("/work/").content.decode()
    address = f"/publication/review/{row.case.number}/"
    form = unit.get(f"{address}publish_in_part/").content.decode()
    assert '<option value="supplier_code"' not in form
    assert '<option value="award"' in form
    typed = {
        "statement": "区分处理。",
        "left_out-0-item": "award",
        "left_out-0-ground": "commercial",
        "left_out-0-reason": "附报价明细",
        "version": row.case.version,
    }
    assert unit.post(f"{address}publish_in_part/", typed).status_code == 302
    assert review("contract").outcome == "partly"
    page = unit.get(address).content.decode()
    assert "附报价明细" in page
    assert "/law/open_government/15/" in page
    approval = review("approval").case
    answer = authority.post(
        f"/api/v1/publication/review/{approval.number}/publish", {"statement": "可以公开。"}, "application/json"
    )
    assert answer.status_code == 200, answer.content
    assert review("approval").outcome == "published"

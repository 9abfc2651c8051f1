"""A slip of the pen in a decision's paper is corrected by a further paper; the decision itself stays as it is."""

import pytest
from tests.projects.stages import APPROVED, Story, accepted, approved, proposed

from qilou.casework.models import Notice
from qilou.kernel.errors import NotPermitted, Refused
from qilou.projects.models import Approval

DAY = "2027-03-01"


def slip(wrong: str, right: str) -> dict[str, str]:
    return {"wrong": wrong, "right": right, "reason": "打字错误"}


def refusal(story: Story, step: str, data: dict[str, str], who: str = "authority.handler") -> set[str]:
    """The rules that refuse a correction."""
    with pytest.raises(Refused) as caught:
        story.take("approval", step, DAY, data, who=who)
    return {finding.rule.rpartition(".")[2] for finding in caught.value.findings}


@pytest.mark.django_db
@pytest.mark.parametrize("works", [False, True])
def test_a_slip_is_corrected_by_draft_check_and_signature_and_the_reply_stands(works: bool) -> None:
    story = approved(proposed(works=works))
    reply = Notice.objects.get(kind=f"projects.approval.reply{story.suffix}")
    approval, state = Approval.objects.get(), story.case("approval").state
    story.sign("approval", f"correct_reply{story.suffix}", DAY, slip("批准的建设方案", "经批准的建设方案"))
    paper = Notice.objects.get(kind=f"projects.approval.corrected{story.suffix}")
    words = "".join(paper.body["zh"])
    assert reply.number in words
    assert "经批准的建设方案" in words
    assert paper.number != reply.number
    reply.refresh_from_db()
    assert reply.status == "standing"
    assert story.case("approval").state == state
    after = Approval.objects.get()
    assert (after.total, after.years, after.items) == (approval.total, approval.years, approval.items)


@pytest.mark.django_db
def test_a_refusals_paper_is_corrected_too_and_the_case_stays_refused() -> None:
    story = accepted()
    story.sign("approval", "refuse", APPROVED, {"ground": "plan", "reason": "不在规化之内"})
    story.sign("approval", "correct_refusal", DAY, slip("规化", "规划"))
    assert story.case("approval").state == "refused"
    assert "更正为“规划”" in "".join(Notice.objects.get(kind="projects.approval.corrected").body["zh"])


@pytest.mark.django_db
def test_words_that_stand_in_no_paper_of_the_body_are_not_corrected() -> None:
    story = approved()
    assert refusal(story, "correct_reply", slip("文书里没有的话", "别的话")) == {"slip_stands_in_own_paper"}
    assert refusal(story, "correct_reply", slip("批复如下", "批复如下")) == {"slip_stands_in_own_paper"}


@pytest.mark.django_db
@pytest.mark.parametrize(("wrong", "right"), [("批复如下", "批复如下3"), ("一、同意", "二、同意")])
def test_a_correction_changes_no_figure(wrong: str, right: str) -> None:
    assert refusal(approved(), "correct_reply", slip(wrong, right)) == {"slip_changes_no_figure"}


@pytest.mark.django_db
def test_only_the_body_that_served_the_paper_corrects_it() -> None:
    story = approved()
    with pytest.raises(NotPermitted):
        story.take("approval", "correct_reply", DAY, slip("批复如下", "答复如下"), who="health.handler")
    wrong = slip("批复如下", "答复如下")
    assert refusal(story, "correct_reply_works", wrong, who="drc.handler") == {"slip_stands_in_own_paper"}

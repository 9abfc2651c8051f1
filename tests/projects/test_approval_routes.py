"""Which body approves follows from the works, and a project is never before both."""

from datetime import date

import pytest
from tests.projects.city import CITY, build
from tests.projects.stages import (
    accepted,
    application,
    applied,
    proposed,
    reply,
)
from tests.projects.test_approval import broken, last_notice, refused

from qilou.kernel.errors import Conflict, NotPermitted
from qilou.projects.models import Approval


@pytest.mark.django_db
@pytest.mark.req("A15.1", "A15.4", "A15.5")
def test_the_route_follows_from_the_works_and_not_from_a_choice() -> None:
    city = build()
    plain, works = proposed(city), proposed(city, works=True)
    plain.open("approval", "2027-01-11")
    works.open("approval", "2027-01-11")
    error = refused(plain, "apply_works", application(project_code="2701"))
    assert broken(error) == {"route_is_construction"}
    assert error.cites[0].id == "m164:15.1.1"
    assert broken(refused(works, "apply", application())) == {"route_is_egovernment"}


@pytest.mark.django_db
@pytest.mark.req("A15.2", "A15.3", "A16.1")
def test_works_are_approved_by_development_and_reform_on_the_opinion_and_under_a_project_code() -> None:
    story = proposed(works=True)
    story.open("approval", "2027-01-11")
    assert broken(refused(story, "apply_works", application())) == {"investment_code_given"}
    story.take("approval", "apply_works", "2027-01-11", application(project_code="2701-440500-04-01-000001"))
    story.take("approval", "accept_works", "2027-01-12", who="drc.handler")
    assert story.case("approval").due_on is None
    error = refused(
        story,
        "approve_works",
        reply(total="4000000.00", years=[{"year": 2027, "amount": "4000000.00"}]),
        who="drc.handler",
    )
    assert broken(error) == {"decision_agrees_with_opinion"}
    assert error.cites[0].id == "m164:16"
    story.sign("approval", "approve_works", "2027-01-18", reply())
    project = story.fresh()
    assert (project.route, project.stage) == ("construction", "approved")
    told = last_notice()
    assert told.issuer == "市发展和改革局"
    assert {one["key"] for one in told.recipients if one["copy"]} == {f"FINANCE@{CITY}", f"AUTHORITY@{CITY}"}
    assert "汕政数评〔2026〕5号" in told.body["zh"][0]


@pytest.mark.django_db
@pytest.mark.req("A16.1")
def test_development_and_reform_does_not_decide_without_the_opinion_in_the_file() -> None:
    story = accepted(proposed(works=True))
    story.project.opinions.update(result="not_passed", suggested=None)
    error = refused(story, "approve_works", reply(), "2027-01-18", who="drc.handler")
    assert "opinion_is_a_basis" in broken(error)


@pytest.mark.django_db
@pytest.mark.req("A5.4", "A15.2", "A15.4")
def test_the_wrong_body_is_refused_with_the_article() -> None:
    story = accepted()
    with pytest.raises(NotPermitted) as caught:
        story.take("approval", "approve", "2027-01-13", reply(), who="drc.handler")
    assert caught.value.cites[0].id == "m164:16.2"
    assert "电子政务主管部门" in caught.value.message.in_("zh")
    with pytest.raises(NotPermitted):
        story.take("approval", "approve", "2027-01-13", reply(), who="finance.handler")
    with pytest.raises(NotPermitted):
        story.take("approval", "refuse", "2027-01-13", {"ground": "plan", "reason": "x"}, who="health.handler")
    with pytest.raises(Conflict):
        story.take("approval", "approve_works", "2027-01-13", reply(), who="drc.handler")


@pytest.mark.django_db
@pytest.mark.req("A15.5")
def test_changed_works_void_the_pending_application_and_its_date_passes_to_the_next() -> None:
    story = accepted()
    error = refused(story, "restate", {"includes_construction": False, "reason": "无变化"})
    assert broken(error) == {"route_really_changes"}
    story.take("approval", "restate", "2027-01-13", {"includes_construction": True, "reason": "增加机房土建"})
    assert story.case("approval").state == "void"
    assert story.fresh().includes_construction
    story.body, story.suffix = "drc", "_works"
    applied(story, day="2028-01-10")
    assert Approval.objects.get(outcome="").applied_on == date(2027, 1, 11)


@pytest.mark.django_db
@pytest.mark.req("A15.5")
def test_the_body_that_finds_works_sends_the_unit_to_the_other() -> None:
    story = accepted()
    story.take(
        "approval",
        "reroute",
        "2027-01-13",
        {"includes_construction": True, "reason": "方案含机房土建"},
        who="authority.handler",
    )
    assert story.case("approval").state == "void"
    assert "发展" not in last_notice().issuer
    assert last_notice().kind == "projects.approval.rerouted"


@pytest.mark.django_db
@pytest.mark.req("A15.5")
def test_a_project_is_never_before_two_bodies() -> None:
    story = applied()
    story.open("approval", "2027-01-12")
    error = refused(story, "apply", application(), "2027-01-12")
    assert broken(error) == {"no_other_application"}

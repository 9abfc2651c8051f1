"""Doubtful points on the list: found by a look, answered by the unit, settled by the auditor, opened again by facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.projects.city import CITY, DISTRICT, SINCE, City, at, paper
from tests.projects.stages import Story, approved, contract, proposed, registered
from tests.supervision.office import with_auditor

from qilou.casework.today import today_for
from qilou.identity.models import FunctionHolding, Jurisdiction
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Refused, Unconfirmed
from qilou.kernel.registers import REGISTERS
from qilou.ledger.models import Event
from qilou.projects.models import Contract
from qilou.supervision import actions
from qilou.supervision.inputs import Answer, Closing
from qilou.supervision.models import Doubt, DoubtNote, Look
from qilou.supervision.queries.facts import facts_of

pytestmark = pytest.mark.django_db
DAY = "2027-03-10"


@pytest.fixture
def story() -> Story:
    """A supervisor that also tests: a doubtful point by acts that every gate let through."""
    story = approved(proposed(with_auditor()))
    for number, kind, day in (("JL-1", "supervision", "2027-02-15"), ("CS-1", "testing", "2027-02-18")):
        story.open("contract", day)
        given = contract(number=number, kind=kind, supplier="礐石监理公司", amount="40000.00", signed_on=day)
        story.take("contract", "register", day, given)
    return story


def look(story: Story, day: str = DAY, time: str = "00:30") -> int:
    return actions.look(CITY, actor=story.city.actor("audit.auditor", day), now=at(day, time))


def the_point() -> Doubt:
    return Doubt.objects.get(check_code="designer_wins_bid")


def answer(story: Story, who: str = "health.handler", day: str = DAY, **given: Any) -> Doubt:
    typed = Answer(**({"text": "两项服务由不同部门承担。"} | given))
    return actions.answer(the_point().pk, typed, actor=story.city.actor(who, day), now=at(day, "11:00"))


def settle(story: Story, verb: str = "close", who: str = "audit.auditor", day: str = DAY, **given: Any) -> Doubt:
    do = {"close": actions.close, "dismiss": actions.dismiss}[verb]
    typed = Closing(**({"text": "解除检测合同协议书〔2027〕3号"} | given))
    return do(the_point().pk, typed, actor=story.city.actor(who, day), now=at(day, "15:00"))


@pytest.mark.req("A13.5")
def test_a_look_lists_what_facts_raise_once_and_says_what_it_could_not_check(story: Story) -> None:
    assert look(story) == 1
    point = the_point()
    assert (point.state, point.first_seen, point.unit_name) == ("open", date(2027, 3, 10), "市医疗保障局")
    assert point.facts["roles"] == ["supervision"]
    assert Contract.objects.get(case__number=point.case_number).number == "CS-1"
    lacking = {one["en"]: one["n"] for one in Look.objects.get().lacking}
    assert lacking["the date of the award is not entered"] == 2
    Contract.objects.update(published_on=date(2027, 3, 1), filed_on=date(2027, 3, 2))
    look(story, time="00:40")
    lacking = {one["en"]: one["n"] for one in Look.objects.get().lacking}
    assert lacking["the year's working days are not published yet"] == 2  # contracts, not periods
    told = Event.objects.filter(name="supervision.look").earliest("id").content
    assert told["effects"]["supervision_doubt"][str(point.pk)]["state"] == "open"
    assert look(story, time="09:00") == 0
    assert Doubt.objects.count() == 1


def test_the_platform_looks_once_a_day_at_each_area_with_an_audit_office(story: Story) -> None:
    assert actions.look_at_areas(now=at(DAY, "00:10")) == 1
    assert actions.look_at_areas(now=at(DAY, "00:20")) == 0
    assert Look.objects.get().looked_at == at(DAY, "00:10")
    actions.look_at_areas(now=at("2027-03-11", "00:10"))
    assert Event.objects.filter(name="supervision.look").count() == 2


@pytest.mark.req("A40.8")
def test_the_unit_answers_and_the_auditor_closes_on_evidence(story: Story) -> None:
    look(story)
    assert answer(story, file=paper("分工说明.pdf")).state == "answered"
    assert settle(story).state == "closed"
    kinds = list(DoubtNote.objects.order_by("pk").values_list("kind", "by", "text"))
    assert [one[0] for one in kinds] == ["found", "answered", "closed"]
    assert kinds[2][1:] == ("audit.auditor", "解除检测合同协议书〔2027〕3号")
    names = [one.name for one in Event.objects.order_by("id") if one.name.startswith("supervision.")]
    assert names == ["supervision.look", "supervision.doubt.answer", "supervision.doubt.close"]
    with pytest.raises(Conflict):
        answer(story)
    assert look(story, "2027-03-11") == 0
    assert the_point().state == "closed"


def test_a_settled_point_opens_again_when_its_facts_change(story: Story) -> None:
    look(story)
    settle(story, "dismiss", text="合同已在履行前变更")
    Contract.objects.filter(number="CS-1").update(method="inquiry")
    assert look(story, "2027-04-12") == 1
    point = the_point()
    assert (point.state, point.first_seen, point.since) == ("open", date(2027, 3, 10), date(2027, 4, 12))
    assert DoubtNote.objects.order_by("-pk")[0].kind == "reopened"


def test_an_answer_to_other_facts_is_asked_for_anew(story: Story) -> None:
    look(story)
    answer(story)
    Contract.objects.filter(number="CS-1").update(method="inquiry")
    look(story, "2027-03-12")
    assert (the_point().state, DoubtNote.objects.order_by("-pk")[0].kind) == ("open", "changed")


def test_a_point_that_facts_no_longer_raise_waits_for_the_auditor(story: Story) -> None:
    look(story)
    Contract.objects.filter(number="CS-1").update(status="terminated")
    look(story, "2027-03-12")
    assert (the_point().state, the_point().gone_on) == ("open", date(2027, 3, 12))
    assert settle(story, "dismiss", day="2027-03-12").state == "dismissed"
    Contract.objects.filter(number="CS-1").update(status="in_force")
    look(story, "2027-03-15")
    assert (the_point().state, the_point().gone_on) == ("open", None)


def test_only_the_unit_answers_and_only_an_auditor_looks_and_settles(story: Story) -> None:
    look(story)
    with pytest.raises(Missing):
        answer(story, "land.handler")
    for who in ("health.signer", "audit.auditor"):
        with pytest.raises(NotPermitted):
            answer(story, who)
    for who in ("health.handler", "audit.handler"):
        with pytest.raises(NotPermitted):
            settle(story, who=who)
    for who in ("audit.handler", "authority.handler", "finance.signer"):
        with pytest.raises(NotPermitted):
            actions.look(CITY, actor=story.city.actor(who), now=at(DAY))
    for who in ("authority.handler", "finance.handler", "longhu.handler"):
        with pytest.raises(Missing):
            settle(story, who=who)
    assert the_point().state == "open"


@pytest.mark.req("A40.8")
def test_an_audit_office_is_not_judge_of_itself_and_the_one_above_settles(story: Story) -> None:
    look(story)
    Doubt.objects.update(unit=story.city.bodies["audit"])
    for verb in ("close", "dismiss"):
        with pytest.raises(NotPermitted) as refused:
            settle(story, verb)
        assert refused.value.code == "own_office"
        assert [one.id for one in refused.value.cites] == ["audit_law:15", "audit_law:31"]
    assert the_point().state == "open"
    below = Jurisdiction.objects.get(code=DISTRICT)
    Doubt.objects.update(jurisdiction=below)
    with pytest.raises(Missing):  # a point of the district about somebody else
        settle(story, who="longhu.handler")
    FunctionHolding.objects.create(
        function="AUDIT",
        jurisdiction=below,
        organisation=story.city.bodies["land"],
        since=SINCE,
        document="汕编〔2019〕2号",
    )
    Doubt.objects.update(unit=story.city.bodies["land"])
    assert settle(story, who="audit.auditor").state == "closed"


@pytest.mark.usefixtures("on_the_day")
def test_the_page_of_a_point_about_the_office_says_who_settles_it(story: Story) -> None:
    look(story)
    auditor, one = client(story.city, "audit.auditor", "en"), reverse("doubt", args=[the_point().pk])
    assert "Close on this evidence" in auditor.get(one).content.decode()
    Doubt.objects.update(unit=story.city.bodies["audit"])
    shown = auditor.get(one).content.decode()
    assert "an auditor of the audit office above settles the point" in shown
    assert "Close on this evidence" not in shown
    assert auditor.post(reverse("doubt_act", args=[the_point().pk, "close"]), {"text": "x"}).status_code == 403


def test_settling_a_point_asks_who_one_is_and_answering_does_not(story: Story) -> None:
    look(story)
    unit, auditor = (story.city.actor(who, DAY) for who in ("health.handler", "audit.auditor"))
    actions.answer(the_point().pk, Answer(text="说明"), actor=replace(unit, confirmed=False), now=at(DAY))
    for do in (actions.close, actions.dismiss):
        with pytest.raises(Unconfirmed):
            do(the_point().pk, Closing(text="x"), actor=replace(auditor, confirmed=False), now=at(DAY))
    assert the_point().state == "answered"


def test_a_file_of_somebody_else_is_no_evidence_and_a_secret_is_not_kept(story: Story) -> None:
    look(story)
    with pytest.raises(Refused) as unknown:
        answer(story, file="0" * 64)
    assert "file" in unknown.value.errors  # type: ignore[attr-defined]
    with pytest.raises(Refused) as secret:
        answer(story, text="本件为机密★10年")
    assert secret.value.code == "secret"
    assert the_point().state == "open"


def test_facts_are_read_by_the_same_number_of_queries_for_any_number_of_projects(story: Story) -> None:
    with CaptureQueriesContext(connection) as one:
        facts_of(CITY, date(2027, 3, 10))
    for place in range(3):
        more = proposed(story.city, total=story.project.asked)
        more.project.name = f"另一项目{place}"
        more.project.save()
        registered(more, number=f"B-{place}")
    with CaptureQueriesContext(connection) as four:
        facts, _ = facts_of(CITY, date(2027, 3, 10))
    assert len(facts.projects) == 4
    assert len(one) == len(four) == 15


def client(city: City, name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.fixture
def on_the_day(settings: Any) -> None:
    """Pages are asked on the day of the story."""
    settings.QILOU_CLOCK_OFFSET = at("2027-03-12") - timezone.now()


@pytest.mark.usefixtures("on_the_day")
def test_the_pages_of_auditor_and_unit(story: Story) -> None:
    look(story)
    auditor, unit = client(story.city, "audit.auditor", "en"), client(story.city, "health.handler", "en")
    listed = auditor.get(reverse("doubts")).content.decode()
    assert "The designer wins the bid" in listed
    assert "Checks that cannot be made yet" in listed
    assert "the date of the award is not entered" in listed
    one = reverse("doubt", args=[the_point().pk])
    assert "Call for the case" in auditor.get(one).content.decode()
    assert unit.post(reverse("doubt_act", args=[the_point().pk, "answer"]), {"text": ""}).status_code == 400
    sent = unit.post(reverse("doubt_act", args=[the_point().pk, "answer"]), {"text": "由不同部门承担"})
    assert sent.status_code == 302
    assert "由不同部门承担" in auditor.get(one).content.decode()
    assert auditor.post(reverse("doubt_act", args=[the_point().pk, "dismiss"]), {"text": "核实"}).status_code == 302
    assert "Dismissed" in unit.get(one).content.decode()
    assert unit.post(reverse("look_for_doubts")).status_code == 403
    assert client(story.city, "land.handler").get(one).status_code == 404
    others = client(story.city, "land.handler", "en").get(reverse("doubts") + "?view=all").content.decode()
    assert "No doubtful point to show" in others


@pytest.mark.usefixtures("on_the_day")
def test_the_same_acts_through_the_api(story: Story) -> None:
    auditor, unit = client(story.city, "audit.auditor"), client(story.city, "health.handler")
    assert auditor.post("/api/v1/audit/look", {}, "application/json").json() == {"moved": 1}
    (row,) = unit.get("/api/v1/audit/doubts").json()
    assert (row["check"], row["state"]) == ("designer_wins_bid", "open")
    address = f"/api/v1/audit/doubts/{row['id']}"
    assert unit.post(f"{address}/answer", {"text": "已说明"}, "application/json").json()["state"] == "answered"
    assert unit.post(f"{address}/close", {"text": "x"}, "application/json").status_code == 403
    assert auditor.post(f"{address}/close", {"text": "凭证"}, "application/json").json()["state"] == "closed"
    assert client(story.city, "land.handler").get(address).status_code == 404


def test_auditor_and_unit_are_told_over_their_desks(story: Story) -> None:
    look(story)

    def told(who: str) -> list[str]:
        return [one.words.in_("en") for one in today_for(story.city.actor(who, DAY), at(DAY))]

    assert "Points that wait for an answer: 1" in told("audit.auditor")
    assert "Doubtful points that wait for your answer: 1" in told("health.handler")
    assert not any("oubtful" in one for one in told("land.handler"))
    successor, taken_over = story.city.actor("land.handler", DAY), f"org:{the_point().unit_id}"
    successor = replace(
        successor, keys=successor.keys | {taken_over}, desks=(*successor.desks, f"{taken_over}/handler")
    )
    assert "Doubtful points that wait for your answer: 1" in [
        one.words.in_("en") for one in today_for(successor, at(DAY))
    ]


def test_the_register_tells_the_day_of_the_city_on_which_a_point_was_settled(story: Story) -> None:
    look(story)
    auditor = story.city.actor("audit.auditor", DAY)
    actions.close(the_point().pk, Closing(text="凭证"), actor=auditor, now=at("2027-03-11", "07:30"))
    register = REGISTERS["doubts"]
    (row,) = [register.cells(one) for one in register.found(auditor, 0)]
    assert row[-1] == date(2027, 3, 11)


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize(("who", "most"), [("audit.auditor", 12), ("health.handler", 12)])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_points(story: Story, who: str, most: int) -> None:
    look(story)
    reader = client(story.city, who)
    reader.get(reverse("doubts"))
    with CaptureQueriesContext(connection) as one:
        reader.get(reverse("doubts"))
    point = the_point()
    for place in range(30):
        point.pk, point.subject = None, f"projects.contract:{10_000 + place}"
        point.save()
    with CaptureQueriesContext(connection) as many:
        assert reader.get(reverse("doubts")).content.decode().count('<th scope="row"') == 31
    assert len(one) == len(many) <= most

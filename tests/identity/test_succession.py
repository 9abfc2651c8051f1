"""One body takes the place of another: old decisions keep the old name, unfinished matters find the new one."""

from datetime import date, timedelta

import pytest

from qilou.identity import actions, queries
from qilou.identity.inputs import NewDelegation, Succession
from qilou.identity.kinds import PostKind
from qilou.identity.models import Appointment, Organisation
from qilou.kernel.errors import NotPermitted, Refused
from qilou.law import AUTHORITY
from qilou.ledger.models import Event

from .conftest import LONG_AGO, NOW, City

OLD = "政务服务和数据管理局"
DAY = date(2026, 7, 1)


def renamed(**changed: object) -> Succession:
    given = {"on": DAY, "document": "汕机编〔2026〕9号", "name_zh": "数据发展局", "name_en": "Data Bureau"}
    return Succession.model_validate(given | changed)


def succeed(city: City, **changed: object) -> Organisation:
    old = city.organisations[OLD]
    return actions.succeed_organisation(old.pk, renamed(**changed), actor=city.actor("admin"), now=NOW)


@pytest.mark.req("A5.5")
def test_the_successor_holds_the_function_from_the_day_and_the_old_name_stays_before_it(city: City) -> None:
    succeed(city)
    eve, day = (queries.holder(AUTHORITY.code, "440500", one) for one in (DAY - timedelta(days=1), DAY))
    assert eve is not None
    assert day is not None
    assert (eve.name.zh, eve.document) == (OLD, "汕府〔2019〕1号")
    assert (day.name.zh, day.document) == ("数据发展局", "汕机编〔2026〕9号")
    assert (eve.until, day.since) == (DAY, DAY)


@pytest.mark.req("A5.5")
def test_the_same_people_go_on_under_the_new_name_and_find_the_old_matters(city: City) -> None:
    old = city.organisations[OLD]
    new = succeed(city)
    before, after = city.actor("handler", DAY - timedelta(days=1)), city.actor("handler", DAY)
    assert (before.organisation, after.organisation) == (OLD, "数据发展局")
    assert {"AUTHORITY@440500", f"org:{old.pk}", f"org:{new.pk}"} <= after.keys
    assert {"AUTHORITY@440500/handler", f"org:{old.pk}/handler"} <= set(after.desks)
    assert f"org:{new.pk}" not in before.keys
    assert city.actor("admin", DAY).holds("AUTHORITY@440500/administrator")


@pytest.mark.req("A5.5")
def test_a_delegation_runs_on_through_a_succession(city: City) -> None:
    post = Appointment.objects.get(person=city.people["signer"]).post
    given = NewDelegation(
        post=post.pk,
        to_person=city.people["handler"].pk,
        since=DAY - timedelta(days=3),
        until=DAY + timedelta(days=3),
        reason="出差",
    )
    actions.delegate(given, actor=city.actor("signer"), now=NOW)
    succeed(city)
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=2)):
        assert city.actor("handler", day).holds("AUTHORITY@440500/signer")
    assert not city.actor("handler", DAY + timedelta(days=3)).holds("AUTHORITY@440500/signer")


@pytest.mark.req("A5.5")
def test_what_was_to_begin_later_begins_under_the_new_name(city: City) -> None:
    late = city.officer("late", city.organisations[OLD], PostKind.CHECKER, since=DAY + timedelta(days=30))
    succeed(city)
    held = Appointment.objects.get(person=late)
    assert held.since == DAY + timedelta(days=30)
    assert held.post.organisation.name_zh == "数据发展局"


@pytest.mark.req("A5.5")
def test_a_renamed_body_may_keep_its_code(city: City) -> None:
    old = city.organisations[OLD]
    assert succeed(city).uscc == old.uscc


@pytest.mark.req("A5.5")
def test_a_body_merges_into_one_that_exists(city: City) -> None:
    bureau = city.organisations["医疗保障局"]
    merged = actions.succeed_organisation(
        bureau.pk,
        renamed(successor=city.organisations[OLD].pk, name_zh="", name_en=""),
        actor=city.actor("admin"),
        now=NOW,
    )
    assert merged.pk == city.organisations[OLD].pk
    assert city.actor("bureau", DAY).keys >= {f"org:{bureau.pk}", f"org:{merged.pk}", "AUTHORITY@440500"}


@pytest.mark.req("A5.5")
def test_the_record_tells_every_row_that_the_succession_wrote(city: City) -> None:
    new = succeed(city)
    told = Event.objects.get(name="identity.succeed_organisation")
    effects = told.content["effects"]
    assert told.content["input"]["document"] == "汕机编〔2026〕9号"
    assert effects["identity_organisation"][str(city.organisations[OLD].pk)]["succeeded_by_id"] == new.pk
    assert len(effects["identity_post"]) == 6
    assert len(effects["identity_appointment"]) == 6
    assert len(effects["identity_functionholding"]) == 2


@pytest.mark.req("A5.5")
def test_a_succession_is_refused_twice_backwards_and_to_itself(city: City) -> None:
    old = city.organisations[OLD]
    for changed in ({"on": LONG_AGO}, {"successor": old.pk, "name_zh": "", "name_en": ""}):
        with pytest.raises(Refused):
            succeed(city, **changed)
    succeed(city)
    with pytest.raises(Refused):
        succeed(city)


def test_only_an_administrator_enters_a_succession(city: City) -> None:
    with pytest.raises(NotPermitted):
        actions.succeed_organisation(city.organisations[OLD].pk, renamed(), actor=city.actor("signer"), now=NOW)
    assert Organisation.objects.get(pk=city.organisations[OLD].pk).until is None

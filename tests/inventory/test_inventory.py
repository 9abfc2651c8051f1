"""The register of systems: nothing in operation that neither passed acceptance nor is proved by a document."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, DISTRICT, City, at, build

from qilou.inventory.actions import enter_accepted, enter_of_record, put_into_operation, retire
from qilou.inventory.models import System
from qilou.inventory.queries import built_by, register, system, system_options
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
THING = "projects.project:1"


@pytest.fixture
def city() -> City:
    return build()


def accepted(city: City, thing: str = THING) -> System:
    return enter_accepted(
        thing,
        jurisdiction=CITY,
        unit_id=city.bodies["health"].pk,
        unit_name="市医疗保障局",
        name="监管与稽核系统",
        description="规则引擎",
        acceptance_case="YA27-1-8",
        accepted_on=date(2027, 11, 16),
        extends=None,
        security_grade="三级",
        actor=city.actor("health.handler"),
        now=at("2027-11-16"),
    )


def of_record(city: City, who: str = "health.handler", **changed: object) -> System:
    given: dict[str, object] = {
        "jurisdiction": CITY,
        "unit_id": city.bodies["health"].pk,
        "unit_name": "市医疗保障局",
        "name": "医保结算系统",
        "description": "结算",
        "document": "汕医保〔2019〕12号",
        "operating_since": date(2019, 6, 1),
    }
    return enter_of_record(actor=city.actor(who), now=at("2026-08-03"), **{**given, **changed})


@pytest.mark.req("A19.7", "A19.11")
def test_what_passed_acceptance_waits_for_operation_and_then_operates_once(city: City) -> None:
    assert accepted(city).status == "accepted"
    actor, now = city.actor("health.handler"), at("2027-12-01")
    put_into_operation(THING, on=date(2027, 12, 1), case="YA27-1-8", actor=actor, now=now)
    found = built_by(THING)
    assert (found.status.value, found.operating_since) == ("operating", date(2027, 12, 1))
    assert found.status_label.en == "In operation"
    with pytest.raises(Refused):
        put_into_operation(THING, on=date(2027, 12, 2), case="YA27-1-8", actor=actor, now=now)
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == [
        "inventory.enter_accepted",
        "inventory.put_into_operation",
    ]


@pytest.mark.req("A19.7")
def test_what_was_never_accepted_is_refused_with_the_article(city: City) -> None:
    with pytest.raises(Refused) as caught:
        put_into_operation(
            THING, on=date(2027, 12, 1), case="", actor=city.actor("health.handler"), now=at("2027-12-01")
        )
    assert caught.value.cites[0].id == "m164:19.2"
    assert built_by(THING) is None


@pytest.mark.req("A19.7")
@pytest.mark.parametrize(
    "changed",
    [
        {"acceptance_case": ""},
        {"accepted_on": None},
        {"status": "operating"},
        {"status": "operating", "operating_since": date(2027, 11, 15)},
        {"status": "unheard"},
    ],
)
def test_the_database_refuses_systems_that_could_not_be(city: City, changed: dict[str, object]) -> None:
    accepted(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        System.objects.update(**changed)


def test_a_project_brings_in_one_system(city: City) -> None:
    accepted(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        accepted(city)


@pytest.mark.req("A10.4")
def test_older_systems_are_entered_by_their_document_and_can_be_named_in_a_declaration(city: City) -> None:
    entered = of_record(city)
    assert entered.number == f"XT-{entered.pk}"
    assert system_options(city.actor("health.handler"), entered.unit_id) == [
        (str(entered.pk), f"{entered.number} 医保结算系统")
    ]
    assert system_options(city.actor("land.handler")) == []
    retire(entered.pk, actor=city.actor("health.handler"), now=at("2026-08-04"), reason="由新系统替代")
    assert system_options(city.actor("health.handler")) == []
    with pytest.raises(Refused):
        retire(entered.pk, actor=city.actor("health.handler"), now=at("2026-08-05"), reason="再次")


def test_the_authority_keeps_all_entries_and_a_unit_only_its_own(city: City) -> None:
    of_record(city, "authority.handler")
    with pytest.raises(NotPermitted):
        of_record(city, "land.handler")
    with pytest.raises(NotPermitted):
        of_record(city, "health.signer")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"document": ""}, "document"),
        ({"operating_since": date(2026, 8, 4)}, "operating_since"),
    ],
)
def test_an_entry_names_itself_its_document_and_a_past_day(city: City, changed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        of_record(city, **changed)
    assert set(caught.value.errors) == {field}


def test_a_register_shows_what_its_reader_may_see(city: City) -> None:
    entered = of_record(city)
    civil = of_record(
        city,
        "longhu.handler",
        jurisdiction=DISTRICT,
        unit_id=city.bodies["longhu_civil"].pk,
        unit_name="龙湖区民政局",
        name="派单系统",
    )
    assert {one.id for one in register(city.actor("authority.handler"))} == {entered.pk, civil.pk}
    assert {one.id for one in register(city.actor("finance.handler"))} == {entered.pk}
    assert {one.id for one in register(city.actor("longhu.handler"))} == {civil.pk}
    assert register(city.actor("land.handler")) == ()
    assert system(entered.pk, city.actor("land.handler")) is None
    with pytest.raises(Missing):
        retire(entered.pk, actor=city.actor("land.handler"), now=at("2026-08-04"), reason="x")
    with pytest.raises(Invalid):
        retire(entered.pk, actor=city.actor("health.handler"), now=at("2026-08-04"), reason=" ")

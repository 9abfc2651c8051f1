"""What is opened on an access has an owner, a purpose, a window, a way back and a last day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.network.office import APPROVAL, Office, application
from tests.network.test_access import broken
from tests.projects.city import at

from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case
from qilou.kernel.errors import Refused
from qilou.law import Breach, Met, Readings, Rule
from qilou.network.models import Access, Opening
from qilou.network.rules import openings as rules
from qilou.network.rules.openings import OpeningFacts

A, B, C = date(2026, 8, 1), date(2026, 8, 3), date(2027, 8, 3)
TODAY = Readings(B)
DONE = {"today": B, "agreed_on": A, "until": C}


@pytest.mark.req("A22.1", "A24.2")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.access_in_service, OpeningFacts(in_service=True), Met),
        (rules.access_in_service, OpeningFacts(in_service=False), Breach),
        (rules.ends_in_time, OpeningFacts(today=B, until=C), Met),
        (rules.ends_in_time, OpeningFacts(today=B, until=date(2027, 8, 4)), Breach),
        (rules.ends_in_time, OpeningFacts(today=B, until=B), Breach),
        (rules.opened_after_agreement, OpeningFacts(**DONE, opened_on=A), Met),
        (rules.opened_after_agreement, OpeningFacts(**DONE, opened_on=B), Met),
        (rules.opened_after_agreement, OpeningFacts(**DONE, opened_on=date(2026, 7, 31)), Breach),
        (rules.opened_after_agreement, OpeningFacts(**DONE, opened_on=date(2026, 8, 4)), Breach),
        (rules.opened_after_agreement, OpeningFacts(**DONE | {"until": A}, opened_on=B), Breach),
    ],
)
def test_what_is_asked_of_an_opening(rule: Rule, facts: OpeningFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    office.connected()
    return office


def asked(office: Office, until: str = "2026-09-30") -> str:
    form = {
        "access": Access.objects.get().pk,
        "kind": "policy",
        "what": "10.1.0.8 → 10.3.0.0/24 TCP 443",
        "purpose": "医保结算接口",
        "owner": "乙",
        "until": until,
    }
    return office.open("opening", "health.handler", form)


def opened(office: Office) -> str:
    number = asked(office)
    window = {"window": "2026-08-03 22:00–23:00", "rollback": "删除策略，恢复原配置备份"}
    office.take("opening", number, "agree", "technical.handler", window)
    office.take("opening", number, "carry_out", "technical.handler", {"opened_on": office.day, "result": "连通"})
    return number


@pytest.mark.req("A22.1")
def test_an_opening_is_agreed_with_its_window_carried_out_and_closed_by_its_day(office: Office) -> None:
    number = opened(office)
    row = Opening.objects.get()
    assert (row.window, row.rollback, row.opened_on) == ("2026-08-03 22:00–23:00", "删除策略，恢复原配置备份", B)
    assert Case.objects.get(number=number).due_on == date(2026, 9, 30)
    sweep(now=at("2026-09-30"))
    assert Opening.objects.get().closed_on is None
    sweep(now=at("2026-10-01"))
    row.refresh_from_db()
    assert (row.closed_on, row.ground) == (date(2026, 10, 1), "到期自动关闭")
    assert Case.objects.get(number=number).state == "expired"


@pytest.mark.req("A22.1")
def test_nothing_is_open_without_an_end_or_without_an_agreement(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        asked(office, "2028-01-01")
    assert broken(caught.value) == {"ends_in_time"}
    asked(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(opened_on="2026-08-03")


@pytest.mark.req("A22.1")
def test_a_change_that_fails_is_taken_back(office: Office) -> None:
    number = opened(office)
    office.take("opening", number, "roll_back", "technical.handler", {"reason": "业务异常，按方案回退"})
    assert Opening.objects.get().closed_on == B


@pytest.mark.req("A24.2")
def test_what_is_open_on_an_access_ends_with_it(office: Office) -> None:
    number = opened(office)
    waiting = asked(office)
    access = Access.objects.get()
    ending = office.open("access", "health.handler", {"kind": "withdraw", "access": access.pk})
    office.take("access", ending, "submit", "health.handler", application())
    office.sign("access", ending, "approve", APPROVAL)
    taken_down = {"disconnected_on": office.day, "disconnected_by": "许工", "cleared": "已清理"}
    office.take("access", ending, "disconnect", "technical.handler", taken_down)
    assert {Case.objects.get(number=one).state for one in (number, waiting)} == {"closed"}
    with pytest.raises(Refused) as caught:
        asked(office)
    assert broken(caught.value) == {"access_in_service"}


@pytest.mark.req("A39.2")
def test_on_an_access_under_a_measure_nothing_is_opened(office: Office) -> None:
    number = asked(office)
    form = {
        "unit": office.city.bodies["health"].pk,
        "kind": "suspend",
        "against": "access",
        "access": Access.objects.get().pk,
        "ground": "crossing",
        "facts": "一机两用，可能造成病毒跨网传播。",
        "days": 5,
        "urgent": True,
    }
    measure = office.open("measure", "authority.handler", form)
    office.sign("measure", measure, "order", {"statement": "决定采取。"})
    window = {"window": "今晚", "rollback": "回退"}
    with pytest.raises(Refused) as caught:
        office.take("opening", number, "agree", "technical.handler", window)
    assert broken(caught.value) == {"access_in_service"}

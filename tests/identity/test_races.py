"""Two writers at once: the database lets one through, the other is told why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from django.db import connection

from qilou.identity import actions
from qilou.identity.actions.attempts import ATTEMPTS
from qilou.identity.factors import new_secret
from qilou.identity.inputs import Code, NewAppointment, NewHolding, SignIn, Succession
from qilou.identity.kinds import PostKind
from qilou.identity.models import Appointment, FunctionHolding, Person
from qilou.kernel.errors import Conflict, Invalid, Refused

from .conftest import NOW, PASSWORD, TODAY, City


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of several acts answers when all begin together on connections of their own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.req("A5.4", "A5.5")
def test_of_two_bodies_that_take_a_function_at_once_one_gets_it(committed_city: City) -> None:
    bodies = [committed_city.organisation(name) for name in ("甲局", "乙局")]
    admin = committed_city.actor("admin")

    def hold(organisation_id: int) -> FunctionHolding:
        given = NewHolding(
            function="FINANCE", jurisdiction="440500", organisation=organisation_id, since=TODAY, document="文"
        )
        return actions.hold_function(given, actor=admin, now=NOW)

    answers = at_once(*(lambda pk=one.pk: hold(pk) for one in bodies))
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "FunctionHolding"]
    assert FunctionHolding.objects.filter(function="FINANCE").count() == 1


def test_of_two_people_who_take_a_post_at_once_one_gets_it(committed_city: City) -> None:
    post = committed_city.post(committed_city.organisations["医疗保障局"], PostKind.SIGNER)
    people = [committed_city.person(name).pk for name in ("one", "two")]
    admin = committed_city.actor("admin")

    def take(person: int) -> Appointment:
        return actions.appoint(NewAppointment(post=post.pk, person=person, since=TODAY), actor=admin, now=NOW)

    answers = at_once(*(lambda pk=one: take(pk) for one in people))
    assert [type(one) for one in answers if isinstance(one, Refused)] == [Conflict]
    assert Appointment.objects.filter(post=post).count() == 1


@pytest.mark.req("A5.5")
def test_an_appointment_made_during_a_succession_goes_on_in_the_successor_or_is_refused(committed_city: City) -> None:
    old = committed_city.organisations["医疗保障局"]
    post = committed_city.post(old, PostKind.SIGNER)
    person = committed_city.person("late").pk
    admin = committed_city.actor("admin")
    change = Succession(on=TODAY, document="文", name_zh="医保中心", name_en="Centre")
    taken = NewAppointment(post=post.pk, person=person, since=TODAY)
    at_once(
        lambda: actions.succeed_organisation(old.pk, change, actor=admin, now=NOW),
        lambda: actions.appoint(taken, actor=admin, now=NOW),
    )
    for held in Appointment.objects.filter(person=person).select_related("post__organisation"):
        assert held.post.organisation.name_zh == "医保中心"
    assert not Appointment.objects.filter(post__organisation=old, until=None).exists()


def test_parallel_guesses_do_not_outrun_the_lock(committed_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    check = Person.check_password

    def counting(person: Person, raw: str) -> bool:
        looked_at.append(raw)
        return check(person, raw)

    monkeypatch.setattr(Person, "check_password", counting)
    guesses = [SignIn(username="handler", password=f"guess {n}") for n in range(12)]
    at_once(*(lambda given=one: actions.sign_in(given, now=NOW) for one in guesses))
    assert len(looked_at) == ATTEMPTS
    with pytest.raises(Refused):
        actions.sign_in(SignIn(username="handler", password=PASSWORD), now=NOW)


def test_of_two_who_show_one_code_at_once_one_gets_in(committed_city: City) -> None:
    app = pyotp.TOTP(new_secret())
    codes = actions.start_totp(app.secret, app.at(NOW), actor=committed_city.actor("handler"), now=NOW)
    person, later = committed_city.people["handler"].pk, NOW + timedelta(minutes=5)
    for code in (app.at(later), codes[0]):
        given = Code(code=code)
        shown = [lambda: actions.finish_sign_in(person, given, first="password", now=later)] * 3  # noqa: B023
        answers = at_once(*shown)
        assert len([one for one in answers if isinstance(one, Invalid)]) == 2

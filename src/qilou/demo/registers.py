"""The registers of the demo city, entered by the platform as an operator would on the first day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import ScryptPasswordHasher
from stdnum.cn import uscc

from qilou.casework.actions.organisations import set_letterhead
from qilou.identity import actions
from qilou.identity.inputs import NewAppointment, NewHolding, NewOrganisation, NewPerson, NewPost
from qilou.identity.kinds import OrganisationKind
from qilou.kernel.actor import PLATFORM

from .bodies import BODIES, PEOPLE, Body, Someone, body_of

SINCE = date(2021, 1, 1)
DECIDED_BY = "汕编办〔2020〕演示1号"
LEADING = {OrganisationKind.GOVERNMENT: "11", OrganisationKind.INSTITUTION: "12"}


@dataclass(frozen=True, slots=True)
class Registers:
    """Everything entered, by its short name."""

    bodies: dict[str, int]
    people: dict[str, int]


class PrintedPassword(ScryptPasswordHasher):
    """Hashes the one password that is printed at every start: work spent on it 126 times protects nothing.

    What it makes is scrypt's like any other; whoever signs in has it made anew at the product's own cost.
    """

    work_factor = 2**4


def enter_all(now: datetime, password: str) -> Registers:
    """Enter every body with its functions and letterhead, then everybody at their post."""
    bodies = {name: _body(body, number, now) for number, (name, body) in enumerate(BODIES.items(), 1)}
    people = {
        name: _someone(name, one, number, bodies[body_of(name)], now, password)
        for number, (name, one) in enumerate(PEOPLE.items(), 1)
    }
    return Registers(bodies, people)


def _body(body: Body, number: int, now: datetime) -> int:
    given = NewOrganisation(
        name_zh=body.zh,
        name_en=body.en,
        jurisdiction=body.area,
        kind=body.kind,
        uscc=credit_code(body, number),
        is_implementing_unit=body.unit,
        since=SINCE,
    )
    entered = actions.create_organisation(given, actor=PLATFORM, now=now)
    for function in body.functions:
        holding = NewHolding(
            function=function, jurisdiction=body.area, organisation=entered.pk, since=SINCE, document=DECIDED_BY
        )
        actions.hold_function(holding, actor=PLATFORM, now=now)
    if body.word:
        set_letterhead(entered.pk, body.word, actor=PLATFORM, now=now)
    return int(entered.pk)


def credit_code(body: Body, number: int) -> str:
    """A unified social credit code with its check digit, whose middle part says that it is made up."""
    digits = f"{LEADING.get(body.kind, '91')}{body.area}DEMQ{number:05d}"
    return digits + uscc.calc_check_digit(digits)


def _someone(name: str, one: Someone, number: int, body: int, now: datetime, password: str) -> int:
    title_zh, title_en = one.title
    person = actions.create_person(
        NewPerson(
            username=name,
            name_zh=one.zh,
            name_en=one.en,
            jurisdiction=BODIES[body_of(name)].area,
            phone=f"0754-8888 {number:04d}",
            email=f"{name}@qilou.example",
        ),
        actor=PLATFORM,
        now=now,
        password=password,
    ).person
    seat = NewPost(organisation=body, kind=one.post, title_zh=title_zh, title_en=title_en, since=SINCE)
    post = actions.create_post(seat, actor=PLATFORM, now=now)
    actions.appoint(NewAppointment(post=post.pk, person=person.pk, since=SINCE), actor=PLATFORM, now=now)
    return int(person.pk)

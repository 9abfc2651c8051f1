"""In a district only its own bodies, units, plan, rounds and money count; the second reckoning names all else (A21)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.db.models import Model
from tests.projects.beginnings import declared, nothing, opened, planned, prioritised
from tests.projects.city import CITY, DISTRICT, City, at
from tests.projects.districts import around, build_district
from tests.projects.path import Path
from tests.projects.rows import faults
from tests.projects.test_gates_broken import without
from tests.projects.walking import undone
from tests.projects.whole_life import whole_life

from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.projects.models import ExpertSession, Fund, Project, Round

pytestmark = [pytest.mark.django_db, pytest.mark.req("A21.2", "X7")]


@pytest.fixture
def district() -> City:
    """Longhu, with the city around it."""
    return build_district()


def named() -> set[str]:
    """The requirements that are broken."""
    return {one.partition(" ")[0] for one in faults()}


def in_every_area(actor: Actor) -> Actor:
    """As a broken product would have it: what a body is in the city it is in the district as well."""
    keys = {key.replace(CITY, DISTRICT) for key in actor.keys}
    return replace(
        actor, keys=actor.keys | keys, desks=(*actor.desks, *(one.replace(CITY, DISTRICT) for one in actor.desks))
    )


def test_the_citys_authority_accepts_nothing_that_is_declared_in_a_district(district: City) -> None:
    (path,) = opened(district)
    path.submitted()
    citys = district.actor("city_authority.handler", "2026-08-12")
    accept = partial(perform, "projects.declaration", path.numbers["declaration"], "accept", now=at("2026-08-12"))
    with pytest.raises(Refused):
        accept(actor=citys)
    assert named() == set()
    accept(actor=in_every_area(citys))
    assert named() == {"A21.2"}


@pytest.mark.parametrize("outsider", ["handler", "checker", "signer"])
def test_nobody_of_the_citys_authority_has_a_hand_in_what_a_districts_decides(district: City, outsider: str) -> None:
    (path,) = declared(district)
    path.found()
    path.found_different("2026-08-21")
    number = path.numbers["pre_review"]
    for post, time in (("handler", "10:00"), ("checker", "11:00"), ("signer", "15:00")):
        who = district.actor(f"authority.{post}", "2026-08-21")
        if post == outsider:
            who = in_every_area(district.actor(f"city_authority.{post}", "2026-08-21"))
        if post == "handler":
            perform("projects.pre_review", number, "pass", actor=who, now=at("2026-08-21", time), data={})
        else:
            endorse("projects.pre_review", number, actor=who, now=at("2026-08-21", time))
    assert named() == {"A21.2"}


def passed_in_the_city_by_a_districts_plan(district: City) -> Callable[[], object]:
    planned(district)
    path = Path(around(district))
    path.accepted()
    return path.passed


def listed_in_a_district_by_the_citys_fund(district: City) -> Callable[[], object]:
    nothing(district)  # the city has its fund
    year = prioritised(district, 1, f2026="", f2027="")
    return lambda: (year.rank("2026-09-23"), year.send("2026-09-24"))


def declared_by_a_unit_of_the_city(district: City) -> Callable[[], object]:
    planned(district)
    path = Path(district, unit="city_health", jurisdiction=district.area)
    return path.submitted


ROUND, PRE = "projects.round", "projects.pre_review"
SCENES = [
    (
        "A8.2",
        passed_in_the_city_by_a_districts_plan,
        (f"{PRE}.judged_by_plan_in_force", f"{PRE}.findings_cite_plan_or_provision"),
    ),
    ("A14.3", listed_in_a_district_by_the_citys_fund, (f"{ROUND}.fund_is_arranged", f"{ROUND}.list_within_the_fund")),
    ("A21.2", declared_by_a_unit_of_the_city, ("projects.declaration.unit_belongs_to_the_area",)),
]


@pytest.mark.parametrize(("req", "scene", "rules"), SCENES, ids=[req for req, _, _ in SCENES])
def test_what_one_area_has_serves_no_other(
    district: City, req: str, scene: Callable[[City], Callable[[], object]], rules: tuple[str, ...]
) -> None:
    attempt = scene(district)
    with undone(), pytest.raises(Refused):
        attempt()
    assert named() == set()
    with without(rules):
        attempt()
    assert req in named()


def test_an_honest_life_in_a_district_is_spotless_and_a_row_of_another_area_is_named(district: City) -> None:
    whole_life(district)
    assert named() == set()
    unit = district.bodies["city_health"]
    bent: list[tuple[type[Model], dict[str, object]]] = [
        (Project, {"unit": unit}),
        (Round, {"jurisdiction": CITY}),
        (ExpertSession, {"jurisdiction": CITY}),
        (Fund, {"jurisdiction": CITY}),
        (Case, {"readers": [f"AUTHORITY@{CITY}"]}),
    ]
    for rows, values in bent:
        with undone():
            rows._default_manager.update(**values)
            assert "A21.2" in named(), rows
    assert named() == set()

"""Districts lead, settle duties and move forward, and enter it yearly; gaps show (A6)."""

from datetime import date

import pytest
from django.test import Client
from tests.projects.city import City, at, build

from qilou.assessment.actions import enter_district_year
from qilou.assessment.inputs import DistrictYearInput
from qilou.assessment.queries import districts_in
from qilou.kernel.errors import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
GIVEN = {
    "year": 2026,
    "leadership": "区领导小组每季度开会",
    "duties": "主管部门三人，经费列入预算",
    "progress": "完成两个事项上线",
    "document": "龙政数〔2026〕3号",
}


@pytest.fixture
def city() -> City:
    return build()


def entered(city: City, who: str = "longhu.handler", **more: object) -> None:
    enter_district_year(
        DistrictYearInput.model_validate({**GIVEN, **more}),
        actor=city.actor(who),
        now=at("2026-08-03"),
        jurisdiction="440507",
    )


@pytest.mark.req("A6.1", "A6.3")
def test_a_districts_own_authority_enters_its_year_and_a_later_wording_stands(city: City) -> None:
    entered(city)
    entered(city, progress="完成三个事项上线")
    longhu = next(one for one in districts_in(2026, date(2026, 8, 3)) if one.code == "440507")
    assert longhu.entry is not None
    assert longhu.entry.progress == "完成三个事项上线"
    assert all(one.entry is None for one in districts_in(2025, date(2026, 8, 3)))


@pytest.mark.req("A6.1", "A6.3")
def test_nobody_else_enters_a_districts_year_and_none_that_is_to_come(city: City) -> None:
    with pytest.raises(NotPermitted):
        entered(city, who="authority.handler")
    with pytest.raises(Invalid):
        entered(city, year=2027)


@pytest.mark.req("A6.2")
def test_the_page_shows_gaps_and_lets_only_the_districts_authority_enter(
    city: City, django_assert_max_num_queries: object
) -> None:
    officer = Client()
    officer.force_login(city.people["longhu.handler"])
    text = officer.get("/districts/?year=2026").content.decode()
    assert "技术管理机构" in text
    assert 'name="leadership"' in text
    bad = officer.post("/districts/", {**GIVEN, "leadership": ""})
    assert bad.status_code == 400
    assert "完成两个事项上线" in bad.content.decode()
    assert officer.post("/districts/", GIVEN).status_code == 302
    other = Client()
    other.force_login(city.people["authority.handler"])
    with django_assert_max_num_queries(8):
        text = other.get("/districts/?year=2026").content.decode()
    assert "区领导小组每季度开会" in text
    assert 'name="leadership"' not in text

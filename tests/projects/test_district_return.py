"""Districts return to the city each quarter how their projects stand; drafts stay their own (Article 21)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.projects.city import CITY, DISTRICT, at
from tests.projects.stages import TOTAL, Story, proposed, registered

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case, Notice
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Refused
from qilou.law import Readings
from qilou.projects.actions.district import RETURN, call_for_returns
from qilou.projects.models import DistrictReturn, Project
from qilou.projects.models.project import Stage, Track
from qilou.projects.queries.district import counted
from qilou.projects.rules.district import Figures, ReturnFacts, agrees_or_says_why, differing

NOW = datetime(2027, 4, 1, 0, 10, tzinfo=at("2027-04-01").tzinfo)
D = Decimal


def district() -> Story:
    """A project of the district under contract, and one that is only being declared."""
    story = registered(proposed(unit="longhu_civil", jurisdiction=DISTRICT))
    Project.objects.create(
        name="区内草拟项目",
        jurisdiction_id=DISTRICT,
        unit=story.city.bodies["longhu_civil"],
        unit_name="龙湖区民政局",
        stage=Stage.DECLARING.value,
        created_at=at("2027-02-01"),
        track=Track.ANNUAL.value,
        round_year=2027,
        budget_year=2028,
        readers=[story.city.key("longhu_civil")],
    )
    return story


def called(story: Story) -> str:
    """The platform called for the return of the first quarter; gives its number."""
    assert list(call_for_returns(now=NOW)) == [DISTRICT]
    story.numbers["district_return"] = Case.objects.get(procedure=RETURN).number
    return story.numbers["district_return"]


def take(story: Story, step: str, who: str, data: object = None, day: str = "2027-04-06") -> object:
    number = story.numbers["district_return"]
    return perform(RETURN, number, step, actor=story.city.actor(who, day), now=at(day), data=data)


def sign(story: Story, data: object) -> None:
    """Drafted, checked and signed by the district's authority."""
    take(story, "submit", "longhu.handler", data)
    for post, time in (("checker", "11:00"), ("signer", "15:00")):
        actor = story.city.actor(f"longhu.{post}", "2027-04-06")
        endorse(RETURN, story.numbers["district_return"], actor=actor, now=at("2027-04-06", time))


def lines(story: Story, **changed: object) -> list[dict[str, object]]:
    """The district's own figures, as the platform counts them, unless changed."""
    figures = counted(DISTRICT)[Stage.CONTRACTED.value]
    assert figures.approved == TOTAL
    row = {name: getattr(figures, name) for name in ("projects", "approved", "contracted", "paid")}
    return [{"stage": Stage.CONTRACTED.value, **row, **changed}]


@pytest.mark.req("A21.1")
@pytest.mark.parametrize(
    ("returned", "counted_", "remarks", "passes"),
    [
        ({}, {}, "", True),
        ({"approved": Figures(1, D("10.00"))}, {"approved": Figures(1, D("10.00"))}, "", True),
        ({"approved": Figures(1, D("10.01"))}, {"approved": Figures(1, D("10.00"))}, "", False),
        ({"approved": Figures(2, D("10.00"))}, {"approved": Figures(1, D("10.00"))}, "", False),
        ({}, {"approved": Figures(1)}, " ", False),
        ({"approved": Figures(1)}, {}, "一个项目尚未补录", True),
    ],
)
def test_a_return_agrees_to_the_fen_or_says_why(
    returned: dict[str, Figures], counted_: dict[str, Figures], remarks: str, passes: bool
) -> None:
    facts = ReturnFacts(returned=returned, counted=counted_, labels={}, remarks=remarks)
    assert agrees_or_says_why(facts, Readings(date(2027, 4, 6))).passed is passes


def test_a_stage_that_one_side_leaves_out_counts_as_nothing() -> None:
    assert differing({"approved": Figures()}, {}) == ()
    assert differing({}, {"approved": Figures(1)}) == ("approved",)


@pytest.mark.django_db
@pytest.mark.req("A21.1", "A21.2")
def test_the_district_signs_what_the_platform_counted_without_its_drafts_and_the_city_takes_note() -> None:
    story = district()
    number = called(story)
    act = look(RETURN, number, actor=story.city.actor("longhu.handler", "2027-04-06"), now=at("2027-04-06"))
    submit = act.procedure.step("submit")
    assert submit is not None
    assert submit.suggests is not None
    assert [row["stage"] for row in submit.suggests(act)["lines"]] == [Stage.CONTRACTED.value]
    sign(story, {"lines": lines(story)})
    paper = Notice.objects.get(case__number=number)
    assert paper.recipients[0]["key"] == f"AUTHORITY@{CITY}"
    assert "项目共1个" in "".join(paper.body["zh"])
    take(story, "accept", "authority.handler", day="2027-04-07")
    assert DistrictReturn.objects.get().accepted_on == date(2027, 4, 7)


@pytest.mark.django_db
@pytest.mark.req("A21.1", "A21.2")
def test_figures_that_differ_are_refused_until_explained_and_the_city_may_send_a_return_back() -> None:
    story = district()
    called(story)
    with pytest.raises(Refused) as caught:
        take(story, "submit", "longhu.handler", {"lines": lines(story, projects=2)})
    assert [one.rule.rpartition(".")[2] for one in caught.value.findings] == ["agrees_or_says_why"]
    sign(story, {"lines": lines(story, projects=2), "remarks": "另有一个项目尚未补录"})
    with pytest.raises(NotPermitted):
        take(story, "send_back", "longhu.handler", {"reason": "请补录"})
    take(story, "send_back", "authority.handler", {"reason": "请先补录该项目"}, "2027-04-07")
    assert story.case("district_return").state == "called"
    sign(story, {"lines": lines(story)})
    assert [one.projects for one in DistrictReturn.objects.get().lines.all()] == [1]


@pytest.mark.django_db
@pytest.mark.req("A21.2")
def test_other_units_of_the_city_do_not_see_a_districts_return() -> None:
    story = district()
    number = called(story)
    with pytest.raises(Missing):
        look(RETURN, number, actor=story.city.actor("health.handler", "2027-04-06"), now=at("2027-04-06"))


def set_days(story: Story, jurisdiction: str, who: str, code: str = "progress_report_days", value: object = 15) -> None:
    set_parameter(
        code,
        actor=story.city.actor(who, "2027-04-06"),
        now=at("2027-04-06"),
        jurisdiction=jurisdiction,
        value=value,
        since=date(2027, 5, 1),
        until=None,
        document="龙政数〔2027〕9号",
    )


@pytest.mark.django_db
@pytest.mark.req("A21.3")
def test_a_district_differs_by_a_document_of_its_own_unless_the_city_lets_it_differ_in_nothing() -> None:
    story = proposed()
    set_days(story, DISTRICT, "longhu.handler")
    with pytest.raises(Refused, match="as_the_city"):
        set_days(story, DISTRICT, "longhu.handler", "district_differences", "by_document")
    set_days(story, CITY, "authority.handler", "district_differences", "none")
    with pytest.raises(Refused, match="as_the_city"):
        set_days(story, DISTRICT, "longhu.handler", "district_return_days")
    set_days(story, CITY, "authority.handler")


@pytest.mark.django_db
@pytest.mark.req("A21.1")
def test_a_quarter_is_called_for_once_and_the_city_makes_no_return() -> None:
    story = district()
    number = called(story)
    assert call_for_returns(now=NOW) == {}
    assert Case.objects.get(number=number).due_on is not None
    with pytest.raises(Conflict, match="no_district"):
        open_case(
            RETURN,
            actor=story.city.actor("authority.handler", "2027-04-06"),
            now=at("2027-04-06"),
            jurisdiction=CITY,
            title="季报",
            data={"year": 2027, "quarter": 1},
        )

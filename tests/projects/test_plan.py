"""The overall plan: in line with the higher plans, approved by the government, published, and only then a basis."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.projects.city import CITY, DISTRICT, at, build, paper
from tests.projects.year import PLAN, Year, rule_names

from qilou.casework.actions.opening import open_case
from qilou.casework.models import Case, Notice
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.projects.models import Plan
from qilou.projects.queries.plan import plan_in_force, show, versions
from qilou.projects.rules import plan as rules
from qilou.projects.rules.plan import PlanFacts

TODAY = Readings(date(2026, 3, 1))
BOTH = frozenset({"national", "provincial"})


@pytest.mark.req("A8.1", "A8.2", "A8.3")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.follows_higher_plans, PlanFacts(levels=BOTH, of_a_district=False), Met),
        (rules.follows_higher_plans, PlanFacts(levels=frozenset({"national"}), of_a_district=False), Breach),
        (rules.follows_higher_plans, PlanFacts(levels=frozenset({"provincial"}), of_a_district=False), Breach),
        (rules.follows_higher_plans, PlanFacts(levels=BOTH, of_a_district=True), Breach),
        (rules.follows_higher_plans, PlanFacts(levels=BOTH | {"city"}, of_a_district=True), Met),
        (rules.follows_higher_plans, PlanFacts(of_a_district=False), Undecided),
        (rules.has_items, PlanFacts(items=1), Met),
        (rules.has_items, PlanFacts(items=0), Breach),
        (rules.approved_by_government, PlanFacts(approved=True), Met),
        (rules.approved_by_government, PlanFacts(approved=False), Breach),
        (rules.approved_by_government, PlanFacts(), Undecided),
        (
            rules.approval_is_not_in_the_future,
            PlanFacts(today=date(2026, 3, 1), approved_on=date(2026, 3, 1)),
            Met,
        ),
        (
            rules.approval_is_not_in_the_future,
            PlanFacts(today=date(2026, 3, 1), approved_on=date(2026, 3, 2)),
            Breach,
        ),
        (
            rules.published_after_approval,
            PlanFacts(today=date(2026, 3, 3), approved_on=date(2026, 3, 1), published_on=date(2026, 3, 1)),
            Met,
        ),
        (
            rules.published_after_approval,
            PlanFacts(today=date(2026, 3, 3), approved_on=date(2026, 3, 2), published_on=date(2026, 3, 1)),
            Breach,
        ),
        (
            rules.published_after_approval,
            PlanFacts(today=date(2026, 3, 3), approved_on=date(2026, 3, 2), published_on=date(2026, 3, 4)),
            Breach,
        ),
    ],
)
def test_what_the_law_asks_of_a_plan(rule: Rule, facts: PlanFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.fixture
def year(db: None) -> Year:
    return Year(build())


@pytest.mark.req("A8.2", "A8.3", "A8.8")
def test_a_plan_is_a_basis_only_from_the_day_it_is_published_after_approval(year: Year) -> None:
    number = year.draft("2026-02-01")
    on = date(2026, 2, 20)
    assert plan_in_force(CITY, on) is None
    year.sign("plan", number, "submit", "authority", "2026-02-02")
    assert plan_in_force(CITY, on) is None
    approval = {"number": "汕府函〔2026〕8号", "approved_on": "2026-02-10"}
    year.sign("plan", number, "approve", "government", "2026-02-10", approval)
    assert plan_in_force(CITY, on) is None
    published = {"published_on": "2026-02-20", "published_in": "市政府公报2026年第2期"}
    year.sign("plan", number, "publish", "authority", "2026-02-20", published)
    plan = plan_in_force(CITY, on)
    assert plan is not None
    assert (plan.version, plan.approval_document, plan.approved_on, plan.published_on) == (
        1,
        "汕府函〔2026〕8号",
        date(2026, 2, 10),
        on,
    )
    assert plan.items == (("1.1", "一网通办"), ("1.2", "数据共享"))
    assert plan_in_force(CITY, date(2026, 2, 19)) is None
    kinds = Notice.objects.filter(case__number=number).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["projects.plan.submission", "projects.plan.approval", "projects.plan.publication"]


@pytest.mark.req("A8.2", "A5.4")
def test_nobody_but_the_government_approves_the_plan(year: Year) -> None:
    number = year.draft()
    year.sign("plan", number, "submit", "authority", "2026-03-01")
    approval = {"number": "汕府函〔2026〕8号", "approved_on": "2026-03-01"}
    for who in ("finance.handler", "authority.handler", "drc.signer"):
        with pytest.raises(NotPermitted) as refused:
            year.take("plan", number, "approve", who, "2026-03-01", approval)
        assert refused.value.cites[0].number == 8


@pytest.mark.req("A8.2", "A8.3")
def test_the_authority_enters_an_approval_given_on_paper_only_with_the_paper(year: Year) -> None:
    number = year.draft()
    year.sign("plan", number, "submit", "authority", "2026-03-01")
    approval = {"number": "汕府函〔2026〕8号", "approved_on": "2026-02-27"}
    with pytest.raises(Invalid):
        year.take("plan", number, "enter_approval", "authority.handler", "2026-03-01", approval)
    late = {**approval, "approved_on": "2026-03-05", "file": paper("批准文件.pdf")}
    with pytest.raises(Refused):
        year.take("plan", number, "enter_approval", "authority.handler", "2026-03-01", late)
    approval["file"] = paper("批准文件.pdf")
    year.take("plan", number, "enter_approval", "authority.handler", "2026-03-01", approval)
    plan = Plan.objects.get()
    assert (plan.approval_document, plan.approved_by) == ("汕府函〔2026〕8号", "市人民政府")
    assert Case.objects.get(number=number).state == "approved"


@pytest.mark.req("A8.1")
@pytest.mark.parametrize("changed", [{"follows": PLAN["follows"][:1]}, {"follows": []}, {"items": []}])
def test_a_plan_that_follows_no_higher_plan_or_has_no_items_is_not_submitted(year: Year, changed: dict) -> None:
    number = year.draft(**changed)
    with pytest.raises(Refused) as refused:
        year.take("plan", number, "submit", "authority.handler", "2026-03-01")
    assert refused.value.cites[0].number == 8
    year.take("plan", number, "revise", "authority.handler", "2026-03-01", PLAN)
    year.take("plan", number, "submit", "authority.handler", "2026-03-01")


@pytest.mark.req("A8.8")
def test_a_new_version_ends_the_one_before_and_each_date_has_one(year: Year) -> None:
    year.plan("2026-03-01")
    year.plan("2027-03-01", title="总体规划（修编）")
    days = {"2026-03-01": 1, "2027-02-28": 1, "2027-03-01": 2, "2028-01-01": 2}
    for day, version in days.items():
        plan = plan_in_force(CITY, date.fromisoformat(day))
        assert plan is not None
        assert plan.version == version
    assert [one.version for one in versions(CITY)] == [2, 1]


@pytest.mark.req("A8.8")
def test_two_versions_are_not_published_on_one_day(year: Year) -> None:
    year.plan("2026-03-01")
    with pytest.raises(Conflict):
        year.plan("2026-03-01")


@pytest.mark.req("A8.2")
def test_a_district_without_a_plan_of_its_own_goes_by_the_citys(year: Year) -> None:
    year.plan("2026-03-01")
    plan = plan_in_force(DISTRICT, date(2026, 4, 1))
    assert plan is not None
    assert plan.jurisdiction == CITY


@pytest.mark.req("A8.2", "A8.3", "A8.8")
def test_approval_and_publication_have_dates_that_can_be(year: Year) -> None:
    number = year.draft()
    year.sign("plan", number, "submit", "authority", "2026-03-01")
    approval = {"number": "汕府函〔2026〕8号", "approved_on": "2026-03-03"}
    with pytest.raises(Refused) as refused:
        year.take("plan", number, "approve", "government.handler", "2026-03-02", approval)
    assert rule_names(refused.value) == {"approval_is_not_in_the_future"}
    year.sign("plan", number, "approve", "government", "2026-03-03", approval)
    for day in ("2026-03-02", "2026-03-05"):
        published = {"published_on": day, "published_in": "市政府公报"}
        with pytest.raises(Refused) as refused:
            year.take("plan", number, "publish", "authority.handler", "2026-03-04", published)
        assert rule_names(refused.value) == {"published_after_approval"}


@pytest.mark.req("A8.2", "A8.3")
def test_the_database_holds_no_plan_in_force_without_approval_and_publication(year: Year) -> None:
    year.draft()
    rows = Plan.objects.all()
    for wrong in (
        {"in_force": DateRange(date(2026, 3, 1), None)},
        {"approved_on": date(2026, 3, 1)},
        {"approval_document": "汕府函〔2026〕8号"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.req("A8.2")
def test_the_government_sends_a_draft_back_with_its_reasons(year: Year) -> None:
    number = year.draft()
    year.sign("plan", number, "submit", "authority", "2026-03-01")
    year.sign("plan", number, "send_back", "government", "2026-03-02", {"reason": "请补充数据安全的内容。"})
    assert Case.objects.get(number=number).state == "draft"
    assert "请补充数据安全的内容。" in "".join(Notice.objects.latest("pk").body["zh"])


def test_a_plan_is_begun_by_the_authority_alone(year: Year) -> None:
    with pytest.raises(NotPermitted):
        open_case(
            "projects.plan",
            actor=year.city.actor("health.handler"),
            now=at("2026-03-01"),
            jurisdiction=CITY,
            title="总体规划",
            data=PLAN,
        )


def test_the_page_of_a_plan_shows_items_and_higher_plans(year: Year) -> None:
    number = year.draft()
    page = show(Case.objects.get(number=number).pk)
    assert [len(section.rows) for section in page.sections[:2]] == [2, 2]

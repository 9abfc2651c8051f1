"""One table follows each estimate line from the declaration to the approval, differences told in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.path import LINES, way
from tests.projects.stages import Story, accepted, proposed, reply
from tests.projects.test_approval import broken, refused
from tests.projects.test_evaluation import REPORT, assignment, evaluate

from qilou.casework.models import Case
from qilou.casework.show import Section
from qilou.law import Breach, Message, Met, Readings
from qilou.projects.models import Declaration, EstimateLine
from qilou.projects.queries.estimate import estimate_section
from qilou.projects.rules.approval import ApprovalFacts
from qilou.projects.rules.approved_lines import decision_lines_agree

D = Decimal
CUT = [{"number": n, "amount": one[5], "reason": ""} for n, one in enumerate(LINES, 1)]
CUT[1] |= {"amount": "1200000", "reason": "按功能点复核"}


def told(section: Section, heading: str) -> list[str]:
    """A column of the estimate as it reads in Chinese."""
    place = [one.label.zh for one in section.columns].index(heading)
    cells = [row[place] for row in section.rows]
    return [one.in_("zh") if isinstance(one, Message) else str(one) for one in cells]


@pytest.mark.django_db
def test_a_third_partys_cut_stands_beside_its_line_with_the_reason_and_the_difference_in_words() -> None:
    path = way()
    path.passed()
    evaluate(path, "assign", "2026-09-01", "authority.handler", assignment(path))
    evaluate(path, "report", "2026-09-08", "reviewer.handler", REPORT | {"lines": CUT})
    section = estimate_section(path.declaration.lines.order_by("number"), path.declaration.total)
    assert told(section, "最后核定较申报") == ["未调整", "核减1.80万元", *["未调整"] * 4]
    assert told(section, "核减理由")[1] == "第三方：按功能点复核"
    assert "核减1.80万元" in [one.in_("zh") for one in section.total if isinstance(one, Message)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((), Met),
        (((1, D(60)), (2, D(40))), Met),
        (((1, D(60)), (2, D("39.99"))), Breach),
        (((1, D(100)),), Breach),
        (((1, D(60)), (1, D(40))), Breach),
        (((1, D(60)), (3, D(40))), Breach),
    ],
)
@pytest.mark.req("A16.12")
def test_lines_are_approved_all_of_them_once_and_add_up_or_not_at_all(
    lines: tuple[tuple[int, Decimal], ...], wanted: type
) -> None:
    facts = ApprovalFacts(decided=D(100), decided_lines=lines, estimate=frozenset({1, 2}))
    assert type(decision_lines_agree(facts, Readings(date(2027, 1, 11))).verdict) is wanted


def with_estimate(story: Story) -> Declaration:
    """The accepted declaration of a story's project, as its acts would have left it."""
    case = Case.objects.get(procedure="projects.evaluation", thing=story.project.thing)
    case = Case.objects.create(
        procedure="projects.declaration",
        edition="2015",
        number="SB26-1-8",
        jurisdiction_id=case.jurisdiction_id,
        title=case.title,
        state="accepted",
        parties=case.parties,
        readers=[key for key in case.readers if not key.startswith("FINANCE")],
        thing=case.thing,
        opened_on=case.opened_on,
        moved_at=case.moved_at,
    )
    row = Declaration.objects.create(
        case=case,
        project=story.project,
        track="annual",
        round_year=2026,
        budget_year=2027,
        total=D("3864000"),
        accepted_at=case.moved_at,
    )
    EstimateLine.objects.bulk_create(
        EstimateLine(
            declaration=row,
            number=number,
            cost_class=one[0],
            name=one[1],
            quantity=D(one[2]),
            unit=one[3],
            unit_price=D(one[4]),
            amount=D(one[5]),
        )
        for number, one in enumerate(LINES, 1)
    )
    return row


@pytest.fixture
def story() -> Story:
    """A project at its approval, with the estimate that it declared."""
    made = proposed()
    with_estimate(made)
    return made


@pytest.mark.django_db
@pytest.mark.req("A16.12")
def test_the_approval_fixes_the_lines_and_the_projects_page_shows_them_to_whoever_reads_the_declaration(
    story: Story,
) -> None:
    accepted(story)
    years = [{"year": 2027, "amount": "2682000.00"}, {"year": 2028, "amount": "1164000.00"}]
    given = reply(total="3846000.00", years=years)
    off = refused(story, "approve", given | {"lines": CUT[:-1]}, "2027-01-18", who="authority.handler")
    assert broken(off) == {"decision_lines_agree"}
    story.sign("approval", "approve", "2027-01-18", given | {"lines": CUT})
    line = EstimateLine.objects.get(number=2)
    assert (line.approved_amount, line.approved_reason) == (D("1200000.00"), "按功能点复核")
    address = reverse("project", args=[story.project.pk])
    seen = {}
    for who in ("health.handler", "finance.handler"):
        reader = Client(raise_request_exception=True)
        reader.force_login(story.city.people[who])
        seen[who] = reader.get(address).content.decode()
    assert "批复：按功能点复核" in seen["health.handler"]
    assert "核减1.80万元" in seen["health.handler"]
    assert "按功能点复核" not in seen["finance.handler"]

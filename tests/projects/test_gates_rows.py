"""The second reckoning of rows can fail: an honest life is spotless, and each row bent by hand is named."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db.models import F, Model
from tests.projects.city import at, build
from tests.projects.rows import STATES, faults, without_act
from tests.projects.told import recorded
from tests.projects.walking import undone
from tests.projects.whole_life import whole_life

from qilou.projects.models import (
    Acceptance,
    ApprovedYear,
    Contract,
    ContractYear,
    Disbursement,
    Evaluation,
    Fund,
    Listing,
    Opinion,
    Plan,
    PreliminaryReview,
    Project,
    Seat,
    Slice,
)

pytestmark = pytest.mark.django_db


def named() -> set[str]:
    """The requirements that are broken."""
    return {one.partition(" ")[0] for one in faults()}


def bent(rows: type[Model], **values: object) -> Callable[[], object]:
    """Columns written past every act."""
    return lambda: rows._default_manager.update(**values)


def proposed_only() -> None:
    """As if the unit had not applied yet."""
    Listing.objects.update(outcome="proposed")


def listed_beyond_the_fund() -> None:
    proposed_only()
    Slice.objects.update(amount=F("amount") * 10)


def one_more_item() -> None:
    project = Project.objects.get()
    Project.objects.update(approved_items=[*project.approved_items, {"number": "9", "name": "另一项", "scale": ""}])


LATER = date(2027, 1, 1)
BENT: list[tuple[str, Callable[[], object]]] = [
    ("A8.7", lambda: Fund.objects.filter(year=2027).update(committed=F("committed") - 1)),
    ("A8.7", lambda: Fund.objects.filter(year=2027).update(amount=F("amount") + 1)),
    ("A8.6", listed_beyond_the_fund),
    ("A14.3", listed_beyond_the_fund),
    ("A14.3", bent(Listing, outcome="not_listed")),
    ("A14.1", bent(Opinion, result="not_passed")),
    ("A14.8", bent(Listing, finance_document="")),
    ("A14.8", bent(Listing, reviewed_on=LATER)),
    ("A14.8", bent(Listing, outcome="withdrawn")),
    ("A14.4", bent(Opinion, suggested=F("suggested") - 1)),
    ("A8.2", bent(Plan, in_force=None)),
    ("A13.17", bent(Opinion, direct=True)),
    ("A13.15", bent(PreliminaryReview, reported_on=None)),
    ("A13.14", bent(Evaluation, panel_result="not_passed")),
    ("A13.11", bent(Evaluation, session=None)),
    ("A13.10", bent(Seat, undertaken_at=at("2026-12-31"))),
    ("A13.6", bent(PreliminaryReview, reported_on=LATER)),
    ("A16.4", bent(Opinion, suggested=F("suggested") - 1)),
    ("A15.5", bent(Project, includes_construction=True)),
    ("A16.12", bent(ApprovedYear, amount=F("amount") + 1)),
    ("A18.9", bent(ContractYear, amount=F("amount") + 1)),
    ("A18.9", bent(Contract, amount=F("amount") + 2_000_000)),
    ("A18.10", bent(Contract, paid=F("paid") - 1)),
    ("A18.10", bent(Disbursement, amount=F("amount") + 1)),
    ("A19.1", bent(Acceptance, trial_days=99)),
    ("A19.6", bent(Acceptance, passed_on=None, operating_since=None)),
    ("A19.7", bent(Acceptance, passed_on=None, operating_since=None)),
    ("A19.9", one_more_item),
    ("A19.12", bent(Contract, supplier="汕头大学")),
]


@pytest.mark.req("X7")
def test_an_honest_life_is_spotless_and_whatever_is_taken_from_its_record_or_bent_in_its_rows_is_named() -> None:
    whole_life(build())
    assert faults() == []
    acts = list(recorded())
    for req, names, rows in STATES:
        assert list(rows()), req
        left = [one for one in acts if one.name not in names.split()]
        assert any(one.startswith(req) for one in without_act(left)), (req, names)
    for place, (req, bend) in enumerate(BENT):
        with undone():
            bend()
            assert req in named(), f"{place}: {req}"
    assert faults() == []

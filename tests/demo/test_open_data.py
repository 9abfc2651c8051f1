"""The demo city's open data: valid by the standards' own schemas, and of nothing but what is published."""

import json
from typing import Any

import pytest
from tests.publication.schemas import PROJECT, RELEASE, faults, schemas

from qilou.demo.moments import PRESENT
from qilou.projects.models import Contract
from qilou.publication.models import Publication, PublicProject
from qilou.publication.packages import oc4ids_package, ocds_package
from qilou.publication.queries.open_data import all_subjects, site

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.req("A18.11", "X8")]


def package(made: Any, holds: str) -> list[dict[str, Any]]:
    """What a package of everything holds."""
    text = "".join(made(all_subjects(), site(), at="/open/data/x.json", now=PRESENT))
    return list(json.loads(text)[holds])


@schemas
def test_the_citys_exports_are_valid() -> None:
    projects, releases = package(oc4ids_package, "projects"), package(ocds_package, "releases")
    assert len(projects) == PublicProject.objects.count() > 8
    assert len(releases) > 10
    assert faults(PROJECT, *projects) == []
    assert faults(RELEASE, *releases) == []


def test_the_citys_exports_hold_the_contracts_that_are_published_and_no_other() -> None:
    shown = Publication.objects.in_the_open().filter(kind="contract").values_list("source", flat=True)
    published = Contract.objects.filter(pk__in=list(shown))
    originals = {str(one.pk) for one in published if one.supplement_of_id is None}
    releases = package(ocds_package, "releases")
    concluded = {one["contracts"][0]["id"] for one in releases if "contract" in one["tag"]}
    assert concluded == originals
    assert Contract.objects.exclude(status="draft").count() >= len(published) > 5
    parties = {party["id"] for one in releases for party in one["parties"]}
    assert all(party.startswith("CN-USCC-") for party in parties if "局" in party)
    amounts = {one["contracts"][0]["id"]: one["contracts"][0]["value"]["amount"] for one in releases if "awards" in one}
    assert amounts == {str(one.pk): float(one.amount or 0) for one in published if one.supplement_of_id is None}

"""A case opened as one package by the auditor: whole, recorded in the case, and readable there for all concerned."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.projects.city import at
from tests.projects.stages import Story, approved, proposed, registered
from tests.supervision.office import with_auditor

from qilou.casework.models import Case, Notice
from qilou.kernel.errors import Missing, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.supervision.calling import open_package
from qilou.supervision.inputs import Purpose
from qilou.supervision.models import PackageOpening

pytestmark = pytest.mark.django_db
DAY = "2027-03-10"


@pytest.fixture
def story() -> Story:
    story = approved(proposed(with_auditor()))
    story.open("contract", "2027-02-15")  # still the unit's own draft
    return story


@pytest.fixture(autouse=True)
def on_the_day(settings: Any) -> None:
    """Pages are asked on the day of the story."""
    settings.QILOU_CLOCK_OFFSET = at(DAY) - timezone.now()


def opened(story: Story, code: str = "approval", who: str = "audit.auditor", purpose: str = "预算执行审计") -> bytes:
    actor = story.city.actor(who, DAY)
    number = story.numbers[code]
    return open_package(number, Purpose(purpose=purpose), actor=actor, now=at(DAY), language="zh")


def client(story: Story, name: str, language: str = "en") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(story.city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.mark.req("A42.2")
def test_the_package_is_whole_and_its_opening_stands_in_the_case(story: Story) -> None:
    made = opened(story)
    held = zipfile.ZipFile(io.BytesIO(made))
    papers = [name for name in held.namelist() if name.startswith("papers/")]
    assert len(papers) == Notice.objects.filter(case=story.case("approval")).count() > 0
    sums = held.read("SHA256SUMS").decode().splitlines()
    assert all(hashlib.sha256(held.read(line[66:])).hexdigest() == line[:64] for line in sums)
    acts = held.read("record.json").decode()
    assert all(verb in acts for verb in ("approve.draft", "approve.check", "projects.approval.approve"))
    row, event = PackageOpening.objects.get(), Event.objects.get(name="supervision.open_package")
    assert row.sha256 == hashlib.sha256(made).hexdigest()
    assert event.case_number == story.numbers["approval"]
    assert event.content["input"] == {"purpose": "预算执行审计"}


@pytest.mark.parametrize("who", ["health.handler", "authority.handler", "finance.signer"])
def test_everybody_concerned_reads_in_the_case_that_it_was_opened(story: Story, who: str) -> None:
    opened(story)
    case = story.case("approval")
    page = client(story, who).get(reverse("case", args=[case.procedure, case.number])).content.decode()
    assert "The audit office opened the whole file" in page
    assert "Purpose: 预算执行审计" in page
    assert "预算执行审计" in client(story, who).get(reverse("package_openings")).content.decode()
    assert "预算执行审计" not in client(story, "land.handler").get(reverse("package_openings")).content.decode()


def test_nobody_but_an_auditor_opens_and_not_a_draft_nor_another_areas_case(story: Story) -> None:
    for who in ("audit.handler", "authority.signer", "health.handler", "longhu.handler"):
        with pytest.raises(NotPermitted):
            opened(story, who=who)
    with pytest.raises(Missing):
        opened(story, "contract")
    Case.objects.filter(number=story.numbers["approval"]).update(jurisdiction="440507")
    with pytest.raises(Missing):
        opened(story)
    assert PackageOpening.objects.count() == 0


def test_an_opening_needs_a_purpose_and_none_that_is_secret(story: Story) -> None:
    auditor, number = client(story, "audit.auditor"), story.numbers["approval"]
    assert auditor.post(reverse("call_case", args=[number]), {"purpose": " "}).status_code == 400
    with pytest.raises(Refused):
        opened(story, purpose="绝密★ 专项审计")
    answer = auditor.post(reverse("call_case", args=[number]), {"purpose": "决算审计"})
    assert answer["Content-Type"] == "application/zip"
    assert PackageOpening.objects.get().purpose == "决算审计"


def test_the_auditor_finds_every_case_that_was_put_forward_and_no_draft(story: Story) -> None:
    registered(story, number="YB-2")
    auditor = client(story, "audit.auditor")
    page = auditor.get(reverse("callable_cases")).content.decode()
    drafts = [story.numbers["approval"], story.numbers["contract"]]
    assert all(number in page for number in drafts)
    assert Case.objects.filter(procedure="projects.contract", state="draft").get().number not in page
    narrowed = auditor.get(reverse("callable_cases"), {"procedure": "projects.contract", "state": "pending"})
    assert story.numbers["approval"] not in narrowed.content.decode()
    assert client(story, "authority.handler").get(reverse("callable_cases")).status_code == 403

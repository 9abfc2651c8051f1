"""Ended cases are filed with a catalogue, kept for their term, and handed over as a package that proves itself."""

import csv
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.projects.city import CITY, at
from tests.projects.stages import Story, approved, contract, proposed, statement

from qilou.archives import actions
from qilou.archives.actions import file_ended_cases, note_receipt, package_of, transfer_files, years_after
from qilou.archives.inputs import Received, Transferring
from qilou.archives.models import CaseFile, CatalogueItem, Transfer
from qilou.archives.queries import transfers
from qilou.archives.retention import PROCUREMENT_YEARS, kind_of, years_to_transfer
from qilou.casework.actions.files import store_file
from qilou.casework.actions.papers import render_papers
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.models import Case
from qilou.casework.procedure import PROCEDURES
from qilou.casework.queries.contents import whole
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.law import Readings
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
NIGHT = at("2027-09-02", "00:20")
DAY = "2027-09-03"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """Files lie in a folder of the test's own; pages are asked on the day of the story."""
    settings.MEDIA_ROOT = tmp_path
    settings.QILOU_CLOCK_OFFSET = at(DAY) - timezone.now()
    return tmp_path


@pytest.fixture
def story() -> Story:
    """A contract that was performed, with its text in the store."""
    story = approved(proposed())
    stored = store_file([PDF], name="合同.pdf", actor=story.city.actor("health.handler"), now=at("2027-02-15"))
    story.open("contract", "2027-02-15")
    story.take("contract", "register", "2027-02-15", contract(file=stored.hash))
    story.take("contract", "accept_performance", "2027-09-01", statement())
    return story


def transfer_after(story: Story, years: int) -> None:
    set_parameter(
        "transfer_after_years",
        actor=story.city.actor("authority.handler"),
        now=at("2027-02-01"),
        jurisdiction=CITY,
        value=years,
        since=date(2027, 2, 1),
        until=None,
        document="汕档函〔2027〕3号",
    )


def handed(story: Story, *numbers: str, who: str = "health.handler") -> Transfer:
    chosen = numbers or (story.numbers["contract"],)
    actor = story.city.actor(who, DAY)
    return transfer_files(chosen, Transferring(receiver="市档案馆"), actor=actor, now=at(DAY))


def the_file(story: Story) -> CaseFile:
    return CaseFile.objects.get(case__number=story.numbers["contract"])


def catalogued(story: Story) -> list[CatalogueItem]:
    return list(CatalogueItem.objects.filter(file=the_file(story)).order_by("version", "number"))


def client(story: Story, name: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(story.city.people[name])
    signed_in.cookies["qilou_language"] = "en"
    return signed_in


def test_an_ended_case_is_filed_by_the_body_that_ended_it_and_says_so_in_the_case(story: Story) -> None:
    assert file_ended_cases(now=NIGHT) == 2  # the contract, and what was listed for it and is approved
    file = the_file(story)
    assert (file.case.number, file.organisation_name) == (story.numbers["contract"], "市医疗保障局")
    assert (file.kind, file.term, file.keep_until) == ("procurement", 30, date(2057, 9, 1))
    assert (file.transfer_due_on, file.number) == (date(2047, 9, 1), "2027-D30-0001")
    first, *_rest, last = catalogued(story)
    assert (first.part, first.title, first.sha256) == ("file", "合同.pdf", hashlib.sha256(PDF).hexdigest())
    assert last.part == "record"
    event = Event.objects.get(name="archives.file", case_number=file.case.number)
    assert "procurement:42" in event.content["cites"]
    address = reverse("case", args=["projects.contract", file.case.number])
    assert "Filed" in client(story, "finance.handler").get(address).content.decode()
    assert file_ended_cases(now=at(DAY, "00:20")) == 0


def test_a_case_waits_for_its_papers_and_an_approval_is_kept_for_ever(story: Story) -> None:
    file_ended_cases(now=NIGHT)
    assert not CaseFile.objects.filter(case__procedure="projects.approval").exists()
    render_papers(NIGHT)
    file_ended_cases(now=at(DAY, "00:20"))
    file = CaseFile.objects.get(case__number=story.numbers["approval"])
    assert (file.organisation_name, file.term, file.keep_until) == ("市政务服务和数据管理局", 0, None)
    papers = CatalogueItem.objects.filter(file=file, part="paper")
    assert papers.count() == story.case("approval").notices.count() > 0
    assert set(papers.values_list("responsible", flat=True)) == {"市政务服务和数据管理局"}


def test_what_a_person_ended_for_themselves_is_filed_by_the_authority_and_not_shown_to_their_body(story: Story) -> None:
    expert = f"person:{story.city.people['health.handler'].pk}"
    Case.objects.filter(number=story.numbers["contract"]).update(readers=[f"AUTHORITY@{CITY}", expert])
    file_ended_cases(now=NIGHT)
    assert the_file(story).organisation_name == "市政务服务和数据管理局"
    seen = {who: CaseFile.objects.visible_to(story.city.actor(who, DAY)) for who in ("health.handler", "health.signer")}
    found = {who: files.filter(case__number=story.numbers["contract"]).exists() for who, files in seen.items()}
    assert found == {"health.handler": True, "health.signer": False}


def test_a_draft_that_its_party_discarded_was_never_put_forward_and_is_not_filed(story: Story) -> None:
    found = Case.objects.filter(number=story.numbers["contract"])
    declared = PROCEDURES["projects.declaration"][-1]
    for state, filed in (("withdrawn", True), ("discarded", False)):
        found.update(procedure=declared.code, edition=declared.edition, state=state)
        assert whole().filter(number=story.numbers["contract"]).exists() == filed


def test_procurement_papers_are_never_kept_less_than_fifteen_years(story: Story) -> None:
    assert kind_of("projects.contract") is kind_of("projects.disbursement")
    assert PROCUREMENT_YEARS.least == 15
    with pytest.raises(Invalid):
        set_parameter(
            "retention_procurement",
            actor=story.city.actor("authority.handler"),
            now=NIGHT,
            jurisdiction=CITY,
            value=14,
            since=NIGHT.date(),
            until=None,
            document="x",
        )
    assert years_after(date(2028, 2, 29), 15) == date(2043, 2, 28)


def test_a_case_that_goes_on_gets_a_further_version_and_the_first_is_kept(story: Story) -> None:
    file_ended_cases(now=NIGHT)
    Case.objects.filter(number=story.numbers["contract"]).update(moved_at=at("2027-09-02", "15:00"))
    assert file_ended_cases(now=at(DAY, "00:20")) == 1
    file = the_file(story)
    assert (file.version, file.number) == (2, "2027-D30-0001")
    assert {one.version for one in catalogued(story)} == {1, 2}
    assert (file.keep_until, file.transfer_due_on) == (date(2057, 9, 2), date(2047, 9, 2))


@pytest.mark.parametrize(
    ("term", "district", "years"), [(0, False, 20), (30, False, 20), (0, True, 10), (30, True, 10), (10, True, None)]
)
def test_a_citys_files_go_to_the_archives_after_twenty_years_and_a_districts_after_ten(
    term: int, district: bool, years: int | None
) -> None:
    assert years_to_transfer(term, Readings(date(2027, 9, 2)), district=district) == years


def test_a_package_holds_files_catalogue_metadata_and_sums_and_is_the_same_each_time(story: Story) -> None:
    transfer_after(story, 0)
    file_ended_cases(now=NIGHT)
    transfer = handed(story)
    keeper = story.city.actor("health.handler", DAY)
    _, made = package_of(transfer.pk, actor=keeper)
    assert hashlib.sha256(made).hexdigest() == transfer.sha256
    held = zipfile.ZipFile(io.BytesIO(made))
    sums = held.read("SHA256SUMS").decode().splitlines()
    assert {line[66:] for line in sums} == set(held.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(held.read(line[66:])).hexdigest() == line[:64] for line in sums)
    assert held.read("2027-D30-0001/001-合同.pdf") == PDF
    rows = list(csv.DictReader(io.StringIO(held.read("catalogue.csv").decode("utf-8-sig"))))
    assert [row["题名"] for row in rows] == [one.title for one in catalogued(story)]
    assert {row["保管期限"] for row in rows} == {"三十年"}
    root = Xml.fromstring(held.read("metadata.xml"))
    assert root.findtext("案卷/保管期限") == "三十年"
    assert [one.text for one in root.iterfind("案卷/件/数字摘要")] == [row["SHA-256"] for row in rows]
    record = held.read(rows[-1]["文件"]).splitlines()
    assert len(record) == the_file(story).acts
    assert "未按 DA/T 48 封装" in held.read("README.txt").decode()
    told = Event.objects.get(name="archives.transfer").content["effects"]["archives_transfer"]
    assert told[str(transfer.pk)]["sha256"] == transfer.sha256


def test_a_file_that_is_not_as_it_was_filed_is_not_handed_over(story: Story, store: Path) -> None:
    transfer_after(story, 0)
    file_ended_cases(now=NIGHT)
    hash_ = hashlib.sha256(PDF).hexdigest()
    (store / hash_[:2] / hash_).write_bytes(PDF + b" ")
    with pytest.raises(Refused) as refused:
        handed(story)
    assert refused.value.code == "item_differs"
    assert Transfer.objects.count() == 0
    (store / hash_[:2] / hash_).write_bytes(PDF)
    transfer = handed(story)
    (store / hash_[:2] / hash_).unlink()
    with pytest.raises(Refused):
        package_of(transfer.pk, actor=story.city.actor("health.handler", DAY))


def test_only_what_is_due_goes_once_by_its_own_body_and_the_receipt_follows(story: Story) -> None:
    file_ended_cases(now=NIGHT)
    with pytest.raises(Conflict):
        handed(story)  # due in twenty years
    CaseFile.objects.update(transfer_due_on=date(2027, 9, 1))
    for who, why in (
        ("health.signer", NotPermitted),
        ("authority.handler", Missing),
        ("land.handler", Missing),
    ):
        with pytest.raises(why):
            handed(story, who=who)
    transfer = handed(story)
    assert transfer.number == "YJ-2027-001"
    with pytest.raises(Conflict) as gone:
        handed(story)
    assert the_file(story).number in gone.value.message.in_("en")
    keeper = story.city.actor("health.handler", DAY)
    early = Received(receipt="汕档收〔2027〕1号", received_on=date(2027, 9, 2))
    with pytest.raises(Invalid):
        note_receipt(transfer.pk, early, actor=keeper, now=at(DAY))
    received = Received(receipt="汕档收〔2027〕1号", received_on=date(2027, 9, 3))
    with pytest.raises(Missing):
        note_receipt(transfer.pk, received, actor=story.city.actor("land.handler", DAY), now=at(DAY))
    taken_over = f"org:{transfer.organisation_id}"
    successor = story.city.actor("land.handler", DAY)
    successor = replace(successor, keys=successor.keys | {taken_over})
    assert list(transfers(successor)) == [transfer]
    assert package_of(transfer.pk, actor=successor)[0] == transfer
    assert note_receipt(transfer.pk, received, actor=successor, now=at(DAY)).receipt
    with pytest.raises(Conflict):
        note_receipt(transfer.pk, received, actor=keeper, now=at(DAY))


def test_the_pages_of_filed_cases_and_their_transfer(story: Story) -> None:
    transfer_after(story, 0)
    file_ended_cases(now=NIGHT)
    number = story.numbers["contract"]
    keeper, authority = client(story, "health.handler"), client(story, "authority.handler")
    assert number in authority.get(reverse("archive")).content.decode()
    assert number not in authority.get(reverse("archive") + "?view=own").content.decode()
    catalogue = authority.get(reverse("archive_file", args=[number])).content.decode()
    assert "合同.pdf" in catalogue
    assert client(story, "land.handler").get(reverse("archive_file", args=[number])).status_code == 404
    due = reverse("archive") + "?view=due"
    assert 'name="files"' in keeper.get(due).content.decode()
    assert keeper.post(reverse("archive"), {"receiver": "市档案馆"}).status_code == 400
    given = {"receiver": "市档案馆", "files": number}
    assert client(story, "health.checker").post(reverse("archive"), given).status_code == 403
    assert keeper.post(reverse("archive"), given)["Location"] == reverse("transfers")
    transfer = Transfer.objects.get()
    package = keeper.get(reverse("transfer_package", args=[transfer.pk]))
    assert hashlib.sha256(package.content).hexdigest() == transfer.sha256
    assert authority.get(reverse("transfer_package", args=[transfer.pk])).status_code == 404
    entered = {"receipt": "汕档收〔2027〕1号", "received_on": DAY}
    assert keeper.post(reverse("transfer_receipt", args=[transfer.pk]), entered).status_code == 302
    assert "汕档收〔2027〕1号" in keeper.get(reverse("transfers")).content.decode()
    assert actions.keeps_files(story.city.actor("health.handler"))

"""A paper that is refused or cannot be delivered: what is recorded, which way comes next, when it counts as served."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.casework.test_pages import client, town, under_review
from tests.casework.town import Town, at_noon

from qilou.casework.actions.receipts import receive_notice
from qilou.casework.actions.service import note_failed_service, note_service
from qilou.casework.asides import NotServed, ServedOtherwise
from qilou.casework.models import Notice, ServiceAttempt, StoredFile, Upload
from qilou.casework.queries.papers import nobody_received
from qilou.casework.serving import Attempt, Ground, Way, counts_as_served, faults_of, next_ways
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.registers import REGISTERS
from qilou.law import Text
from qilou.law.statutes import CIVIL_PROCEDURE
from qilou.ledger.models import Event

__all__ = ["town"]

LATER = at_noon("2026-03-09")
SEEN = "陈某，居委会主任"


def test_a_refusal_is_answered_by_leaving_the_paper_and_unknown_whereabouts_by_announcing() -> None:
    assert next_ways(frozenset({(Way.DIRECT, Ground.REFUSED)})) == (Way.LEFT, Way.POST, Way.ENTRUSTED)
    assert next_ways(frozenset({(Way.POST, Ground.RETURNED)})) == (Way.DIRECT, Way.ENTRUSTED)
    both = frozenset({(Way.POST, Ground.RETURNED), (Way.DIRECT, Ground.ABSENT)})
    assert next_ways(both) == (Way.ENTRUSTED, Way.ANNOUNCED)
    assert next_ways(frozenset({(Way.DIRECT, Ground.UNKNOWN)})) == (Way.ANNOUNCED,)


@pytest.mark.req("X6")
@pytest.mark.parametrize(
    ("attempt", "wrong"),
    [
        (Attempt(Way.DIRECT, Ground.REFUSED, Way.LEFT), {"witnesses"}),
        (Attempt(Way.DIRECT, Ground.REFUSED, Way.LEFT, witnessed=True), set()),
        (Attempt(Way.DIRECT, Ground.REFUSED, Way.LEFT, evidence=True), set()),
        (Attempt(Way.DIRECT, Ground.REFUSED, Way.ANNOUNCED, witnessed=True), {"next_way"}),
        (Attempt(Way.PLATFORM, Ground.UNANSWERED, Way.POST), set()),
        (Attempt(Way.PLATFORM, Ground.UNANSWERED, Way.LEFT), {"next_way"}),
        (Attempt(Way.DIRECT, Ground.RETURNED, Way.POST), {"ground"}),
        (Attempt(Way.LEFT, Ground.REFUSED, Way.POST, witnessed=True), {"ground"}),
        (Attempt(Way.PLATFORM), {"way"}),
        (Attempt(Way.POST), {"evidence"}),
        (Attempt(Way.POST, evidence=True), set()),
        (Attempt(Way.LEFT, witnessed=True), {"way"}),
        (Attempt(Way.LEFT, witnessed=True, earlier=((Way.DIRECT, Ground.REFUSED),)), set()),
        (Attempt(Way.LEFT, earlier=((Way.DIRECT, Ground.REFUSED),)), {"witnesses"}),
        (Attempt(Way.ANNOUNCED, earlier=((Way.POST, Ground.RETURNED),)), {"way"}),
        (Attempt(Way.ANNOUNCED, earlier=((Way.POST, Ground.RETURNED), (Way.DIRECT, Ground.ABSENT))), set()),
    ],
)
def test_what_the_law_asks_of_each_way_of_service(attempt: Attempt, wrong: set[str]) -> None:
    faults = faults_of(attempt)
    assert set(faults) == wrong
    for said in faults.values():
        assert said.in_("zh")
        assert said.in_("en")


def test_a_fault_names_the_article_that_it_rests_on() -> None:
    refused = faults_of(Attempt(Way.DIRECT, Ground.REFUSED, Way.ANNOUNCED))
    assert CIVIL_PROCEDURE.art(89).in_("zh") in refused["witnesses"].in_("zh")
    assert CIVIL_PROCEDURE.art(91).in_("zh") in refused["next_way"].in_("zh")


def test_an_announced_paper_counts_as_served_after_thirty_days_and_others_on_the_day() -> None:
    assert counts_as_served(Way.ANNOUNCED, date(2026, 3, 10)) == date(2026, 4, 9)
    assert counts_as_served(Way.POST, date(2026, 3, 10)) == date(2026, 3, 10)


@pytest.fixture
def paper(town: Town, settings: Any) -> Notice:
    """A licence served on the applicant, who does not sign for it."""
    settings.QILOU_CLOCK_OFFSET = at_noon("2026-03-02") - timezone.now()
    number = under_review(town)
    client(town, "handler").post(f"/tests/licence/{number}/grant/", {"amount": "50", "version": "3"})
    return Notice.objects.get()


def to(paper: Notice) -> str:
    return str(next(one["key"] for one in paper.recipients if not one["copy"]))


def failed(paper: Notice, **given: Any) -> NotServed:
    typed = {"way": "direct", "ground": "refused", "next_way": "left", "witnesses": SEEN, "on": date(2026, 3, 5)}
    return NotServed(**({"recipient": to(paper), "account": "当面拒绝签收"} | typed | given))


def slip(town: Town, who: str = "handler") -> str:
    """A scanned return slip that somebody has brought."""
    hash_ = sha256(who.encode()).hexdigest()
    person = town.people[who]
    file = StoredFile.objects.create(
        hash=hash_, name="回执.pdf", media_type="application/pdf", size=9, stored_at=LATER, stored_by=person
    )
    owner = f"org:{town.actor(who).organisation_id}"
    Upload.objects.create(file=file, owner=owner, person=person, name=file.name, uploaded_at=LATER)
    return hash_


@pytest.mark.django_db
@pytest.mark.req("X6")
def test_a_refused_paper_is_left_before_witnesses_and_counts_as_served(town: Town, paper: Notice) -> None:
    handler = town.actor("handler")
    assert list(nobody_received(handler, LATER.date())) == [paper]
    row = note_failed_service(paper.pk, failed(paper), actor=handler, now=LATER)
    assert (row.ground, row.next_way, row.served_on) == ("refused", "left", None)
    done = ServedOtherwise(recipient=to(paper), way="left", on=date(2026, 3, 6), account="留置于住所", witnesses=SEEN)
    assert note_service(paper.pk, done, actor=handler, now=LATER).served_on == date(2026, 3, 6)
    assert list(nobody_received(handler, LATER.date())) == []
    with pytest.raises(Conflict):
        note_service(paper.pk, done, actor=handler, now=LATER)
    told = list(Event.objects.filter(name__startswith="casework.notice.").order_by("id"))
    assert [one.name for one in told] == ["casework.notice.not_served", "casework.notice.serve_otherwise"]
    assert told[0].content["cites"] == ["civil_procedure:87", "civil_procedure:89"]
    assert SEEN not in bytes(told[0].body).decode(), "who was there stands in the record as a commitment alone"


@pytest.mark.django_db
def test_only_the_sender_records_it_and_only_for_who_has_not_signed(town: Town, paper: Notice) -> None:
    for who, why in (("stranger", Missing), ("applicant", NotPermitted)):
        with pytest.raises(why):
            note_failed_service(paper.pk, failed(paper), actor=town.actor(who), now=LATER)
    handler = town.actor("handler")
    with pytest.raises(Invalid) as nobody:
        note_failed_service(paper.pk, failed(paper, recipient="org:1"), actor=handler, now=LATER)
    assert set(nobody.value.errors) == {"recipient"}
    with pytest.raises(Invalid) as early:
        note_failed_service(paper.pk, failed(paper, on=date(2026, 3, 10)), actor=handler, now=LATER)
    assert set(early.value.errors) == {"on"}
    with pytest.raises(Refused) as secret:
        note_failed_service(paper.pk, failed(paper, account="机密★10年"), actor=handler, now=LATER)
    assert secret.value.code == "secret"
    receive_notice(paper.pk, actor=town.actor("applicant"), now=LATER)
    with pytest.raises(Conflict):
        note_failed_service(paper.pk, failed(paper), actor=handler, now=LATER)
    assert not ServiceAttempt.objects.exists()


@pytest.mark.django_db
def test_a_posted_paper_is_proved_by_a_slip_that_the_sender_brought(town: Town, paper: Notice) -> None:
    handler = town.actor("handler")
    given = {"recipient": to(paper), "way": "post", "on": date(2026, 3, 6), "account": "邮寄，收件人签收"}
    with pytest.raises(Invalid) as bare:
        note_service(paper.pk, ServedOtherwise(**given), actor=handler, now=LATER)
    assert set(bare.value.errors) == {"evidence"}
    with pytest.raises(Invalid):
        note_service(paper.pk, ServedOtherwise(**given, evidence=slip(town, "stranger")), actor=handler, now=LATER)
    note_service(paper.pk, ServedOtherwise(**given, evidence=slip(town)), actor=handler, now=LATER)
    assert ServiceAttempt.objects.get().served_on == date(2026, 3, 6)


@pytest.mark.django_db
def test_it_stands_on_the_paper_the_case_the_list_and_the_register(town: Town, paper: Notice) -> None:
    sender, applicant = client(town, "handler"), client(town, "applicant")
    page = f"/notices/{paper.pk}/"
    typed = {"recipient": to(paper), "way": "direct", "ground": "refused", "next_way": "left", "on": "2026-03-02"}
    again = sender.post(f"{page}not-served/", typed | {"account": "当面拒绝签收"})
    assert again.status_code == 400
    assert "当面拒绝签收" in again.content.decode(), "nothing typed is lost"
    assert sender.post(f"{page}not-served/", typed | {"account": "当面拒绝签收", "witnesses": SEEN}).status_code == 302
    for reader in (sender, applicant):
        shown = reader.get(page).content.decode()
        assert "当面拒绝签收" in shown
        assert "第八十九条" in shown
    assert "留置送达" in sender.get("/notices/?view=all").content.decode()
    case = f"/tests/licence/{paper.case.number}/"
    assert "未能送达" in sender.get(case).content.decode()
    register = REGISTERS["papers"]
    (row,) = [register.cells(one) for one in register.found(town.actor("handler"), 0)]
    assert "拒收，改用留置送达；已签收 0" in [one.zh for one in row if isinstance(one, Text)]
    assert client(town, "stranger").get(f"{page}not-served/").status_code == 404
    assert applicant.post(f"{page}not-served/", typed | {"account": "x", "witnesses": SEEN}).status_code == 403
    api = f"/api/v1{page}service"
    assert [one["next_way"] for one in applicant.get(api).json()] == ["left"]
    done = {"recipient": to(paper), "way": "left", "on": "2026-03-02", "account": "留置", "witnesses": SEEN}
    assert sender.post(f"{api}/done", done, "application/json").json()["served_on"] == "2026-03-02"
    assert "未能送达" not in sender.get(case).content.decode()


@pytest.mark.django_db
def test_the_page_of_a_paper_costs_the_same_however_often_it_was_tried(town: Town, paper: Notice) -> None:
    sender, page = client(town, "handler"), f"/notices/{paper.pk}/"
    sender.get(page)
    with CaptureQueriesContext(connection) as none:
        sender.get(page)
    for _ in range(2):
        note_failed_service(paper.pk, failed(paper), actor=town.actor("handler"), now=LATER)
    with CaptureQueriesContext(connection) as two:
        sender.get(page)
    assert len(two) == len(none) <= 10

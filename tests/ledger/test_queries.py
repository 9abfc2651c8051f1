import json
from dataclasses import replace

import pytest

from qilou.kernel.errors import Missing, Refused
from qilou.law.measures import M164
from qilou.ledger import Personal, record
from qilou.ledger.actions import erase_opening
from qilou.ledger.canonical import commitment
from qilou.ledger.event import new_event_id
from qilou.ledger.models import Event, Opening
from qilou.ledger.queries import DISPUTED, ERASED, WITHHELD, history
from qilou.ledger.record import prepare

pytestmark = pytest.mark.django_db
CASE = "SB26-1034-9"
BASIS = (M164.art(42),)


@pytest.fixture
def lodged(citizen, present):
    """An act full of personal data."""
    return record(
        "test.lodge",
        case=CASE,
        actor=citizen,
        acted_at=present,
        input={"applicant": {"id/card": Personal("440500199001011234")}, "lines": ["甲", Personal([1, "乙"])]},
    )


def test_a_case_tells_its_acts_newest_first_and_no_other_cases(officer, present) -> None:
    for name, case in [("test.first", CASE), ("test.other", "SB26-2-6"), ("test.second", CASE), ("test.third", CASE)]:
        record(name, case=case, actor=officer, acted_at=present)
    assert [entry.name for entry in history(CASE)] == ["test.third", "test.second", "test.first"]
    assert [entry.name for entry in history(CASE, limit=2)] == ["test.third", "test.second"]
    assert history("") == []


def test_the_acts_of_one_person_are_found(officer, citizen, present) -> None:
    mine = record("test.mine", actor=citizen, acted_at=present)
    record("test.theirs", actor=officer, acted_at=present)
    assert Event.objects.by_actor(citizen.id).get().event_id == mine


def test_personal_data_is_shown_only_to_those_who_may_see_it(lodged) -> None:
    (closed,), (opened,) = history(CASE), history(CASE, opened=True)
    assert closed.body["input"] == {"applicant": {"id/card": WITHHELD}, "lines": ["甲", WITHHELD]}
    assert closed.body["actor"]["name"] == WITHHELD
    assert opened.body["input"] == {"applicant": {"id/card": "440500199001011234"}, "lines": ["甲", [1, "乙"]]}
    assert opened.body["actor"]["name"] == "林晓"


def test_a_value_that_does_not_open_its_commitment_is_not_shown(officer, present) -> None:
    event = prepare("test.act", case=CASE, actor=officer, acted_at=present, input=dict.fromkeys("ab", Personal("林晓")))
    changed = replace(event.openings[0], value='"他人"')
    replace(event, openings=(changed,)).insert()
    (entry,) = history(CASE, opened=True)
    assert entry.body["input"] == {"a": DISPUTED, "b": DISPUTED}


def test_a_case_is_read_in_two_queries_whatever_its_length(lodged, officer, present, django_assert_num_queries) -> None:
    for _ in range(5):
        record("test.act", case=CASE, actor=officer, acted_at=present, input={"who": Personal("林晓")})
    with django_assert_num_queries(2):
        assert len(history(CASE, opened=True)) == 6
    with django_assert_num_queries(1):
        history(CASE)


def test_erased_personal_data_is_gone_while_event_and_commitment_stay(lodged, officer, present) -> None:
    path = "/input/applicant/id~1card"
    opening = Opening.objects.get(event_id=lodged, path=path)
    salt, value = bytes(opening.salt), opening.value
    before = Event.objects.filter(event_id=lodged).values().get()

    erasure = erase_opening(lodged, path, reason="保存期限届满", cites=BASIS, actor=officer, acted_at=present)

    assert Event.objects.filter(event_id=lodged).values().get() == before
    assert Opening.objects.filter(event_id=lodged, path=path).values_list("salt", "value", "erased_by_id").get() == (
        None,
        None,
        erasure,
    )
    committed = json.loads(bytes(before["body"]))["input"]["applicant"]["id/card"]["$commitment"]
    assert commitment(salt, value) == committed  # whoever kept the opening can still prove it
    latest, first = history(CASE, opened=True)
    assert first.body["input"] == {"applicant": {"id/card": ERASED}, "lines": ["甲", [1, "乙"]]}
    assert (latest.name, latest.event_id) == ("ledger.erase_opening", erasure)
    assert latest.body["input"] == {"event": str(lodged), "path": path, "reason": "保存期限届满"}
    assert latest.body["cites"] == ["m164:42"]


def test_erasure_happens_once_and_only_to_what_exists(lodged, officer, present) -> None:
    def erase(event_id, path) -> None:
        erase_opening(event_id, path, reason="依申请", cites=BASIS, actor=officer, acted_at=present)

    erase(lodged, "/actor/name")
    with pytest.raises(Refused, match=r"ledger\.erased"):
        erase(lodged, "/actor/name")
    with pytest.raises(Missing):
        erase(lodged, "/input/none")
    with pytest.raises(Missing):
        erase(new_event_id(), "/actor/name")

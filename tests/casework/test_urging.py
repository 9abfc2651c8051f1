"""Urging slips: who urges which case, the numbered paper, its answer, and many at once."""

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.town import Town, at_noon
from tests.kernel.spreadsheet import cells_of

from qilou.casework.actions.urging import answer_urging, urge, urge_many
from qilou.casework.models import Notice, Notification, NumberSeries, Urging
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Refused
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
LATE = "2026-04-02"  # the decision was due on 2026-03-30


def slip(town: Town, number: str, who: str = "signer", day: str = LATE) -> Urging:
    return urge(ROUTE, number, actor=town.actor(who, day), now=at_noon(day), reason="已超期，请抓紧办理。")


@pytest.mark.req("A34.1", "A31.1")
def test_a_late_case_is_urged_by_a_numbered_paper_that_asks_for_an_answer_in_working_days(town: Town) -> None:
    number = under_review(town)
    made = slip(town, number)
    paper = Notice.objects.get()
    assert (paper.kind, paper.number, made.card) == ("casework.urging", "汕测〔2026〕1号", "red")
    assert str(made.answer_by) == "2026-04-08", "three working days, Qingming and a weekend between"
    assert [one["key"] for one in paper.recipients] == ["AUTHORITY@440500"]
    told = set(Notification.objects.filter(kind="urged").values_list("person", flat=True))
    assert told == {town.people["handler"].pk, town.people["handler2"].pk}
    assert Event.objects.filter(case_number=number, name="casework.urging.serve").exists()
    with pytest.raises(Conflict):
        slip(town, number)


@pytest.mark.req("A31.1")
def test_only_a_supervising_post_urges_and_only_what_is_carded_or_waits_long(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(NotPermitted):
        slip(town, number, "handler")
    with pytest.raises(NotPermitted):
        slip(town, number, "finance")
    with pytest.raises(Missing):
        slip(town, number, "stranger")
    with pytest.raises(Refused):
        slip(town, number, day="2026-03-04")
    assert slip(town, number, day="2026-03-16").card == "waiting", "ten working days on one desk"


@pytest.mark.req("A31.1")
def test_the_urged_body_answers_once(town: Town) -> None:
    made = slip(town, under_review(town))
    handler, now = town.actor("handler", LATE), at_noon(LATE)
    with pytest.raises(Missing):
        answer_urging(made.pk, "x", actor=town.actor("applicant", LATE), now=now)
    answer_urging(made.pk, "今日办结。", actor=handler, now=now)
    with pytest.raises(Conflict):
        answer_urging(made.pk, "再答", actor=handler, now=now)
    assert Event.objects.filter(name="casework.urging.answer").count() == 1


def test_many_are_urged_at_once_all_or_none(town: Town) -> None:
    first, second = under_review(town), under_review(town)
    slip(town, second)
    with pytest.raises(Conflict) as refused:
        urge_many(
            [(ROUTE, first), (ROUTE, second)],
            actor=town.actor("signer", LATE),
            now=at_noon(LATE),
            reason="请抓紧。",
        )
    assert second in refused.value.message.in_("zh")
    assert Urging.objects.count() == 1
    assert NumberSeries.objects.get().last == 1, "no number is lost"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_register_shows_slips_to_those_concerned_and_takes_the_answer(town: Town, language: str) -> None:
    number = under_review(town)
    made = slip(town, number)
    handler = client(town, "handler", language)
    assert made.notice.number in handler.get(f"/tests/licence/{number}/").content.decode()
    assert made.notice.number not in client(town, "applicant").get(f"/tests/licence/{number}/").content.decode()
    assert number in handler.get("/urging/").content.decode()
    assert number not in client(town, "applicant").get("/urging/?view=all").content.decode()
    assert handler.post(f"/urging/{made.pk}/answer/", {"answer": "已办"}).status_code == 302
    assert "已办" in handler.get(f"/urging/?view=answered&q={number}").content.decode()
    assert number not in handler.get("/urging/").content.decode()


def test_the_register_of_slips_goes_out_as_a_sheet_and_by_the_api_to_those_concerned(town: Town) -> None:
    number = under_review(town)
    made = slip(town, number)
    handler, applicant = client(town, "handler"), client(town, "applicant")
    assert handler.post(f"/urging/{made.pk}/answer/", {"answer": "=已办"}).status_code == 302
    sheet = handler.get("/registers/urging/sheet/")
    assert "/registers/urging/sheet/" in handler.get("/urging/").content.decode()
    head, row = cells_of(sheet.content)[:2]
    told = dict(zip(head, row, strict=True))
    assert (told["督办单号"], told["办件编号"], told["办理情况"]) == (made.notice.number, number, "=已办")
    assert told["答复期限"] == made.answer_by
    answer = handler.get("/api/v1/registers/urging").json()
    assert answer["total"] == 1
    assert answer["rows"][0] | {"slip": made.notice.number, "answer": "=已办"} == answer["rows"][0]
    assert applicant.get("/api/v1/registers/urging").json() == {"total": 0, "rows": []}
    assert number not in applicant.get("/registers/urging/").content.decode()

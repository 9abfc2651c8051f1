"""Working together on a case: comments with mentions, an added signer, and what people are told of."""

import json

import pytest
from django.test import Client
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import MONDAY, client, under_review
from tests.casework.test_pages import town as town
from tests.casework.town import Town, at_noon

from qilou.casework.actions.add_signer import add_signer
from qilou.casework.actions.cases import hand_over
from qilou.casework.actions.comments import add_comment
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse, send_back
from qilou.casework.models import Case, Comment, Notification, SignOff
from qilou.casework.queries.case_page import case_page
from qilou.casework.queries.together import CAP, comments_of, unread
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
NOON = at_noon(MONDAY)


def say(town: Town, number: str, who: str, text: str = "请看第三页。", **more: object) -> Comment:
    return add_comment(ROUTE, number, text, actor=town.actor(who), now=NOON, **more)


def read_by(town: Town, number: str, who: str) -> list[str]:
    act = look(ROUTE, number, actor=town.actor(who), now=NOON)
    return [one.text for one in comments_of(act)]


def drafted(town: Town) -> str:
    number = under_review(town)
    perform(ROUTE, number, "decide", actor=town.actor("handler"), now=NOON, data={"amount": "5"})
    return number


def sign(town: Town, number: str, who: str) -> object:
    return endorse(ROUTE, number, actor=town.actor(who), now=NOON)


def add(town: Town, number: str, who: str, **given: object) -> object:
    return add_signer(ROUTE, number, actor=town.actor(who), now=NOON, **given)


@pytest.mark.req("A33.1")
def test_a_comment_is_read_by_the_writers_side_unless_shown_to_all_who_see_the_case(town: Town) -> None:
    number = under_review(town)
    say(town, number, "handler", "内部意见")
    say(town, number, "applicant", "材料已齐", shared=True)
    assert read_by(town, number, "signer") == ["内部意见", "材料已齐"]
    assert read_by(town, number, "applicant") == ["材料已齐"]
    assert read_by(town, number, "finance") == ["材料已齐"]
    with pytest.raises(Missing):
        say(town, number, "stranger")
    assert "内部意见" not in client(town, "applicant").get(f"/tests/licence/{number}/").content.decode()


def test_the_record_of_a_comment_holds_its_words_as_a_commitment_only(town: Town) -> None:
    number = under_review(town)
    comment = say(town, number, "handler", "张三的电话有误")
    event = Event.objects.get(event_id=comment.event_id)
    assert event.name == "casework.comment.add"
    assert "张三" not in bytes(event.body).decode()
    assert set(json.loads(bytes(event.body))["input"]["text"]) == {"$commitment"}
    assert Case.objects.get(number=number).version == 3, "a comment makes no open page stale"


def test_only_who_can_read_a_comment_is_mentioned_and_then_told_once(town: Town) -> None:
    number = under_review(town)
    finance, signer = town.people["finance"].pk, town.people["signer"].pk
    with pytest.raises(Invalid) as refused:
        say(town, number, "handler", mentions=[finance])
    assert set(refused.value.errors) == {"mentions"}
    say(town, number, "handler", mentions=[signer, signer, town.people["handler"].pk])
    say(town, number, "handler", shared=True, mentions=[finance])
    assert list(Notification.objects.values_list("person", "kind")) == [(signer, "mentioned"), (finance, "mentioned")]
    with pytest.raises(Invalid):
        say(town, number, "handler", shared=True, mentions=[town.people["stranger"].pk])


@pytest.mark.parametrize(
    "anchor", ["file:" + "0" * 64, "javascript:alert(1)", "line:0", "field:X Y", "file:abc#page=1"]
)
def test_a_comment_points_only_to_a_place_of_the_case(town: Town, anchor: str) -> None:
    with pytest.raises(Invalid) as refused:
        say(town, under_review(town), "handler", anchor=anchor)
    assert set(refused.value.errors) == {"anchor"}


@pytest.mark.req("A44.1")
def test_a_comment_with_a_secrecy_marking_is_not_kept(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Refused):
        say(town, number, "handler", "机密★十年")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_one_comments_from_the_case_page_and_the_colleague_finds_it_under_the_bell(town: Town, language: str) -> None:
    number, signer = under_review(town), town.people["signer"].pk
    given = {"text": "请核对\n金额", "mentions": [str(signer)], "anchor": "line:4"}
    assert client(town, "handler").post(f"/tests/licence/{number}/do/comment/", given).status_code == 302
    told = client(town, "signer", language)
    page = told.get(f"/tests/licence/{number}/").content.decode()
    assert 'href="#line-4"' in page
    assert "金额" in page
    assert {"zh-hans": "1 条未读", "en": "1 unread"}[language] in page
    listed = told.get("/notifications/").content.decode()
    assert f"/tests/licence/{number}/" in listed
    told.post("/notifications/read/", {})
    assert unread(town.actor("signer")) == 0
    assert number in told.get("/notifications/?view=all").content.decode()
    assert number not in told.get("/notifications/").content.decode()


def test_a_comment_through_the_api_is_typed_and_guarded(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    made = officer.post(f"/api/v1/cases/{number}/comments", {"text": "同意"}, content_type="application/json")
    assert made.status_code == 201
    assert officer.get(f"/api/v1/cases/{number}/comments").json()[0]["text"] == "同意"
    assert client(town, "applicant").get(f"/api/v1/cases/{number}/comments").json() == []
    assert client(town, "stranger").get(f"/api/v1/cases/{number}/comments").status_code == 404
    assert Client().get("/api/v1/notifications").status_code == 401


def test_nobody_reads_or_marks_anothers_notifications(town: Town) -> None:
    number = under_review(town)
    say(town, number, "handler", mentions=[town.people["signer"].pk])
    row = Notification.objects.get()
    client(town, "checker").post("/notifications/read/", {"id": str(row.pk)})
    assert unread(town.actor("signer")) == 1
    assert number not in client(town, "checker").get("/notifications/?view=all").content.decode()


def test_a_notification_names_no_case_that_its_reader_no_longer_sees(town: Town) -> None:
    number = under_review(town)
    say(town, number, "finance", mentions=[], shared=True)
    say(town, number, "handler", shared=True, mentions=[town.people["finance"].pk])
    Case.objects.filter(number=number).update(readers=["AUTHORITY@440500"])
    page = client(town, "finance").get("/notifications/").content.decode()
    assert number not in page
    assert "您已不能查看的办件" in page


def test_handing_over_and_sending_back_tell_the_person_whose_turn_it_becomes(town: Town) -> None:
    number = under_review(town)
    hand_over(ROUTE, number, actor=town.actor("handler"), now=NOON, person_id=town.people["handler2"].pk, reason="出差")
    assert Notification.objects.get().person_id == town.people["handler2"].pk
    perform(ROUTE, number, "decide", actor=town.actor("handler2"), now=NOON, data={"amount": "5"})
    send_back(ROUTE, number, actor=town.actor("checker"), now=NOON, opinion="金额不符")
    assert list(Notification.objects.order_by("pk").values_list("kind", flat=True)) == ["handed", "sent_back"]


@pytest.mark.req("A16.14")
def test_a_signer_asks_a_colleague_first_and_then_has_the_turn_again(town: Town) -> None:
    number = drafted(town)
    due = Case.objects.get(number=number).due_on
    sign(town, number, "checker")
    add(town, number, "signer", post="countersigner", person_id=town.people["handler2"].pk, reason="请核金额")
    assert Case.objects.get(number=number).desk == f"person:{town.people['handler2'].pk}"
    assert number in client(town, "handler2").get("/work/").content.decode()
    page = case_page(ROUTE, number, actor=town.actor("handler2"), now=NOON)
    assert page.signing is not None
    assert page.signing.my_turn
    assert [state for _, state in page.signing.stations] == ["done", "done", "now", "later"]
    assert page.signing.stations[2][0].in_("zh") == "会签：handler2（signer加签）"
    with pytest.raises(NotPermitted):
        sign(town, number, "signer")
    sign(town, number, "handler2")
    assert Case.objects.get(number=number).due_on == due, "the clock runs on"
    sign(town, number, "signer")
    assert Case.objects.get(number=number).state == "granted"
    assert len(set(SignOff.objects.get().acted)) == 4
    assert Event.objects.filter(case_number=number, name="tests.licence.decide.add_signer").exists()
    assert Notification.objects.get().kind == "added"


@pytest.mark.req("A16.14")
def test_nobody_who_has_acted_or_is_of_another_body_is_added_and_only_in_ones_own_turn(town: Town) -> None:
    number = drafted(town)
    with pytest.raises(NotPermitted):
        add(town, number, "signer", post="checker", person_id=town.people["handler2"].pk)
    for who in ("handler", "checker", "finance"):
        with pytest.raises(Invalid):
            add(town, number, "checker", post="checker", person_id=town.people[who].pk)
    with pytest.raises(Invalid):
        add(town, number, "checker", post="countersigner")
    with pytest.raises(Invalid):
        add(town, number, "checker", post="signer")
    assert SignOff.objects.get().chain == ["checker", "signer"]


def test_a_draft_sent_back_from_an_added_station_goes_the_ordinary_way_again(town: Town) -> None:
    number = drafted(town)
    page = client(town, "checker")
    given = {"post": "checker", "person": str(town.people["handler2"].pk), "reason": "请先看"}
    assert page.post(f"/tests/licence/{number}/do/add-signer/", given).status_code == 302
    send_back(ROUTE, number, actor=town.actor("handler2"), now=NOON, opinion="不符")
    perform(ROUTE, number, "decide", actor=town.actor("handler"), now=NOON, data={"amount": "6"})
    row = SignOff.objects.get()
    assert (row.chain, row.added) == (["checker", "signer"], [])
    sign(town, number, "checker")
    sign(town, number, "signer")
    assert Case.objects.get(number=number).state == "granted"


def test_the_bell_costs_one_query_and_counts_to_a_cap(town: Town, django_assert_num_queries: object) -> None:
    person = town.people["signer"].pk
    Notification.objects.bulk_create(
        Notification(person_id=person, kind="mentioned", source=str(n), at=NOON) for n in range(CAP + 20)
    )
    signer = town.actor("signer")
    with django_assert_num_queries(1):
        assert unread(signer) == CAP + 1
    assert "99+" in client(town, "signer").get("/work/").content.decode()


def test_the_page_of_notifications_costs_a_fixed_number_of_queries(
    town: Town, django_assert_max_num_queries: object
) -> None:
    number = under_review(town)
    for _ in range(12):
        say(town, number, "handler", mentions=[town.people["signer"].pk])
    reader = client(town, "signer")
    with django_assert_max_num_queries(7):
        reader.get("/notifications/")
    with django_assert_max_num_queries(26):
        reader.get(f"/tests/licence/{number}/")

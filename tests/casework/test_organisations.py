"""How bodies number and sign their papers: words and levels set by who keeps the registers, recorded; hand-over."""

from datetime import date

import pytest
from django.test import Client
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import under_review
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.organisations import set_letterhead, set_sign_off_levels
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case, Letterhead, Notice
from qilou.casework.store import number_and_names
from qilou.identity.models import Appointment, Person, Post
from qilou.identity.queries import actor_of
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
NOON = at_noon("2026-03-02")


@pytest.fixture
def town() -> Town:
    town = build()
    keeper = Person.objects.create(username="keeper", name_zh="keeper", name_en="keeper", jurisdiction_id="440500")
    post = Post.objects.create(
        organisation=town.organisations["authority"],
        kind="administrator",
        title_zh="系统管理员",
        title_en="administrator",
        since=date(2020, 1, 1),
    )
    Appointment.objects.create(post=post, person=keeper, since=date(2020, 1, 1))
    town.people["keeper"] = keeper
    return town


def next_number(organisation: int, series: str) -> str:
    """The number that the next paper bears."""
    taken = number_and_names(organisation, series, NOON.date(), ())
    assert taken is not None
    return taken[0]


def test_the_administrator_sets_a_word_and_the_next_paper_bears_it(town: Town) -> None:
    unit = town.organisations["unit"]
    assert number_and_names(unit.pk, "", NOON.date(), ()) is None
    set_letterhead(unit.pk, "汕单", actor=actor_of(town.people["keeper"], NOON.date()), now=NOON)
    assert next_number(unit.pk, "") == "汕单〔2026〕1号"
    event = Event.objects.get(name="casework.letterhead.set")
    assert event.content["input"] == {"organisation": unit.pk, "series": "", "word": "汕单"}
    assert event.content["cites"] == ["official_documents:9"]


def test_a_series_has_a_word_and_a_run_of_its_own(town: Town) -> None:
    authority = town.organisations["authority"]
    set_letterhead(authority.pk, "汕测函", actor=PLATFORM, now=NOON, series="letters")
    assert next_number(authority.pk, "letters") == "汕测函〔2026〕1号"
    assert next_number(authority.pk, "") == "汕测〔2026〕1号"


def test_a_new_word_starts_a_new_run_and_the_old_numbers_stay(town: Town) -> None:
    authority = town.organisations["authority"]
    assert next_number(authority.pk, "") == "汕测〔2026〕1号"
    set_letterhead(authority.pk, "汕新", actor=PLATFORM, now=NOON)
    assert next_number(authority.pk, "") == "汕新〔2026〕1号"
    assert Letterhead.objects.filter(organisation=authority).count() == 1


def test_nobody_but_who_keeps_the_registers_sets_a_word(town: Town) -> None:
    for name in ("signer", "applicant"):
        with pytest.raises(NotPermitted):
            set_letterhead(town.organisations["unit"].pk, "汕单", actor=town.actor(name), now=NOON)
    assert not Event.objects.filter(name="casework.letterhead.set").exists()


def test_two_bodies_never_number_under_one_word(town: Town) -> None:
    with pytest.raises(Conflict, match="word_taken"):
        set_letterhead(town.organisations["unit"].pk, "汕测", actor=PLATFORM, now=NOON)


@pytest.mark.parametrize("word", ["", "  ", "汕〔2026〕", "汕 单", "汕2", "汕" * 41])
def test_a_word_that_would_spoil_a_number_is_refused(town: Town, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_letterhead(town.organisations["unit"].pk, word, actor=PLATFORM, now=NOON)
    assert set(refused.value.errors) == {"word"}


def test_an_unknown_body_has_no_word(town: Town) -> None:
    with pytest.raises(Missing):
        set_letterhead(0, "汕单", actor=PLATFORM, now=NOON)


def test_the_levels_of_sign_off_are_set_by_the_administrator_and_the_next_draft_goes_by_them(town: Town) -> None:
    authority = town.organisations["authority"]
    keeper = actor_of(town.people["keeper"], NOON.date())
    set_sign_off_levels(authority.pk, ["signer"], actor=keeper, now=NOON, step=f"{ROUTE}.decide")
    number = under_review(town)
    drafted = perform(ROUTE, number, "decide", actor=town.actor("handler"), now=NOON, data={"amount": "5"})
    assert drafted.case.desk == "AUTHORITY@440500/signer"
    endorse(ROUTE, number, actor=town.actor("signer"), now=NOON)
    assert Case.objects.get(number=number).state == "granted"
    assert Event.objects.get(name="casework.sign_off_levels.set").content["input"]["chain"] == ["signer"]


def test_a_chain_ends_with_the_signer_and_nobody_else_sets_it(town: Town) -> None:
    authority = town.organisations["authority"]
    keeper = actor_of(town.people["keeper"], NOON.date())
    for chain in ([], ["checker"], ["signer", "checker"], ["signer", "signer"]):
        with pytest.raises(Invalid) as told:
            set_sign_off_levels(authority.pk, chain, actor=keeper, now=NOON)
        assert "chain" in told.value.errors
    with pytest.raises(Invalid) as told:
        set_sign_off_levels(authority.pk, ["signer"], actor=keeper, now=NOON, step=f"{ROUTE}.submit")
    assert "step" in told.value.errors
    with pytest.raises(NotPermitted):
        set_sign_off_levels(authority.pk, ["signer"], actor=town.actor("signer"), now=NOON)


def test_word_and_levels_are_set_from_pages(town: Town) -> None:
    authority = town.organisations["authority"]
    keeper, signer = Client(), Client()
    keeper.force_login(town.people["keeper"])
    signer.force_login(town.people["signer"])
    assert "登记代字" in keeper.get("/issuing/").content.decode()
    assert "登记代字" not in signer.get("/issuing/").content.decode()
    answer = keeper.post(f"/issuing/{authority.pk}/letterhead/", {"word": "汕 1"})
    assert answer.status_code == 400
    assert "机关代字为 1 至 40 个字" in answer.content.decode()
    assert keeper.post(f"/issuing/{authority.pk}/letterhead/", {"word": "汕新"}).status_code == 302
    answer = keeper.post(f"/issuing/{authority.pk}/levels/", {"step": "", "chain": "checker-countersigner-signer"})
    assert answer.status_code == 302
    text = keeper.get("/issuing/").content.decode()
    assert "汕新" in text
    assert "核稿 → 会签 → 签发" in text
    assert signer.post(f"/issuing/{authority.pk}/letterhead/", {"word": "汕"}).status_code == 403


def test_a_case_is_handed_over_to_a_colleague_of_the_desk_from_its_page(town: Town) -> None:
    number = under_review(town)
    first, second = Client(), Client()
    first.force_login(town.people["handler"])
    second.force_login(town.people["handler2"])
    page = f"/tests/licence/{number}/"
    offered = first.get(page).content.decode().partition('id="handing-f-person"')[2].partition("</select>")[0]
    assert f'<option value="{town.people["handler2"].pk}"' in offered
    assert f'<option value="{town.people["signer"].pk}"' not in offered
    to = {"person": str(town.people["handler2"].pk), "reason": "休假"}
    assert first.post(f"{page}do/hand-over/", to).status_code == 302
    assert first.post(f"{page}grant/", {"amount": "1"}).status_code == 403
    assert town.people["handler2"].name_zh in first.get(page).content.decode()
    event = Event.objects.get(case_number=number, name=f"{ROUTE}.hand_over")
    assert event.content["effects"]["casework_case"][number]["handler_id"] == town.people["handler2"].pk
    assert second.post(f"{page}grant/", {"amount": "1"}).status_code == 302


def test_a_number_is_voided_by_its_issuer_alone_from_the_page_of_the_paper(town: Town) -> None:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=NOON, data={"amount": "1"})
    paper = Notice.objects.get(case__number=number)
    issuer, unit = Client(), Client()
    issuer.force_login(town.people["handler"])
    unit.force_login(town.people["applicant"])
    assert unit.post(f"/notices/{paper.pk}/void/", {"reason": "错号"}).status_code == 403
    assert issuer.post(f"/notices/{paper.pk}/void/", {"reason": " "}).status_code == 400
    assert issuer.post(f"/notices/{paper.pk}/void/", {"reason": "错号"}).status_code == 302
    text = unit.get("/issuing/voided/").content.decode()
    assert paper.number in text
    assert "错号" in text
    assert "本件已被撤销" in unit.get(f"/notices/{paper.pk}/").content.decode()


@pytest.mark.req("A10.2")
def test_a_paper_that_no_longer_stands_is_not_signed_for(town: Town) -> None:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=NOON, data={"amount": "1"})
    paper = Notice.objects.get(case__number=number)
    issuer, unit = Client(), Client()
    issuer.force_login(town.people["handler"])
    unit.force_login(town.people["applicant"])
    page, receive = f"/notices/{paper.pk}/", f"/notices/{paper.pk}/receive/"
    assert receive in unit.get(page).content.decode()
    assert page in unit.get("/notices/").content.decode()
    issuer.post(f"{page}void/", {"reason": "错号"})
    assert receive not in unit.get(page).content.decode()
    assert page not in unit.get("/notices/").content.decode()
    assert unit.post(receive).status_code == 409

"""The case page as people work on it: nothing typed is lost, and every place can be spoken of and jumped to."""

from dataclasses import replace
from datetime import date

import pytest
from tests.casework.procedures_of_tests import ROUTE, Facts, small
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.town import Town, at_noon

from qilou.casework.actions.attachments import lend
from qilou.casework.actions.files import store_file
from qilou.casework.actions.perform import look, perform
from qilou.casework.models import Case, Comment, Draft, Urging
from qilou.casework.phrases import OPINIONS
from qilou.casework.procedure import PROCEDURES
from qilou.casework.show import Place, place_of
from qilou.law import Breach, Readings, Text, Undecided, say

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02"


def drafted(town: Town) -> str:
    number = under_review(town)
    perform(ROUTE, number, "decide", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "5"})
    return number


@pytest.mark.parametrize(
    ("verb", "typed", "field", "kept"),
    [
        ("comment", {"text": "长" * 4001, "shared": "on"}, "comment-f-text", "长长长"),
        ("comment", {"text": "请看金额", "anchor": "line:0"}, "comment-f-anchor", "请看金额"),
        ("comment", {"text": "机密★十年"}, "", "机密★十年"),
        ("add-signer", {"post": "signer", "reason": "请核金额"}, "signer-f-post", "请核金额"),
        ("urge", {"reason": "请抓紧办理", "days": "99"}, "urge-f-days", "请抓紧办理"),
    ],
)
def test_a_refused_form_of_the_case_page_comes_back_open_with_what_was_typed(
    town: Town, verb: str, typed: dict[str, str], field: str, kept: str
) -> None:
    number = drafted(town)
    Case.objects.filter(number=number).update(due_on="2020-01-02")
    who = "signer" if verb == "urge" else "checker"  # what lies on the checker's own desk is not the checker's to urge
    page = client(town, who).post(f"/tests/licence/{number}/do/{verb}/", typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert client(town, who).get(f"/tests/licence/{number}/do/{verb}/")["Location"] == f"/tests/licence/{number}/"
    assert kept in text
    assert not Comment.objects.exists()
    assert 'role="alert"' in text
    form = text[text.index(f'id="{verb.removeprefix("add-")}-form"') :]
    assert form.startswith(f'id="{verb.removeprefix("add-")}-form" open')
    if field:
        assert f'href="#{field}"' in text
        assert f'id="{field}-error"' in text


def test_an_opinion_and_a_handing_over_keep_their_words_when_somebody_was_faster(town: Town) -> None:
    number = drafted(town)
    page = client(town, "checker")
    assert page.post(f"/tests/licence/{number}/sign-off/send-back/", {"opinion": ""}).status_code == 422
    stale = page.post(f"/tests/licence/{number}/sign-off/send-back/", {"opinion": "金额不符", "version": "1"})
    assert stale.status_code == 409
    assert "金额不符" in stale.content.decode()
    person = str(town.people["finance"].pk)
    other = under_review(town)
    refused = client(town, "handler").post(
        f"/tests/licence/{other}/do/hand-over/", {"person": person, "reason": "出差两周"}
    )
    assert refused.status_code == 422
    assert "出差两周" in refused.content.decode()
    assert client(town, "finance").post(f"/tests/licence/{other}/do/hand-over/", {}).status_code == 403


def test_the_register_of_slips_keeps_what_was_typed(town: Town) -> None:
    page = client(town, "signer")
    refused = page.post("/urging/serve/", {"numbers": "TX26-1-1", "reason": "请抓紧办理", "days": "3"})
    assert refused.status_code == 422
    assert "请抓紧办理" in refused.content.decode()
    assert 'id="urge-f-numbers-error"' in refused.content.decode()
    number = under_review(town)
    Case.objects.filter(number=number).update(moved_at=at_noon("2026-01-05"))
    assert 'href="?urge=1#urge-form"' in page.get(f"/tests/licence/{number}/").content.decode()
    assert 'id="urge-form" open' in page.get(f"/tests/licence/{number}/?urge=1").content.decode()
    assert page.post(f"/tests/licence/{number}/do/urge/", {"reason": "请办", "days": "3"}).status_code == 302
    slip = Urging.objects.get()
    empty = client(town, "handler").post(f"/urging/{slip.pk}/answer/", {"answer": " "})
    assert empty.status_code == 422
    assert f'id="answer-{slip.pk}-error"' in empty.content.decode()
    assert "urge-form" not in page.get(f"/tests/licence/{number}/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_comment_on_a_line_marks_the_line_and_each_leads_to_the_other(town: Town, language: str) -> None:
    number = under_review(town)
    officer = client(town, "handler", language)
    blank = officer.get(f"/tests/licence/{number}/").content.decode()
    assert 'id="line-2"' in blank
    assert 'href="?about=line:2#comment-form"' in blank
    asked = officer.get(f"/tests/licence/{number}/?about=line:2").content.decode()
    assert '<option value="line:2" selected>' in asked
    assert 'id="comment-form" open' in asked
    for _ in range(2):
        officer.post(f"/tests/licence/{number}/do/comment/", {"text": "单价偏高", "anchor": "line:2"})
    first = Comment.objects.order_by("pk")[0].pk
    page = officer.get(f"/tests/licence/{number}/").content.decode()
    assert f'href="#comment-{first}"' in page
    assert f'id="comment-{first}"' in page
    assert 'href="#line-2"' in page
    assert {"zh-hans": "2 条评论：第2行", "en": "2 comments on: line 2"}[language] in page


def test_a_place_that_the_page_does_not_show_is_not_offered(town: Town) -> None:
    page = client(town, "handler").get(f"/tests/licence/{under_review(town)}/?about=line:9")
    assert 'id="comment-form" open' not in page.content.decode()


def test_a_finding_leads_to_the_line_it_names_else_to_the_first_fact_that_the_page_shows() -> None:
    places = {code: Place(code, Text("", "")) for code in ("line:3", "field:amount")}
    wrong = say("第%(line)s行不符", "line %(line)s differs", line=3)
    breach = Breach(say("不一致：%(what)s", "Differs: %(what)s", what=(say("总额", "total"), wrong)), say("改", "Mend"))
    found = replace(small(Facts("许可", 2_000_000, 0), Readings(date(2026, 3, 2))), verdict=breach)
    assert place_of(found, places).id == "line-3"
    small_one = small(Facts("许可", 2_000_000, 0), Readings(date(2026, 3, 2)))
    assert place_of(small_one, places).id == "field-amount"
    assert place_of(replace(small_one, verdict=Undecided(("amount",))), places).id == "field-amount"
    assert place_of(small_one, {}) is None


def test_a_review_point_links_to_the_field_it_speaks_of(town: Town) -> None:
    page = client(town, "checker").get(f"/tests/licence/{drafted(town)}/").content.decode()
    assert 'href="#field-amount"' in page
    assert 'id="field-amount"' in page


def with_file(town: Town, content: bytes, name: str) -> tuple[str, str]:
    """A case that holds one file, and the file's hash."""
    number = under_review(town)
    file = store_file([content], name=name, actor=town.actor("applicant"), now=at_noon(MONDAY))
    lend(look(ROUTE, number, actor=town.actor("applicant"), now=at_noon(MONDAY)), [file.hash], field="paper")
    return number, file.hash


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("附件.pdf", b"%PDF-1.4", "<object"),
        ("附件.png", b"\x89PNG\r\n\x1a\n", '<img class="eg-shown"'),
        ("附件.txt", "三家询价<script>".encode("gb18030"), "三家询价&lt;script&gt;"),
        ("附件.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "application/msword · "),
    ],
)
def test_an_attachment_is_shown_beside_the_decision_as_far_as_a_browser_can(
    town: Town, settings: object, tmp_path: object, name: str, content: bytes, shown: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    number, hash_ = with_file(town, content, name)
    officer = client(town, "handler")
    assert f'href="?show={hash_}#preview"' in officer.get(f"/tests/licence/{number}/").content.decode()
    page = officer.get(f"/tests/licence/{number}/?show={hash_}&page=3")
    text = page.content.decode()
    assert shown in text
    assert f'href="/files/{hash_}/' in text
    assert "object-src 'self'; frame-src 'self'" in page["Content-Security-Policy"]
    assert "object-src" not in officer.get(f"/tests/licence/{number}/")["Content-Security-Policy"]
    file = officer.get(f"/files/{hash_}/")
    file.close()
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"


def test_a_file_of_another_case_is_not_shown(town: Town, settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    _, hash_ = with_file(town, "别人的文件".encode(), "附件.txt")
    page = client(town, "handler").get(f"/tests/licence/{under_review(town)}/?show={hash_}").content.decode()
    assert "别人的文件" not in page
    assert 'id="preview"' not in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_beside_a_step_that_cannot_be_taken_stands_what_would_make_it_pass(town: Town, language: str) -> None:
    number = under_review(town)
    Case.objects.filter(number=number).update(title="")
    page = client(town, "handler", language).get(f"/tests/licence/{number}/").content.decode()
    remedy = {"zh-hans": "补上名称。", "en": "Give it a title."}[language]
    assert f"<li>{remedy}</li>" in page
    assert "。、" not in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_running_clock_is_explained_day_by_day_with_the_ground_of_what_did_not_count(
    town: Town, language: str
) -> None:
    number = under_review(town)
    perform(
        ROUTE, number, "to_experts", actor=town.actor("handler"), now=at_noon("2026-03-03"), data={"reason": "请评"}
    )
    perform(ROUTE, number, "back", actor=town.actor("handler"), now=at_noon("2026-03-05"))
    page = client(town, "handler", language).get(f"/tests/licence/{number}/").content.decode()
    told = {
        "zh-hans": (
            "2026-03-02：起算当日不计入",
            "2026-03-04 至 2026-03-05：期限中止，不计入（专家评审）",
            "2026-03-07 至 2026-03-08：周末，不计入",
        ),
        "en": ("2026-03-04 to 2026-03-05: period paused, not counted (Expert review)",),
    }[language]
    for words in told:
        assert words in page
    assert 'id="days-1"' in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_ready_phrases_of_a_step_and_of_the_post_are_a_list_to_copy_without_scripts(town: Town, language: str) -> None:
    number = under_review(town)
    phrase = '<span lang="zh-Hans">材料不全。</span>'  # what goes into a Chinese paper is Chinese for every reader
    phrase += ' <small lang="en">Papers are missing.</small>' if language == "en" else ""
    officer = client(town, "handler", language)
    for page in (officer.get(f"/tests/licence/{number}/"), officer.get(f"/tests/licence/{number}/refuse/")):
        text = page.content.decode()
        assert phrase in text
        assert 'type="button" hidden' in text
    text = client(town, "checker", language).get(f"/tests/licence/{drafted(town)}/").content.decode()
    assert f'<span lang="zh-Hans">{OPINIONS["checker"][0].zh}</span>' in text


def test_what_is_typed_is_previewed_alone_and_nothing_is_done_or_kept(town: Town) -> None:
    number = under_review(town)
    officer, address = client(town, "handler"), f"/tests/licence/{number}/refuse/"
    shown = officer.post(address, {"reason": "场所不符", "preview": "1"}, headers={"X-Preview": "1"})
    assert shown.status_code == 200
    assert "不予许可：场所不符" in shown.content.decode()
    assert "<html" not in shown.content.decode()
    assert officer.post(address, {"reason": "", "preview": "1"}, headers={"X-Preview": "1"}).status_code == 400
    assert client(town, "finance").post(address, {"reason": "x"}, headers={"X-Preview": "1"}).status_code == 403
    assert Case.objects.get(number=number).state == "under_review"
    assert not Draft.objects.exists()


def test_every_ready_phrase_is_said_in_both_languages_and_stands_once_in_its_list() -> None:
    listed = [step.phrases for one in PROCEDURES.values() for step in one[-1].steps if step.phrases]
    assert len(listed) > 20
    for phrases in (*listed, *OPINIONS.values()):
        assert len({one.zh for one in phrases}) == len(phrases)
        assert all(one.zh.strip() and one.en.strip() for one in phrases)

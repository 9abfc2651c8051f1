"""What somebody typed stays: without scripts, when it is refused, when a file is refused, when a case is opened."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework.test_files import PDF, client, correcting
from tests.casework.test_shared_drafts import under_review
from tests.casework.town import Town, at_noon, build

from qilou.casework.models import Case, Draft

MONDAY = at_noon("2026-03-02")


@pytest.fixture
def town(db: None, settings: object, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return build()


def shown(page: object) -> str:
    return page.content.decode()


def test_a_form_has_a_button_to_save_and_it_comes_back_as_it_was_left(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    page = shown(officer.get(f"/tests/licence/{number}/grant/"))
    assert f'formaction="/tests/licence/{number}/grant/draft/" data-save>' in page
    answer = officer.post(
        f"/tests/licence/{number}/grant/draft/", {"amount": "12", "note": "依规定", "draft_version": "0"}
    )
    assert answer.status_code == 302
    assert "依规定" in shown(officer.get(answer["Location"]))
    assert Case.objects.get(number=number).state == "under_review"


def test_the_small_forms_of_a_case_page_do_not_overwrite_a_colleague(town: Town) -> None:
    number = under_review(town)
    one, two = client(town, "handler"), client(town, "handler2")
    page = shown(one.get(f"/tests/licence/{number}/"))
    assert 'name="draft_version" value="0"' in page
    two.post(f"/tests/licence/{number}/grant/draft/", {"amount": "13", "note": "先核现场", "draft_version": "0"})
    answer = one.post(f"/tests/licence/{number}/grant/draft/", {"amount": "12", "note": "", "draft_version": "0"})
    assert answer.status_code == 409
    assert "先核现场" in shown(answer)
    assert Draft.objects.get().raw["amount"] == ["13"]
    assert Draft.objects.get().clashes["amount"]["texts"] == ["12"]


@pytest.mark.req("A44.1")
def test_a_marked_text_is_kept_nowhere_and_still_stands_before_its_writer(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    typed = {"amount": "12", "note": "机密★10年", "draft_version": "0"}
    for address in (f"/tests/licence/{number}/grant/", f"/tests/licence/{number}/grant/draft/"):
        page = officer.post(address, typed)
        assert page.status_code == 422
        assert "机密★10年</textarea>" in shown(page)
        assert "密级标志" in shown(page)
    assert not Draft.objects.exists()


def test_a_file_that_is_too_large_or_marked_leaves_the_rest_of_the_form(town: Town) -> None:
    number = correcting(town)
    page = client(town, "applicant").post(
        f"/tests/licence/{number}/prove/draft/", {"paper": SimpleUploadedFile("材料（机密）.pdf", PDF)}
    )
    assert page.status_code == 400
    assert "密级标志" in shown(page)
    assert "eg-fault" in shown(page)


def test_an_entry_of_record_keeps_its_number_and_day_in_the_draft(town: Town) -> None:
    number = under_review(town)
    registrar = client(town, "registrar")
    typed = {"amount": "x", "note": "", "of_record": "汕电政批〔2025〕7号", "acted_on": "2026-02-27"}
    registrar.post(f"/tests/licence/{number}/grant/", typed)
    page = shown(registrar.get(f"/tests/licence/{number}/grant/"))
    assert "汕电政批〔2025〕7号" in page
    assert 'value="2026-02-27"' in page


def test_an_opening_form_is_its_writers_own_until_the_case_is_open(town: Town) -> None:
    one, two = client(town, "applicant"), client(town, "stranger")
    address = "/projects/declaration/new/"
    answer = one.post(f"{address}draft/", {"title": "政务服务一体化平台"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "政务服务一体化平台" in shown(one.get(address))
    assert "政务服务一体化平台" not in shown(two.get(address))
    assert Client().post(f"{address}draft/", {"title": "x"}).status_code == 302

"""The pages that follow from a declaration: desk, case, step, notice, parameters, calendar."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework import procedures_of_tests
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Case, Draft, Notice, ParameterValue, StoredFile
from qilou.casework.procedure import PROCEDURES

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02"


@pytest.fixture
def town() -> Town:
    assert ROUTE in PROCEDURES, procedures_of_tests
    return build()


def client(town: Town, name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(town.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


def under_review(town: Town) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=at_noon(MONDAY), jurisdiction="440500", title="餐饮许可")
    perform(ROUTE, act.case.number, "submit", actor=town.actor("applicant"), now=at_noon(MONDAY))
    perform(ROUTE, act.case.number, "accept", actor=town.actor("handler"), now=at_noon(MONDAY))
    return act.case.number


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_case_page_says_what_is_due_from_whom_under_which_article_and_what_is_next(town: Town, language: str) -> None:
    number = under_review(town)
    page = client(town, "handler", language).get(f"/tests/licence/{number}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "2026-03-30" in text
    assert {"zh-hans": "第十六条第二款", "en": "Art. 16(2)"}[language] in text
    assert {"zh-hans": "批复", "en": "Grant"}[language] in text
    assert 'name="amount"' in text


def test_who_may_not_see_a_case_gets_404_and_who_may_not_act_403(town: Town) -> None:
    number = under_review(town)
    assert client(town, "stranger").get(f"/tests/licence/{number}/").status_code == 404
    answer = client(town, "finance").post(f"/tests/licence/{number}/grant/", {"amount": "1"})
    assert answer.status_code == 403
    assert "第十六条" in answer.content.decode()


def test_a_strangers_browser_is_sent_to_sign_in(town: Town) -> None:
    assert Client().get("/work/").status_code == 302


def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    page = officer.post(f"/tests/licence/{number}/grant/", {"amount": "很多", "note": "说明文字", "version": "3"})
    text = page.content.decode()
    assert page.status_code == 400
    assert "说明文字" in text
    assert "很多" in text
    assert Draft.objects.get().raw["note"] == ["说明文字"]
    assert "说明文字" in officer.get(f"/tests/licence/{number}/grant/").content.decode()


def test_a_refusal_shows_the_rule_and_what_would_make_it_pass(town: Town) -> None:
    number = under_review(town)
    page = client(town, "handler").post(f"/tests/licence/{number}/grant/", {"amount": "500", "version": "3"})
    assert page.status_code == 422
    assert "减少。" in page.content.decode()


def test_a_decision_through_the_page_serves_a_notice_that_the_applicant_receives(town: Town) -> None:
    number = under_review(town)
    preview = client(town, "handler").post(
        f"/tests/licence/{number}/grant/", {"amount": "50", "version": "3", "preview": "1"}
    )
    assert "同意餐饮许可" in preview.content.decode()
    assert Case.objects.get(number=number).state == "under_review"
    done = client(town, "handler").post(f"/tests/licence/{number}/grant/", {"amount": "50", "version": "3"})
    assert done.status_code == 302
    assert Case.objects.get(number=number).amount == 500_000
    assert Draft.objects.count() == 0
    notice = Notice.objects.get()
    applicant = client(town, "applicant")
    assert notice.number in applicant.get(f"/notices/{notice.pk}/").content.decode()
    assert applicant.post(f"/notices/{notice.pk}/receive/").status_code == 302
    assert applicant.post(f"/notices/{notice.pk}/receive/").status_code == 409
    assert client(town, "stranger").get(f"/notices/{notice.pk}/").status_code == 404


def test_the_chain_of_signatures_through_pages(town: Town) -> None:
    number = under_review(town)
    client(town, "handler").post(f"/tests/licence/{number}/decide/", {"amount": "50", "version": "3"})
    checker = client(town, "checker")
    assert number in checker.get("/work/").content.decode()
    assert "50.00" in checker.get(f"/tests/licence/{number}/").content.decode()
    checker.post(f"/tests/licence/{number}/sign-off/endorse/", {"opinion": "已核"})
    assert number not in checker.get("/work/").content.decode()
    client(town, "signer").post(f"/tests/licence/{number}/sign-off/endorse/", {})
    assert Case.objects.get(number=number).state == "granted"


def test_a_draft_is_kept_while_typing(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    answer = officer.post(f"/tests/licence/{number}/grant/draft/", {"amount": "12"}, headers={"X-Draft": "1"})
    assert answer.json()["saved_at"]
    assert 'value="12"' in officer.get(f"/tests/licence/{number}/").content.decode()
    assert client(town, "stranger").post(f"/tests/licence/{number}/grant/draft/", {}).status_code == 404


def test_a_file_is_stored_by_its_hash_and_only_its_owner_reads_it_before_it_is_in_a_case(
    town: Town, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    owner = client(town, "applicant")
    answer = owner.post("/files/", {"file": SimpleUploadedFile("方案.pdf", b"%PDF-1.4", "application/pdf")})
    stored = StoredFile.objects.get()
    assert answer.json()["hash"] == stored.hash
    assert b"".join(owner.get(f"/files/{stored.hash}/").streaming_content) == b"%PDF-1.4"
    other = client(town, "stranger")
    assert other.get(f"/files/{stored.hash}/").status_code == 404
    other.post("/files/", {"file": SimpleUploadedFile("同样的内容.pdf", b"%PDF-1.4", "application/pdf")})
    assert StoredFile.objects.count() == 1
    assert b"".join(other.get(f"/files/{stored.hash}/").streaming_content) == b"%PDF-1.4"


@pytest.mark.req("X5")
def test_the_authority_sets_a_parameter_from_a_page_and_periods_may_not_overlap(town: Town) -> None:
    officer = client(town, "handler")
    given = {"value": "3", "since": "2026-01-01", "document": "汕电政〔2026〕1号"}
    assert officer.post("/parameters/card_warning_days/", given).status_code == 302
    assert ParameterValue.objects.get().value == 3
    assert officer.post("/parameters/card_warning_days/", given).status_code == 409
    later = {**given, "value": "4", "since": "2026-09-01"}
    assert officer.post("/parameters/card_warning_days/", later).status_code == 302
    assert {row.value: str(row.period.upper) for row in ParameterValue.objects.all()} == {3: "2026-09-01", 4: "None"}
    assert officer.post("/parameters/card_warning_days/", {**given, "value": "x"}).status_code == 400
    assert client(town, "finance").post("/parameters/card_warning_days/", given).status_code == 403


@pytest.mark.req("X3")
def test_a_years_notice_from_a_page_recomputes_provisional_deadlines(town: Town) -> None:
    act = open_case(
        ROUTE, actor=town.actor("applicant"), now=at_noon("2026-12-28"), jurisdiction="440500", title="跨年"
    )
    number = act.case.number
    perform(ROUTE, number, "submit", actor=town.actor("applicant"), now=at_noon("2026-12-28"))
    before = Case.objects.get(number=number)
    assert (str(before.due_on), before.provisional) == ("2027-01-05", True)
    given = {
        "year": "2027",
        "number": "国办发明电〔2026〕9号",
        "issued": "2026-11-10",
        "holidays": "2027-01-04\n2027-01-01",
    }
    assert client(town, "handler").post("/calendar/", given).status_code == 302
    after = Case.objects.get(number=number)
    assert (str(after.due_on), after.provisional) == ("2027-01-06", False)


def test_desk_and_case_pages_cost_a_fixed_number_of_queries(town: Town, django_assert_max_num_queries: object) -> None:
    numbers = [under_review(town) for _ in range(5)]
    officer = client(town, "handler")
    officer.get("/work/")
    with django_assert_max_num_queries(15):
        officer.get("/work/")
    with django_assert_max_num_queries(22):
        officer.get(f"/tests/licence/{numbers[0]}/")


def test_the_case_file_holds_what_the_viewer_sees_with_sums_that_agree(town: Town) -> None:
    number = under_review(town)
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "1"})
    address = f"/tests/licence/{number}/file.zip"
    assert address.rpartition("/")[2] in client(town, "handler").get(f"/tests/licence/{number}/").content.decode()
    answer = client(town, "handler").get(address)
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    paper = Notice.objects.get()
    assert f"papers/{paper.number}.txt" in package.namelist()
    assert paper.body["zh"][0] in package.read(f"papers/{paper.number}.txt").decode()
    acts = json.loads(package.read("record.json"))
    assert [one["name"] for one in acts] == [f"{ROUTE}.{step}" for step in ("open", "submit", "accept", "grant")]
    sums = dict(reversed(line.split("  ", 1)) for line in package.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(package.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(package.read(name)).hexdigest() == told for name, told in sums.items())
    assert client(town, "stranger").get(address).status_code == 404

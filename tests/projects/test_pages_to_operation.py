"""The pages of approval, contract, change, acceptance and payment, as each party sees them, in both languages."""

import re

import pytest
from django.test import Client
from tests.projects import stages
from tests.projects.stages import Story

from qilou.casework.models import Case, Notice

pytestmark = pytest.mark.django_db
CODES = ("approval", "contract", "change", "acceptance", "disbursement")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def client(story: Story, name: str, language: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(story.city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


def drafts(story: Story) -> None:
    """One open draft of each kind that the project could still have."""
    for code in ("contract", "change", "disbursement"):
        story.open(code, "2027-12-02")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("reader", ["health.handler", "authority.handler", "finance.handler", "drc.handler"])
def test_every_case_of_a_project_has_a_page_for_each_of_its_readers(language: str, reader: str) -> None:
    story = stages.passed()
    drafts(story)
    shown = client(story, reader, language)
    for case in Case.objects.filter(thing=story.project.thing, procedure__in=[f"projects.{one}" for one in CODES]):
        path = f"/{case.procedure.replace('.', '/').replace('_', '-')}/{case.number}/"
        page = shown.get(path)
        hidden = case.state == "draft" and reader != "health.handler"
        assert page.status_code == (404 if hidden else 200), (case.procedure, case.state)
        if not hidden:
            assert case.number in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_form_of_every_step_is_shown_with_what_is_known(language: str) -> None:
    story = stages.applied()
    unit, body = client(story, "health.handler", language), client(story, "authority.handler", language)
    number = story.numbers["approval"]
    page = body.get(f"/projects/approval/{number}/").content.decode()
    assert {"zh-hans": "受理", "en": "Accept"}[language] in page
    story.take("approval", "accept", "2027-01-12", who="authority.handler")
    form = body.get(f"/projects/approval/{number}/approve/").content.decode()
    assert 'name="items-0-name"' in form
    assert "规则引擎与知识库" in form
    page = body.get(f"/projects/approval/{number}/").content.decode()
    assert {"zh-hans": "无考核结果在案", "en": "No result on file"}[language] in page
    story.sign("approval", "approve", "2027-01-18", stages.reply())
    number = story.open("contract", "2027-02-15")
    assert 'name="clauses-0-number"' in unit.get(f"/projects/contract/{number}/register/").content.decode()
    number = story.open("change", "2027-02-16")
    assert 'name="increase"' in unit.get(f"/projects/change/{number}/record/").content.decode()
    number = story.open("disbursement", "2027-02-16")
    assert 'name="instalment"' in unit.get(f"/projects/disbursement/{number}/submit/").content.decode()
    assert Notice.objects.count() == 2
    for notice in Notice.objects.all():
        assert unit.get(f"/notices/{notice.pk}/").status_code == 200


@pytest.mark.req("A19.6", "A19.7")
def test_a_page_says_beside_each_blocked_step_why_and_what_would_make_it_pass() -> None:
    story = stages.registered()
    number = story.open("acceptance", "2027-03-01")
    page = client(story, "health.handler", "zh-hans").get(f"/projects/acceptance/{number}/").content.decode()
    assert "项目未经验收或者验收不合格，不得投入使用" in page
    assert "完成试运行，组织验收并取得合格结论" in page


def test_english_pages_carry_no_chinese_of_ours() -> None:
    """What is left in Chinese are names, numbers and what people typed."""
    story = stages.approved()
    page = client(story, "authority.handler", "en").get(f"/projects/approval/{story.numbers['approval']}/")
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    ours = {
        line.strip()
        for line in re.sub(r"<[^>]+>", "\n", main).splitlines()
        if CHINESE.search(line) and len(line.strip()) > 25 and "〔" not in line and "局" not in line
    }
    assert not ours

"""Every numbered form that was filled in anywhere in the city goes out as a document, for those who see its case."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from qilou.casework.models import Case
from qilou.casework.printed import FORMS, form_numbered
from qilou.identity.models import Person
from qilou.ledger.models import Event
from qilou.ledger.queries import WITHHELD

WHO = {"B5": "expert2", "B9": "finance.handler", "B7": "authority.handler"}
SAYS = {
    "B1": "项目负责人及职务",
    "B2": "可行性与风险",
    "B3": "采购品目编码",
    "B4": "利益关系声明",
    "B5": "必要性（30）",
    "B6": "专家评审表",
    "B7": "批准的建设内容",
    "B8": "投资执行",
    "B9": "国库集中支付信息",
    "B10": "接入区域",
}


def latest(form: str, who: str) -> Case:
    """The case that somebody sees in which the form was filled in last."""
    (one,) = form_numbered(form)
    person = Person.objects.get(username=who)
    client = Client()
    client.force_login(person)
    for event in Event.objects.exclude(case_number="").order_by("-pk").iterator():
        if one.given_on.code in event.content["editions"] and event.name.count(".") == 2:
            case = Case.objects.get(number=event.case_number)
            if client.get(reverse("case", args=[case.procedure, case.number])).status_code == 200:
                return case
    raise LookupError(form)


def words(form: str, who: str) -> str:
    case = latest(form, who)
    client = Client(raise_request_exception=True)
    client.cookies["qilou_language"] = "zh-hans"
    client.force_login(Person.objects.get(username=who))
    answer = client.get(reverse("form_paper", args=[case.procedure, case.number, form]))
    assert answer["Content-Type"] == "application/pdf"
    return "".join(extract_text(io.BytesIO(answer.content)).split())


def test_the_ten_forms_are_declared() -> None:
    assert {one.edition.number for one in FORMS.values()} == set(SAYS)


@pytest.mark.parametrize("form", SAYS)
def test_a_form_of_each_number_goes_out_with_its_edition_its_case_and_its_entries(
    city: None, story_time: None, form: str
) -> None:
    said = words(form, WHO.get(form, "authority.handler"))
    (one,) = form_numbered(form)
    assert one.edition.label.in_("zh").replace(" ", "") in said
    assert SAYS[form] in said
    assert "None" not in said


def test_who_neither_gave_a_form_nor_has_the_case_reads_no_personal_data_in_it(city: None, story_time: None) -> None:
    withheld = WITHHELD.in_("zh")
    assert withheld not in words("B4", "hanjiang.handler")
    assert withheld not in words("B4", "authority.handler")
    assert withheld in words("B4", "labour.handler")

"""The desk: what waits by urgency, narrowed by its address, kept as views, dealt with in bulk, taken as a sheet."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Case, Notice, Receipt, SavedView
from qilou.casework.queries import desks
from qilou.casework.queries.desks import Wanted
from qilou.identity.models import Organisation
from qilou.kernel.tables import read_table
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02"


@pytest.fixture
def town() -> Town:
    return build()


def signed_in(town: Town, name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(town.people[name])
    client.cookies["qilou_language"] = language
    return client


def submitted(town: Town, title: str, day: str = MONDAY) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=at_noon(day), jurisdiction="440500", title=title)
    perform(ROUTE, act.case.number, "submit", actor=town.actor("applicant"), now=at_noon(day))
    return act.case.number


def reviewed(town: Town, title: str, day: str = MONDAY) -> str:
    number = submitted(town, title, day)
    perform(ROUTE, number, "accept", actor=town.actor("handler"), now=at_noon(day))
    return number


def titles(town: Town, day: str, wanted: Wanted) -> list[str]:
    found = desks.waiting(town.actor("handler"), now=at_noon(day), wanted=wanted)
    return [one.case.title for one in found]


def test_the_cells_over_a_desk_count_what_their_filter_shows(town: Town) -> None:
    for place, day in enumerate(("2026-03-02", "2026-03-04", "2026-03-09", "2026-03-16")):
        reviewed(town, f"第 {place} 件", day)
    due = sorted(Case.objects.filter(due_on__isnull=False).values_list("due_on", flat=True))
    for today in (due[0] - timedelta(days=9), due[0], due[1], due[2] - timedelta(days=1), due[3] + timedelta(days=30)):
        day = today.isoformat()
        counted: dict[str, int] = {}
        for cells in desks.counts(town.actor("handler"), now=at_noon(day)).values():
            for cell, number in cells.items():
                counted[cell] = counted.get(cell, 0) + number
        shown = {cell: len(titles(town, day, Wanted(due=cell))) for cell in counted}
        assert counted == shown
        assert sum(shown.values()) == len(titles(town, day, Wanted())) == 4
        cards = [one.card for one in desks.waiting(town.actor("handler"), now=at_noon(day))]
        assert counted["overdue"] == cards.count("red")
        assert counted["today"] + counted["soon"] == cards.count("yellow")


def test_a_case_without_a_limit_stands_in_the_group_that_the_cell_over_the_desk_names(town: Town) -> None:
    timed, free = submitted(town, "有期限"), submitted(town, "无期限者")
    Case.objects.filter(number=free).update(due_on=None)
    page = signed_in(town, "handler").get(reverse("desk")).content.decode()
    groups = page.split('scope="rowgroup">')
    (last,) = [one for one in groups if free in one]
    assert last.startswith("无期限 ")
    assert timed not in last


def test_a_desk_is_narrowed_by_procedure_and_by_words_of_title_or_number(town: Town) -> None:
    first, second = submitted(town, "餐饮许可"), submitted(town, "Water 100% safe")
    assert titles(town, MONDAY, Wanted(words="餐饮")) == ["餐饮许可"]
    assert titles(town, MONDAY, Wanted(words="water 100%")) == ["Water 100% safe"]
    assert titles(town, MONDAY, Wanted(words=second.lower())) == ["Water 100% safe"]
    assert titles(town, MONDAY, Wanted(words="%")) == ["Water 100% safe"]
    assert len(titles(town, MONDAY, Wanted(procedure=ROUTE))) == 2
    assert titles(town, MONDAY, Wanted(procedure="tests.sheet")) == []
    assert first != second


def test_a_row_says_who_has_it_and_for_how_many_working_days(town: Town) -> None:
    reviewed(town, "等待")
    (row,) = desks.waiting(town.actor("handler"), now=at_noon("2026-03-09"))
    assert row.days_held == 5
    (row,) = desks.waiting(town.actor("handler"), now=at_noon("2026-03-08"))
    assert row.days_held == 4, "days off do not count"


def test_what_somebody_acted_on_stands_under_done_the_latest_first_while_they_may_see_it(town: Town) -> None:
    first, second = reviewed(town, "甲"), reviewed(town, "乙")
    perform(ROUTE, first, "grant", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "1"})
    found = desks.done(town.actor("handler"), now=at_noon(MONDAY))
    assert [one.case.number for one in found] == [first, second]
    assert desks.done(town.actor("stranger"), now=at_noon(MONDAY)) == []
    Case.objects.filter(number=second).update(readers=[])
    assert [one.case.number for one in desks.done(town.actor("handler"), now=at_noon(MONDAY))] == [first]


@pytest.mark.parametrize("view", ["", "check/", "sign/", "countersign/", "done/", "started/", "all/"])
def test_a_desk_costs_as_many_queries_for_fifty_rows_as_for_one(town: Town, view: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    reader = signed_in(town, "handler")
    submitted(town, "一")
    reader.get(f"/work/{view}")
    with CaptureQueriesContext(connection) as few:
        reader.get(f"/work/{view}")
    for place in range(20):
        reviewed(town, f"第 {place} 件")
    with CaptureQueriesContext(connection) as many:
        assert reader.get(f"/work/{view}").status_code == 200
    assert len(many) <= 15
    if view in ("", "started/", "all/"):
        assert len(few) == len(many)


def test_several_cases_are_accepted_at_once_and_all_of_them_or_none(town: Town) -> None:
    numbers = [submitted(town, f"第 {place} 件") for place in range(3)]
    officer = signed_in(town, "handler")
    page = officer.get("/work/").content.decode()
    assert f'name="act" value="{ROUTE}.accept"' in page
    answer = officer.post(
        reverse("bulk") + "?back=/work/%3Fdue%3Dnone", {"act": f"{ROUTE}.accept", "case": numbers[:2]}, follow=True
    )
    assert answer.redirect_chain[0][0] == "/work/?due=none"
    assert "2 件" in answer.content.decode()
    assert Case.objects.filter(state="under_review").count() == 2
    answer = officer.post(reverse("bulk"), {"act": f"{ROUTE}.accept", "case": numbers})
    assert answer.status_code == 409
    assert numbers[0] in answer.content.decode()
    assert Case.objects.get(number=numbers[2]).state == "submitted"
    assert Event.objects.filter(name=f"{ROUTE}.accept").count() == 2


@pytest.mark.parametrize(
    ("act", "status"), [(f"{ROUTE}.grant", 404), (f"{ROUTE}.no", 404), ("x", 404), (f"{ROUTE}.accept", 422)]
)
def test_a_bulk_act_that_needs_judgement_or_has_no_cases_is_refused(town: Town, act: str, status: int) -> None:
    assert signed_in(town, "handler").post(reverse("bulk"), {"act": act}).status_code == status


def test_a_desk_in_english_names_the_bodies_in_english(town: Town) -> None:
    body = Organisation.objects.get(pk=town.actor("applicant").organisation_id)
    body.name_en = "An Applying Bureau"
    body.save()
    submitted(town, "一")
    assert body.name_en in signed_in(town, "handler", "en").get("/work/").content.decode()
    page = signed_in(town, "handler").get("/work/").content.decode()
    assert body.name_zh in page
    assert body.name_en not in page


def test_a_body_all_of_whose_papers_were_received_is_told_so(town: Town) -> None:
    page = signed_in(town, "handler").get("/notices/?view=unsigned").content.decode()
    assert "没有超过三日仍未签收的" in page


def test_who_may_not_take_a_step_may_not_take_it_in_bulk(town: Town) -> None:
    number = submitted(town, "一")
    for name, status in (("stranger", 404), ("finance", 403), ("applicant", 403)):
        answer = signed_in(town, name).post(reverse("bulk"), {"act": f"{ROUTE}.accept", "case": [number]})
        assert answer.status_code == status
    assert Case.objects.get(number=number).state == "submitted"


def test_after_an_act_one_goes_on_to_the_most_urgent_of_the_others(town: Town) -> None:
    late, later = reviewed(town, "急", "2026-03-02"), reviewed(town, "缓", "2026-03-10")
    officer = signed_in(town, "handler")
    assert "data-next" in officer.get(f"/tests/licence/{late}/").content.decode()
    assert officer.get(reverse("next"), {"after": late}).headers["Location"] == f"/tests/licence/{later}/"
    assert officer.get(reverse("next"), {"after": later}).headers["Location"] == f"/tests/licence/{late}/"
    answer = signed_in(town, "signer").get(reverse("next"), follow=True)
    assert "没有其他待办" in answer.content.decode()


def test_a_narrowed_list_is_kept_under_a_name_shown_as_a_tab_and_forgotten_again(town: Town) -> None:
    officer = signed_in(town, "handler")
    kept = {"name": "超期的", "address": "/work/?due=overdue"}
    assert officer.post(reverse("keep_view"), kept).headers["Location"] == "/work/?due=overdue"
    page = officer.get("/work/?due=overdue").content.decode()
    assert "超期的" in page
    assert "超期的" not in signed_in(town, "handler2").get("/work/").content.decode()
    view = SavedView.objects.get()
    assert signed_in(town, "handler2").post(reverse("forget_view", args=[view.pk])).status_code == 404
    assert officer.post(reverse("forget_view", args=[view.pk])).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", ""])
def test_a_view_never_leads_to_another_site(town: Town, address: str) -> None:
    answer = signed_in(town, "handler").post(reverse("keep_view"), {"name": "x", "address": address})
    assert answer.status_code == 422
    assert not SavedView.objects.exists()


def test_the_sheet_holds_all_rows_of_the_filter_and_formulas_stay_text(town: Town) -> None:
    for place in range(60):
        submitted(town, f"第 {place} 件")
    number = submitted(town, '=HYPERLINK("x")')
    Case.objects.filter(number=number).update(amount="1234.56")
    answer = signed_in(town, "handler").get(reverse("desk_sheet"), {"procedure": ROUTE})
    table = read_table(answer.content, "list.xlsx")
    assert table.header[:2] == ("办件编号", "事项")
    rows = {row[0]: row for row in table.rows if row[0] in set(Case.objects.values_list("number", flat=True))}
    assert len(rows) == 61
    assert rows[number][1] == '=HYPERLINK("x")'
    assert rows[number][6] == "1234.56"
    english = signed_in(town, "handler", "en").get(reverse("desk_sheet"), {"q": "HYPERLINK"})
    table = read_table(english.content, "list.xlsx")
    assert table.header[0] == "Case"
    assert [row[0] for row in table.rows if row[0] == number] == [number]


def test_a_register_is_narrowed_by_stage_and_taken_as_a_sheet(town: Town) -> None:
    first, second = submitted(town, "甲事"), reviewed(town, "乙事")
    officer = signed_in(town, "handler")
    page = officer.get("/tests/licence/?state=under_review").content.decode()
    assert "乙事" in page
    assert "甲事" not in page
    table = read_table(officer.get("/tests/licence/sheet/?state=submitted").content, "list.xlsx")
    assert [row[0] for row in table.rows if row[0] in (first, second)] == [first]


def test_the_pager_keeps_the_filter(town: Town) -> None:
    for place in range(desks.PAGE + 1):
        submitted(town, f"第 {place} 件")
    page = signed_in(town, "handler").get("/work/", {"procedure": ROUTE}).content.decode()
    assert f"procedure={ROUTE}&amp;from={desks.PAGE}" in page


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("zh-hans", "第 1–{n} 条，还有更多", "第 {more}–{more} 条，共 {more} 条"),
        ("en", "1–{n}, and more", "{more}–{more} of {more}"),
    ],
)
def test_the_pager_says_in_words_that_there_is_more(town: Town, language: str, first: str, second: str) -> None:
    for place in range(desks.PAGE + 1):
        submitted(town, f"第 {place} 件")
    officer = signed_in(town, "handler")
    officer.cookies["qilou_language"] = language
    told = {"n": desks.PAGE, "more": desks.PAGE + 1}
    assert first.format(**told) in officer.get("/work/").content.decode()
    assert second.format(**told) in officer.get("/work/", {"from": desks.PAGE}).content.decode()


def test_several_papers_are_signed_for_at_once_and_all_of_them_or_none(town: Town) -> None:
    for place in range(3):
        number = reviewed(town, f"第 {place} 件")
        perform(ROUTE, number, "grant", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "1"})
    papers = list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    unit = signed_in(town, "applicant")
    assert unit.get("/notices/").content.decode().count('name="paper"') == 3
    answer = unit.post("/notices/receive/", {"paper": papers[:2]}, follow=True)
    assert "2 份" in answer.content.decode()
    assert answer.content.decode().count('name="paper"') == 1
    assert unit.post("/notices/receive/", {"paper": papers}).status_code == 409
    assert Receipt.objects.count() == 2
    assert unit.post("/notices/receive/", {}).status_code == 422
    assert signed_in(town, "stranger").post("/notices/receive/", {"paper": papers[2:]}).status_code == 404


def test_copies_stand_under_circulated_for_those_who_got_them(town: Town) -> None:
    number = reviewed(town, "抄送")
    perform(ROUTE, number, "grant", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "1"})
    paper = Notice.objects.get()
    copied = [one["key"] for one in paper.recipients if one["copy"]]
    assert copied == ["FINANCE@440500"]
    assert paper.number in signed_in(town, "finance").get("/notices/?view=circulated").content.decode()
    assert paper.number not in signed_in(town, "applicant").get("/notices/?view=circulated").content.decode()

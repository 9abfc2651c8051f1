"""Evaluation: third party, experts and panel on the annual track; for a special declaration the opinion may do."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects import sittings
from tests.projects.city import City, at
from tests.projects.path import LINES, SPECIAL, Path, broken, form, last_notice, way
from tests.projects.sittings import EXPERTS

from qilou.casework.act import Act
from qilou.casework.actions.perform import look, perform
from qilou.casework.models import Attachment, Case
from qilou.casework.queries.case_page import case_page
from qilou.identity.models import Person
from qilou.kernel.errors import Conflict, Missing, NotPermitted, Refused
from qilou.projects.models import (
    DeclarationVersion,
    Evaluation,
    ExpertSheet,
    PreliminaryReview,
    ReviewComment,
)

D = Decimal
CHECKED = [{"number": n, "name": line[1], "amount": line[5]} for n, line in enumerate(LINES, 1)]
REPORT = {
    "number": "韩评初〔2026〕9号",
    "dated": "2026-09-08",
    "signed_by": "评审员甲、评审员乙",
    "no_interest": True,
    "interests": "与项目及可能的供应商无利益关系。",
    "necessity": "met",
    "necessity_reason": "确有必要。",
    "feasibility": "mostly",
    "feasibility_reason": "基本可行。",
    "reasonableness": "met",
    "reasonableness_reason": "投资合理。",
    "lines": CHECKED,
    "conclusion": "建议通过。",
}
SHEET = {
    "no_interest": True,
    "necessity": "27",
    "feasibility": "20",
    "reasonableness": "20",
    "sharing": "8",
    "security": "9",
    "vote": "agree",
    "opinion": "同意。",
}
PANEL = {
    "necessity": "必要。",
    "feasibility": "可行。",
    "reasonableness": "合理。",
    "suggested": "3800000",
    "minutes": "汕政数评审纪〔2026〕3号",
}
OPINION = {"necessity": "必要。", "feasibility": "可行。", "reasonableness": "合理。", "suggested": "3800000"}


@pytest.fixture
def path() -> Path:
    """A project that passed pre-review on the annual track."""
    path = way()
    path.passed()
    return path


@pytest.fixture
def special() -> Path:
    """A project that passed pre-review on the special track."""
    path = way()
    path.open(track="special", year=2026)
    path.take("declaration", "submit", "2026-08-10", "health.handler", form(**SPECIAL))
    path.passed()
    return path


def assignment(path: Path, **changed: object) -> dict[str, object]:
    """The third party and how it was chosen."""
    return assignment_by(path.city, **changed)


def assignment_by(city: City, **changed: object) -> dict[str, object]:
    """The same where only the city is at hand."""
    return {
        "reviewer": city.bodies["reviewer"].pk,
        "competition": "汕采评〔2026〕5号",
        "competed_on": "2026-08-28",
        "result": "中选公告〔2026〕11号",
        "bidders": [
            {"name": "韩江咨询评估中心", "result": "92.5分", "no_interest": True, "chosen": True},
            {"name": "南滨评估公司", "result": "88.0分", "no_interest": True},
        ],
        **changed,
    }


def evaluate(path: Path, step: str, day: str, who: str, data: object = None) -> Act:
    """A step of the evaluation."""
    return path.take("evaluation", step, day, who, data)


def refused(path: Path, step: str, day: str, who: str, data: object = None) -> Refused:
    """The refusal of a step of the evaluation."""
    with pytest.raises(Refused) as caught:
        evaluate(path, step, day, who, data)
    return caught.value


def reported(path: Path) -> None:
    """Assigned, and the report filed."""
    evaluate(path, "assign", "2026-09-01", "authority.handler", assignment(path))
    evaluate(path, "report", "2026-09-08", "reviewer.handler", REPORT)


def convened(path: Path) -> str:
    """Before the experts; gives the session's case number."""
    reported(path)
    return sittings.convene(path)


def sheet_of(path: Path, name: str) -> str:
    """The number of an expert's sheet."""
    return ExpertSheet.objects.get(expert=path.city.people[name], evaluation__project=path.project).case.number


def file(path: Path, name: str, day: str = "2026-09-15", **changed: object) -> Act:
    """An expert files their sheet."""
    return perform(
        "projects.expert_sheet",
        sheet_of(path, name),
        "file",
        actor=path.city.actor(name, day),
        now=at(day),
        data={**SHEET, **changed},
    )


def paneling(path: Path, **votes: str) -> None:
    """All five sheets are in."""
    convened(path)
    for name in EXPERTS:
        file(path, name, vote=votes.get(name, "agree"))


def conclude(path: Path, step: str, day: str = "2026-09-15", data: object = PANEL) -> None:
    """The lead expert writes the panel's opinion, and the others sign it."""
    evaluate(path, step, day, "expert1", data)
    for case in Case.objects.filter(procedure="projects.signature", state="asked").order_by("pk"):
        who = Person.objects.get(pk=case.parties["expert"][0].removeprefix("person:")).name_zh
        signature(path, case.number, "sign", who, day)


def signature(path: Path, number: str, step: str, who: str, day: str = "2026-09-15", data: object = None) -> Act:
    """A step of somebody's signature."""
    return perform("projects.signature", number, step, actor=path.city.actor(who, day), now=at(day), data=data)


@pytest.mark.django_db
@pytest.mark.req("A13.3", "A13.4")
def test_the_third_party_that_won_the_open_competition_is_assigned_and_sees_the_case(path: Path) -> None:
    reviewer = path.city.actor("reviewer.handler", "2026-09-02")
    with pytest.raises(Missing):
        look("projects.evaluation", path.numbers["evaluation"], actor=reviewer, now=at("2026-09-02"))
    wrong = assignment(path, reviewer=path.city.bodies["rival"].pk)
    assert broken(refused(path, "assign", "2026-09-01", "authority.handler", wrong)) == {"chosen_by_competition"}
    none = assignment(path, bidders=[])
    assert broken(refused(path, "assign", "2026-09-01", "authority.handler", none)) == {"chosen_by_competition"}
    evaluate(path, "assign", "2026-09-01", "authority.handler", assignment(path))
    assert last_notice("evaluation.assignment").recipients[0]["name"] == "韩江咨询评估中心"
    seen = look("projects.evaluation", path.numbers["evaluation"], actor=reviewer, now=at("2026-09-02"))
    assert seen.case.state == "with_third_party"
    assert PreliminaryReview.objects.get().bidders.count() == 2
    assert Attachment.objects.filter(case__number=path.numbers["evaluation"], field="programme").exists()


@pytest.mark.django_db
@pytest.mark.req("A13.2", "A13.6")
def test_the_report_has_findings_a_checked_estimate_a_date_and_a_signature(path: Path) -> None:
    evaluate(path, "assign", "2026-09-01", "authority.handler", assignment(path))
    with pytest.raises(NotPermitted):
        evaluate(path, "report", "2026-09-08", "authority.handler", REPORT)
    for changed in ({"necessity_reason": ""}, {"lines": CHECKED[1:]}, {"signed_by": ""}):
        error = refused(path, "report", "2026-09-08", "reviewer.handler", {**REPORT, **changed})
        assert broken(error) == {"report_whole"}
    early = {**REPORT, "dated": "2026-08-31"}
    assert broken(refused(path, "report", "2026-09-08", "reviewer.handler", early)) == {"report_after_assignment"}
    cut = [{**CHECKED[0], "amount": "1200000", "reason": "工作量偏高"}, *CHECKED[1:]]
    evaluate(path, "report", "2026-09-08", "reviewer.handler", {**REPORT, "lines": cut})
    assert path.declaration.lines.get(number=1).checked_amount == D("1200000.00")
    assert PreliminaryReview.objects.get().checked_total == D("3762000.00")


@pytest.mark.django_db
@pytest.mark.req("A13.12")
def test_each_expert_files_their_own_sheet_before_any_other_can_be_seen(path: Path) -> None:
    convened(path)
    first = path.city.actor("expert1", "2026-09-15")
    with pytest.raises(Missing):
        look("projects.expert_sheet", sheet_of(path, "expert2"), actor=first, now=at("2026-09-15"))
    with pytest.raises(Refused) as caught:
        file(path, "expert1", "2026-09-14")
    assert broken(caught.value) == {"session_has_begun"}
    with pytest.raises(Refused) as caught:
        file(path, "expert1", no_interest=False)
    assert broken(caught.value) == {"without_interest"}
    for name in EXPERTS[:4]:
        file(path, name)
    officer = path.city.actor("authority.handler", "2026-09-15")
    page = case_page("projects.evaluation", path.numbers["evaluation"], actor=officer, now=at("2026-09-15"))
    sheets = next(one for one in page.show.sections if one.title.en == "Expert sheets")
    assert sheets.rows == ()
    assert "4 of 5" in sheets.note.en
    with pytest.raises(Missing):
        look("projects.evaluation", path.numbers["evaluation"], actor=first, now=at("2026-09-15"))
    file(path, "expert5")
    assert path.case("evaluation").state == "paneling"
    assert path.case("evaluation").desk == f"person:{path.city.people['expert1'].pk}"
    with pytest.raises(Conflict):
        file(path, "expert5", opinion="改变主意。")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertSheet.objects.filter(number=5).update(opinion="改变主意。")


@pytest.mark.django_db
@pytest.mark.req("A5.6", "A13.10", "A13.11", "A13.12")
@pytest.mark.parametrize(("step", "who"), [("excuse", "authority.handler"), ("recuse", "expert1")])
def test_an_excused_expert_leaves_too_few_sheets_until_the_next_reserve_is_added(
    path: Path, step: str, who: str
) -> None:
    session = convened(path)
    for name in EXPERTS[1:]:
        file(path, name)
    perform(
        "projects.expert_sheet",
        sheet_of(path, "expert1"),
        step,
        actor=path.city.actor(who, "2026-09-15"),
        now=at("2026-09-15"),
        data={"reason": "曾任项目顾问，回避。"},
    )
    assert path.case("evaluation").state == "paneling"
    error = refused(path, "panel_pass", "2026-09-15", "expert1", PANEL)
    assert broken(error) == {"sheets_filed"}
    assert broken(refused(path, "add_experts", "2026-09-16", "authority.handler")) == {"reserve_stands_by"}
    sittings.take(path.city, session, "call_in", "2026-09-16", {"reason": "expert1回避"})
    assert broken(refused(path, "add_experts", "2026-09-16", "authority.handler")) == {"reserve_stands_by"}
    sittings.answer(path.city, "expert6", day="2026-09-16")
    evaluate(path, "add_experts", "2026-09-16", "authority.handler")
    assert path.case("evaluation").state == "with_experts"
    file(path, "expert6", "2026-09-16")
    conclude(path, "panel_pass", "2026-09-16")
    assert path.case("evaluation").state == "concluding"


@pytest.mark.django_db
@pytest.mark.req("A13.12")
def test_dissent_is_kept_in_the_panels_opinion(path: Path) -> None:
    paneling(path, expert3="disagree")
    assert broken(refused(path, "panel_pass", "2026-09-15", "expert1", PANEL)) == {"dissent_noted"}
    with pytest.raises(Missing):
        evaluate(path, "panel_pass", "2026-09-15", "expert2", PANEL)
    evaluate(path, "panel_pass", "2026-09-15", "expert1", {**PANEL, "dissent": "专家3：投资偏高。"})
    asked = list(Case.objects.filter(procedure="projects.signature").order_by("pk"))
    names = [Person.objects.get(pk=one.parties["expert"][0].removeprefix("person:")).name_zh for one in asked]
    assert sorted(names) == list(EXPERTS[1:])
    with pytest.raises(Missing):
        signature(path, asked[0].number, "sign", "expert1")
    with pytest.raises(NotPermitted):
        signature(path, asked[0].number, "sign", "authority.handler")
    signature(path, asked[0].number, "note_missing", "authority.handler", data={"reason": "会后突发疾病。"})
    signature(path, asked[1].number, "dissent", names[1], data={"reason": "工期偏紧。"})
    for one, name in zip(asked[2:], names[2:], strict=True):
        assert path.case("evaluation").state == "signing"
        signature(path, one.number, "sign", name)
    assert path.case("evaluation").state == "concluding"
    number = ExpertSheet.objects.get(expert__name_zh=names[1]).number
    assert Evaluation.objects.get().panel_dissent == f"专家3：投资偏高。\n专家{number}：工期偏紧。"
    assert ExpertSheet.objects.filter(vote="disagree").count() == 1


@pytest.mark.django_db
@pytest.mark.req("A13.14")
def test_pass_after_revision_waits_for_an_answer_to_each_comment_and_the_leads_confirmation(path: Path) -> None:
    paneling(path)
    comments = [{"text": "细化取价依据。", "must": True}, {"text": "补充运维测算。"}]
    conclude(path, "panel_revise", data={**PANEL, "comments": comments})
    assert path.case("evaluation").desk == f"{path.city.key('health')}/handler"
    with pytest.raises(Conflict):
        evaluate(path, "issue", "2026-09-16", "authority.handler", OPINION)
    revised = {"programme": form()["programme"], "answers": [{"number": 1, "adopted": "yes", "response": "已细化。"}]}
    assert broken(refused(path, "revise", "2026-09-20", "health.handler", revised)) == {"comments_answered"}
    revised["answers"].append({"number": 2, "adopted": "partly", "response": "已补充主要部分。"})
    evaluate(path, "revise", "2026-09-20", "health.handler", revised)
    evaluate(path, "ask_again", "2026-09-21", "expert1", {"reason": "第1条仍不充分。"})
    evaluate(path, "revise", "2026-09-22", "health.handler", revised)
    with pytest.raises(Missing):
        evaluate(path, "confirm", "2026-09-23", "expert2", {"remark": "同意。"})
    evaluate(path, "confirm", "2026-09-23", "expert1", {"remark": "已逐条修改，同意。"})
    path.sign("evaluation", "issue", "2026-09-24", OPINION)
    assert path.case("evaluation").state == "passed"
    assert set(ReviewComment.objects.values_list("adopted", flat=True)) == {"yes", "partly"}
    assert DeclarationVersion.objects.order_by("-version")[0].cause == "revised"
    assert path.declaration.lines.get(number=1).checked_amount == D("1302000.00")


@pytest.mark.django_db
def test_the_pages_show_what_each_party_needs(path: Path) -> None:
    paneling(path)
    conclude(path, "panel_pass")
    path.sign("evaluation", "issue", "2026-09-16", OPINION)
    now = at("2026-09-17")
    for who in ("authority.handler", "health.handler", "reviewer.handler"):
        actor = path.city.actor(who, "2026-09-17")
        page = case_page("projects.evaluation", path.numbers["evaluation"], actor=actor, now=now)
        titles = [one.title.en for one in page.show.sections]
        assert titles[:2] == ["Evaluation opinion", "Panel's opinion"]
        assert "expert2" not in str(page.show)
    own = path.city.actor("expert2", "2026-09-17")
    page = case_page("projects.expert_sheet", sheet_of(path, "expert2"), actor=own, now=now)
    assert [one.title.en for one in page.show.sections] == ["Sheet", "Estimate", "Programme"]

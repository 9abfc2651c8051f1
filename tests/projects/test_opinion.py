"""The evaluation opinion: on what it rests, when it may be issued directly, and what follows from it."""

import pytest
from tests.projects.path import Path, broken, last_notice
from tests.projects.test_evaluation import EXPERTS, OPINION, PANEL, REPORT, D, conclude, evaluate, paneling, refused
from tests.projects.test_evaluation import path as path
from tests.projects.test_evaluation import special as special

from qilou.casework.models import Case
from qilou.kernel.errors import Conflict, Invalid
from qilou.projects.models import (
    Listing,
    Opinion,
)
from qilou.projects.models.project import Stage
from qilou.projects.procedures.evaluation import EVALUATION


@pytest.mark.django_db
@pytest.mark.req("A13.13", "A13.14", "A13.15")
def test_the_opinion_rests_on_report_and_minutes_and_the_project_goes_on_to_the_list(path: Path) -> None:
    paneling(path)
    conclude(path, "panel_pass")
    lacking = {**OPINION, "feasibility": ""}
    assert broken(refused(path, "issue", "2026-09-16", "authority.handler", lacking)) == {"opinion_covers_three"}
    above = {**OPINION, "suggested": "3864000.01"}
    assert broken(refused(path, "issue", "2026-09-16", "authority.handler", above)) == {"amount_suggested"}
    path.sign("evaluation", "issue", "2026-09-16", {**OPINION, "conditions": "复用省平台数据。"})
    opinion = Opinion.objects.get()
    assert (opinion.result, opinion.suggested, str(opinion.issued_on)) == ("passed", D("3800000.00"), "2026-09-16")
    assert (opinion.report, opinion.minutes) == (REPORT["number"], PANEL["minutes"])
    assert (opinion.necessity_score, opinion.sharing_score, opinion.score) == (D("90.00"), D("80.00"), D("84.00"))
    assert opinion.number == last_notice("evaluation.opinion").number
    assert (path.project.stage, path.project.suggested) == (Stage.EVALUATED, D("3800000.00"))
    assert Listing.objects.get().opinion == opinion
    text = "".join(last_notice("evaluation.opinion").body["zh"])
    assert REPORT["number"] in text
    assert PANEL["minutes"] in text


@pytest.mark.django_db
@pytest.mark.req("A13.15", "A13.17")
def test_an_annual_declaration_has_no_opinion_before_both_reviews_are_done(path: Path) -> None:
    direct = {**OPINION, "direct_reason": "时间紧。"}
    error = refused(path, "issue_directly", "2026-09-01", "authority.handler", direct)
    assert broken(error) == {"special_alone"}
    assert [one.id for one in error.cites] == ["m164:13"]
    with pytest.raises(Conflict):
        evaluate(path, "issue", "2026-09-01", "authority.handler", OPINION)
    Case.objects.filter(number=path.numbers["evaluation"]).update(state="concluding")  # as if it had slipped through
    error = refused(path, "issue", "2026-09-01", "authority.handler", OPINION)
    assert "both_reviews_done" in broken(error)
    assert not Opinion.objects.exists()


@pytest.mark.django_db
@pytest.mark.req("A13.16", "A13.1")
def test_a_special_declaration_may_have_its_opinion_directly_with_the_reason_on_record(special: Path) -> None:
    unsaid = {**OPINION, "direct_reason": ""}
    assert broken(refused(special, "issue_directly", "2026-09-01", "authority.handler", unsaid)) == {"special_alone"}
    special.sign("evaluation", "issue_directly", "2026-09-01", {**OPINION, "direct_reason": "汛期在即。"})
    opinion = Opinion.objects.get()
    assert (opinion.direct, opinion.direct_reason, opinion.report) == (True, "汛期在即。", "")
    assert Listing.objects.get().project == special.project
    assert "汛期在即" in "".join(last_notice("evaluation.opinion").body["zh"])


@pytest.mark.django_db
@pytest.mark.req("A13.18")
def test_what_does_not_pass_ends_with_a_reasoned_notice(path: Path) -> None:
    paneling(path, **dict.fromkeys(EXPERTS, "disagree"))
    conclude(path, "panel_fail")
    assert broken(refused(path, "issue", "2026-09-16", "authority.handler", OPINION)) == {"panel_passed"}
    failing = {one: OPINION[one] for one in ("necessity", "feasibility", "reasonableness")}
    with pytest.raises(Invalid):
        evaluate(path, "refuse", "2026-09-16", "authority.handler", failing)
    path.sign("evaluation", "refuse", "2026-09-16", {**failing, "reason": "与现有系统重复。"})
    assert path.project.stage == Stage.ENDED
    assert not Listing.objects.exists()
    notice = last_notice("evaluation.not_passed")
    assert notice.recipients[0]["name"] == "市医疗保障局"
    assert "与现有系统重复" in "".join(notice.body["zh"])


@pytest.mark.django_db
@pytest.mark.req("A13.18", "A13.16")
def test_a_special_declaration_may_also_fail_directly(special: Path) -> None:
    failing = {one: OPINION[one] for one in ("necessity", "feasibility", "reasonableness")}
    direct = {**failing, "reason": "可在年度申报。", "direct_reason": "事实清楚。"}
    unsaid = refused(special, "refuse_directly", "2026-09-01", "authority.handler", {**direct, "direct_reason": ""})
    assert broken(unsaid) == {"special_alone"}
    special.sign("evaluation", "refuse_directly", "2026-09-01", direct)
    assert Opinion.objects.get().result == "not_passed"
    assert special.project.stage == Stage.ENDED


@pytest.mark.req("A13.1", "A13.15")
def test_every_way_to_a_passing_opinion_leads_through_its_rules() -> None:
    ways = {
        step.name: {rule.id.rpartition(".")[2] for rule in step.requires}
        for step in EVALUATION.steps
        if step.to == "passed"
    }
    assert ways.keys() == {"issue", "issue_directly"}
    assert {"both_reviews_done", "panel_passed"} <= ways["issue"]
    assert {"passed_pre_review", "special_alone"} <= ways["issue_directly"]

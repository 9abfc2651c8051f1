"""The completeness check, its one notice, and what may follow: corrected, accepted, not accepted, withdrawn."""

from decimal import Decimal

import pytest
from tests.projects.city import CITY, at
from tests.projects.path import Path, broken, form, last_notice, way

from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.perform import look
from qilou.casework.actions.sweep import sweep
from qilou.kernel.errors import Conflict, Refused
from qilou.ledger.models import Event
from qilou.projects.actions.checklists import publish_checklist_item
from qilou.projects.actions.declaration import what_was_typed
from qilou.projects.inputs.checklists import NewChecklistItem
from qilou.projects.models import DeclarationVersion, PreReview
from qilou.projects.models.project import Stage

pytestmark = pytest.mark.django_db
MISMATCH = {"total": "3884000"}  # DEMO.md's project 6 in small: the form says more than the estimate
DEFICIENCY = {"item": "norms", "problem": "技术规范未列标准号。", "remedy": "列明标准号。"}


@pytest.fixture
def path() -> Path:
    """A unit about to declare, in a city with a plan in force."""
    return way()


def refused(path: Path, step: str, day: str, who: str, data: object = None, time: str = "10:00") -> Refused:
    """The refusal of a step of the declaration."""
    with pytest.raises(Refused) as caught:
        path.take("declaration", step, day, who, data, time)
    return caught.value


def parameter(path: Path, code: str, value: object) -> None:
    """A reading set for the city from the beginning of the year."""
    set_parameter(
        code,
        actor=path.city.actor("authority.handler", "2026-01-05"),
        now=at("2026-01-05"),
        jurisdiction=CITY,
        value=value,
        since=at("2026-01-01").date(),
        until=None,
        document="汕政数〔2026〕参1号",
    )


@pytest.mark.req("A10.11", "A10.14", "A10.15", "A10.16")
def test_totals_that_disagree_are_submitted_told_once_with_everything_and_corrected(path: Path) -> None:
    path.submitted(**MISMATCH)
    assert "386.40" in "".join(last_notice("declaration.receipt").body["zh"])
    assert broken(refused(path, "accept", "2026-08-11", "authority.handler")) == {"estimate_adds_up"}
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": [DEFICIENCY]})
    assert [one["item"] for one in path.declaration.told] == ["estimate", "norms"]
    notice = last_notice("declaration.correction")
    assert notice.recipients[0]["name"] == "市医疗保障局"
    for language, last in (("zh", "2026-08-25 24:00"), ("en", "by 2026-08-25")):
        assert last in "".join(notice.body[language])
    assert str(path.case("declaration").due_on) == "2026-08-25"
    path.take("declaration", "correct", "2026-08-20", "health.handler", form(norms="遵循GB/T 39477。"))
    assert path.declaration.version == 2
    error = refused(path, "return_once", "2026-08-21", "authority.handler", {"items": [DEFICIENCY]})
    assert broken(error) == {"not_told_before"}
    path.take("declaration", "accept", "2026-08-21", "authority.handler")
    assert path.project.stage == Stage.ACCEPTED


@pytest.mark.req("A10.22")
def test_a_correction_is_a_new_version_with_its_differences_and_starts_from_the_one_before(path: Path) -> None:
    path.submitted(**MISMATCH)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    act = look(
        "projects.declaration",
        path.numbers["declaration"],
        actor=path.city.actor("health.handler"),
        now=at("2026-08-12"),
    )
    assert what_was_typed(act)["total"] == Decimal("3884000.00")
    path.take("declaration", "correct", "2026-08-12", "health.handler", form(phone="0754-8888 0002"))
    first, second = DeclarationVersion.objects.order_by("version")
    assert first.sha256 != second.sha256
    assert first.form["total"] == "3884000.00"
    assert {one["field"] for one in second.differences} == {"total", "phone"}
    assert "8888" not in bytes(Event.objects.get(name="projects.declaration.correct").body).decode()


@pytest.mark.req("A10.14")
def test_a_complete_declaration_is_not_returned(path: Path) -> None:
    path.submitted()
    error = refused(path, "return_once", "2026-08-11", "authority.handler", {"items": []})
    assert broken(error) == {"something_to_correct"}


@pytest.mark.req("A4.3", "A10.7")
def test_without_users_transactions_and_basis_the_necessity_is_not_evidenced(path: Path) -> None:
    path.submitted(users=None, transactions=None, bases=[])
    assert broken(refused(path, "accept", "2026-08-11", "authority.handler")) == {"necessity_evidenced"}


@pytest.mark.req("A10.8", "A10.9", "A10.10", "A10.12")
def test_every_missing_part_of_the_programme_stands_in_the_one_notice(path: Path) -> None:
    path.submitted(feasibility="", content="", norms="", steps=[], programme=None)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    told = {one["item"] for one in path.declaration.told}
    assert told == {"programme", "feasibility", "content", "norms", "plan"}


@pytest.mark.req("A10.16")
def test_the_length_of_the_correction_is_a_parameter_and_not_shown_as_law(path: Path) -> None:
    parameter(path, "correction_days", 5)
    path.submitted(**MISMATCH)
    act = path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    assert str(path.case("declaration").due_on) == "2026-08-18"
    clock = next(one for one in act.procedure.clocks if one.name == "correction")
    assert clock.statutory is False


@pytest.mark.req("A10.20")
def test_a_declaration_made_in_time_and_corrected_in_september_stays_annual(path: Path) -> None:
    path.open()
    path.submitted("2026-08-31", **MISMATCH)
    path.take("declaration", "return_once", "2026-08-31", "authority.handler", {"items": []})
    path.take("declaration", "correct", "2026-09-08", "health.handler", form())
    path.take("declaration", "accept", "2026-09-09", "authority.handler")
    assert (path.project.track, path.project.round_year) == ("annual", 2026)


@pytest.mark.req("A10.17")
def test_without_a_correction_in_time_the_platform_does_not_accept(path: Path) -> None:
    path.submitted(**MISMATCH)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    assert sweep(now=at("2026-08-25", "23:59")) == 0
    assert sweep(now=at("2026-08-26", "00:01")) == 1
    assert path.case("declaration").state == "declined"
    notice = last_notice("declaration.not_corrected")
    assert notice.issuer == "市政务服务和数据管理局"
    assert "第十条" in notice.body["zh"][-1]
    assert path.project.stage == Stage.ENDED


@pytest.mark.req("A10.18")
def test_a_corrected_declaration_is_declined_only_for_what_was_told_or_newly_broken(path: Path) -> None:
    path.submitted(**MISMATCH)
    reason = {"source": "notice", "item": "estimate", "reason": "合计仍不一致。"}
    early = refused(path, "decline", "2026-08-11", "authority.handler", {"reasons": [reason]})
    assert broken(early) == {"corrected_after_notice"}
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    path.take("declaration", "correct", "2026-08-12", "health.handler", form(**MISMATCH, steps=[]))
    outside = {"source": "notice", "item": "feasibility", "reason": "可行性不足。"}
    error = refused(path, "decline", "2026-08-13", "authority.handler", {"reasons": [outside]})
    assert broken(error) == {"reasons_within_notice"}
    broke = {"source": "new_defect", "item": "plan", "reason": "补正时删去了实施计划。"}
    path.take("declaration", "decline", "2026-08-13", "authority.handler", {"reasons": [reason, broke]})
    assert path.case("declaration").state == "declined"
    assert "合计仍不一致" in "".join(last_notice("declaration.not_accepted").body["zh"])


@pytest.mark.req("A10.19", "A12.1")
def test_acceptance_gives_time_and_receipt_number_and_opens_pre_review(path: Path) -> None:
    path.accepted()
    declaration = path.declaration
    assert declaration.accepted_at == at("2026-08-12")
    assert declaration.receipt == last_notice("declaration.accepted").number
    assert PreReview.objects.get().declaration == declaration
    assert path.case("pre_review").state == "reviewing"


@pytest.mark.req("A10.23")
def test_a_withdrawal_is_recorded_and_a_later_declaration_has_its_own_correction(path: Path) -> None:
    path.submitted(**MISMATCH)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    path.take("declaration", "withdraw", "2026-08-12", "health.handler", {"reason": "方案调整"})
    assert path.declaration.ended_as == "withdrawn"
    path.open("2026-08-13")
    path.take("declaration", "submit", "2026-08-14", "health.handler", form(**MISMATCH))
    path.take("declaration", "return_once", "2026-08-17", "authority.handler", {"items": []})
    assert path.case("declaration").state == "correcting"
    path.take("declaration", "correct", "2026-08-18", "health.handler", form())
    path.take("declaration", "accept", "2026-08-19", "authority.handler")
    with pytest.raises(Conflict):
        path.take("declaration", "withdraw", "2026-08-20", "health.handler", {})


@pytest.mark.req("A10.21")
def test_by_analogy_silence_for_five_working_days_counts_as_acceptance(path: Path) -> None:
    path.submitted()
    assert path.case("declaration").due_on is None
    assert sweep(now=at("2026-08-31")) == 0
    parameter(path, "notice_analogy", True)
    path.open(title="另一项目")
    path.take("declaration", "submit", "2026-08-10", "health.handler", form(**MISMATCH))
    assert str(path.case("declaration").due_on) == "2026-08-17"
    assert sweep(now=at("2026-08-17", "23:00")) == 0
    assert sweep(now=at("2026-08-18", "01:00")) == 1
    assert path.case("declaration").state == "accepted"


@pytest.mark.req("A10.13")
def test_a_checklist_published_after_submission_never_applies(path: Path) -> None:
    def publish(code: str, day: str) -> None:
        given = NewChecklistItem(code=code, name_zh="数据目录", name_en="Data catalogue", document="汕政数〔2026〕7号")
        actor = path.city.actor("authority.handler", day)
        publish_checklist_item(given, jurisdiction=CITY, actor=actor, now=at(day))

    publish("data_catalogue", "2026-08-09")
    path.submitted()
    publish("cloud", "2026-08-11")
    path.take("declaration", "return_once", "2026-08-12", "authority.handler", {"items": []})
    assert [one["item"] for one in path.declaration.told] == ["checklist"]
    answered = form(extras=[{"item": "data_catalogue", "answer": "提供结算数据目录。"}])
    path.take("declaration", "correct", "2026-08-13", "health.handler", answered)
    path.take("declaration", "accept", "2026-08-14", "authority.handler")
    assert path.case("declaration").state == "accepted"

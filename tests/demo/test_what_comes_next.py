"""What waits in the demo city can be done: the first thing that a newcomer does as each person goes through."""

import pytest

from qilou.casework.act import Act
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case
from qilou.demo import declared_2025, declared_2026, figures
from qilou.demo.building import reply, yuan
from qilou.demo.declaring import OPINIONS, Matter
from qilou.demo.moments import PRESENT
from qilou.demo.programme import Programme
from qilou.identity.models import Person
from qilou.identity.queries import actor_named
from qilou.kernel.errors import Refused
from qilou.projects.models import Project, RankLine

pytestmark = pytest.mark.usefixtures("own_city")


def case_of(code: str, one: Programme) -> Case:
    """The latest case of a project under a procedure."""
    thing = Project.objects.get(name=one.name).thing
    return Case.objects.filter(procedure=f"projects.{code}", thing=thing).order_by("-pk")[0]


def take(code: str, number: str, step: str, who: str, data: object = None) -> Act:
    """Somebody takes a step on Monday morning."""
    actor = actor_named(who, PRESENT.date())
    return perform(f"projects.{code}", number, step, actor=actor, now=PRESENT, data=data)


def sign(code: str, number: str, who: str) -> Act:
    """Somebody checks or signs on Monday morning."""
    return endorse(f"projects.{code}", number, actor=actor_named(who, PRESENT.date()), now=PRESENT, opinion="同意。")


@pytest.mark.parametrize(
    ("code", "one", "who", "state"),
    [
        ("approval", declared_2025.FOOD, "authority.signer", "approved"),
        ("evaluation", declared_2026.ENROLMENT, "authority.signer", "passed"),
        ("disbursement", declared_2026.CONFERENCE, "finance.signer", "agreed"),
    ],
)
def test_what_waits_for_a_signature_is_signed(code: str, one: Programme, who: str, state: str) -> None:
    number = case_of(code, one).number
    sign(code, number, who)
    assert Case.objects.get(number=number).state == state


def test_the_return_of_a_network_of_its_own_is_checked_and_signed() -> None:
    number = case_of("pre_review", declared_2026.SLUICES).number
    sign("pre_review", number, "authority.checker")
    sign("pre_review", number, "authority.signer")
    assert Case.objects.get(number=number).state == "returned"


def test_the_overdue_approval_asks_for_a_word_on_the_units_assessment() -> None:
    number = case_of("approval", declared_2025.HOUSES).number
    asked = reply(Matter(declared_2025.HOUSES, ""), {2026: "186.50"})
    with pytest.raises(Refused) as refused:
        take("approval", number, "approve", "authority.handler", asked)
    assert [one.rule.rpartition(".")[2] for one in refused.value.findings] == ["assessment_considered"]
    note = {"assessment_note": "考核不合格系另一系统逾期所致，已整改，本项目由专班实施。"}
    take("approval", number, "approve", "authority.handler", asked | note)


def test_the_round_is_ranked_with_last_years_reserve_in_it() -> None:
    number = Case.objects.get(procedure="projects.round", jurisdiction="440500", state="ranked").number
    take("round", number, "rank", "authority.handler")
    lines = RankLine.objects.filter(ranking__round__case__number=number)
    names = set(lines.values_list("listing__project__name", flat=True))
    assert {declared_2026.MEDICAL.name, declared_2025.LEGAL_AID.name} < names
    assert len(names) == figures.PASSED + 1


def test_the_new_special_declaration_is_complete_and_accepted() -> None:
    number = case_of("declaration", declared_2026.TRADE).number
    assert take("declaration", number, "accept", "authority.handler").case.state == "accepted"


def test_the_fund_reaches_for_the_pending_increase() -> None:
    number = case_of("change", declared_2025.PATROL).number
    total = yuan("241.60")
    data = {"total": total, "years": [{"year": 2026, "amount": total}], "source_document": "汕财预〔2026〕演示40号"}
    take("change", number, "reapprove", "authority.handler", data)
    sign("change", number, "authority.checker")
    sign("change", number, "authority.signer")
    assert Case.objects.get(number=number).state == "reapproved"


def name_of(key: str) -> str:
    """The sign-in name of the person whom a key stands for."""
    return Person.objects.get(pk=key.removeprefix("person:")).username


def test_an_expert_files_a_sheet_and_the_lead_expert_confirms() -> None:
    sheets = Case.objects.filter(procedure="projects.expert_sheet", state="open").order_by("pk")
    sheets = sheets.filter(title__startswith=declared_2026.FLOOD.name)
    scores = {"necessity": "26", "feasibility": "22", "reasonableness": "21", "sharing": "8", "security": "8"}
    data = {"no_interest": True, "vote": "agree", "opinion": OPINIONS[0], **scores}
    for sheet in sheets:
        take("expert_sheet", sheet.number, "file", name_of(sheet.parties["expert"][0]), data)
    assert case_of("evaluation", declared_2026.FLOOD).state == "paneling"
    elderly = case_of("evaluation", declared_2026.ELDERLY)
    number = elderly.number
    take("evaluation", number, "confirm", name_of(elderly.parties["lead_expert"][0]), {"remark": "两条意见均已落实。"})
    assert Case.objects.get(number=number).state == "concluding"


def test_the_trial_run_can_end_today_and_operation_still_waits_for_acceptance() -> None:
    number = case_of("acceptance", declared_2026.CONFERENCE).number
    with pytest.raises(Refused):
        take("acceptance", number, "put_into_operation", "emergency.handler", {"on": "2026-11-23"})
    take("acceptance", number, "end_trial", "emergency.handler", {"report": "试运行报告〔2026〕演示9号"})
    assert Case.objects.get(number=number).state == "awaiting_acceptance"


def test_development_and_reform_approves_the_archives_works() -> None:
    number = case_of("approval", declared_2025.ARCHIVES).number
    years = {2026: "400.00", 2027: "245.20"}
    take("approval", number, "approve_works", "drc.handler", reply(Matter(declared_2025.ARCHIVES, ""), years))
    sign("approval", number, "drc.checker")
    sign("approval", number, "drc.signer")
    assert Project.objects.get(name=declared_2025.ARCHIVES.name).route == "construction"


def test_finance_agrees_to_the_waiting_payment() -> None:
    number = case_of("disbursement", declared_2025.LIBRARIES).number
    take("disbursement", number, "agree", "finance.handler", {"opinion": "同意。"})
    sign("disbursement", number, "finance.checker")
    sign("disbursement", number, "finance.signer")
    assert Case.objects.get(number=number).state == "agreed"


def test_the_government_approves_the_plans_revision() -> None:
    (plan,) = Case.objects.filter(procedure="projects.plan", state="with_government", title__contains="总体规划")
    given = {"number": "汕府函〔2026〕演示77号", "approved_on": "2026-11-23"}
    take("plan", plan.number, "approve", "government.handler", given)
    sign("plan", plan.number, "government.checker")
    sign("plan", plan.number, "government.signer")
    assert Case.objects.get(pk=plan.pk).state == "approved"

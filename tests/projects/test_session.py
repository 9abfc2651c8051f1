"""Expert sessions: a draw that nobody can steer, undertakings before papers, several projects, what is necessary."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path as Folder
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.projects import sittings
from tests.projects.city import at
from tests.projects.path import Path, broken, form, last_notice, way
from tests.projects.sittings import DRAWN, EXPERTS, HELD, POOL, SOURCE, answer, plan, take
from tests.projects.test_draw_rules import by_an_outsider
from tests.projects.test_evaluation import conclude, file, reported, sheet_of

from qilou.casework.actions.perform import look, perform
from qilou.casework.models import Attachment, Case
from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.registers import REGISTERS, named_row
from qilou.ledger.models import Event
from qilou.projects.models import Evaluation, ExpertSession, ExpertSheet, InvitedDepartment, Seat, SiteVisit
from qilou.projects.public import Public
from qilou.projects.queries.public import decided_one
from qilou.site.places import CHECKOUT

DESCRIBED = CHECKOUT / "docs" / "decisions" / "expert-draw.md"
SEED = {"seed": "03 11 17 22 25 31 + 09", "published_on": DRAWN, "reference": "开奖公告"}
MINUTES = {"number": "纪要〔2026〕1号", "text": "逐项评审。", "half_days": 1}


@pytest.fixture
def path() -> Path:
    """A project that the third party has reported on."""
    path = way()
    path.passed()
    reported(path)
    return path


def refused(path: Path, number: str, step: str, day: str = "2026-09-09", data: object = None) -> set[str]:
    """The rules by which a step of the session is refused."""
    with pytest.raises(Refused) as caught:
        take(path.city, number, step, day, data)
    return broken(caught.value)


def concluded(path: Path) -> None:
    """Every sheet is in, and the panel passes the project."""
    for name in EXPERTS:
        file(path, name)
    conclude(path, "panel_pass", HELD)


@pytest.mark.django_db
@pytest.mark.req("A13.10", "X8")
def test_list_and_hash_are_on_record_before_the_seed_and_an_outsider_recomputes_the_order(
    path: Path, tmp_path: Folder
) -> None:
    number = plan(path)
    assert refused(path, number, "freeze", data={**SOURCE, "due": "2026-09-09"}) == {"seed_in_advance"}
    take(path.city, number, "freeze", data=SOURCE)
    session = ExpertSession.objects.get()
    frozen = json.loads(bytes(Event.objects.get(name="projects.session.freeze").body))
    told = frozen["effects"]["done"]["projects_expertsession"][str(session.pk)]
    assert (told["frozen_hash"], told["seed"]) == (session.frozen_hash, "")
    assert refused(path, number, "draw", "2026-09-09", SEED) == {"seed_is_out"}
    with pytest.raises(Conflict):
        take(path.city, number, "cancel", data={"reason": "换一批专家。"})
    with pytest.raises(Conflict):
        take(path.city, number, "amend", data={})
    with pytest.raises(Invalid):
        take(path.city, number, "draw", DRAWN, {**SEED, "seed": "\ufdfa" * 40})  # eighteen characters each, written out
    take(path.city, number, "draw", DRAWN, SEED)
    client = Client()
    client.force_login(path.city.people["authority.handler"])
    published = client.get(f"/projects/sessions/{number}/draw/").json()
    recompute_as_described(published, tmp_path)
    order = by_an_outsider(published["list"], published["seed"])
    assert [one["code"] for one in published["order"]] == order
    assert "expert" not in json.dumps(published["order"])  # codes, no names
    called = Seat.objects.filter(called_on__isnull=False).order_by("place")
    assert list(called.values_list("expert__code", flat=True)) == order[:5]
    with pytest.raises(Conflict):
        take(path.city, number, "draw", DRAWN, {**SEED, "seed": "1"})
    assert "ZJ0006" in "".join(last_notice("session.drawn").body["zh"])
    for change in ({"frozen": "x"}, {"seed": "1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExpertSession.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(place=1).update(place=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(place=6).delete()
    client.force_login(path.city.people["health.handler"])
    assert client.get(f"/projects/sessions/{number}/draw/").status_code == 404


def recompute_as_described(published: dict[str, Any], folder: Folder) -> None:
    """What the decision tells an outsider to run, run: it holds for this draw and not for another order."""
    (recipe,) = re.findall(r"```python\n(.*?)```", DESCRIBED.read_text(encoding="utf-8"), re.DOTALL)
    turned = published | {"order": published["order"][::-1]}
    for told, holds in ((published, True), (turned, False)):
        (folder / "draw.json").write_text(json.dumps(told), encoding="utf-8")
        done = subprocess.run([sys.executable, "-I", "-c", recipe], cwd=folder, check=False, capture_output=True)
        assert (done.returncode == 0) is holds, done.stderr.decode()


@pytest.mark.django_db
@pytest.mark.req("A5.6", "A13.10", "A13.11")
def test_the_list_says_of_each_expert_whether_they_may_be_drawn_and_why_not(path: Path) -> None:
    city = path.city
    health, reviewer = city.bodies["health"].pk, city.bodies["reviewer"].pk
    numbers = {name: sittings.admit(city, name) for name in POOL[:1]}
    numbers |= {"expert2": sittings.admit(city, "expert2", body=health, employer="市医疗保障局")}
    numbers |= {"expert3": sittings.admit(city, "expert3", until="2026-09-14")}
    numbers |= {"expert4": sittings.admit(city, "expert4", fields=["cost"])}
    numbers |= {name: sittings.admit(city, name) for name in POOL[4:]}

    def pool(step: str, name: str, data: object) -> None:
        actor = city.actor("authority.handler", "2026-08-01")
        perform("projects.expert", numbers[name], step, actor=actor, now=at("2026-08-01"), data=data)

    pool("note_interest", "expert5", {"body": reviewer, "ground": "曾任该机构顾问"})
    pool("suspend", "expert6", {"reason": "两次缺席"})
    with pytest.raises(Invalid):
        sittings.admit(city, "expert6")
    number = plan(path, places=[{"field": "software", "number": 5}])
    assert refused(path, number, "freeze", data=SOURCE) == {"pool_suffices"}
    take(city, number, "amend", data=amended(path, 1))
    assert "panel_size" in refused(path, number, "freeze", data=SOURCE)
    pool("end_interest", "expert5", {"body": reviewer, "ground": "已离任"})
    pool("resume", "expert6", {"reason": "已说明"})
    Evaluation.objects.get().declaration.__class__.objects.update(total="900000.00")
    with pytest.raises(Invalid):
        take(city, number, "amend", data=amended(path, 3) | {"seats": 1})
    take(city, number, "amend", data=amended(path, 3))
    take(city, number, "freeze", data=SOURCE)
    lines = ExpertSession.objects.get().frozen.splitlines()[7:]
    assert lines == [
        "eligible ZJ0001 software",
        "recused ZJ0002",
        "term ZJ0003",
        "field ZJ0004",
        "eligible ZJ0005 software",
        "eligible ZJ0006 software",
    ]


def amended(path: Path, seats: int) -> dict[str, object]:
    """The plan as it is typed anew, with so many seats, all for software."""
    agenda = [path.case("evaluation").pk]
    places = [{"field": "software", "number": seats}]
    return {
        "number": "2026-1",
        "held_on": HELD,
        "place": "三号楼",
        "seats": seats,
        "places": places,
        "agenda": agenda,
    }


@pytest.mark.django_db
@pytest.mark.req("A5.6", "A13.10")
def test_who_is_excused_is_replaced_by_the_next_reserve_alone_and_the_draw_is_never_repeated(path: Path) -> None:
    number = plan(path)
    first, *others = sittings.draw(path.city, number)
    withdrawal = {"ground": "interest", "reason": "参与过方案编制。"}
    with pytest.raises(NotPermitted):
        perform(
            "projects.seat",
            Case.objects.filter(procedure="projects.seat").order_by("pk")[0].number,
            "withdraw",
            actor=path.city.actor("authority.handler", DRAWN),
            now=at(DRAWN),
            data=withdrawal,
        )
    answer(path.city, first, "withdraw", **withdrawal)
    with pytest.raises(Refused):
        answer(path.city, others[0], no_interest=True, confidential=False)
    for name in others:
        answer(path.city, name)
    assert Case.objects.get(number=number).state == "answered"
    lead = {"lead": path.city.people[others[0]].pk}
    assert refused(path, number, "convene", DRAWN, lead) == {"seats_filled"}
    assert refused(path, number, "give_up", DRAWN, {"reason": "缺一人"}) == {"reserves_exhausted"}
    take(path.city, number, "call_reserves", DRAWN)
    reserve = Seat.objects.get(place=6)
    assert (str(reserve.called_on), reserve.called_for) == (DRAWN, "利害关系，应当回避：参与过方案编制。")
    answer(path.city, "expert6", "withdraw", ground="absent", reason="出差。")
    assert refused(path, number, "call_reserves", DRAWN) == {"reserve_left"}
    take(path.city, number, "give_up", DRAWN, {"reason": "候补用尽。"})
    assert Evaluation.objects.get().session is None
    assert plan(path, held_on="2026-09-20")


@pytest.mark.django_db
@pytest.mark.req("A5.6", "A13.7", "A13.10")
def test_papers_open_after_the_undertakings_and_close_with_the_session(path: Path) -> None:
    number = plan(path)
    called = sittings.draw(path.city, number)
    for name in called[:4]:
        answer(path.city, name)
    assert not ExpertSheet.objects.exists()
    invited = path.city.actor(called[0], DRAWN)
    with pytest.raises(Missing):
        look("projects.evaluation", path.numbers["evaluation"], actor=invited, now=at(DRAWN))
    with pytest.raises(Missing):
        look("projects.session", number, actor=invited, now=at(DRAWN))
    answer(path.city, called[4])
    signed = last_notice("seat.undertaking")
    assert path.city.people[called[4]].name_zh in signed.body["zh"][0]
    assert "回避声明" in "".join(signed.body["zh"])
    assert signed.body["zh"][1].startswith("1．“")
    assert not ExpertSheet.objects.exists()
    outsider = {"lead": path.city.people["expert6"].pk}
    assert refused(path, number, "convene", "2026-09-11", outsider) == {"lead_sits"}
    take(path.city, number, "convene", "2026-09-11", {"lead": path.city.people["expert1"].pk})
    sheet = sheet_of(path, "expert2")
    assert titles(path, sheet, "expert2", HELD) == ["Estimate", "Programme"]
    assert Attachment.objects.filter(case__number=sheet).exists()
    concluded(path)
    assert titles(path, sheet, "expert2", HELD) == ["Sheet", "Estimate", "Programme"]
    with pytest.raises(Missing):
        look("projects.evaluation", path.numbers["evaluation"], actor=path.city.actor("expert1", HELD), now=at(HELD))
    attended = {"attended": [path.city.people[name].pk for name in EXPERTS]}
    take(path.city, number, "close", HELD, MINUTES | attended)
    assert titles(path, sheet, "expert2", HELD) == ["Sheet"]
    assert not Attachment.objects.filter(case__number=sheet).exists()
    assert Attachment.objects.filter(case__number=path.numbers["evaluation"]).exists()


def titles(path: Path, sheet: str, name: str, day: str) -> list[str]:
    """What an expert sees on the page of their sheet."""
    page = case_page("projects.expert_sheet", sheet, actor=path.city.actor(name, day), now=at(day))
    return [one.title.en for one in page.show.sections]


@pytest.mark.django_db
@pytest.mark.req("A13.7", "A13.8", "A13.9")
def test_one_session_over_two_projects_with_a_visit_and_a_department_where_necessary(path: Path) -> None:
    other = Path(path.city)
    other.open(title="基层电子健康档案质量控制平台")
    other.take("declaration", "submit", "2026-08-10", "health.handler", form())
    other.passed()
    with pytest.raises(Invalid):
        plan(path, other)
    reported(other)
    number = sittings.convene(path, other)
    assert ExpertSheet.objects.count() == 10
    assert [one.case("evaluation").state for one in (path, other)] == ["with_experts"] * 2
    one = path.case("evaluation").pk
    visit = {
        "evaluation": one,
        "ground": "机房现状与方案不一致。",
        "visited_on": "2026-09-12",
        "place": "市民服务中心",
        "participants": "经办人二名、组长",
        "record": "可以利旧。",
    }
    take(path.city, number, "visit", "2026-09-12", visit)
    land = path.city.bodies["land"].pk
    heard = {"evaluation": one, "department": land, "ground": "涉及空间数据。", "opinion": "同意。"}
    with pytest.raises(Invalid):
        take(path.city, number, "invite", HELD, {**heard, "ground": ""})
    with pytest.raises(Invalid):
        take(path.city, number, "invite", HELD, {**heard, "department": 10**19})
    take(path.city, number, "invite", HELD, heard)
    assert (SiteVisit.objects.get().record, InvitedDepartment.objects.get().name) == ("可以利旧。", "市自然资源局")
    concluded(path)
    assert refused(path, number, "visit", HELD, {**visit, "visited_on": "2026-09-16"}) == {
        "still_open",
        "visit_took_place",
    }
    assert refused(path, number, "invite", HELD, heard) == {"still_open"}
    everybody = {"attended": [path.city.people[name].pk for name in EXPERTS]}
    assert refused(path, number, "close", HELD, MINUTES | everybody) == {"session_over"}
    concluded(other)
    officer = path.city.actor("authority.handler", HELD)
    page = case_page("projects.evaluation", path.numbers["evaluation"], actor=officer, now=at(HELD))
    assert {"Visits on site", "Departments heard"} <= {section.title.en for section in page.show.sections}


@pytest.mark.django_db
@pytest.mark.req("A13.7", "A13.10")
def test_sign_in_minutes_and_fees_come_to_the_registers(path: Path) -> None:
    number = sittings.convene(path)
    concluded(path)
    people = path.city.people
    strange = MINUTES | {"attended": [people["expert6"].pk]}
    assert refused(path, number, "close", HELD, strange) == {"of_the_panel"}
    take(path.city, number, "close", HELD, MINUTES | {"half_days": 3, "attended": [people["expert1"].pk]})
    assert ExpertSession.objects.get().minutes == MINUTES["number"]
    officer = path.city.actor("authority.handler", HELD)
    (fee,) = rows("expert_fees", officer)
    assert (fee["expert"], str(fee["fee_cny"]), str(fee["tax_withheld_cny"])) == ("expert1", "1800.00", "200.00")
    pool = {str(one["expert"]): one for one in rows("experts", officer)}
    assert [(pool[name]["drawn"], pool[name]["attended"], pool[name]["absent"]) for name in POOL] == [
        (1, 1, 0),
        *[(1, 0, 1)] * 4,
        (0, 0, 0),
    ]
    assert pool["expert2"]["sheets_filed"] == 1
    assert not REGISTERS["expert_fees"].open_for(path.city.actor("finance.handler", HELD))


def rows(code: str, actor: Any) -> list[dict[str, Any]]:
    """A register's rows of the year by the names of their columns."""
    one = REGISTERS[code]
    return [named_row(one, row) for row in one.found(actor, 2026)]


@pytest.mark.django_db
@pytest.mark.req("A13.10")
def test_another_seed_is_named_only_after_the_first_has_failed_and_both_are_shown(path: Path) -> None:
    number = plan(path)
    take(path.city, number, "freeze", data=SOURCE)
    another = {"source": "双色球第2026106期开奖号码", "due": "2026-09-13", "reason": "该期因故停开。"}
    assert refused(path, number, "rename_seed", DRAWN, another) == {"seed_failed"}
    take(path.city, number, "rename_seed", "2026-09-11", another)
    session = ExpertSession.objects.get()
    assert "第2026105期" in session.named_before
    assert "第2026105期" in session.frozen
    assert refused(path, number, "draw", "2026-09-12", {**SEED, "published_on": "2026-09-12"}) == {"seed_is_out"}


@pytest.mark.django_db
@pytest.mark.req("A13.10", "X8")
def test_a_draw_is_to_be_published_once_its_session_is_over_and_tells_all_that_recomputes_it(path: Path) -> None:
    number = sittings.convene(path)
    concluded(path)
    people, session = path.city.people, ExpertSession.objects.get()
    with pytest.raises(Missing):
        decided_one(Public.DRAW, session.pk)
    take(path.city, number, "close", HELD, MINUTES | {"attended": [people["expert1"].pk]})
    matter = decided_one(Public.DRAW, session.pk)
    told = json.loads(json.dumps(matter.content))
    assert [one.project for one in matter.about] == [path.project.pk]
    assert [one["code"] for one in told["order"]] == by_an_outsider(told["list"], told["seed"])
    assert sha256(told["list"].encode()).hexdigest() == told["list_sha256"]
    assert not [name for name in POOL if people[name].name_zh in json.dumps(told, ensure_ascii=False)]

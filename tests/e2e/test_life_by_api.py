"""The whole life of a project through the HTTP API, each act by the party whose turn it is."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.e2e.plot import HOME_VISITS, REAL, REGISTRATION, Paper, Plot, real_project
from tests.e2e.scenes import ENDORSE, MIDNIGHT, OPEN, Scene
from tests.e2e.stage import Stage, set_up
from tests.e2e.story import approved, life
from tests.projects import stages
from tests.projects.city import DISTRICT, at, build

from qilou.casework.models import Case, Notice
from qilou.casework.procedure import PROCEDURES
from qilou.inventory.models import System
from qilou.ledger.models import Event
from qilou.projects.models import Disbursement, Fund, FundEntry, Listing
from qilou.projects.models.project import Stage as Standing

pytestmark = pytest.mark.django_db
API = "/api/v1"
DOCUMENT_NUMBER = re.compile(r"^\D+〔20\d\d〕[1-9]\d*号$")


class Player:
    """Plays scenes through the API."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.clients: dict[str, Client] = {}

    def client(self, who: str) -> Client:
        """Somebody's program, signed in once."""
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(self.stage.city.people[who])
        return self.clients[who]

    def get(self, who: str, path: str, **query: object) -> Any:
        """An answer that must be there."""
        answer = self.client(who).get(f"{API}/{path}", query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def play(self, scene: Scene) -> None:
        """One scene, and everything that must be true after it."""
        self.stage.at(scene.day, scene.time)
        if scene.step == MIDNIGHT:
            self.stage.midnight(scene)
            assert self.stage.case(scene.name).state == scene.to
            return
        answer = self.client(scene.who).post(
            f"{API}/{self.address(scene)}", self.typed(scene), content_type="application/json"
        )
        told = answer.json()
        if scene.refused:
            self.refused(scene, answer.status_code, told)
            return
        assert answer.status_code in (200, 201), f"{scene}: {told}"
        self.stage.numbers[scene.name] = told["number"]
        assert told["state"] == (scene.to or told["state"]), scene
        if scene.due:
            assert scene.due in [clock["due_on"] for clock in told["clocks"]], scene
        if scene.serves:
            self.received(scene)

    def address(self, scene: Scene) -> str:
        """Where the scene's act is posted."""
        path = PROCEDURES[f"projects.{scene.code}"][-1].path
        if scene.step == OPEN:
            return f"{path}/"
        if scene.name not in self.stage.numbers:
            self.stage.numbers[scene.name] = self.on_desk(scene)
        step = "sign_off/endorse" if scene.step == ENDORSE else scene.step
        return f"{path}/{self.stage.number(scene.name)}/{step}"

    def on_desk(self, scene: Scene) -> str:
        """The case that came to somebody's desk by another's act; whoever only sees it finds it in the register."""
        query = {"desk": True} if not scene.refused else {"procedure": f"projects.{scene.code}"}
        rows = self.get(scene.who, "cases", **query)
        [number] = [row["number"] for row in rows if row["procedure"] == f"projects.{scene.code}"]
        return str(number)

    def typed(self, scene: Scene) -> Any:
        """The body of the request: papers are uploaded first and named by their hash."""
        return self.uploaded(scene.who, self.stage.told(scene.typed or {}))

    def uploaded(self, who: str, value: Any) -> Any:
        match value:
            case Paper():
                content = SimpleUploadedFile(value, f"%PDF-1.4 {value}".encode(), "application/pdf")
                return self.client(who).post("/files/", {"file": content}).json()["hash"]
            case dict():
                return {name: self.uploaded(who, one) for name, one in value.items()}
            case list():
                return [self.uploaded(who, one) for one in value]
        return value

    def refused(self, scene: Scene, status: int, told: dict[str, Any]) -> None:
        """The refusal names its article, and what would make it pass where a rule refused."""
        assert scene.refused is not None
        assert status == scene.refused.status, f"{scene}: {told}"
        assert scene.refused.article.id in [one["id"] for one in told["cites"]], scene
        assert status != 422 or all(told["remedies"]), scene

    def received(self, scene: Scene) -> None:
        """The paper has a number without gaps or leading zeros, and its recipient signs for it."""
        served = self.get(scene.receiver, f"cases/{self.stage.number(scene.served_in or scene.name)}/notices")
        paper = next(one for one in reversed(served) if one["kind"] == scene.serves)
        assert DOCUMENT_NUMBER.match(paper["number"])
        assert paper["body"]["zh"]
        assert paper["body"]["en"]
        assert paper["issued_on"] == scene.day
        self.stage.at(scene.day, "17:00")
        assert self.client(scene.receiver).post(f"/notices/{paper['id']}/receive/").status_code == 302


def plots() -> list[Any]:
    absent = pytest.mark.skipif(not REAL.exists(), reason="the list of real projects is not beside the checkout")
    return [pytest.param(REGISTRATION, id="demo"), pytest.param(real_project(), id="real", marks=absent)]


@pytest.mark.req("A8.6", "A10.15", "A13.14", "A14.3", "A16.6", "A18.8", "A19.6", "A19.7", "A20.3", "X7")
@pytest.mark.parametrize("plot", plots())
def test_a_project_lives_from_solicitation_to_operation_through_the_api(
    plot: Plot, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stage = set_up(plot, settings)
    before = Event.objects.count()
    player = Player(stage)
    for scene in life(plot):
        player.play(scene)
    left_in_operation(stage)
    left_in_the_books(stage, before)


def left_in_operation(stage: Stage) -> None:
    """The project runs, the inventory knows by which acceptance, and nothing of it waits for anybody."""
    plot, project = stage.plot, stage.project
    assert project.stage == Standing.OPERATING
    assert project.approved_total == plot.changed
    built = System.objects.get(thing=project.thing)
    assert (built.status, built.acceptance_case) == ("operating", stage.number("acceptance"))
    assert built.extends_id == (stage.old_system or None)
    assert stage.case("listing").state == "applied"
    assert not Case.objects.filter(thing=project.thing).exclude(desk="").exists()
    assert Disbursement.objects.get(project=project).amount == plot.built


def left_in_the_books(stage: Stage, before: int) -> None:
    """The fund's account carries listing and change; every event names its article, every paper its number."""
    plot, project = stage.plot, stage.project
    taken = FundEntry.objects.filter(project=project).values_list("amount", flat=True)
    assert sorted(taken) == sorted([plot.total, plot.increase])
    assert Fund.objects.get(year=2027).committed == plot.changed
    assert Listing.objects.get(project=project).amount == plot.total
    events = list(Event.objects.order_by("pk"))[before:]
    assert [event.name for event in events if not event.content["cites"]] == []
    assert {"projects.approval.approve", "projects.acceptance.put_into_operation"} <= {event.name for event in events}
    numbers = list(Notice.objects.filter(case__thing=project.thing).values_list("issuer", "number"))
    assert len(numbers) == len(set(numbers))
    assert all(DOCUMENT_NUMBER.match(number) for _, number in numbers)


@pytest.mark.req("A5.4", "A15.4", "A16.6")
def test_a_districts_own_bodies_approve_by_the_same_declarations(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    plot, city = HOME_VISITS, build()
    arranged = stages.proposed(
        city, unit=plot.unit, jurisdiction=DISTRICT, total=plot.total, years={2027: Decimal(plot.total)}
    )
    stage = Stage(plot, settings, city, subject=arranged.project)
    player = Player(stage)
    *before, first, second, last = approved(plot)
    for scene in before:
        player.play(scene)
    stranger = player.client("authority.handler")
    stage.at("2027-01-15")
    path = f"{API}/projects/approval/{stage.number('approval')}/approve"
    answer = stranger.post(path, player.typed(first), content_type="application/json")
    assert answer.status_code == 404, "the city's authority decides nothing in a district"
    for scene in (first, second, last):
        player.play(scene)
    assert stage.project.approved_total == plot.total
    assert stage.case("approval").jurisdiction_id == DISTRICT
    reply = Notice.objects.get(kind="projects.approval.reply")
    assert reply.issuer == "龙湖区政务服务和数据管理局"
    assert reply.number.startswith("龙政数")


def test_the_story_is_told_in_order_and_every_refusal_names_an_article() -> None:
    scenes = life(REGISTRATION)
    moments = [at(scene.day, scene.time) for scene in scenes]
    assert moments == sorted(moments)
    assert sum(1 for scene in scenes if scene.refused) >= 8

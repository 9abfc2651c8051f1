"""Where a unit has set it, its head signs before its declaration goes out; where it has not, its handler submits."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.city import at
from tests.projects.path import Path, way

from qilou.casework.act import Act
from qilou.casework.actions.perform import look
from qilou.casework.actions.sign_off import endorse, send_back
from qilou.casework.models import SignOffLevels
from qilou.identity.models import Appointment, Post
from qilou.kernel.errors import Missing, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
SUBMIT = "projects.declaration.submit"


@pytest.fixture
def path() -> Path:
    """A unit whose head signs its declarations."""
    made = way()
    SignOffLevels.objects.create(organisation=made.city.bodies["health"], step=SUBMIT, chain=["signer"])
    made.open()
    return made


def signed(path: Path, who: str, day: str = "2026-08-11") -> Act:
    """The drafted declaration signed by somebody."""
    return endorse(
        "projects.declaration", path.numbers["declaration"], actor=path.city.actor(who, day), now=at(day, "16:00")
    )


@pytest.mark.req("A9.1", "A10.22")
def test_the_handler_drafts_and_the_declaration_goes_out_only_when_the_head_has_signed(path: Path) -> None:
    path.submitted()
    case = path.case("declaration")
    assert (case.state, case.desk) == ("draft", f"{path.city.key('health')}/signer")
    assert path.declaration.version == 0
    with pytest.raises(Missing):
        look("projects.declaration", case.number, actor=path.city.actor("authority.handler"), now=at("2026-08-11"))
    with pytest.raises(NotPermitted):
        signed(path, "health.handler")
    with pytest.raises(Missing):
        signed(path, "land.signer")
    signed(path, "health.signer")
    assert path.case("declaration").state == "submitted"
    assert path.declaration.version == 1
    names = set(Event.objects.for_case(case.number).values_list("name", flat=True))
    assert {f"{SUBMIT}.draft", SUBMIT} <= names


def test_what_the_head_sends_back_stands_in_the_form_as_it_was_drafted(path: Path) -> None:
    path.submitted(necessity="现靠抽查，覆盖面不足。")
    number = path.numbers["declaration"]
    head = path.city.actor("health.signer", "2026-08-11")
    send_back("projects.declaration", number, actor=head, now=at("2026-08-11"), opinion="补充测算依据。")
    unit = Client()
    unit.force_login(path.city.people["health.handler"])
    page = unit.get(reverse("step", args=["projects.declaration", number, "submit"])).content.decode()
    assert "现靠抽查，覆盖面不足。" in page
    path.submitted("2026-08-12")
    signed(path, "health.signer", "2026-08-13")
    assert path.declaration.version == 1


def test_without_such_a_setting_the_handler_submits_at_once() -> None:
    path = way()
    path.submitted()
    assert path.case("declaration").state == "submitted"


def test_the_setting_is_switched_on_and_off_from_the_page_by_who_keeps_the_register(path: Path) -> None:
    unit = path.city.bodies["land"].pk
    post = Post.objects.create(
        organisation=path.city.bodies["authority"], kind="administrator", title_zh="系统管理员", since=date(2020, 1, 1)
    )
    Appointment.objects.create(post=post, person=path.city.people["authority.handler"], since=date(2020, 1, 1))
    keeper = Client()
    keeper.force_login(path.city.people["authority.handler"])
    address = reverse("sign_off_levels", args=[unit])
    assert address in keeper.get(reverse("issuing")).content.decode()
    keeper.post(address, {"step": SUBMIT, "chain": "signer"})
    assert SignOffLevels.objects.get(organisation=unit).chain == ["signer"]
    assert keeper.post(address, {"step": "projects.approval.approve", "chain": "none"}).status_code == 400
    keeper.post(address, {"step": SUBMIT, "chain": "none"})
    assert not SignOffLevels.objects.filter(organisation=unit).exists()
    set_levels = Event.objects.filter(name="casework.sign_off_levels.set").order_by("pk")
    chains = [one.content["input"]["chain"] for one in set_levels]
    assert chains == [["signer"], []]

"""In a browser, each act by the party whose turn it is: an access to its connection, a measure to its lifting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone
from tests.e2e.browsing import fill, form_of, press, submit, typed_text
from tests.looking import wrong_with
from tests.network.office import APPROVAL, Office, application
from tests.projects.city import at

from qilou.casework.models import Case, Notice
from qilou.casework.procedure import PROCEDURES
from qilou.network.models import Access, Restraint

pytestmark = pytest.mark.browser


@dataclass
class Desks:
    """Everybody's browser on the city's day."""

    office: Office
    new_page: Callable[..., Any]
    pages: dict[str, Any] = field(default_factory=dict)

    def page(self, who: str) -> Any:
        if who not in self.pages:
            self.pages[who] = self.new_page(self.office.city.people[who], bypass_csp=True)
        return self.pages[who]

    def opens(self, code: str, who: str, typed: Mapping[str, object]) -> str:
        """A new case from the list of what one may open; gives its number."""
        page, procedure = self.page(who), PROCEDURES[f"network.{code}"][-1]
        page.goto(f"/{procedure.path}/new/")
        form = page.locator("form.eg-form")
        fill(form, typed_text(procedure.takes, typed))
        submit(page, form)
        return str(Case.objects.filter(procedure=procedure.code).latest("pk").number)

    def takes(self, code: str, number: str, step: str, who: str, typed: Mapping[str, object] | None = None) -> Any:
        """A step from the case's page."""
        page, procedure = self.page(who), PROCEDURES[f"network.{code}"][-1]
        page.goto(f"/{procedure.path}/{number}/")
        form = form_of(page, step)
        takes = procedure.step(step).takes
        if takes is not None:
            fill(form, typed_text(takes, typed or {}))
        answer = submit(page, form)
        assert answer.status == 200, page.locator("main").inner_text()
        return page

    def signs(self, code: str, number: str, step: str, typed: Mapping[str, object]) -> None:
        """A decision drafted, checked and signed, each on their own page."""
        self.takes(code, number, step, "authority.handler", typed)
        for post in ("checker", "signer"):
            page = self.page(f"authority.{post}")
            page.goto("/work/")
            press(page, page.locator(f'a[href^="/network/{code}/{number}"]').first)
            panel = page.locator("#signing")
            panel.locator('[name="opinion"]').fill("同意。")
            assert submit(page, panel.locator('form[action$="/endorse/"]')).status == 200


@pytest.fixture
def desks(served: Any, new_page: Callable[..., Any], settings: Any) -> Desks:
    office = Office()
    settings.QILOU_CLOCK_OFFSET = at(office.day) - timezone.now()
    return Desks(office, new_page)


@pytest.mark.req("A24.1", "A24.2", "A22.4")
def test_an_access_from_the_application_to_the_connection(desks: Desks, axe: str) -> None:
    page = desks.page("health.handler")
    page.goto("/network/access/new/")
    form = page.locator("form.eg-form")
    fill(form, {"network": ["intranet"], "kind": ["new"]})
    assert submit(page, form).status == 422
    assert "机要部门" in page.locator("main").inner_text()
    number = desks.opens("access", "health.handler", {"network": "extranet", "kind": "new"})
    typed = application(spare=True, own_ranges=[], servers=4)
    page = desks.takes("access", number, "submit", "health.handler", typed)
    assert wrong_with(page, axe) == []
    technical = desks.page("technical.handler")
    technical.goto(f"/network/access/{number}/")
    assert not technical.locator('#decision form[action$="/connect/"], #decision a[href$="/connect/"]').count()
    desks.signs("access", number, "approve", APPROVAL)
    paper = Notice.objects.get(kind="network.access.approved")
    page = desks.page("health.handler")
    page.goto(f"/notices/{paper.pk}/")
    assert "带宽 100 兆" in page.locator("main").inner_text()
    placed = desks.office.connection()
    page = desks.takes("access", number, "connect", "technical.handler", placed)
    assert "GE0/0/1" in page.locator("main").inner_text()
    page = desks.takes("access", number, "confirm", "health.handler", {"confirmed_by": "丙"})
    assert "已开通并确认" in page.locator("main").inner_text()
    assert Access.objects.get().approval_id == paper.number
    page.goto("/registers/accesses/")
    assert paper.number in page.locator("main").inner_text()


@pytest.mark.req("A39.2")
def test_a_measure_imposed_appealed_and_lifted(desks: Desks, axe: str) -> None:
    office = desks.office
    office.connected()
    office.minute = 0
    proposal = {
        "unit": office.city.bodies["health"].pk,
        "kind": "block",
        "against": "unit",
        "ground": "malware",
        "facts": "终端传播恶意程序，可能造成业务中断。",
        "days": 10,
    }
    number = desks.opens("measure", "authority.handler", proposal)
    unit = desks.page("health.handler")
    assert unit.goto(f"/network/measure/{number}/").status == 404
    told = {"until": "2026-08-06", "how": "书面提交"}
    desks.takes("measure", number, "hear", "authority.handler", told)
    desks.takes("measure", number, "state_views", "health.handler", {"views": "已断开。"})
    desks.signs("measure", number, "order", {"statement": "仍有风险，决定采取。"})
    assert Restraint.objects.get().lifted_at is None
    page = desks.takes("measure", number, "appeal", "health.handler", {"reason": "已清除，请复测。"})
    assert "申诉复核中" in page.locator("main").inner_text()
    assert wrong_with(page, axe) == []
    desks.signs("measure", number, "lift", {"reason": "复测合格。"})
    page.goto(f"/network/measure/{number}/")
    assert "已恢复" in page.locator("main").inner_text()
    assert Restraint.objects.get().lifted_at is not None


@pytest.mark.req("A23.1")
@pytest.mark.parametrize("width", [1440, 390])
def test_the_picture_of_the_network_is_accessible_beside_its_table(
    desks: Desks, new_page: Callable[..., Any], axe: str, width: int
) -> None:
    person = desks.office.city.people["technical.handler"]
    page = new_page(person, viewport={"width": width, "height": 900}, bypass_csp=True)
    for path in ("/network/", "/network/register/node/"):
        page.goto(path)
        assert wrong_with(page, axe) == []

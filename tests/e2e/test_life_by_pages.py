"""The whole life of a project through the pages, in a browser, each act by the party whose turn it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.e2e.browsing import fill, fill_without_script, form_of, own_button, press, sign_in, submit, typed_text
from tests.e2e.plot import REGISTRATION
from tests.e2e.scenes import ENDORSE, EXPERTS, MIDNIGHT, OPEN, Scene
from tests.e2e.stage import Stage, set_up
from tests.e2e.story import life
from tests.e2e.story_to_proposal import declared

from qilou.casework.models import Clock, Notice
from qilou.casework.procedure import PROCEDURES, Procedure
from qilou.inventory.models import System
from qilou.law import Language
from qilou.projects.models.project import Stage as Standing

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PASSWORD = "wind-over-9-arcades"  # of an invented person
ENGLISH = ("finance.signer",)
WITHOUT_SCRIPT = ("authority.handler", "authority.checker", "finance.handler", "finance.signer", "expert2")


@dataclass
class Reader:
    """Plays scenes through pages, and reads on each what it must say."""

    stage: Stage
    new_page: Callable[..., Any]
    url: str
    without_script: tuple[str, ...] = WITHOUT_SCRIPT
    pages: dict[str, Any] = field(default_factory=dict)

    def page(self, who: str) -> Any:
        """Somebody's browser: the declaring unit's handler signs in by name and password, experts use a phone, and
        in some offices no script runs."""
        if who not in self.pages:
            self.pages[who] = self._opened(who)
        return self.pages[who]

    def _opened(self, who: str) -> Any:
        person = self.stage.city.people[who]
        scripted = who not in self.without_script
        if who == f"{self.stage.plot.unit}.handler":
            person.set_password(PASSWORD)
            person.save()
            page = self.new_page(java_script_enabled=scripted)
            sign_in(page, person.username, PASSWORD)
            return page
        phone = PHONE if who in EXPERTS else {}
        page = self.new_page(person, **phone, java_script_enabled=scripted)
        if who in ENGLISH:
            page.context.add_cookies([{"name": "qilou_language", "value": "en", "url": self.url}])
        return page

    def language(self, who: str) -> Language:
        """The language that somebody reads."""
        return "en" if who in ENGLISH else "zh"

    def play(self, scene: Scene) -> None:
        """One scene, and what must be true after it."""
        self.stage.at(scene.day, scene.time)
        if scene.step == MIDNIGHT:
            self.stage.midnight(scene)
        elif scene.step == OPEN:
            self.opens(scene)
        elif scene.step == ENDORSE:
            self.signs(scene)
        elif scene.refused and scene.refused.status == 403:
            self.is_not_competent(scene)
        else:
            self.takes(scene)
        if scene.to:
            assert self.stage.case(scene.name).state == scene.to, scene
        if scene.due:
            assert scene.due in self.page(scene.who).locator("#due").inner_text(), scene
        if scene.serves:
            self.receives(scene)

    def opens(self, scene: Scene) -> None:
        """A new case, from the list of what one may open."""
        page, procedure = self.page(scene.who), procedure_of(scene)
        page.goto("/work/")
        press(page, page.locator(f'a[href="{reverse("openings")}"]'))
        press(page, page.locator(f'a[href="/{procedure.path}/new/"]'))
        form = page.locator("form.eg-form")
        assert procedure.takes
        fill(form, typed_text(procedure.takes, self.stage.told(scene.typed)))
        submit(page, form)
        self.stage.numbers[scene.name] = number_in(page.url)
        self.says_what_is_due(scene)

    def comes_to(self, scene: Scene) -> None:
        """To the case's page: from the desk where it waits for this person, else by its address."""
        page, path = self.page(scene.who), procedure_of(scene).path
        if scene.refused and scene.name in self.stage.numbers:
            page.goto(f"/{path}/{self.stage.number(scene.name)}/")
            return
        page.goto("/work/" if not scene.refused else f"/{path}/")
        which = self.stage.numbers.get(scene.name, "")
        press(page, page.locator(f'a[href^="/{path}/{which}"]').first)
        self.stage.numbers[scene.name] = number_in(page.url)

    def takes(self, scene: Scene) -> None:
        """A step of one's own, or the law's refusal of it."""
        page, step = self.page(scene.who), procedure_of(scene).step(scene.step)
        assert step
        self.comes_to(scene)
        self.says_what_is_due(scene)
        form = form_of(page, scene.step)
        if not own_button(form).is_enabled():
            assert scene.refused, f"{scene}: {page.locator('#decision').inner_text()}"
            page.goto(f"{page.url}{scene.step}/")
            form = page.locator("form.eg-form")
        if step.takes:
            fill(form, typed_text(step.takes, self.stage.told(scene.typed or {})))
        answer = submit(page, form)
        if scene.refused:
            self.is_refused(scene, answer)
        else:
            assert answer.status == 200, f"{scene}: {page.locator('main').inner_text()}"
            assert not page.url.endswith(f"/{scene.step}/"), scene

    def signs(self, scene: Scene) -> None:
        """The drafted decision is checked, or signed, with what was drafted in view."""
        page = self.page(scene.who)
        self.comes_to(scene)
        self.says_what_is_due(scene)
        panel = page.locator("#signing")
        panel.locator('[name="opinion"]').fill(str((scene.typed or {})["opinion"]))
        assert submit(page, panel.locator('form[action$="/endorse/"]')).status == 200, scene

    def is_not_competent(self, scene: Scene) -> None:
        """The page does not offer the step to the wrong body; whoever goes there is told why."""
        page = self.page(scene.who)
        self.comes_to(scene)
        assert not page.locator(f'form[action$="/{scene.step}/"], a[href$="/{scene.step}/"]').count(), scene
        answer = page.goto(f"{page.url}{scene.step}/")
        self.is_refused(scene, answer)

    def is_refused(self, scene: Scene, answer: Any) -> None:
        """The refusal names its article and what would make it pass."""
        assert scene.refused
        text = self.page(scene.who).locator("main").inner_text()
        assert answer.status == scene.refused.status, f"{scene}: {text}"
        assert scene.refused.article.in_(self.language(scene.who)) in text, f"{scene}: {text}"
        assert scene.refused.status == 403 or {"zh": "怎样通过：", "en": "To pass:"}[self.language(scene.who)] in text

    def says_what_is_due(self, scene: Scene) -> None:
        """A case's page says what is due, from whom, under which article, and what happens next."""
        page, language = self.page(scene.who), self.language(scene.who)
        due, main = page.locator("#due").inner_text(), page.locator("main").inner_text()
        assert {"zh": "现由", "en": "Now with"}[language] in due, f"{scene}: {due}"
        running = Clock.objects.filter(case__number=self.stage.number(scene.name), ended_on=None)
        for clock in running.exclude(due_on=None):
            assert clock.due_on.isoformat() in due, f"{scene}: {due}"
        assert page.locator("#due a.eg-art").count() == running.count(), f"{scene}: {due}"
        articles = page.locator("#decision a.eg-art, #signing a.eg-art")
        assert articles.count(), f"{scene}: no article where one decides"
        following = {"zh": ("下一步", "接下来"), "en": ("happens next", "happen next")}[language]
        assert any(words in main for words in following), f"{scene}: {main}"

    def receives(self, scene: Scene) -> None:
        """The recipient finds the paper among those to be signed for, and signs."""
        paper = Notice.objects.filter(kind=scene.serves).latest("pk")
        page = self.page(scene.receiver)
        self.stage.at(scene.day, "17:00")
        page.goto("/notices/")
        press(page, page.locator(f'main a[href="/notices/{paper.pk}/"]'))
        assert paper.number in page.locator("main").inner_text()
        press(page, page.locator('form[action$="/receive/"] button'))
        assert not page.locator('form[action$="/receive/"]').count()


def procedure_of(scene: Scene) -> Procedure:
    return PROCEDURES[f"projects.{scene.code}"][-1]


def number_in(url: str) -> str:
    """The case number in a page's address."""
    found = re.search(r"/([A-Z]{2,4}\d\d-\d+-\d)/", url)
    assert found, url
    return found[1]


@pytest.fixture
def reader(served: Any, new_page: Callable[..., Any], settings: Any, tmp_path: Path) -> Reader:
    settings.MEDIA_ROOT = tmp_path
    return Reader(set_up(REGISTRATION, settings), new_page, served.url)


@pytest.mark.req("A9.3", "A10.15", "A13.14", "A15.6", "A16.6", "A19.6", "A19.7", "A20.3", "X7")
def test_a_project_lives_from_solicitation_to_operation_through_the_pages(reader: Reader) -> None:
    for scene in life(REGISTRATION):
        reader.play(scene)
    project = reader.stage.project
    assert project.stage == Standing.OPERATING
    assert project.approved_total == REGISTRATION.changed
    assert System.objects.get(thing=project.thing).status == "operating"
    page = reader.page("land.handler")
    page.goto(f"/projects/{project.pk}/")
    assert "已上线运行" in page.locator("main").inner_text()


@pytest.mark.req("A10.6")
@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without"])
def test_bad_input_is_told_at_its_field_and_in_the_summary_and_nothing_typed_is_lost(
    reader: Reader, *, scripted: bool
) -> None:
    opening, submission = declared(REGISTRATION)[:2]
    reader.without_script = () if scripted else (opening.who,)
    reader.play(opening)
    page = reader.page(opening.who)
    reader.stage.at(submission.day)
    reader.comes_to(submission)
    form = form_of(page, "submit")
    step = procedure_of(submission).step("submit")
    assert step
    assert step.takes
    raw = typed_text(step.takes, reader.stage.told(submission.typed))
    faulty = {**raw, "total": ["一百多万"], "lines-1-unit_price": ["十八"], "location": [""]}
    if scripted:
        fill(form, faulty)
    else:
        fill_without_script(page, form, faulty)
    answer = submit(page, form)
    assert answer.status == 400
    summary = page.locator(".eg-summary")
    assert summary.is_visible()
    for name, value in (("total", "一百多万"), ("lines-1-unit_price", "十八"), ("location", "")):
        control = page.locator(f'[name="{name}"]')
        assert control.input_value() == value
        assert control.get_attribute("aria-invalid") == "true"
        assert page.locator(f'[id="f-{name}-error"]').inner_text() in summary.inner_text()
    for name in ("necessity", "lines-3-name", "steps-1-on", "slices-0-amount"):
        assert page.locator(f'[name="{name}"]').input_value() == raw[name][-1]
    assert page.locator('[name="categories"][value="fiscal"]').is_checked()
    assert page.locator('input[type=checkbox][name="programme"]').is_checked()
    fill(page.locator("form.eg-form"), {name: raw[name] for name in ("total", "lines-1-unit_price", "location")})
    submit(page, page.locator("form.eg-form"))
    assert reader.stage.case("declaration").state == "submitted"

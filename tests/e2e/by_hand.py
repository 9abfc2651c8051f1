"""The demo's city, in which the first act of each kind is taken through the real pages by the real party.

The acts that follow are the same acts through the actions, so that a whole round of a city's size fits into a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from tests.e2e.browsing import fill, form_of, own_button, press, submit, typed_text

from qilou.casework.act import Act
from qilou.casework.actions.perform import perform
from qilou.casework.models import Case, SignOff
from qilou.casework.procedure import PROCEDURES
from qilou.demo.bodies import CITY, body_of
from qilou.demo.publishing import FUNCTIONS
from qilou.demo.stage import City
from qilou.identity.models import Person
from qilou.ledger.models import Event

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@dataclass
class SeenCity(City):
    """A city whose kinds of acts are each seen once: `seen` are those that went through a page."""

    new_page: Callable[..., Any] = lambda: None
    settings: Any = None
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Any] = field(default_factory=dict)

    def page(self, who: str) -> Any:
        """Somebody's browser at the story's moment; experts sit before a telephone."""
        self.settings.QILOU_CLOCK_OFFSET = self.now - timezone.now()
        if who not in self.pages:
            person = Person.objects.get(pk=self.registers.people[who])
            self.pages[who] = self.new_page(person, **(PHONE if body_of(who) == "pool" else {}))
        return self.pages[who]

    def paper(self, title: str, lines: list[str], who: str) -> str:
        """A paper uploaded; its title is what is handed in where a page asks for it."""
        stored = super().paper(title, lines, who)
        self.titles[stored] = f"{title}.pdf"
        return stored

    def open(self, code: str, who: str, title: str, data: object, area: str = CITY) -> Act:
        """A case is opened from the list of what one may open."""
        procedure = PROCEDURES[f"projects.{code}"][-1]
        if not self._first(code, "open", who):
            return super().open(code, who, title, data, area)
        page = self.page(who)
        page.goto(reverse("openings"))
        press(page, page.locator(f'a[href="/{procedure.path}/new/"]'))
        self._typed(page, page.locator("form.eg-form"), procedure.takes, data)
        return done(page.url.rstrip("/").rpartition("/")[2], page)

    def take(self, code: str, number: str, step: str, who: str, data: object = None) -> Act:
        """A step is taken or drafted on the case's page."""
        if not self._first(code, step, who):
            return super().take(code, number, step, who, data)
        procedure = PROCEDURES[f"projects.{code}"][-1]
        page, declared = self.page(who), procedure.step(step)
        assert declared
        page.goto(f"/{procedure.path}/{number}/")
        form = form_of(page, step)
        assert own_button(form).is_enabled(), page.locator("#decision").inner_text()
        self._typed(page, form, declared.takes, data or {})
        assert not page.url.endswith(f"/{step}/"), page.locator("main").inner_text()
        return done(number, page)

    def endorse(self, code: str, number: str, who: str, opinion: str = "同意。") -> Act:
        """A draft is checked or signed with what was drafted in view."""
        step = SignOff.objects.values_list("step", flat=True).get(case__number=number, ended_at=None)
        if not self._first(code, f"{step} {who.rpartition('.')[2]}", who):
            return super().endorse(code, number, who, opinion)
        page = self.page(who)
        page.goto(f"/{PROCEDURES[f'projects.{code}'][-1].path}/{number}/")
        panel = page.locator("#signing")
        panel.locator('[name="opinion"]').fill(opinion)
        answer = submit(page, panel.locator('form[action$="/endorse/"]'))
        assert answer.status == 200, page.locator("main").inner_text()
        return done(number, page)

    def publish(self, act: Act, data: dict[str, str]) -> None:
        """The body that decided examines what is to be published, and publishes it."""
        (key,) = act.case.parties["publisher"]
        body = FUNCTIONS.get(key) or next(name for name in self.registers.bodies if self.key(name) == key)
        perform(
            act.case.procedure, act.case.number, "publish", actor=self.actor(f"{body}.handler"), now=self.now, data=data
        )

    def _first(self, code: str, step: str, who: str) -> bool:
        """Whether this kind of act has not been seen yet."""
        if (code, step) in self.seen:
            return False
        self.seen[code, step] = who
        self.acts += 1
        return True

    def _typed(self, page: Any, form: Any, takes: Any, data: Any) -> None:
        if takes:
            fill(form, typed_text(takes, self._handed_in(data)))
        answer = submit(page, form)
        assert answer.status == 200, page.locator("main").inner_text()

    def _handed_in(self, value: Any) -> Any:
        """What is typed, with papers by the names of their files instead of what they are stored under."""
        if isinstance(value, dict):
            return {name: self._handed_in(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._handed_in(one) for one in value]
        return self.titles.get(value, value) if isinstance(value, str) else value


def done(number: str, page: Any) -> Act:
    """What an act on a page comes to, as the story reads it: the case as it stands, and what the record tells of it."""
    case = Case.objects.filter(number=number).first()
    assert case, page.locator("main").inner_text()
    told = Event.objects.filter(case_number=number).latest("pk").content
    effects = told.get("effects", {})
    return SimpleNamespace(case=case, effects=effects.get("done", effects))  # type: ignore[return-value]

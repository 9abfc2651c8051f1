"""Every page template, as the demo city fills it, in both languages, wide and on a phone, light, dark and enlarged."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.test.signals import template_rendered
from django.urls import reverse
from tests.looking import wrong_with

from qilou.archives.models import CaseFile
from qilou.casework.models import Case, Notice, ServiceAttempt
from qilou.identity.models import FunctionHolding, Organisation, Person, Post
from qilou.inventory.models import System
from qilou.kernel.registers import REGISTERS
from qilou.network.models import Prefix
from qilou.projects.models import Project
from qilou.publication.models import Publication
from qilou.site import places
from qilou.supervision.models import Doubt

pytestmark = pytest.mark.browser
LOOKS: dict[str, dict[str, str]] = {"light": {}, "dark": {"theme": "dark"}, "xl": {"size": "xl"}}
WAYS = list(product(("zh-hans", "en"), LOOKS, (1440, 390)))
SHELLS = {"kernel/base.html", "kernel/officer.html", "kernel/public.html"}
STRANGER = ""
ELSEWHERE = {
    # looked at by tests of their own, since something must be sent first
    "identity/must_change.html",
    "identity/new_password.html",
    "identity/one_time.html",
    "identity/second.html",
    "identity/token.html",
    "identity/recovery_codes.html",
    "projects/import_columns.html",
    "casework/rows.html",
    "casework/verify.html",
    "inventory/sheet.html",
    "kernel/confirm.html",
}


@dataclass(frozen=True)
class Page:
    """A template, one who sees it in the city, and where."""

    template: str
    who: str
    address: str


def _whole(code: str) -> str:
    """A procedure's whole code; one without a module's name is of projects."""
    return code if "." in code else f"projects.{code}"


def case(code: str, **where: Any) -> str:
    """The address of the newest case of a procedure that stands so."""
    found = Case.objects.filter(procedure=_whole(code), **where).order_by("-pk")[0]
    return reverse("case", args=[found.procedure, found.number])


def prefix(network: str) -> str:
    """The address of a prefix of the plan."""
    return reverse("prefix", args=[Prefix.objects.get(network=network).pk])


def review(**where: Any) -> str:
    """The address of the newest review before publication that stands so."""
    found = Case.objects.filter(procedure="publication.review", **where).order_by("-pk")[0]
    return reverse("case", args=[found.procedure, found.number])


def published(kind: str) -> str:
    """The public address of the newest publication of a kind."""
    found = Publication.objects.in_the_open().filter(kind=kind).select_related("case").order_by("-pk")[0]
    return reverse("publication", args=[found.case.number])


def step(code: str, state: str, name: str) -> str:
    """The address of a step's own page."""
    found = Case.objects.filter(procedure=_whole(code), state=state, jurisdiction="440500").order_by("-pk")[0]
    return reverse("step", args=[found.procedure, found.number, name])


def pages() -> list[Page]:
    """All of them."""
    person = Person.objects.get(username="mib.handler")
    authority = Organisation.objects.get(name_zh="市政务服务和数据管理局").pk
    post = Post.objects.filter(organisation=authority).order_by("pk")[0].pk
    holding = FunctionHolding.objects.filter(organisation=authority).order_by("pk")[0].pk
    project = Project.objects.filter(jurisdiction="440500", stage="operating").order_by("pk")[0].pk
    notice = Notice.objects.filter(case__jurisdiction="440500").order_by("-pk")[0].pk
    refused = ServiceAttempt.objects.latest("pk").notice_id
    declarations = Case.objects.filter(procedure="projects.declaration", state="accepted")
    corrected = declarations.filter(version__gte=5).order_by("-pk")[0].number
    ranked = Case.objects.filter(procedure="projects.round", state="ranked").order_by("-pk")[0].number
    points = Doubt.objects.order_by("pk")
    filed = CaseFile.objects.order_by("pk")[0].case.number
    auditor = "audit.auditor"
    handler, administrator, unit = "authority.handler", "authority.administrator", "mib.handler"
    return [
        Page("casework/desk.html", handler, reverse("desk")),
        Page("casework/desk.html", "authority.checker", reverse("desk_view", args=["check"])),
        Page("casework/desk.html", unit, reverse("desk_view", args=["done"])),
        Page("casework/openings.html", unit, reverse("openings")),
        Page("casework/new.html", unit, reverse("new_case", args=["projects.declaration"])),
        Page("casework/case.html", handler, case("declaration", state="submitted", jurisdiction="440500")),
        Page("casework/case.html", "authority.signer", case("approval", state="approved", jurisdiction="440500")),
        Page("casework/case.html", handler, case("round", state="ranked", jurisdiction="440500")),
        Page("casework/case.html", handler, review(state="awaiting", desk="AUTHORITY@440500/handler")),
        Page("casework/case.html", "longhu.handler", case("pre_review", state="reviewing", jurisdiction="440507")),
        Page("casework/step.html", handler, step("declaration", "submitted", "return_once")),
        Page("casework/step.html", handler, step("pre_review", "reviewing", "find_duplicates")),
        Page("casework/notices.html", unit, reverse("notices")),
        Page("casework/notice.html", handler, reverse("notice", args=[notice])),
        Page("casework/notice.html", handler, reverse("notice", args=[refused])),
        Page("casework/service.html", handler, reverse("not_served", args=[refused])),
        Page("casework/service.html", handler, reverse("served_otherwise", args=[refused])),
        Page("casework/issuing.html", administrator, reverse("issuing")),
        Page("casework/duties.html", administrator, reverse("duties")),
        Page("casework/entries.html", "authority.registrar", reverse("entries")),
        Page("casework/voided.html", handler, reverse("voided")),
        Page("casework/notifications.html", handler, reverse("notifications")),
        Page("casework/ways.html", handler, reverse("notification_ways")),
        Page("casework/registers.html", handler, reverse("registers")),
        *(Page("casework/register.html", handler, reverse("one_register", args=[one])) for one in REGISTERS),
        Page("casework/urging.html", handler, reverse("urging")),
        Page("casework/punctuality.html", handler, reverse("punctuality")),
        Page("casework/overdue.html", handler, reverse("overdue")),
        Page("casework/parameters.html", handler, reverse("parameters")),
        Page("casework/parameter.html", handler, reverse("parameter", args=["panel_minimum"])),
        Page("casework/calendar.html", handler, reverse("calendar")),
        Page("projects/register.html", handler, reverse("projects")),
        Page("projects/project.html", handler, reverse("project", args=[project])),
        Page("projects/dashboard.html", handler, reverse("dashboard")),
        Page("projects/dashboard.html", "finance.handler", reverse("dashboard")),
        Page("projects/dashboard.html", unit, reverse("dashboard")),
        Page("projects/dashboard.html", "longhu.handler", reverse("dashboard")),
        Page("projects/versions.html", handler, reverse("versions", args=[corrected])),
        Page("projects/what_if.html", handler, reverse("what_if", args=[ranked])),
        Page("projects/fund.html", handler, reverse("fund")),
        Page("projects/fund_year.html", handler, reverse("fund_year", args=["2027"])),
        Page("projects/import_file.html", handler, reverse("import_projects")),
        Page("inventory/systems.html", handler, reverse("inventory")),
        Page("inventory/system.html", handler, reverse("system", args=[System.objects.order_by("pk")[0].pk])),
        Page("network/plan.html", "technical.handler", reverse("address_plan")),
        Page("network/prefix.html", "technical.handler", prefix("10.64.0.0/10")),
        Page("network/prefix.html", "technical.handler", prefix("10.64.0.0/20")),
        Page("network/find.html", "technical.handler", reverse("find_address") + "?q=10.64.1.9"),
        Page("network/delegations.html", "technical.handler", reverse("delegations")),
        Page("network/findings.html", "technical.handler", reverse("findings")),
        Page("network/import.html", "technical.handler", reverse("import_addresses")),
        Page("network/network.html", "technical.handler", reverse("network")),
        Page("network/entries.html", "technical.handler", reverse("network_entries", args=["link"])),
        Page("casework/case.html", "technical.handler", case("network.access", state="approved")),
        Page("casework/case.html", "commerce.handler", case("network.measure", state="appealed")),
        Page("casework/step.html", "technical.handler", step("network.access", "approved", "connect")),
        Page("assessment/results.html", handler, reverse("assessment")),
        Page("assessment/districts.html", handler, reverse("districts")),
        Page("supervision/doubts.html", auditor, reverse("doubts") + "?view=all"),
        Page("supervision/doubts.html", "transport.handler", reverse("doubts")),
        Page("supervision/doubt.html", auditor, reverse("doubt", args=[points.get(state="answered").pk])),
        Page("supervision/doubt.html", "transport.handler", reverse("doubt", args=[points.get(state="open").pk])),
        Page("supervision/cases.html", auditor, reverse("callable_cases")),
        Page("supervision/call.html", auditor, reverse("call_case", args=[points.get(state="closed").case_number])),
        Page("supervision/openings.html", auditor, reverse("package_openings")),
        Page("archives/files.html", handler, reverse("archive") + "?view=due"),
        Page("archives/file.html", auditor, reverse("archive_file", args=[filed])),
        Page("archives/transfers.html", handler, reverse("transfers")),
        Page("portal/search.html", handler, reverse("search") + "?q=医保"),
        Page("portal/home.html", STRANGER, reverse("home")),
        Page("portal/ledger.html", STRANGER, reverse("ledger")),
        Page("casework/unsent.html", administrator, reverse("unsent")),
        Page("portal/law.html", STRANGER, reverse("law")),
        Page("portal/statute.html", STRANGER, reverse("statute", args=["m164"])),
        Page("portal/article.html", STRANGER, reverse("article", args=["m164", 16])),
        Page("portal/requirements.html", STRANGER, reverse("requirements")),
        Page("portal/procedures.html", STRANGER, reverse("procedures")),
        Page("portal/procedure.html", STRANGER, reverse("procedure", args=["projects.approval"])),
        Page("portal/accessibility.html", STRANGER, reverse("accessibility")),
        Page("identity/sign_in.html", STRANGER, reverse("sign_in")),
        Page("identity/forgotten.html", STRANGER, reverse("forgotten")),
        Page("identity/account.html", handler, reverse("account")),
        Page("identity/change_password.html", handler, reverse("change_password")),
        Page("identity/security.html", handler, reverse("security")),
        Page("identity/totp.html", handler, reverse("totp")),
        Page("identity/passkey.html", handler, reverse("new_passkey")),
        Page("identity/confirm_self.html", handler, reverse("confirm")),
        Page("identity/sign_in_passkey.html", STRANGER, reverse("sign_in_passkey")),
        Page("identity/register.html", administrator, reverse("organisations")),
        Page("identity/organisation.html", administrator, reverse("organisation", args=[authority])),
        Page("identity/person.html", administrator, reverse("person", args=[person.pk])),
        Page("identity/post.html", administrator, reverse("post", args=[post])),
        Page("identity/functions.html", administrator, reverse("functions")),
        Page("identity/form.html", administrator, reverse("end_holding", args=[holding])),
        Page("kernel/error.html", handler, "/nowhere/"),
        Page("portal/published.html", STRANGER, reverse("published")),
        Page("portal/published_projects.html", STRANGER, reverse("published_projects")),
        Page("portal/published_project.html", STRANGER, reverse("published_project", args=[project])),
        Page("portal/publication.html", STRANGER, published("list")),
        Page("portal/publication.html", STRANGER, published("plan")),
        Page("portal/open_data.html", STRANGER, reverse("open_data")),
    ]


@pytest.fixture
def committed_db(own_city: str) -> str:
    """What is served is a copy of the city."""
    return own_city


@pytest.mark.parametrize(
    ("turn", "every"), [(0, 8), *(pytest.param(one, 1, marks=pytest.mark.soak) for one in range(len(WAYS)))]
)
def test_every_page_passes_the_checker_and_fits(
    new_page: Callable[..., Any], served: Any, story_time: None, axe: str, turn: int, every: int
) -> None:
    rendered: set[str] = set()

    def note(template: Any, **_: object) -> None:
        rendered.add(template.name)

    template_rendered.connect(note)
    wrong: list[str] = []
    opened: dict[tuple[str, int], Any] = {}
    for place, shown in enumerate(pages()[::every]):
        way = (place + turn) % len(WAYS)
        language, look, width = WAYS[way]
        if (shown.who, way) not in opened:
            person = Person.objects.get(username=shown.who) if shown.who else None
            page = new_page(person, viewport={"width": width, "height": 900}, bypass_csp=True)
            cookies = {"qilou_language": language, **LOOKS[look]}
            page.context.add_cookies([{"name": name, "value": one, "url": served.url} for name, one in cookies.items()])
            opened[shown.who, way] = page
        page = opened[shown.who, way]
        rendered.clear()
        page.goto(shown.address)
        wrong += [] if shown.template in rendered else [f"{shown.address}: not {shown.template} but {rendered}"]
        wrong += [f"{language} {look} {width} {one}" for one in wrong_with(page, axe)]
    template_rendered.disconnect(note)
    assert not wrong, "\n".join(wrong)


def test_no_page_template_is_left_out(city: None) -> None:
    extending = {
        f"{path.parent.name}/{path.name}"
        for path in places.SOURCE.glob("*/templates/*/*.html")
        if "{% extends" in path.read_text(encoding="utf-8") and path.parent.name != "gallery"
    }
    assert extending - SHELLS - ELSEWHERE == {one.template for one in pages()}

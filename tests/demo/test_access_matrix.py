"""Who gets what: every address × every function, party and stranger × own, another's and a district's matters.

Beside the product's own judgement stands a second one, made here from the tables alone: who holds which post in which
body on the day, and whom a case, a paper or a file names as readers. The two must agree on every pair.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from qilou.archives.models import CaseFile, Transfer
from qilou.casework.models import Attachment, Case, Notice
from qilou.casework.procedure import PROCEDURES
from qilou.demo import load
from qilou.identity.models import Appointment, Delegation, FunctionHolding, Organisation, Person
from qilou.ledger.models import Event
from qilou.projects.models import Project
from qilou.publication.models import Mention, Publication
from qilou.supervision.models import Doubt

Thing = TypeVar("Thing")
VIEWERS = (
    *(f"authority.{post}" for post in ("handler", "checker", "signer", "registrar", "administrator")),
    *("finance.handler", "finance.signer", "drc.handler", "audit.auditor"),
    *("mib.handler", "culture.manager", "land.manager", "hanjiang.handler", "audit.handler"),
    *(
        "expert1",
        "expert3",
        "longhu.handler",
        "longhu-finance.handler",
        "longhu-civil.handler",
        "longhu.administrator",
        "440511.handler",
    ),
)
STRANGER = ""
SHARES = [16, pytest.param(1, marks=pytest.mark.soak)]  # one pair of so many; make soak tries each

# Every address of a page by who may open it. A new one must be put here, and its class is then proved below.
PUBLIC = {
    *("gallery", "gallery_page"),  # the gallery is served in development alone
    *(
        "metrics",
        "readyz",
    ),  # for programs; the first asks for a token or this machine
    *("healthz", "preferences", "set_language", "sign_in", "sign_out", "forgotten", "reset_by_link"),
    *("home", "accessibility", "search", "law", "requirements", "statute", "article", "procedures", "procedure"),
    *("ledger", "ledger_verifier"),
    # what is in the open after its review, and nothing else: proved below
    *("published", "published_projects", "published_project", "publication", "open_data", "open_content"),
    *("open_oc4ids", "open_oc4ids_one", "open_ocds", "open_ocds_one"),
    *(
        "sign_in_second",
        "sign_in_passkey",
        "sign_in_certificate",
        "sso_begin",
        "sso_return",
    ),  # other ways of signing in
    "verify",  # with a code that only a paper's holder has
}
OF_A_CASE = {
    *("case", "case_file", "sign_off", "comment", "add_signer", "case_act", "step", "save_draft", "copy_form"),
    *("step_rows", "versions", "act_receipt", "form_paper", "form_sheet", "draw", "what_if"),
    "archive_file",  # its catalogue, for those who see the case, the body that keeps it, and the area's auditors
}
OF_A_PAPER = {
    "notice",
    "receive",
    "not_served",
    "served_otherwise",
    "void_number",
    "paper",
    "paper_ofd",
    "courtesy_copy",
}
OWN = {
    # the viewer's own desk, account, drafts and files, or a list that holds what the viewer may see
    *("account", "change_password", "desk", "desk_view", "desk_sheet", "desk_view_sheet", "openings", "next", "bulk"),
    *("keep_view", "forget_view", "upload", "new_upload", "upload_part", "notices", "receive_several", "urging"),
    *("urge_cases", "answer_urging", "notifications", "notification_ways", "notifications_read", "registers", "unsent"),
    *("one_register", "one_register_sheet", "register", "register_sheet", "new_case", "save_new", "punctuality"),
    *("overdue", "dashboard", "projects", "project", "fund", "fund_year", "inventory", "inventory_sheet", "system"),
    *("security", "confirm", "totp", "stop_totp", "new_passkey", "stop_passkey", "recovery_codes"),
    *("end_session", "end_other_sessions", "new_token", "revoke_token"),
    *("sso_unlink", "link_certificate", "unlink_certificate"),
    *("network", "network_entries", "network_retire"),
    # the plan of the areas that the viewer's body serves, and what the viewer's unit holds: proved in tests/network
    *("address_plan", "find_address", "prefix", "delegations", "findings", "address_sheet", "address_zone"),
    *("import_addresses", "import_addresses_file"),
    *("assessment", "districts", "import_projects", "import_file", "file", "entries", "drop_entry"),
}
OF_THE_AUDIT_OFFICE = {
    # a point is also there for the unit that it is about; cases are called for by the auditor alone
    *("doubts", "look_for_doubts", "doubt", "doubt_act", "doubt_paper", "callable_cases", "call_case"),
    "package_openings",  # what was opened of the cases that the viewer sees
}
OF_THE_KEEPER = {"archive", "transfers", "transfer_package", "transfer_receipt"}  # of the body that ended a case
OF_ALL_OFFICERS = {
    # what the law or the platform tells everybody who is signed in
    *("parameters", "parameter", "calendar", "issuing", "voided", "organisations", "organisation", "jurisdictions"),
    *("people", "person", "posts", "post", "functions"),
}
OF_THE_ADMINISTRATOR = {
    *("new_organisation", "succeed", "new_post", "new_jurisdiction", "new_person", "reset_password", "set_active"),
    *("end_post", "appoint", "delegate", "end_appointment", "end_delegation", "new_holding", "end_holding"),
    *("letterhead", "sign_off_levels", "duties", "end_sessions_of", "reset_factors", "link_sso_of"),
}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern), str(one.name)


def test_every_address_of_a_page_has_its_class() -> None:
    named = {name for path, name in routes(get_resolver()) if not path.startswith("api/")}
    classes = (PUBLIC, OF_A_CASE, OF_A_PAPER, OWN, OF_ALL_OFFICERS, OF_THE_ADMINISTRATOR)
    classes += (OF_THE_AUDIT_OFFICE, OF_THE_KEEPER)
    declared = [name for names in classes for name in names]
    assert sorted(declared) == sorted(named)


@dataclass
class Viewer:
    """Somebody with a client, and what the tables say they hold."""

    name: str
    client: Client
    keys: set[str] = field(default_factory=set)


def today() -> date:
    return (timezone.now() + load.clock_offset()).date()


def keys_of(person: Person, on: date) -> set[str]:
    """The second judgement of what somebody holds, by plain loops over the tables."""

    def standing(row: Any) -> bool:
        return row.since <= on and (row.until is None or row.until > on)

    held = Appointment.objects.filter(person=person).select_related("post")
    bodies = {one.post.organisation_id for one in held if standing(one)}
    for one in Delegation.objects.filter(to_person=person).select_related("post"):
        absent = Appointment.objects.filter(person_id=one.from_person_id, post_id=one.post_id)
        if standing(one) and one.post.organisation_id in bodies and any(map(standing, absent)):
            bodies.add(one.post.organisation_id)
    heirs, found = set(bodies), True
    while found:
        found = False
        for body in Organisation.objects.filter(succeeded_by_id__in=heirs, until__lte=on).exclude(pk__in=heirs):
            heirs.add(body.pk)
            found = True
    functions = [one for one in FunctionHolding.objects.filter(organisation_id__in=bodies) if standing(one)]
    keys = {f"org:{one}" for one in heirs} | {f"{one.function}@{one.jurisdiction_id}" for one in functions}
    return keys | {f"person:{person.pk}"}


@pytest.fixture
def viewers(city: None, story_time: None) -> list[Viewer]:
    found = []
    for name in VIEWERS:
        person = Person.objects.get(username=name)
        client = Client()
        client.force_login(person)
        found.append(Viewer(name, client, keys_of(person, today())))
    return found


def pairs(viewers: list[Viewer], things: Sequence[Thing], share: int) -> Iterator[tuple[Viewer, Thing]]:
    """Each viewer with each thing, or one pair of so many, spread evenly over both."""
    for place, viewer in enumerate(viewers):
        for other, thing in enumerate(things):
            if (place + other) % share == 0:
                yield viewer, thing


def sample() -> list[Case]:
    """Cases of every procedure, each state once and each area once."""
    kept: dict[tuple[str, str, str], Case] = {}
    for case in Case.objects.order_by("-pk"):
        kept.setdefault((case.procedure, case.state, ""), case)
        kept.setdefault((case.procedure, "", case.jurisdiction_id), case)
    return list({case.pk: case for case in kept.values()}.values())


def path(case: Case) -> str:
    return case.procedure.replace(".", "/").replace("_", "-")


@pytest.mark.parametrize("share", SHARES)
def test_a_case_and_all_of_it_is_there_for_its_readers_and_for_nobody_else(viewers: list[Viewer], share: int) -> None:
    wrong, tried = [], {True: 0, False: 0}
    for viewer, case in pairs(viewers, sample(), share):
        may = bool(viewer.keys & set(case.readers))
        address = f"/api/v1/{path(case)}/{case.number}"
        got = {address: viewer.client.get(address).status_code}
        if not may:
            pages = (f"/{path(case)}/{case.number}/", f"/{path(case)}/{case.number}/file.zip")
            got |= {page: viewer.client.get(page).status_code for page in pages}
        tried[may] += len(got)
        wrong += [(viewer.name, one, status) for one, status in got.items() if status != (200 if may else 404)]
    assert wrong == []
    assert min(tried.values()) * share > 200


@pytest.mark.parametrize("share", [24, pytest.param(1, marks=pytest.mark.soak)])
def test_an_act_on_a_case_that_one_does_not_see_is_answered_as_if_there_were_none(
    viewers: list[Viewer], share: int
) -> None:
    wrong, tried, events = [], 0, Event.objects.count()
    for viewer, case in pairs(viewers, list({case.procedure: case for case in sample()}.values()), share):
        if viewer.keys & set(case.readers):
            continue
        steps = [step.name for step in PROCEDURES[case.procedure][-1].steps]
        nowhere = f"{case.number.partition('-')[0]}-999999-9"
        for act in (*(f"{step}/" for step in steps), f"{steps[0]}/draft/", "do/comment/", "do/hand-over/"):
            for form in (f"/{path(case)}/%s/{act}", f"/api/v1/{path(case)}/%s/{act.removesuffix('/')}"):
                here, there = (viewer.client.post(form % one, {}, "application/json") for one in (case.number, nowhere))
                tried += 1
                told = here.content.replace(case.number.encode(), nowhere.encode())
                same = (here.status_code, len(told)) == (there.status_code, len(there.content))
                if here.status_code not in {400, 404, 405} or not same:
                    wrong.append((viewer.name, form % case.number, here.status_code, there.status_code))
    assert wrong == []
    assert tried * share > 1000
    assert Event.objects.count() == events


@pytest.mark.parametrize("share", SHARES)
def test_a_paper_and_a_file_are_there_for_those_who_read_them(viewers: list[Viewer], share: int) -> None:
    papers = list(Notice.objects.order_by("kind", "-pk").distinct("kind"))
    files = list(Attachment.objects.order_by("step", "-pk").distinct("step").select_related("case", "file"))
    wrong, tried = [], {True: 0, False: 0}

    def look(viewer: Viewer, address: str, may: bool) -> None:
        answer = viewer.client.get(address)
        answer.close()
        tried[may] += 1
        if answer.status_code != (200 if may else 404):
            wrong.append((viewer.name, address, answer.status_code))

    for viewer, paper in pairs(viewers, papers, share):
        look(viewer, f"/notices/{paper.pk}/", bool(viewer.keys & set(paper.readers)))
    for viewer, one in pairs(viewers, files, share):
        holders = Case.objects.filter(attachments__file_id=one.file_id).values_list("readers", flat=True)
        owners = set(one.file.uploads.values_list("owner", flat=True)) | {f"person:{one.file.stored_by_id}"}
        may = bool(owners & viewer.keys) or any(viewer.keys & set(readers) for readers in holders)
        look(viewer, f"/files/{one.file_id}/", may)
    assert wrong == []
    assert min(tried.values()) * share > 100


@pytest.mark.parametrize("share", SHARES)
def test_lists_name_nothing_that_their_viewer_may_not_see(viewers: list[Viewer], share: int) -> None:
    number = re.compile(r"\b[A-Z]{2}2[0-9]-[0-9]+-[0-9]\b")
    readers = dict(Case.objects.values_list("number", "readers"))
    lists = (
        reverse("desk"),
        reverse("desk_view", args=["all"]),
        "/notices/?view=all",
        "/projects/",
        "/registers/declarations/",
        "/urging/",
    )
    more = ("/projects/declaration/", "/search/?q=平台", "/notifications/", "/dashboard/")
    named_at_all = set()
    for viewer, address in pairs(viewers, (*lists, *more), share):
        visible = {one for one, of in readers.items() if viewer.keys & set(of)}
        answer = viewer.client.get(address)
        named = set(number.findall(answer.content.decode())) & set(readers)
        assert named <= visible, (viewer.name, address, sorted(named - visible))
        named_at_all |= named
    assert len(named_at_all) > 20


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.soak)])
def test_points_filed_cases_and_transfers_are_there_for_those_concerned_and_for_nobody_else(
    viewers: list[Viewer], share: int
) -> None:
    wrong, tried = [], {True: 0, False: 0}

    def look(viewer: Viewer, address: str, may: bool, otherwise: int = 404) -> None:
        answer = viewer.client.get(address)
        answer.close()
        tried[may] += 1
        if answer.status_code != (200 if may else otherwise):
            wrong.append((viewer.name, address, answer.status_code))

    for viewer, point in pairs(viewers, list(Doubt.objects.order_by("pk")), share):
        may = f"org:{point.unit_id}" in viewer.keys or f"AUDIT@{point.jurisdiction_id}" in viewer.keys
        look(viewer, reverse("doubt", args=[point.pk]), may)
    for viewer, file in pairs(viewers, list(CaseFile.objects.order_by("pk").select_related("case"))[:8], share):
        concerned = {f"org:{file.organisation_id}", f"AUDIT@{file.jurisdiction_id}", *file.case.readers}
        look(viewer, reverse("archive_file", args=[file.case.number]), bool(viewer.keys & concerned))
    for viewer, handed in pairs(viewers, list(Transfer.objects.order_by("pk")), 1):
        look(viewer, reverse("transfer_package", args=[handed.pk]), f"org:{handed.organisation_id}" in viewer.keys)
    for viewer, case in pairs(viewers, sample()[:8], share):
        auditor = viewer.name == "audit.auditor"
        private = PROCEDURES[case.procedure][-1].state(case.state).private
        may = auditor and case.jurisdiction_id == "440500" and not private
        look(viewer, reverse("call_case", args=[case.number]), may, otherwise=404 if auditor else 403)
    assert wrong == []
    assert min(tried.values()) * share > 20


@pytest.mark.parametrize("share", [2, pytest.param(1, marks=pytest.mark.soak)])
def test_only_the_auditor_looks_settles_and_opens_and_only_the_unit_answers(viewers: list[Viewer], share: int) -> None:
    point, case = Doubt.objects.filter(state="open").order_by("pk")[0], Case.objects.order_by("-pk")[0]
    forms = {
        reverse("look_for_doubts"): {},
        reverse("call_case", args=[case.number]): {"purpose": "审计"},
        reverse("doubt_act", args=[point.pk, "answer"]): {"text": "答复"},
        reverse("doubt_act", args=[point.pk, "close"]): {"text": "销号"},
        reverse("doubt_act", args=[point.pk, "dismiss"]): {"text": "不成立"},
    }
    events, wrong = Event.objects.count(), []
    for viewer, address in pairs(viewers, list(forms), share):
        if viewer.name == "audit.auditor":
            continue
        status = viewer.client.post(address, forms[address]).status_code
        if status not in {403, 404}:
            wrong.append((viewer.name, address, status))
    assert wrong == []
    assert Event.objects.count() == events


def test_a_stranger_is_sent_to_sign_in_everywhere_but_where_the_law_makes_it_public(city: None) -> None:
    case, paper = Case.objects.order_by("-pk")[0], Notice.objects.order_by("-pk")[0]
    given = {
        "procedure:code": path(case),
        "number:number": case.number,
        "str:number": case.number,
        "int:notice_id": str(paper.pk),
        "str:code": case.procedure,
        "slug:code": "m164",
        "uuid:event": "00000000-0000-4000-8000-000000000000",
        "int:number": "16",
        "int:year": "2027",
        "uuid:upload_id": "00000000-0000-4000-8000-000000000000",
    }
    client, wrong = Client(), []
    for route, name in routes(get_resolver()):
        address = "/" + re.sub(r"<([^>]+)>", lambda part: given.get(part[1], "1"), route)
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            answer.close()
            status = answer.status_code
            if route.startswith("api/"):
                fit = status in {401, 405} or name == "api-root" or route.startswith("api/v1/ledger/")
            elif name in PUBLIC:
                fit = status != 500
            else:
                fit = status == 302
            if not fit:
                wrong.append((method, address, status))
    assert wrong == []


@pytest.mark.req("X8")
def test_what_is_published_is_there_for_everybody_and_what_is_not_for_nobody(viewers: list[Viewer]) -> None:
    """The second judgement: a review's last recorded act says whether its matter is in the open."""
    said: dict[str, str] = {}
    for name, number in Event.objects.order_by("pk").values_list("name", "case_number"):
        if name.startswith("publication.review."):
            said[number] = name.rpartition(".")[2]
    shown = {number for number, last in said.items() if last in {"publish", "publish_in_part"}}
    rows = Publication.objects.select_related("case")
    clients, wrong = [Client(), *(viewer.client for viewer in viewers)], []
    for place, row in enumerate(rows):
        client = clients[place % len(clients)]
        for address in (f"/open/{row.case.number}/", f"/open/{row.case.number}.json"):
            status = client.get(address).status_code
            if status != (200 if row.case.number in shown else 404):
                wrong.append((address, status))
    seen = {one.project_id for one in Mention.objects.filter(publication__case__number__in=shown)}
    for project in Project.objects.order_by("pk"):
        for address in (f"/open/projects/{project.pk}/", f"/open/data/oc4ids/{project.pk}.json"):
            answer = clients[0].get(address)
            answer.close()
            if answer.status_code != (200 if project.pk in seen else 404):
                wrong.append((address, answer.status_code))
    assert wrong == []
    assert 20 < len(shown) < len(rows)


@pytest.mark.parametrize("share", SHARES)
def test_what_only_administrators_set_refuses_everybody_else(viewers: list[Viewer], share: int) -> None:
    person = Person.objects.get(username="mib.handler")
    held = Appointment.objects.filter(person=person).order_by("pk")[0]
    body, post = held.post.organisation_id, held.post_id
    holding = FunctionHolding.objects.order_by("pk")[0].pk
    forms = (
        *("/organisations/new/", f"/organisations/{body}/succeed/", f"/organisations/{body}/posts/new/"),
        *("/organisations/jurisdictions/new/", "/organisations/people/new/", f"/organisations/posts/{post}/end/"),
        *(f"/organisations/people/{person.pk}/password/", f"/organisations/people/{person.pk}/active/"),
        *(reverse(name, args=[person.pk]) for name in ("end_sessions_of", "reset_factors", "link_sso_of")),
        *(f"/organisations/posts/{post}/appoint/", f"/organisations/appointments/{held.pk}/end/"),
        *("/organisations/functions/new/", f"/organisations/functions/{holding}/end/"),
    )
    filled = {form: {} for form in forms} | {
        f"/issuing/{body}/letterhead/": {"word": "测政"},
        f"/issuing/{body}/levels/": {"step": "", "chain": "checker-signer"},
    }
    events, wrong = Event.objects.count(), []
    for viewer, address in pairs(viewers, list(filled), share):
        if viewer.name == "authority.administrator" or (viewer.name.endswith("administrator") and "/new/" in address):
            continue  # a district's administrator keeps registers of their own, never the city's bodies
        status = viewer.client.post(address, filled[address]).status_code
        if status not in {403, 404}:
            wrong.append((viewer.name, address, status))
    assert wrong == []
    assert Event.objects.count() == events

"""The API keeps its own description: whatever a program sends, no answer is an error of ours or one not described.

Programs are made by schemathesis from the description, well-formed and not, as several roles; half of them name cases
and things that there are.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from qilou.casework.models import Case
from qilou.identity.models import Organisation, Person, Post
from qilou.inventory.models import System
from qilou.projects.models import Project
from qilou.site.api import api

TOKEN = "k" * 32
HANDLER = WSGIHandler()
HEADERS = {"X-CSRFToken": TOKEN, "Accept-Encoding": "identity"}
ROLES = ("", "mib.handler", "authority.handler", "authority.signer", "authority.administrator", "finance.handler")
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.fixture
def senders(own_city: str, story_time: None) -> Iterator[dict[str, dict[str, str]]]:
    """The cookies of each role; everything happens within one transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        yield cookies_of_all()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def cookies_of_all() -> dict[str, dict[str, str]]:
    """What each role's program sends with every request; a stranger's names nobody."""
    found: dict[str, dict[str, str]] = {}
    for name in ROLES:
        client = Client()
        if name:
            client.force_login(Person.objects.get(username=name))
        found[name] = {"csrftoken": TOKEN} | {one.key: one.value for one in client.cookies.values()}
    return found


def operations() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis

        schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
        for found in schema.get_all_operations():
            yield found.ok()


def known(operation: Any) -> dict[str, list[object]]:
    """What there is of the things that an operation's address names."""
    parts = operation.path.removeprefix("/api/v1/").split("/")
    code = ".".join(parts[:2]).replace("-", "_")
    cases = Case.objects.filter(procedure=code) if code.startswith("projects.") else Case.objects.all()
    return {
        "number": list(cases.values_list("number", flat=True).order_by("-pk")[:40]),
        "organisation_id": list(Organisation.objects.values_list("pk", flat=True)[:20]),
        "person_id": list(Person.objects.values_list("pk", flat=True)[:20]),
        "post_id": list(Post.objects.values_list("pk", flat=True)[:20]),
        "system_id": list(System.objects.values_list("pk", flat=True)),
        "project_id": list(Project.objects.values_list("pk", flat=True)),
    }


def keeps_its_description(senders: dict[str, dict[str, str]], *, every: int, examples: int) -> Counter[int]:
    """Ask each `every`-th operation so often; gives how many answers of each status there were."""
    return sum(
        (asked(operation, senders, examples) for place, operation in enumerate(operations()) if place % every == 0),
        Counter(),
    )


def asked(operation: Any, senders: dict[str, dict[str, str]], examples: int) -> Counter[int]:
    """Ask one operation so often, each time in a transaction that is rolled back."""
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    looked_at = (
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    )
    there = known(operation)
    named = {one.name: st.sampled_from(there[one.name]) for one in operation.path_parameters if there.get(one.name)}
    answered: Counter[int] = Counter()

    @seed(1)
    @settings(max_examples=examples, database=None, deadline=None, suppress_health_check=QUIET, phases=[Phase.generate])
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
        path = data.draw(st.fixed_dictionaries(named)) if named and data.draw(st.booleans()) else None
        case = data.draw(operation.as_strategy(mode, path_parameters=path))
        with transaction.atomic():
            response = case.call(app=HANDLER, cookies=senders[data.draw(st.sampled_from(ROLES))], headers=HEADERS)
            transaction.set_rollback(True)
        answered[response.status_code] += 1
        case.validate_response(response, checks=looked_at)

    ask()
    return answered


def test_no_answer_of_the_api_is_an_error_or_not_described(senders: dict[str, dict[str, str]]) -> None:
    answered = keeps_its_description(senders, every=6, examples=3)
    assert {200, 400, 401, 404} <= set(answered)


@pytest.mark.soak
def test_nor_is_any_of_many_more(senders: dict[str, dict[str, str]]) -> None:
    answered = keeps_its_description(senders, every=1, examples=40)
    print(sorted(answered.items()))
    assert {200, 201, 400, 401, 403, 404, 409, 422} <= set(answered)

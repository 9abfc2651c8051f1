"""Whatever is asked of whatever address, by those with most power in the city, a recorded event stays as it is."""

import re
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.demo.test_access_matrix import routes

from qilou.identity.models import Person
from qilou.ledger.models import Event

METHODS = ("post", "put", "patch", "delete")
VIEWERS = (
    "authority.administrator",
    *(pytest.param(one, marks=pytest.mark.soak) for one in ("authority.signer", "audit.auditor")),
)


def recorded(last: int) -> tuple[int, str]:
    """How many events there are up to one, and one hash over all their columns."""
    mark, count = sha256(), 0
    for row in Event.objects.filter(pk__lte=last).order_by("pk").values_list().iterator():
        mark.update(repr([bytes(one) if isinstance(one, memoryview) else one for one in row]).encode())
        count += 1
    return count, mark.hexdigest()


@pytest.mark.req("X1", "A42.2")
@pytest.mark.parametrize("who", VIEWERS)
def test_no_page_and_no_operation_of_the_api_changes_or_takes_away_an_event(
    who: str, own_city: str, story_time: None
) -> None:
    newest = Event.objects.latest("pk")
    before = recorded(newest.pk)
    given = {name: str(newest.event_id) for name in ("uuid", "event", "event_id")}
    given |= dict.fromkeys(("number", "case"), newest.case_number)
    body = {"id": newest.pk, "event_id": str(newest.event_id), "body": "{}", "name": "x", "acted_at": "2020-01-01"}
    client, answered = Client(raise_request_exception=False), 0
    client.force_login(Person.objects.get(username=who))
    for route, name in routes(get_resolver()):
        if name in ("sign_out", "end_session", "end_other_sessions"):
            continue
        address = "/" + re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: given.get(part[2], given.get(part[1], "1")), route)
        for method in METHODS if route.startswith("api/") else METHODS[:1]:  # a page knows forms alone
            answer = getattr(client, method)(address, body, content_type="application/json")
            answer.close()
            answered += answer.status_code not in (302, 401)
    assert answered > 300, "hardly anything was reached"
    assert recorded(newest.pk) == before

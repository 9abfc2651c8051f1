"""Every list and board that the benchmark measures asks the database a fixed number of times, fifteen at most.

That the number stays as it is among ten thousand projects is measured by `make bench B=round`.
"""

from urllib.parse import quote

from bench.round import all_pages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qilou.identity.models import Person

MOST = 15
REGISTER = 6
COSTS = {
    "authority.handler work/": 14,
    "authority.signer work/": 13,
    "finance.handler work/": 14,
    "culture.handler work/": 14,
    "expert3 work/": 12,
    "authority.handler dashboard/": 15,
    "finance.handler dashboard/": 15,
    "culture.handler dashboard/": 13,
    "longhu.handler dashboard/": 14,
    "audit.auditor dashboard/": 13,
    "authority.handler projects/": 6,
    "culture.handler projects/": 6,
    "authority.handler projects/?year=2027": 6,
    "authority.handler projects/?stage=evaluated": 6,
    "authority.handler projects/?q=监管平台": 6,
    "authority.handler projects/?from=5000": 6,
    "authority.handler projects/fund/": 5,
    "finance.handler projects/fund/": 5,
    "authority.handler projects/fund/2027/": 6,
    "authority.handler work/punctuality/": 6,
    "authority.handler work/overdue/": 9,
    "authority.handler notices/": 5,
    "authority.handler projects/declaration/": 8,
    "authority.handler projects/evaluation/": 8,
    "authority.handler projects/listing/": 8,
    "authority.handler projects/approval/": 8,
    "authority.handler projects/contract/": 8,
    "authority.handler entries/": 6,
    "authority.handler urging/": 5,
    "authority.handler issuing/": 12,
    "authority.handler systems/": 6,
    "authority.handler search/?q=监管": 13,
    "authority.administrator duties/": 10,
    "audit.auditor audit/doubts/": 7,
    "audit.auditor registers/doubts/": REGISTER,
    "open/": 2,
    "open/projects/": 4,
    "open/projects/?q=监管": 4,
    "ledger/": 4,
}


def test_every_list_and_board_costs_its_number_of_queries(city: None, story_time: None) -> None:
    clients: dict[str, Client] = {"": Client()}
    found: dict[str, int] = {}
    for who, path in all_pages():
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(Person.objects.get(username=who))
        address = quote(f"/{path}", safe="/?=&%")
        assert clients[who].get(address).status_code == 200  # the first notes that the session is in use
        with CaptureQueriesContext(connection) as asked:
            assert clients[who].get(address).status_code == 200
        found[f"{who} {path}".strip()] = len(asked)
    expected = {page: COSTS.get(page, REGISTER) for page in found}
    assert found == expected
    assert COSTS.keys() <= found.keys()
    assert max(found.values()) <= MOST

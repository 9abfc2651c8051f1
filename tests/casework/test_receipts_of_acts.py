"""Each party downloads a receipt of its own acts from the record on the case page, and verifies it offline."""

import json
import re
from pathlib import Path

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_pages import client, under_review
from tests.casework.test_pages import town as town
from tests.casework.town import Town, at_noon

from qilou.casework.actions.perform import perform
from qilou.ledger.models import Event
from qilou.ledger.outside import verify
from qilou.ledger.sealing import seal
from qilou.ledger.signing import FileSigner, make_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(town: Town, tmp_path: Path) -> tuple[str, FileSigner]:
    """A case of three acts, sealed."""
    number = under_review(town)
    make_key(tmp_path / "key.pem")
    signer = FileSigner(tmp_path / "key.pem", "qilou/tests")
    seal(signer)
    return number, signer


def receipts_on(page: str) -> list[str]:
    return re.findall(r'href="(receipts/[0-9a-f-]+\.json)"', page)


@pytest.mark.req("A42.2")
def test_a_party_takes_away_receipts_of_its_own_acts_and_verifies_them_offline(
    town: Town, sealed: tuple[str, FileSigner], tmp_path: Path
) -> None:
    number, signer = sealed
    own = client(town, "applicant")
    found = receipts_on(own.get(f"/tests/licence/{number}/").content.decode())
    assert len(found) == 2
    for address in found:
        answer = own.get(f"/tests/licence/{number}/{address}")
        assert answer["Content-Disposition"].startswith("attachment")
        (tmp_path / "receipt.json").write_bytes(answer.content)
        assert verify.main(["receipt", str(tmp_path / "receipt.json"), "--key", str(signer.key)]) == 0
    told = json.loads(json.loads((tmp_path / "receipt.json").read_text())["body"])
    assert (told["case"], told["actor"]["organisation"]) == (number, "unit")


def test_nobody_takes_a_receipt_of_anothers_act(town: Town, sealed: tuple[str, FileSigner]) -> None:
    number, _ = sealed
    events = {one.name.rpartition(".")[2]: one.event_id for one in Event.objects.for_case(number)}
    address = f"/tests/licence/{number}/receipts/{{}}.json"
    assert client(town, "applicant").get(address.format(events["accept"])).status_code == 404
    assert client(town, "handler").get(address.format(events["submit"])).status_code == 404
    assert client(town, "stranger").get(address.format(events["submit"])).status_code == 404
    assert client(town, "checker").get(address.format(events["accept"])).status_code == 200


def test_an_act_that_is_not_sealed_yet_has_no_receipt_and_says_so(town: Town, sealed: tuple[str, FileSigner]) -> None:
    number, _ = sealed
    perform(ROUTE, number, "decide", actor=town.actor("handler"), now=at_noon("2026-03-02"), data={"amount": "5"})
    newest = Event.objects.for_case(number).newest_first()[0].event_id
    answer = client(town, "handler").get(f"/tests/licence/{number}/receipts/{newest}.json")
    assert answer.status_code == 409
    assert "正在存证" in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "存证公示"), ("en", "The sealed record")])
def test_the_public_page_shows_head_and_key_and_gives_the_verifier(
    town: Town, sealed: tuple[str, FileSigner], language: str, said: str
) -> None:
    _, signer = sealed
    anybody = client(town, "stranger", language)
    anybody.logout()
    anybody.cookies["qilou_language"] = language
    page = anybody.get("/ledger/")
    assert page.status_code == 200
    assert said in page.content.decode()
    assert str(signer.key) in page.content.decode()
    given = b"".join(anybody.get("/ledger/verify.py").streaming_content)
    assert given == Path(verify.__file__).read_bytes()

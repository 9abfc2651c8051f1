"""Transfers of one body that are made at the same moment, over connections of their own: each has its own number."""

import pytest
from tests.archives.test_filing import DAY, NIGHT, PDF
from tests.casework.test_races import at_once
from tests.projects.city import at
from tests.projects.stages import approved, contract, proposed, statement

from qilou.archives.actions import file_ended_cases, transfer_files
from qilou.archives.inputs import Transferring
from qilou.archives.models import CaseFile, Transfer
from qilou.casework.actions.files import store_file
from qilou.ledger.models import Event

TOGETHER = 4


@pytest.mark.usefixtures("committed_db")
def test_of_four_transfers_at_once_each_waits_for_its_number_and_none_fails() -> None:
    story = approved(proposed())
    keeper = story.city.actor("health.handler", DAY)
    stored = store_file([PDF], name="合同.pdf", actor=keeper, now=at("2027-02-15"))
    numbers = []
    for place in range(TOGETHER):
        story.open("contract", "2027-02-15")
        given = contract(file=stored.hash, number=f"HT-{place}", amount="1000.00")
        story.take("contract", "register", "2027-02-15", given)
        story.take("contract", "accept_performance", "2027-09-01", statement())
        numbers.append(story.numbers["contract"])
    file_ended_cases(now=NIGHT)
    CaseFile.objects.update(transfer_due_on=at(DAY).date())
    receiver = Transferring(receiver="市档案馆")
    outcomes = at_once(*(lambda one=one: transfer_files([one], receiver, actor=keeper, now=at(DAY)) for one in numbers))
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    given = Transfer.objects.order_by("number").values_list("number", flat=True)
    assert list(given) == [f"YJ-2027-{place:03d}" for place in range(1, TOGETHER + 1)]
    assert CaseFile.objects.exclude(transfer=None).count() == TOGETHER
    assert Event.objects.filter(name="archives.transfer").count() == TOGETHER

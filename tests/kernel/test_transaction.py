"""An act within another is part of it: nothing is kept of the one without the other."""

from typing import Any

import pytest
from django.db.transaction import TransactionManagementError

from qilou.identity.models import Jurisdiction
from qilou.kernel.errors import Refused
from qilou.kernel.transaction import one_transaction
from qilou.law import say


@pytest.mark.django_db
def test_an_act_within_an_act_costs_no_savepoint(django_assert_num_queries: Any) -> None:
    with one_transaction(), django_assert_num_queries(0), one_transaction():
        pass


@pytest.mark.django_db
def test_an_act_cannot_go_on_past_the_refusal_of_an_act_within_it() -> None:
    def overlook() -> None:
        try:
            with one_transaction():
                raise Refused("test.refused", say("不行。", "No."))
        except Refused:
            Jurisdiction.objects.exists()

    with pytest.raises(TransactionManagementError), one_transaction():
        overlook()
    assert Jurisdiction.objects.exists()

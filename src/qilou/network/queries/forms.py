"""The numbered forms of the network as documents."""

from qilou.casework.printed import Given, PrintedForm, by_field, prints
from qilou.casework.show import Section
from qilou.network.inputs import editions
from qilou.network.models import AccessApplication

from .access import connection_section, given_on


def access(given: Given) -> tuple[Section, ...]:
    """The application field by field, and beneath it what the technical body entered."""
    row = AccessApplication.objects.select_related("access__node", "access__vrf").get(pk=given.case_id)
    connected = row.access is not None and row.carried_out_on is not None
    return (*by_field(given), *([connection_section(row.access)] if connected and row.access else []))


prints(PrintedForm(editions.ACCESS, access, current=given_on))

"""Who may act, who holds which function, and the registers as pages show them."""

from .acting import actor_named, actor_of, actor_with_id
from .holders import (
    NAMES,
    Body,
    Gap,
    Holder,
    body,
    called,
    gaps,
    holder,
    holders,
    jurisdictions,
    names_of,
    names_wanted,
    organisation_named,
    outside_government,
)
from .members import Address, Member, addresses_of, holders_of_desk, keys_of_body, members_of, people_with_mail
from .names import names_read

__all__ = [
    "NAMES",
    "Address",
    "Body",
    "Gap",
    "Holder",
    "Member",
    "actor_named",
    "actor_of",
    "actor_with_id",
    "addresses_of",
    "body",
    "called",
    "gaps",
    "holder",
    "holders",
    "holders_of_desk",
    "jurisdictions",
    "keys_of_body",
    "members_of",
    "names_of",
    "names_read",
    "names_wanted",
    "organisation_named",
    "outside_government",
    "people_with_mail",
]

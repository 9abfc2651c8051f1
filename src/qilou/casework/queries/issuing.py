"""Bodies that decide and the posts through which their decisions go, with those that nobody holds."""

from collections.abc import Collection
from datetime import date

from qilou.casework.actions.sign_off import DEFAULT_CHAIN
from qilou.casework.models import SignOffLevels
from qilou.casework.procedure import PROCEDURES
from qilou.identity.queries import Holder
from qilou.identity.queries.kept import posts_held
from qilou.law import Function


def signing_functions() -> frozenset[str]:
    """The functions whose decisions are signed off."""
    return frozenset(
        step.by.code
        for editions in PROCEDURES.values()
        for step in editions[-1].steps
        if step.sign_off and isinstance(step.by, Function)
    )


def posts_lacking(bodies: Collection[Holder], on: date) -> dict[int, list[str]]:
    """The posts of their chains that nobody holds, for each of the bodies that decide; two queries."""
    signing = signing_functions()
    deciding = {one.organisation_id for one in bodies if one.function.code in signing}
    chains: dict[int, dict[str, list[str]]] = {one: {"": DEFAULT_CHAIN} for one in deciding}
    for row in SignOffLevels.objects.filter(organisation__in=deciding):
        chains[row.organisation_id][row.step] = row.chain
    held = posts_held(deciding, on)
    lacking = {
        one: sorted({post for chain in steps.values() for post in chain} - held.get(one, set()))
        for one, steps in chains.items()
    }
    return {one: posts for one, posts in lacking.items() if posts}

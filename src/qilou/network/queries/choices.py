"""What the opening forms of the network may name."""

from datetime import datetime

from qilou.casework.queries.things import things_of
from qilou.kernel.actor import Actor, organisation_key

Choices = list[tuple[str, str]]


def own_things(refers: str, actor: Actor, now: datetime) -> Choices:
    """The projects about which the actor's unit has cases; `now` is not asked."""
    if refers != "thing" or actor.organisation_id is None:
        return []
    found = things_of(organisation_key(actor.organisation_id))
    return [(thing, title) for thing, title in found if not thing.startswith("network.")]


def is_own_thing(thing: str, actor: Actor, now: datetime) -> bool:
    """Whether a thing is one that the actor's unit may name; blank names none."""
    return not thing or thing in {one for one, _ in own_things("thing", actor, now)}

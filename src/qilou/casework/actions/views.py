"""Keeping a narrowed list under a name. A person's own convenience: no act, and no event."""

import re

from qilou.casework.models import SavedView
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing
from qilou.law import say

MOST_VIEWS = 20
LISTS = re.compile(r"/[a-z][a-z0-9/-]*/(\?[^\s#]*)?")


def save_view(name: str, address: str, *, actor: Actor) -> SavedView:
    """Keep an address of this site under a name, or under the same name anew; raises Invalid."""
    name = name.strip()
    if not name or len(name) > 40:
        raise Invalid({"name": say("名称为 1 至 40 个字。", "A name has 1 to 40 characters.")})
    if len(address) > 300 or not LISTS.fullmatch(address):
        raise Invalid({"address": say("该地址不是本站的列表。", "The address is no list of this site.")})
    others = SavedView.objects.filter(person_id=actor.id).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        raise Invalid({"name": say("最多保存 %(n)s 个视图。", "At most %(n)s views are kept.", n=MOST_VIEWS)})
    view, _ = SavedView.objects.update_or_create(person_id=actor.id, name=name, defaults={"address": address})
    return view


def drop_view(view_id: int, *, actor: Actor) -> str:
    """Forget one's own view and say where it led; raises Missing."""
    view = SavedView.objects.filter(pk=view_id, person_id=actor.id).first()
    if view is None:
        raise Missing
    view.delete()
    return view.address

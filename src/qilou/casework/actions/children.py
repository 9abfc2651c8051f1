"""Child cases and the parent that waits for them: joint handling, expert sheets, countersignature by other bodies."""

from qilou.casework.act import Act
from qilou.casework.models import Case
from qilou.casework.procedure import Children, procedure_edition
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Refused
from qilou.law import say

from .opening import open_case


def open_children(act: Act, children: Children) -> None:
    """Open one case for each child; their parent moves on when the last of them has ended. Raises Refused for none."""
    wanted = children.each(act)
    if not wanted:
        raise Refused(
            "no_children",
            say(
                "没有可分送的对象，本环节无法开始。请先登记或者选定承办对象。",
                "There is nobody to send this to, so the step cannot begin. Enter or choose them first.",
            ),
            cites=(act.procedure.cites,),
        )
    for child in wanted:
        opened = open_case(
            children.procedure,
            actor=PLATFORM,
            now=act.now,
            jurisdiction=act.case.jurisdiction,
            title=child.title,
            parties={role: list(keys) for role, keys in child.parties.items()},
            thing=act.case.thing,
            parent_id=act.case.id,
            join=children.join,
            of_record=act.of_record,
            law=(act.readings, act.calendar),
        )
        if child.subject is not None:
            child.subject(opened, act.case.id)


def join_parent(act: Act, parent_id: int) -> None:
    """If this was the last open child, take the parent's joining step as the platform.

    The parent's row is locked before the children are counted, so that of two children ending at once exactly one
    finds itself the last.
    """
    from .perform import advance  # perform ends in join_parent

    held = Case.objects.select_for_update().filter(pk=parent_id)
    code, edition, number, state = held.values_list("procedure", "edition", "number", "state").get()
    step = procedure_edition(code, edition).step(act.case.join)
    if step is None or state not in step.at:
        return
    finals = [one.name for one in act.procedure.states if one.final]
    if not Case.objects.filter(parent_id=parent_id, join=act.case.join).exclude(state__in=finals).exists():
        advance(code, number, act.case.join, act=act)

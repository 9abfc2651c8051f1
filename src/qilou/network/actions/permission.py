"""Whose the plan is to keep, and what a writer is told when the database refuses."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from qilou.kernel.actor import PLATFORM, Actor, function_key
from qilou.kernel.errors import Conflict, NotPermitted, Refused
from qilou.law import TECHNICAL_BODY, Message, carries, say
from qilou.network.rules.addressing import ARTICLE

REFUSALS: dict[str, Message] = {
    "delegation_within_quota": say(
        "超过该委托段的配额。请先收回不用的地址，或者请市技术管理机构调增配额。",
        "More than the quota of the delegated block. Take back what is unused, or ask the city's technical body to "
        "raise the quota.",
    ),
    "allocation_within_delegation": say(
        "不在委托的期限或者允许的掩码长度之内。请在允许的范围内选择，或者请市技术管理机构修改委托。",
        "Outside the delegation's term or the lengths that it allows. Choose within them, or ask the city's technical "
        "body to change the delegation.",
    ),
    "prefix_inside_the_delegated_block": say(
        "不在委托给该区（县）的地址段之内。请在委托段内规划。",
        "Outside the block delegated to the district. Plan inside that block.",
    ),
}
CONFLICTS: dict[str, Message] = {
    "no_address_twice": say(
        "地址已被占用或者与已有分配重叠。请另选地址。",
        "The address is taken, or the subnet overlaps another. Choose another.",
    ),
    "prefixes_nest_or_lie_apart": say(
        "与已有地址段部分重叠。请另选地址段。", "It overlaps a prefix that is there. Choose another."
    ),
    "one_prefix_a_network": say(
        "该地址段已经登记。请打开已有地址段办理。", "The prefix is entered already. Open the one that is there."
    ),
    "one_delegation_a_block": say(
        "该地址段或者其一部分已经委托。请先收回已有委托。",
        "The block or a part of it is delegated already. Revoke that delegation first.",
    ),
    "prefix_lies_in_a_container": say(
        "上级地址段不是规划段。请先将其拆分或者改在其他规划段下登记。",
        "The prefix above is no container. Split it first, or enter this one under another container.",
    ),
    "allocation_lies_in_a_pool": say(
        "该地址段内仍有分配。请先收回或者拆分。", "Something in it is still handed out. Take it back or split it first."
    ),
}


def desk_of(jurisdiction: str) -> str:
    """The desk at which an area's addresses are planned and handed out."""
    return f"{function_key(TECHNICAL_BODY.code, jurisdiction)}/handler"


def manages(actor: Actor, jurisdiction: str) -> bool:
    """Whether the actor plans and hands out the addresses of an area."""
    return actor.id == PLATFORM.id or actor.holds(desk_of(jurisdiction))


@carries("A25.1", "A25.2")
def must_manage(actor: Actor, jurisdiction: str) -> None:
    """Raise NotPermitted unless the actor works for the technical body that manages the block."""
    if not manages(actor, jurisdiction):
        raise NotPermitted(
            "network.not_technical_body",
            say(
                "地址由市技术管理机构统一规划分配，委托段由该区（县）技术管理机构管理。请向该机构的经办人申请。",
                "Addresses are planned and handed out by the city's technical body and, in a delegated block, by the "
                "district's. Apply to its handler.",
            ),
            cites=(ARTICLE,),
        )


def must_manage_all(actor: Actor, jurisdictions: Iterable[str]) -> None:
    """Raise NotPermitted unless the actor manages the blocks of all these areas."""
    for one in sorted(set(jurisdictions)):
        must_manage(actor, one)


@contextmanager
def promises_kept(*, deferred: bool = True) -> Iterator[None]:
    """One transaction, in which what the database refuses is said with the article, also what is judged at its end."""
    try:
        with transaction.atomic():
            yield
            if deferred:
                connection.check_constraints()
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name in REFUSALS:
            raise Refused(f"network.{name}", REFUSALS[name], cites=(ARTICLE,)) from error
        if name in CONFLICTS:
            raise Conflict(f"network.{name}", CONFLICTS[name], cites=(ARTICLE,)) from error
        raise

"""Handing a block to a district's technical body, and taking it back (A25.2)."""

from datetime import date, datetime

from django.db.models import Q

from qilou.identity.queries.holders import holder
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing, Refused
from qilou.law import TECHNICAL_BODY, Message, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.network.models import Allocation, Delegation, Prefix
from qilou.network.rules.addressing import ARTICLE, FULL, family_of, network

from .permission import must_manage, promises_kept
from .recording import told


@carries("A25.2", "A6.2")
def delegate(
    *,
    actor: Actor,
    now: datetime,
    prefix: int,
    jurisdiction: str,
    quota: int,
    shortest: int,
    longest: int,
    document: str,
    until: date | None = None,
    conditions: str = "",
) -> Delegation:
    """Hand a prefix with all that lies in it to the technical body of a district. Raises Refused where it has none."""
    with promises_kept():
        block = _seen(prefix, actor)
        must_manage(actor, block.owner_id)
        _readable(block, quota, shortest, longest, document, until, now.date())
        if holder(TECHNICAL_BODY.code, jurisdiction, now.date()) is None or jurisdiction == block.owner_id:
            raise Refused(
                "network.no_technical_body",
                say(
                    "该区（县）没有确定技术管理机构，不能受委托管理地址。请区（县）先依照第六条确定并登记。",
                    "The district has no technical body and cannot be given a block. Let it name one under Article 6 "
                    "first, and enter it.",
                ),
                cites=(ARTICLE, M164.art(6)),
            )
        made = Delegation.objects.create(
            vrf_id=block.vrf_id,
            network=block.network,
            jurisdiction_id=jurisdiction,
            quota=quota,
            shortest=shortest,
            longest=longest,
            conditions=conditions,
            document=document.strip(),
            since=now.date(),
            until=until,
        )
        _handed_over("network.delegate", made, jurisdiction, made, actor, now)
        return made


@carries("A25.2")
def revoke(*, actor: Actor, now: datetime, delegation: int, ground: str) -> Delegation:
    """Take a delegated block back: what the district handed out stays in use and is now managed by the city."""
    with promises_kept():
        found = Delegation.objects.select_for_update(of=("self",)).filter(pk=delegation).first()
        if found is None:
            raise Missing
        owner = found.vrf.owner_id
        must_manage(actor, owner)
        if found.revoked_on is not None:
            raise Conflict(
                "network.revoked", say("委托已经收回。", "The delegation is revoked already."), cites=(ARTICLE,)
            )
        if not ground.strip():
            raise Invalid({"ground": say("请写明收回的理由。", "Say why it is taken back.")})
        found.revoked_on, found.ground = now.date(), ground.strip()[:300]
        _handed_over("network.revoke", found, owner, None, actor, now)
        found.save(update_fields=["revoked_on", "ground"])
        return found


def _handed_over(
    name: str, told_of: Delegation, to: str, under: Delegation | None, actor: Actor, now: datetime
) -> None:
    """Every prefix in the block, and with it what is handed out there, goes to another body."""
    inside = Prefix.objects.filter(vrf=told_of.vrf_id).extra(  # a constant
        where=["network <<= %s::cidr"], params=[told_of.network]
    )
    rows = list(inside.order_by("pk").select_for_update(of=("self",)))
    Prefix.objects.filter(pk__in=[one.pk for one in rows]).update(
        jurisdiction_id=to, delegation=under, delegated_network=under.network if under else None
    )
    for one in rows:
        one.jurisdiction_id, one.delegation = to, under
        one.delegated_network = under.network if under else None
    moved = list(Allocation.objects.filter(prefix__in=rows).order_by("pk"))
    effects = told(told_of, *rows)
    effects |= told(*moved, only=("jurisdiction",))
    record(name, actor=actor, acted_at=now, cites=(ARTICLE,), effects=effects)


def _seen(prefix: int, actor: Actor) -> Prefix:
    found = Prefix.objects.visible_to(actor).filter(pk=prefix).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing
    return found


def _readable(
    block: Prefix, quota: int, shortest: int, longest: int, document: str, until: date | None, today: date
) -> None:
    errors: dict[str, Message] = {}
    own, most = network(block.network).prefixlen, FULL[family_of(block.network)]
    if not 0 < quota <= int(block.size):
        errors["quota"] = say(
            "配额应大于零且不超过该段的地址数。", "The quota is above zero and at most the block's size."
        )
    if not own <= shortest <= longest <= most:
        errors["longest"] = say(
            "掩码长度应在 %(own)s 到 %(most)s 之间且先短后长。",
            "Lengths lie between %(own)s and %(most)s, the shorter first.",
            own=own,
            most=most,
        )
    if not document.strip():
        errors["document"] = say("请填写委托文件的文号。", "Enter the number of the document that delegates it.")
    if until is not None and until <= today:
        errors["until"] = say("终止日期应晚于今天。", "It ends later than today.")
    if errors:
        raise Invalid(errors)


def in_force_for(jurisdiction: str) -> list[Delegation]:
    """The blocks that a district manages now."""
    return list(Delegation.objects.filter(Q(revoked_on=None), jurisdiction=jurisdiction).order_by("network"))

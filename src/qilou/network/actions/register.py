"""Acts on the network register: the technical body enters and retires sites, nodes, links and VLANs; all recorded."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q

from qilou.identity.queries.units import area_above
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import Input
from qilou.law import TECHNICAL_BODY, Readings, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.rows import written
from qilou.network.inputs.register import LinkForm, NodeForm, SiteForm, VlanForm, VrfForm
from qilou.network.models import Link, Node, Site, Vlan, Vrf
from qilou.network.rules.access import AccessFacts, of_the_extranet

from .demanding import explained

ARTICLE = M164.art(23, 1)


def keeps(actor: Actor, area: str) -> bool:
    """Whether the actor keeps the register of an area: a handler of its technical body."""
    return bool(area) and actor.holds(f"{function_key(TECHNICAL_BODY.code, area)}/handler")


@carries("A22.1", "A22.4", "A23.1")
@transaction.atomic
def enter(given: Input, *, actor: Actor, now: datetime) -> Model:
    """Enter a routing table, site, node, link or VLAN. Raises NotPermitted, Refused, Invalid, Conflict."""
    area = actor.jurisdiction
    _must_keep(actor, area)
    network = getattr(given, "network", None)
    if network is not None:
        _of_the_extranet(str(network.value), now)
    entered = ENTERING[type(given)](given, area, now)
    what = entered._meta.model_name
    record(
        f"network.enter_{what}",
        actor=actor,
        acted_at=now,
        cites=(ARTICLE,),
        input=given.model_dump(mode="json"),
        effects=written(entered),
    )
    return entered


@carries("A22.1")
@transaction.atomic
def retire(kind: type[Node] | type[Link] | type[Vlan], pk: int, *, actor: Actor, now: datetime) -> None:
    """Take a node, link or VLAN out of use; refused while anything runs on it. Raises Missing, NotPermitted."""
    found = kind.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Missing
    _must_keep(actor, found.jurisdiction_id)
    if found.retired_on is not None or _in_use(found):
        raise Conflict(
            "network.in_use",
            say(
                "已经停用，或者其上仍有在用的链路或者接入。",
                "It is out of use already, or links or accesses still run on it.",
            ),
            cites=(ARTICLE,),
        )
    found.retired_on = now.date()
    found.save(update_fields=["retired_on"])
    record(
        f"network.retire_{kind._meta.model_name}",
        actor=actor,
        acted_at=now,
        cites=(ARTICLE,),
        input={},
        effects=written(found),
    )


def _in_use(one: Node | Link | Vlan) -> bool:
    if isinstance(one, Node):
        links = Link.objects.filter(Q(upper=one) | Q(lower=one), retired_on__isnull=True)
        return links.exists() or one.accesses.filter(withdrawn_on__isnull=True).exists()
    if isinstance(one, Vlan):
        return one.node.accesses.filter(vlan=one.number, withdrawn_on__isnull=True).exists()
    return False


def _must_keep(actor: Actor, area: str) -> None:
    if not keeps(actor, area):
        raise NotPermitted(
            "network.not_technical_body",
            say(
                "网络台账由本级技术管理机构登记。",
                "The network register is kept by the technical body of the area.",
            ),
            cites=(ARTICLE,),
        )


def _of_the_extranet(network: str, now: datetime) -> None:
    finding = of_the_extranet(AccessFacts(network=network), Readings(now.date()))
    if not finding.passed:
        raise Refused(
            "network.intranet",
            explained(finding),
            cites=(finding.cites,),
            findings=(finding,),
        )


def _vrf(given: VrfForm, area: str, now: datetime) -> Vrf:
    if area_above(area) is not None:
        raise NotPermitted(
            "network.of_the_city",
            say("路由表由市技术管理机构登记。", "Routing tables are entered by the city's technical body."),
            cites=(M164.art(25, 1),),
        )
    if Vrf.objects.filter(name=given.name).exists():
        raise Invalid({"name": say("已有同名路由表。", "There is a routing table of that name.")})
    titles = {"title_zh": given.title_zh, "title_en": given.title_en, "distinguisher": given.distinguisher}
    return Vrf.objects.create(name=given.name, owner_id=area, **titles)


def _site(given: SiteForm, area: str, now: datetime) -> Site:
    if Site.objects.filter(jurisdiction=area, name=given.name).exists():
        raise Invalid({"name": say("已有同名站点。", "There is a site of that name.")})
    return Site.objects.create(jurisdiction_id=area, name=given.name, address=given.address, entered_at=now)


def _node(given: NodeForm, area: str, now: datetime) -> Node:
    if not Site.objects.filter(pk=given.site, jurisdiction=area).exists():
        raise Invalid({"site": say("请选择本辖区的站点。", "Choose a site of the area.")})
    if Node.objects.filter(name=given.name).exists():
        raise Invalid({"name": say("已有同名节点。", "There is a node of that name.")})
    return Node.objects.create(
        jurisdiction_id=area, site_id=given.site, name=given.name, role=given.role.value, entered_at=now
    )


def _link(given: LinkForm, area: str, now: datetime) -> Link:
    ends = Node.objects.filter(pk__in=[given.upper, given.lower], retired_on__isnull=True)
    if given.upper == given.lower or ends.count() < 2 or not ends.filter(jurisdiction=area).exists():
        raise Invalid(
            {"lower": say("两端须为不同的在用节点，且一端在本辖区。", "Two nodes in use, one of them of the area.")}
        )
    if Link.objects.filter(name=given.name).exists():
        raise Invalid({"name": say("已有同名链路。", "There is a link of that name.")})
    return Link.objects.create(
        jurisdiction_id=area,
        name=given.name,
        upper_id=given.upper,
        lower_id=given.lower,
        medium=given.medium.value,
        carrier=given.carrier,
        bandwidth=given.bandwidth,
        second=given.second,
        entered_at=now,
    )


def _vlan(given: VlanForm, area: str, now: datetime) -> Vlan:
    if not Node.objects.filter(pk=given.node, jurisdiction=area, retired_on__isnull=True).exists():
        raise Invalid({"node": say("请选择本辖区的在用节点。", "Choose a node of the area in use.")})
    if Vlan.objects.filter(node=given.node, number=given.number).exists():
        raise Invalid({"number": say("该节点已有此编号。", "The node has this number already.")})
    return Vlan.objects.create(
        jurisdiction_id=area, node_id=given.node, number=given.number, name=given.name, entered_at=now
    )


ENTERING: dict[type[Input], Callable[..., Model]] = {
    VrfForm: _vrf,
    SiteForm: _site,
    NodeForm: _node,
    LinkForm: _link,
    VlanForm: _vlan,
}

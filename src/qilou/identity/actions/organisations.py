"""Entering jurisdictions and organisations."""

from datetime import datetime

from django.db import transaction

from qilou.identity.inputs import NewJurisdiction, NewOrganisation
from qilou.identity.kinds import JurisdictionKind, OrganisationKind
from qilou.identity.models import Jurisdiction, Organisation
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid
from qilou.law import carries, say
from qilou.law.measures import M164

from .permission import DISTRICT_REGISTERS, REGISTERS, must_administer, seen, told_apart
from .recording import note

PUBLIC_KINDS = (OrganisationKind.GOVERNMENT, OrganisationKind.INSTITUTION)
UNITS = M164.art(3)
CODE_TAKEN = say("这个统一社会信用代码已经登记给另一个单位。", "Another organisation is registered under this code.")


@told_apart({"identity_jurisdiction_pkey": say("这个代码已经登记。", "This code is registered already.")})
@transaction.atomic
def create_jurisdiction(given: NewJurisdiction, *, actor: Actor, now: datetime) -> Jurisdiction:
    """Enter a district, or a portfolio that keeps projects from outside apart from the city's own."""
    parent = seen(Jurisdiction.objects.all(), code=given.parent)
    desk = must_administer(actor, parent)
    if given.kind is JurisdictionKind.CITY or (given.kind is JurisdictionKind.DISTRICT) != given.code.isdecimal():
        raise Invalid({"kind": say("类型与代码不符。", "The kind does not fit the code.")})
    entered = Jurisdiction.objects.create(
        code=given.code, name_zh=given.name_zh, name_en=given.name_en, kind=given.kind.value, parent=parent
    )
    note(
        "identity.create_jurisdiction",
        actor=actor,
        now=now,
        cites=(DISTRICT_REGISTERS,),
        desk=desk,
        given=given,
        rows=[entered],
    )
    return entered


@carries("A3.1")
@told_apart({"organisation_uscc": CODE_TAKEN})
@transaction.atomic
def create_organisation(given: NewOrganisation, *, actor: Actor, now: datetime) -> Organisation:
    """Enter an organisation under its checked unified social credit code."""
    jurisdiction = seen(Jurisdiction.objects.all(), code=given.jurisdiction)
    desk = must_administer(actor, jurisdiction)
    if given.uscc is None and jurisdiction.kind != JurisdictionKind.PORTFOLIO:
        raise Invalid({"uscc": say("请填写统一社会信用代码。", "The unified social credit code is required.")})
    if given.is_implementing_unit and given.kind not in PUBLIC_KINDS:
        reason = say(
            "实施单位须具有行政管理和公共服务职能，只能是行政机关或者事业单位。",
            "An implementing unit has administrative and public-service functions: a government body or institution.",
        )
        raise Invalid({"is_implementing_unit": reason})
    entered = Organisation.objects.create(
        uscc=given.uscc,
        name_zh=given.name_zh,
        name_en=given.name_en,
        jurisdiction=jurisdiction,
        kind=given.kind.value,
        is_implementing_unit=given.is_implementing_unit,
        since=given.since,
    )
    note(
        "identity.create_organisation",
        actor=actor,
        now=now,
        cites=(REGISTERS, UNITS),
        desk=desk,
        given=given,
        rows=[entered],
    )
    return entered

"""Opening a case as one package: the audit office reads it whole, and everybody concerned can read that it did."""

import hashlib
from datetime import datetime

from django.db import transaction

from qilou.casework.actions.drafts import refuse_secret
from qilou.casework.queries.calling import cases_of_area
from qilou.casework.queries.case_file import whole_case_file
from qilou.casework.queries.words import tells_all
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing
from qilou.law import AUDIT, Language, Text, carries
from qilou.law.statutes import AUDIT_LAW
from qilou.ledger import record
from qilou.ledger.rows import written

from .actions import must_audit
from .inputs import Purpose
from .models import PackageOpening

OPENED = "supervision.open_package"
tells_all(OPENED, Text("审计机关调阅全卷", "The audit office opened the whole file"))


@carries("A42.2")
@transaction.atomic
def open_package(number: str, given: Purpose, *, actor: Actor, now: datetime, language: Language) -> bytes:
    """The whole case as a ZIP file; the act names who, for what, and the hash of what was handed out.

    Raises NotPermitted for anybody but an auditor of the actor's own area, Missing for a case of another area or one
    that is a party's own draft, Refused for a purpose with a secrecy marking.
    """
    must_audit(actor, actor.jurisdiction)
    case = cases_of_area(actor.jurisdiction).filter(number=number).first()
    if case is None:
        raise Missing
    refuse_secret([given.purpose])
    made = whole_case_file(case, actor=actor, now=now, language=language)
    opening = PackageOpening.objects.create(
        case=case,
        opened_at=now,
        person_id=actor.id,
        by=actor.name,
        organisation=actor.organisation,
        purpose=given.purpose,
        sha256=hashlib.sha256(made).hexdigest(),
        size=len(made),
    )
    record(
        OPENED,
        actor=actor,
        function=AUDIT.code,
        acted_at=now,
        case=case.number,
        cites=(AUDIT_LAW.art(34),),
        input=given.model_dump(),
        effects=written(opening),
    )
    return made

"""A project in the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9), from what is published of it. Pure.

Which field stands where, and what has no place, is told in docs/decisions/open-data.md.
"""

from decimal import Decimal

from qilou.law import carries

from .ocds import DETAILS, METHODS, TAGS, release_id
from .open_data import (
    LANGUAGE,
    Process,
    Published,
    Site,
    Subject,
    day,
    moment,
    organisation,
    processes_of,
    reference,
    text,
    value,
    without_gaps,
)

VERSION = "0.9"
SECTOR = "communications"
STATUS = {
    "evaluated": "identification",
    "not_passed": "identification",
    "reserve": "identification",
    "listed": "preparation",
    "approved": "preparation",
    "contracted": "implementation",
    "accepted": "completion",
}
TYPES = {"new": "construction", "alteration": "rehabilitation", "expansion": "expansion"}
NATURES = {"construction": "construction", "supervision": "supervision", "pre_work": "design"}
DOCUMENTS = {
    "opinion": ("feasibilityStudy", "评审意见结果"),
    "list": ("budgetApproval", "项目清单和备选项目"),
    "approval": ("projectScope", "立项批复"),
    "change": ("projectScope", "重新批准"),
    "contract": ("contractNotice", "合同公告"),
    "progress": ("physicalProgressReport", "履约进度"),
    "performance": ("completionCertificate", "履约验收"),
    "acceptance": ("projectEvaluation", "项目验收"),
}


@carries("A18.11")
def project(subject: Subject, site: Site) -> dict[str, object]:
    """One project as OC4IDS."""
    approvals, accepted = subject.of("approval"), subject.of("acceptance")
    approval = approvals[-1].content if approvals else {}
    processes = processes_of(subject)
    told = {
        "id": site.project_id(subject.jurisdiction, subject.project),
        "updated": moment(subject.updated_at),
        "language": LANGUAGE,
        "identifiers": [{"id": text(approval, "code"), "scheme": "项目代码"}] if text(approval, "code") else [],
        "publicAuthority": reference(subject.unit, subject.unit_code),
        "title": subject.name,
        "status": STATUS[subject.stage],
        "type": TYPES.get(text(approval, "nature")),
        "sector": [SECTOR],
        "period": without_gaps(
            {"startDate": day(approval.get("starts_on")), "endDate": day(approval.get("ends_on"))},
        ),
        "budget": _budget(subject),
        "parties": _parties(subject, processes),
        "documents": [_document(one, site) for one in subject.told if one.kind in DOCUMENTS],
        "milestones": _milestones(subject),
        "contractingProcesses": [_process(one, subject, site) for one in processes],
        "completion": without_gaps({"endDate": day(accepted[-1].content.get("held_on"))}) if accepted else {},
    }
    return without_gaps(told)


def _budget(subject: Subject) -> dict[str, object]:
    """The approved total as it now stands; before an approval nothing is allocated."""
    decided = subject.of("approval", "change")
    if not decided:
        return {}
    last, first = decided[-1].content, decided[0].content
    years = first.get("years") if len(decided) == 1 else None
    parts = [
        {"id": str(one["year"]), "description": f"{one['year']}年度", "amount": value(one["amount"])}
        for one in (years if isinstance(years, list) else ())
    ]
    breakdown = [{"id": "years", "description": "分年度", "budgetBreakdown": parts}] if parts else []
    told = {
        "description": f"批准总投资 {text(last, 'number')}".strip(),
        "amount": value(last.get("total")),
        "approvalDate": day(last.get("decided_on")),
        "budgetBreakdowns": breakdown,
    }
    return without_gaps(told)


def _parties(subject: Subject, processes: list[Process]) -> list[dict[str, object]]:
    roles = ["publicAuthority", "buyer", "procuringEntity"] if processes else ["publicAuthority"]
    found = {"": organisation(subject.unit, subject.unit_code, roles)}
    for process in processes:
        for one in process.all:
            if name := text(one.content, "supplier"):
                code = text(one.content, "supplier_code")
                found.setdefault(code or name, organisation(name, code, ["supplier"]))
    return list(found.values())


def _document(one: Published, site: Site) -> dict[str, object]:
    kind, title = DOCUMENTS[one.kind]
    told = {
        "id": one.number,
        "documentType": kind,
        "title": f"{title} {text(one.content, 'number') or text(one.content, 'period')}".strip(),
        "url": f"{site.address}/open/{one.number}/",
        "datePublished": moment(one.at),
        "format": "text/html",
        "language": LANGUAGE,
        "author": one.publisher,
    }
    return without_gaps(told)


def _milestones(subject: Subject) -> list[dict[str, object]]:
    """From plan to fact as the newest report tells them."""
    reports = subject.of("progress")
    rows = reports[-1].content.get("milestones") if reports else None
    return [
        without_gaps(
            {
                "id": str(number),
                "title": one["name"],
                "type": "delivery",
                "description": one["deliverable"],
                "dueDate": day(one["planned_on"]),
                "dateMet": day(one["done_on"]),
                "status": "met" if one["done_on"] else "scheduled",
            }
        )
        for number, one in enumerate(rows if isinstance(rows, list) else (), start=1)
    ]


def _process(process: Process, subject: Subject, site: Site) -> dict[str, object]:
    ocid = site.ocid(subject.jurisdiction, process.contract)
    at = f"{site.address}/open/data/ocds/{subject.project}.json"
    releases = [
        {"id": release_id(ocid, one), "tag": TAGS[_tag(one)], "date": moment(one.at), "url": at} for one in process.all
    ]
    return {"id": ocid, "summary": _summary(process, subject, ocid), "releases": releases}


def _tag(one: Published) -> str:
    return "supplement" if one.kind == "contract" and one.content.get("original") else one.kind


def _summary(process: Process, subject: Subject, ocid: str) -> dict[str, object]:
    content = process.original.content if process.original else {}
    supplier = text(content, "supplier")
    method = text(content, "method")
    nature = NATURES.get(text(content, "contract_kind"))
    tender = {
        "procurementMethod": METHODS.get(method),
        "procurementMethodDetails": DETAILS.get(method),
        "procuringEntity": reference(subject.unit, subject.unit_code),
        "datePublished": day(content.get("announced_on")),
        "numberOfTenderers": content.get("bidders"),
    }
    performed = {whole for one in process.performances if (whole := one.content.get("contract")) == process.contract}
    told = {
        "ocid": ocid,
        "externalReference": text(content, "number"),
        "nature": [nature] if nature else [],
        "title": text(content, "title"),
        "status": "closed" if performed else "active",
        "tender": without_gaps(tender),
        "suppliers": [reference(supplier, text(content, "supplier_code"))] if supplier else [],
        "contractValue": value(content.get("amount")),
        "contractPeriod": without_gaps(
            {"startDate": day(content.get("signed_on")), "endDate": day(content.get("ends_on"))}
        ),
        "modifications": _modifications(process, ocid),
    }
    return without_gaps(told)


def _modifications(process: Process, ocid: str) -> list[dict[str, object]]:
    """Supplements, each with the contract's value before and after where both are published."""
    known = process.original.content.get("amount") if process.original else None
    before = Decimal(str(known)) if known else None
    found = []
    for one in process.supplements:
        more = one.content.get("amount")
        after = before + Decimal(str(more)) if before is not None and more else None
        told = {
            "id": one.number,
            "date": day(one.content.get("signed_on")),
            "description": text(one.content, "title"),
            "releaseID": release_id(ocid, one),
            "oldContractValue": value(before),
            "newContractValue": value(after),
        }
        found.append(without_gaps(told))
        before = after
    return found

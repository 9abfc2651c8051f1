"""Contracting processes as releases of the Open Contracting Data Standard (OCDS 1.1), one for each publication. Pure.

A release says what was published on one day and is never changed; which field stands where is told in
docs/decisions/open-data.md.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from qilou.law import carries

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

VERSION = "1.1"
TAGS = {
    "contract": ["award", "contract"],
    "supplement": ["contractAmendment"],
    "performance": ["implementation"],
}
METHODS = {
    "open_tender": "open",
    "invited_tender": "selective",
    "framework": "selective",
    "negotiation": "limited",
    "consultation": "limited",
    "inquiry": "limited",
    "small": "limited",
    "single_source": "direct",
}
DETAILS = {
    "open_tender": "公开招标",
    "invited_tender": "邀请招标",
    "framework": "框架协议、网上商城",
    "negotiation": "竞争性谈判",
    "consultation": "竞争性磋商",
    "inquiry": "询价",
    "small": "限额以下自行采购",
    "single_source": "单一来源",
}
SERVICES = frozenset({"supervision", "testing", "other_service", "pre_work", "third_party_review"})


@carries("A18.11")
def releases(subject: Subject, site: Site) -> Iterator[dict[str, object]]:
    """Every release of a project's contracting processes, each process in the order of publishing."""
    for process in processes_of(subject):
        for one in process.all:
            yield _release(one, process, subject, site)


def release_id(ocid: str, one: Published) -> str:
    """The identifier of a release: of its process, and of the review that published it."""
    return f"{ocid}-{one.number}"


def _release(one: Published, process: Process, subject: Subject, site: Site) -> dict[str, object]:
    ocid = site.ocid(subject.jurisdiction, process.contract)
    buyer = organisation(subject.unit, subject.unit_code, ["buyer", "procuringEntity"])
    name, code = text(one.content, "supplier"), text(one.content, "supplier_code")
    project = {"project": subject.name, "projectID": site.project_id(subject.jurisdiction, subject.project)}
    told: dict[str, object] = {
        "ocid": ocid,
        "id": release_id(ocid, one),
        "date": moment(one.at),
        "initiationType": "tender",
        "language": LANGUAGE,
        "parties": [buyer, *([organisation(name, code, ["supplier"])] if name else [])],
        "buyer": reference(subject.unit, subject.unit_code),
        "planning": {"budget": project},
    }
    if one.kind == "performance":
        return told | {"tag": TAGS["performance"], "contracts": [_performed(one, process, ocid)]}
    if one.content.get("original"):
        return told | {"tag": TAGS["supplement"], "contracts": [_amended(one, process, ocid)]}
    return told | {"tag": TAGS["contract"], **_concluded(one, process, subject, ocid)}


def _concluded(one: Published, process: Process, subject: Subject, ocid: str) -> dict[str, object]:
    content, method = one.content, text(one.content, "method")
    name = text(content, "supplier")
    tender = {
        "id": f"{ocid}-tender",
        "title": text(content, "title"),
        "status": "complete",
        "procuringEntity": reference(subject.unit, subject.unit_code),
        "procurementMethod": METHODS.get(method),
        "procurementMethodDetails": DETAILS.get(method),
        "mainProcurementCategory": "services" if text(content, "contract_kind") in SERVICES else None,
        "tenderPeriod": without_gaps(
            {"startDate": day(content.get("announced_on")), "endDate": day(content.get("opened_on"))}
        ),
        "numberOfTenderers": content.get("bidders"),
    }
    award = {
        "id": _award(ocid),
        "title": text(content, "award"),
        "status": "active",
        "date": day(content.get("awarded_on")),
        "value": value(content.get("amount")),
        "suppliers": [reference(name, text(content, "supplier_code"))] if name else [],
    }
    contract = {
        **_contract(process, ocid),
        "title": text(content, "title"),
        "description": _numbered(content),
        "status": "active",
        "dateSigned": day(content.get("signed_on")),
        "value": value(content.get("amount")),
        "period": without_gaps({"startDate": day(content.get("signed_on")), "endDate": day(content.get("ends_on"))}),
    }
    return {"tender": without_gaps(tender), "awards": [without_gaps(award)], "contracts": [without_gaps(contract)]}


def _amended(one: Published, process: Process, ocid: str) -> dict[str, object]:
    """The contract after a supplement; its value is told only where every part of the sum is published."""
    parts = [process.original, *process.supplements[: process.supplements.index(one) + 1]]
    amounts = [part.content.get("amount") if part else None for part in parts]
    total = sum((Decimal(str(part)) for part in amounts), Decimal(0)) if all(amounts) else None
    amendment = {
        "id": one.number,
        "date": day(one.content.get("signed_on")),
        "description": f"{text(one.content, 'title')} {_numbered(one.content)}".strip(),
    }
    told = {**_contract(process, ocid), "status": "active", "value": value(total)}
    return without_gaps(told | {"amendments": [without_gaps(amendment)]})


def _performed(one: Published, process: Process, ocid: str) -> dict[str, object]:
    """That performance was accepted; the contract has come to its end when the original's is."""
    milestone = {
        "id": one.number,
        "title": "履约验收",
        "type": "delivery",
        "description": f"{text(one.content, 'title')} {_numbered(one.content)}".strip(),
        "status": "met",
        "dateMet": day(one.content.get("held_on")),
    }
    statement = text(one.content, "statement")
    paper = {
        "id": f"{one.number}-statement",
        "documentType": "completionCertificate",
        "title": f"履约验收书 {statement}",
        "language": LANGUAGE,
    }
    done = {"milestones": [without_gaps(milestone)], "documents": [paper] if statement else []}
    ended = one.content.get("contract") == process.contract
    told = {**_contract(process, ocid), "status": "terminated" if ended else "active"}
    return told | {"implementation": without_gaps(done)}


def _contract(process: Process, ocid: str) -> dict[str, object]:
    return {"id": str(process.contract), "awardID": _award(ocid)}


def _award(ocid: str) -> str:
    return f"{ocid}-award"


def _numbered(content: Mapping[str, object]) -> str:
    number = text(content, "number")
    return f"合同编号 {number}" if number else ""

"""其他法律法规 Statutes beside the Measures that the platform cites, with the articles it cites, in our own words."""

from qilou.law.measures import M164
from qilou.law.statute import Article, Statute

from .information import OFFICIAL_DOCUMENTS, ONLINE_SERVICES, OPEN_GOVERNMENT, PERSONAL_INFORMATION, SECRETS
from .money import BUDGET, INVESTMENT_REGULATION, PROCUREMENT, PROCUREMENT_REGULATION, SME_PAYMENT
from .oversight import ARCHIVES_LAW, ARCHIVES_REGULATION, AUDIT_LAW, RETENTION
from .procedure import CIVIL_CODE, CIVIL_PROCEDURE, LICENSING, LITIGATION, RECONSIDERATION

__all__ = [
    "ARCHIVES_LAW",
    "ARCHIVES_REGULATION",
    "AUDIT_LAW",
    "BUDGET",
    "CIVIL_CODE",
    "CIVIL_PROCEDURE",
    "INVESTMENT_REGULATION",
    "LICENSING",
    "LITIGATION",
    "M164",
    "OFFICIAL_DOCUMENTS",
    "ONLINE_SERVICES",
    "OPEN_GOVERNMENT",
    "PERSONAL_INFORMATION",
    "PROCUREMENT",
    "PROCUREMENT_REGULATION",
    "RECONSIDERATION",
    "RETENTION",
    "SECRETS",
    "SME_PAYMENT",
    "STATUTES",
    "cited",
]

STATUTES: dict[str, Statute] = {
    statute.code: statute
    for statute in (
        M164,
        LICENSING,
        RECONSIDERATION,
        LITIGATION,
        CIVIL_PROCEDURE,
        CIVIL_CODE,
        BUDGET,
        PROCUREMENT,
        PROCUREMENT_REGULATION,
        INVESTMENT_REGULATION,
        SME_PAYMENT,
        SECRETS,
        OPEN_GOVERNMENT,
        PERSONAL_INFORMATION,
        OFFICIAL_DOCUMENTS,
        ONLINE_SERVICES,
        AUDIT_LAW,
        ARCHIVES_LAW,
        ARCHIVES_REGULATION,
        RETENTION,
    )
}


def cited(place: str) -> Article:
    """The place that a record names (`m164:16.2`); raises LookupError for one that no statute here has."""
    code, _, numbers = place.partition(":")
    article, paragraph, item = ([int(number) for number in numbers.split(".")] + [0, 0])[:3]
    return STATUTES[code].art(article, paragraph, item)

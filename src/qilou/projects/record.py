"""What the record tells of the projects' tables."""

import json
from collections.abc import Iterator
from hashlib import sha256

from django.db.models import F

from qilou.ledger.canonical import canonical
from qilou.ledger.doubts import Doubt, also_verify
from qilou.ledger.told import Hashed, Row, Table, not_told, told

from .models import DeclarationVersion

AGAIN = "what the form of the version before and this one make; both forms are told"


def _form(row: Row) -> str:
    return sha256(canonical(row["form"]).encode()).hexdigest()


for name in (
    *("projecttype", "checklistitem", "estimateline", "yearslice", "fundingsource"),
    *("prereview", "prereviewround", "prereviewfinding", "guidanceitem", "preworkgrant", "hitfinding", "ownfinding"),
    *("evaluation", "bidder", "expertsheet", "reviewcomment", "opinion", "panelsignature"),
    *("expert", "interest", "expertsession", "seat", "sitevisit", "inviteddepartment"),
    *("listing", "slice", "round", "ranking", "rankline", "fund", "fundentry", "plan", "planitem", "higherplan"),
    *("budgetdocument", "approval", "approvedyear", "contract", "contractyear", "clause", "performancecheck"),
    *("change", "disbursement", "acceptance", "trialentry", "progress", "milestone", "districtreturn", "returnline"),
):
    told(Table(f"projects_{name}"))
told(Table("projects_project", untold={"known_by": "readers of the project and of its cases, kept by the database"}))
told(Table("projects_preliminaryreview", typed=("signed_by",)))
told(Table("projects_attempt", typed=("members",)))
told(Table("projects_declaration", untold={"form": "its current version's, which verification compares"}))
told(
    Table(
        "projects_declarationversion",
        untold={"differences": AGAIN},
        hashed=(Hashed("sha256", ("form",), _form),),
    )
)
not_told("the search's index, computed by the database", "projects_projectwords")
not_told(
    "what projects and systems are compared by, computed from their texts",
    *("projects_compared", "projects_comparedpiece", "projects_tocompare", "projects_rarity"),
)


def current_forms() -> Iterator[Doubt]:
    """A declaration's form is that of its current version, whose hash the record tells."""
    current = DeclarationVersion.objects.filter(version=F("declaration__version")).select_related("declaration")
    for version in current.order_by("declaration_id").iterator():
        form = version.declaration.form
        for field in sorted(form.keys() | version.form.keys()):
            if form.get(field) != version.form.get(field):
                shown = json.dumps(form.get(field), ensure_ascii=False)[:80]
                where = f"projects_declaration {version.declaration_id} form {field}"
                yield Doubt("table", where, f"is {shown}, and not what version {version.version} says")


also_verify("current forms of declarations", current_forms)

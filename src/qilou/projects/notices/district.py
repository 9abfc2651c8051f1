"""The papers of a district's return: what it sends to the city, and the city's sending it back."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import DistrictReturn
from qilou.projects.parties import SUPERIOR
from qilou.projects.queries.district import LABELS, returned
from qilou.projects.queries.progress import ends, label_of
from qilou.projects.rules.district import Figures

from .dates import day

ARTICLE = M164.art(21)


def _returned(act: Act) -> tuple[Message, ...]:
    row = DistrictReturn.objects.select_related("jurisdiction").get(pk=act.case.id)
    said = returned(row)
    total = sum(said.values(), Figures())
    return (
        say(
            "现报送%(area)s%(quarter)s（截至%(day)s）电子政务项目情况：",
            "The e-government projects of %(area)s in %(quarter)s (to %(day)s) are returned:",
            area=Text(row.jurisdiction.name_zh, row.jurisdiction.name_en),
            quarter=label_of(row.year, row.quarter),
            day=day(ends(row.year, row.quarter)),
        ),
        say(
            "项目共%(n)s个，批准总投资%(approved)s元，合同金额%(contracted)s元，已付%(paid)s元。",
            "%(n)s projects; approved %(approved)s, contracted %(contracted)s, paid %(paid)s yuan.",
            n=total.projects,
            approved=total.approved,
            contracted=total.contracted,
            paid=total.paid,
        ),
        *(
            say(
                "%(stage)s：%(n)s个，批准%(approved)s元，合同%(contracted)s元，已付%(paid)s元。",
                "%(stage)s: %(n)s; approved %(approved)s, contracted %(contracted)s, paid %(paid)s yuan.",
                stage=LABELS.get(stage, stage),
                n=one.projects,
                approved=one.approved,
                contracted=one.contracted,
                paid=one.paid,
            )
            for stage, one in said.items()
        ),
        *((say("说明：%(remarks)s", "Remarks: %(remarks)s", remarks=row.remarks),) if row.remarks else ()),
    )


def _sent_back(act: Act) -> tuple[Message, ...]:
    return (
        say(
            "你局报送的季报退回，原因：%(reason)s",
            "Your return is sent back. Reason: %(reason)s",
            reason=act.input.reason,
        ),
    )


RETURN = NoticeKind(
    "projects.district_return.return",
    Text("区（县）电子政务项目季报", "District's quarterly return"),
    (ARTICLE,),
    to=(SUPERIOR,),
    copies=(AUTHORITY,),
    body=_returned,
)
SENT_BACK = NoticeKind(
    "projects.district_return.sent_back",
    Text("季报退回通知", "Return sent back"),
    (ARTICLE,),
    to=(AUTHORITY,),
    body=_sent_back,
)

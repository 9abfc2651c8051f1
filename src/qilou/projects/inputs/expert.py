"""What is typed about the pool: who is admitted, what changes, whom an expert may not judge."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import Input, Kind, Says, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models import ExpertField

EXPERTS = M164.art(13, 1, 2)
Name = Annotated[str, Field(min_length=1, max_length=100)]
Reason = Annotated[str, Field(min_length=1, max_length=300)]


class Particulars(Input):
    """What an expert judges, where they work, and the term."""

    fields: Annotated[Annotated[tuple[ExpertField, ...], Field(min_length=1)], Says("专业", "Fields", cites=EXPERTS)]
    title: Annotated[Name, Says("职称", "Professional title")]
    employer: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("工作单位", "Employer")]
    body: Annotated[
        int | None,
        Says(
            "工作单位（已登记机构）",
            "Employer, where it is on record",
            kind=Kind.REFERENCE,
            refers="organisation",
            hint=Text("据此自动回避该单位的项目", "its projects are then not put before the expert"),
        ),
    ] = None
    since: Annotated[date, Says("聘期自", "Term from")]
    until: Annotated[date, Says("聘期至", "Term to, that day included")]

    @model_validator(mode="after")
    def _in_order(self) -> "Particulars":
        if self.until < self.since:
            raise Wrong(say("聘期止日早于起日。", "The term ends before it begins."))
        return self


class Admission(Particulars):
    """Who is admitted, and by which document."""

    person: Annotated[int, Says("专家", "Expert", kind=Kind.REFERENCE, refers="person", cites=EXPERTS)]
    document: Annotated[Reason, Says("入库文件", "Document of admission")]


class InterestNote(Input):
    """A body whose projects the expert does not judge."""

    body: Annotated[int, Says("应当回避的单位", "Body", kind=Kind.REFERENCE, refers="organisation", cites=M164.art(5))]
    ground: Annotated[Reason, Says("回避事由", "Ground", cites=M164.art(5))]


class InterestEnd(Input):
    """That a ground of recusal is no more."""

    body: Annotated[int, Says("单位", "Body", kind=Kind.REFERENCE, refers="noted", cites=M164.art(5))]
    ground: Annotated[Reason, Says("解除事由", "Why it has ended")]


class Standing(Input):
    """Why an expert is suspended, comes back or leaves the pool."""

    reason: Annotated[Reason, Says("事由", "Reason", cites=EXPERTS)]

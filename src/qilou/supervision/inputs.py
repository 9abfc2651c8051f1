"""What is typed of a doubtful point and of a case that is called for."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, LongText, Says, ShortText
from qilou.law import Text
from qilou.law.statutes import AUDIT_LAW


class Answer(Input):
    """What the unit says to a doubtful point."""

    text: Annotated[
        Annotated[LongText, Field(min_length=1)],
        Says(
            "答复",
            "Answer",
            hint=Text("说明事实、依据和已经采取的措施", "The facts, what they rest on, and what was done"),
            cites=AUDIT_LAW.art(34),
        ),
    ]
    file: Annotated[FileHash | None, Says("证明材料", "Paper that proves it")] = None


class Closing(Input):
    """On what evidence a doubtful point is closed, or why it is dismissed."""

    text: Annotated[
        Annotated[LongText, Field(min_length=1)],
        Says(
            "销号依据或者不成立的理由",
            "Evidence, or why it is dismissed",
            hint=Text(
                "写明文号、凭证号或者核实的事实", "Name the document, the voucher or the facts that were checked"
            ),
            cites=AUDIT_LAW.art(36),
        ),
    ]
    file: Annotated[FileHash | None, Says("证据材料", "Paper of evidence")] = None


class Purpose(Input):
    """For what a case is called for."""

    purpose: Annotated[
        Annotated[ShortText, Field(min_length=1)],
        Says(
            "调阅事由",
            "Purpose",
            hint=Text(
                "审计项目或者疑点编号；记入办件，有关各方可见", "The audit or the point; all concerned can read it"
            ),
            cites=AUDIT_LAW.art(34),
        ),
    ]

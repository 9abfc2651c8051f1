"""What the authority types when a declaration is to be corrected, or is not accepted."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Labelled, Says
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import ProgrammeItem

from .declaration import CONTENTS, RequiredText


class Deficiency(Input):
    """One thing to correct, found by the officer."""

    item: Annotated[ProgrammeItem, Says("事项", "Item", cites=CONTENTS)]
    problem: Annotated[RequiredText, Says("问题", "What is wrong")]
    remedy: Annotated[RequiredText, Says("补正要求", "What to do")]


class CorrectionNotice(Input):
    """What the officer adds to the gaps that the completeness check found by itself."""

    items: Annotated[
        tuple[Deficiency, ...],
        Says(
            "另需补正的事项",
            "Further items to correct",
            hint=Text(
                "系统核对发现的事项自动列入；只告知一次，请一次列全。",
                "Gaps found by the check are listed by themselves. There is one notice only: list everything.",
            ),
            cites=M164.art(10, 3),
        ),
    ] = ()


class ReasonSource(Labelled):
    """Where a reason for declining comes from; there is no third kind (Article 10, paragraph 3)."""

    NOTICE = "notice", "一次性告知的事项仍不符合", "An item of the one notice still fails"
    NEW_DEFECT = "new_defect", "补正新产生的问题", "A defect that the correction brought in"


class DeclineReason(Input):
    """One reason for not accepting."""

    source: Annotated[ReasonSource, Says("来源", "Source", cites=M164.art(10, 3))]
    item: Annotated[ProgrammeItem, Says("事项", "Item", cites=CONTENTS)]
    reason: Annotated[RequiredText, Says("理由", "Reason")]


class Decline(Input):
    """Why a corrected declaration is not accepted."""

    reasons: Annotated[
        Annotated[tuple[DeclineReason, ...], Field(min_length=1)],
        Says("不予受理的理由", "Reasons", cites=M164.art(10, 3)),
    ]

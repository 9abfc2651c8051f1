"""What is typed beside a signature under the panel's opinion."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, LongText, Says
from qilou.law.measures import M164

EXPERTS = M164.art(13, 1, 2)


class Dissent(Input):
    """What an expert holds against the panel's opinion."""

    reason: Annotated[LongText, Field(min_length=1), Says("不同意见及理由", "Dissent and reasons", cites=EXPERTS)]


class Missing(Input):
    """Why an expert's signature is missing."""

    reason: Annotated[LongText, Field(min_length=1), Says("未签署的原因", "Why it is missing", cites=EXPERTS)]

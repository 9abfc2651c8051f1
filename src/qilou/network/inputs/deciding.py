"""What is typed in every application of the network: which network, what to correct, the decision, giving up."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Labelled, LongText, Says, ShortText
from qilou.law import Text, secrecy

Words = Annotated[ShortText, Field(min_length=1)]
Reason = Annotated[LongText, Field(min_length=1)]
Number = Annotated[str, Field(max_length=100)]
NO_INTRANET = Text("本平台只办理政务外网", "this platform deals with the extranet alone")


class Network(Labelled):
    """Which of the two networks is meant; nothing of the second is ever taken in."""

    EXTRANET = "extranet", "政务外网", "Extranet"
    INTRANET = secrecy.INTRANET, "政务内网", "Intranet"


class Defect(Input):
    """One thing that an application lacks."""

    item: Annotated[Words, Says("事项", "Item")]
    remedy: Annotated[Words, Says("补正要求", "What to do")]


class Returned(Input):
    """Everything that is to be corrected, told at once."""

    defects: Annotated[
        tuple[Defect, ...],
        Field(min_length=1),
        Says(
            "补正事项",
            "To correct",
            hint=Text("只退回一次，请一次列全", "there is one return only: list everything"),
        ),
    ]


class Agreement(Input):
    """On what conditions the authority agrees."""

    statement: Annotated[Reason, Says("审批意见", "The authority's opinion")]
    conditions: Annotated[LongText, Says("要求", "Conditions")] = ""


class Refusal(Input):
    """Why the authority does not agree."""

    reason: Annotated[Reason, Says("不同意的理由", "Reasons")]


class Given(Input):
    """Why an application is given up."""

    reason: Annotated[Reason, Says("撤回理由", "Reasons")]

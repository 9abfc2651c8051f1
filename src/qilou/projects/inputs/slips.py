"""What is typed to correct a slip of the pen in a served paper."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, LongText, Says
from qilou.law import Text

Words = Annotated[str, Field(min_length=1, max_length=300)]


class Slip(Input):
    """The words as they stand, as they should read, and how the slip came about."""

    wrong: Annotated[
        Words,
        Says(
            "原文中的错误文字",
            "The words as they stand",
            hint=Text("须与已送达文书中的文字完全一致", "Exactly as the served paper has them"),
        ),
    ]
    right: Annotated[Words, Says("更正为", "As they should read")]
    reason: Annotated[LongText, Says("更正说明", "How the slip came about")] = ""

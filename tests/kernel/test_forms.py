"""Reading posted forms: what a browser really sends."""

from typing import Annotated

from qilou.kernel.fields import FileHash, Input, Says
from qilou.kernel.forms import read

OLD, NEW = "a" * 64, "b" * 64


class Handing(Input):
    """A form with one file."""

    paper: Annotated[FileHash | None, Says("文件", "Paper")] = None


def test_a_kept_file_survives_the_empty_file_input_beside_it() -> None:
    assert read(Handing, {"paper": [OLD, ""]}) == Handing(paper=OLD)
    assert read(Handing, {"paper": [OLD, NEW]}) == Handing(paper=NEW)
    assert read(Handing, {"paper": [""]}) == Handing(paper=None)

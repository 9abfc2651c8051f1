"""要求 The requirements that the articles come to, by id: what rules, steps, clocks, notices and tests name."""

from qilou.law.requirement import Requirement
from qilou.law.text import Text

from . import construction, evaluation, general, later, liability, planning

NOT_SOFTWARE = {
    "A36.1": Text(
        "总体目标，没有可以单独检验的内容；可检验的部分见A36.2至A39.2",
        "A general aim with nothing to test by itself; its testable parts are A36.2 to A39.2",
    ),
    "A41.1": Text(
        "其他法律自行适用，平台没有相应的行为可作",
        "Other laws apply of their own force; there is no act for the platform in it",
    ),
}

TABLES = (general.TABLE, planning.TABLE, evaluation.TABLE, construction.TABLE, later.TABLE, liability.TABLE)


def _requirement(heading: str, zh: str, en: str) -> Requirement:
    """A row of a table; its heading is “id kind mark actor”, and X ids belong to no article."""
    code, kind, mark, actor = heading.split(maxsplit=3)
    article = int(code[1:].partition(".")[0]) if code.startswith("A") else 0
    return Requirement(code, article, kind, actor, Text(zh, en), mark, NOT_SOFTWARE.get(code))


REQUIREMENTS: dict[str, Requirement] = {
    requirement.id: requirement for table in TABLES for requirement in (_requirement(*row) for row in table)
}

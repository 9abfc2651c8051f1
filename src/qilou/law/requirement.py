"""The requirements that the law's articles come to: the ids that rules, steps, clocks, notices and tests name."""

from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """One testable requirement. `article` is 0 for the cross-cutting ones (X1 to X8).

    `kind` is one of DEF DUTY RIGHT POWER BAN TIME COND EFF PRIN or X; `mark` as for articles. `not_software` says why
    no code can carry it, where that is so; only then may its status be "not software".
    """

    id: str
    article: int
    kind: str
    actor: str
    says: Text
    mark: str
    not_software: Text | None = None

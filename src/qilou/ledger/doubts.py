"""What verification finds: each doubt says what kind it is, where, and what was expected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not agree with the record. `what` is stable; `where` names the place."""

    what: str
    where: str
    said: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.said}"


Check = Callable[[], Iterator[Doubt]]
CHECKS: dict[str, Check] = {}


def also_verify(name: str, check: Check) -> None:
    """Let `qilou verify` check what a module keeps beside its tables, such as files. A name is taken once."""
    if CHECKS.setdefault(name, check) is not check:
        raise ValueError(f"the check {name} is declared twice")

"""Which requirement is carried by what: filled by the declarations themselves while they are imported."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T", bound=Callable[..., object])

CARRIERS: dict[str, set[str]] = defaultdict(set)


def carry(carrier: str, requirements: tuple[str, ...]) -> None:
    """Note that the named declaration carries these requirements of REQUIREMENTS.md."""
    for requirement in requirements:
        CARRIERS[requirement].add(carrier)


def carries(*requirements: str) -> Callable[[T], T]:
    """Mark a function or class (an action, a query, a model, a page) that carries requirements by itself."""

    def mark(thing: T) -> T:
        carry(f"{thing.__module__.removeprefix('qilou.')}.{thing.__qualname__}", requirements)
        return thing

    return mark

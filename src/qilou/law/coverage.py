"""What carries each requirement: read from the declarations and from the tests' own marks, never from a list."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .requirement import Requirement
from .text import Language, Text


class Status(StrEnum):
    """Where a requirement stands."""

    CARRIED = "carried"
    NOT_YET = "not yet"
    NOT_SOFTWARE = "not software"


UNCARRIED = Text("尚无代码承担", "No code carries it yet")
UNTESTED = Text("尚无测试证明", "No test shows it yet")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One requirement, the declarations that carry it, the tests that name it, and why it is not carried."""

    requirement: Requirement
    status: Status
    by: tuple[str, ...]
    tests: tuple[str, ...]
    reason: Text | None

    def as_json(self, language: Language = "en") -> dict[str, object]:
        """The object that `qilou law --json` lists."""
        return {
            "id": self.requirement.id,
            "status": self.status.value,
            "by": list(self.by),
            "tests": list(self.tests),
            "reason": self.reason.in_(language) if self.reason else None,
        }


def coverage(
    requirements: Mapping[str, Requirement],
    carriers: Mapping[str, Iterable[str]],
    tests: Mapping[str, Iterable[str]],
) -> list[Coverage]:
    """Every requirement in the order of the law. Carried needs at least one declaration and one test."""
    return [
        _covered(requirement, tuple(sorted(carriers.get(code, ()))), tuple(sorted(tests.get(code, ()))))
        for code, requirement in sorted(requirements.items(), key=lambda item: in_order(item[0]))
    ]


def _covered(requirement: Requirement, by: tuple[str, ...], tests: tuple[str, ...]) -> Coverage:
    if by and tests:
        return Coverage(requirement, Status.CARRIED, by, tests, None)
    if requirement.not_software and not by:
        return Coverage(requirement, Status.NOT_SOFTWARE, by, tests, requirement.not_software)
    return Coverage(requirement, Status.NOT_YET, by, tests, UNTESTED if by else UNCARRIED)


def in_order(code: str) -> tuple[int, int]:
    """Sorts ids as the law does: A2.1 before A10.1, and the cross-cutting X ids last."""
    if code.startswith("X"):
        return (1000, int(code[1:]))
    article, _, number = code[1:].partition(".")
    return (int(article), int(number))


def strangers(requirements: Mapping[str, Requirement], *named: Mapping[str, object]) -> list[str]:
    """Ids that declarations or tests name although no requirement has them."""
    return sorted({code for names in named for code in names if code not in requirements})


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Requirement to the tests that name it by `@pytest.mark.req(…)`, read without importing them.

    Raises ValueError for a mark whose ids are not written out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        for test, codes in _tests_of(tree.body, _module_marks(tree, name), name):
            for code in codes:
                found[code].append(test)
    return dict(found)


def _tests_of(body: list[ast.stmt], inherited: frozenset[str], name: str) -> Iterator[tuple[str, frozenset[str]]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _tests_of(node.body, inherited | _marks(node.decorator_list, name), f"{name}::{node.name}")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield f"{name}::{node.name}", inherited | _marks(node.decorator_list, name)


def _module_marks(tree: ast.Module, name: str) -> frozenset[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            return _marks([node.value], name)
    return frozenset()


def _marks(expressions: list[ast.expr], name: str) -> frozenset[str]:
    codes: set[str] = set()
    for call in (node for expression in expressions for node in ast.walk(expression)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "req"):
            continue
        for argument in call.args:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                raise ValueError(f"{name}:{call.lineno}: write the requirement's id out")
            codes.add(argument.value)
    return frozenset(codes)

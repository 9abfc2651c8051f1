"""Every refusal says what would make it pass: by its rules' findings, in its own words, or since it is a conflict."""

import ast
from collections.abc import Iterator

import pytest

from qilou.site import places

RAISED = {"Refused", "NotPermitted", "refuse", "_refused", "_not"}
WAYS = ("请", "须", "办理", "由", "%(way)s")  # what to do, what must be so, whose it is, or the way out of secrets


def refusals(source: str) -> Iterator[tuple[int, str]]:
    """Line and Chinese words of each refusal that is said where it is raised and rests on no finding."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in RAISED):
            continue
        if any(keyword.arg == "findings" for keyword in call.keywords):
            continue
        for said in ast.walk(call):
            if isinstance(said, ast.Call) and isinstance(said.func, ast.Name) and said.func.id == "say":
                words = said.args[0]
                if isinstance(words, ast.Constant) and isinstance(words.value, str):
                    yield call.lineno, words.value


def silent(source: str) -> list[tuple[int, str]]:
    return [(line, words) for line, words in refusals(source) if not any(way in words for way in WAYS)]


def test_every_refusal_says_what_would_make_it_pass() -> None:
    told = {path: path.read_text(encoding="utf-8") for path in sorted(places.SOURCE.rglob("*.py"))}
    assert sum(1 for source in told.values() for _ in refusals(source)) > 80
    assert [f"{path.name}:{line} {words}" for path, source in told.items() for line, words in silent(source)] == []


@pytest.mark.parametrize(
    ("words", "faulty"), [("已经停用。", True), ("已经停用，请另选。", False)], ids=["says nothing", "says what to do"]
)
def test_a_refusal_that_leaves_one_standing_is_found(words: str, *, faulty: bool) -> None:
    assert bool(silent(f'raise Refused("code", say("{words}", "Retired."))')) is faulty

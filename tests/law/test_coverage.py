"""What `qilou law` says: read from declarations and from the tests' own marks."""

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from qilou.law import Text
from qilou.law.commands import register
from qilou.law.coverage import Status, coverage, marked_tests, strangers
from qilou.law.requirement import Requirement
from qilou.law.requirements import REQUIREMENTS

REASON = Text("总体目标", "a general aim")


def requirement(code: str, not_software: Text | None = None) -> Requirement:
    return Requirement(code, 1, "DUTY", "EGA", Text("要求", "Requirement"), "T", not_software)


def statuses(*requirements: Requirement, carriers=None, tests=None) -> list[tuple[str, str]]:
    listed = coverage({one.id: one for one in requirements}, carriers or {}, tests or {})
    return [(one.requirement.id, one.status.value) for one in listed]


@pytest.mark.parametrize(
    ("carriers", "tests", "status"),
    [
        ({}, {}, "not yet"),
        ({"A1.1": {"rule a"}}, {}, "not yet"),
        ({}, {"A1.1": ["tests/a"]}, "not yet"),
        ({"A1.1": {"rule a"}}, {"A1.1": ["tests/a"]}, "carried"),
    ],
)
def test_carried_needs_a_declaration_and_a_test(carriers, tests, status: str) -> None:
    assert statuses(requirement("A1.1"), carriers=carriers, tests=tests) == [("A1.1", status)]


def test_what_is_not_software_says_so_until_something_carries_it() -> None:
    aim = requirement("A36.1", REASON)
    assert statuses(aim) == [("A36.1", "not software")]
    assert statuses(aim, carriers={"A36.1": {"rule a"}}) == [("A36.1", "not yet")]


def test_requirements_are_listed_in_the_order_of_the_law() -> None:
    assert [code for code, _ in statuses(requirement("X1"), requirement("A10.1"), requirement("A9.2"))] == [
        "A9.2",
        "A10.1",
        "X1",
    ]


def test_an_object_has_exactly_the_promised_keys() -> None:
    (one,) = coverage({"A1.1": requirement("A1.1")}, {"A1.1": {"b", "a"}}, {"A1.1": ["t"]})
    assert one.as_json() == {"id": "A1.1", "status": "carried", "by": ["a", "b"], "tests": ["t"], "reason": None}


def test_ids_that_nobody_knows_are_found() -> None:
    assert strangers({"A1.1": requirement("A1.1")}, {"A1.1": 0, "A9.9": 0}, {"B1": 0}) == ["A9.9", "B1"]


MARKED = """
import pytest

pytestmark = [pytest.mark.req("A1.1")]

@pytest.mark.req("A16.6", "A16.7")
@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.req("A16.8")), 2])
def test_one(n): ...

@pytest.mark.req("A5.4")
class TestTwo:
    async def test_inside(self): ...
    def helper(self): ...

def not_a_test(): ...
"""


def test_marks_are_read_from_functions_classes_modules_and_parameters(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "projects"
    folder.mkdir(parents=True)
    (folder / "test_marks.py").write_text(MARKED, encoding="utf-8")
    one, two = "tests/projects/test_marks.py::test_one", "tests/projects/test_marks.py::TestTwo::test_inside"
    assert marked_tests(tmp_path / "tests") == {
        "A1.1": [one, two],
        "A16.6": [one],
        "A16.7": [one],
        "A16.8": [one],
        "A5.4": [two],
    }


def test_a_mark_that_is_not_written_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "test_marks.py").write_text("@pytest.mark.req(IDS)\ndef test_one(): ...\n", encoding="utf-8")
    with pytest.raises(ValueError, match="write the requirement's id out"):
        marked_tests(tmp_path)


def run(*arguments: str) -> int:
    parser = ArgumentParser()
    register(parser.add_subparsers())
    chosen = parser.parse_args(["law", *arguments])
    return chosen.run(chosen)


def test_the_command_lists_every_requirement_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed] == [one.requirement.id for one in coverage(REQUIREMENTS, {}, {})]
    assert {one["status"] for one in listed} <= {status.value for status in Status}
    assert next(one for one in listed if one["id"] == "X2")["status"] == "carried"


def test_the_command_prints_a_table_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--language", "zh", "--status", "not software") == 0
    printed = capsys.readouterr().out
    assert "A36.1" in printed
    assert "建立健全安全保障体系" in printed
    assert f"of {len(REQUIREMENTS)}" in printed


def test_a_test_that_names_an_unknown_requirement_is_an_error(tmp_path: Path, capsys) -> None:
    (tmp_path / "test_marks.py").write_text("@pytest.mark.req('A99.1')\ndef test_one(): ...\n", encoding="utf-8")
    assert run("--tests", str(tmp_path)) == 1
    assert "A99.1" in capsys.readouterr().err

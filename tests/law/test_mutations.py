"""A test that names a requirement counts only if it fails when the rule is broken."""

from pathlib import Path

import pytest

from law.mutations import KILLED, SURVIVED, mutants, mutate, naming, run, sample

WATCHFUL = """
import pytest
from datetime import date
from qilou.law import Breach, Readings, Text, rule, say
from qilou.law.measures import M164

@rule(Text("测", "Try"), cites=M164.art(20))
def tried(facts):
    return Breach(say("否", "No"), say("改", "Mend it"))

def test_it():
    finding = tried(object(), Readings(date(2026, 3, 2)))
    assert {expectation}
"""


@pytest.mark.parametrize(
    ("expectation", "outcome"),
    [("not finding.passed", KILLED), ("finding.edition == '2015'", SURVIVED)],
    ids=["a test that looks", "a test that does not look"],
)
def test_a_broken_rule_is_noticed_only_by_a_test_that_looks(tmp_path: Path, expectation: str, outcome: int) -> None:
    file = tmp_path / "test_tried.py"
    file.write_text(WATCHFUL.format(expectation=expectation), encoding="utf-8")
    done = run("rule test_tried.tried", [str(file)])
    assert done.outcome == outcome, done.output


def test_what_is_not_declared_cannot_be_broken() -> None:
    with pytest.raises(LookupError, match="nothing is declared"):
        mutate("rule projects.nowhere.nothing")


def noticed(name: str) -> None:
    tests = naming(mutants()[name])
    done = run(name, tests)
    assert done.outcome == KILLED, f"{name} can be broken and {', '.join(tests)} do not notice\n{done.output}"


@pytest.mark.parametrize("name", sample(6))
def test_a_sample_of_broken_declarations_is_noticed(name: str) -> None:
    noticed(name)


@pytest.mark.soak
@pytest.mark.parametrize("name", sample(10_000))
def test_every_broken_declaration_is_noticed(name: str) -> None:
    noticed(name)

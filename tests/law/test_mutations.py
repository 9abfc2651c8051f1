"""A test that names a requirement counts only if it fails when what carries it is broken."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from law.mutations import KILLED, NOTHING, SURVIVED, breakable, broken, mutants, mutate, naming, run, sample
from qilou.law.carried import CARRIERS
from qilou.law.coverage import Status, coverage
from qilou.law.requirements import REQUIREMENTS

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
    tests = [f"{file}::test_it"]
    done = run({"rule test_tried.tried": tests, NOTHING: tests})
    assert done["rule test_tried.tried"][0] == outcome, done
    assert done[NOTHING][0] == SURVIVED, done


def test_what_is_not_declared_cannot_be_broken() -> None:
    with pytest.raises(LookupError, match="nothing is declared"):
        mutate("rule projects.nowhere.nothing")


def test_whatever_is_carried_has_a_carrier_that_can_be_broken() -> None:
    known = mutants()
    within_reach = {code for codes in known.values() for code in codes}
    carried = [
        one.requirement.id
        for one in coverage(REQUIREMENTS, CARRIERS, {code: naming([code]) for code in REQUIREMENTS})
        if one.status is Status.CARRIED
    ]
    assert carried
    assert [code for code in carried if code not in within_reach] == []


def noticed(names: Sequence[str], at_once: int) -> None:
    done = broken(names, at_once)
    overlooked = {name: output[-1500:] for name, (outcome, output) in done.items() if outcome != KILLED}
    assert not overlooked, "\n".join(f"{name} can be broken unseen:\n{output}" for name, output in overlooked.items())


def test_a_sample_of_broken_declarations_is_noticed() -> None:
    noticed(sample(6), at_once=1)


@pytest.mark.soak
def test_every_broken_declaration_is_noticed_and_with_none_broken_no_test_fails() -> None:
    known = breakable()
    codes = {code for name, named in mutants().items() if name in known for code in named}
    assert run({NOTHING: naming(codes)})[NOTHING][0] == SURVIVED
    noticed(known, at_once=2)

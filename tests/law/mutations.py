"""Breaks one declaration and runs the tests that name its requirements: they must fail, or they prove nothing.

As a pytest plugin (`-p law.mutations`) it breaks what QILOU_MUTATE names once every test has been collected:
`rule …` always answers met, `step …` asks for no rules, `clock …` runs a day longer, `notice …` is not served.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from qilou.law import Met, Parameter
from qilou.law.carried import CARRIERS
from qilou.law.coverage import marked_tests
from qilou.law.declared import declare_all
from qilou.law.rule import RULES, Rule

ROOT = Path(__file__).parents[2]
NAMED = "QILOU_MUTATE"
KILLED, SURVIVED, NOTHING_RAN = 1, 0, 5


def pytest_collection_finish(session: pytest.Session) -> None:
    """Everything is imported now, and nothing has run yet."""
    if name := os.environ.get(NAMED):
        mutate(name)


def mutate(name: str) -> None:
    """Break one declaration of this process for good; raises LookupError for one that is not there."""
    kind, _, code = name.partition(" ")
    breaks = {"rule": _rule, "step": _step, "clock": _clock, "notice": _notice}[kind]
    if not breaks(code):
        declare_all()
        if not breaks(code):
            raise LookupError(f"nothing is declared as {name}")


def _rule(code: str) -> bool:
    rule = RULES.get(code)
    if rule:
        _always_met(rule)
    return rule is not None


def _always_met(rule: Rule) -> None:
    rule.editions[:] = [replace(one, test=lambda facts: Met(), reads_parameters=False) for one in rule.editions]


def _procedures() -> list[object]:
    from qilou.casework.procedure import PROCEDURES

    return [procedure for editions in PROCEDURES.values() for procedure in editions]


def _step(code: str) -> bool:
    steps = [step for one in _procedures() for step in one.steps if one.name_of(step) == code]
    for step in steps:
        _put(step, requires=())
    return bool(steps)


def _clock(code: str) -> bool:
    clocks = [clock for one in _procedures() for clock in one.clocks if f"{one.code}.{clock.name}" == code]
    for clock in clocks:
        if clock.last:
            _put(clock, last=lambda act, last=clock.last: last(act) + timedelta(days=1))
        else:
            _put(clock, length=_longer(clock.length))
    return bool(clocks)


def _longer(length: object) -> object:
    if isinstance(length, Parameter):
        return lambda act: act.readings[length] + 1
    return (lambda act: length(act) + 1) if callable(length) else length + 1


def _notice(code: str) -> bool:
    serving = [step for one in _procedures() for step in one.steps if code in {kind.code for kind in step.serves}]
    for step in serving:
        _put(step, serves=tuple(kind for kind in step.serves if kind.code != code))
    return bool(serving)


def _put(frozen: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(frozen, name, value)


def mutants() -> dict[str, frozenset[str]]:
    """Everything that can be broken so, with the requirements whose tests must notice."""
    declare_all()
    carried: dict[str, set[str]] = {}
    for code, carriers in CARRIERS.items():
        for carrier in carriers:
            if carrier.partition(" ")[0] in ("rule", "clock", "notice"):
                carried.setdefault(carrier, set()).add(code)
    for procedure in _procedures():
        for step in procedure.steps:
            if step.requires:
                named = {*step.req, *(code for rule in step.requires for code in rule.req)}
                carried[f"step {procedure.name_of(step)}"] = named
    return {name: frozenset(codes) for name, codes in sorted(carried.items())}


@cache
def _named() -> dict[str, list[str]]:
    return marked_tests(ROOT / "tests")


def sample(size: int) -> list[str]:
    """So many of those whose requirements have tests, spread evenly over all of them."""
    tested = _named()
    names = [name for name, codes in mutants().items() if codes & set(tested)]
    return names[:: max(1, len(names) // size)][:size]


def naming(codes: Iterable[str]) -> list[str]:
    """The tests that name any of these requirements, those of rules first since they are quick."""
    named = _named()
    return sorted(
        {test for code in codes for test in named.get(code, ())}, key=lambda test: ("rules" not in test, test)
    )


def run(name: str, tests: list[str]) -> SimpleNamespace:
    """Run these tests with that declaration broken; `outcome` is KILLED, SURVIVED or NOTHING_RAN."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "QILOU_CLOCK"))}
    environment |= {NAMED: name, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    options = ["-x", "-q", "-p", "law.mutations", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", *options, "-m", "not soak and not browser", f"--rootdir={ROOT}"]
    done = subprocess.run([*command, *tests], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (KILLED, SURVIVED, NOTHING_RAN):
        raise RuntimeError(f"{name}: pytest ended with {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return SimpleNamespace(outcome=done.returncode, output=done.stdout)

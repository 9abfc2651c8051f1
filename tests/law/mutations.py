"""Breaks declarations one by one and runs the tests that name their requirements: they must fail, or prove nothing.

As a pytest plugin (`-p law.mutations`) it takes what QILOU_MUTATE lists. Once every test has been collected the process
is copied for each, the copy breaks that one declaration and runs its tests until the first fails. What "broken" means:
a `rule` always answers met; a `step` asks for no rules, or is never open where it asked for none; a `clock` runs a day
longer; a `notice` is not served; a `check` finds nothing; a `parameter` has another default; a function does nothing; a
table of words lacks one; a statute comes into force a day later; the calendar knows no year. `nothing` breaks nothing:
its tests must pass.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import unwrap
from pathlib import Path
from random import Random
from types import FunctionType

import pytest

from qilou.law import Breach, Met, Parameter, Text, rule, say
from qilou.law.calendar import Calendar
from qilou.law.carried import CARRIERS
from qilou.law.coverage import marked_tests
from qilou.law.declared import declare_all
from qilou.law.measures import M164
from qilou.law.parameter import PARAMETERS
from qilou.law.rule import RULES, Rule
from qilou.law.statute import Statute

ROOT = Path(__file__).parents[2]
NAMED, TOLD, AT_ONCE = "QILOU_MUTATE", "QILOU_MUTATE_TOLD", "QILOU_MUTATE_AT_ONCE"
KILLED, SURVIVED = 1, 0
NOTHING = "nothing"


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Everything is imported now, and nothing has run yet."""
    if NAMED not in os.environ:
        return
    waiting: list[tuple[str, list[str]]] = json.loads(os.environ[NAMED])
    running: dict[int, str] = {}
    told = Path(os.environ[TOLD])
    while waiting or running:
        while waiting and len(running) < int(os.environ[AT_ONCE]):
            name, tests = waiting.pop(0)
            copy = os.fork()
            if not copy:
                _become(session, name, tests, told / f"{sha256(name.encode()).hexdigest()}.out")
                return
            running[copy] = name
        ended, status = os.wait()
        name = running.pop(ended)
        with (told / "outcomes").open("a", encoding="utf-8") as outcomes:
            outcomes.write(json.dumps([name, os.waitstatus_to_exitcode(status)]) + "\n")
    session.items[:] = []


def _become(session: pytest.Session, name: str, tests: list[str], out: Path) -> None:
    """Go on as the copy that has this declaration broken and only these tests to run."""
    with out.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if name != NOTHING:
        mutate(name)
    order = {test: place for place, test in enumerate(tests)}
    mine = [item for item in session.items if _function(item) in order]
    session.items[:] = sorted(mine, key=lambda item: order[_function(item)])
    session.config.option.maxfail = 1


def _function(item: pytest.Item) -> str:
    """A test by the name that `marked_tests` gives it, whatever its parameters."""
    path = item.path.relative_to(ROOT) if item.path.is_relative_to(ROOT) else item.path
    return "::".join([path.as_posix(), *item.nodeid.partition("[")[0].split("::")[1:]])


def mutate(name: str) -> None:
    """Break one declaration of this process for good; raises LookupError for one that is not there."""
    kind, _, code = name.partition(" ")
    breaks = BREAKS[kind] if code else _named_thing
    declare_all()
    if not breaks(code or name):
        raise LookupError(f"nothing is declared as {name}")


def _rule(code: str) -> bool:
    declared = RULES.get(code)
    if declared:
        _always_met(declared)
    return declared is not None


def _always_met(declared: Rule) -> None:
    declared.editions[:] = [replace(one, test=lambda facts: Met(), reads_parameters=False) for one in declared.editions]


def _procedures() -> list[object]:
    from qilou.casework.procedure import PROCEDURES

    return [procedure for editions in PROCEDURES.values() for procedure in editions]


def _step(code: str) -> bool:
    steps = [step for one in _procedures() for step in one.steps if one.name_of(step) == code]
    for step in steps:
        _put(step, requires=() if step.requires else (_never(),))
    return bool(steps)


@cache
def _never() -> Rule:
    @rule(Text("从不可行", "Never open"), cites=M164.art(20))
    def never(facts: object) -> Breach:
        return Breach(say("从不可行", "Never open"), say("没有办法", "No way"))

    return never


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


def _check(code: str) -> bool:
    from qilou.supervision.rules.check import CHECKS

    if code in CHECKS:
        _put(CHECKS[code], test=lambda facts, readings: ())
    return code in CHECKS


def _parameter(code: str) -> bool:
    declared = PARAMETERS.get(code)
    if declared:
        _put(declared, default=_another(declared))
    return declared is not None


def _another(declared: "Parameter[object]") -> object:
    default = declared.default
    if others := [one for one in declared.alternatives if one != default]:
        return others[0]
    if isinstance(default, bool):
        return not default
    if isinstance(default, int | Decimal):
        return default + 1
    return () if default else tuple(declared.members)[:1]


def _named_thing(path: str) -> bool:
    """Something that carries requirements by its own name: module and name within it."""
    parts = path.split(".")
    module, depth = next(
        (import_module(name), n)
        for n in range(len(parts), 0, -1)
        if (name := ".".join(["qilou", *parts[:n]])) in sys.modules
    )
    thing: object = module
    for part in parts[depth:]:
        thing = getattr(thing, part)
    thing = unwrap(thing) if callable(thing) else thing
    if isinstance(thing, FunctionType):
        thing.__code__ = _nothing.__code__  # refused by Python for a closure
    elif isinstance(thing, dict):
        del thing[next(iter(thing))]
    elif isinstance(thing, Statute):
        _put(thing, effective=thing.effective + timedelta(days=1))
    elif isinstance(thing, Calendar):
        _put(thing, notices={})
    else:
        return False
    return True


def _nothing(*args: object, **named: object) -> None:
    """What a broken function does."""


BREAKS: Mapping[str, Callable[[str], bool]] = {
    "rule": _rule,
    "step": _step,
    "clock": _clock,
    "notice": _notice,
    "check": _check,
    "parameter": _parameter,
}


def _put(frozen: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(frozen, name, value)


def mutants() -> dict[str, frozenset[str]]:
    """Everything that can be broken so, with the requirements whose tests must notice."""
    declare_all()
    carried: dict[str, set[str]] = {}
    for code, carriers in CARRIERS.items():
        for carrier in carriers:
            if _can_be_broken(carrier):
                carried.setdefault(carrier, set()).add(code)
    for procedure in _procedures():
        for step in procedure.steps:
            if step.requires:
                named = {*step.req, *(code for rule in step.requires for code in rule.req)}
                carried[f"step {procedure.name_of(step)}"] = named
    return {name: frozenset(codes) for name, codes in sorted(carried.items())}


def _can_be_broken(carrier: str) -> bool:
    """Models and whole procedures cannot: everything would fail with them, whatever a test looks at."""
    kind, _, code = carrier.partition(" ")
    if kind == "parameter":
        return len(PARAMETERS[code].alternatives) != 1  # one alone is a decision: nothing else can be chosen
    if code:
        return kind in BREAKS
    name = carrier.rpartition(".")[2]
    return not name[:1].isupper() or name.isupper()


@cache
def _named() -> dict[str, list[str]]:
    return marked_tests(ROOT / "tests")


def breakable() -> list[str]:
    """All that can be broken and whose requirements have tests."""
    named = set(_named())
    return [name for name, codes in mutants().items() if codes & named]


def sample(size: int) -> list[str]:
    """So many of them, others whenever something is declared anew, the same for whoever asks of the same code."""
    names = breakable()
    return Random("".join(names)).sample(names, size)  # a choice, not a secret


def naming(codes: Iterable[str]) -> list[str]:
    """The tests that name any of these requirements: those of rules first since they are quick, whole lives last."""
    named = _named()
    return sorted(
        {test for code in codes for test in named.get(code, ())},
        key=lambda test: ("e2e" in test, "rules" not in test, test),
    )


def broken(names: Sequence[str], at_once: int = 1) -> dict[str, tuple[int, str]]:
    """What the tests of each said when it was broken: KILLED, SURVIVED or another of pytest's codes, and its output."""
    known = mutants()
    return run({name: naming(known[name]) for name in names}, at_once)


def run(plan: Mapping[str, Sequence[str]], at_once: int = 1) -> dict[str, tuple[int, str]]:
    """Run for each name the tests that it lists, so many names at once."""
    with tempfile.TemporaryDirectory(prefix="qilou-tests-") as told:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "QILOU_CLOCK"))}
        asked = {NAMED: json.dumps(list(plan.items())), TOLD: told, AT_ONCE: str(at_once)}
        path = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
        options = ["-q", "-p", "law.mutations", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"]
        files = sorted({test.partition("::")[0] for tests in plan.values() for test in tests})
        command = [sys.executable, "-m", "pytest", *options, "-m", "not soak and not browser", f"--rootdir={ROOT}"]
        done = subprocess.run(
            [*command, *files], cwd=ROOT, env=kept | asked | path, capture_output=True, text=True, check=False
        )
        outcomes = _told(Path(told))
        if missing := set(plan) - set(outcomes):
            raise RuntimeError(f"not tried: {sorted(missing)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return outcomes


def _told(told: Path) -> dict[str, tuple[int, str]]:
    file = told / "outcomes"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {name: (outcome, _output(told, name)) for name, outcome in map(json.loads, lines)}


def _output(told: Path, name: str) -> str:
    file = told / f"{sha256(name.encode()).hexdigest()}.out"
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

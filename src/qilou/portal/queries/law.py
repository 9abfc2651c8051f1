"""The law in the open: what rests on each article, and how far each requirement is carried."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qilou.casework.guide import RuleGuide, fields_in, notices_of
from qilou.casework.procedure import PROCEDURES, Clock, NoticeKind, Procedure, Step
from qilou.law import Article, Parameter, Statute, Summary, Text
from qilou.law.carried import CARRIERS
from qilou.law.coverage import Coverage, Status, coverage, marked_tests
from qilou.law.declared import declare_all
from qilou.law.measures import CHAPTERS, M164, Chapter
from qilou.law.parameter import PARAMETERS
from qilou.law.requirements import REQUIREMENTS
from qilou.law.rule import RULES
from qilou.law.statutes import STATUTES

TESTS = Path(__file__).parents[4] / "tests"
CROSS_CUTTING = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements stand where."""

    carried: int
    not_yet: int
    not_software: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.carried + self.not_yet + self.not_software


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in a list: its place, our title, how sure its text is, and what rests on it."""

    place: Article
    summary: Summary
    tally: Tally
    resting: int


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """A chapter and its articles; a statute of which only single articles are cited has one without a chapter."""

    chapter: Chapter | None
    articles: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class OnProcedure:
    """A step, period, paper or field, with the procedure in which it stands; `step` is None on opening."""

    procedure: Procedure
    what: Any  # Any: Step, Clock, NoticeKind or FieldSpec, as the list says that holds it
    step: Step | None = None

    @property
    def href(self) -> str:
        """Where its procedure's page tells of it."""
        anchors: dict[type, str] = {Step: "step", Clock: "clock", NoticeKind: "notice"}
        kind = anchors.get(type(self.what))
        if kind:
            name = self.what.code if isinstance(self.what, NoticeKind) else self.what.name
            return f"/procedures/{self.procedure.code}/#{kind}-{name}"
        return f"/procedures/{self.procedure.code}/#{f'step-{self.step.name}' if self.step else 'opening'}"


@dataclass(frozen=True, slots=True)
class Resting:
    """Everything declared that rests on one article; a field that several steps ask for stands once."""

    requirements: tuple[Coverage, ...]
    procedures: tuple[Procedure, ...]
    rules: tuple[RuleGuide, ...]
    steps: tuple[OnProcedure, ...]
    clocks: tuple[OnProcedure, ...]
    notices: tuple[OnProcedure, ...]
    fields: tuple[OnProcedure, ...]
    parameters: tuple[Parameter[Any], ...]  # Any: each parameter has a type of its own

    @property
    def count(self) -> int:
        """How many things rest on it, beside the requirements."""
        return sum(map(len, (self.procedures, self.rules, self.steps, self.clocks, self.notices, self.parameters)))


@cache
def _tests() -> Mapping[str, Iterable[str]] | None:
    """The tests' own marks, read once a process; None in an installation that carries no tests."""
    declare_all()
    return marked_tests(TESTS) if TESTS.is_dir() else None


def tests_are_here() -> bool:
    """Whether this installation carries the tests that prove what is carried."""
    return _tests() is not None


def standing() -> list[Coverage]:
    """Every requirement and where it stands, as `qilou law` lists it; without the tests, by declarations alone."""
    tests = _tests()
    return coverage(REQUIREMENTS, CARRIERS, CARRIERS if tests is None else tests)


def tally(listed: Iterable[Coverage]) -> Tally:
    """How many of them stand where."""
    counts = Counter(one.status for one in listed)
    return Tally(counts[Status.CARRIED], counts[Status.NOT_YET], counts[Status.NOT_SOFTWARE])


def chapters(statute: Statute) -> list[ChapterRows]:
    """The chapters of the Measures with their articles; another statute's articles in one group."""
    listed = standing()
    counts = _resting_counts()

    def row(number: int) -> ArticleRow:
        own = [one for one in listed if statute is M164 and one.requirement.article == number]
        place = statute.art(number)
        return ArticleRow(place, place.summary, tally(own), counts[statute.code, number])

    if statute is M164:
        return [ChapterRows(one, tuple(map(row, one.articles))) for one in CHAPTERS]
    return [ChapterRows(None, tuple(map(row, sorted(statute.articles))))]


def statutes() -> list[Statute]:
    """Every other statute that is cited."""
    return [one for one in STATUTES.values() if one is not M164]


def chapter_of(number: int) -> Chapter:
    """The chapter of the Measures that holds an article."""
    return next(one for one in CHAPTERS if number in one.articles)


def neighbours(place: Article) -> tuple[Article | None, Article | None]:
    """The articles before and after it in its statute, as far as it is told here."""
    numbers = sorted(place.statute.articles)
    at = numbers.index(place.number)
    before = place.statute.art(numbers[at - 1]) if at else None
    after = place.statute.art(numbers[at + 1]) if at + 1 < len(numbers) else None
    return before, after


def resting_on(place: Article) -> Resting:
    """Everything that rests on an article, whatever paragraph it points to."""
    listed = standing()

    def here(*cited: Article | None) -> bool:
        return any(one and one.statute is place.statute and one.number == place.number for one in cited)

    newest = [editions[-1] for _, editions in sorted(PROCEDURES.items())]
    return Resting(
        requirements=tuple(one for one in listed if place.statute is M164 and one.requirement.article == place.number),
        procedures=tuple(one for one in newest if here(one.cites)),
        rules=tuple(RuleGuide.of(one) for _, one in sorted(RULES.items()) if here(one.cites)),
        steps=tuple(OnProcedure(one, step, step) for one in newest for step in one.steps if here(step.cites)),
        clocks=tuple(
            OnProcedure(one, clock)
            for one in newest
            for clock in one.clocks
            if here(clock.cites, *(ground.cites for ground in clock.grounds))
        ),
        notices=tuple(OnProcedure(one, kind) for one in newest for kind in notices_of(one) if here(*kind.cites)),
        fields=tuple(field for one in newest for field in _asked(one, here)),
        parameters=tuple(one for _, one in sorted(PARAMETERS.items()) if here(one.cites)),
    )


def _asked(procedure: Procedure, here: Callable[..., bool]) -> list[OnProcedure]:
    """The fields that the article asks for, each where it is asked first."""
    found: dict[Text, OnProcedure] = {}
    for step, field in fields_in(procedure):
        if here(field.says.cites):
            found.setdefault(field.label, OnProcedure(procedure, field, step))
    return list(found.values())


def _resting_counts() -> Counter[tuple[str, int]]:
    """How many procedures, rules, steps, periods, papers and parameters cite each article."""
    counts: Counter[tuple[str, int]] = Counter()
    cited: list[Article] = [one.cites for one in RULES.values()] + [one.cites for one in PARAMETERS.values()]
    for editions in PROCEDURES.values():
        procedure = editions[-1]
        cited += [procedure.cites, *(one.cites for one in procedure.steps)]
        for clock in procedure.clocks:
            cited += {(p.statute.code, p.number): p for p in (clock.cites, *(g.cites for g in clock.grounds))}.values()
        for kind in notices_of(procedure):
            cited += {(p.statute.code, p.number): p for p in kind.cites}.values()
    for place in cited:
        counts[place.statute.code, place.number] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Carrier:
    """A declaration that carries a requirement, in its own words and with its page where it has them."""

    name: str
    label: Text | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement as tables show it: where it stands, its article, and what carries it."""

    coverage: Coverage
    article: Article | None
    carriers: tuple[Carrier, ...]


def rows(listed: Iterable[Coverage]) -> list[RequirementRow]:
    """Requirements with what carries each in a reader's words."""
    known = _known_carriers()
    return [
        RequirementRow(
            one,
            M164.art(one.requirement.article) if one.requirement.article else None,
            tuple(known.get(name, Carrier(name)) for name in one.by),
        )
        for one in listed
    ]


def _known_carriers() -> dict[str, Carrier]:
    """Every declaration that has words of its own, by the name under which it carries."""
    found = [(f"rule {code}", one.title, page_of(one.cites, f"rule-{code}")) for code, one in RULES.items()]
    found += [
        (f"parameter {code}", one.question, page_of(one.cites, f"parameter-{code}")) for code, one in PARAMETERS.items()
    ]
    for code, editions in PROCEDURES.items():
        procedure, base = editions[-1], f"/procedures/{code}/"
        found.append((f"procedure {code}", procedure.title, base))
        found += [(f"step {procedure.name_of(one)}", one.label, f"{base}#step-{one.name}") for one in procedure.steps]
        found += [(f"clock {code}.{one.name}", one.label, f"{base}#clock-{one.name}") for one in procedure.clocks]
        found += [(f"notice {one.code}", one.title, f"{base}#notice-{one.code}") for one in notices_of(procedure)]
    return {name: Carrier(name, label, href) for name, label, href in found}


def page_of(place: Article, anchor: str = "") -> str:
    """The address of an article's page."""
    return f"/law/{place.statute.code}/{place.number}/" + (f"#{anchor}" if anchor else "")


def chosen(status: str, chapter: str, words: str) -> list[Coverage]:
    """The requirements with a status, of a chapter (0: those that cross all), that say the words."""
    wanted = words.casefold()
    return [
        one
        for one in standing()
        if status in ("", one.status.value)
        and (not chapter.isdecimal() or _chapter_number(one) == int(chapter))
        and wanted in f"{one.requirement.id} {one.requirement.says.zh} {one.requirement.says.en}".casefold()
    ]


def _chapter_number(one: Coverage) -> int:
    article = one.requirement.article
    return chapter_of(article).number if article else CROSS_CUTTING

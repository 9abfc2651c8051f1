"""What approvals and fund decisions read: a unit's latest result, or that there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.casework.today import AtDesk, Today
from qilou.identity.queries import gaps, jurisdictions
from qilou.identity.queries.kept import areas_kept
from qilou.kernel.actor import Actor
from qilou.law import Message, Text, carries, say
from qilou.law.measures import M164

from .models import DistrictYear, Grade, Result


@dataclass(frozen=True, slots=True)
class Latest:
    """A unit's latest result as a decision records it; `grade` is None when no result is on file."""

    grade: Grade | None
    year: int | None = None
    score: Decimal | None = None
    document: str = ""

    @property
    def on_file(self) -> bool:
        """Whether there is any result; its absence never counts as a good one (A7.6)."""
        return self.grade is not None

    @property
    def words(self) -> Message:
        """The result in a sentence, for pages and papers."""
        if self.grade is None:
            return say("无考核结果在案", "no result on file")
        return say(
            "%(year)s 年度：%(grade)s（%(document)s）",
            "%(year)s: %(grade)s (%(document)s)",
            year=self.year,
            grade=self.grade.label,
            document=self.document,
        )

    def as_record(self) -> dict[str, object]:
        """The result as a decision's record keeps it."""
        if self.grade is None:
            return {"on_file": False}
        return {
            "on_file": True,
            "year": self.year,
            "grade": self.grade.value,
            "score": None if self.score is None else str(self.score),
            "document": self.document,
        }


@carries("A7.3", "A7.6")
def latest_result(unit_id: int | None, on: date) -> Latest:
    """The latest year's result of a unit that was issued by a date."""
    found = Result.objects.filter(unit_id=unit_id).known_on(on).first() if unit_id else None
    return Latest(Grade(found.grade), found.year, found.score, found.document) if found else Latest(None)


def recorded_words(record: Mapping[str, object]) -> Text:
    """A result as a decision recorded it, in words; its absence is said, and never taken for a good one (A7.6)."""
    if not record.get("on_file"):
        return Text("无考核结果在案", "No result on file")
    label = Grade(str(record["grade"])).label
    return Text(f"{record['year']} 年度：{label.zh}", f"{record['year']}: {label.en}")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result as the register shows it."""

    unit: Text
    year: int
    grade: Grade
    score: Decimal | None
    document: str
    issued_on: date

    @property
    def tone(self) -> str:
        """The colour of its grade, beside the word."""
        return {Grade.FAIL: "red", Grade.PASS: "grey"}.get(self.grade, "green")


def results(actor: Actor) -> tuple[ResultRow, ...]:
    """Every result that the actor may see, the latest year first."""
    found = Result.objects.visible_to(actor).select_related("unit").order_by("-year", "unit_id", "-pk")
    return tuple(
        ResultRow(one.unit.name, one.year, Grade(one.grade), one.score, one.document, one.issued_on) for one in found
    )


@dataclass(frozen=True, slots=True)
class DistrictStatus:
    """A district in a year: its bodies, and what it entered, if it has."""

    code: str
    name: Text
    missing: tuple[Text, ...]
    entry: DistrictYear | None


@carries("A6.1", "A6.2", "A6.3")
def districts_in(year: int, on: date) -> tuple[DistrictStatus, ...]:
    """Every district of the city with its gaps and its latest entry of a year; three queries."""
    lacking: dict[str, list[Text]] = {}
    for gap in gaps(on):
        lacking.setdefault(gap.jurisdiction, []).append(gap.function.label)
    entries = {
        one.jurisdiction_id: one
        for one in DistrictYear.objects.filter(year=year).order_by("jurisdiction_id", "-pk").distinct("jurisdiction_id")
    }
    return tuple(
        DistrictStatus(one.code, one.name, tuple(lacking.get(one.code, ())), entries.get(one.code))
        for one in jurisdictions()
        if one.kind == "district"
    )


def over_the_desk(desk: AtDesk) -> Iterator[Today]:
    """For an administrator: how many districts of the own area have a function that nobody holds."""
    areas = set(areas_kept(desk.actor))
    if areas and (number := len({one.jurisdiction for one in gaps(desk.today)} & areas)):
        words = say("%(n)s 个区（县）有职责无机构承担", "%(n)s districts have a function that nobody holds", n=number)
        yield Today(words, desk.today, f"/districts/?lacking=1&of={desk.actor.jurisdiction}", M164.art(6))

"""The requirements are those of the design paper, told in both languages."""

import re
from pathlib import Path

import pytest

from qilou.law import readings
from qilou.law.measures import M164
from qilou.law.requirement import ACTORS, KINDS
from qilou.law.requirements import REQUIREMENTS

PAPER = Path(__file__).parents[3] / "shared" / "design" / "REQUIREMENTS.md"
ROW = re.compile(r"\|\s*(A\d+\.\d+)\s*\|\s*(\S+)\s*\|([^|]*)\|.*\|\s*([A-Z+]+)[^|]*\|\s*$")
CROSS_CUTTING = re.compile(r"\|\s*(X\d+)\s*\|")

needs_the_paper = pytest.mark.skipif(not PAPER.exists(), reason="the design papers lie outside this checkout")


@needs_the_paper
def test_the_ids_are_those_of_the_paper() -> None:
    lines = PAPER.read_text(encoding="utf-8").splitlines()
    ids = {found[1] for line in lines if (found := ROW.match(line) or CROSS_CUTTING.match(line))}
    assert ids == set(REQUIREMENTS)


@needs_the_paper
def test_kind_actor_and_mark_are_those_of_the_paper() -> None:
    for line in PAPER.read_text(encoding="utf-8").splitlines():
        if found := ROW.match(line):
            one = REQUIREMENTS[found[1]]
            assert (one.kind, one.actor, one.mark) == (found[2], found[3].strip(), found[4]), found[1]


def test_every_requirement_is_told_in_both_languages_and_belongs_to_an_article() -> None:
    for code, one in REQUIREMENTS.items():
        assert one.id == code
        assert one.kind in KINDS
        assert re.search("[\u4e00-\u9fff]", one.says.zh), code
        assert one.says.en, code
        assert not re.search("[\u4e00-\u9fff]", one.says.en), code
        assert one.article in (*M164.articles, 0), code


def test_what_is_not_software_says_why_and_is_rare() -> None:
    left_out = [one for one in REQUIREMENTS.values() if one.not_software]
    assert len(left_out) <= 3
    assert all(one.not_software.zh and one.not_software.en for one in left_out)


@pytest.mark.req("X5")
def test_every_reconstructed_reading_is_a_parameter() -> None:
    reconstructed = {code for code, one in REQUIREMENTS.items() if "R" in one.mark}
    assert reconstructed <= {code for name in readings.__all__ for code in getattr(readings, name).req}


def test_the_usual_actors_have_names() -> None:
    named = {one.actor for one in REQUIREMENTS.values()} & set(ACTORS)
    assert named == set(ACTORS)

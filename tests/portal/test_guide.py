"""Guides and pictures follow from the declaration alone."""

from itertools import combinations

import pytest
from tests.casework.procedures_of_tests import APPLICANT, LICENCE, REVIEW

from qilou.casework.diagram import Box, picture, wrapped
from qilou.casework.guide import described, fields_in, guide, notices_of, places_cited
from qilou.casework.handbook import declared, mermaid
from qilou.casework.layers import Node, lay
from qilou.casework.procedure import Procedure
from qilou.law import AUTHORITY, Language

PROCEDURES = [*declared(), LICENCE]
EVERY = pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: f"{one.code}.{one.edition}")


def step(name: str) -> object:
    return next(one for one in guide(LICENCE).steps if one.step.name == name)


def test_a_step_says_who_from_where_to_where_and_what_it_must_pass() -> None:
    grant = step("grant")
    assert grant.who == AUTHORITY.label
    assert grant.post.en == "handler"
    assert [one.name for one in grant.origins] == ["under_review"]
    assert grant.target.name == "granted"
    assert [one.title.en for one in grant.rules] == ["It has a title", "At most a million"]
    assert [one.name for one in grant.asks] == ["amount", "note"]


def test_a_form_that_was_told_before_is_named_and_not_told_again() -> None:
    assert step("grant").asked_at is None
    assert step("decide").asked_at.anchor == "step-grant"


def test_a_step_says_which_periods_it_stops_lengthens_and_answers() -> None:
    assert REVIEW.label.en in step("to_experts").does[0].in_("en")
    assert "10" in step("extend").does[0].in_("zh")
    assert "Correction" in step("lapse").does[0].in_("en")
    assert "Scored" in step("score").does[0].in_("en")
    assert "Reply" in step("revoke").does[0].in_("en")


def test_a_party_holds_no_post() -> None:
    assert step("submit").who == APPLICANT.label
    assert step("submit").post is None


def test_a_period_says_its_length_beginning_and_grounds() -> None:
    clock = next(one for one in guide(LICENCE).clocks if one.clock.name == "decision")
    assert clock.length.in_("zh") == "20 个工作日"
    assert clock.length.in_("en") == "20 working days"
    assert "Under review" in clock.begins.in_("en")
    assert clock.rolls is None
    assert clock.clock.grounds == (REVIEW,)


def test_corrections_revocations_and_reopenings_stand_apart() -> None:
    assert [one.step.name for one in guide(LICENCE).exceptional] == ["revoke", "amend", "reopen"]
    assert len(guide(LICENCE).ordinary) + 3 == len(LICENCE.steps)


@EVERY
def test_every_declaration_has_a_guide_with_all_that_it_declares(procedure: Procedure) -> None:
    told = guide(procedure)
    assert [one.step for one in told.steps] == list(procedure.steps)
    assert [one.state for one in told.states] == list(procedure.states)
    assert [one.clock for one in told.clocks] == list(procedure.clocks)
    assert [one.kind for one in told.notices] == list(notices_of(procedure))
    assert all(one.served_by for one in told.notices)
    assert len(fields_in(procedure)) >= sum(len(one.asks) for one in told.steps)
    assert procedure.cites in places_cited(procedure)


@EVERY
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_shows_every_state_and_every_step_and_nothing_lies_on_another(
    procedure: Procedure, language: Language
) -> None:
    drawn = picture(procedure, language)
    shown = " ".join(line.text for box in drawn.boxes for line in box.lines)
    words = set(shown.replace("↻", " ").split())
    for number in range(1, len(procedure.steps) + 1):
        assert str(number) in words
    assert sum(not box.kind.startswith("words") for box in drawn.boxes) == len(procedure.states)
    assert not [(one, two) for one, two in combinations(drawn.boxes, 2) if overlap(one, two)]
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height


@EVERY
def test_the_same_declaration_always_gives_the_same_picture(procedure: Procedure) -> None:
    assert picture(procedure, "zh") == picture(procedure, "zh")


def overlap(one: Box, two: Box) -> bool:
    across = one.x < two.x + two.width and two.x < one.x + one.width
    return across and one.y < two.y + two.height and two.y < one.y + one.height


def test_what_comes_about_by_itself_or_by_exception_is_drawn_otherwise() -> None:
    tones = {arrow.tone for arrow in picture(LICENCE, "en").arrows}
    assert tones == {"", "expiry", "exceptional"}


def test_a_way_back_points_upwards() -> None:
    drawn = picture(LICENCE, "en")
    boxes = {box.lines[0].text: box for box in drawn.boxes}
    assert boxes["Submitted"].y < boxes["4 Correct"].y < boxes["Correcting"].y


def test_a_circle_of_edges_is_refused_by_the_layout() -> None:
    one, two = Node(10, 10), Node(10, 10)
    with pytest.raises(ValueError, match="circle"):
        lay([one, two], [(one, two), (two, one)])


def test_a_long_line_keeps_clear_of_the_boxes_that_it_passes() -> None:
    top, middle, bottom = Node(40, 10), Node(40, 10), Node(40, 10)
    laid = lay([top, middle, bottom], [(top, middle), (middle, bottom), (top, bottom)])
    passing = [x for x, y in laid.lines[2][1:-1]]
    assert all(abs(x - middle.x) > middle.width / 2 for x in passing)
    assert len(set(passing)) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("落实资金，送财政部门审核", ["落实资金，送财", "政部门审核"]),
        ("Send to the finance department", ["Send to the", "finance", "department"]),
        ("报（含附件）", ["报（含附件）"]),
    ],
)
def test_lines_end_between_ideographs_or_whole_words(text: str, lines: list[str]) -> None:
    assert wrapped(text, 7) == lines


@EVERY
def test_the_picture_is_also_said_in_words_and_in_mermaid(procedure: Procedure) -> None:
    assert procedure.state(procedure.start).label.zh in described(procedure).zh
    text = mermaid(procedure)
    assert text.startswith("stateDiagram-v2\n")
    assert f"[*] --> {procedure.start}" in text
    assert text.count(" --> [*]") == sum(state.final for state in procedure.states)

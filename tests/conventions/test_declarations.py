"""Every declaration says itself in both languages, and every article that it cites exists."""

import re
from collections.abc import Iterator

import pytest

from qilou.casework.guide import fields_in, guide, notices_of, places_cited
from qilou.casework.handbook import declared
from qilou.casework.procedure import LIVES, Procedure
from qilou.law import Article, Text
from qilou.law.declared import declare_all
from qilou.law.functions import FUNCTIONS
from qilou.law.parameter import PARAMETERS
from qilou.law.requirements import REQUIREMENTS
from qilou.law.rule import RULES
from qilou.law.statutes import STATUTES

HANZI = re.compile("[\u3400-\u9fff]")
SIGNS = re.compile("[（）。，、；：！？【】]")

declare_all()
PROCEDURES = declared()
EVERY = pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: f"{one.code}.{one.edition}")


def texts_of(procedure: Procedure) -> Iterator[tuple[str, Text | None]]:
    """Everything that a procedure says of itself, with where it stands."""
    yield "title", procedure.title
    for state in procedure.states:
        yield f"state {state.name}", state.label
        yield f"state {state.name}: why no clock", state.no_clock
        yield f"state {state.name}: whose turn", state.desk.label if state.desk else None
    for step in procedure.steps:
        yield f"step {step.name}", step.label
        yield f"step {step.name}: hint", step.hint
        yield f"step {step.name}: by", step.by.label
        for ground in step.pauses.values():
            yield f"step {step.name}: ground {ground.code}", ground.label
    for clock in procedure.clocks:
        yield f"clock {clock.name}", clock.label
        for ground in clock.grounds:
            yield f"clock {clock.name}: ground {ground.code}", ground.label
    for kind in notices_of(procedure):
        yield f"notice {kind.code}", kind.title
        for who in (*kind.to, *kind.copies):
            yield f"notice {kind.code}: to", who.label
    for step, field in fields_in(procedure):
        where = f"{step.name if step else 'opening'}: field {field.name}"
        yield where, field.label
        yield f"{where}: hint", field.says.hint
        yield f"{where}: section", field.says.section
        yield f"{where}: unit", field.says.unit
        for choice in field.choices:
            yield f"{where}: {choice.value}", choice.label


def unsaid(texts: Iterator[tuple[str, Text | None]]) -> list[str]:
    """What is not Chinese in Chinese or not English in English."""
    return [
        f"{where}: {text.zh} / {text.en}"
        for where, text in texts
        if text is not None
        and (not HANZI.search(text.zh) or HANZI.search(text.en) or SIGNS.search(text.en) or not text.en.strip())
    ]


@EVERY
def test_every_state_step_clock_notice_and_field_says_itself_in_both_languages(procedure: Procedure) -> None:
    assert unsaid(texts_of(procedure)) == []


@EVERY
def test_every_sentence_of_a_guide_is_in_both_languages(procedure: Procedure) -> None:
    told = guide(procedure)
    said = [message for step in told.steps for message in step.does]
    said += [words for clock in told.clocks for words in (clock.length, clock.begins, clock.rolls) if words]
    assert [one for one in said if not HANZI.search(one.in_("zh")) or HANZI.search(one.in_("en"))] == []


@EVERY
def test_every_article_that_a_procedure_cites_exists(procedure: Procedure) -> None:
    assert [str(place) for place in places_cited(procedure) if not exists(place)] == []


@EVERY
def test_every_requirement_that_a_procedure_names_exists(procedure: Procedure) -> None:
    named = {*procedure.req, *(code for step in procedure.steps for code in step.req)}
    named |= {code for clock in procedure.clocks for code in clock.req}
    named |= {code for kind in notices_of(procedure) for code in kind.req}
    assert named - set(REQUIREMENTS) == set()


def test_rules_parameters_lives_and_functions_say_themselves_in_both_languages() -> None:
    def texts() -> Iterator[tuple[str, Text | None]]:
        for code, rule in RULES.items():
            yield f"rule {code}", rule.title
        for code, parameter in PARAMETERS.items():
            yield f"parameter {code}", parameter.question
            for value, words in [*parameter.alternatives.items(), *parameter.members.items()]:
                yield f"parameter {code}: {value}", words
        for life in LIVES.values():
            yield f"life {life.code}", life.title
            for stage in life.stages:
                yield f"life {life.code}: {stage.name}", stage.label
        for code, function in FUNCTIONS.items():
            yield f"function {code}", function.label

    assert unsaid(texts()) == []


def test_every_article_that_a_rule_a_parameter_or_a_life_cites_exists() -> None:
    cited = [one.cites for one in RULES.values()] + [one.cites for one in PARAMETERS.values()]
    cited += [stage.cites for life in LIVES.values() for stage in life.stages]
    assert [str(place) for place in cited if not exists(place)] == []


def exists(place: Article) -> bool:
    """Whether the place is of a statute that is told here, by that statute's own numbers."""
    return STATUTES.get(place.statute.code) is place.statute and place.number in place.statute.articles


BACK = re.compile("(return|return_once|send_back|refuse|decline|withdraw|drop|discard|abandon)(_works)?")


@EVERY
def test_what_a_page_suggests_goes_forward_and_sends_nothing_back(procedure: Procedure) -> None:
    suggested = {}
    for state in procedure.states:
        offered = [one for one in procedure.leaving(state.name) if one.by == state.desk and not one.exceptional]
        if len(offered) > 1 and BACK.fullmatch(offered[0].name):
            suggested[state.name] = offered[0].name
    assert not suggested

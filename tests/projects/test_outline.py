"""The outline of a programme: each content of Article 10, paragraph 2 has its chapter of text and entries."""

from dataclasses import replace

import pytest
from tests.projects.test_declaration_rules import GOOD, READ

from qilou.law import Breach, Met
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import ProgrammeItem
from qilou.projects.rules.completeness import CHECKS, checklist_answered
from qilou.projects.rules.outline import OUTLINE, answered

BY_CODE = {one.code: one for one in OUTLINE}


@pytest.mark.req("A10.7", "A10.8", "A10.9", "A10.10", "A10.11", "A10.12")
def test_every_content_that_the_article_names_has_a_chapter_and_every_chapter_carries_one() -> None:
    assert {one.item for one in OUTLINE} == {item for item, _ in CHECKS} - {ProgrammeItem.CHECKLIST.value}


def test_every_entry_of_a_chapter_is_one_of_the_form_and_stands_in_one_chapter() -> None:
    named = [name for one in OUTLINE for name in (*one.fields, *one.besides)]
    assert set(named) <= set(DeclarationForm.model_fields)
    assert len(named) == len(set(named))


def test_a_chapter_is_answered_by_its_text_and_its_entries_together() -> None:
    running = BY_CODE["programme_operation"]
    assert running.lacking({"operation"}) == ("running_cost",)
    assert running.code not in answered({"operation"})
    assert running.code in answered({"operation", "running_cost"})


@pytest.mark.req("A10.13", "A10.14")
def test_a_chapter_beyond_the_article_is_asked_for_only_where_the_published_checklist_lists_it() -> None:
    assert isinstance(checklist_answered(GOOD, READ).verdict, Met)
    listed = replace(GOOD, asked_items={"programme_risks": ("可行性与风险", "Feasibility and risks")})
    assert isinstance(checklist_answered(listed, READ).verdict, Breach)
    written = replace(listed, answered_items=answered({"feasibility", "risks"}))
    assert isinstance(checklist_answered(written, READ).verdict, Met)

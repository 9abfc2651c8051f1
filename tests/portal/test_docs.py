"""The committed pages of docs/procedures are those that the declarations give, and `make docs` writes them."""

import argparse
from pathlib import Path

from tests.casework.procedures_of_tests import LICENCE

from qilou.casework import handbook
from qilou.law import book
from qilou.portal import commands

COMMITTED = Path(__file__).parents[2] / "docs" / "procedures"


def test_the_committed_pages_are_up_to_date() -> None:
    """After a change of the declarations: `make docs`."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.glob("*.md")}
    written = handbook.pages()
    assert sorted(committed) == sorted(written)
    assert [name for name, text in written.items() if committed[name] != text] == []


def test_what_tests_declare_is_not_in_the_pages() -> None:
    assert LICENCE not in handbook.declared()
    assert f"{LICENCE.code}.md" not in handbook.pages()


def test_a_page_says_everything_in_both_languages_with_a_diagram() -> None:
    page = handbook.page(LICENCE)
    for words in ("# 许可 Licence", "```mermaid", "20 个工作日 20 working days", "中止“审批”", "Stops “Decision”"):
        assert words in page


def test_the_command_writes_both_sets_and_takes_away_what_is_no_longer_written(tmp_path: Path) -> None:
    old = tmp_path / "procedures" / "old.md"
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    commands.run(argparse.Namespace(folder=tmp_path))
    assert {path.name for path in old.parent.iterdir()} == set(handbook.pages())
    assert {path.name for path in (tmp_path / "law").iterdir()} == set(book.pages())

"""The committed pages of docs/law are those that the declarations give."""

from pathlib import Path

from qilou.law.book import pages, write

COMMITTED = Path(__file__).parents[2] / "docs" / "law"


def test_the_committed_pages_are_up_to_date() -> None:
    """After a change of the declarations: `make docs`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.glob("*.md")} == pages()


def test_writing_takes_away_pages_that_are_no_longer_written(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(pages())

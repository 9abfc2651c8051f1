"""Tables are read as people keep them."""

import io

import pytest
import xlsxwriter

from qilou.kernel.errors import Invalid
from qilou.kernel.tables import read_table


def test_csv_in_utf8_with_a_mark_and_in_gb18030_read_alike() -> None:
    text = "项目名称,金额\n“一件事”,12.5\n"
    marked = read_table(text.encode("utf-8-sig"), "a.csv")
    national = read_table(text.encode("gb18030"), "a.csv")
    assert marked == national
    assert marked.numbered() == [(2, ("“一件事”", "12.5"))]


def test_semicolons_and_quoted_line_breaks_are_read() -> None:
    table = read_table(b'name;note\nA;"two\nlines"\n', "b.csv")
    assert table.rows == (("A", "two\nlines"),)


def test_a_workbooks_whole_numbers_and_dates_stay_as_they_are_shown() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "n", "=formula"])
    sheet.write_row(1, 0, ["A", 12])
    sheet.write_string(1, 2, "=1+1")
    book.close()
    assert read_table(file.getvalue(), "c.xlsx").rows == (("A", "12", "=1+1"),)


@pytest.mark.parametrize(("content", "name"), [(b"\x00\x01\x02", "x.csv"), (b"not a zip", "x.xlsx"), (b"", "x.csv")])
def test_what_is_no_table_is_told_so(content: bytes, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_table(content, name)
    assert "file" in refused.value.errors


def test_a_row_longer_than_the_header_is_told() -> None:
    with pytest.raises(Invalid):
        read_table(b"a,b\n1,2,3\n", "x.csv")

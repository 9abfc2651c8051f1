"""`docs/asvs.md` answers every item of levels 1 and 2, once and in order, and each test that it names exists."""

import re

from qilou.site import places

PAGE = (places.CHECKOUT / "docs" / "asvs.md").read_text(encoding="utf-8")
ITEMS = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3
6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2
10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1
12.1.1-3 12.2.1-2 12.3.1-4 13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3
15.3.1-7 15.4.2-2 16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2
"""
ROW = re.compile(r"^\| (\d[\d., –]*) \| (1|2|1–2) \| (.+) \| (.+) \|$", re.MULTILINE)
Item = tuple[int, ...]


def item(text: str) -> Item:
    return tuple(map(int, text.split(".")))


def all_items() -> list[Item]:
    found = []
    for section in ITEMS.split():
        first, _, last = section.partition("-")
        *place, begin = item(first)
        found += [(*place, number) for number in range(begin, int(last) + 1)]
    return found


def test_every_item_of_levels_one_and_two_is_answered_once() -> None:
    wanted = all_items()
    assert len(wanted) == 254
    answered = []
    for numbers, _, _, _ in ROW.findall(PAGE):
        for part in numbers.split(", "):
            first, _, last = part.partition("–")
            end = item(last or first)
            assert {item(first), end} <= set(wanted), part
            answered += [one for one in wanted if item(first) <= one <= end]
    assert sorted(answered) == wanted


def test_every_test_that_it_names_exists_and_every_line_says_how_it_stands() -> None:
    for numbers, _, _, proof in ROW.findall(PAGE):
        assert proof.startswith(("`", "**gap**", "holds", "not here")), numbers
        for file, name in re.findall(r"`([\w/]+\.py)::(\w+)`", proof):
            told = (places.CHECKOUT / "tests" / file).read_text(encoding="utf-8")
            assert f"def {name}(" in told, f"{numbers}: {file}::{name}"


def test_the_page_counts_itself() -> None:
    proofs = [proof for _, _, _, proof in ROW.findall(PAGE)]
    counts = [sum(one.startswith(kind) for one in proofs) for kind in ("`", "holds", "**gap**", "not here")]
    tests, held, gaps, absent = counts
    assert f"{tests} lines have a test, {held} hold without one, {gaps} are gaps, {absent} are not here." in PAGE

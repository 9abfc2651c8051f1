"""The outline of a programme (form B2) as pages and documents show it: what each chapter says and what it lacks."""

from collections.abc import Collection, Iterator

from qilou.casework.act import Act
from qilou.casework.printed import WORDS, Given, entries
from qilou.casework.show import Column, Section
from qilou.kernel.forms import Raw
from qilou.law import Text, say
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import ProgrammeItem
from qilou.projects.rules.outline import OUTLINE, Heading

from .declaration import ITEM_OF_FIELD, asked_of, given_in
from .estimate import LABELS
from .form_totals import totals_beside

BY_LAW, BY_LIST = Text("第十条第二款", "Article 10, paragraph 2"), Text("公布的清单", "Published checklist")
TITLE = Text("方案提纲（表式 B2）", "Outline of the programme (form B2)")
CHAPTER, CARRIES = Text("章节", "Chapter"), Text("对应内容", "Content")
LACKING, ASKED = Text("尚缺", "Lacking"), Text("由何要求", "Asked for by")
COLUMNS = (Column(CHAPTER), Column(CARRIES), Column(LACKING), Column(ASKED))
NOTHING, NOBODY = Text("已写", "complete"), "—"
SEE_ESTIMATE = Text("见投资估算表（表式 B3）。", "See the estimate (form B3).")
KEY_ENTRIES = Text("要点", "Key entries")


def outline_section(form: DeclarationForm, asked: Collection[str]) -> Section:
    """Every chapter with what it lacks, and whether the article or the published checklist (`asked`) asks for that."""
    given = given_in(form)
    whole = sum(not one.lacking(given) for one in OUTLINE)
    note = Text(f"{len(OUTLINE)}章中{whole}章已写全", f"{whole} of {len(OUTLINE)} chapters are complete")
    return Section(TITLE, COLUMNS, list(_rows(given, asked)), note=note)


def declaration_beside(act: Act, raw: Raw) -> tuple[Section, ...]:
    """What stands over the form as typed so far: its five totals, and the chapters that still lack something."""
    return (*totals_beside(raw), _unwritten(act, raw))


def _unwritten(act: Act, raw: Raw) -> Section:
    given = frozenset(name.partition("-")[0] for name, texts in raw.items() if any(one.strip() for one in texts))
    lacking = [row for row in _rows(given, asked_of(act)) if row[2] is not NOTHING]
    asked = [row for row in lacking if row[3] != NOBODY]
    note = Text(
        f"{len(OUTLINE)}章中{len(lacking)}章未写全，其中必须写的{len(asked)}章",
        f"{len(lacking)} of {len(OUTLINE)} chapters lack something, {len(asked)} of them what is asked for",
    )
    return Section(TITLE, COLUMNS, asked, note=note)


def _rows(given: Collection[str], asked: Collection[str]) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(OUTLINE, 1):
        lacking = one.lacking(given)
        words = say("%(names)s", "%(names)s", names=tuple(LABELS[name] for name in lacking)) if lacking else NOTHING
        yield _titled(number, one), ProgrammeItem(one.item).label, words, _asked(one, lacking, asked)


def _titled(number: int, one: Heading) -> Text:
    return Text(f"{number} {one.title.zh}", f"{number} {one.title.en}")


def _asked(one: Heading, lacking: Collection[str], asked: Collection[str]) -> Text | str:
    if any(name in ITEM_OF_FIELD for name in lacking):
        return BY_LAW
    return BY_LIST if lacking and one.code in asked else NOBODY


def programme(given: Given) -> tuple[Section, ...]:
    """The programme as a document: chapter by chapter, each with its text and its structured entries."""
    found: list[Section] = []
    for number, one in enumerate(OUTLINE, 1):
        item = ProgrammeItem(one.item).label
        found.append(Section(_titled(number, one), note=Text(f"对应：{item.zh}", f"Carries: {item.en}")))
        names = [name for name in (*one.fields, *one.besides) if name != "lines"]
        found += entries(given, names, KEY_ENTRIES)
        if "lines" in one.fields:
            found.append(Section(LABELS["lines"], paragraphs=((WORDS, SEE_ESTIMATE),)))
    return tuple(found)

"""The pages of docs/law, written from the declarations alone: a page a chapter, the readings, the other statutes."""

from pathlib import Path
from typing import Any

from . import readings
from .calendar_years import CALENDAR
from .coverage import in_order
from .measures import CHAPTERS, M164, Chapter
from .parameter import Parameter
from .requirement import ACTORS, KINDS, Requirement
from .requirements import REQUIREMENTS
from .statute import Statute, Summary, chinese_numeral
from .statutes import STATUTES
from .text import Text

WRITTEN = "<!-- Written by `make docs` from src/qilou/law. Change the declarations, not this page. -->"
MARKS = {
    "T": Text("译文明确", "plain in the translation"),
    "O": Text("已核对原文", "checked against the original"),
    "G": Text("译文含混，意思明确", "garbled, meaning not in doubt"),
    "R": Text("还原", "reconstructed"),
    "D": Text("推导", "derived"),
}

# The law's own readings, by place in the law; a module's other parameters are not the law's.
READINGS: list[Any] = sorted(  # Any: each has a type of its own
    (getattr(readings, name) for name in readings.__all__),
    key=lambda one: (one.cites.statute is not M164, one.cites.number, one.code),
)


def pages() -> dict[str, str]:
    """File name to text; the same declarations always give the same pages."""
    chapters = {_file(chapter): _chapter(chapter) for chapter in CHAPTERS}
    return {
        "README.md": _front(),
        **chapters,
        "cross-cutting.md": _cross_cutting(),
        "readings.md": _readings(),
        "statutes.md": _statutes(),
        "working-days.md": _working_days(),
    }


def write(folder: Path) -> None:
    """Write every page, and take away those that are no longer written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in folder.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


def _file(chapter: Chapter) -> str:
    return f"chapter-{chapter.number}.md"


def _page(*blocks: str) -> str:
    return "\n\n".join((WRITTEN, *blocks)) + "\n"


def _both(text: Text) -> str:
    return f"{text.zh}\n\n{text.en}"


def _front() -> str:
    m = M164
    contents = [
        f"- [{_heading(chapter)}]({_file(chapter)}) · 第{chapter.first}–{chapter.last}条" for chapter in CHAPTERS
    ]
    contents += [
        "- [贯穿各章的要求 Cross-cutting requirements](cross-cutting.md)",
        "- [存疑解读与参数 Doubtful readings and parameters](readings.md)",
        "- [其他法律法规 Other statutes](statutes.md)",
        "- [工作日 Working days](working-days.md)",
    ]
    facts = [
        f"- {m.number.zh} · {m.number.en}",
        f"- 制定机关 Issuer: {m.issuer.zh} · {m.issuer.en}",
        f"- 通过 adopted {m.adopted}, 公布 published {m.published}, 施行 in force {m.effective}",
    ]
    if m.parent:
        facts.append(f"- 上位法 Parent rule: {m.parent.zh} · {m.parent.en}")
    marks = [f"- **{mark}** {words.zh} · {words.en}" for mark, words in MARKS.items()]
    actors = [f"- **{code}** {words.zh} · {words.en}" for code, words in ACTORS.items()]
    told = Text(
        "以下各条均为本项目自己的概述，不是法规原文；标记说明其可靠程度。",
        "Every article is told in our own words and is not the regulation's text; its mark says how sure it is.",
    )
    return _page(
        f"# {m.title.zh}\n\n{m.title.en}",
        "\n".join(facts),
        _both(told),
        "\n".join(contents),
        "\n".join(marks),
        "\n".join(actors),
    )


def _heading(chapter: Chapter) -> str:
    return f"第{chinese_numeral(chapter.number)}章 {chapter.title.zh} · Chapter {chapter.number} {chapter.title.en}"


def _chapter(chapter: Chapter) -> str:
    note = Text("章名在译文中缺失，已补。", "The heading is lost in the translation and supplied.")
    blocks = [f"# {_heading(chapter)}"] + ([_both(note)] if chapter.mark == "R" else [])
    for number in chapter.articles:
        article, summary = M164.art(number), M164.articles[number]
        blocks.append(f"## {article.place('zh')} {summary.title.zh} · {article.place('en')} {summary.title.en}")
        blocks.append(_summary(summary))
        blocks.append(_requirements(number))
        readings = [reading for reading in READINGS if reading.cites.statute is M164 and reading.cites.number == number]
        if readings:
            listed = [f"[`{one.code}`](readings.md#{one.code})" for one in readings]
            blocks.append(f"存疑解读与参数 Doubtful readings: {', '.join(listed)}")
    return _page(*blocks)


def _summary(summary: Summary) -> str:
    mark = MARKS[summary.mark]
    blocks = [_both(summary.body), f"**{summary.mark}** {mark.zh} · {mark.en}"]
    if summary.note:
        blocks.append(f"> {summary.note.zh}\n>\n> {summary.note.en}")
    return "\n\n".join(blocks)


def _requirements(article: int) -> str:
    rows = [
        f"| {one.id} | {KINDS[one.kind].zh} {one.kind} | {one.actor} | {_says(one)} | {one.mark} |"
        for code, one in sorted(REQUIREMENTS.items(), key=lambda item: in_order(item[0]))
        if one.article == article
    ]
    head = "| 编号 Id | 类别 Kind | 主体 Actor | 要求 Requirement | 标记 Mark |"
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _says(one: Requirement) -> str:
    reason = f"<br>*{one.not_software.zh} {one.not_software.en}*" if one.not_software else ""
    return f"{one.says.zh}<br>{one.says.en}{reason}"


def _cross_cutting() -> str:
    return _page("# 贯穿各章的要求 · Cross-cutting requirements", _requirements(0))


def _readings() -> str:
    told = Text(
        "条文没有写明、由本项目采用的解读。默认值在没有登记决定时适用，并如实显示为默认；标“非法定”的不作为法律展示。",
        "What the text leaves open, and how it is read here. A default holds until a decision is recorded and is shown "
        "as a default; what is “not statutory” is never shown as law.",
    )
    heading = "# 存疑解读与参数 · Doubtful readings and parameters"
    return _page(heading, _both(told), *[_reading(reading) for reading in READINGS])


def _reading(reading: Parameter[Any]) -> str:  # Any: as READINGS
    lines = [f"## {reading.code}", _both(reading.question)]
    default, words = f"- 默认 default: `{_value(reading.default)}`", reading.answer(reading.default)
    answers = [f"{default} {words.zh} · {words.en}" if reading.alternatives or reading.members else default]
    answers += [
        f"- 另可 or: `{_value(value)}` {words.zh} · {words.en}"
        for value, words in reading.alternatives.items()
        if value != reading.default
    ]
    answers += [f"- 可选 may hold: `{word}` {words.zh} · {words.en}" for word, words in reading.members.items()]
    lines.append("\n".join(answers))
    statutory = "" if reading.statutory else " · 非法定 not statutory"
    lines.append(f"{reading.cites.in_('zh')} · {reading.cites.in_('en')} · {', '.join(reading.req)}{statutory}")
    return "\n\n".join(lines)


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).lower()


def _statutes() -> str:
    blocks = ["# 其他法律法规 · Other statutes"]
    for statute in STATUTES.values():
        if statute is not M164:
            blocks += _statute(statute)
    return _page(*blocks)


def _statute(statute: Statute) -> list[str]:
    blocks = [
        f"## {statute.title.zh} · {statute.title.en}",
        f"`{statute.code}` · {statute.number.zh} · {statute.number.en} · {statute.effective}",
    ]
    for number, summary in sorted(statute.articles.items()):
        article = statute.art(number)
        blocks.append(f"### {article.place('zh')} {summary.title.zh} · {article.place('en')} {summary.title.en}")
        blocks.append(_summary(summary))
    return blocks


def _working_days() -> str:
    rows = [
        f"| {one.year} | {one.number} | {one.issued} | {_dates(one.holidays)} | {_dates(one.working_weekends)} |"
        for _, one in sorted(CALENDAR.notices.items())
    ]
    head = "| 年 Year | 文号 Notice | 日期 Date | 放假的工作日 Weekdays off | 上班的周末 Weekend days worked |"
    return _page("# 工作日 · Working days", "\n".join([head, "|---|---|---|---|---|", *rows]))


def _dates(days: frozenset[object]) -> str:
    return ", ".join(str(day)[5:] for day in sorted(days, key=str))

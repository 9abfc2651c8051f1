"""The pages of docs/procedures: every declared procedure as a user guide in both languages, with its diagram."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from qilou.kernel.fields import FieldSpec, Kind
from qilou.law import Article, Text

from .guide import ClockGuide, Guide, NoticeGuide, StateGuide, StepGuide, Words, guide
from .procedure import LIVES, PROCEDURES, Life, Procedure

WRITTEN = "<!-- Written by `make docs` from the declarations. Change the declarations, not this page. -->"
KINDS = {
    Kind.TEXT: Text("文字", "text"),
    Kind.LONG_TEXT: Text("长文字", "long text"),
    Kind.INTEGER: Text("整数", "whole number"),
    Kind.DECIMAL: Text("数", "number"),
    Kind.MONEY: Text("金额（万元）", "amount (CNY 10,000)"),
    Kind.PRICE: Text("单价（元）", "unit price (CNY)"),
    Kind.DATE: Text("日期", "date"),
    Kind.CHOICE: Text("单选", "one choice"),
    Kind.CHOICES: Text("多选", "several choices"),
    Kind.FLAG: Text("是否", "yes or no"),
    Kind.FILE: Text("文件", "file"),
    Kind.FILES: Text("若干文件", "files"),
    Kind.REFERENCE: Text("从已有记录中选择", "one of what is on record"),
    Kind.REFERENCES: Text("从已有记录中选择若干", "several of what is on record"),
    Kind.TABLE: Text("表格", "table"),
}


def declared() -> list[Procedure]:
    """Every edition of every procedure of the product, by code and date; what tests declare is not among them."""
    return [
        procedure
        for code, editions in sorted(PROCEDURES.items())
        if importlib.util.find_spec(f"qilou.{code.partition('.')[0]}")
        for procedure in sorted(editions, key=lambda one: one.since)
    ]


def pages() -> dict[str, str]:
    """File name to text; the same declarations always give the same pages."""
    procedures = declared()
    return {"README.md": _front(procedures), **{file_of(one): page(one) for one in procedures}}


def write(folder: Path) -> None:
    """Write every page, and take away those that are no longer written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in folder.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


def file_of(procedure: Procedure) -> str:
    """`projects.plan.md`; an edition that came later has its id in the name."""
    first = PROCEDURES[procedure.code][0] is procedure
    return f"{procedure.code}.md" if first else f"{procedure.code}.{procedure.edition}.md"


def page(procedure: Procedure) -> str:
    """One procedure's page."""
    told = guide(procedure)
    blocks = [
        WRITTEN,
        f"# {_pair(procedure.title)}",
        _head(told),
        f"> {procedure.cites.summary.body.zh}\n>\n> {procedure.cites.summary.body.en}",
        f"```mermaid\n{mermaid(procedure)}\n```",
    ]
    if told.opening:
        blocks += ["## 建立时填写 · Asked on opening", _fields(told.opening)]
    blocks += ["## 状态 · States", _states(told.states)]
    blocks += ["## 环节 · Steps", *(_step(one) for one in told.ordinary)]
    if told.exceptional:
        blocks += ["## 更正、撤销与重开 · Correction, revocation, reopening", *(_step(one) for one in told.exceptional)]
    if told.clocks:
        blocks += ["## 期限 · Periods", *(_clock(one) for one in told.clocks)]
    if told.notices:
        blocks += ["## 文书 · Papers", *(_notice(one) for one in told.notices)]
    return "\n\n".join(blocks) + "\n"


def _front(procedures: Iterable[Procedure]) -> str:
    told = Text(
        "以下各页由程序的声明生成：状态、环节、填写内容、规则、期限、文书及其依据。",
        "These pages come from the procedures' declarations: states, steps, what is asked, rules, periods, papers, and "
        "the article of each.",
    )
    listed = [f"- [{_pair(one.title)}]({file_of(one)}) · {_place(one.cites)}" for one in procedures]
    blocks = [WRITTEN, "# 程序 · Procedures", f"{told.zh}\n\n{told.en}", "\n".join(listed)]
    return "\n\n".join(blocks + [_life(life) for _, life in sorted(LIVES.items())]) + "\n"


def _life(life: Life) -> str:
    rows = []
    for number, stage in enumerate(life.stages, start=1):
        editions = PROCEDURES.get(stage.procedure)
        name = f"[{_pair(stage.label)}]({file_of(editions[0])})" if editions else _pair(stage.label)
        rows.append(f"{number}. {name} · {_place(stage.cites)}")
    return "\n\n".join([f"## {_pair(life.title)}", "\n".join(rows)])


def mermaid(procedure: Procedure) -> str:
    """The same diagram as text that many readers of Markdown draw."""
    lines = ["stateDiagram-v2"]
    lines += [
        f'    state "{_safe(state.label.zh)} {_safe(state.label.en)}" as {state.name}' for state in procedure.states
    ]
    lines.append(f"    [*] --> {procedure.start}")
    for number, step in enumerate(procedure.steps, start=1):
        lines += [
            f"    {state.name} --> {step.to}: {number} {_safe(step.label.zh)} {_safe(step.label.en)}"
            for state in procedure.states
            if state.name in step.at
        ]
    lines += [f"    {state.name} --> [*]" for state in procedure.states if state.final]
    return "\n".join(lines)


def _safe(words: str) -> str:
    return words.translate({ord('"'): "'", ord(":"): "：", ord(";"): "；", ord("#"): "", ord("\n"): " "})


def _head(told: Guide) -> str:
    procedure = told.procedure
    lines = [
        f"- `{procedure.code}` · 版本 edition {procedure.edition} · 自 since {procedure.since}"
        + (f" · 至 until {procedure.until}" if procedure.until else ""),
        f"- 依据 Basis: {_place(procedure.cites, full=True)}",
        f"- 由谁建立 Opened by: {_pair(told.opener)}",
        f"- 编号 Case numbers: {procedure.prefix}…",
    ]
    if told.readers:
        lines.append(f"- 当事方以外可查看者 Who may read a case beside its parties: {_listed(told.readers)}")
    if procedure.req:
        lines.append(f"- 承担 Carries: {', '.join(procedure.req)}")
    return "\n".join(lines)


def _states(states: Iterable[StateGuide]) -> str:
    rows = []
    for one in states:
        state = one.state
        waits = _listed(clock.label for clock in one.clocks)
        if not waits and state.no_clock:
            waits = _pair(state.no_clock)
        turn = _pair(one.turn) if one.turn else "终结 final"
        private = "<br>仅当事方可见 seen by the parties alone" if state.private else ""
        rows.append(f"| `{state.name}` | {_pair(state.label)}{private} | {turn} | {waits} |")
    return _table("| 代码 Code | 状态 State | 轮到 Whose turn | 期限 Periods |", rows)


def _step(one: StepGuide) -> str:
    step = one.step
    post = f"（{one.post.zh}）({one.post.en})" if one.post and step.post != "handler" else ""
    lines = [
        f"- `{one.name}`",
        f"- 由谁 Who: {_pair(one.who)}{post}" + (" · 经核稿、签发后生效 takes effect when signed" * step.sign_off),
        f"- 依据 Basis: {_place(step.cites)}",
        f"- 从 From: {_listed(state.label for state in one.origins)}",
        f"- 转入 Leads to: {_pair(one.target.label)}",
    ]
    lines += [f"- 须符合 Must pass: {_pair(rule.title)} ({_place(rule.cites)}) `{rule.id}`" for rule in step.requires]
    lines += [f"- {message.in_('zh')} · {message.in_('en')}" for message in one.does]
    lines += [f"- 送达 Serves: {_pair(kind.title)} `{kind.code}`" for kind in step.serves]
    if step.req:
        lines.append(f"- 承担 Carries: {', '.join(step.req)}")
    blocks = [f"### {one.number}. {_pair(step.label)}", "\n".join(lines)]
    if step.hint:
        blocks.append(f"> {step.hint.zh}\n>\n> {step.hint.en}")
    if one.asked_at:
        same = one.asked_at.label
        blocks.append(f"填写内容与“{same.zh}”相同。 The same is asked as for “{same.en}”.")
    elif one.asks:
        blocks.append(_fields(one.asks))
    return "\n\n".join(blocks)


def _fields(fields: Iterable[FieldSpec]) -> str:
    rows = []
    for field in fields:
        for spec, level in ((field, ""), *((column, "↳ ") for column in field.columns)):
            must = "必填 required" if spec.required else "选填 optional"
            detail = _listed(choice.label for choice in spec.choices)
            if spec.says.hint:
                detail = " ".join(filter(None, (detail, _pair(spec.says.hint))))
            place = _place(spec.says.cites) if spec.says.cites else ""
            rows.append(f"| {level}{_pair(spec.label)} | {_pair(KINDS[spec.kind])} | {must} | {detail} | {place} |")
    return _table("| 填写 Field | 形式 Kind | | 说明 Detail | 依据 Basis |", rows)


def _clock(one: ClockGuide) -> str:
    clock = one.clock
    lines = [
        f"- 长度 Length: {_pair(one.length)}",
        f"- 起算 Begins: {_pair(one.begins)}",
        f"- 在以下状态计算 Runs in: {_listed(state.label for state in one.runs_in)}",
        f"- 义务人 Whose time: {_pair(one.binds)}",
        f"- 依据 Basis: {_place(clock.cites)}" + ("" if clock.statutory else " · 非法定 not statutory"),
    ]
    lines += [f"- 顺延 Last day: {_pair(one.rolls)}"] if one.rolls else []
    lines += [f"- 适用 Applies: {_pair(one.applies)}"] if one.applies else []
    lines += [f"- 可中止 May stop: {_pair(ground.label)} ({_place(ground.cites)})" for ground in clock.grounds]
    lines += [f"- 参数 Parameter: `{one.code}` {_pair(one.question)}" for one in one.parameters]
    lines += [f"- 承担 Carries: {', '.join(clock.req)}"] if clock.req else []
    return "\n\n".join([f"### {_pair(clock.label)}", "\n".join(lines)])


def _notice(one: NoticeGuide) -> str:
    kind = one.kind
    lines = [
        f"- `{kind.code}`",
        f"- 由何环节 Served by: {_listed(step.label for step in one.served_by)}",
        f"- 送达 To: {_listed(one.to)}",
        f"- 依据 Basis: {', '.join(_place(place) for place in kind.cites)}",
    ]
    lines += [f"- 抄送 Copies: {_listed(one.copies)}"] if one.copies else []
    lines += [f"- 由谁发出 Issued by: {_pair(one.issuer)}"] if one.issuer else []
    lines += [f"- 承担 Carries: {', '.join(kind.req)}"] if kind.req else []
    return "\n\n".join([f"### {_pair(kind.title)}", "\n".join(lines)])


def _pair(words: Words) -> str:
    """One thing in both languages, fit for a cell of a table."""
    zh, en = (words.in_("zh"), words.in_("en"))
    return " ".join((zh if zh == en else f"{zh} {en}").replace("|", "｜").split())


def _listed(texts: Iterable[Text]) -> str:
    return "；".join(map(_pair, texts))


def _place(place: Article, *, full: bool = False) -> str:
    if full or place.statute.code != "m164":
        return f"{place.in_('zh')} · {place.in_('en')}"
    return f"{place.place('zh')} · {place.place('en')}"


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows])

"""The case page's rows as its template and the shared components take them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qilou.casework.models import Draft
from qilou.casework.printed import printed_from
from qilou.casework.queries.case_page import CasePage, Offer
from qilou.casework.queries.receipts import is_own
from qilou.casework.queries.together import Said
from qilou.casework.queries.words import TOLD_TO_ALL
from qilou.casework.show import Column, Fact, Place, Section, place_of, shown
from qilou.kernel.actor import Actor
from qilou.kernel.fields import Input, Kind, fields_of
from qilou.kernel.forms import Form
from qilou.kernel.money import in_wan
from qilou.kernel.templatetags.words import iso
from qilou.law import Breach, Finding, Message, Text, Undecided, say

from .forms import blank_form, known_files, short
from .marks import Marks, mark, marks
from .names import NAME, Names, names_shown, read_cells

NOT_YET = Text("现在还不能办理", "Not possible yet")
KINDS = {"money": "amount", "day": "date"}


def page_context(
    page: CasePage, actor: Actor, drafts: Mapping[str, Draft], comments: Sequence[Said]
) -> dict[str, Any]:  # Any: everything that a template shows
    """Everything `casework/case.html` shows but its small forms."""
    marked = marks(comments)
    mine = [offer for offer in page.offers if offer.permitted and not offer.step.exceptional]
    busy = page.signing is not None and not page.signing.returned
    outcomes = [] if busy else [_outcome(page, offer, drafts.get(offer.step.name)) for offer in mine]
    first = outcomes[0] if outcomes and outcomes[0]["link"] else None
    names = names_shown(page.show.facts, page.show.sections, _stored_names(page, comments))
    return {
        "page": page,
        "comments": comments,
        "case": page.case,
        "procedure": page.procedure,
        "pills": _pills(page),
        "facts": [_fact(fact, marked, names) for fact in page.show.facts],
        "steps": page.stations,
        "points": [one for one in page.points if not _asked_later(page, one)],
        "jumps": _jumps(page),
        "aside": _aside(page),
        "later": [one for one in page.points if _asked_later(page, one)],
        "sections": [section_shown(section, marked, names) for section in page.show.sections],
        "inline": [one for one in outcomes if not one["link"]],
        "first": first,
        "links": [one for one in outcomes if one["link"] and one is not first],
        "stored": _stored(outcomes),
        "others": [offer.step for offer in page.offers if not offer.permitted and not offer.step.exceptional],
        "exceptional": [offer.step for offer in page.offers if offer.permitted and offer.step.exceptional],
        "timeline": [
            _event(entry, label, names) | {"receipt": f"receipts/{entry.event_id}.json" if is_own(entry, actor) else ""}
            for entry, label in page.events
        ],
        "documents": _documents(page, marked, names),
        "names": names,
        "days": page.days,
        "signing": page.signing,
        "decide": "#signing" if page.signing and page.signing.my_turn else "#decision" if outcomes else "",
        "drafted": _drafted(page),
        "base": f"/{page.procedure.path}/{page.case.number}/",
        "on_desk": actor.holds(page.case.desk),
        "colleagues": page.colleagues,
        "handler": page.case.handler_id,
    }


def _stored_names(page: CasePage, comments: Sequence[Said]) -> Iterator[object]:
    """What the page names besides its facts and sections: who acted, who issued papers, who signs."""
    for entry, _ in page.events:
        who = entry.body.get("actor", {})
        yield from (who.get("name"), who.get("organisation"), entry.body.get("on_behalf_of", {}).get("name"))
    yield from (one.issuer for one in page.notices)
    yield from (one.row.organisation for one in comments)
    if page.signing:
        yield from (one["by"] for one in page.signing.opinions)


def _asked_later(page: CasePage, finding: Finding) -> bool:
    """Whether a rule waits only for what the step's own form will ask."""
    asks = any(finding in offer.findings and offer.step.takes is not None for offer in page.offers)
    return isinstance(finding.verdict, Undecided) and asks


def _aside(page: CasePage) -> dict[str, Message]:
    """By rule, which steps alone ask it, where the way on does not: nobody has chosen one of those yet."""
    if page.signing or page.forward is None:
        return {}
    asked = {one.rule for one in page.forward.findings}
    elsewhere: dict[str, list[Text]] = {}
    for offer in page.turn:
        for rule in {one.rule for one in offer.findings} - asked:
            elsewhere.setdefault(rule, []).append(offer.step.label)
    return {
        rule: say("仅“%(steps)s”要求", "asked only for: %(steps)s", steps=tuple(steps))
        for rule, steps in elsewhere.items()
    }


def _pills(page: CasePage) -> list[dict[str, object]]:
    pills: list[dict[str, object]] = []
    if page.card:
        words = {"red": Text("红牌", "Red card"), "yellow": Text("黄牌", "Yellow card")}[page.card]
        pills.append({"label": words, "tone": "red" if page.card == "red" else "amber", "card": page.card})
    pills.append({"label": page.procedure.title, "tone": "blue"})
    pills.append({"label": page.state, "tone": "blue"})
    return pills


def _outcome(page: CasePage, offer: Offer, draft: Draft | None) -> dict[str, object]:
    step, act = offer.step, page.act
    inline = short(step.takes)
    form: Form | None = None
    if inline:

        def options(refers: str) -> list[tuple[str, str]]:
            return page.procedure.options(refers, act) if page.procedure.options else []

        form = blank_form(step.takes, options, draft.raw if draft else None)
    broken = offer.breached
    return {
        "code": step.name,
        "label": step.label,
        "hint": step.hint,
        "phrases": step.phrases,
        "cites": step.cites,
        "url": f"/{page.procedure.path}/{page.case.number}/{step.name}/",
        "link": None if inline else f"/{page.procedure.path}/{page.case.number}/{step.name}/",
        "form": form,
        "submit": say("拟稿：%(step)s", "Draft: %(step)s", step=step.label) if step.sign_off else step.label,
        "next": say(
            "转入“%(to)s”。%(how)s",
            "The case goes to “%(to)s”. %(how)s",
            to=page.procedure.state(step.to).label,
            how=_how(step.sign_off, bool(step.serves)),
        ),
        "preview": bool(step.serves),
        "chosen": False,
        "disabled": NOT_YET if broken else None,
        "remedies": [one.verdict.remedy for one in broken if isinstance(one.verdict, Breach)],
        "version": page.case.version,
        "resends": step.resends,
        "draft_url": f"/{page.procedure.path}/{page.case.number}/{step.name}/draft/" if step.takes else None,
        "draft_version": draft.version if draft else 0,
        "saved": draft.saved_at if draft else None,
    }


def _how(sign_off: bool, serves: bool) -> Message:
    if sign_off:
        return say(
            "先核稿、签发，签发后生效并送达文书。", "It is checked and signed first; it takes effect when signed."
        )
    return say("并送达文书。", "A numbered paper is served.") if serves else say("", "")


def _jumps(page: CasePage) -> dict[str, str]:
    """By rule, the place on the page that its finding speaks of."""
    places = page.show.places
    found = {one.rule: place_of(one, places) for one in page.points}
    return {rule: f"#{place.id}" for rule, place in found.items() if place}


def _fact(fact: Fact, marks: Marks, names: Names) -> dict[str, object]:
    value = fact.value
    if fact.kind == NAME and isinstance(value, str):
        value = names.get(value, value)
    if fact.kind == "money" and isinstance(value, Decimal):
        value = say("%(amount)s 万元", "CNY %(yuan)s", amount=in_wan(value), yuan=f"{value:,.2f}")
    elif fact.kind == "day" and value is not None:
        value = iso(value)
    shown = {"label": fact.label, "value": value if value not in (None, "") else "—", "note": fact.note}
    return shown | _placed(fact.place, marks)


def _placed(place: Place | None, marks: Marks) -> dict[str, object]:
    """The id of a place, and the mark beside it."""
    return {"id": place.id, "mark": mark(place.code, place.label, marks)} if place else {}


def _remark(place: Place | None, marks: Marks) -> Message | None:
    """The words of the way from a whole table to its comments, or to a first one."""
    if place is None:
        return None
    n = marks.get(place.code, (0, 0))[0]
    what = place.label
    if n:
        return say("评论 %(n)s 条：%(what)s", "%(n)s on: %(what)s", n=n, what=what)
    return say("评论“%(what)s”", "Comment on: %(what)s", what=what)


def sections_shown(sections: Sequence[Section]) -> list[dict[str, object]]:
    """Sections that stand by themselves, without comments."""
    names = names_shown((), sections)
    return [section_shown(one, {}, names) for one in sections]


def section_shown(section: Section, marks: Marks, names: Names) -> dict[str, object]:
    places = section.places or [None] * max(len(section.rows), len(section.paragraphs))
    placed = [_placed(one, marks) for one in places]
    return {
        "title": section.title,
        "note": section.note,
        "columns": [_column(one) for one in section.columns],
        "rows": [
            {"cells": read_cells(section.columns, row, names)} | at
            for row, at in zip(section.rows, placed, strict=False)
        ],
        "total": list(section.total),
        "paragraphs": [
            {"label": label, "words": words} | at
            for (label, words), at in zip(section.paragraphs, placed, strict=False)
        ],
        "remark": _remark(section.place, marks),
        **_placed(section.place, marks),
    }


def _column(column: Column) -> dict[str, object]:
    kind = KINDS.get(column.kind, column.kind)
    label: object = column.label
    if kind == "amount":
        label = say("%(label)s（万元）", "%(label)s (CNY 10,000)", label=column.label)
    return {"label": label, "kind": kind, "stays": column.stays}


def _event(entry: Any, label: Text | Message, names: Names) -> dict[str, object]:  # Any: a ledger entry
    who = entry.body.get("actor", {})
    behalf = entry.body.get("on_behalf_of")
    name, body = who.get("name", ""), who.get("organisation", "")
    told: object = name
    if isinstance(name, str):
        told = say("%(who)s · %(body)s", "%(who)s · %(body)s", who=names.get(name, name), body=names.get(body, body))
    effects = entry.body.get("effects", {})
    detail = None
    if served := effects.get("casework_notice"):
        detail = say("文号：%(n)s", "Number: %(n)s", n=tuple(served))
    if entry.name in TOLD_TO_ALL and (purpose := entry.body.get("input", {}).get("purpose")):
        detail = say("事由：%(why)s", "Purpose: %(why)s", why=purpose)
    if behalf:
        absent = names.get(behalf["name"], behalf["name"])
        told = say("%(who)s（代 %(absent)s）", "%(who)s (for %(absent)s)", who=told, absent=absent)
    return {"at": entry.acted_at, "title": label, "who": told, "detail": detail}


def _documents(page: CasePage, marks: Marks, names: Names) -> list[dict[str, object]]:
    papers: list[dict[str, object]] = [
        {
            "name": say(
                "%(title)s %(number)s",
                "%(title)s %(number)s",
                title=say(one.title["zh"], one.title["en"]),
                number=one.number,
            ),
            "href": f"/notices/{one.pk}/",
            "kind": "doc",
            "version": "",
            "at": one.issued_on,
            "check": NOT_SERVED if one.pk in page.not_served else STATUS.get(one.status),
            "by": names.get(one.issuer, one.issuer),
        }
        for one in page.notices
    ]
    papers += _forms(page)
    papers += [
        {
            "name": one.file.name,
            "href": f"/files/{one.file_id}/",
            "kind": one.file.name.rpartition(".")[2].lower()[:4],
            "version": f"v{one.version}",
            "by": "",
            "size": one.file.size,
            "at": one.attached_at,
            "hash": one.file_id,
            "preview": f"?show={one.file_id}#preview",
            "mark": mark(f"file:{one.file_id}", one.file.name, marks),
        }
        for one in page.attachments
    ]
    return papers


def _forms(page: CasePage) -> list[dict[str, object]]:
    """The numbered forms that were filled in here, each as it was given last."""
    found: dict[str, dict[str, object]] = {}
    for entry, _ in page.events:
        if page.procedure.step(entry.name.removeprefix(f"{page.procedure.code}.")) is None:
            continue
        for one in printed_from(entry.body.get("editions", ())):
            edition, base = one.edition, f"forms/{one.edition.number}"
            name = say("%(title)s（%(label)s）", "%(title)s (%(label)s)", title=edition.title, label=edition.label)
            row: dict[str, object] = {"name": name, "at": entry.acted_at, "version": "", "kind": "pdf"}
            found.setdefault(f"{base}.pdf", row | {"href": f"{base}.pdf"})
            if one.sheet:
                found.setdefault(f"{base}.xlsx", row | {"href": f"{base}.xlsx", "kind": "xls"})
    return list(found.values())


NOT_SERVED = {"tone": "amber", "words": Text("未能送达", "not served")}
STATUS = {
    "standing": {"tone": "green", "words": Text("有效", "in force")},
    "replaced": {"tone": "amber", "words": Text("已被替代", "replaced")},
    "revoked": {"tone": "red", "words": Text("已撤销", "revoked")},
}


@dataclass(frozen=True, slots=True)
class Told:
    """A typed field in words; a table has rows of such fields instead."""

    label: Text
    words: object = None
    rows: tuple[tuple["Told", ...], ...] = ()


def _drafted(page: CasePage) -> tuple[Told, ...]:
    """The drafted decision's input in words, for those who check and sign it."""
    if page.signing is None or page.signing.step.takes is None:
        return ()
    takes: type[Input] = page.signing.step.takes
    return _told(takes.model_validate(page.signing.form_values))


def _told(values: Input) -> tuple[Told, ...]:
    told = []
    for spec in fields_of(type(values)):
        value = getattr(values, spec.name)
        if spec.kind is Kind.TABLE and value:
            told.append(Told(spec.label, rows=tuple(_told(row) for row in value)))
        else:
            told.append(Told(spec.label, shown(spec.kind, value, spec.choices)))
    return tuple(told)


def _stored(outcomes: list[dict[str, object]]) -> dict[str, dict[str, Any]]:  # Any: what the file component shows
    stored: dict[str, dict[str, Any]] = {}
    for one in outcomes:
        form = one["form"]
        stored |= known_files(form if isinstance(form, Form) else None)
    return stored

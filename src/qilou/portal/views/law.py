"""The law in the open: statutes, articles with everything that rests on them, and the requirements."""

import re
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from qilou.casework.queries.readings import decided_on
from qilou.kernel.errors import Missing
from qilou.kernel.templatetags.words import reading
from qilou.law import Article, Language, Message, Text, say
from qilou.law.book import MARKS
from qilou.law.coverage import Status
from qilou.law.measures import CHAPTERS, M164
from qilou.law.requirement import ACTORS, KINDS
from qilou.law.statute import Statute, chinese_numeral
from qilou.law.statutes import STATUTES
from qilou.portal.queries import law as queries

from .page import MENU, Asked, crumbs, public

PAGE = 50
STATUSES = {
    Status.CARRIED: (Text("已落实", "carried"), "green"),
    Status.NOT_YET: (Text("尚未落实", "not yet"), "grey"),
    Status.NOT_SOFTWARE: (Text("非软件事项", "not software"), "grey"),
}
ALL = Text("全部", "All")
OTHER_ACTORS = {
    "all": Text("所有单位和个人", "everybody"),
    "approver": Text("审批机关", "the approving body"),
    "depts": Text("各部门", "departments"),
    "districts": Text("各区（县）", "districts"),
    "experts": Text("专家", "experts"),
    "officials": Text("工作人员", "officials"),
    "others": Text("其他单位", "others"),
    "public institutions": Text("事业单位", "public institutions"),
    "third party": Text("第三方机构", "a third party"),
    "GOV office": Text("市政府办公室", "the city government's office"),
    "public security": Text("公安机关", "public security"),
    "state security": Text("国家安全机关", "state security"),
    "secrecy": Text("保密部门", "the secrecy authority"),
    "机要": Text("机要部门", "the cipher and confidential office"),
}


@login_not_required
@require_safe
def index(request: Asked) -> HttpResponse:
    """The Measures by chapter and article, with what rests on each, and the other statutes that are cited."""
    return public(
        request,
        "portal/law.html",
        "/law/",
        crumbs=crumbs((MENU[1][0], "")),
        statute=M164,
        chapters=queries.chapters(M164),
        tally=queries.tally(queries.standing()),
        others=queries.statutes(),
        marks=[(mark, words) for mark, words in MARKS.items()],
        tested=queries.tests_are_here(),
    )


@login_not_required
@require_safe
def statute(request: Asked, code: str) -> HttpResponse:
    """One statute: whose it is, since when, and its articles as far as they are told here."""
    found = _statute(code)
    return public(
        request,
        "portal/statute.html",
        "/law/",
        crumbs=crumbs(MENU[1], (found.title, "")),
        statute=found,
        chapters=queries.chapters(found),
    )


@login_not_required
@require_safe
def article(request: Asked, code: str, number: int) -> HttpResponse:
    """One article in our own words in both languages, how sure its text is, and everything that rests on it."""
    found = _statute(code)
    if number not in found.articles:
        raise Missing
    place = found.art(number)
    resting = queries.resting_on(place)
    decided = decided_on(request.today)
    other: Language = "zh" if reading() == "en" else "en"
    before, after = queries.neighbours(place)
    trail = crumbs(MENU[1], (found.short if found is M164 else found.title, f"/law/{code}/"), (_place(place), ""))
    return public(
        request,
        "portal/article.html",
        "/law/",
        crumbs=trail,
        place=place,
        summary=place.summary,
        mark=MARKS[place.summary.mark],
        chapter=queries.chapter_of(number) if found is M164 else None,
        other_title=place.summary.title.in_(other),
        other_body=place.summary.body.in_(other),
        other_note=place.summary.note.in_(other) if place.summary.note else "",
        other_tongue="zh-Hans" if other == "zh" else "en",
        resting=resting,
        tally=queries.tally(resting.requirements),
        requirements=[_row(one) for one in queries.rows(resting.requirements)],
        parameters=[
            {
                "parameter": one,
                "default": one.answer(one.default),
                "others": [words for value, words in one.alternatives.items() if value != one.default],
                "members": list(one.members.values()),
                "decided": decided.get(one.code, []),
            }
            for one in resting.parameters
        ],
        before=before,
        after=after,
        tested=queries.tests_are_here(),
    )


@login_not_required
@require_safe
def requirements(request: Asked) -> HttpResponse:
    """Every requirement, where it stands and what carries it, by status, chapter and words."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "status", "chapter")}
    listed = queries.chosen(asked["status"], asked["chapter"], asked["q"])
    start = _start(request, len(listed))
    everything = queries.standing()
    return public(
        request,
        "portal/requirements.html",
        "/law/requirements/",
        crumbs=crumbs(MENU[1], (MENU[2][0], "")),
        tally=queries.tally(everything),
        count=len(listed),
        requirements=[_row(one) for one in queries.rows(listed[start : start + PAGE])],
        filters=_filters(asked),
        active=any(asked.values()),
        pager=_pager(asked, start, len(listed)),
        tested=queries.tests_are_here(),
    )


def _statute(code: str) -> Statute:
    if code not in STATUTES:
        raise Missing
    return STATUTES[code]


def _place(place: Article) -> Text:
    return Text(place.place("zh"), place.place("en"))


def _row(row: queries.RequirementRow) -> dict[str, object]:
    one = row.coverage
    words, tone = STATUSES[one.status]
    return {
        "id": one.requirement.id,
        "says": one.requirement.says,
        "kind": KINDS[one.requirement.kind],
        "actor": _actors(one.requirement.actor),
        "mark": one.requirement.mark,
        "status": words,
        "tone": tone,
        "reason": one.reason,
        "article": row.article,
        "carriers": row.carriers,
        "tests": one.tests,
    }


def _actors(codes: str) -> Message:
    """Who owes it, in words: the codes of several are joined by a stroke, a comma or a plus."""
    parts = [part.strip() for part in re.split("[/,+]", codes)]
    known = {**ACTORS, **OTHER_ACTORS}
    return say("%(who)s", "%(who)s", who=tuple(known.get(part, Text(part, part)) for part in parts if part))


def _filters(asked: dict[str, str]) -> list[dict[str, object]]:
    statuses = [{"value": "", "label": ALL}] + [
        {"value": status.value, "label": words} for status, (words, _) in STATUSES.items()
    ]
    chapters = [{"value": "", "label": ALL}] + [
        {
            "value": str(one.number),
            "label": Text(f"第{chinese_numeral(one.number)}章 {one.title.zh}", f"Chapter {one.number}: {one.title.en}"),
        }
        for one in CHAPTERS
    ]
    chapters.append({"value": "0", "label": Text("贯穿各章", "Cross-cutting")})
    return [
        {"name": "q", "label": Text("编号或文字", "Id or words"), "kind": "search", "value": asked["q"]},
        {
            "name": "status",
            "label": Text("状态", "Status"),
            "kind": "select",
            "value": asked["status"],
            "choices": statuses,
        },
        {
            "name": "chapter",
            "label": Text("章", "Chapter"),
            "kind": "select",
            "value": asked["chapter"],
            "choices": chapters,
        },
    ]


def _start(request: Asked, total: int) -> int:
    text = request.GET.get("from", "0")
    start = int(text) if text.isdecimal() and len(text) < 6 else 0
    return start if start < total else 0


def _pager(asked: dict[str, str], start: int, total: int) -> dict[str, object] | None:
    if total <= PAGE:
        return None
    kept = {name: value for name, value in asked.items() if value}

    def at(place: int) -> str:
        return "?" + urlencode({**kept, "from": place})

    return {
        "first": start + 1,
        "last": min(start + PAGE, total),
        "total": total,
        "previous": at(max(start - PAGE, 0)) if start else None,
        "next": at(start + PAGE) if start + PAGE < total else None,
    }

"""What is in the open and says the words: articles, requirements, procedures, their steps and papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from qilou.casework.guide import notices_of
from qilou.casework.procedure import PROCEDURES
from qilou.kernel.search import likeness
from qilou.law import Article, Text
from qilou.law.declared import declare_all
from qilou.law.requirements import REQUIREMENTS
from qilou.law.statutes import STATUTES

from .law import page_of

MOST = 20
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, where it is told, and what it says."""

    title: Text
    href: str
    says: Text | None
    article: Article | None


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits of one kind; `more` says that there are more than are shown."""

    code: str
    kind: Text
    shown: tuple[Hit, ...]
    more: bool


def found(words: str, most: int = MOST) -> list[Hits]:
    """What says every one of the words, in either language, by kind, first what is so called; nothing for no words.

    Where nothing says them all, what is called nearly so.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    declare_all()
    kinds = (
        ("articles", Text("条文", "Articles"), list(_articles())),
        ("procedures", Text("办理程序", "Procedures"), list(_procedures())),
        ("steps", Text("环节", "Steps"), list(_steps())),
        ("kinds-of-paper", Text("文书种类", "Kinds of paper"), list(_notices())),
        ("requirements", Text("要求", "Requirements"), list(_requirements())),
    )
    listed = []
    for code, label, hits in kinds:
        matching = [hit for text, hit in hits if _says(text, wanted)]
        matching.sort(key=lambda hit: not _says(f"{hit.title.zh} {hit.title.en}", wanted))
        listed.append((code, label, matching))
    if not any(matching for _, _, matching in listed):
        listed = [(code, label, _nearly(words, hits)) for code, label, hits in kinds]
    return [
        Hits(code, label, tuple(matching[:most]), len(matching) > most) for code, label, matching in listed if matching
    ]


def _nearly(words: str, hits: list[tuple[str, Hit]]) -> list[Hit]:
    rated = [(likeness(words, "", f"{hit.title.zh} {hit.title.en}"), hit) for _, hit in hits]
    return [hit for rate, hit in sorted(rated, key=lambda one: -one[0]) if rate >= NEAR]


def _says(text: str, wanted: list[str]) -> bool:
    return all(word in text.casefold() for word in wanted)


def _articles() -> Iterator[tuple[str, Hit]]:
    for statute in STATUTES.values():
        for number, summary in sorted(statute.articles.items()):
            place = statute.art(number)
            texts = (statute.title, statute.short, summary.title, summary.body)
            title = Text(f"{place.in_('zh')} {summary.title.zh}", f"{place.opening('en')}: {summary.title.en}")
            said = " ".join(f"{one.zh} {one.en}" for one in texts)
            yield f"{title.zh} {title.en} {said}", Hit(title, page_of(place), summary.body, None)


def _procedures() -> Iterator[tuple[str, Hit]]:
    for code, editions in sorted(PROCEDURES.items()):
        one = editions[-1]
        yield f"{code} {one.title.zh} {one.title.en}", Hit(one.title, f"/procedures/{code}/", None, one.cites)


def _steps() -> Iterator[tuple[str, Hit]]:
    for code, editions in sorted(PROCEDURES.items()):
        for step in editions[-1].steps:
            hit = Hit(step.label, f"/procedures/{code}/#step-{step.name}", editions[-1].title, step.cites)
            yield f"{code}.{step.name} {step.label.zh} {step.label.en}", hit


def _notices() -> Iterator[tuple[str, Hit]]:
    for code, editions in sorted(PROCEDURES.items()):
        for kind in notices_of(editions[-1]):
            hit = Hit(kind.title, f"/procedures/{code}/#notice-{kind.code}", editions[-1].title, kind.cites[0])
            yield f"{kind.code} {kind.title.zh} {kind.title.en}", hit


def _requirements() -> Iterator[tuple[str, Hit]]:
    for code, one in REQUIREMENTS.items():
        article = STATUTES["m164"].art(one.article) if one.article else None
        href = page_of(article, f"req-{code}") if article else f"/law/requirements/?q={code}"
        yield f"{code} {one.says.zh} {one.says.en}", Hit(Text(code, code), href, one.says, article)

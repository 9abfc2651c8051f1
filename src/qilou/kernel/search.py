"""How words are cut for the search: what is stored of a text, what is asked of it, how near it comes.

A text gives its characters and pairs of neighbours (Chinese), its words with their beginnings and triples (Latin
letters and digits), and its whole number. `search_words` in the database cuts the same way; a test holds the two
together.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
RUNS = re.compile(f"[{HAN}]+|[a-z\u00df-\u024f]+|[0-9]+")
BETWEEN = f"[^{HAN}a-z\u00df-\u024f0-9]*"  # the brackets and strokes of a number
LONGEST = 100
MOST_RUNS = 8
MOST_CHARACTERS = 16
LONG_ENOUGH_FOR_PIECES = 6


def plain(text: str) -> str:
    """A text without the differences that nobody types: width, case."""
    return unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> list[str]:
    """Chinese runs, Latin words and numbers in their order; a number without leading zeros."""
    found = RUNS.findall(plain(text))
    return [(run.lstrip("0") or "0") if run.isdecimal() else run for run in found]


def is_han(run: str) -> bool:
    return re.match(f"[{HAN}]", run) is not None


def whole(number: str) -> str:
    """A document's or case's number as one mark, however its brackets and strokes were typed."""
    joined = "".join(runs(number)).removesuffix("号")
    return f"#{joined}" if joined else ""


def grams(run: str) -> list[str]:
    """What every text has that contains the run: pairs of characters, or a word's beginning and triples."""
    if is_han(run):
        return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
    begun = f"^{run}"
    return [begun] if len(run) == 1 else [begun[at : at + 3] for at in range(len(begun) - 2)]


def words(number: str, says: str) -> set[str]:
    """All that is stored of a text with its number."""
    stored = {whole(number)} - {""}
    for run in runs(f"{number} {says}"):
        stored.update(grams(run))
        stored.update(run if is_han(run) else (f"={run}", f"^{run[0]}"))
    return stored


def asked_exactly(typed: str) -> str:
    """The tsquery of a text that says every word as typed, or has the number; empty for no words."""
    found = _asked(typed)
    if not found:
        return ""
    return _either([_term(whole(typed)), _all(_all(map(_term, grams(run))) for run in found)])


def asked_nearly(typed: str) -> str:
    """The tsquery of a text that comes near: a character is wrong, something between was forgotten, or one word."""
    found = _asked(typed)
    if not found:
        return ""
    near = [_nearly(run) for run in found]
    if len(found) == 2:
        return _either([_all(near), *(_all(map(_term, grams(run))) for run in found)])
    return _all_but_one(near)


def _asked(typed: str) -> list[str]:
    return list(dict.fromkeys(runs(typed[:LONGEST])))[:MOST_RUNS]


def _nearly(run: str) -> str:
    parts = [_term(gram) for gram in dict.fromkeys(grams(run))]
    if len(run) == 1:
        return parts[0]
    pieces = [_all(piece) for piece in _pieces(parts)] if len(run) >= LONG_ENOUGH_FOR_PIECES else []
    if not is_han(run):
        return _either(pieces or (parts[:1] + parts[-1:]))
    characters = [_term(one) for one in dict.fromkeys(run[:MOST_CHARACTERS])]
    if len(characters) <= 2:
        return _either(characters)
    return _either([_all([_all_but_one(characters), _either(parts)]), *pieces])


def _pieces(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Thirds: one wrong letter spoils two of them at most."""
    third = -(-len(parts) // 3)
    for at in range(0, len(parts), third):
        if len(parts[at : at + third]) > 1:
            yield parts[at : at + third]


def _term(gram: str) -> str:
    return f"'{gram}'" if gram else ""


def _all(parts: Iterable[str]) -> str:
    return _joined(" & ", parts)


def _either(parts: Iterable[str]) -> str:
    return _joined(" | ", parts)


def _joined(sign: str, parts: Iterable[str]) -> str:
    kept = list(dict.fromkeys(part for part in parts if part))
    return kept[0] if len(kept) == 1 else f"({sign.join(kept)})"


def _all_but_one(parts: Sequence[str]) -> str:
    """At least all but one, by halves: the query stays short."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _either(parts)
    half = len(parts) // 2
    first, second = parts[:half], parts[half:]
    if len(first) == 1:
        return _either([_all(second), _all([first[0], _all_but_one(second)])])
    return _either([_all([_all_but_one(first), *second]), _all([*first, _all_but_one(second)])])


@lru_cache(maxsize=20_000)
def _known(number: str, says: str) -> frozenset[str]:
    return frozenset(words(number, says))


def likeness(typed: str, number: str, says: str) -> float:
    """How near a text comes to what was typed: 1 for all of it, more where it is said in one go or is the number."""
    wanted = {gram: 1.0 for run in _asked(typed) for gram in grams(run)}
    wanted |= {one: 0.4 for run in _asked(typed) for one in (run if is_han(run) else [f"={run}"]) if one not in wanted}
    if not wanted:
        return 0.0
    stored = _known(number, says)
    share = sum(weight for gram, weight in wanted.items() if gram in stored) / sum(wanted.values())
    said = "".join(runs(typed)) in "".join(runs(f"{number} {says}"))
    short = round(0.1 * len(wanted.keys() & stored) / (len(stored) + 1), 2)
    return share + 0.5 * said + 2 * (whole(typed) in stored) + short


def _patterns(typed: str) -> Iterator[str]:
    """What is looked for in a text to be marked: pairs of characters, words, and numbers however they are bracketed."""
    for word in typed[:LONGEST].split():
        found = runs(word)[:MOST_RUNS]
        if any(run.isdecimal() for run in found):
            joined = BETWEEN.join(f"0*{run}" if run.isdecimal() else run for run in found)
            yield f"(?<![0-9a-z]){joined}(?![0-9])"
            continue
        for run in found:
            yield from grams(run) if is_han(run) else [run]


def marked(typed: str, says: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was typed; a number only where it stands whole."""
    told = "".join(one if len(one) == 1 else old for old, one in ((old, plain(old)) for old in says))
    hit = [False] * len(told)
    for pattern in _patterns(typed):
        for found in re.finditer(pattern, told):
            hit[found.start() : found.end()] = [True] * (found.end() - found.start())
    pieces: list[tuple[str, bool]] = []
    start = 0
    for at in range(1, len(says) + 1):
        if at == len(says) or hit[at] is not hit[start]:
            pieces.append((says[start:at], hit[start]))
            start = at
    return pieces

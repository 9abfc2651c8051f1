"""Statutes and their articles: what every rule, step, clock and notice points to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .text import Language, Text

DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """1 to 999 as an article number is written: 16 is 十六, 110 is 一百一十."""
    if not 0 < number < 1000:
        raise ValueError(f"no article is numbered {number}")
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and units:
        words += "零"
    return words + (DIGITS[units] if units else "")


@dataclass(frozen=True, slots=True)
class Summary:
    """An article told in our own words, and how sure its text is.

    `mark` is T (the translation says it), O (checked against the original), G (garbled, meaning not in doubt),
    R (reconstructed) or D (derived); `note` says what is doubtful where that is not plain.
    """

    title: Text
    body: Text
    mark: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Statute:
    """One law or regulation. `articles` is whole for the Measures; for others it holds those that are cited.

    `effective` is the day from which the cited numbering holds; `repealed` the first day on which it no longer does.
    """

    code: str
    title: Text
    short: Text
    issuer: Text
    number: Text
    effective: date
    adopted: date | None = None
    published: date | None = None
    parent: Text | None = None
    repealed: date | None = None
    articles: Mapping[int, Summary] = field(default_factory=dict, repr=False, compare=False, hash=False)

    def in_force(self, on: date) -> bool:
        """Whether it applies to an act of that date."""
        return self.effective <= on and (self.repealed is None or on < self.repealed)

    def art(self, number: int, paragraph: int = 0, item: int = 0) -> "Article":
        """A place in this statute; raises LookupError for an article that it is not known to have."""
        if number not in self.articles:
            raise LookupError(f"{self.code} has no article {number}")
        return Article(self, number, paragraph, item)


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a statute: article, and where it matters paragraph (款) and item (项); 0 means the whole."""

    statute: Statute
    number: int
    paragraph: int = 0
    item: int = 0

    @property
    def id(self) -> str:
        """Stable text of this place, as the record keeps it: `m164:16.2`, `all:32.1.4`."""
        places = [self.number, self.paragraph, self.item]
        while places[-1] == 0:
            places.pop()
        return f"{self.statute.code}:{'.'.join(map(str, places))}"

    @property
    def summary(self) -> Summary:
        """Our own words for the whole article."""
        return self.statute.articles[self.number]

    def place(self, language: Language) -> str:
        """The place without the statute's name: 第十六条第二款, Art. 16(2)."""
        if language == "en":
            return f"Art. {self.number}" + "".join(f"({n})" for n in (self.paragraph, self.item) if n)
        tail = f"第{chinese_numeral(self.paragraph)}款" if self.paragraph else ""
        return f"第{chinese_numeral(self.number)}条{tail}" + (
            f"第({chinese_numeral(self.item)})项" if self.item else ""
        )

    def in_(self, language: Language) -> str:
        """The full citation as a decision writes it."""
        if language == "en":
            return f"{self.statute.short.en}, {self.place('en')}"
        return f"《{self.statute.title.zh}》{self.place('zh')}"

    def opening(self, language: Language) -> str:
        """The full citation where a line or a sentence begins with it."""
        said = self.in_(language)
        return said[:1].upper() + said[1:]

    def __str__(self) -> str:
        return self.id

"""Words on a page: declared texts in the reader's language, amounts, days, icons and links to articles."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.conf import settings
from django.template import Library
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from qilou.kernel.marks import Marked
from qilou.law import Article, Language, Message, Text

register = Library()

ABSENT = "—"
CENT = Decimal("0.01")
MARK = "<mark>{}</mark>"
HANZI = re.compile("[\u3400-\u9fff]")
WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def reading() -> Language:
    """The language the page is read in."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def say(value: object) -> str:
    """A Text, Message or Article in the reader's language, marked words marked; else as it is, nothing for nothing."""
    match value:
        case None:
            return ""
        case Text() | Message() | Article():
            return value.in_(reading())
        case Marked():
            stretches = ((format_html(MARK if said else "{}", words),) for words, said in value.stretches)
            return format_html_join("", "{}", stretches)
        case _:
            return str(value)


@register.filter
def called(stored: str, names: Mapping[str, Text]) -> Text | str:
    """A stored name as the reader is told it; `names` are those that are known by another one."""
    return names.get(stored, stored)


@register.filter
def in_words(value: object) -> object:
    """The `words` of a value that has them; nothing of a plain one. A template's dot would raise for each cell."""
    return value.get("words") if isinstance(value, dict) else getattr(value, "words", None)


@register.filter
def wan(yuan: object) -> str:
    """Yuan as 万元 with two decimals: 3864000 is 386.40."""
    amount = _decimal(yuan)
    return ABSENT if amount is None else f"{(amount / 10000).quantize(CENT, ROUND_HALF_UP):,.2f}"


@register.filter
def yuan(value: object) -> str:
    """Yuan to the fen, as documents and payments write it."""
    amount = _decimal(value)
    return ABSENT if amount is None else f"{amount.quantize(CENT, ROUND_HALF_UP):,.2f}"


@register.filter
def iso(value: object) -> str:
    """A day as tables write it: 2026-11-24."""
    match value:
        case datetime():
            return _local(value).date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return ABSENT


@register.filter
def daytime(value: object) -> str:
    """A moment as tables write it: 2026-11-24 14:32."""
    return f"{_local(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else iso(value)


@register.filter
def longday(value: object) -> str:
    """A day as documents write it: 2026年11月24日, 24 November 2026."""
    match value:
        case datetime():
            return longday(_local(value).date())
        case date() if reading() == "en":
            return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return ABSENT


@register.filter
def dayofweek(value: object) -> str:
    """A day with the day of the week, as each language orders them."""
    return f"{weekday(value)} {longday(value)}" if reading() == "en" else f"{longday(value)} {weekday(value)}"


@register.filter
def weekday(value: object) -> str:
    """The day of the week."""
    return say(WEEKDAYS[value.weekday()]) if isinstance(value, date) else ""


@register.filter
def magnitude(number: int) -> int:
    """A count without its sign: -2 days left are 2 days late."""
    return abs(number)


@register.filter
def filesize(size: object) -> str:
    """Bytes as a reader says them; words as they stand."""
    return filesizeformat(size) if isinstance(size, int) else say(size)


@register.filter
def langattr(value: object) -> SafeString:
    """` lang="zh-Hans"` for a Chinese name on an English page, so that it is drawn and read aloud as Chinese."""
    foreign = reading() == "en" and HANZI.search(say(value))
    return format_html(' lang="{}"', "zh-Hans") if foreign else SafeString()


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """One icon of the sprite, decorative; an empty square as long as the sprite is not built."""
    return format_html(
        '<svg class="eg-ic" width="{0}" height="{0}" aria-hidden="true" focusable="false">'
        '<use href="{1}#{2}"></use></svg>',
        size,
        sprite(),
        name,
    )


@register.simple_tag
def article(place: Article | None, *, full: bool = False, opens: bool = False) -> SafeString:
    """A link to an article's page; of the Measures the place alone unless `full`, of others with their name.

    What `opens` a line is full and begins with a capital.
    """
    if place is None:
        return SafeString()
    return format_html(
        '<a class="eg-art" href="/law/{}/{}/">{}</a>',
        place.statute.code,
        place.number,
        place.opening(reading()) if opens else say(place) if full else short_citation(place),
    )


@register.simple_tag
def articles(places: Iterable[Article] | None, *, full: bool = False, opens: bool = False) -> SafeString:
    """Links to several articles in a row."""
    links = ((article(one, full=full, opens=opens and not at),) for at, one in enumerate(places or ()))
    return format_html_join("、" if reading() == "zh" else ", ", "{}", links)


@register.filter
def short_place(place: Article | None) -> str:
    """An article's short citation as plain words."""
    return "" if place is None else short_citation(place)


def short_citation(place: Article) -> str:
    """Enough to know the place by: the Measures go without saying."""
    language = reading()
    if place.statute.code == "m164":
        return place.place(language)
    return f"《{place.statute.short.zh}》{place.place('zh')}" if language == "zh" else place.in_("en")


def sprite() -> str:
    """Where the icon sprite is served from, also before it has been collected."""
    try:
        return static("dist/icons.svg")
    except ValueError:
        return f"{settings.STATIC_URL}dist/icons.svg"


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


def _local(moment: datetime) -> datetime:
    return localtime(moment) if is_aware(moment) else moment

"""Names that rows keep as they were then, in Chinese: told in English to whoever reads English."""

from collections.abc import Iterable

from django.db import connection

from qilou.kernel.arrays import array_of
from qilou.kernel.templatetags.words import reading
from qilou.law import Text

BETWEEN = "、"
# of two who are called alike in Chinese and differently in English neither is guessed
IN_ENGLISH = """
SELECT name_zh, min(name_en) FROM (
    SELECT name_zh, name_en FROM identity_organisation WHERE name_zh = ANY(%(names)s::text[]) AND name_en <> ''
    UNION ALL
    SELECT name_zh, name_en FROM identity_person WHERE name_zh = ANY(%(names)s::text[]) AND name_en <> ''
) AS named GROUP BY name_zh HAVING min(name_en) = max(name_en)
"""


def names_read(stored: Iterable[object]) -> dict[str, Text]:
    """The stored names that have an English one, each alone or several with 、 between them, in both languages.

    By one query where the page is read in English, and by none where it is not: the stored name is then what is read.
    """
    asked = {one for one in stored if isinstance(one, str) and one}
    if reading() != "en" or not asked:
        return {}
    known = _in_english({*asked, *(part for one in asked for part in one.split(BETWEEN))})
    both = {one: Text(one, _english(one, known)) for one in asked}
    return {one: name for one, name in both.items() if name.en != one}


def _english(stored: str, known: dict[str, str]) -> str:
    if stored in known:
        return known[stored]
    parts = stored.split(BETWEEN)
    return ", ".join(known.get(one, one) for one in parts) if known.keys() & set(parts) else stored


def _in_english(names: set[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(IN_ENGLISH, {"names": array_of(names)})
        return dict(cursor.fetchall())

"""Every template is drawn by somebody."""

import re

from qilou.site import places

NAMED = re.compile(r"""["']([\w/.-]*/[\w/.-]*)["'{]""")


def test_every_template_is_used() -> None:
    templates = {path.split("/templates/")[1]: path for path in map(str, places.SOURCE.glob("*/templates/**/*.html"))}
    named: set[str] = set()
    for path in [*places.SOURCE.glob("**/*.py"), *places.SOURCE.glob("*/templates/**/*.html")]:
        named.update(NAMED.findall(path.read_text(encoding="utf-8")))
    # A name put together at run time ("kernel/parts/fields/" and the kind's name) uses all that begin with it.
    prefixes = tuple(name for name in named if name.endswith("/") and name.count("/") > 1)
    assert [name for name in templates if name not in named and not name.startswith(prefixes)] == []


def test_no_template_carries_scripts_or_styles_of_its_own() -> None:
    handlers = "click|change|input|load|submit|toggle|key\\w+|mouse\\w+|focus|blur|error"
    inline = re.compile(rf"<style\b|\sstyle=|\son(?:{handlers})=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    for path in places.SOURCE.glob("*/templates/**/*.html"):
        assert inline.findall(path.read_text(encoding="utf-8")) == [], path

"""Catalogues of page words, without gettext."""

import gettext
from pathlib import Path

import pytest

from qilou.site import messages, places

PAGE = """{% load i18n %}<h1>{% translate "It's due" %}</h1>{% translate "May" context "month" %}
{% blocktranslate trimmed count n=n %}
  {{ n }} case waits
{% plural %}
  {{ n }} cases wait
{% endblocktranslate %}<p title="{{ _('Tip') }}">'quoted' // not a comment `</p>{# translators: no #}
"""
VIEW = """from django.utils.translation import gettext as _, ngettext
SAID = _("From the view")
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "wells"
    (made / "templates" / "wells").mkdir(parents=True)
    (made / "__init__.py").touch()
    (made / "templates" / "wells" / "page.html").write_text(PAGE)
    (made / "views.py").write_text(VIEW)
    monkeypatch.setattr(places, "SOURCE", tmp_path)
    return made


def test_words_of_templates_and_views_are_found(module: Path) -> None:
    found = {message.id: message.context for message in messages.found_in(module) if message.id}
    assert found == {
        "It's due": None,
        "May": "month",
        ("%(n)s case waits", "%(n)s cases wait"): None,
        "Tip": None,
        "From the view": None,
    }


def test_a_catalogue_keeps_its_translations_and_tells_what_lacks(module: Path) -> None:
    target = messages.write(module)
    assert target is not None
    target.write_text(target.read_text().replace('msgid "Tip"\nmsgstr ""', 'msgid "Tip"\nmsgstr "提示"'))
    (module / "views.py").write_text("")
    assert "gone: From the view" in messages.untranslated(module)
    messages.write(module)
    assert "提示" in target.read_text()
    left = messages.untranslated(module)
    assert "missing: It's due" in left
    assert not any("Tip" in word or "From the view" in word for word in left)


def test_compiled_catalogues_are_what_python_reads(module: Path) -> None:
    target = messages.write(module)
    assert target is not None
    target.write_text(target.read_text().replace('msgid "Tip"\nmsgstr ""', 'msgid "Tip"\nmsgstr "提示"'))
    assert messages.compile_all() == 1
    with target.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Tip") == "提示"

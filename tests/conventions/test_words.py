"""Words: every page says everything in Chinese, and no Chinese stands where a catalogue's key should."""

import re
from pathlib import Path

import pytest

from qilou.site import messages, places

HANZI = re.compile("[\u3400-\u9fff]")
BLANK = re.compile(r"%\((\w+)\)")
MODULES = messages.modules()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_every_word_of_a_page_is_translated_and_none_is_left_over(module: Path) -> None:
    assert messages.untranslated(module) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_keys_of_catalogues_are_english(module: Path) -> None:
    assert [entry.id for entry in messages.found_in(module) if HANZI.search(str(entry.id))] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_translations_fill_the_blanks_of_their_key(module: Path) -> None:
    for entry in messages.read(messages.catalogue_of(module)):
        if entry.id:
            keys = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            words = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            blanks = set(BLANK.findall(" ".join(keys)))
            assert all(set(BLANK.findall(word)) <= blanks for word in words), entry.id


def test_one_english_message_has_one_chinese_since_catalogues_are_read_as_one() -> None:
    said: dict[tuple[object, ...], dict[object, str]] = {}
    for module in MODULES:
        for entry in messages.read(messages.catalogue_of(module)):
            if entry.id:
                words = entry.string if isinstance(entry.string, str) else tuple(entry.string)
                said.setdefault((entry.context, entry.id), {})[words] = module.name
    assert {key: found for key, found in said.items() if len(found) > 1} == {}


def test_no_template_says_chinese_outside_of_declared_texts() -> None:
    kept = re.compile(r"{%\s*comment.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
    allowed = {"中文", "骑楼"}
    for path in places.SOURCE.glob("*/templates/**/*.html"):
        if "gallery" in path.parts:  # samples of data, for developers alone
            continue
        said = kept.sub("", path.read_text(encoding="utf-8"))
        for word in allowed:
            said = said.replace(word, "")
        assert HANZI.findall(said) == [], path

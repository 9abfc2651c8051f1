"""What a desk weighs on the wire: its page as it is sent, its styles and scripts as they are served."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from qilou.identity.models import Person

FIRST, AGAIN = 150_000, 20_000
LOADED = re.compile(r'(?:href|src)="/static/([^"#?]+)(?:[#?][^"]*)?"')


def assets(page: str) -> Iterator[Path]:
    """The files that a browser fetches with a page, each once."""
    for name in dict.fromkeys(LOADED.findall(page)):
        yield Path(finders.find(name))


@pytest.mark.parametrize("who", ["authority.handler", "authority.checker", "finance.handler", "mib.handler"])
def test_a_desk_weighs_little_and_less_when_it_is_opened_again(city: None, story_time: None, who: str) -> None:
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(Person.objects.get(username=who))
    answer = client.get("/work/")
    page = gzip.decompress(answer.content).decode()
    loaded = list(assets(page))
    assert {"page.css", "page.js", "drafts.js", "icons.svg"} <= {one.name for one in loaded}
    again = len(answer.content)
    first = again + sum(len(gzip.compress(one.read_bytes())) for one in loaded)
    assert again <= AGAIN, again
    assert first <= FIRST, first

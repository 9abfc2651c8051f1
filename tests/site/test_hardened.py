"""What an installation gives away: nothing of its sources, no listing, no debugging, one place for its log."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from qilou.site import places
from qilou.site.logs import logging_for

ASKS = "import django; django.setup(); from django.conf import settings; print(settings.DEBUG, settings.SECRET_KEY)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("/.git/HEAD", "/.git/", "/static/", "/static/kernel/", "/static/../pyproject.toml"),
        *("/static/%2e%2e/pyproject.toml", "/pyproject.toml", "/var/secret-key", "/src/qilou/site/settings.py"),
        *("/files/", "/admin/", "/.env", "/requirements.lock"),
    ],
)
def test_nothing_of_the_sources_and_no_listing_is_served(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code in (302, 404, 405), path
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"[project]" not in body
    assert b"refs/heads" not in body
    assert b"Index of" not in body


@pytest.mark.parametrize("name", ["DEBUG", "DJANGO_DEBUG", "QILOU_DEBUG", "QILOU_FROM_SOURCES"])
def test_no_setting_turns_debugging_on(name: str) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QILOU_", "DJANGO_"))}
    env = {**kept, "DJANGO_SETTINGS_MODULE": "qilou.site.settings", name: "1", "QILOU_SECRET_KEY": "x" * 50}
    done = subprocess.run([sys.executable, "-c", ASKS], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


def test_each_installation_makes_a_key_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    keys = set()
    for place in range(2):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("QILOU_", "DJANGO_"))}
        env = {**kept, "DJANGO_SETTINGS_MODULE": "qilou.site.settings"}
        env["QILOU_VAR"] = str(tmp_path_factory.mktemp(f"var{place}"))
        done = subprocess.run([sys.executable, "-c", ASKS], env=env, capture_output=True, text=True, check=True)
        keys.add(done.stdout.split()[1])
    assert len(keys) == 2
    assert min(map(len, keys)) >= 32


@pytest.mark.parametrize("kind", ["json", "text"])
def test_the_log_goes_to_standard_error_alone(kind: str) -> None:
    handlers = logging_for(kind)["handlers"].values()
    assert {one["class"] for one in handlers} <= {"logging.StreamHandler", "logging.NullHandler"}
    assert all(one.get("stream", "ext://sys.stderr") == "ext://sys.stderr" for one in handlers)


def test_every_page_that_is_missing_answers_in_the_products_own_words() -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code in (302, 404)
    assert b"Traceback" not in answer.content
    assert settings.DEBUG is False
    assert places.SOURCE.name == "qilou"

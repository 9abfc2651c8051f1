"""`make audit` fails for a fault that is known, and for a package that could not be checked."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qilou.site import places

NAMED = "segno==1.6.0 --hash=sha256:" + "0" * 64 + "\n"
FAULT = {"id": "PYSEC-2099-1", "summary": "A fault", "affected": [], "aliases": [], "modified": "2099-01-01T00:00:00Z"}


class Advisories(BaseHTTPRequestHandler):
    """An advisory database in OSV's format that gives one answer."""

    answer: dict[str, object] | None = {}

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200 if self.answer is not None else 503)
        self.end_headers()
        self.wfile.write(json.dumps(self.answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def database() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Advisories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def audited(database: str, packages: Path) -> subprocess.CompletedProcess[str]:
    """The Makefile's own command, asked of another database about other packages."""
    told = subprocess.run(
        ["make", "-n", "audit-python"], cwd=places.CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    line = next(line for line in told.splitlines() if "pip-audit" in line)
    words = line.partition(" -r ")[0].split()
    more = ["-s", "osv", "--osv-url", database, "-r", str(packages)]
    return subprocess.run([*words, *more], cwd=places.CHECKOUT, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("answer", "passes", "says"),
    [({}, True, "No known vulnerabilities"), ({"vulns": [FAULT]}, False, "PYSEC-2099-1"), (None, False, "")],
    ids=["nothing known", "a fault known", "no answer"],
)
def test_the_audit_passes_only_what_was_checked(
    answer: dict[str, object] | None, passes: bool, says: str, database: str, tmp_path: Path
) -> None:
    Advisories.answer = answer
    packages = tmp_path / "requirements.lock"
    packages.write_text(NAMED)
    done = audited(database, packages)
    assert (done.returncode == 0) == passes, done.stderr
    assert says in done.stdout + done.stderr
    assert passes or "No known vulnerabilities" not in done.stdout + done.stderr


class Registry(BaseHTTPRequestHandler):
    """A registry of npm's with one answer of its advisory service; None is a mirror that has none."""

    answer: dict[str, object] | None = {}

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200 if self.answer is not None else 405)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.answer).encode())

    def do_GET(self) -> None:
        """No package is here: npm asks for one with a fault, and would ask again for minutes if it got no answer."""
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def registry() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


IN_AXE_CORE = {"id": 1, "title": "A fault of a test", "severity": "high", "vulnerable_versions": ">=0.0.0", "url": "-"}


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not on this machine's path")
@pytest.mark.parametrize(
    ("answer", "passes", "says"),
    [
        ({}, True, "found 0 vulnerabilities"),
        ({"axe-core": [IN_AXE_CORE]}, False, "A fault of a test"),
        (None, False, "405"),
    ],
    ids=["nothing known", "a fault known", "no advisory service"],
)
def test_the_front_ends_packages_pass_only_when_they_were_checked(
    answer: dict[str, object] | None, passes: bool, says: str, registry: str, tmp_path: Path
) -> None:
    Registry.answer = answer
    env = {**os.environ, "npm_config_registry": registry, "npm_config_cache": str(tmp_path)}
    done = subprocess.run(["make", "audit-front-end"], cwd=places.CHECKOUT, capture_output=True, text=True, env=env)
    assert (done.returncode == 0) == passes, done.stdout
    assert says in done.stdout
    assert ("NOT CHECKED" in done.stdout) == (answer is None)


def test_no_test_and_no_check_asks_the_network_for_advisories() -> None:
    for target in ("test", "check", "soak"):
        told = subprocess.run(["make", "-n", target], cwd=places.CHECKOUT, capture_output=True, text=True, check=True)
        assert "audit" not in told.stdout

"""`qilou migrate` and `qilou serve` as an operator runs them."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from qilou.site.embedded import Cluster

QILOU = [sys.executable, "-m", "qilou.site.cli"]


@pytest.fixture
def installation() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="qilou-tests-") as place:
        Path(place).chmod(0o711)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QILOU_", "DJANGO_"))}
        named = {name: os.environ[name] for name in ("QILOU_POSTGRES_BIN",) if name in os.environ}
        yield {**kept, **named, "QILOU_VAR": place, "QILOU_FROM_SOURCES": "1"}
        Cluster(Path(place) / "postgres").stop()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def test_an_installation_is_migrated_served_and_stopped_and_not_thrown_away_meanwhile(
    installation: dict[str, str],
) -> None:
    refused = subprocess.run([*QILOU, "serve"], env=installation, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "qilou migrate" in refused.stderr
    subprocess.run([*QILOU, "migrate"], env=installation, check=True, capture_output=True)
    wrong = installation | {"QILOU_SMS": "nowhere", "QILOU_URL": "https://qilou.example"}
    refused = subprocess.run([*QILOU, "serve"], env=wrong, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "The SMS gateway cannot be used" in refused.stderr

    port = free_port()
    command = [*QILOU, "serve", "--port", str(port), "--processes", "1"]
    with subprocess.Popen(command, env=installation, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        assert "answers on" in served.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert json.load(answer)["status"] == "ok"
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            told = answer.read().decode()
        assert 'qilou_request_seconds_count{method="GET",route="/healthz",status="200"} 1.0' in told
        assert 'qilou_database_connections{state="open"}' in told
        reset = subprocess.run([*QILOU, "demo", "--reset"], env=installation, capture_output=True, text=True)
        assert (reset.returncode, reset.stdout) == (1, "")
        assert f"in use by process {served.pid} (" in reset.stderr
        assert "Stop it first" in reset.stderr
        served.send_signal(signal.SIGINT)
        assert served.wait() == 0

    status = subprocess.run([*QILOU, "database", "status"], env=installation, capture_output=True, text=True)
    assert "stopped" in status.stdout

"""The files that a city copies agree with the product that stands behind them."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from tests.site.test_serve import free_port

from qilou.kernel.file_kinds import MOST_MIB
from qilou.site import places

DEPLOY = places.CHECKOUT / "deploy"


def unit(path: Path) -> ConfigParser:
    """A unit of systemd's; of a setting that stands there twice, the last."""
    read = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names as they are written
    read.read(path, encoding="utf-8")
    return read


def test_the_web_server_may_write_where_it_must_and_starts_without_what_may_be_missing() -> None:
    service = unit(DEPLOY / "qilou.service")["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["PrivateTmp"] == "no", "the embedded database's socket may lie in /tmp"
    writable = service["ReadWritePaths"].split()
    assert "/tmp" in writable, "uploads on their way lie there"
    assert "/var/lib/qilou" in writable
    assert [one for one in writable if one.startswith("/mnt")] == []


def test_each_timer_has_its_service_and_each_service_runs_the_product_as_its_own_account() -> None:
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service").exists()
    for path in DEPLOY.glob("*.service"):
        service = unit(path)["Service"]
        assert service["User"] == "qilou"
        assert service["ExecStart"].startswith("/opt/qilou/.venv/bin/qilou ")


def test_the_proxy_lets_the_largest_file_through_and_says_itself_who_asks() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    most = re.search(r"client_max_body_size\s+(\d+)m;", text)
    assert most is not None
    assert MOST_MIB < int(most.group(1)) <= MOST_MIB + 20
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-ID", "X-Client-Certificate"):
        assert re.search(rf"proxy_set_header\s+{header}\s", text), header
    assert "proxy_add_x_forwarded_for" not in text
    assert re.search(r"server_tokens\s+off;", text)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not on this machine")
def test_nginx_takes_the_file(tmp_path: Path) -> None:
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=egov.example", "-days", "2"]
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/qilou", str(tmp_path))
    # Trying the file opens its ports, and the low ones are root's alone.
    text = re.sub(r"(listen\s+(?:\[::\]:)?)(80|443)\b", lambda found: f"{found[1]}{free_port()}", text)
    pair = ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"]
    subprocess.run([*request, *pair], check=True, capture_output=True)
    shutil.copy(tmp_path / "fullchain.pem", tmp_path / "officers-ca.pem")
    (tmp_path / "qilou.conf").write_text(text, encoding="utf-8")
    whole = f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n access_log off;\n"
    (tmp_path / "nginx.conf").write_text(f"{whole} include {tmp_path}/qilou.conf;\n}}\n", encoding="utf-8")
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_pooler_pools_by_transaction_and_follows_prepared_statements() -> None:
    pooler = ConfigParser(interpolation=None, inline_comment_prefixes=None)
    pooler.read(DEPLOY / "pgbouncer.ini", encoding="utf-8")
    said = pooler["pgbouncer"]
    assert said["pool_mode"] == "transaction"
    assert int(said["max_prepared_statements"]) > 0
    assert said["auth_type"] == "scram-sha-256"
    assert said["server_tls_sslmode"] == "verify-full"

"""What those who run the installation see: figures, readiness, and the page of the duties."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from tests.identity.conftest import PASSWORD, City, furnish

from qilou.casework.duties import DUTIES, count_acts, do_duties
from qilou.casework.queries.running import duties
from qilou.kernel.moment import now
from qilou.site import metrics, readiness

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
A_PROXY = {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}


@pytest.mark.django_db
def test_figures_are_for_this_machine_alone_and_never_through_a_proxy(client: Client) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", **ELSEWHERE).status_code == 403
    assert client.get("/metrics", **A_PROXY).status_code == 403


@pytest.mark.django_db
def test_with_a_token_set_only_the_token_opens_the_figures(client: Client, settings: Any) -> None:
    settings.QILOU_METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}, **ELSEWHERE).status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}, **ELSEWHERE).status_code == 200


def test_requests_acts_duties_and_messages_are_counted(committed_db: str) -> None:
    furnish(City())
    client = Client()
    before = metrics.ACTS.labels("identity.sign_in")._value.get()
    client.post("/sign-in/", {"username": "handler", "password": PASSWORD})
    do_duties(now())
    told = client.get("/metrics").text
    assert f'qilou_acts_total{{name="identity.sign_in"}} {before + 1}' in told
    assert 'qilou_request_seconds_count{method="POST",route="/sign-in/",status="302"}' in told
    assert 'qilou_duty_failures_total{duty="expiries"} 0.0' in told
    assert 'qilou_duty_last_run_timestamp_seconds{duty="expiries"}' in told
    assert 'qilou_messages{state="waiting"} 0.0' in told


def test_the_processes_of_a_server_are_added_up(tmp_path: Path) -> None:
    """Two processes count one act each; whichever is asked tells of both."""
    code = "metrics.ACTS.labels('one.act').inc()"
    asked = "from prometheus_client import generate_latest as told; print(told(metrics.registry_of_all()).decode())"
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "qilou.site.settings"}
    ready = "import django; django.setup(); from qilou.site import metrics; "
    for _ in range(2):
        subprocess.run([sys.executable, "-c", ready + code], env=env, check=True)
    told = subprocess.run([sys.executable, "-c", ready + asked], env=env, check=True, capture_output=True, text=True)
    assert 'qilou_acts_total{name="one.act"} 2.0' in told.stdout


@pytest.mark.django_db
def test_ready_once_the_duties_were_done(client: Client) -> None:
    waiting = client.get("/readyz")
    assert waiting.status_code == 503
    (wrong,) = [one for one in waiting.json()["checks"] if not one["ok"]]
    assert wrong["name"] == "duties"
    assert wrong["zh"]
    do_duties(now())
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert {one["name"] for one in ready.json()["checks"]} == {"database", "disk", "migrations", "duties", "sealing"}


@pytest.mark.django_db
def test_what_is_wrong_is_said_in_words(settings: Any) -> None:
    do_duties(now())
    settings.QILOU_LEAST_DISK = 10**12
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_dutyrun SET began_at = %s", [timezone.now() - timedelta(hours=2)])
    said = {one.name: one.wrong.in_("en") for one in readiness.checks() if one.wrong}
    assert said["disk"].endswith(f"it should have at least {10**12} MB.")
    assert "120 minutes ago" in said["duties"]


def test_without_a_database_it_is_not_ready_and_still_answers(committed_db: str, settings: Any) -> None:
    connection.close()
    host, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "/nowhere"
    try:
        answer = Client().get("/readyz")
    finally:
        connection.settings_dict["HOST"] = host
    assert answer.status_code == 503
    assert [one["name"] for one in answer.json()["checks"] if not one["ok"]] == ["database"]


@pytest.mark.django_db
def test_a_duty_that_fails_is_told_by_kind_and_leaves_the_others_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> int:
        raise DatabaseError("duplicate key: (张三)")

    monkeypatch.setitem(DUTIES, "expiries", broken)
    do_duties(now())
    monkeypatch.undo()
    known = {one.name: one for one in duties()}
    assert known["expiries"].fault == "DatabaseError"
    assert known["expiries"].failed_last
    assert known["digests"].runs == 1
    do_duties(now())
    after = {one.name: one for one in duties()}["expiries"]
    assert (after.runs, after.failures, after.failed_last) == (2, 1, False)
    assert after.failed_at == known["expiries"].failed_at


@pytest.mark.django_db
def test_the_page_of_the_duties_is_for_administrators(client: Client) -> None:
    city = furnish(City())
    do_duties(now())
    client.force_login(city.people["handler"])
    assert client.get("/duties/").status_code == 403
    assert "/duties/" not in client.get("/work/").text
    client.force_login(city.people["admin"])
    page = client.get("/duties/")
    assert page.status_code == 200
    assert "到期事项" in page.text
    assert "/duties/" in client.get("/work/").text


@pytest.mark.django_db
def test_sealing_that_lags_is_told_to_who_watches_and_takes_no_machine_out(client: Client, settings: Any) -> None:
    city = furnish(City())
    do_duties(now())
    settings.QILOU_SEAL_ALARM = 0
    ready = client.get("/readyz")
    (told,) = [one for one in ready.json()["checks"] if not one["ok"]]
    assert (ready.status_code, told["name"]) == (200, "sealing")
    assert "封存" in told["zh"]
    (waited,) = [line for line in client.get("/metrics").text.splitlines() if line.startswith("qilou_unsealed_seconds")]
    assert float(waited.split()[1]) > 0
    client.force_login(city.people["admin"])
    assert "没有封存" in client.get("/duties/").text
    settings.QILOU_SEAL_ALARM = 60
    assert "没有封存" not in client.get("/duties/").text


def test_what_the_duties_did_is_counted_over_all_their_runs(committed_db: str) -> None:
    count_acts(["casework.notice.render", "projects.approval.lapse", "casework.notice.render"])
    count_acts(["casework.notice.render"])
    told = Client().get("/metrics").text
    assert 'qilou_duty_acts_total{name="casework.notice.render"} 3.0' in told
    assert 'qilou_duty_acts_total{name="projects.approval.lapse"} 1.0' in told


@pytest.mark.django_db
def test_no_table_is_behind_its_model() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

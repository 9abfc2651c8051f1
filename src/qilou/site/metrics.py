"""Figures for Prometheus: what requests and acts this installation did, and how duties, messages and the pool stand.

Each process of the server counts in a file of its own, in the folder that `PROMETHEUS_MULTIPROC_DIR` names before this
module is imported; whichever process is asked adds all of them up.
"""

import ipaddress
import os
import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from qilou.casework.queries.running import duties, duty_acts, messages_given_up, messages_waiting
from qilou.ledger.sealing import lag
from qilou.site.logs import Asking

OWN = CollectorRegistry()
LIMITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
REQUESTS = Histogram(
    "qilou_request_seconds",
    "Requests answered, and how long each took.",
    ["method", "route", "status"],
    buckets=LIMITS,
    registry=OWN,
)
ACTS = Counter("qilou_acts", "Acts that requests did and that were committed.", ["name"], registry=OWN)
POOL = Gauge(
    "qilou_database_connections",
    "The pools of database connections of all processes.",
    ["state"],
    multiprocess_mode="livesum",
    registry=OWN,
)
STATES = {"open": "pool_size", "free": "pool_available", "awaited": "requests_waiting"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count(asking: Asking) -> None:
    """Count a request that has been answered."""
    method = asking.method if asking.method in METHODS else "other"
    took = (asking.milliseconds or 0) / 1000
    REQUESTS.labels(method, asking.route or "none", str(asking.status)).observe(took)
    for act in asking.acts:
        ACTS.labels(act.name).inc()
    pool: Any = getattr(connection, "pool", None)  # only PostgreSQL's connections have one
    if pool is not None:
        stats = pool.get_stats()
        for state, name in STATES.items():
            POOL.labels(state).set(stats.get(name, 0))


class FromDatabase(Collector):
    """What all processes share is asked of the database when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        ran = GaugeMetricFamily("qilou_duty_last_run_timestamp_seconds", "When a duty last began.", labels=["duty"])
        took = GaugeMetricFamily("qilou_duty_last_run_seconds", "How long its last run took.", labels=["duty"])
        failed = CounterMetricFamily("qilou_duty_failures", "Runs of a duty that failed.", labels=["duty"])
        for one in duties():
            failed.add_metric([one.name], one.failures)
            if one.began_at:
                ran.add_metric([one.name], one.began_at.timestamp())
                took.add_metric([one.name], one.seconds)
        yield from (ran, took, failed)
        acts = CounterMetricFamily("qilou_duty_acts", "Acts that duties did and that were committed.", labels=["name"])
        for name, number in duty_acts().items():
            acts.add_metric([name], number)
        yield acts
        waited = lag()
        yield GaugeMetricFamily(
            "qilou_unsealed_seconds",
            "How long the oldest act has waited to be sealed.",
            value=waited.total_seconds() if waited else 0,
        )
        messages = GaugeMetricFamily("qilou_messages", "Messages that wait, and that were given up.", labels=["state"])
        messages.add_metric(["waiting"], messages_waiting())
        messages.add_metric(["given_up"], messages_given_up())
        yield messages


def registry_of_all() -> CollectorRegistry:
    """What this process counted; where a server has several, what they all did."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return OWN
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def told() -> bytes:
    """All figures, in the format that Prometheus reads."""
    shared = CollectorRegistry()
    shared.register(FromDatabase())
    return generate_latest(registry_of_all()) + generate_latest(shared)


def may_read(request: HttpRequest) -> bool:
    """With a token set, whoever shows it; without one, this machine's own programs, and nobody through a proxy."""
    if settings.QILOU_METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(shown.encode(), settings.QILOU_METRICS_TOKEN.encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    return ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback

"""A database server of the benchmark's own: the product's, with fsync on, in a folder that is thrown away."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg


@contextlib.contextmanager
def served(*, from_sources: bool = True) -> Iterator[str]:
    """A migrated database, as `qilou_app` signs in to it; Django is set up for it. Gives its URL.

    Pages need the collected assets and cached templates: `from_sources=False`.
    """
    with tempfile.TemporaryDirectory(prefix="qilou-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        os.environ["QILOU_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "qilou.site.settings"
        os.environ["QILOU_FROM_SOURCES"] = "1" if from_sources else ""

        from qilou.site import database, places, roles
        from qilou.site.embedded import Cluster

        cluster = Cluster(places.var() / "postgres")
        cluster.start()
        try:
            import django

            django.setup()
            database.make(cluster, "bench")
            database.migrate(cluster.url(roles.MIGRATOR, "bench"), verbosity=0)
            url = cluster.url(roles.APP, "bench")
            use(url)
            yield url
        finally:
            cluster.stop()


def use(url: str) -> None:
    """Point Django's connection of this process at the URL, with the product's own options."""
    from django.db import connections

    from qilou.site import database

    connection = connections["default"]
    connection.close()
    settings = database.settings_for(url)
    settings["CONN_MAX_AGE"] = None
    connections.settings["default"].update(settings)
    connection.settings_dict.update(settings)


def superuser(url: str) -> psycopg.Connection[Any]:
    """The database of a URL for filling it by the million; autocommit."""
    from qilou.site import places
    from qilou.site.embedded import SUPERUSER, Cluster

    name = urlsplit(url).path.lstrip("/")
    return psycopg.connect(Cluster(places.var() / "postgres").url(SUPERUSER, name), autocommit=True)


def verdict(**figures: object) -> None:
    """The one line by which a benchmark is read."""
    print(json.dumps(figures, ensure_ascii=False))

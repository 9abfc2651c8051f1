"""The product's settings, with data of its own, styles from the sources, templates read once, fast passwords."""

import os
from pathlib import Path

os.environ["QILOU_VAR"] = os.environ.get("QILOU_TESTS_VAR") or str(Path(__file__).parents[1] / "var" / "tests")
os.environ["QILOU_FROM_SOURCES"] = "1"
for name in ("QILOU_DATABASE_URL", "QILOU_MIGRATOR_URL", "QILOU_BEHIND_TLS", "QILOU_HOSTS"):
    os.environ.pop(name, None)

from qilou.site.settings import *  # noqa: E402, F403
from qilou.site.settings import DATABASES, LOADER, TEMPLATES  # noqa: E402

TEMPLATES[0]["OPTIONS"]["loaders"] = [("django.template.loaders.cached.Loader", [LOADER])]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
QILOU_DEMO = True  # acts of the past are arranged freely; the bounds of acted_at are tested with it off
QILOU_LIMITS = {}  # everything is asked from one address here; the limits have tests of their own
DATABASES["default"]["OPTIONS"].pop("pool", None)

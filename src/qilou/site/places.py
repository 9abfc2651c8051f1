"""Where the installation keeps what it makes: everything that may be deleted and made again."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]
DIST = CHECKOUT / "static" / "dist"


def var() -> Path:
    """The folder of data: databases, uploads, logs; `QILOU_VAR` moves it."""
    return Path(os.environ.get("QILOU_VAR") or CHECKOUT / "var").absolute()


def archive() -> Path | None:
    """Where the database's write-ahead log is kept for restoring to any moment, if the operator named a place."""
    named = os.environ.get("QILOU_ARCHIVE")
    return Path(named).absolute() if named else None

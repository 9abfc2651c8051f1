"""What the log says: one line a record, as text or as JSON, with the request it belongs to and nothing personal.

People are numbers, addresses are routes, and an error is its kind and the places it passed, never its words: those of a
database or a mail server quote what was typed.
"""

import json
import logging
import re
import secrets
import traceback
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from qilou.site.acts import Done

GIVEN = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


@dataclass(slots=True)
class Asking:
    """A request under way, as the log names it."""

    id: str
    person: int | None = None
    method: str = ""
    route: str = ""
    status: int | None = None
    milliseconds: float | None = None
    acts: list[Done] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """What is known so far."""
        names = ("person", "method", "route", "status", "milliseconds")
        known = {name: value for name in names if (value := getattr(self, name)) not in (None, "")}
        acts = [{"name": one.name, "event": one.event} for one in self.acts]
        return {"request": self.id, **known, **({"acts": acts} if acts else {})}


ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


def id_of(given: str) -> str:
    """The id that a proxy gave the request; without one, or with one that is no id, our own."""
    return given if GIVEN.fullmatch(given) else secrets.token_hex(8)


def request_id() -> str:
    """The id of the request under way, by which its lines are found; "" outside one."""
    asking = ASKING.get()
    return asking.id if asking else ""


class Line(logging.Formatter):
    """A line for a person's eyes."""

    def __init__(self) -> None:
        super().__init__(TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the standard library's name
        said = super().formatMessage(record).replace("\n", " ")
        asking = ASKING.get()
        told = [f"{name}={value}" for name, value in asking.told().items() if name != "acts"] if asking else []
        acts = [f"act={one.name}/{one.event}" for one in asking.acts] if asking else []
        return " ".join([said, *told, *acts])

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the standard library's name and types
        kind, _error, trace = ei
        return "\n".join([_named(kind), *(f"  {place}" for place in places(trace))])


class Json(logging.Formatter):
    """A line for a program."""

    def format(self, record: logging.LogRecord) -> str:
        asking = ASKING.get()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **(asking.told() if asking else {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = {"kind": _named(record.exc_info[0]), "at": places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def _named(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def places(trace: TracebackType | None) -> list[str]:
    """Where an error passed, outermost first."""
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]


def logging_for(form: str) -> dict[str, Any]:
    """Logging as `QILOU_LOG` asks for it: `json` has a line for each request, `text` only what needs attention."""
    if form not in {"text", "json"}:
        raise ValueError("QILOU_LOG says text or json.")
    loud = "INFO" if form == "json" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"qilou.site.logs.{'Json' if form == 'json' else 'Line'}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "qilou.requests": {"level": loud},
            "qilou.duties": {"level": loud},
            # Django's own lines name whole addresses; ours name the route.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
            "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }

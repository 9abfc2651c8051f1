"""A case as one package: its index, the papers in words, the files by hash, the acts as the record keeps them."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime

from qilou.casework.actions.files import path_of
from qilou.casework.models import Case, Notice
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.law import Language, Message, Text

from .case_page import CasePage, case_page

MOST_EVENTS = 10_000
CONTENTS = Text("目录", "Contents")
MISSING = Text("（文件不在存储中）", "(the file is not in the store)")


def case_file(code: str, number: str, *, actor: Actor, now: datetime, language: Language) -> bytes:
    """What the viewer sees of the case as a ZIP file with a list of SHA-256 sums; raises Missing."""
    return _packed(case_page(code, number, actor=actor, now=now, events=MOST_EVENTS), now, language)


def whole_case_file(case: Case, *, actor: Actor, now: datetime, language: Language) -> bytes:
    """The case as all who are concerned with it see it together, for one who may call for it and is none of them."""
    readers = Notice.objects.filter(case=case).values_list("readers", flat=True)
    everybody = {*case.readers, *(key for keys in readers for key in keys)}
    seeing = replace(actor, keys=actor.keys | everybody)
    return _packed(case_page(case.procedure, case.number, actor=seeing, now=now, events=MOST_EVENTS), now, language)


def _packed(page: CasePage, now: datetime, language: Language) -> bytes:
    parts: dict[str, bytes] = {}
    for notice in page.notices:
        name = f"papers/{notice.number.replace('/', '_')}.txt"
        lines = [notice.issuer, notice.number, notice.title[language], "", *notice.body[language]]
        recipients = ["、".join(one["name"] for one in notice.recipients), notice.issued_on.isoformat()]
        parts[name] = "\n".join([*lines, "", *recipients]).encode()
    for attachment in page.attachments:
        place = path_of(attachment.file_id)
        name = f"files/v{attachment.version}-{attachment.file_id[:8]}-{attachment.file.name}"
        parts[name] = place.read_bytes() if place.exists() else MISSING.in_(language).encode()
    parts["record.json"] = _record(page, language)
    parts["index.txt"] = _index(page, sorted(parts), now, language)
    parts["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(parts.items())
    ).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(parts.items()):
            package.writestr(name, content)
    return made.getvalue()


def _record(page: CasePage, language: Language) -> bytes:
    """The acts, oldest first; personal data stands as commitments or where it is withheld as words."""
    acts = [
        {
            "event": str(entry.event_id),
            "name": entry.name,
            "what": label.in_(language),
            "acted_at": entry.acted_at.isoformat(),
            "recorded_at": entry.recorded_at.isoformat(),
            "body": entry.body,
        }
        for entry, label in reversed(page.events)
    ]

    def words(value: object) -> str:
        if isinstance(value, Text | Message):
            return value.in_(language)
        raise TypeError(type(value).__name__)

    return json.dumps(acts, ensure_ascii=False, indent=1, default=words).encode()


def _index(page: CasePage, names: list[str], now: datetime, language: Language) -> bytes:
    lines = [
        page.case.title,
        page.case.number,
        f"{page.procedure.title.in_(language)} · {page.state.in_(language)}",
        now.astimezone(CITY_TIME).isoformat(timespec="minutes"),
        "",
        CONTENTS.in_(language),
        *names,
    ]
    return "\n".join(lines).encode()

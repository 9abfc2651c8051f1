"""What may be told in the open of a paper to whoever holds its code."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qilou.casework.actions.files import path_of
from qilou.casework.models import Paper
from qilou.casework.papers.signing import Checked, signer
from qilou.kernel.errors import Missing

LOST = Checked(intact=False, trusted=False)


@dataclass(frozen=True, slots=True)
class Verified:
    """A paper in the open: neither its subject nor to whom it went. `status` is the notice's."""

    number: str
    issuer: str
    issued_on: date
    hash: str
    status: str
    signature: Checked


def verified(code: str) -> Verified:
    """The paper of a code, with its stored file judged anew; raises Missing."""
    paper = Paper.objects.select_related("notice").filter(code=code).first()
    if paper is None:
        raise Missing
    notice, hash_ = paper.notice, paper.file_id
    try:
        content = path_of(hash_).read_bytes()
    except FileNotFoundError:
        content = b""
    whole = hash_of([content]) == hash_
    return Verified(
        number=notice.number,
        issuer=notice.issuer,
        issued_on=notice.issued_on,
        hash=hash_,
        status=notice.status,
        signature=_judged(content) if whole else LOST,
    )


@lru_cache(maxsize=256)
def _judged(content: bytes) -> Checked:
    """The same bytes are judged once, so that a page open to all costs little."""
    return signer().check(content)


def hash_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a file that arrives in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()

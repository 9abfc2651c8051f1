"""The sealer: about once a second, whatever was recorded is sealed. It never gives up, and says what is wrong."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from . import witness
from .head import Head
from .sealing import Broken, is_late, lag, last_head, seal
from .signing import Signer, SignerMissing, make_key, signer

EVERY = 1.0  # seconds
log = logging.getLogger("qilou.ledger")


def set_up() -> None:
    """Make the key file, where a file signs and nothing is sealed yet; afterwards a missing key is refused."""
    if not settings.QILOU_LEDGER_SIGNER and last_head() is None:
        make_key(Path(settings.QILOU_LEDGER_KEY))


def seal_once(by: Signer) -> Head | None:
    """Seal what there is, unless the record lacks what was signed before; the newest head is kept outside too."""
    path = Path(settings.QILOU_LEDGER_WITNESS)
    with transaction.atomic():
        witness.demand(witness.read(path))
        head = seal(by)
    newest = last_head() if head else None
    if newest is not None:
        witness.keep(path, newest.note)
    return head


def keep_sealing(goes_on: Callable[[], bool]) -> None:
    """Seal about once a second as long as it is to go on."""
    told = ""
    while goes_on():
        began = time.monotonic()
        wrong = _attempt()
        if wrong and wrong != told:
            log.error("nothing is sealed: %s", wrong)
        told = wrong
        time.sleep(max(0.0, EVERY - (time.monotonic() - began)))


def _attempt() -> str:
    """One turn; what is wrong, in words, or nothing."""
    try:
        seal_once(signer())
        return "events wait for longer than QILOU_SEAL_ALARM allows" if is_late(lag()) else ""
    except (Broken, SignerMissing, OSError) as error:
        return str(error)
    except DatabaseError as error:
        connection.close()
        return str(error)

"""A program that asks twice under one idempotency key gets one act and the same answer."""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Refused
from qilou.law import say
from qilou.network.models import Asked

Answer = dict[str, Any]  # Any: JSON


def once(key: str, body: bytes, act: Callable[[], Answer], *, actor: Actor, now: datetime) -> Answer:
    """Do the act, or give the answer of the time before; a refusal is not kept, since it did nothing.

    The act is done first and undone where the key was answered already, so that a new request costs one statement.
    Raises Conflict for a key that was used with another body.
    """
    if not key:
        return _plain(act())
    digest = sha256(body).hexdigest()
    try:
        with transaction.atomic():
            answer = _plain(act())
            Asked.objects.create(
                person_id=actor.id, key=key[:100], digest=digest, status=200, answer=answer, asked_at=now
            )
            return answer
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "one_answer_a_key":
            raise
        return _before(key, digest, actor, error)
    except Refused as refused:
        if Asked.objects.filter(person=actor.id, key=key[:100]).exists():
            return _before(key, digest, actor, refused)
        raise


def _before(key: str, digest: str, actor: Actor, error: Exception) -> Answer:
    before = Asked.objects.get(person=actor.id, key=key[:100])
    if before.digest != digest:
        raise Conflict(
            "network.key_used",
            say(
                "该幂等键已用于内容不同的请求。请换一个键。",
                "This idempotency key was used for a request with another body. Use a new key.",
            ),
        ) from error
    return dict(before.answer)


def _plain(answer: Answer) -> Answer:
    """As it will be read back: dates and numbers in the words of JSON."""
    return dict(json.loads(json.dumps(answer, cls=DjangoJSONEncoder)))

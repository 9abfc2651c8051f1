"""How the paragraphs of a paper hang together."""

from collections.abc import Callable
from functools import wraps

from qilou.casework.act import Act
from qilou.law import Message, say

Body = Callable[[Act], tuple[Message, ...]]


def runs_on(body: Body) -> Body:
    """A body whose first message is the subject of its second: the two are one sentence of the paper."""

    @wraps(body)
    def joined(act: Act) -> tuple[Message, ...]:
        subject, first, *others = body(act)
        return (say("%(subject)s%(first)s", "%(subject)s %(first)s", subject=subject, first=first), *others)

    return joined

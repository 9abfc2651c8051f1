"""What an act would serve, without doing it: the effect is carried out and taken back."""

from dataclasses import replace

from django.db import transaction

from qilou.casework.act import Act, keys_of
from qilou.casework.actions.notices import wording
from qilou.casework.actions.perform import available, demand, permitted, with_input
from qilou.casework.procedure import NoticeKind
from qilou.identity.queries import holder
from qilou.law import Text, say
from qilou.ledger.rows import add

UNNUMBERED = Text("（签发时编号）", "(numbered when issued)")


class _TakenBack(Exception):  # no error: it ends the rehearsal
    """Ends the rehearsal of an act."""


def preview(act: Act, step_name: str, data: object) -> list[dict[str, object]]:
    """The notices that a step would serve with this input, in both languages; raises what the act would raise."""
    step = available(act, step_name)
    permitted(act, step)
    rehearsed = with_input(replace(act, effects={}), step, data)
    demand(rehearsed, step)
    papers: list[dict[str, object]] = []
    try:
        with transaction.atomic():
            if step.then is not None:
                add(rehearsed.effects, step.then(rehearsed) or {})
            papers = [_paper(rehearsed, kind) for kind in step.serves]
            raise _TakenBack
    except _TakenBack:
        return papers


def _paper(act: Act, kind: NoticeKind) -> dict[str, object]:
    return {
        "issuer": _issuer(act, kind),
        "number": UNNUMBERED,
        "title": kind.title,
        "paragraphs": wording(act, kind, [key for who in kind.to for key in keys_of(who, act.case)]),
        "to": say("%(who)s", "%(who)s", who=tuple(who.label for who in kind.to)),
        "copies": say("%(who)s", "%(who)s", who=tuple(who.label for who in kind.copies)) if kind.copies else None,
        "on": act.today,
        "draft": True,
    }


def _issuer(act: Act, kind: NoticeKind) -> str:
    """The body under whose name the paper will go out."""
    if kind.issuer is None:
        return act.actor.organisation
    body = holder(kind.issuer.code, act.case.jurisdiction, act.today)
    return body.name.zh if body else kind.issuer.label.zh

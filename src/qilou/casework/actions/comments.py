"""Comments on a case: beside the acts, for one's own side or for all who see the case, with mentions."""

import re
from collections.abc import Sequence
from datetime import datetime

from qilou.casework.act import Act
from qilou.casework.models import Attachment, Comment
from qilou.identity.queries import keys_of_body, members_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid
from qilou.kernel.transaction import one_transaction
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger.record import Personal, record

from .drafts import refuse_secret
from .notify import MENTIONED, notify
from .perform import begin

BASIS = M164.art(33)
ANCHOR = re.compile(
    r"(?P<kind>file):(?P<hash>[0-9a-f]{64})(#page=(?P<page>[1-9][0-9]{0,4}))?|line:[1-9][0-9]{0,4}|field:[a-z][a-z0-9_]{0,59}"
)
LONGEST = 4000


@one_transaction()
@carries("A33.1")
def add_comment(
    code: str,
    number: str,
    text: str,
    *,
    actor: Actor,
    now: datetime,
    shared: bool = False,
    anchor: str = "",
    mentions: Sequence[int] = (),
) -> Comment:
    """Comment on a case that the actor sees: for the own side, or with `shared` for all who see the case.

    Who is mentioned must be able to read it. Raises Missing, Invalid, Refused.
    """
    act = begin(code, number, actor=actor, now=now)
    text, anchor = text.strip(), anchor.strip()
    refuse_secret([text, anchor])
    side = side_of(act)
    people = {one.id for one in members_of(act.case.readers if shared else side, act.today)} if mentions else set()
    _check(act, text, anchor, set(mentions) - people)
    told = sorted(set(mentions))
    readers = [] if shared else side
    event = record(
        "casework.comment.add",
        case=number,
        actor=actor,
        acted_at=now,
        cites=(BASIS,),
        input={"text": Personal(text), "anchor": anchor, "shared": shared, "mentions": told},
        effects={"casework_comment_said": {"case_id": act.case.id, "readers": readers}},
    )
    comment = Comment.objects.create(
        case_id=act.case.id,
        author_id=actor.id,
        organisation=actor.organisation,
        event_id=event,
        text=text,
        shared=shared,
        readers=readers,
        anchor=anchor,
        mentions=told,
        written_at=now,
    )
    others = [one for one in told if one != actor.id]
    if others:
        notify(others, MENTIONED, at=now, case_id=act.case.id, event_id=event, by=actor.name)
    return comment


def side_of(act: Act) -> list[str]:
    """The keys by which the actor's own body sees the case; a party without a body is alone on its side."""
    seen = act.actor.keys & set(act.case.readers)
    if act.actor.organisation_id is None:
        return sorted(seen)
    own = seen & keys_of_body(act.actor.organisation_id, act.today)
    return sorted(own or seen)


def _check(act: Act, text: str, anchor: str, strangers: set[int]) -> None:
    errors = {}
    if not text or len(text) > LONGEST or "\0" in text:
        errors["text"] = say("请填写评论，最多 %(n)s 字。", "Write a comment of at most %(n)s characters.", n=LONGEST)
    found = ANCHOR.fullmatch(anchor) if anchor else None
    known = found is not None and (
        found["hash"] is None or Attachment.objects.filter(case_id=act.case.id, file_id=found["hash"]).exists()
    )
    if anchor and not known:
        errors["anchor"] = say(
            "没有这个位置：请选择本件的附件和页码、估算行号或者表单栏目。",
            "No such place: a page of a file of this case, a line of the estimate, or a field of a form.",
        )
    if strangers:
        errors["mentions"] = say(
            "所提到的人不能看到这条评论：请只提本方人员，或者让所有能看到本件的人看到。",
            "Somebody mentioned could not read this: mention your own side, or show it to all who see the case.",
        )
    if errors:
        raise Invalid(errors)

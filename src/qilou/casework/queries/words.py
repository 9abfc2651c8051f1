"""The words for what stands in a case: who holds it, what an event was, whose turn it is."""

from collections.abc import Iterable
from datetime import date

from qilou.casework.procedure import POSTS, PROCEDURES, Who
from qilou.identity.queries import called
from qilou.law import SYSTEM, Message, Text, say
from qilou.law.functions import FUNCTIONS

VERBS = {
    "draft": Text("拟稿", "drafted"),
    "check": Text("核稿", "checked"),
    "countersign": Text("会签", "countersigned"),
    "sign": Text("签发", "signed"),
    "send_back": Text("退回拟稿人", "sent back to the drafter"),
    "add_signer": Text("加签", "signer added"),
    "withdraw_draft": Text("撤回拟稿", "draft withdrawn"),
}
ACTS = {
    "open": Text("建立办件", "Case opened"),
    "hand_over": Text("转办", "Handed over"),
    "recuse": Text("回避", "Recusal"),
    "higher_decision": Text("登记上级决定", "Higher decision recorded"),
}
OF_CASES = {
    "casework.urging.serve": Text("督办", "Urged"),
    "casework.urging.answer": Text("答复督办", "Urging answered"),
    "casework.entry.await": Text("纸质办理，待补录", "Taken on paper, to be entered"),
    "casework.entry.drop": Text("撤下待补录", "Taken off the entries awaited"),
    "casework.notice.receive": Text("签收文书", "Paper signed for"),
    "casework.notice.not_served": Text("未能送达", "Paper not served"),
    "casework.notice.serve_otherwise": Text("以其他方式送达", "Paper served in another way"),
}

TOLD_TO_ALL: dict[str, Text] = {}


def tells_all(name: str, label: Text) -> None:
    """Name an act of another module on a case, which stands in the case's history for all who see it."""
    if TOLD_TO_ALL.setdefault(name, label) is not label:
        raise ValueError(f"the act {name} is named twice")


def event_label(name: str) -> Text | Message:
    """What an event of the record was called in its declaration."""
    for editions in PROCEDURES.values():
        procedure = editions[-1]
        if name.startswith(procedure.code + "."):
            step_name, _, verb = name.removeprefix(procedure.code + ".").partition(".")
            step = procedure.step(step_name)
            if step is None:
                return ACTS.get(step_name, Text(name, name))
            if verb not in VERBS:
                return step.label
            return say("%(step)s（%(verb)s）", "%(step)s (%(verb)s)", step=step.label, verb=VERBS[verb])
    return TOLD_TO_ALL.get(name) or OF_CASES.get(name, Text(name, name))


def desk_label(desk: str, names: dict[str, Text]) -> Message | None:
    """Who has the case now: the body and the post."""
    if not desk:
        return None
    key, _, post = desk.partition("/")
    function = key.partition("@")[0]
    name: object = names.get(key) or (FUNCTIONS[function].label if function in FUNCTIONS else key)
    if post not in POSTS:
        return say("%(who)s", "%(who)s", who=name)
    return say("%(who)s · %(post)s", "%(who)s · %(post)s", who=name, post=POSTS[post])


def desk_names(desks: Iterable[str], on: date) -> dict[str, Text]:
    """The names of the bodies and people that desks belong to."""
    return called({desk.partition("/")[0] for desk in desks if desk}, on)


def turn_label(who: Who) -> Text:
    """Whose step it is."""
    return Text("系统自动", "the platform") if who is SYSTEM else who.label

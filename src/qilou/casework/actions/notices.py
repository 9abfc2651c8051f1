"""Notices that a step serves: addressed, worded in both languages, numbered last."""

import hashlib
import json
from collections.abc import Mapping

from qilou.casework.act import Act, keys_of, readers_of
from qilou.casework.procedure import NoticeKind, Step
from qilou.casework.store import number_and_names
from qilou.identity.queries import holder, outside_government
from qilou.kernel.actor import organisation_key
from qilou.kernel.errors import Refused
from qilou.law import AUTHORITY, GOVERNMENT, SYSTEM, Function, Message, carries, say

WORDS = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def compose(act: Act, step: Step) -> list[dict[str, object]]:
    """The notices of a step, numbered in the order of their series so that no two acts wait for each other."""
    if not step.serves:
        return []
    return [_notice(act, step, kind) for kind in sorted(step.serves, key=lambda one: one.series)]


def _notice(act: Act, step: Step, kind: NoticeKind) -> dict[str, object]:
    to = [key for who in kind.to for key in keys_of(who, act.case)]
    if kind.others is not None:
        to += kind.others(act)
    keys = dict.fromkeys([*to, *(key for who in kind.copies for key in keys_of(who, act.case))])
    issuer_id, issuer = _issuer(act, step, kind)
    addressed = number_and_names(issuer_id, kind.series, act.today, keys)
    if addressed is None:
        raise Refused(
            "no_letterhead",
            say(
                "%(issuer)s尚未登记机关代字，文书无法编号。请管理员在“机关代字”中登记。",
                "%(issuer)s has no letterhead word yet, so the paper cannot be numbered. Ask the administrator.",
                issuer=issuer,
            ),
            cites=(step.cites,),
        )
    number, names = addressed
    act.effects.setdefault("number", number)
    readers = readers_of(act.procedure, act.case, act.procedure.state(step.to))
    paragraphs = wording(act, kind, to)
    notice: dict[str, object] = {
        "kind": kind.code,
        "number": number,
        "issuer": issuer,
        "title": {"zh": kind.title.zh, "en": kind.title.en},
        "body": {language: [paragraph.in_(language) for paragraph in paragraphs] for language in ("zh", "en")},
        "recipients": [{"key": key, "name": names.get(key, key), "copy": key not in to} for key in keys],
        "readers": sorted({*keys, *(key for key in readers if "@" in key), *_own(act, kind)}),
    }
    notice["sha256"] = digest(notice)
    return notice


def wording(act: Act, kind: NoticeKind, to: list[str]) -> tuple[Message, ...]:
    """The paragraphs of a paper as it is served and as it is previewed: its body, the remedies, the basis."""
    basis = say("依据：%(articles)s。", "Basis: %(articles)s.", articles=kind.cites)
    return (*kind.body(act), *remedies(act, kind, to), basis)


def _own(act: Act, kind: NoticeKind) -> tuple[str, ...]:
    """The issuer that is no function: a unit reads the papers that it issues itself."""
    if kind.issuer is not None or act.actor.organisation_id is None:
        return ()
    return (organisation_key(act.actor.organisation_id),)


@carries("A16.15")
def remedies(act: Act, kind: NoticeKind, to: list[str]) -> tuple[Message, ...]:
    """The clause on review and suit in a decision against a citizen or an enterprise; none between organs."""
    if not kind.adverse or not outside_government(to, act.today):
        return ()
    government = holder(GOVERNMENT.code, act.case.jurisdiction, act.today)
    return (
        say(
            "如不服本决定，可以自收到之日起六十日内向%(body)s申请行政复议，"
            "也可以自收到之日起六个月内依法向人民法院提起行政诉讼。",
            "Whoever disagrees may apply to %(body)s for administrative review within sixty days of receipt, "
            "or bring a suit in the people's court within six months of receipt.",
            body=government.name if government else GOVERNMENT.label,
        ),
    )


def digest(notice: Mapping[str, object]) -> str:
    """The hash by which the ledger covers a notice's words: number, title, body, recipients."""
    words = [notice[name] for name in ("number", "issuer", "title", "body", "recipients")]
    return hashlib.sha256(WORDS.encode(words).encode()).hexdigest()


def _issuer(act: Act, step: Step, kind: NoticeKind) -> tuple[int, str]:
    """Who issues a paper: as declared, or the actor's organisation, or for the platform's acts the authority."""
    if act.actor.organisation_id is not None and kind.issuer is None:
        return act.actor.organisation_id, act.actor.organisation
    acting = step.by if isinstance(step.by, Function) and step.by is not SYSTEM else AUTHORITY
    competent = kind.issuer or acting
    body = holder(competent.code, act.case.jurisdiction, act.today)
    if body is None:
        raise Refused(
            "no_holder",
            say(
                "本辖区没有登记%(who)s。请管理员先在职能登记中填明由哪个单位行使。",
                "No holder of this function is on record: %(who)s. "
                "Let the administrator first enter which body holds it.",
                who=competent.label,
            ),
            cites=(step.cites,),
        )
    return body.organisation_id, body.name.zh

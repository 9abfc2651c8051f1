"""The papers that every application of the network may get: what to correct, and that it is refused."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import Article, Message, Text, say
from qilou.network.parties import APPLICANT


def returned(code: str, title: Text, article: Article, req: tuple[str, ...]) -> NoticeKind:
    """The one notice of everything that is to be corrected."""
    return NoticeKind(code=f"{code}.returned", title=title, cites=(article,), to=(APPLICANT,), body=_returned, req=req)


def refused(code: str, title: Text, article: Article, req: tuple[str, ...]) -> NoticeKind:
    """The reply that the application is refused, with the reasons."""
    return NoticeKind(code=f"{code}.refused", title=title, cites=(article,), to=(APPLICANT,), body=_refused, req=req)


def _returned(act: Act) -> tuple[Message, ...]:
    return (
        say(
            "%(title)s收悉。经审查，以下事项需要补正，请一次补齐后重新提交；补正只告知一次。",
            "Your application (%(title)s) was examined. Correct what follows, all at once; there is one such notice.",
            title=act.case.title,
        ),
        *(
            say("%(n)s．%(item)s：%(remedy)s", "%(n)s. %(item)s: %(remedy)s", n=n, item=one.item, remedy=one.remedy)
            for n, one in enumerate(act.input.defects, 1)
        ),
    )


def _refused(act: Act) -> tuple[Message, ...]:
    return (
        say("%(title)s不予同意。", "The application (%(title)s) is refused.", title=act.case.title),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=act.input.reason),
    )

"""The only errors that an action may raise; each edge translates them once."""

from collections.abc import Mapping

from qilou.law import Article, Finding, Message, say


class Refused(Exception):
    """Understood and not allowed. `code` is stable; `cites` and `findings` say under which article and why.

    What would make it pass is said by the findings, by the message itself, or by `remedies`.
    """

    status = 422
    remedies: tuple[Message, ...] = ()

    def __init__(
        self, code: str, message: Message, *, cites: tuple[Article, ...] = (), findings: tuple[Finding, ...] = ()
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.cites = cites
        self.findings = findings


class NotPermitted(Refused):
    """The actor sees the matter but the law or the post gives this act to another."""

    status = 403


class Unconfirmed(NotPermitted):
    """A weighty act asks that whoever is signed in proves once more who they are; a page leads there."""

    def __init__(self, *, cites: tuple[Article, ...] = ()) -> None:
        super().__init__(
            "unconfirmed",
            say(
                "办理此类重要事项，须先以密码或者第二验证方式重新确认本人身份；接口令牌不能办理。",
                "An act of this weight asks that you first confirm who you are, by password or second factor; "
                "no token of a program can do it.",
            ),
            cites=cites,
        )


class Conflict(Refused):
    """Somebody else acted first, or the matter is no longer where the actor saw it."""

    status = 409
    remedies = (say("请刷新页面，按现在的情况再办。", "Reload the page and act on what now stands."),)


class Missing(Refused):
    """There is no such thing for this actor: it does not exist, or may not be seen."""

    status = 404

    def __init__(self) -> None:
        super().__init__("missing", say("没有找到，或您无权查看。", "Not found, or not visible to you."))


class Invalid(Refused):
    """Input that cannot be read or is incomplete: one message a field, all at once. Paths are as in `lines.0.name`."""

    status = 400

    def __init__(self, errors: Mapping[str, Message]) -> None:
        super().__init__("invalid", say("有内容需要修改。", "Some entries need correction."))
        self.errors = dict(errors)

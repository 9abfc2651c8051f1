"""What a reviewer enters: what was examined, what is left out on which ground, why something is taken back."""

from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import Input, Kind, Labelled, LongText, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.statutes import OPEN_GOVERNMENT
from qilou.projects.public import Public

Required = Annotated[LongText, Field(min_length=1)]


class Ground(Labelled):
    """On what ground something is not published."""

    STATE_SECRET = "state_secret", "国家秘密（第十四条）", "State secret (Art. 14)"
    SAFETY = "safety", "危及国家安全、公共安全、经济安全、社会稳定（第十四条）", "Safety and stability (Art. 14)"
    COMMERCIAL = "commercial", "商业秘密（第十五条）", "Trade secret (Art. 15)"
    PRIVACY = "privacy", "个人隐私（第十五条）", "Personal privacy (Art. 15)"
    INTERNAL = "internal", "内部事务、过程性信息（第十六条）", "Internal or process information (Art. 16)"


ARTICLES = {
    Ground.STATE_SECRET: OPEN_GOVERNMENT.art(14),
    Ground.SAFETY: OPEN_GOVERNMENT.art(14),
    Ground.COMMERCIAL: OPEN_GOVERNMENT.art(15),
    Ground.PRIVACY: OPEN_GOVERNMENT.art(15),
    Ground.INTERNAL: OPEN_GOVERNMENT.art(16),
}


class Decided(Input):
    """Which decided matter is to be reviewed: its kind and the key of its row."""

    kind: Annotated[Public, Says("公开事项", "Kind")]
    source: Annotated[int, Says("事项", "Matter")]


class Examined(Input):
    """That the content was examined, with what result."""

    statement: Annotated[
        Required,
        Says(
            "审查意见",
            "What the review found",
            hint=Text(
                "逐项审查国家秘密、商业秘密、个人隐私和公共安全；不能确定的先报主管部门或者保密部门确定",
                "State secret, trade secret, personal privacy and public safety, each; ask the competent or the "
                "secrecy department about what cannot be settled",
            ),
            cites=OPEN_GOVERNMENT.art(17),
        ),
    ]


class LeftOut(Input):
    """One item that is left out."""

    item: Annotated[
        Annotated[str, Field(min_length=1, max_length=40)],
        Says("不公开的内容", "What is left out", kind=Kind.REFERENCE, refers="item"),
    ]
    ground: Annotated[Ground, Says("依据", "Ground")]
    reason: Annotated[Annotated[ShortText, Field(min_length=1)], Says("理由", "Reason")]


class PartlyExamined(Examined):
    """That the content was examined and what of it is left out."""

    left_out: Annotated[
        tuple[LeftOut, ...],
        Says("区分处理", "What is left out", cites=OPEN_GOVERNMENT.art(37)),
    ]

    @model_validator(mode="after")
    def _once(self) -> "PartlyExamined":
        if len({one.item for one in self.left_out}) < len(self.left_out):
            raise Wrong(say("同一内容只列一次。", "Name each item once."))
        return self


class Withholding(Examined):
    """On what ground the whole is withheld."""

    ground: Annotated[Ground, Says("不予公开的依据", "Ground")]


class Withdrawing(Input):
    """Why something published is taken back."""

    ground: Annotated[Ground, Says("撤下的依据", "Ground")]
    reason: Annotated[Required, Says("理由", "Reason", cites=OPEN_GOVERNMENT.art(17))]


class LookingAgain(Input):
    """Why something withheld or withdrawn is reviewed again."""

    reason: Annotated[Required, Says("重新审查的理由", "Why it is reviewed again", cites=OPEN_GOVERNMENT.art(18))]

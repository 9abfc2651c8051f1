"""What is typed about the year's round: the solicitation with its ranking rule, finance's review, the confirmation."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import FileHash, Input, LongText, Money, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models.listing import FinanceOutcome

from .evaluation import CheckedLine

RULE = Text("排序规则（随征集通知公布，不再变更）", "The ranking rule (published with the solicitation, then fixed)")
BUDGET = Text("预算衔接", "Budget calendar")
Weight = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]


class RoundOpening(Input):
    """Which year's round."""

    year: Annotated[int, Field(ge=2015, le=2100), Says("征集年度", "Year of the round", cites=M164.art(10, 1))]


class Solicitation(Input):
    """Asking the units for next year's projects."""

    contents: Annotated[
        LongText,
        Field(min_length=1),
        Says("征集内容和要求", "What is asked for", cites=M164.art(10, 1)),
    ]
    draft_budget_due: Annotated[
        date,
        Says("部门预算草案报送截止日", "Draft departmental budgets are due", cites=M164.art(9), section=BUDGET),
    ]
    budget_calendar: Annotated[
        ShortText,
        Field(min_length=1, max_length=200),
        Says("预算编制通知文号", "Document of the budget calendar", cites=M164.art(9), section=BUDGET),
    ]
    necessity: Annotated[Weight, Says("必要性权重", "Weight of necessity", section=RULE)] = Decimal(30)
    feasibility: Annotated[Weight, Says("可行性权重", "Weight of feasibility", section=RULE)] = Decimal(25)
    reasonableness: Annotated[Weight, Says("合理性权重", "Weight of reasonableness", section=RULE)] = Decimal(25)
    sharing: Annotated[Weight, Says("共享集约权重", "Weight of sharing", section=RULE)] = Decimal(10)
    security: Annotated[Weight, Says("安全权重", "Weight of security", section=RULE)] = Decimal(10)
    file: Annotated[FileHash | None, Says("通知附件", "Annex to the notice")] = None

    @property
    def weights(self) -> dict[str, Decimal]:
        """Each criterion's share of a hundred."""
        return {
            "necessity": self.necessity,
            "feasibility": self.feasibility,
            "reasonableness": self.reasonableness,
            "sharing": self.sharing,
            "security": self.security,
        }

    @model_validator(mode="after")
    def _whole(self) -> "Solicitation":
        if sum(self.weights.values()) != 100:
            raise Wrong(say("五项权重之和应为100。", "The five weights add up to 100."))
        return self


class ReviewLine(Input):
    """Finance's answer on one project; a changed amount of several years takes a row for each year."""

    number: Annotated[str, Field(min_length=1, max_length=24), Says("清单编号", "Number on the list")]
    outcome: Annotated[FinanceOutcome, Says("审核结论", "Outcome", cites=M164.art(14, 1))]
    year: Annotated[int | None, Field(ge=2015, le=2100), Says("预算年度", "Budget year")] = None
    amount: Annotated[Money | None, Says("审核后金额", "Amount after review")] = None
    reason: Annotated[ShortText, Says("理由", "Reason")] = ""


class ReviewedLine(CheckedLine):
    """Finance's amount for one line of a project's estimate."""

    project: Annotated[str, Field(min_length=1, max_length=24), Says("清单编号", "Number on the list")]


class ReviewSheet(Input):
    """Finance's review of the list, line by line."""

    document: Annotated[
        ShortText,
        Field(min_length=1, max_length=200),
        Says("审核文件文号", "Number of the review", cites=M164.art(14, 1)),
    ]
    lines: Annotated[
        tuple[ReviewLine, ...],
        Says(
            "逐项审核意见",
            "Line by line",
            hint=Text(
                "调整金额的填写金额和理由，跨年度的每个预算年度填一行；不同意的填写理由",
                "for a changed amount state amount and reason, one row for each budget year; for a refusal the reason",
            ),
        ),
    ] = ()
    estimates: Annotated[
        tuple[ReviewedLine, ...],
        Says(
            "投资估算逐行审核数",
            "Amounts by estimate line",
            hint=Text("逐行审核的项目填全各行，不逐行的不填", "of projects reviewed line by line, every line once"),
        ),
    ] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "ReviewSheet":
        seen: dict[str, FinanceOutcome] = {}
        years: set[tuple[str, int | None]] = set()
        for line in self.lines:
            if seen.setdefault(line.number, line.outcome) is not line.outcome:
                raise Wrong(say("同一项目只能有一个审核结论：%(n)s。", "One outcome a project: %(n)s.", n=line.number))
            if (line.number, line.year) in years:
                raise Wrong(say("同一项目、年度只填一行：%(n)s。", "One row a project and year: %(n)s.", n=line.number))
            years.add((line.number, line.year))
            _complete(line)
        return self


def _complete(line: ReviewLine) -> None:
    if line.outcome is not FinanceOutcome.AGREED and not line.reason:
        raise Wrong(say("调整金额或者不同意的，应当说明理由：%(n)s。", "Give the reason: %(n)s.", n=line.number))
    if (line.outcome is FinanceOutcome.CHANGED) != bool(line.amount):
        raise Wrong(
            say(
                "调整金额的填写审核后金额，其他情形不填：%(n)s。",
                "State the amount if, and only if, it changes: %(n)s.",
                n=line.number,
            )
        )

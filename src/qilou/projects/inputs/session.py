"""What is typed about expert sessions: plan, named seed, drawing, undertakings, what is necessary, minutes."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import FileHash, Input, Kind, Labelled, LongText, Says, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models import ExpertField

EXPERTS = M164.art(13, 1, 2)
Required = Annotated[str, Field(min_length=1, max_length=200)]
RequiredText = Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT]
Reason = Annotated[str, Field(min_length=1, max_length=300)]


class FieldPlaces(Input):
    """How many experts are asked for of a field."""

    field: Annotated[ExpertField, Says("专业", "Field", cites=EXPERTS)]
    number: Annotated[Annotated[int, Field(ge=1, le=99)], Says("人数", "Experts")]


class SessionPlan(Input):
    """When and where experts sit, over which projects, how many of which fields."""

    number: Annotated[
        Annotated[str, Field(min_length=1, max_length=60)], Says("会议编号", "Session no.", cites=EXPERTS)
    ]
    held_on: Annotated[date, Says("会议日期", "Date", cites=EXPERTS)]
    place: Annotated[Required, Says("地点", "Place")]
    seats: Annotated[
        Annotated[int, Field(ge=1, le=99)], Says("专家人数（单数）", "Number of experts (odd)", cites=EXPERTS)
    ]
    places: Annotated[
        tuple[FieldPlaces, ...],
        Says(
            "所需专业和人数",
            "Fields asked for, and how many of each",
            hint=Text("未指定专业的席位不限专业", "seats for which no field is asked are open to every field"),
        ),
    ] = ()
    agenda: Annotated[
        Annotated[tuple[int, ...], Field(min_length=1)],
        Says(
            "议程：参加集中评审的项目",
            "Agenda: the projects evaluated",
            kind=Kind.REFERENCES,
            refers="evaluation",
            cites=EXPERTS,
        ),
    ]

    @property
    def title(self) -> str:
        """What the session's case is called."""
        return f"专家评审会 {self.number}"

    @property
    def fields(self) -> list[str]:
        """The field of each seat for which one is asked."""
        return [one.field.value for one in self.places for _ in range(one.number)]

    @model_validator(mode="after")
    def _fits(self) -> "SessionPlan":
        if len({one.field for one in self.places}) < len(self.places):
            raise Wrong(say("同一专业只填一行。", "One row a field."))
        if len(self.fields) > self.seats:
            raise Wrong(say("各专业人数之和超过专家人数。", "More experts of fields than there are seats."))
        return self


class SeedNaming(Input):
    """The public drawing that will give the seed, named before its result can be known."""

    source: Annotated[
        Required,
        Says(
            "种子来源（公开开奖、指数或者信标，含期号）",
            "Public source of the seed, with its issue",
            hint=Text(
                "如：中国福利彩票双色球第2026133期开奖号码", "such as the winning numbers of a named lottery draw"
            ),
            cites=EXPERTS,
        ),
    ]
    due: Annotated[date, Says("公布日期（晚于今日）", "Day of its result (after today)", cites=EXPERTS)]


class SeedRenaming(SeedNaming):
    """A later drawing in the place of one that did not happen."""

    reason: Annotated[Reason, Says("原定公布未进行的情况", "Why the named drawing gave no result")]


class Seed(Input):
    """The result of the named drawing."""

    seed: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)],
        Says("公布的结果（照录）", "The published result, as it stands", cites=EXPERTS),
    ]
    published_on: Annotated[date, Says("公布日期", "Published on")]
    reference: Annotated[Reason, Says("公布处（网址或者报刊）", "Where it was published")]


class Undertaking(Input):
    """What an expert undertakes before any paper is opened to them."""

    no_interest: Annotated[
        bool,
        Says("本人与议程所列项目、单位均无利害关系", "I have no interest in any project or unit of the agenda"),
    ] = False
    confidential: Annotated[
        bool, Says("本人对评审材料和评审情况保密", "I keep papers and proceedings confidential")
    ] = False


class ExcuseGround(Labelled):
    """Why an expert does not sit."""

    INTEREST = "interest", "利害关系，应当回避", "An interest: to be recused"
    ABSENT = "absent", "因故不能参加", "Unable to come"


class Withdrawal(Input):
    """That an expert does not sit, and why."""

    ground: Annotated[ExcuseGround, Says("情形", "Ground", cites=M164.art(5))]
    reason: Annotated[Reason, Says("说明", "Reason")]


class Convening(Input):
    """Who leads the panel that the draw gave."""

    lead: Annotated[int, Says("专家组组长", "Lead expert", kind=Kind.REFERENCE, refers="member", cites=EXPERTS)]


class ReserveCall(Input):
    """For whom the next reserve is called."""

    reason: Annotated[Reason, Says("递补事由", "Whom the reserve replaces, and why", cites=EXPERTS)]


class Visit(Input):
    """A visit on site, where a project cannot be judged from its papers."""

    evaluation: Annotated[int, Says("项目", "Project", kind=Kind.REFERENCE, refers="agenda", cites=EXPERTS)]
    ground: Annotated[RequiredText, Says("实地考察的必要性", "Why it is necessary", cites=EXPERTS)]
    visited_on: Annotated[date, Says("考察日期", "Date")]
    place: Annotated[Required, Says("考察地点", "Place")]
    participants: Annotated[Reason, Says("参加人员", "Who took part")]
    record: Annotated[RequiredText, Says("考察情况", "What was found")]
    files: Annotated[tuple[FileHash, ...], Says("照片和材料", "Photographs and papers", kind=Kind.FILES)] = ()


class Invitation(Input):
    """A department heard on a project."""

    evaluation: Annotated[int, Says("项目", "Project", kind=Kind.REFERENCE, refers="agenda", cites=EXPERTS)]
    department: Annotated[
        int, Says("邀请的部门", "Department", kind=Kind.REFERENCE, refers="department", cites=EXPERTS)
    ]
    ground: Annotated[RequiredText, Says("邀请的必要性", "Why it is necessary", cites=EXPERTS)]
    opinion: Annotated[LongText, Says("部门代表意见", "What its representative said")] = ""


class Minutes(Input):
    """The end of the session: who signed in, and its minutes."""

    number: Annotated[Required, Says("会议纪要编号", "Minutes no.", cites=EXPERTS)]
    text: Annotated[RequiredText, Says("会议纪要", "Minutes", cites=EXPERTS)]
    attended: Annotated[
        Annotated[tuple[int, ...], Field(min_length=1)],
        Says("签到的专家", "Experts who signed in", kind=Kind.REFERENCES, refers="member", cites=EXPERTS),
    ]
    half_days: Annotated[
        Annotated[int, Field(ge=1, le=20)],
        Says("会议时长（半天数）", "Length in half days", hint=Text("据以计发劳务费", "the fee is reckoned by it")),
    ]
    paper: Annotated[FileHash | None, Says("签到表和纪要扫描件", "Sign-in sheet and minutes as signed")] = None


class Cancellation(Input):
    """Why a session does not take place."""

    reason: Annotated[Reason, Says("取消事由", "Reason", cites=EXPERTS)]

"""What is typed into a quarter's progress report: FORMS' milestones, how far the work is, and where it departs."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, LongText, Says, ShortText, each_once
from qilou.law import Text, say
from qilou.law.measures import M164

from .approval import AboutProject, RequiredText, Year

PROGRESS, KEPT = Text("进度", "Progress"), Text("遵守批准方案和有关规定", "Programme and rules")


class ReportOpening(AboutProject):
    """Which quarter of which project is reported."""

    year: Annotated[Year, Says("年度", "Year")]
    quarter: Annotated[Annotated[int, Field(ge=1, le=4)], Says("季度", "Quarter")]


class MilestoneRow(Input):
    """One milestone, from plan to fact."""

    name: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("里程碑", "Milestone")]
    deliverable: Annotated[ShortText, Says("交付物", "Deliverable")] = ""
    planned_on: Annotated[date, Says("计划完成日期", "Planned for")]
    forecast_on: Annotated[date | None, Says("预计完成日期", "Now expected")] = None
    done_on: Annotated[date | None, Says("实际完成日期", "Done on")] = None


MILESTONE_ONCE = each_once("name", say("同一里程碑只填写一行。", "Enter each milestone in one row."))


class ProgressReport(Input):
    """The quarter's report to the approving department."""

    percent: Annotated[
        Annotated[int, Field(ge=0, le=100)],
        Says("总体完成百分比", "Per cent of the whole work done", cites=M164.art(18), section=PROGRESS),
    ]
    milestones: Annotated[
        Annotated[tuple[MilestoneRow, ...], Field(min_length=1), MILESTONE_ONCE],
        Says("里程碑", "Milestones", section=PROGRESS),
    ]
    summary: Annotated[RequiredText, Says("本季度完成情况", "What was done this quarter", section=PROGRESS)]
    problems: Annotated[LongText, Says("问题和风险", "Problems and risks", section=PROGRESS)] = ""
    next_steps: Annotated[LongText, Says("下季度安排", "What comes next", section=PROGRESS)] = ""
    follows_programme: Annotated[
        bool,
        Says("按照批准的建设方案实施", "Built according to the approved programme", cites=M164.art(18), section=KEPT),
    ] = False
    keeps_rules: Annotated[
        bool,
        Says(
            "遵守立项审批、工程建设、财务管理、监督检查的规定",
            "The rules on approval, construction, finance and supervision are kept",
            cites=M164.art(18),
            section=KEPT,
        ),
    ] = False
    departures: Annotated[
        LongText,
        Says(
            "偏离方案或者规定的情形和处理",
            "Departures, and what is done about them",
            hint=Text("前两项未勾选的必须说明", "Needed where one of the two boxes stays empty"),
            section=KEPT,
        ),
    ] = ""
    published_on: Annotated[
        date | None, Says("履约情况公示日期", "Performance published on", cites=M164.art(18), section=KEPT)
    ] = None
    supervisors_report: Annotated[
        FileHash | None, Says("监理月（季）报", "The supervisor's report", cites=M164.art(18), section=KEPT)
    ] = None


class NotDue(Input):
    """Why a quarter needs no report."""

    reason: Annotated[RequiredText, Says("无需报告的原因", "Why none is due")]

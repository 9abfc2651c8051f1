"""What the page of an evaluation shows, in the order of the law; sheets only once all of them are in."""

from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.models import (
    Adopted,
    Evaluation,
    ExpertVote,
    Opinion,
    OpinionResult,
    PanelResult,
    PanelSignature,
    PreliminaryReview,
    Satisfied,
)
from qilou.projects.models.project import Track
from qilou.projects.rules.scoring import POINTS

from .estimate import estimate_section
from .session_page import heard_section, visits_section

CRITERIA = {
    "necessity": Text("必要性", "Necessity"),
    "feasibility": Text("可行性", "Feasibility"),
    "reasonableness": Text("合理性", "Reasonableness"),
}
SCORES = {**CRITERIA, "sharing": Text("共享集约", "Sharing"), "security": Text("安全", "Security")}


def show_evaluation(case_id: int) -> Show:
    """Everything in the order in which it happened. Sheets are numbered, not named, and hidden until all are in."""
    row = Evaluation.objects.select_related("project", "declaration", "session", "case").get(pk=case_id)
    review = PreliminaryReview.objects.filter(pk=row.pk).first()
    opinion = Opinion.objects.filter(case_id=case_id).first()
    sections = [
        _opinion(opinion) if opinion else None,
        panel_section(row) if row.panel_result else None,
        _comments(row),
        _signatures(row),
        sheets_section(row),
        *_where_necessary(row),
        _report(review) if review else None,
        _bidders(review) if review else None,
        estimate_section(row.declaration.lines.order_by("number"), row.declaration.total),
    ]
    return Show(facts=_facts(row, review, opinion), sections=tuple(one for one in sections if one is not None))


def _facts(row: Evaluation, review: PreliminaryReview | None, opinion: Opinion | None) -> tuple[Fact, ...]:
    project = row.project
    facts = [
        Fact(Text("申报单位", "Unit"), project.unit_name, "name"),
        Fact(Text("申报方式", "Track"), Track(project.track).label, "choice"),
        Fact(Text("预算年度", "Budget year"), f"{project.budget_year}"),
        Fact(Text("申报总投资", "Declared total"), row.declaration.total, "money"),
    ]
    if review:
        facts.append(Fact(Text("第三方", "Third party"), review.reviewer_name, "name"))
    if row.session:
        held = row.session.held_on.isoformat()
        facts.append(Fact(Text("评审会", "Session"), f"{row.session.number} {held}"))
    if row.panel_result:
        facts.append(Fact(Text("专家组结论", "Panel"), PanelResult(row.panel_result).label, "choice"))
    if opinion and opinion.suggested is not None:
        facts.append(Fact(Text("建议投资", "Suggested"), opinion.suggested, "money"))
    return tuple(facts)


def _opinion(opinion: Opinion) -> Section:
    paragraphs = [
        (Text("结论", "Result"), OpinionResult(opinion.result).label),
        *((label, getattr(opinion, name)) for name, label in CRITERIA.items()),
        (Text("条件和要求", "Conditions"), opinion.conditions),
        (Text("理由", "Reasons"), opinion.reason),
        (Text("第三方报告", "Third party's report"), opinion.report),
        (Text("专家组会议纪要", "Panel's minutes"), opinion.minutes),
        (Text("直接出具的理由", "Issued directly because"), opinion.direct_reason),
        (Text("文号", "Number"), opinion.number),
    ]
    return Section(
        Text("评审意见", "Evaluation opinion"), paragraphs=tuple((label, text) for label, text in paragraphs if text)
    )


def panel_section(row: Evaluation) -> Section:
    """What the panel concludes."""
    paragraphs = [
        *((label, str(row.panel_findings.get(name, ""))) for name, label in CRITERIA.items()),
        (Text("评分差异的讨论", "Discussion of the spread"), row.panel_discussion),
        (Text("不同意见", "Dissent"), row.panel_dissent),
        (Text("会议纪要", "Minutes"), row.minutes),
    ]
    return Section(
        Text("专家组意见", "Panel's opinion"), paragraphs=tuple((label, text) for label, text in paragraphs if text)
    )


def show_signature(case_id: int) -> Show:
    """The opinion that the expert signs, with its comments and the amounts by line."""
    signature = PanelSignature.objects.select_related("evaluation__project", "evaluation__declaration").get(pk=case_id)
    row = signature.evaluation
    facts = [
        Fact(Text("申报单位", "Unit"), row.project.unit_name, "name"),
        Fact(Text("专家组结论", "Panel"), PanelResult(row.panel_result).label, "choice"),
    ]
    if row.panel_suggested is not None:
        facts.append(Fact(Text("建议投资", "Suggested"), row.panel_suggested, "money"))
    said = ((Text("不同意见", "Dissent"), signature.dissent), (Text("未签署的原因", "Why missing"), signature.missing))
    own = tuple((label, text) for label, text in said if text)
    sections = [panel_section(row), _comments(row), Section(Text("签署", "Signature"), paragraphs=own) if own else None]
    return Show(facts=tuple(facts), sections=tuple(one for one in sections if one is not None))


def _signatures(row: Evaluation) -> Section | None:
    signatures = list(row.signatures.order_by("pk"))
    if not signatures:
        return None
    numbers = dict(row.sheets.values_list("expert", "number"))
    return Section(
        Text("专家组签署", "Signatures of the panel"),
        (Column(Text("专家", "Expert")), Column(Text("情况", "Standing"))),
        [
            (Text(f"专家{numbers[one.expert_id]}", f"Expert {numbers[one.expert_id]}"), _signed(one))
            for one in signatures
        ],
        note=Text("组长以形成意见签署。", "The lead expert signed by writing it."),
    )


def _signed(one: PanelSignature) -> Text:
    if one.missing:
        return Text(f"未签署：{one.missing}", f"not signed: {one.missing}")
    if one.dissent:
        return Text("已签署，保留不同意见", "signed, with a dissent")
    return Text("已签署", "signed") if one.signed_at else Text("待签署", "to be signed")


def _where_necessary(row: Evaluation) -> list[Section]:
    """Visits and departments heard, if there were any."""
    visits = list(row.visits.select_related("evaluation__project").order_by("pk"))
    heard = list(row.departments.select_related("evaluation__project").order_by("pk"))
    return [*([visits_section(visits)] if visits else []), *([heard_section(heard)] if heard else [])]


def _comments(row: Evaluation) -> Section | None:
    comments = list(row.comments.order_by("number"))
    if not comments:
        return None
    return Section(
        Text("专家意见采纳情况", "Comments and answers"),
        (
            Column(Text("序号", "No."), "number"),
            Column(Text("修改意见", "Comment")),
            Column(Text("必改", "Must")),
            Column(Text("采纳", "Adopted")),
            Column(Text("说明", "Answer")),
            Column(Text("修改位置", "Where")),
        ),
        [
            (
                one.number,
                one.text,
                Text("是", "yes") if one.must else Text("否", "no"),
                Adopted(one.adopted).label if one.adopted else "—",
                one.response or "—",
                one.place or "—",
            )
            for one in comments
        ],
    )


def sheets_section(row: Evaluation) -> Section | None:
    """The experts' sheets, numbered and not named; hidden until all are in."""
    sheets = list(row.sheets.order_by("number"))
    if not sheets:
        return None
    filed = [one for one in sheets if one.filed_at]
    if row.case.state == "with_experts":
        return Section(
            Text("专家评审表", "Expert sheets"),
            note=Text(
                f"已交{len(filed)}份，共{len(sheets)}份；全部交齐前互不可见。",
                f"{len(filed)} of {len(sheets)} are filed; nobody sees another's before all are in.",
            ),
        )
    return Section(
        Text("专家评审表", "Expert sheets"),
        (
            Column(Text("专家", "Expert")),
            *(Column(SCORES[name], "number") for name in POINTS),
            Column(Text("合计", "Total"), "number"),
            Column(Text("结论", "Conclusion")),
            Column(Text("意见", "Opinion")),
        ),
        [
            (
                Text(f"专家{one.number}", f"Expert {one.number}"),
                *(getattr(one, name) for name in POINTS),
                sum(getattr(one, name) for name in POINTS),
                ExpertVote(one.vote).label,
                one.opinion,
            )
            for one in filed
        ],
        total=_means(row),
        note=_how_scored(row),
    )


def _means(row: Evaluation) -> tuple[object, ...]:
    if not row.scoring:
        return ()
    means = row.scoring["means"]
    return (Text("平均", "Mean"), *(means[name] for name in POINTS), row.scoring["total"], None, None)


def _how_scored(row: Evaluation) -> Text | None:
    """Which sheets are not in the means, and how far the totals lie apart."""
    if not row.scoring:
        return None
    spread, dropped = row.scoring["spread"], row.scoring["dropped"]
    if not dropped:
        return Text(f"总分最大相差{spread}分。", f"Totals lie up to {spread} apart.")
    zh, en = "、".join(f"专家{one}" for one in dropped), " and ".join(map(str, dropped))
    return Text(
        f"平均分不含最高和最低的{zh}；总分最大相差{spread}分。",
        f"The means leave out experts {en}, the highest and the lowest; totals lie up to {spread} apart.",
    )


def _report(review: PreliminaryReview) -> Section | None:
    if review.reported_on is None:
        return None
    paragraphs: list[tuple[Text, str | Text]] = [(Text("报告编号", "Report no."), review.report_number)]
    for name, label in CRITERIA.items():
        found = review.findings.get(name, {})
        conclusion = Satisfied(found["conclusion"]).label if found else Text("—", "—")
        reason = found.get("reason", "")
        paragraphs.append((label, Text(f"{conclusion.zh}：{reason}", f"{conclusion.en}: {reason}")))
    paragraphs += [
        (Text("利益关系声明", "Declaration of interests"), review.interests),
        (Text("结论", "Conclusion"), review.conclusion),
    ]
    return Section(Text("第三方初步评审报告", "Preliminary review report"), paragraphs=tuple(paragraphs))


def _bidders(review: PreliminaryReview) -> Section:
    return Section(
        Text("第三方的选取", "How the third party was chosen"),
        (
            Column(Text("机构", "Bidder"), "name"),
            Column(Text("报价", "Bid"), "money"),
            Column(Text("结果", "Result")),
            Column(Text("利害关系声明", "Declared no interest")),
            Column(Text("选定", "Chosen")),
        ),
        [
            (
                one.name,
                one.price,
                one.result,
                Text("已声明", "yes") if one.no_interest else "—",
                Text("选定", "chosen") if one.chosen else "—",
            )
            for one in review.bidders.order_by("pk")
        ],
        note=Text(f"竞争记录：{review.competition}", f"Record of the competition: {review.competition}"),
    )

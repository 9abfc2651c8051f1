"""The first half of the story: solicited, declared, evaluated, listed inside the fund, proposed."""

from tests.e2e.plot import Later, Paper, Plot
from tests.e2e.scenes import EXPERTS, MIDNIGHT, OPEN, Refusal, Scene, signed

from qilou.law.measures import M164


def solicited(plot: Plot) -> list[Scene]:
    """The year's round: asked for in July, closed by itself at the end of August."""
    asked = {
        "contents": "围绕一网通办和数据共享征集项目。",
        "draft_budget_due": "2026-11-20",
        "budget_calendar": "汕财预〔2026〕20号",
    }
    return [
        Scene(
            "round", f"{plot.body}.handler", "2026-06-15", "round", OPEN, {"year": 2026}, to="planned", due="2026-07-31"
        ),
        *signed(
            "round",
            plot.body,
            "2026-07-20",
            "round",
            "solicit",
            asked,
            to="solicited",
            serves="projects.round.solicitation",
            receiver=f"{plot.unit}.handler",
        ),
    ]


def declared(plot: Plot) -> list[Scene]:
    """Declared in August, sent back once because two totals differ, corrected, accepted."""
    unit, officer = f"{plot.unit}.handler", f"{plot.body}.handler"
    opening = {"title": plot.title, "track": "annual", "budget_year": 2027}

    def scene(who: str, day: str, step: str, typed: dict[str, object] | None = None, **more: object) -> Scene:
        return Scene("declaration", who, day, "declaration", step, typed, **more)

    return [
        scene(unit, "2026-08-03", OPEN, opening, to="draft", due="2026-08-31"),
        scene(
            unit,
            "2026-08-10",
            "submit",
            plot.form(total=str(plot.slip)),
            to="submitted",
            serves="projects.declaration.receipt",
            receiver=unit,
        ),
        scene(officer, "2026-08-11", "accept", refused=Refusal(M164.art(10, 2))),
        scene(
            officer,
            "2026-08-12",
            "return_once",
            {},
            to="correcting",
            serves="projects.declaration.correction",
            receiver=unit,
        ),
        scene(unit, "2026-08-17", "correct", plot.form(), to="submitted"),
        scene(
            officer,
            "2026-08-18",
            "return_once",
            {"items": [{"item": "norms", "problem": "规范不够具体。", "remedy": "补充。"}]},
            refused=Refusal(M164.art(10, 3)),
        ),
        scene(
            officer,
            "2026-08-18",
            "accept",
            time="14:00",
            to="accepted",
            serves="projects.declaration.accepted",
            receiver=unit,
        ),
    ]


def pre_reviewed(plot: Plot) -> list[Scene]:
    """Found to conform, and passed under signature; finance sees it and may not decide it."""
    return [
        Scene("pre_review", f"{plot.body}.handler", "2026-08-24", "pre_review", "find", plot.findings, to="reviewing"),
        Scene(
            "pre_review",
            f"{plot.finance}.handler",
            "2026-08-25",
            "pre_review",
            "pass",
            {},
            refused=Refusal(M164.art(12, 1, 3), 403),
        ),
        *signed(
            "pre_review",
            plot.body,
            "2026-08-25",
            "pre_review",
            "pass",
            {"remark": "符合规划，同意通过预审。"},
            to="passed",
            serves="projects.pre_review.passed",
            receiver=f"{plot.unit}.handler",
        ),
        Scene("round", "", "2026-09-01", "round", MIDNIGHT, time="00:05", to="closed"),
    ]


def evaluated(plot: Plot) -> list[Scene]:
    """Third party, five experts, pass after revision with the lead expert's confirmation, opinion signed."""
    officer, unit, lead = f"{plot.body}.handler", f"{plot.unit}.handler", EXPERTS[0]

    def scene(who: str, day: str, step: str, typed: dict[str, object], to: str, **more: object) -> Scene:
        return Scene("evaluation", who, day, "evaluation", step, typed, to=to, **more)

    assignment = {
        "reviewer": Later(lambda stage: stage.city.bodies["reviewer"].pk),
        "competition": "汕采评〔2026〕5号",
        "competed_on": "2026-08-28",
        "result": "中选公告〔2026〕11号",
        "bidders": [
            {"name": "韩江咨询评估中心", "result": "92.5分", "no_interest": True, "chosen": True},
            {"name": "南滨评估公司", "result": "88.0分", "no_interest": True},
        ],
    }
    panel = {
        "necessity": "必要。",
        "feasibility": "可行，割接方案须细化。",
        "reasonableness": "投资合理。",
        "suggested": str(plot.total),
        "minutes": "汕政数评审纪〔2026〕6号",
        "comments": [{"text": "补充旧窗口关停和割接方案。", "must": True}, {"text": "接口清单列明字段。"}],
    }
    answers = [
        {"number": 1, "adopted": "yes", "response": "已补充割接与关停方案。", "place": "第五章"},
        {"number": 2, "adopted": "yes", "response": "已列明字段级清单。", "place": "附录二"},
    ]
    sheets = [
        Scene(
            "evaluation", one, "2026-09-15", "expert_sheet", "file", sheet_of(one), to="filed", case=f"sheet of {one}"
        )
        for one in EXPERTS
    ]
    opinion = {"necessity": "必要。", "feasibility": "可行。", "reasonableness": "合理。", "suggested": str(plot.total)}
    return [
        scene(officer, "2026-09-01", "assign", assignment, "with_third_party", time="11:00"),
        scene("reviewer.handler", "2026-09-08", "report", plot.report, "reported"),
        *seated(officer),
        *sheets,
        scene(lead, "2026-09-15", "panel_revise", panel, "signing_revision", time="16:00"),
        *(
            Scene(
                *("evaluation", one, "2026-09-15", "signature", "sign"),
                to="signed",
                time="16:30",
                case=f"signature of {one}",
            )
            for one in EXPERTS[1:]
        ),
        *closed(officer),
        scene(unit, "2026-09-22", "revise", {"programme": Paper("修改后方案.pdf"), "answers": answers}, "confirming"),
        scene(lead, "2026-09-23", "confirm", {"remark": "两条意见均已落实。"}, "concluding"),
        *signed(
            "evaluation",
            plot.body,
            "2026-09-28",
            "evaluation",
            "issue",
            opinion,
            to="passed",
            serves="projects.evaluation.opinion",
            receiver=officer,
        ),
    ]


def seated(officer: str) -> list[Scene]:
    """A session planned, its list frozen, drawn by the seed that was named, undertaken by five, convened."""
    plan = {
        "number": "2026-1",
        "held_on": "2026-09-15",
        "place": "市政府三号楼会议室",
        "seats": 5,
        "agenda": Later(lambda stage: [stage.pk("evaluation")]),
    }
    named = {"source": "双色球第2026105期开奖号码", "due": "2026-09-10"}
    seed = {"seed": "03 11 17 22 25 31 + 09", "published_on": "2026-09-10", "reference": "开奖公告"}
    undertaking = {"no_interest": True, "confidential": True}
    lead = {"lead": Later(lambda stage: stage.city.people[EXPERTS[0]].pk)}

    def scene(day: str, step: str, typed: dict[str, object], to: str, **more: object) -> Scene:
        return Scene("evaluation", officer, day, "session", step, typed, to=to, **more)

    return [
        scene("2026-09-09", OPEN, plan, "planned"),
        scene("2026-09-09", "freeze", named, "frozen", serves="projects.session.frozen", receiver=officer),
        scene("2026-09-10", "draw", seed, "drawn", serves="projects.session.drawn", receiver=officer),
        *(
            Scene(
                *("evaluation", one, "2026-09-11", "seat", "undertake", undertaking),
                to="undertaken",
                case=f"seat of {one}",
            )
            for one in EXPERTS
        ),
        scene("2026-09-11", "convene", lead, "sitting", time="15:00"),
    ]


def closed(officer: str) -> list[Scene]:
    """The minutes, with who signed in."""
    minutes = {
        "number": "汕政数评审纪〔2026〕6号",
        "text": "听取汇报，逐项质询，形成专家组意见。",
        "attended": Later(lambda stage: [stage.city.people[one].pk for one in EXPERTS]),
        "half_days": 1,
    }
    return [Scene("evaluation", officer, "2026-09-16", "session", "close", minutes, to="closed")]


def sheet_of(expert: str) -> dict[str, object]:
    """An expert's own sheet; the second asks for a revision too."""
    return {
        "no_interest": True,
        "necessity": "27",
        "feasibility": "20",
        "reasonableness": "21.5",
        "sharing": "9",
        "security": "8",
        "vote": "after_revision" if expert in EXPERTS[:2] else "agree",
        "opinion": "功能边界清楚，割接方案须补充。",
    }


def listed(plot: Plot) -> list[Scene]:
    """Tier set, ranked within the fund, reviewed by finance line by line, proposed."""
    review = {
        "document": "汕财函〔2026〕30号",
        "lines": [{"number": Later(lambda stage: stage.number("listing")), "outcome": "agreed"}],
    }
    officer = f"{plot.body}.handler"
    tier = {"tier": "1", "reason": "群众办事高频，直接减少跑动。"}
    return [
        Scene("listing", officer, "2026-10-12", "listing", "prioritise", tier, to="awaiting"),
        Scene("listing", officer, "2026-11-02", "round", "rank", to="ranked"),
        *signed("listing", plot.body, "2026-11-03", "round", "send_to_finance", to="with_finance"),
        *signed("listing", plot.finance, "2026-11-10", "round", "review", review, to="reviewed"),
        *signed(
            "listing",
            plot.body,
            "2026-11-16",
            "round",
            "confirm",
            {"minutes": "纪要〔2026〕12号"},
            to="confirmed",
            serves="projects.listing.budget_notice",
            receiver=f"{plot.unit}.handler",
            served_in="listing",
        ),
    ]

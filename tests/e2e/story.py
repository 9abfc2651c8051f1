"""One project's whole life as a list of scenes: who, on which day, in which procedure, takes which step, typing what.

The scenes know neither pages nor API; `test_life_by_api` and `test_life_by_pages` play them. A scene that the law
refuses names the article; what must be true afterwards stands in the scene.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.e2e.plot import SUPPLIER, Later, Paper, Plot

from qilou.law import Article
from qilou.law.measures import M164

EXPERTS = ("expert1", "expert2", "expert3", "expert4", "expert5")
OPEN, ENDORSE, MIDNIGHT = "open", "endorse", "midnight"


@dataclass(frozen=True)
class Refusal:
    """What the answer says when the law does not let it pass."""

    article: Article
    status: int = 422


@dataclass(frozen=True)
class Scene:
    """One act. `case` is the name under which the story keeps the case, where one procedure has several.

    `serves` is the kind of paper that `receiver` signs for, in the scene's own case unless `served_in` names another.
    """

    part: str
    who: str
    day: str
    code: str
    step: str
    typed: dict[str, object] | None = None
    time: str = "10:00"
    to: str = ""
    refused: Refusal | None = None
    due: str = ""
    serves: str = ""
    receiver: str = ""
    served_in: str = ""
    case: str = ""

    @property
    def name(self) -> str:
        """The case's name in the story."""
        return self.case or self.code

    def __str__(self) -> str:
        return f"{self.day} {self.who}: {self.name}.{self.step}"


def life(plot: Plot) -> list[Scene]:
    """The whole life, in order."""
    return [
        *solicited(plot),
        *declared(plot),
        *pre_reviewed(plot),
        *evaluated(plot),
        *listed(plot),
        *too_early(plot),
        *approved(plot),
        *contracted(plot),
        *changed(plot),
        *on_trial(plot),
        *accepted(plot),
        *paid(plot),
        *operating(plot),
    ]


def part(scenes: Iterable[Scene], *names: str) -> list[Scene]:
    """The scenes of some parts of a life."""
    return [scene for scene in scenes if scene.part in names]


def signed(
    chapter: str, body: str, day: str, code: str, step: str, typed: dict[str, object] | None = None, **after: str
) -> list[Scene]:
    """A decision of a body: drafted, checked and signed on one day; what follows from it follows the signature."""
    keep = {name: after.pop(name) for name in ("due",) if name in after}
    return [
        Scene(chapter, f"{body}.handler", day, code, step, typed, **keep),
        Scene(chapter, f"{body}.checker", day, code, ENDORSE, {"opinion": "已核，拟同意。"}, time="11:00"),
        Scene(chapter, f"{body}.signer", day, code, ENDORSE, {"opinion": "同意。"}, time="15:00", **after),
    ]


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
            {"name": "韩江咨询评估中心", "result": "92.5分", "chosen": True},
            {"name": "南滨评估公司", "result": "88.0分"},
        ],
    }
    session = {
        "number": "2026-1",
        "held_on": "2026-09-15",
        "place": "市政府三号楼会议室",
        "lead": Later(lambda stage: stage.city.people[EXPERTS[0]].pk),
        "members": Later(lambda stage: [stage.city.people[one].pk for one in EXPERTS]),
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
        scene(officer, "2026-09-09", "convene", session, "with_experts"),
        *sheets,
        scene(lead, "2026-09-15", "panel_revise", panel, "revising", time="16:00"),
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


def too_early(plot: Plot) -> list[Scene]:
    """No construction contract before the approval."""
    unit, about = f"{plot.unit}.handler", {"project": Later(lambda stage: stage.project.pk)}
    early = plot.contract(signed_on="2026-11-19", award="中标〔2026〕99号")
    return [
        Scene("contract", unit, "2026-11-20", "contract", OPEN, about, to="draft"),
        Scene("contract", unit, "2026-11-20", "contract", "register", early, refused=Refusal(M164.art(15))),
    ]


def approved(plot: Plot) -> list[Scene]:
    """Applied for, accepted, and approved within seven working days by draft, check and signature."""
    unit, about = f"{plot.unit}.handler", {"project": Later(lambda stage: stage.project.pk)}

    def scene(who: str, day: str, step: str, typed: dict[str, object] | None = None, **more: object) -> Scene:
        return Scene("approval", who, day, "approval", step, typed, **more)

    return [
        scene(unit, "2027-01-11", OPEN, about, to="draft"),
        scene(unit, "2027-01-11", "apply", plot.application, to="submitted"),
        scene(
            f"{plot.body}.handler",
            "2027-01-12",
            "accept",
            to="under_review",
            due="2027-01-21",
            serves="projects.approval.accepted",
            receiver=unit,
        ),
        scene(f"{plot.finance}.handler", "2027-01-13", "approve", plot.reply, refused=Refusal(M164.art(16, 2), 403)),
        *signed(
            "approval",
            plot.body,
            "2027-01-18",
            "approval",
            "approve",
            plot.reply,
            due="2027-01-21",
            to="approved",
            serves="projects.approval.reply",
            receiver=unit,
        ),
    ]


def contracted(plot: Plot) -> list[Scene]:
    """The contract is registered within what was approved, in the case that came too early."""
    unit = f"{plot.unit}.handler"
    return [Scene("contract", unit, "2027-02-15", "contract", "register", plot.contract(), to="in_force")]


def changed(plot: Plot) -> list[Scene]:
    """Twelve per cent more cannot just be recorded; it is on hold until the authority approves anew."""
    unit, about = f"{plot.unit}.handler", {"project": Later(lambda stage: stage.project.pk)}
    article = M164.art(20)
    return [
        Scene("change", unit, "2027-03-15", "change", OPEN, about, to="draft"),
        Scene("change", unit, "2027-03-15", "change", "record", plot.change, refused=Refusal(article)),
        Scene("change", unit, "2027-03-15", "change", "apply", plot.change, to="on_hold"),
        Scene("change", unit, "2027-03-16", "contract", OPEN, about, to="draft", case="supplement"),
        Scene(
            "change",
            unit,
            "2027-03-16",
            "contract",
            "register",
            {**plot.supplement_form, "signed_on": "2027-03-16", "change": None},
            case="supplement",
            refused=Refusal(article),
        ),
        *signed(
            "change",
            plot.body,
            "2027-03-22",
            "change",
            "reapprove",
            plot.reapproval,
            to="reapproved",
            serves="projects.change.reply",
            receiver=unit,
        ),
        Scene(
            "change", unit, "2027-03-29", "contract", "register", plot.supplement_form, to="in_force", case="supplement"
        ),
    ]


def on_trial(plot: Plot) -> list[Scene]:
    """No operation and no follow-up money before acceptance; performance, preliminary acceptance, trial run."""
    unit, about = f"{plot.unit}.handler", {"project": Later(lambda stage: stage.project.pk)}
    result = Refusal(M164.art(19, 2))

    def scene(day: str, code: str, step: str, typed: dict[str, object], to: str = "", **more: object) -> Scene:
        return Scene("trial", unit, day, code, step, typed, to=to, **more)

    def statement(*clauses: str) -> dict[str, object]:
        checks = [{"number": one, "met": True, "finding": "达到"} for one in clauses]
        return {"held_on": "2027-09-01", "statement": f"履约〔2027〕{len(clauses)}号", "checks": checks}

    ready = {"held_on": "2027-09-03", "opinion": "同意试运行。"}
    logged = {"day": "2027-10-08", "event": "运行平稳。"}
    return [
        scene("2027-08-30", "acceptance", OPEN, about, "preparing"),
        scene("2027-08-30", "acceptance", "put_into_operation", {"on": "2027-08-30"}, refused=result),
        scene("2027-08-31", "disbursement", OPEN, about, "draft"),
        scene("2027-08-31", "disbursement", "submit", plot.payment(), refused=result),
        scene("2027-09-01", "contract", "accept_performance", statement("3.1", "5.2", "7.1"), "performed"),
        scene("2027-09-01", "contract", "accept_performance", statement("1"), "performed", case="supplement"),
        scene("2027-09-03", "acceptance", "pass_preliminary", ready, "ready_for_trial"),
        scene("2027-09-06", "acceptance", "start_trial", {"started_on": "2027-09-06"}, "trial_run"),
        scene("2027-10-08", "acceptance", "log_trial", logged, "trial_run"),
        scene(
            "2027-10-11", "acceptance", "end_trial", {"report": "试运行〔2027〕1号"}, refused=Refusal(M164.art(19, 1))
        ),
        scene("2027-11-05", "acceptance", "end_trial", {"report": "试运行〔2027〕1号"}, "awaiting_acceptance"),
    ]


def accepted(plot: Plot) -> list[Scene]:
    """Accepted item by item; a member from the builder is refused first."""
    unit, report = f"{plot.unit}.handler", "projects.acceptance.report"
    return [
        Scene(
            "acceptance",
            unit,
            "2027-11-16",
            "acceptance",
            "pass",
            plot.final,
            to="passed",
            serves=report,
            receiver=f"{plot.finance}.handler",
        ),
    ]


def paid(plot: Plot) -> list[Scene]:
    """The follow-up money on the report of the passed acceptance."""
    named = plot.payment(Later(lambda stage: stage.document("projects.acceptance.report")))
    voucher = {"voucher": "汕库付〔2027〕6号", "paid_on": "2027-11-26"}
    return [
        Scene("payment", f"{plot.unit}.handler", "2027-11-22", "disbursement", "submit", named, to="submitted"),
        *signed(
            "payment",
            plot.finance,
            "2027-11-24",
            "disbursement",
            "agree",
            {"opinion": "凭验收报告同意拨付。"},
            to="agreed",
            serves="projects.disbursement.agreement",
            receiver=f"{plot.unit}.handler",
        ),
        Scene("payment", f"{plot.finance}.handler", "2027-11-26", "disbursement", "record_payment", voucher, to="paid"),
    ]


def operating(plot: Plot) -> list[Scene]:
    """Put into operation."""
    into = {"on": "2027-12-01"}
    return [
        Scene(
            "operation", f"{plot.unit}.handler", "2027-12-01", "acceptance", "put_into_operation", into, to="operating"
        )
    ]


__all__ = ["ENDORSE", "MIDNIGHT", "OPEN", "SUPPLIER", "Refusal", "Scene", "life", "part"]

"""What willing people type from the plan to the confirmation of the list."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.projects.city import City, paper
from tests.projects.path import PRINCIPLES, SPECIAL, TOTAL, findings, form
from tests.projects.test_evaluation import OPINION, PANEL, REPORT, SHEET, assignment_by
from tests.projects.year import SOLICITATION, plan_of

from qilou.casework.act import Act
from qilou.projects.models import Declaration, Evaluation, ExpertSession, GuidanceItem, Listing, ReviewComment, Seat
from qilou.projects.queries.duplicates import hits_to_find_on
from qilou.projects.queries.own_parts import parts_to_judge

REASON = {"reason": "依据充分。"}
CORRECTION = {"items": [{"item": "norms", "problem": "未写明技术规范。", "remedy": "补充技术规范。"}]}
DECLINE = {"reasons": [{"source": "notice", "item": "norms", "reason": "仍未写明技术规范。"}]}
DIRECT = {**OPINION, "direct_reason": "上级临时要求，时间紧迫。"}
COMMENTS = {"comments": [{"text": "补充接口清单。", "must": True}]}
EARLY = ("plan", "round", "declaration", "pre_review", "listing")


def typed(random: Random, city: City, code: str, step: str, act: Act) -> dict[str, object]:
    """The answers to one step."""
    number = str(random.randint(1, 10**9))
    if code in EARLY:
        return _listed(random, code, step, act, number)
    return _evaluated(random, city, code, step, act, number)


def _listed(random: Random, code: str, step: str, act: Act, number: str) -> dict[str, object]:
    day = act.today.isoformat()
    match code, step:
        case "plan", "revise":
            return plan_of(act.case.jurisdiction)
        case "plan", "approve" | "enter_approval":
            return {"number": number, "approved_on": day} | ({} if step == "approve" else {"file": paper("批复.pdf")})
        case "plan", "publish":
            return {"published_on": day, "published_in": "市政府公报"}
        case "round", "solicit":
            return SOLICITATION
        case "round", "review":
            return {"document": number, "lines": [line for one in _on_the_list() for line in _answer(random, one)]}
        case "round" | "listing", "confirm":
            return {"minutes": number}
        case "declaration", "submit" | "correct":
            return _form(random, act)
        case "declaration", "register":
            return {"non_secret": True}
        case "declaration", "return_once":
            return CORRECTION
        case "declaration", "decline":
            return DECLINE
        case "pre_review", "find":
            other = random.choices(("conforms", "broadly", "fails"), (75, 17, 8))[0]
            return findings(**{random.choice(PRINCIPLES): other})
        case "pre_review", "find_duplicates":
            said = random.choices(("different", "duplicate"), (90, 10))[0]
            return {"hits": [{**one, "finding": said, **REASON} for one in _hits(act)]}
        case "pre_review", "judge_own":
            own = random.random() < 0.3
            return {"parts": [{**one, "own": own, **REASON} for one in _own_parts(act)]}
        case "pre_review", "guide":
            return {**REASON, "items": [{"text": "细化需求。"}], "asked": "200000.00", "purpose": "需求调研"}
        case "pre_review", "reply":
            granted = {"decision": "granted", "amount": "150000.00", "fund_year": act.today.year}
            said = granted if random.random() < 0.7 else {"decision": "not_granted"}
            return {**said, "document": number, "reply": "按规定安排。"}
        case "pre_review", "report":
            items = GuidanceItem.objects.filter(pre_review=act.case.id, answered_on=None)
            answers = [{"number": one, "response": "已细化。"} for one in items.values_list("number", flat=True)]
            return {"programme": paper("优化方案.pdf"), "answers": answers}
        case "listing", "prioritise":
            return {"tier": random.choice("123"), **REASON}
        case "listing", "set_aside":
            return {"tier": "1", **REASON}
        case "listing", "assign_fund_line":
            return {"document": number, **REASON}
        case "listing", "review":
            outcome = random.choices(("agreed", "refused"), (80, 20))[0]
            return {"outcome": outcome, "document": number, "lines": [], **REASON}
        case _:
            return {}


def _evaluated(random: Random, city: City, code: str, step: str, act: Act, number: str) -> dict[str, object]:
    day = act.today.isoformat()
    match code, step:
        case "evaluation", "assign":
            return assignment_by(city, competed_on=day)
        case "evaluation", "report":
            return {**REPORT, "dated": day, "number": number}
        case "evaluation", "panel_pass" | "panel_fail":
            return {**PANEL, "minutes": number, "discussion": "充分讨论。", "dissent": "一人保留意见。"}
        case "evaluation", "panel_revise":
            return {**PANEL, **COMMENTS, "minutes": number, "discussion": "充分讨论。", "dissent": "一人保留意见。"}
        case "evaluation", "revise":
            numbers = ReviewComment.objects.filter(evaluation=act.case.id).values_list("number", flat=True)
            answers = [{"number": one, "adopted": "yes", "response": "已补充。"} for one in numbers]
            return {"programme": paper("修改方案.pdf"), "answers": answers}
        case "evaluation", "issue":
            return OPINION
        case "evaluation", "issue_directly" | "refuse_directly":
            return {**DIRECT, **(REASON if step == "refuse_directly" else {})}
        case "session", "freeze" | "rename_seed":
            return {
                "source": f"双色球第{number}期",
                "due": str(act.today + timedelta(days=random.choice((0, 1, 1, 1)))),
            }
        case "session", "draw":
            return {"seed": number, "published_on": day, "reference": "开奖公告"}
        case "session", "convene":
            seated = Seat.objects.filter(session__case=act.case.id, undertaken_at__isnull=False, excused="")
            return {"lead": random.choice([*seated.order_by("place").values_list("expert__person", flat=True)] or [0])}
        case "session", "visit":
            return {"evaluation": _on_agenda(random, act), "visited_on": day}
        case "session", "invite":
            return {"evaluation": _on_agenda(random, act), "department": city.bodies["land"].pk}
        case "session", "amend":
            session = ExpertSession.objects.get(case=act.case.id)
            agenda = Evaluation.objects.filter(session=session).order_by("pk").values_list("pk", flat=True)
            return sitting(session.number, act.today, [*agenda])
        case "session", "close":
            return {"number": number, "text": "逐项评审。", "half_days": 1}
        case "seat", "undertake":
            return {"no_interest": random.random() < 0.9, "confidential": True}
        case "expert_sheet", "file":
            vote = random.choices(("agree", "after_revision", "disagree"), (75, 15, 10))[0]
            return {**SHEET, "vote": vote}
        case _:
            return {}


def _on_agenda(random: Random, act: Act) -> int:
    agenda = Evaluation.objects.filter(session__case=act.case.id).order_by("pk").values_list("pk", flat=True)
    return random.choice([*agenda] or [0])


def sitting(number: str, today: date, agenda: list[int]) -> dict[str, object]:
    """A session in some days."""
    held = today + timedelta(days=8)
    return {"number": number, "held_on": str(held), "place": "三号楼会议室", "seats": 5, "agenda": agenda, "places": []}


def _form(random: Random, act: Act) -> dict[str, object]:
    """A complete form as a rule; sometimes the norms are left out."""
    row = Declaration.objects.get(pk=act.case.id)
    lacking = {"norms": ""} if random.random() < 0.25 else {}
    if row.track == "special":
        return form(**{**SPECIAL, "slices": [{"year": row.budget_year, "amount": TOTAL}], **lacking})
    parts = ("2700000", "1164000")
    slices = [{"year": row.budget_year + n, "amount": part} for n, part in enumerate(parts)]
    return form(**{"slices": slices, **lacking})


def _hits(act: Act) -> list[dict[str, object]]:
    if act.case.state != "reviewing":
        return []
    return list(hits_to_find_on(act)["hits"])  # type: ignore[call-overload]


def _own_parts(act: Act) -> list[dict[str, object]]:
    return list(parts_to_judge(act)["parts"])  # type: ignore[call-overload]


def _on_the_list() -> list[Listing]:
    return list(Listing.objects.filter(outcome="listed", round__isnull=False).select_related("case").order_by("pk"))


def _answer(random: Random, listing: Listing) -> list[dict[str, object]]:
    """Finance's line or lines on one project."""
    said = random.choices(("agreed", "refused", "changed"), (70, 15, 15))[0]
    line = {"number": listing.case.number, "outcome": said, **REASON}
    if said != "changed":
        return [line]
    nine = Decimal("0.9")
    parts = [(one.year, (one.amount * nine).quantize(Decimal("0.01"))) for one in listing.slices.order_by("year")]
    return [{**line, "year": year, "amount": str(amount)} for year, amount in parts]

"""Chapter II reckoned anew from the acts on record: what had to come before, who had to act, how much there was.

No rule of the product is asked here; what the law wants is written down a second time, so that the two can differ.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.projects.city import CITY
from tests.projects.told import Told

CASE, PROJECT, AREA, ABOVE = "case", "thing", "area", "above"
PRINCIPLES = {"unified_planning", "unified_standards", "intensive", "interconnection", "sharing", "security"}
PAYS = ("disbursement.submit", "disbursement.agree", "disbursement.record_payment")


@dataclass(frozen=True)
class Gate:
    """None of these acts before one of those, in the case, project or area; `ABOVE` is the area or its city."""

    acts: tuple[str, ...]
    after: tuple[str, ...]
    within: str
    req: str


def gate(acts: str, after: str, within: str, req: str) -> Gate:
    """A gate whose acts are given as words."""
    return Gate(tuple(acts.split()), tuple(after.split()), within, req)


ACCEPTED = "declaration.accept declaration.accept_by_silence"
OPINION = "evaluation.issue evaluation.issue_directly"
OUTCOMES = "pre_review.pass pre_review.return pre_review.guide"
PANEL = "evaluation.panel_pass evaluation.panel_revise evaluation.panel_fail"
SIGNED = "evaluation.join_signatures evaluation.join_signatures_of_revision"
PROPOSED = "listing.propose listing.confirm"
GATES = (
    gate("plan.approve plan.enter_approval", "plan.submit", CASE, "A8.2"),
    gate("plan.publish", "plan.approve plan.enter_approval", CASE, "A8.3"),
    gate("fund.arrange", "plan.publish", ABOVE, "A8.4"),
    gate("fund.adjust", "fund.arrange", AREA, "A8.7"),
    gate(f"{ACCEPTED} declaration.return_once", "declaration.submit", CASE, "A10.14"),
    gate("declaration.correct", "declaration.return_once", CASE, "A10.15"),
    gate("declaration.not_corrected", "declaration.return_once", CASE, "A10.17"),
    gate("declaration.decline", "declaration.correct", CASE, "A10.18"),
    gate(OUTCOMES, ACCEPTED, PROJECT, "A12.1"),
    gate(OUTCOMES, "plan.publish", ABOVE, "A8.2"),
    gate(OUTCOMES, "pre_review.find", CASE, "A12.2"),
    gate("pre_review.reply", "pre_review.guide", CASE, "A12.5"),
    gate("pre_review.report", "pre_review.reply", CASE, "A12.9"),
    gate("evaluation.assign evaluation.issue_directly evaluation.refuse_directly", "pre_review.pass", PROJECT, "A13.1"),
    gate("evaluation.report", "evaluation.assign", CASE, "A13.3"),
    gate("evaluation.convene", "evaluation.report", CASE, "A13.6"),
    gate("session.draw", "session.freeze", CASE, "A13.10"),
    gate("session.convene session.call_reserves session.give_up", "session.draw", CASE, "A13.10"),
    gate("session.rename_seed", "session.freeze", CASE, "A13.10"),
    gate("expert_sheet.file", "evaluation.convene", AREA, "A13.7"),
    gate(PANEL, "evaluation.join_sheets", CASE, "A13.12"),
    gate("evaluation.issue evaluation.refuse", "evaluation.report", CASE, "A13.15"),
    gate("evaluation.issue evaluation.refuse", "evaluation.convene", CASE, "A13.15"),
    gate("evaluation.issue evaluation.refuse", SIGNED, CASE, "A13.15"),
    gate("listing.prioritise listing.list listing.reserve", OPINION, PROJECT, "A14.1"),
    gate("listing.assign_fund_line listing.set_aside", OPINION, PROJECT, "A14.1"),
    gate("round.rank", "round.solicit", CASE, "A10.1"),
    gate("round.send_to_finance", "round.rank", CASE, "A14.2"),
    gate("round.review", "round.send_to_finance", CASE, "A14.4"),
    gate("listing.note_review", "listing.list", CASE, "A14.4"),
    gate("listing.review", "listing.assign_fund_line", CASE, "A14.4"),
    gate("listing.propose", "listing.note_review", CASE, "A14.8"),
    gate("listing.propose", "round.review", AREA, "A14.8"),
    gate("round.confirm", "round.review", CASE, "A14.8"),
    gate("listing.confirm", "listing.review", CASE, "A14.8"),
    gate("listing.decline", "listing.review", CASE, "A14.4"),
    gate("listing.reserve listing.leave_out", "round.rank", AREA, "A14.10"),
    gate("listing.end_reserve", "listing.reserve listing.set_aside", CASE, "A14.12"),
    gate("listing.warn listing.lapse", PROPOSED, CASE, "A17.3"),
    gate("approval.apply", PROPOSED, PROJECT, "A16.2"),
    gate("approval.accept approval.return_once", "approval.apply", CASE, "A16.5"),
    gate("approval.resubmit approval.decline", "approval.return_once", CASE, "A16.5"),
    gate("approval.approve approval.refuse", "approval.accept", CASE, "A16.5"),
    gate("approval.approve", PROPOSED, PROJECT, "A14.8"),
    gate("change.record change.apply", "approval.approve", PROJECT, "A20.1"),
    gate("change.reapprove change.refuse", "change.apply", CASE, "A20.3"),
    gate("contract.accept_performance", "contract.register", CASE, "A19.13"),
    gate("acceptance.start_trial", "acceptance.pass_preliminary", CASE, "A19.13"),
    gate("acceptance.end_trial", "acceptance.start_trial", CASE, "A19.1"),
    gate("acceptance.pass acceptance.fail", "acceptance.end_trial", CASE, "A19.2"),
    gate("acceptance.pass", "approval.approve", PROJECT, "A15.6"),
    gate("acceptance.put_into_operation inventory.put_into_operation", "acceptance.pass", PROJECT, "A19.7"),
    gate("disbursement.agree disbursement.refuse", "disbursement.submit", CASE, "A18.10"),
    gate("disbursement.record_payment", "disbursement.agree", CASE, "A19.5"),
    gate(" ".join(PAYS), "contract.register", PROJECT, "A18.10"),
    gate("district_return.accept district_return.send_back", "district_return.submit", CASE, "A21.1"),
)
# Who alone decides, in the area of the case. By the route with works it is the department of development and reform.
COMPETENT = {
    "AUTHORITY": (
        "plan.submit plan.publish plan.enter_approval round.solicit round.rank round.send_to_finance round.confirm",
        f"declaration.accept declaration.return_once declaration.decline {OUTCOMES} evaluation.assign {OPINION}",
        "evaluation.refuse evaluation.refuse_directly session.freeze session.draw session.convene session.close",
        "listing.prioritise listing.assign_fund_line listing.set_aside listing.confirm listing.decline",
        "approval.accept approval.return_once approval.decline approval.approve approval.refuse approval.reroute",
        "change.reapprove change.refuse session.rename_seed session.call_reserves session.give_up pre_review.judge_own",
        "district_return.submit district_return.accept district_return.send_back",
    ),
    "FINANCE": (
        "fund.arrange fund.adjust pre_review.reply round.review listing.review",
        "disbursement.agree disbursement.refuse disbursement.record_payment",
    ),
    "GOVERNMENT": ("plan.approve plan.send_back",),
}
BODY = {name: body for body, lines in COMPETENT.items() for line in lines for name in line.split()}
BY_THE_CITY = {"district_return.accept", "district_return.send_back"}
PLATFORM = (
    "listing.list listing.reserve listing.note_review listing.propose listing.drop listing.apply listing.lapse",
    "listing.warn listing.end_reserve listing.leave_out",
    "evaluation.convene evaluation.join_sheets evaluation.join_signatures evaluation.join_signatures_of_revision",
    "declaration.accept_by_silence declaration.not_corrected",
)
OF_THE_PLATFORM = frozenset(name for line in PLATFORM for name in line.split())
# One click is not a decision (A16.14).
BY_THREE = frozenset(
    f"plan.submit plan.approve plan.publish round.solicit round.send_to_finance round.review round.confirm {OUTCOMES}"
    f" pre_review.reply {OPINION} evaluation.refuse evaluation.refuse_directly listing.assign_fund_line"
    " listing.set_aside listing.review listing.confirm listing.decline approval.approve approval.refuse"
    " change.reapprove change.refuse disbursement.agree disbursement.refuse district_return.submit".split()
)


class Reckoning:
    """The acts read so far, and what is wrong with them."""

    def __init__(self, before: Iterable[Told] = ()) -> None:
        self.last: dict[tuple[str, str], Told] = {}
        self.hands: dict[tuple[str, str], list[int]] = {}
        self.found: list[str] = []
        self.findings: dict[str, dict[str, str]] = defaultdict(dict)
        self.duplicates: dict[str, dict[str, str]] = defaultdict(dict)
        self.own: dict[str, dict[str, bool]] = defaultdict(dict)
        self.tracks: dict[str, tuple[str, int]] = {}
        self.undertaken: set[int] = set()
        for told in before:
            self._enter(told)

    def read(self, acts: Iterable[Told]) -> list[str]:
        """What is wrong, act by act."""
        for told in acts:
            if self._signing(told):
                continue
            for check in (self._order, self._person, self._early, self._later):
                check(told)
            self._enter(told)
        return self.found

    def before(self, name: str, key: str) -> Told | None:
        """The last such act of the case, of the project, or at all."""
        return self.last.get((key, name))

    def wrong(self, told: Told, req: str, why: str) -> None:
        """Something is wrong with an act."""
        self.found.append(f"{req} {told.case or told.thing} {told.name}: {why}")

    def _enter(self, told: Told) -> None:
        for key in {told.case, told.thing, told.area}:
            self.last[key, told.name] = told
        if told.name == "seat.undertake":
            self.undertaken.add(told.actor)

    def _signing(self, told: Told) -> bool:
        """Whether the act is one of a sign-off; whose hands a draft has been through is kept."""
        name, _, verb = told.name.rpartition(".")
        if name.count(".") != 1:
            return False
        key = (told.case, name)
        self._competent(replace(told, name=name))
        match verb:
            case "draft":
                self.hands[key] = [told.actor]
            case "send_back" | "withdraw_draft":
                self.hands.pop(key, None)
            case _:
                self.hands.setdefault(key, []).append(told.actor)
        return True

    def _order(self, told: Told) -> None:
        for one in GATES:
            if told.name in one.acts:
                places = {CASE: [told.case], PROJECT: [told.thing], AREA: [told.area], ABOVE: [told.area, CITY]}
                before = [self.before(name, key) for name in one.after for key in places[one.within]]
                if not any(before) and not self._assumed(told, one):
                    self.wrong(told, one.req, f"not after {' or '.join(one.after)}")

    def _assumed(self, told: Told, one: Gate) -> bool:
        """Acts that a project's rows stand for have no case of their own."""
        return one.within == CASE and any(
            (past := self.before(name, told.thing)) is not None and not past.case for name in one.after
        )

    def _competent(self, told: Told) -> None:
        """The body that the law names, of the area itself: no other area's (A21)."""
        body, area = BODY.get(told.name), CITY if told.name in BY_THE_CITY else told.area
        if told.works and told.name.partition(".")[0] in ("approval", "change") and body == "AUTHORITY":
            body = "DEVELOPMENT_REFORM"
        if body and f"{body}@{area}" not in told.bodies:
            elsewhere = any(one.startswith(f"{body}@") for one in told.bodies)
            self.wrong(told, "A21.2" if elsewhere else "A5.4", f"not by {body}@{area}")

    def _person(self, told: Told) -> None:
        self._competent(told)
        if told.name in OF_THE_PLATFORM and told.actor:
            self.wrong(told, "A5.4", "by a person, not by the platform")
        if told.name in BY_THREE:
            hands = self.hands.pop((told.case, told.name), [])
            if len({*hands, told.actor}) < 3 or len(hands) < 2:
                self.wrong(told, "A16.14", "not drafted, checked and signed by three")

    def _early(self, told: Told) -> None:
        """Up to the proposal: what a single act says, against what was said before."""
        steps: dict[str, Callable[[Told], None]] = {
            "declaration.open": self._track,
            "declaration.change_to_special": self._track,
            "declaration.submit": self._deadline,
            "declaration.return_once": self._told_once,
            "declaration.accept_by_silence": self._silence,
            "pre_review.judge_own": self._judged,
            "pre_review.find": self._finding,
            "pre_review.find_duplicates": self._finding,
            "pre_review.report": self._finding,
            **dict.fromkeys(OUTCOMES.split(), self._outcome),
            "evaluation.assign": self._competition,
            "evaluation.issue": self._panel,
            "evaluation.issue_directly": self._special_alone,
            "evaluation.refuse_directly": self._special_alone,
            "session.draw": self._seed,
            "expert_sheet.file": self._undertaken,
            **dict.fromkeys(PROPOSED.split(), self._agreed),
        }
        if told.name in steps:
            steps[told.name](told)

    def _later(self, told: Told) -> None:
        """From the proposal on: `money` says what."""

    def _track(self, told: Told) -> None:
        year = int(told.given.get("budget_year") or 0)
        if told.name == "declaration.open":
            self.tracks[told.case] = str(told.given.get("track")), year
        else:
            self.tracks[told.case] = "special", self.tracks.get(told.case, ("", 0))[1]

    def _deadline(self, told: Told) -> None:
        """Annual by the end of August before the budget year, and special only after (A10.5, A11.1)."""
        track, year = self.tracks.get(told.case, ("", 0))
        if not year:
            return
        last = rolled(date(year - 1, 8, 31))
        if track == "annual" and told.on > last:
            self.wrong(told, "A10.5", f"after {last}")
        if track == "special" and told.on <= last:
            self.wrong(told, "A11.1", f"not after {last}")

    def _told_once(self, told: Told) -> None:
        if self.before("declaration.return_once", told.case):
            self.wrong(told, "A10.15", "a second time")

    def _silence(self, told: Told) -> None:
        """Five working days pass first, over a weekend at least (A10.21)."""
        handed_in = [self.before(f"declaration.{name}", told.case) for name in ("submit", "correct")]
        if any(one and told.on <= one.on + timedelta(days=7) for one in handed_in):
            self.wrong(told, "A10.21", "before five working days were over")

    def _judged(self, told: Told) -> None:
        for row in told.given.get("parts", ()):
            self.own[told.case][row["part"]] = row["own"]

    def _finding(self, told: Told) -> None:
        for row in told.given.get("findings", ()):
            self.findings[told.case][row["principle"]] = row["conformity"]
        for row in told.given.get("hits", ()):
            self.duplicates[told.case][row["thing"]] = row["finding"]
        if told.name == "pre_review.report":
            self.findings[told.case].clear()

    def _outcome(self, told: Told) -> None:
        found = self.findings[told.case]
        if set(found) != PRINCIPLES:
            self.wrong(told, "A4.1", "not found on each principle")
        said = set(found.values())
        should = "return" if "fails" in said else "guide" if "broadly" in said else "pass"
        if told.name != f"pre_review.{should}":
            self.wrong(told, "A12.8", f"the findings say {should}")
        if told.name == "pre_review.pass" and "duplicate" in self.duplicates[told.case].values():
            self.wrong(told, "A4.4", "found to be a duplicate")
        if told.name == "pre_review.pass" and any(self.own[told.case].values()):
            self.wrong(told, "A32.1", "with a part of its own, for which nothing here is an approval")

    def _competition(self, told: Told) -> None:
        chosen = [one for one in told.given.get("bidders", ()) if one["chosen"]]
        if len(chosen) != 1 or not told.given.get("competition"):
            self.wrong(told, "A13.4", "not chosen by open competition")

    def _panel(self, told: Told) -> None:
        """The panel's last word passes, and a revision has been confirmed since."""
        words = [past for name in PANEL.split() if (past := self.before(name, told.case))]
        confirmed = self.before("evaluation.confirm", told.case)
        if any(one.name.endswith("fail") for one in words):
            self.wrong(told, "A13.14", "the panel did not pass it")
        if any(one.name.endswith("revise") for one in words) and not confirmed:
            self.wrong(told, "A13.14", "the revision is not confirmed")

    def _special_alone(self, told: Told) -> None:
        declared = self.before("declaration.submit", told.thing)
        if declared is None or self.tracks.get(declared.case, ("", 0))[0] != "special":
            self.wrong(told, "A13.17", "directly, though not a special declaration")

    def _seed(self, told: Told) -> None:
        frozen = self.before("session.freeze", told.case)
        if frozen and date.fromisoformat(told.given["published_on"]) <= frozen.on:
            self.wrong(told, "A13.10", "by a seed that was known when the list was frozen")

    def _undertaken(self, told: Told) -> None:
        if told.actor not in self.undertaken:
            self.wrong(told, "A13.10", "by somebody who has undertaken nothing")

    def _agreed(self, told: Told) -> None:
        name = "listing.note_review" if told.name == "listing.propose" else "listing.review"
        review = self.before(name, told.case)
        if review and review.given.get("outcome") not in ("agreed", "changed"):
            self.wrong(told, "A14.8", "finance did not agree")


def rolled(last: date) -> date:
    """The next day that is not at a weekend."""
    return last + timedelta(days=8 - last.isoweekday()) if last.isoweekday() > 5 else last

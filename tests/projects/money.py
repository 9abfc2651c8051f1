"""Chapter II from the proposal on, reckoned anew from the acts on record: one year, ten per cent, what was paid."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.projects.gates import PAYS, PROPOSED, Reckoning
from tests.projects.listed import Listed
from tests.projects.told import Told

OWN_GROUND = {"pre_work", "third_party_review"}
FOLLOW_UP = {"final", "retention"}
TENTH = Decimal("0.1")
ZERO = Decimal(0)
REST_DAYS = 9  # the longest holiday over which the end of a period may be moved


@dataclass
class Contract:
    """A contract as it was registered."""

    thing: str
    kind: str
    amount: Decimal
    original: int | None
    live: bool = True
    paid: Decimal = ZERO


@dataclass
class Approved:
    """What stands approved of a project, and what its changes since come to."""

    total: Decimal
    works: bool
    since: Decimal = ZERO
    pending: str = ""


class WholeReckoning(Reckoning):
    """The acts of a whole life."""

    def __init__(self, before: Iterable[Told] = ()) -> None:
        super().__init__(before)
        self.listed = Listed()
        self.approved: dict[str, Approved] = {}
        self.contracts: dict[int, Contract] = {}
        self.payments: dict[str, Told] = {}
        self.granted: dict[str, Decimal] = defaultdict(Decimal)

    def _later(self, told: Told) -> None:
        steps: dict[str, Callable[[Told], None]] = {
            "pre_review.reply": self._grant,
            "listing.lapse": self._lapse,
            "approval.apply": self._apply,
            "approval.approve": self._approve,
            "change.record": self._change,
            "change.apply": self._hold,
            "change.reapprove": self._reapprove,
            "change.refuse": self._let_go,
            "change.withdraw": self._let_go,
            "contract.register": self._register,
            "contract.terminate": self._terminate,
            **dict.fromkeys(PAYS, self._pay),
        }
        if told.name in steps:
            steps[told.name](told)
        for why in self.listed.read(told):
            self.wrong(told, "A14.3", why)

    def _grant(self, told: Told) -> None:
        if told.given.get("decision") == "granted":
            self.granted[told.thing] += amount(told, "amount")

    def _apply(self, told: Told) -> None:
        """With finance's budget document (A16.3), in time."""
        if not all(told.given.get(f"budget_{one}") for one in ("number", "code", "file")):
            self.wrong(told, "A16.3", "without finance's budget document")
        self._within_the_year(told)

    def _within_the_year(self, told: Told) -> None:
        """The first application is of the opinion's year, and the opinion has not lapsed (A17.3, A17.4)."""
        proposed = [past for name in PROPOSED.split() if (past := self.before(name, told.thing))]
        if not proposed or self.before("approval.apply", told.thing):
            return
        if self.before("listing.lapse", told.thing):
            self.wrong(told, "A17.3", "the opinion has lapsed")
        if told.on > a_year_after(proposed[0].on) + timedelta(days=REST_DAYS):
            self.wrong(told, "A17.4", "more than a year after the proposal")

    def _lapse(self, told: Told) -> None:
        proposed = [past for name in PROPOSED.split() if (past := self.before(name, told.case))]
        if proposed and told.on <= a_year_after(proposed[0].on):
            self.wrong(told, "A17.3", "lapsed within its year")

    def _approve(self, told: Told) -> None:
        if told.thing in self.approved:
            self.wrong(told, "A16.12", "approved twice")
        self.approved[told.thing] = Approved(amount(told, "total"), told.works)
        self._years(told)

    def _years(self, told: Told) -> None:
        if amount(told, "total") != sum((Decimal(str(one["amount"])) for one in told.given["years"]), ZERO):
            self.wrong(told, "A16.12", "the years do not add up")

    def _change(self, told: Told) -> None:
        """What is carried out without a new approval (A20.2, A20.7, A20.9)."""
        standing = self.approved.get(told.thing)
        if standing is None:
            return
        standing.since += amount(told, "increase") - amount(told, "decrease")
        if standing.since > standing.total * TENTH:
            self.wrong(told, "A20.2", "more than ten per cent without a new approval")
        if standing.works and standing.since > 0:
            self.wrong(told, "A20.9", "an increase of works without a new approval")
        if standing.pending:
            self.wrong(told, "A20.7", f"while {standing.pending} is on hold")

    def _hold(self, told: Told) -> None:
        if standing := self.approved.get(told.thing):
            standing.pending = told.case

    def _let_go(self, told: Told) -> None:
        standing = self.approved.get(told.thing)
        if standing and standing.pending == told.case:
            standing.pending = ""

    def _reapprove(self, told: Told) -> None:
        self._let_go(told)
        if standing := self.approved.get(told.thing):
            standing.total, standing.since = amount(told, "total"), ZERO
            self._years(told)
            if self._contracted(told.thing) > standing.total:
                self.wrong(told, "A18.9", "less than is contracted")

    def _contracted(self, thing: str) -> Decimal:
        standing = [one for one in self.contracts.values() if one.thing == thing and one.live]
        return sum((one.amount for one in standing if one.kind not in OWN_GROUND), ZERO)

    def _register(self, told: Told) -> None:
        """Own grounds, or the approval; its total; a supplement's ten per cent and its change (A18.8, A18.9, A20.4)."""
        given, approval = told.given, self.before("approval.approve", told.thing)
        kind, original = given["kind"], given.get("supplement_of")
        self.contracts[told.pk] = Contract(told.thing, kind, amount(told, "amount"), original)
        if kind == "pre_work" and self._of_kind(told.thing, kind) > self.granted[told.thing]:
            self.wrong(told, "A18.8", "preliminary work beyond the grant")
        if kind == "third_party_review" and not self.before("evaluation.assign", told.thing):
            self.wrong(told, "A18.8", "a reviewer that nobody chose")
        if kind not in OWN_GROUND:
            standing = self.approved.get(told.thing)
            if approval is None or date.fromisoformat(given["signed_on"]) < approval.on:
                self.wrong(told, "A15.6", "signed before the approval")
            elif standing and self._contracted(told.thing) > standing.total:
                self.wrong(told, "A18.9", "contracts beyond the approved total")
        if original is not None:
            self._supplement(told, original)

    def _of_kind(self, thing: str, kind: str) -> Decimal:
        rows = [one for one in self.contracts.values() if (one.thing, one.kind, one.live) == (thing, kind, True)]
        return sum((one.amount for one in rows), ZERO)

    def _supplement(self, told: Told, original: int) -> None:
        rows = [one for one in self.contracts.values() if one.original == original and one.live]
        first = self.contracts.get(original)
        if first is None or sum((one.amount for one in rows), ZERO) > first.amount * TENTH:
            self.wrong(told, "A18.9", "supplements beyond ten per cent of the original")
        standing = self.approved.get(told.thing)
        if standing and standing.pending:
            self.wrong(told, "A20.4", f"while {standing.pending} is on hold")

    def _terminate(self, told: Told) -> None:
        if one := self.contracts.get(told.pk):
            one.live = False

    def _pay(self, told: Told) -> None:
        """On a registered contract, within it, and follow-up funds only on a passed acceptance (A18.10, A19.6)."""
        if told.name == PAYS[0]:
            self.payments[told.case] = told
        asked = self.payments.get(told.case)
        if asked is None:
            return
        one = self.contracts.get(int(asked.given.get("contract") or 0))
        if one is None or one.thing != told.thing:
            self.wrong(told, "A18.10", "on no registered contract of the project")
        elif one.paid + amount(asked, "amount") > one.amount:
            self.wrong(told, "A18.10", "beyond the contract")
        elif told.name == PAYS[-1]:
            one.paid += amount(asked, "amount")
        if one and one.kind not in OWN_GROUND and not self.before("approval.approve", told.thing):
            self.wrong(told, "A15.6", "paid before the approval")
        if asked.given.get("instalment") in FOLLOW_UP and not self.before("acceptance.pass", told.thing):
            self.wrong(told, "A19.6", "follow-up funds before a passed acceptance")


def amount(told: Told, name: str) -> Decimal:
    """An amount of an act's input; nothing where it has none."""
    return Decimal(str(told.given.get(name) or 0))


def a_year_after(day: date) -> date:
    """The same date of the next year; the last of February for the twenty-ninth."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)

"""The second half of the story, from the approval to operation, and the whole of it in order."""

from tests.e2e.plot import SUPPLIER, Later, Plot
from tests.e2e.scenes import OPEN, Refusal, Scene, signed
from tests.e2e.story_to_proposal import declared, evaluated, listed, pre_reviewed, solicited

from qilou.law.measures import M164
from qilou.law.statutes import PROCUREMENT


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
    tied = {**plot.final, "members": [{"name": "陈一", "organisation": SUPPLIER}]}
    return [
        Scene("acceptance", unit, "2027-11-16", "acceptance", "pass", tied, refused=Refusal(PROCUREMENT.art(41))),
        Scene(
            "acceptance",
            unit,
            "2027-11-16",
            "acceptance",
            "pass",
            plot.final,
            time="15:00",
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

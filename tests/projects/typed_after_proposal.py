"""What willing people type from the application for approval to the last payment."""

from decimal import Decimal
from random import Random

from tests.projects import stages
from tests.projects.city import paper

from qilou.casework.act import Act
from qilou.casework.models import Case
from qilou.projects.models import Contract, Project

FEN = Decimal("0.01")
AMOUNTS = ("1000.00", "250000.00", "1200000.00", "2500000.00")


def typed(random: Random, code: str, step: str, act: Act) -> dict[str, object]:
    """The answers to one step."""
    day, number = act.today.isoformat(), str(random.randint(1, 10**9))
    amount = random.choice(AMOUNTS)
    match code, step:
        case "approval", "apply" | "resubmit":
            return stages.application(project_code=number, budget_number=number, **_asked(act))
        case "approval", "approve":
            return stages.reply(**_asked(act))
        case "approval", "return_once":
            return {"defects": [{"material": "content", "defect": "建设内容不明。"}]}
        case "approval", "reroute" | "restate":
            return {"includes_construction": not _project(act).includes_construction}
        case "approval", "decline":
            return {"defects": [{"material": "content", "defect": "建设内容仍不明。"}]}
        case "contract", "register":
            return _contract(random, act, number, amount)
        case "contract", "accept_performance":
            return stages.statement(held_on=day)
        case "change", "record" | "apply":
            return stages.change(increase=random.choice(("1.00", "200000.00", "500000.00")))
        case "change", "reapprove":
            return {"source_document": number, "source": random.choice(("fund", "other"))}
        case "acceptance", "pass":
            checks = [{"number": one["number"], "result": "done"} for one in _project(act).approved_items]
            return stages.final(held_on=day, checks=checks)
        case "acceptance", "pass_preliminary" | "fail" | "fail_preliminary":
            return {"held_on": day}
        case "acceptance", "start_trial":
            return {"started_on": day}
        case "acceptance", "log_trial":
            return {"day": day}
        case "acceptance", "put_into_operation":
            return {"on": day}
        case "disbursement", "submit":
            return _payment(random, act, amount)
        case "disbursement", "record_payment":
            return {"paid_on": day, "voucher": number}
        case _:
            return {}


def _project(act: Act) -> Project:
    return Project.objects.get(pk=int(act.case.thing.rpartition(":")[2]))


def _asked(act: Act) -> dict[str, object]:
    """What stands on the list, where that is not the story's usual amount."""
    listing = _project(act).listings.order_by("-pk").first()
    if listing is None or listing.amount == stages.TOTAL:
        return {}
    return {
        "total": str(listing.amount),
        "years": [{"year": one.year, "amount": str(one.amount)} for one in listing.slices.order_by("year")],
    }


def _contract(random: Random, act: Act, number: str, amount: str) -> dict[str, object]:
    kind = random.choice(("construction", "construction", "construction", "supervision", "pre_work", "testing"))
    standing = Contract.objects.filter(case__thing=act.case.thing, status="in_force", supplement_of=None)
    supplemented = standing.order_by("pk").first() if random.random() < 0.4 else None
    more: dict[str, object] = {}
    if supplemented and supplemented.amount is not None:
        kind, amount = supplemented.kind, str((supplemented.amount * random.choice((5, 10, 11)) / 100).quantize(FEN))
        more = {"supplement_of": supplemented.pk, "supplier": supplemented.supplier}
    return stages.contract(
        kind=kind,
        number=number,
        signed_on=act.today.isoformat(),
        amount=amount,
        years=[{"year": act.today.year, "amount": amount}],
        budgets=[_budget(act, number)] if random.random() < 0.5 else [],
        **more,
    )


def _budget(act: Act, number: str) -> dict[str, object]:
    return {
        "year": act.today.year,
        "number": number,
        "issued_on": act.today.isoformat(),
        "code": "440500270001",
        "amount": "2500000.00",
        "file": paper("追加.pdf"),
    }


def _payment(random: Random, act: Act, amount: str) -> dict[str, object]:
    contracts = Case.objects.filter(thing=act.case.thing, procedure="projects.contract").order_by("pk")
    chosen = random.choice([one.pk for one in contracts] or [0])
    instalment = random.choice(("advance", "progress", "final", "retention", "preliminary", "pre_work"))
    return {"contract": chosen, "instalment": instalment, "amount": amount, "year": act.today.year}

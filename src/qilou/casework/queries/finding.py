"""Cases and papers by the words that somebody typed, as far as the actor may see them."""

from qilou.casework.actions.finding import enter_papers
from qilou.casework.models import Case, Notice
from qilou.casework.procedure import procedure_edition
from qilou.kernel.actor import Actor
from qilou.kernel.finding import Found, by_likeness, nearest
from qilou.law import Text


def cases(actor: Actor, typed: str, most: int) -> list[Found]:
    """The cases whose number or title comes nearest, the nearest first, of two alike the newer."""
    ids = nearest("casework_case", typed, actor.keys)
    found = Case.objects.visible_to(actor).filter(pk__in=ids or [0]).order_by("-pk")
    near = by_likeness(typed, found, lambda one: (one.number, one.title))
    return [_case(one) for one in near[:most]]


def papers(actor: Actor, typed: str, most: int) -> list[Found]:
    """The papers whose number, title or matter comes nearest, those served a moment ago among them."""
    enter_papers()
    ids = nearest("casework_notice", typed, actor.keys)
    seen = Notice.objects.filter(pk__in=ids or [0], readers__overlap=sorted(actor.keys))
    found = seen.select_related("case").defer("body").order_by("-pk")
    near = by_likeness(typed, found, lambda one: (one.number, f"{one.title['zh']} {one.title['en']} {one.case.title}"))
    return [_paper(one) for one in near[:most]]


def _case(case: Case) -> Found:
    procedure = procedure_edition(case.procedure, case.edition)
    notes = (procedure.title, procedure.state(case.state).label)
    return Found(Text(case.title, case.title), f"/{procedure.path}/{case.number}/", case.number, notes)


def _paper(paper: Notice) -> Found:
    title = Text(paper.title["zh"], paper.title["en"])
    matter, issuer = paper.case.title, paper.issuer
    notes = (Text(matter, matter), Text(issuer, issuer))
    return Found(title, f"/notices/{paper.pk}/", paper.number, notes, paper.issued_on)

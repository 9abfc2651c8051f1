"""Which rows of other modules a viewer may see by the case that they lie under."""

from django.db.models import Q

from qilou.kernel.actor import Actor


def seen_in(procedure: str, actor: Actor, at: str = "case") -> Q:
    """The rows whose case, which is of that procedure, the actor may see; `at` is the way from a row to its case.

    The procedure is asked first: that is cheaper to see than who reads a case, and most cases are of others.
    """
    return Q(**{f"{at}__procedure": procedure}) & Q(**{f"{at}__readers__overlap": sorted(actor.keys)})

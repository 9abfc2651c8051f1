"""What the acts on a signature under the panel's opinion do."""

from collections.abc import Mapping

from qilou.casework.act import Act
from qilou.law import carries
from qilou.ledger.rows import written
from qilou.projects.inputs.signature import Dissent, Missing
from qilou.projects.models import PanelSignature
from qilou.projects.parties import EXPERT


def begin(act: Act) -> Mapping[str, object]:
    """Ask one expert of the panel."""
    expert = int(act.case.parties[EXPERT.role][0].removeprefix("person:"))
    return written(
        PanelSignature.objects.create(case_id=act.case.id, evaluation_id=act.case.parent_id, expert_id=expert)
    )


@carries("A13.14")
def sign(act: Act) -> Mapping[str, object]:
    """The expert signs."""
    row = PanelSignature.objects.get(pk=act.case.id)
    row.signed_at = act.now
    row.save(update_fields=["signed_at"])
    return written(row)


@carries("A13.12")
def dissent(act: Act) -> Mapping[str, object]:
    """The expert signs with a dissent, which the panel's opinion keeps."""
    given: Dissent = act.input
    row = PanelSignature.objects.get(pk=act.case.id)
    row.signed_at, row.dissent = act.now, given.reason
    row.save(update_fields=["signed_at", "dissent"])
    return written(row)


def note_missing(act: Act) -> Mapping[str, object]:
    """The signature is missing, and the file says why."""
    given: Missing = act.input
    row = PanelSignature.objects.get(pk=act.case.id)
    row.missing = given.reason
    row.save(update_fields=["missing"])
    return written(row)

"""What the acts on the pool of experts do: admit, change, note interests, suspend, end."""

from collections.abc import Mapping

from qilou.casework.act import Act
from qilou.kernel.actor import person_key
from qilou.kernel.errors import Conflict, Invalid
from qilou.law import carries, say
from qilou.ledger.rows import gone, written
from qilou.projects.inputs.expert import Admission, InterestEnd, InterestNote, Particulars
from qilou.projects.models import Expert, ExpertStatus, Interest
from qilou.projects.parties import EXPERT
from qilou.projects.queries.expert import bodies, outside_the_pool


@carries("A13.10")
def admit(act: Act) -> Mapping[str, object]:
    """Enter an expert under the next code of the area's pool; the expert sees the case."""
    given: Admission = act.input
    area = act.case.jurisdiction
    if given.person not in dict(outside_the_pool(area, act.today)):
        raise Invalid(
            {"person": say("不是评审专家岗位人员，或者已经在库。", "Holds no expert's post, or is in the pool.")}
        )
    codes = Expert.objects.filter(jurisdiction=area).count()
    row = Expert(
        case_id=act.case.id,
        jurisdiction_id=area,
        person_id=given.person,
        code=f"ZJ{codes + 1:04d}",
    )
    _set(row, given, act)
    row.save(force_insert=True)
    act.case.parties[EXPERT.role] = [person_key(given.person)]
    return written(row)


def change(act: Act) -> Mapping[str, object]:
    """Set fields, title, employer and term anew."""
    row = Expert.objects.get(pk=act.case.id)
    _set(row, act.input, act)
    row.save()
    return written(row)


def _set(row: Expert, given: Particulars, act: Act) -> None:
    if given.body is not None:
        _known(given.body, act)
    row.fields = [one.value for one in given.fields]
    row.title, row.employer, row.body_id = given.title, given.employer, given.body
    row.since, row.until = given.since, given.until


@carries("A5.6")
def note_interest(act: Act) -> Mapping[str, object]:
    """From now on no draw over a project of this body may take the expert."""
    given: InterestNote = act.input
    _known(given.body, act)
    if Interest.objects.filter(expert_id=act.case.id, body_id=given.body).exists():
        raise Conflict(
            "interest_noted", say("该单位已登记回避。", "The body is noted already."), cites=(act.procedure.cites,)
        )
    return written(Interest.objects.create(expert_id=act.case.id, body_id=given.body, ground=given.ground))


def end_interest(act: Act) -> Mapping[str, object]:
    """The ground is no more."""
    given: InterestEnd = act.input
    row = next((one for one in Interest.objects.filter(expert_id=act.case.id) if one.body_id == given.body), None)
    if row is None:
        raise Invalid({"body": say("没有登记过该单位。", "No such body is noted.")})
    told = gone(row)
    row.delete()
    return told


def suspend(act: Act) -> Mapping[str, object]:
    """Draw the expert no more until they come back."""
    return _stand(act, ExpertStatus.SUSPENDED)


def resume(act: Act) -> Mapping[str, object]:
    """The expert may be drawn again."""
    return _stand(act, ExpertStatus.ACTIVE)


def end(act: Act) -> Mapping[str, object]:
    """The expert leaves the pool; the code is given to nobody else."""
    return _stand(act, ExpertStatus.ENDED)


def _stand(act: Act, status: ExpertStatus) -> Mapping[str, object]:
    row = Expert.objects.get(pk=act.case.id)
    row.status = status.value
    row.save(update_fields=["status"])
    return written(row)


def _known(body: int, act: Act) -> None:
    if body not in dict(bodies(act.case.jurisdiction, act.today)):
        raise Invalid({"body": say("没有登记这个机构。", "No such organisation is on record.")})

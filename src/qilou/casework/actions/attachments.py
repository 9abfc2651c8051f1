"""Files of a case: stored first, entered as references by hash."""

from collections.abc import Collection, Iterable

from qilou.casework.act import Act
from qilou.casework.models import Attachment
from qilou.casework.procedure import Step
from qilou.kernel.errors import Invalid
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.law import Message, say
from qilou.ledger.rows import add, gone, written

from .files import usable_files


def own_files(act: Act, step: Step) -> None:
    """Refuse files which neither the actor's body brought nor the actor may read; raises Invalid at their fields.

    Naming a file enters it into a case that others read, so knowing its hash must not be enough.
    """
    named = _named(act, step)
    if not named:
        return
    known = usable_files((hash_ for _, hash_ in named), act.actor)
    missing: dict[str, Message] = {
        field: say("文件未上传成功，请重新上传。", "The file was not uploaded; upload it again.")
        for field, hash_ in named
        if hash_ not in known
    }
    if missing:
        raise Invalid(missing)


def attach(act: Act, step: Step) -> None:
    """Enter the input's files into the case as the next version of their fields."""
    named = dict.fromkeys(_named(act, step))
    if not named:
        return
    attached = Attachment.objects.bulk_create(
        [
            Attachment(
                case_id=act.case.id,
                file_id=hash_,
                step=step.name,
                field=field,
                version=act.case.version + 1,
                attached_at=act.now,
            )
            for field, hash_ in named
        ]
    )
    add(act.effects, written(*attached))


def _named(act: Act, step: Step) -> list[tuple[str, str]]:
    """The files that an input names, each with its field."""
    if step.takes is None or not isinstance(act.input, Input):
        return []
    return [
        (spec.name, hash_) for spec in fields_of(step.takes) for hash_ in _hashes(spec, getattr(act.input, spec.name))
    ]


def _hashes(spec: FieldSpec, value: object) -> list[str]:
    if spec.kind is Kind.TABLE and isinstance(value, tuple):
        return [
            hash_ for row in value for column in spec.columns for hash_ in _hashes(column, getattr(row, column.name))
        ]
    if spec.kind is Kind.FILE and value:
        return [str(value)]
    return list(map(str, value)) if spec.kind is Kind.FILES and isinstance(value, tuple) else []


def lend(act: Act, hashes: Iterable[str], *, field: str) -> None:
    """Show in a new case the files that an earlier case of the same matter holds, to those who now work on it."""
    lent = Attachment.objects.bulk_create(
        [
            Attachment(case_id=act.case.id, file_id=hash_, step="open", field=field, version=1, attached_at=act.now)
            for hash_ in dict.fromkeys(hashes)
        ]
    )
    add(act.effects, written(*lent))


def take_back(act: Act, cases: Collection[int]) -> None:
    """End the lending to these cases: their readers no longer see the files. The record keeps that they did."""
    lent = list(Attachment.objects.filter(case__in=list(cases), step="open"))
    add(act.effects, gone(*lent))
    Attachment.objects.filter(pk__in=[one.pk for one in lent]).delete()

"""Checks on changes: a unit that builds otherwise than approved and asks nobody."""

from collections.abc import Iterator
from datetime import timedelta

from qilou.law import Parameter, Readings, Text, say
from qilou.law.measures import M164

from .check import Facts, Outcome, Raised, check

CHANGE_DAYS = Parameter(
    code="audit_change_days",
    question=Text(
        "报告偏离批准方案后多少日内未办理变更列为审计疑点？（非法定）",
        "How many days after a reported departure is a missing change a doubtful point? (not statutory)",
    ),
    default=30,
    least=0,
    cites=M164.art(20),
    req=("A20.11",),
    statutory=False,
)


@check(
    Text("偏离批准方案未办变更", "A departure without a change"),
    Text(
        "履约情况报告中未确认按照批准方案实施的，该季度起是否办理了变更。",
        "Of reports that do not confirm the approved programme: whether a change was filed since their quarter began.",
    ),
    cites=(M164.art(20), M164.art(40)),
    req=("A20.11",),
)
def departure_without_change(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """An unapproved major change is a ground of liability; whether this one is major a person judges."""
    patience = timedelta(days=readings[CHANGE_DAYS])
    for project in f.projects:
        for one in project.departures:
            if one.changed_on is None and f.today > one.told_on + patience:
                yield Raised(
                    subject=f"projects.progress:{one.case}",
                    unit=project.unit,
                    unit_id=project.unit_id,
                    matter=project.name,
                    thing=f"projects.project:{project.id}",
                    case=one.case,
                    says=say(
                        "%(day)s报告偏离批准的建设方案（%(words)s），至今未办理变更。",
                        "On %(day)s a departure from the approved programme was reported (%(words)s); no change is "
                        "filed.",
                        day=one.told_on,
                        words=one.words,
                    ),
                    facts={"told_on": one.told_on, "began": one.began, "words": one.words},
                )

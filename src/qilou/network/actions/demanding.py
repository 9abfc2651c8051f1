"""Rules that an opening asks for, which is no step."""

from qilou.casework.act import Act
from qilou.kernel.errors import Invalid, Refused
from qilou.law import Breach, Finding, Message, Met, Rule, say
from qilou.network.queries.choices import is_own_thing


def demand(act: Act, facts: object, *asked: Rule) -> None:
    """Refuse where a rule is not met; raises Refused with every finding."""
    failed = tuple(one for one in (rule(facts, act.readings) for rule in asked) if not isinstance(one.verdict, Met))
    if failed:
        raise Refused(
            "rules",
            explained(failed[0]),
            cites=tuple(dict.fromkeys(one.cites for one in failed)),
            findings=failed,
        )


def explained(finding: Finding) -> Message:
    """Why a rule is not met and what would make it pass, in one sentence for a page that shows no findings."""
    verdict = finding.verdict
    if isinstance(verdict, Breach):
        return say("%(why)s%(way)s", "%(why)s %(way)s", why=verdict.reason, way=verdict.remedy)
    return say("依照规定，现在还不能办理。", "By the rules, this is not possible.")


def demand_own_thing(act: Act) -> None:
    """Refuse a project that is not one of the unit's; raises Invalid."""
    if not is_own_thing(act.input.thing, act.actor, act.now):
        raise Invalid({"thing": say("请选择本单位的项目。", "Choose a project of your own unit.")})

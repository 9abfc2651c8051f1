"""What the city publishes: the platform opens the reviews, each body examines and publishes what it decided."""

from datetime import timedelta

from qilou.casework.act import Act
from qilou.casework.actions.perform import perform
from qilou.projects.public import Public
from qilou.publication.actions import REVIEW, open_reviews

from . import declared_2025, declared_2026
from .moments import Life, moment
from .stage import City

FOUND = {"statement": "经逐项审查，不涉及国家秘密、商业秘密和个人隐私，公开后不危及国家安全、公共安全和社会稳定。"}
REVIEWED = (
    *("2025-03-24", "2025-04-21", "2025-11-24", "2025-12-15", "2026-01-19", "2026-02-27", "2026-03-31"),
    *("2026-04-27", "2026-05-28", "2026-06-29", "2026-07-27", "2026-08-24", "2026-09-21", "2026-10-26"),
)
AWAITING = "2026-11-20"
FUNCTIONS = {"AUTHORITY@440500": "authority", "FINANCE@440500": "finance", "DEVELOPMENT_REFORM@440500": "drc"}
FUNCTIONS |= {"AUTHORITY@440507": "longhu", "FINANCE@440507": "longhu-finance"}
LEFT_OUT = {  # of the first of a project and kind: what is left out, on which ground, why
    (declared_2025.TRAINING.name, "contract"): ("award", "commercial", "成交通知书附供应商分项报价，其书面要求保密"),
    (declared_2026.CONFERENCE.name, "approval"): ("items", "safety", "载有应急指挥场所和线路的布设"),
}
WITHDRAWN = (declared_2025.LIBRARIES.name, "contract")


def reviews(city: City) -> Life:
    """Every few weeks what was decided is published, within the term; what was decided last awaits its review.

    Finance alone has published what it decided last: the fund of the next year.
    """
    left_out = dict(LEFT_OUT)
    for day in REVIEWED:
        yield moment(f"{day} 00:40")
        opened = open_reviews(now=city.now)
        for place, act in enumerate(opened):
            yield moment(f"{day} 14:00") + timedelta(minutes=2 * place)
            _examined(city, act, left_out.pop(_named(act), None))
        for act in opened:
            if _named(act) == WITHDRAWN:
                yield moment(f"{day} 17:50")
                _corrected(city, act)
                break
    yield moment(f"{AWAITING} 00:50")
    funds = [act for act in open_reviews(now=city.now) if act.input.kind is Public.FUND]
    yield moment(f"{AWAITING} 16:45")
    for act in funds:
        _take(city, act, "publish", FOUND)


def _examined(city: City, act: Act, left_out: tuple[str, str, str] | None) -> None:
    """Published whole, unless something in it is to be left out."""
    if left_out is None:
        _take(city, act, "publish", FOUND)
        return
    named = dict(zip(("item", "ground", "reason"), left_out, strict=True))
    _take(city, act, "publish_in_part", {"statement": "区分处理后公开。", "left_out": [named]})


def _corrected(city: City, act: Act) -> None:
    """Taken back the same afternoon, looked at again and published."""
    _take(city, act, "withdraw", {"ground": "privacy", "reason": "合同名称误载联系人电话"})
    _take(city, act, "review_again", {"reason": "经核对合同名称无联系人电话，误报"})
    _take(city, act, "publish", FOUND)


def _named(act: Act) -> tuple[str, str]:
    """The project's name and the kind of what is reviewed."""
    return act.case.title.partition("：")[0], act.input.kind.value


def _take(city: City, act: Act, step: str, data: dict[str, object]) -> None:
    """The handler of the body that decided takes a step."""
    (key,) = act.case.parties["publisher"]
    body = FUNCTIONS.get(key) or next(name for name in city.registers.bodies if city.key(name) == key)
    city.acts += 1
    perform(REVIEW, act.case.number, step, actor=city.actor(f"{body}.handler"), now=city.now, data=data)

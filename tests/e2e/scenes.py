"""Scenes: who, on which day, in which procedure, takes which step, typing what.

The scenes know neither pages nor API; `test_life_by_api` and `test_life_by_pages` play them. A scene that the law
refuses names the article; what must be true afterwards stands in the scene.
"""

from dataclasses import dataclass

from qilou.law import Article

EXPERTS = ("expert1", "expert2", "expert3", "expert4", "expert5")
OPEN, ENDORSE, MIDNIGHT = "open", "endorse", "midnight"


@dataclass(frozen=True)
class Refusal:
    """What the answer says when the law does not let it pass."""

    article: Article
    status: int = 422


@dataclass(frozen=True)
class Scene:
    """One act. `case` is the name under which the story keeps the case, where one procedure has several.

    `serves` is the kind of paper that `receiver` signs for, in the scene's own case unless `served_in` names another.
    """

    part: str
    who: str
    day: str
    code: str
    step: str
    typed: dict[str, object] | None = None
    time: str = "10:00"
    to: str = ""
    refused: Refusal | None = None
    due: str = ""
    serves: str = ""
    receiver: str = ""
    served_in: str = ""
    case: str = ""

    @property
    def name(self) -> str:
        """The case's name in the story."""
        return self.case or self.code

    def __str__(self) -> str:
        return f"{self.part}, {self.day}, {self.who}: {self.name}.{self.step}"


def signed(
    chapter: str, body: str, day: str, code: str, step: str, typed: dict[str, object] | None = None, **after: str
) -> list[Scene]:
    """A decision of a body: drafted, checked and signed on one day; what follows from it follows the signature."""
    keep = {name: after.pop(name) for name in ("due",) if name in after}
    return [
        Scene(chapter, f"{body}.handler", day, code, step, typed, **keep),
        Scene(chapter, f"{body}.checker", day, code, ENDORSE, {"opinion": "已核，拟同意。"}, time="11:00"),
        Scene(chapter, f"{body}.signer", day, code, ENDORSE, {"opinion": "同意。"}, time="15:00", **after),
    ]

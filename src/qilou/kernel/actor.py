"""Who acts: loaded once per request, passed to every action and query."""

from dataclasses import dataclass, field

from qilou.law import Text


def function_key(function: str, jurisdiction: str) -> str:
    """The key that members of the body holding a function in a jurisdiction carry: `AUTHORITY@440500`."""
    return f"{function}@{jurisdiction}"


def organisation_key(organisation_id: int) -> str:
    """The key that members of an organisation carry: `org:12`."""
    return f"org:{organisation_id}"


def person_key(person_id: int) -> str:
    """The key of one person: `person:7`."""
    return f"person:{person_id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person in their organisation, or the platform itself (`id` 0).

    `keys` say what the actor may see; `desks` (a key and a post, `AUTHORITY@440500/signer`) what waits for the actor;
    `standing_in` names, for a desk held by delegation, the absent person on whose behalf the actor acts. `confirmed`
    is whether they proved a short while ago who they are, as weighty acts ask: an edge that lets somebody in says so.
    The record knows the Chinese names; the English ones are for showing alone.
    """

    id: int
    name: str
    organisation_id: int | None = None
    organisation: str = ""
    jurisdiction: str = ""
    keys: frozenset[str] = frozenset()
    desks: tuple[str, ...] = ()
    standing_in: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    confirmed: bool = field(default=True, hash=False, compare=False)
    name_en: str = field(default="", compare=False)
    organisation_en: str = field(default="", compare=False)

    @property
    def called(self) -> Text:
        """The name as it is shown."""
        return Text(self.name, self.name_en or self.name)

    @property
    def body(self) -> Text:
        """The organisation as it is shown."""
        return Text(self.organisation, self.organisation_en or self.organisation)

    def holds(self, desk: str) -> bool:
        """Whether what stands on this desk waits for the actor."""
        return desk in self.desks


PLATFORM = Actor(0, "Qilou", organisation="Qilou")
NOBODY = Actor(-1, "", keys=frozenset())
